import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/orders'
import { parseBusinessId } from '@sotevarmenne/identifiers/business-id'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { aResident } from '../testing.ts'
import { aDraftInput, openDesk, type Registrar } from './desk.ts'
import type { TestDatabase } from '@sotevarmenne/tests/database/postgres'

export type Input = InputOf<typeof contracts.draftMemberOrder>

/** A desk at which staff and actor cards are ordered, under an agreement and a delegation. */
export function openMemberOrders({ db }: TestDatabase) {
  const desk = openDesk(db)
  const { orders, organisations, registers, cards, recorded, riitta } = desk
  const [one, other] = [randomUUID(), randomUUID()]
  const stranger = desk.registrar(randomUUID())

  let given = 0
  const aBusinessId = (): string => {
    for (;;) {
      given += 1
      for (let check = 0; check < 10; check += 1) {
        const text = `${String(2_500_000 + given)}-${String(check)}`
        if (parseBusinessId(text).ok) return text
      }
    }
  }
  const approve = async (agreementId: string): Promise<string> => {
    const permit = aPermit('organisations.decideAgreement', { personId: other })
    const decided = await organisations.decideAgreement(permit, {
      agreementId,
      decision: 'approved',
    })
    assert.ok(decided.ok)
    return agreementId
  }
  /** An organisation with an agreement that names Riitta's point; returns it with its agreement. */
  const anEmployer = async (kind: 'provider' | 'other-body' = 'provider') => {
    const businessId = aBusinessId()
    const contact = { name: 'Henna', email: `${businessId}@example.fi`, language: 'fi' } as const
    const added = await organisations.addOrganisation(
      aPermit('organisations.addOrganisation', { personId: one }),
      { businessId, name: 'Työnantaja', kind, units: [], contacts: [contact] },
    )
    assert.ok(added.ok)
    const { organisationId } = added.value
    const proposed = await organisations.proposeCardAgreement(
      aPermit('organisations.proposeAgreement', { personId: one }),
      {
        organisationId,
        products: [kind === 'provider' ? 'staff-card' : 'actor-card'],
        points: [riitta.pointId],
        validFrom: '2026-01-01',
        priceList: 'standard',
      },
    )
    assert.ok(proposed.ok)
    const cardAgreementId = proposed.value.agreements[0]?.agreementId ?? ''
    await approve(cardAgreementId)
    return { ...added.value, cardAgreementId }
  }
  /** Gives a delegation to the point of the stranger, which belongs to another organisation. */
  const authorise = async (organisationId: string): Promise<string> => {
    desk.operators.set(stranger.pointId, (await anEmployer()).businessId)
    const proposed = await organisations.proposeDelegation(
      aPermit('organisations.proposeAgreement', { personId: one }),
      {
        organisationId,
        products: ['staff-card'],
        points: [stranger.pointId],
        validFrom: '2026-01-01',
        deliveryAddress: {
          street: 'Katu 1',
          postalCode: '00100',
          postOffice: 'HELSINKI',
          country: 'FI',
        },
        contact: { name: 'Pirjo', email: 'pirjo@example.fi', language: 'fi' },
        acceptedBy: 'Pirjo',
        acceptedOn: '2026-01-01',
      },
    )
    assert.ok(proposed.ok)
    const paper = proposed.value.agreements.find(({ kind }) => kind === 'delegation')
    return approve(paper?.agreementId ?? '')
  }
  /** A person without a right, who has been at the desk. */
  const sanna = async (): Promise<string> => {
    const code = registers.add()
    registers.change(code, { population: aResident() })
    return desk.visitor(code)
  }
  const draftAt =
    (at: typeof desk) =>
    (
      personId: string,
      organisationId: string,
      changes: Partial<Input> = {},
      by: Registrar = riitta,
    ) => {
      const { rightId: _none, ...typed } = aDraftInput(personId)
      const drafting = at.orders.draftMemberOrder(aPermit('orders.draftOrder', by), {
        ...typed,
        product: 'staff-card',
        organisationId,
        title: 'Osastonsihteeri',
        declaration: {
          logsInToPatientSystems: true,
          givenBy: 'Esko Esihenkilö',
          givenOn: '2026-11-20',
        },
        ...changes,
      })
      return at.confirmed(drafting, by)
    }
  const draft = draftAt(desk)
  const drafted = async (...requested: Parameters<typeof draft>): Promise<string> => {
    const order = await draft(...requested)
    assert.ok(order.ok, JSON.stringify(order))
    return order.value.orderId
  }

  return {
    anEmployer,
    sanna,
    draft,
    desk,
    cards,
    orders,
    riitta,
    stranger,
    registers,
    authorise,
    drafted,
    recorded,
    one,
    organisations,
    other,
    draftAt,
  }
}
