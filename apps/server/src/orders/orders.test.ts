import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { aPermit } from '../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../tests/support/postgres.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createPeople } from '#people/index.ts'
import { examplePoint } from '#registration/index.ts'
import type { PointId } from '#registration/contract.ts'
import { createOrders } from './index.ts'
import { aCard, aNurse, aResident, fakeCardsDesk, fakeRegisters, noon } from './testing.ts'

type Registrar = { readonly personId: string; readonly pointId: string }

const kindOf = (result: { readonly ok: boolean; readonly refusal?: unknown }): unknown =>
  result.ok ? 'ok' : (result.refusal as { readonly kind: string }).kind

forEachDatabase('orders', ({ db }) => {
  const clock = { now: () => noon }
  const key = new Uint8Array(32).fill(1)
  const registers = fakeRegisters()
  const cards = fakeCardsDesk()
  const recorded: DomainEvent[] = []
  let signatureHolds = true
  const orders = createOrders({
    db,
    clock,
    key,
    people: createPeople({ key, clock }),
    registers: registers.registers,
    registration: {
      findPoint: async (_tx, pointId) => ({ ...examplePoint, pointId: pointId as PointId }),
    },
    cards: cards.desk,
    record: async (_tx, event) => {
      recorded.push(event)
    },
    checkSignature: async () =>
      signatureHolds ? ok({ certificateSerial: '0a' }) : refuse({ kind: 'wrong-signature' }),
  })

  const pointId = randomUUID()
  const riitta: Registrar = { personId: randomUUID(), pointId }
  const stina: Registrar = { personId: randomUUID(), pointId }
  const view = (code: string, at = riitta) =>
    orders.viewVisitor(aPermit('orders.viewVisitor', at), { identityCode: code })
  const visitor = async (code: string): Promise<string> => {
    const viewed = await view(code)
    assert.ok(viewed.ok)
    return viewed.value.personId
  }
  const draft = (personId: string, { by = riitta, expires = '2030-01-01' } = {}) =>
    orders.draftOrder(aPermit('orders.draftOrder', by), {
      personId,
      rightId: aNurse().rightId,
      identification: {
        documentType: 'passport',
        documentNumber: 'AB1234567',
        issuingCountry: 'FI',
        expires,
      },
      language: 'fi',
      termsAccepted: true,
    })
  const drafted = async (personId: string, by = riitta): Promise<string> => {
    const order = await draft(personId, { by })
    assert.ok(order.ok)
    return order.value.orderId
  }
  const place = (orderId: string, by = riitta) =>
    orders.placeOrder(aPermit('orders.placeOrder', by), {
      orderId,
      signature: 'AA==',
      signatureAlgorithm: 'ecdsa-sha384',
      chain: ['AA=='],
    })
  const held = (rights = [aNurse()]) => ({ registrationNumber: '00198706129', rights })

  describe('an order', () => {
    it('goes from the visitor to a signed order', async () => {
      const personId = await visitor(registers.add())
      const placed = await place(await drafted(personId))
      assert.ok(placed.ok)
      assert.equal(placed.value.state, 'ordered')
      assert.equal(placed.value.validTo, '2031-11-23')
      assert.equal(recorded.at(-1)?.type, 'OrderPlaced')
      assert.equal(kindOf(await draft(personId)), 'order-pending')
    })

    it('is made once when two registrars order for one person at the same time', async () => {
      const personId = await visitor(registers.add())
      const both = [await drafted(personId), await drafted(personId, stina)]
      const [one = '', other = ''] = both
      const outcomes = await Promise.all([place(one), place(other, stina)])
      assert.deepEqual(outcomes.map(kindOf).toSorted(), ['ok', 'order-pending'])
    })

    it('is refused for each reason, and nothing is recorded', async () => {
      const nobody = registers.add()
      const nobodyId = await visitor(nobody)
      const owned = await visitor(registers.add())
      cards.give(owned, aCard())
      const before = recorded.length

      registers.change(nobody, { population: aResident() })
      assert.equal(kindOf(await draft(nobodyId)), 'no-right')
      const ended = [aNurse({ validTo: localDate('2024-12-31') })]
      registers.change(nobody, { population: aResident(), held: held(ended) })
      assert.equal(kindOf(await draft(nobodyId)), 'right-ended')
      registers.change(nobody, { held: held() })
      assert.equal(kindOf(await draft(nobodyId)), 'unknown-to-population-register')
      assert.equal(kindOf(await view(nobody)), 'unknown-to-population-register')
      assert.equal(kindOf(await draft(owned)), 'valid-card-exists')
      assert.equal(kindOf(await view('140388-903A')), 'wrong-check-character')
      const self = { personId: owned, pointId }
      assert.equal(kindOf(await draft(owned, { by: self })), 'ordering-for-oneself')
      assert.equal(kindOf(await draft(owned, { expires: '2026-11-23' })), 'document-expired')
      assert.equal(recorded.length, before)
    })

    it('is not placed with a wrong signature, by another, or on changed facts', async () => {
      const code = registers.add()
      const orderId = await drafted(await visitor(code))
      signatureHolds = false
      assert.equal(kindOf(await place(orderId)), 'signature-not-accepted')
      signatureHolds = true
      assert.equal(kindOf(await place(orderId, stina)), 'drafted-by-another')
      registers.change(code, { population: aResident({ surname: 'Uusi' }), held: held() })
      assert.equal(kindOf(await place(orderId)), 'facts-changed')
    })
  })
})
