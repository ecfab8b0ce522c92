import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import type * as shown from '@sotevarmenne/api/organisations'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { organisationOid } from '@sotevarmenne/identifiers/oid'
import { plus, second } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aBusinessId } from './testing.ts'
import { openCustomers } from './testing/customers.ts'

forEachDatabase('customer organisations', (database) => {
  const { db } = database
  const shared = openCustomers(database)
  const {
    post,
    otherCaseOfficer,
    enter,
    agreement,
    employers,
    own,
    request,
    recorded,
    others,
    operators,
    organisations,
    ended,
  } = shared

  const approved = async (changed: shown.OrganisationView): Promise<shown.AgreementView> => {
    const [agreement] = changed.agreements
    assert.ok(agreement)
    const decided = await post(
      `/agreements/${agreement.agreementId}/decision`,
      { decision: 'approved' },
      { personId: otherCaseOfficer },
    )
    assert.equal(decided.status, 200)
    const [now] = decided.body.agreements
    assert.ok(now)
    return now
  }

  describe('an agreement or delegation', () => {
    it('has no effect until another case officer has approved it', async () => {
      const { organisationId, businessId } = await enter()
      const proposed = await post(`/organisations/${organisationId}/agreements`, agreement())
      const [document] = proposed.body.agreements
      assert.ok(document)
      assert.equal(document.standing, 'not-approved')
      assert.deepEqual(document.may, ['reject'])
      const before = await employers(own.pointId, businessId)
      assert.equal(
        before[0]?.whole.allowed === false && before[0].whole.because.kind,
        'agreement-not-approved',
      )

      const alone = await post(`/agreements/${document.agreementId}/decision`, {
        decision: 'approved',
      })
      assert.equal(alone.status, 403)
      assert.equal(alone.body.kind, 'second-person-required')
      const now = await approved(proposed.body)
      assert.equal(now.standing, 'in-force')
      const [after] = await employers(own.pointId, businessId)
      assert.deepEqual(after?.whole, {
        allowed: true,
        onDelegation: false,
        price: {
          whenLoggingIn: { kind: 'free', because: 'logs-in-to-patient-systems' },
          otherwise: {
            kind: 'priced',
            amount: { cents: 2300, currency: 'EUR' },
            because: 'staff-without-patient-systems',
          },
        },
      })
    })

    it('is entered once when it is submitted twice, and its organisation is listed until it is decided', async () => {
      const { organisationId, name } = await enter({ name: `Omega${randomUUID()}` })
      const unpriced = await post(`/organisations/${organisationId}/agreements`, {
        ...{ ...agreement(), priceList: 'none' },
      })
      assert.deepEqual([unpriced.status, unpriced.body.kind], [422, 'price-list-not-found'])
      const propose = () => post(`/organisations/${organisationId}/agreements`, agreement())
      const twice = await Promise.all([propose(), propose()])
      assert.deepEqual(
        twice.map(({ status }) => status),
        [200, 200],
      )
      assert.equal((await propose()).body.agreements.length, 1)
      const waiting = async () =>
        (await request('GET', `/organisations?agreements=proposed&query=${name}`)).body
          .organisations
      assert.deepEqual(
        (await waiting()).map(({ waitingAgreements }) => waitingAgreements),
        [1],
      )
      await approved((await propose()).body)
      assert.deepEqual(await waiting(), [])
      assert.equal((await propose()).body.kind, 'agreement-overlaps')
    })

    it('cannot be ended once it has expired', async () => {
      const { organisationId } = await enter()
      const days = { validFrom: '2026-01-01', validTo: '2026-11-24' }
      const proposed = await post(`/organisations/${organisationId}/agreements`, {
        ...{ ...agreement(), ...days },
      })
      const over = await approved(proposed.body)
      assert.deepEqual([over.standing, over.may], ['ended', []])
    })

    it('has no effect from the moment of its end', async () => {
      const { organisationId, businessId } = await enter()
      const { agreementId } = await approved(
        (await post(`/organisations/${organisationId}/agreements`, agreement())).body,
      )
      const ended = await post(`/agreements/${agreementId}/end`)
      assert.equal(ended.body.agreements[0]?.standing, 'ended')
      assert.deepEqual(recorded.at(-1), {
        type: 'AgreementEnded',
        agreementId,
        kind: 'agreement',
        organisationId,
      })
      const [employer] = await employers(own.pointId, businessId)
      assert.equal(
        employer?.whole.allowed === false && employer.whole.because.kind,
        'agreement-ended',
      )
      assert.equal(
        (await post(`/agreements/${agreementId}/end`)).body.kind,
        'agreement-not-approved',
      )
    })

    it('delegates to points of another organisation that has accepted it', async () => {
      const giver = await enter()
      const neighbour = await enter({ name: 'Naapurin alue' })
      await approved(
        (await post(`/organisations/${giver.organisationId}/agreements`, agreement())).body,
      )
      const delegation = {
        ...agreement({ points: [others.pointId] }),
        deliveryAddress: { street: 'Katu 1', postalCode: '00100', postOffice: 'HELSINKI' },
        contact: { name: 'Pirjo', email: 'pirjo@example.fi' },
        acceptedBy: 'Pirjo Piste',
        acceptedOn: '2026-11-20',
      }
      operators.set(others.pointId, neighbour.businessId)
      const url = `/organisations/${giver.organisationId}/delegations`
      const proposed = await post(url, delegation)
      assert.equal(proposed.body.agreements[0]?.delegate?.name, 'Naapurin alue')
      assert.deepEqual((await employers(own.pointId, giver.businessId)).length, 1)
      await approved(proposed.body)
      const [employer] = await employers(others.pointId, giver.businessId)
      assert.equal(employer?.whole.allowed === true && employer.whole.onDelegation, true)
      const seen = await request('GET', `/organisations/${neighbour.organisationId}`)
      assert.equal(seen.body.agreements[0]?.giver?.organisationId, giver.organisationId)

      const wrong: readonly (readonly [object, string])[] = [
        [{ points: [own.pointId] }, 'point-operator-not-found'],
        [{ points: [randomUUID()] }, 'point-not-found'],
        [{ validTo: '2025-12-31' }, 'days-backwards'],
        [{ products: ['actor-card'] }, 'product-not-for-organisation'],
      ]
      for (const [changes, kind] of wrong)
        assert.equal((await post(url, { ...delegation, ...changes })).body.kind, kind)
      operators.set(own.pointId, giver.businessId)
      const both = [others.pointId, own.pointId]
      assert.equal((await post(url, { ...delegation, points: both })).body.kind, 'point-of-another')
      assert.equal(
        (await post(url, { ...delegation, points: [own.pointId] })).body.kind,
        'authorising-oneself',
      )
      operators.delete(own.pointId)
    })

    it('of paper overlaps no other one, and each of two concurrent entries is refused or is the only one (R656)', async () => {
      const giver = await enter()
      const neighbour = await enter()
      operators.set(others.pointId, neighbour.businessId)
      const url = `/organisations/${giver.organisationId}`
      const delegation = {
        ...agreement({ points: [others.pointId] }),
        deliveryAddress: { street: 'Katu 1', postalCode: '00100', postOffice: 'HELSINKI' },
        contact: { name: 'Pirjo', email: 'pirjo@example.fi' },
        ...{ acceptedBy: 'Pirjo Piste', acceptedOn: '2026-11-20' },
      }
      const until = (validTo: string) => ({ validTo })
      for (const [path, terms, fi] of [
        [
          'agreements',
          agreement(),
          'Organisaatiolla on jo samoista yksiköistä ja pisteistä sopimus samalle ajalle',
        ],
        ['delegations', delegation, 'Organisaatio on jo valtuuttanut saman pisteen samalle ajalle'],
      ] as const) {
        const propose = (changes: object, by?: object) =>
          post(`${url}/${path}`, { ...terms, ...changes }, by as never)
        // Two case officers, each of whom has the paper on the desk.
        const two = await Promise.all([
          propose(until('2026-12-31')),
          propose(until('2026-12-30'), { personId: otherCaseOfficer }),
        ])
        assert.deepEqual(two.map(({ status }) => status).toSorted(), [200, 409])
        const first = two.find(({ status }) => status === 200)
        const agreementId = first?.body.agreements[0]?.agreementId ?? ''
        const refused = await propose({ validFrom: '2026-12-01' })
        assert.deepEqual(
          [refused.status, refused.body.kind, refused.body.title],
          [409, 'agreement-overlaps', fi],
        )
        assert.equal((await propose({ validFrom: '2027-01-01' })).status, 200)
        const rejected = await post(`/agreements/${agreementId}/decision`, { decision: 'rejected' })
        assert.equal(rejected.status, 200)
        const again = await propose({ validFrom: '2026-06-01', validTo: '2026-12-31' })
        assert.equal(again.status, 200, 'a rejected one is in nobody’s way')
      }
    })

    it('stores the basis of its decision, whatever the organisation’s later name (R145)', async () => {
      const entered = await enter()
      const { organisationId, businessId, name } = entered
      const proposed = await post(`/organisations/${organisationId}/agreements`, agreement())
      const document = await approved(proposed.body)
      const renamed = await post(`/organisations/${organisationId}/facts`, {
        ...{ version: 1, name: 'Uusi nimi', units: [], contacts: [] },
      })
      const [stored] = renamed.body.agreements
      assert.deepEqual(stored?.decision, document.decision)
      assert.deepEqual(
        [document.decision?.rule, document.decision?.version],
        ['organisation-agreement', 1],
      )
      assert.deepEqual(
        document.decision?.grounds.map(({ kind, facts }) => [kind, facts]),
        [
          ['entered-by-another', { enteredOn: document.proposed.at.slice(0, 10) }],
          ['agreement-of', { organisation: name, businessId }],
          ['holds-from', { from: '2026-01-01' }],
        ],
      )
    })

    it('is decided once, also by two concurrent decisions', async () => {
      const { organisationId } = await enter()
      const { agreements } = (
        await post(`/organisations/${organisationId}/agreements`, agreement())
      ).body
      const agreementId = agreements[0]?.agreementId ?? ''
      const decide = (personId: string, decision: 'approved' | 'rejected') =>
        organisations.decideAgreement(aPermit('organisations.decideAgreement', { personId }), {
          agreementId,
          decision,
        })
      const both = await Promise.all([
        decide(otherCaseOfficer, 'approved'),
        decide(randomUUID(), 'rejected'),
      ])
      assert.equal(both.filter((one) => one.ok).length, 1)
    })
  })

  it('an order names no organisation that the code service no longer has: dissolved, merged, or ended yesterday (R260)', async () => {
    const businessId = aBusinessId()
    const root = organisationOid(businessId as BusinessId)
    const unitOid = `${root}.10.1`
    const units = [{ oid: unitOid, name: 'Poliklinikka' }]
    const { organisationId } = await enter({ businessId, units })
    await approved((await post(`/organisations/${organisationId}/agreements`, agreement())).body)
    const check = async (changes: object = {}) => {
      const on = localDate('2026-11-25')
      const requested = { organisationId, product: 'staff-card', pointId: own.pointId, on } as const
      const checked = await db.read((tx) =>
        organisations.checkOrdering(tx, { ...requested, ...changes }),
      )
      return checked.ok ? 'ok' : checked.refusal.kind
    }
    assert.equal(await check({ unitOid }), 'ok')
    ended.set(unitOid, undefined)
    assert.equal(await check({ unitOid }), 'unit-not-in-code-service')
    assert.equal(await check(), 'ok')
    ended.set(root, localDate('2026-11-25'))
    assert.equal(await check(), 'ok')
    ended.set(root, localDate('2026-11-24'))
    assert.equal(await check(), 'organisation-not-in-code-service')
    ended.clear()
    assert.equal(await check({ unitOid }), 'ok')
  })

  it('an organisation that has ceased can neither order nor be ordered for, and nothing is approved for it (R279)', async () => {
    const defaults = shared.business
    const ceased = new Set<string>()
    shared.business = (id) =>
      ceased.has(id)
        ? Promise.resolve(ok({ businessId: id, name: 'Esimerkki', status: 'ceased' }))
        : defaults(id)
    const [firm, service] = [await enter({ kind: 'other-body' }), await enter()]
    const cards = { products: ['actor-card'] }
    const { organisationId } = firm
    const signed = await post(`/organisations/${organisationId}/agreements`, agreement(cards))
    await approved(signed.body)
    shared.operators.set(others.pointId, service.businessId)
    const given = await post(`/organisations/${organisationId}/delegations`, {
      ...agreement(cards),
      ...{ points: [others.pointId], acceptedBy: 'Pirjo', acceptedOn: '2026-01-01' },
      contact: { name: 'Pirjo', email: 'pirjo@example.fi', language: 'fi' },
      deliveryAddress: {
        ...{ street: 'Katu 1', postalCode: '00100', postOffice: 'HELSINKI', country: 'FI' },
      },
    })
    const agreementId =
      given.body.agreements.find(({ kind }) => kind === 'delegation')?.agreementId ?? ''
    const approve = async () =>
      (
        await post(
          `/agreements/${agreementId}/decision`,
          { decision: 'approved' },
          { personId: otherCaseOfficer },
        )
      ).status
    ceased.add(service.businessId)
    assert.equal(await approve(), 422)
    ceased.clear()
    assert.equal(await approve(), 200)

    const check = async (pointId: string) => {
      const on = localDate('2026-11-25')
      const requested = { organisationId, product: 'actor-card', pointId, on } as const
      const checked = await db.read((tx) => organisations.checkOrdering(tx, requested))
      return checked.ok ? 'ok' : checked.refusal.kind
    }
    const aDayLater = async () => {
      shared.now = plus(shared.now, 25 * 3600 * second)
      for (let round = 0; round < 10; round += 1)
        await organisations.followBusinesses(aPermit('organisations.followBusinesses'))
    }
    assert.deepEqual([await check(own.pointId), await check(others.pointId)], ['ok', 'ok'])
    ceased.add(service.businessId)
    await aDayLater()
    const gone = 'organisation-ceased'
    assert.deepEqual([await check(own.pointId), await check(others.pointId)], ['ok', gone])
    const input = (subject: string) =>
      recorded.flatMap((event) =>
        (event.type === 'OrganisationCeased' || event.type === 'OrganisationActiveAgain') &&
        'organisationId' in event &&
        event.organisationId === subject
          ? [event.type]
          : [],
      )
    assert.deepEqual(input(service.organisationId), ['OrganisationCeased'])
    assert.deepEqual(input(organisationId), [])
    ceased.add(firm.businessId)
    for (const said of [
      ...(['error-response', 'no-connection'] as const).map((because) =>
        refuse({ kind: 'register-unavailable', register: 'business', because } as const),
      ),
      // A wrong address of the register knows no organisation: that must stop none.
      refuse({ kind: 'unknown-to-business-register' } as const),
    ]) {
      shared.business = () => Promise.resolve(said)
      await aDayLater()
      assert.deepEqual([await check(own.pointId), await check(others.pointId)], ['ok', gone])
    }
    shared.business = (id) =>
      Promise.resolve(
        ok({ businessId: id, name: 'Esimerkki', status: ceased.has(id) ? 'ceased' : 'active' }),
      )
    await aDayLater()
    assert.deepEqual([await check(own.pointId), await check(others.pointId)], [gone, gone])
    ceased.clear()
    await aDayLater()
    assert.deepEqual([await check(own.pointId), await check(others.pointId)], ['ok', 'ok'])
    for (const subject of [organisationId, service.organisationId])
      assert.deepEqual(input(subject), ['OrganisationCeased', 'OrganisationActiveAgain'])
    shared.business = defaults
  })

  it('an order is checked by the agreements that the transaction sees', async () => {
    const { organisationId } = await enter()
    await approved((await post(`/organisations/${organisationId}/agreements`, agreement())).body)
    const checked = await db.read((tx) =>
      organisations.checkOrdering(tx, {
        organisationId,
        product: 'staff-card',
        pointId: own.pointId,
        on: localDate('2026-11-25'),
      }),
    )
    assert.ok(checked.ok)
    const unit = await db.read((tx) =>
      organisations.checkOrdering(tx, {
        organisationId,
        unitOid: '1.2.3',
        product: 'staff-card',
        pointId: own.pointId,
        on: localDate('2026-11-25'),
      }),
    )
    assert.equal(!unit.ok && unit.refusal.kind, 'unit-not-found')
  })
})
