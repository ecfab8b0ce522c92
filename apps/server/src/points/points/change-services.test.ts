import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, it } from 'node:test'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { proposePointService } from '@sotevarmenne/api/point-services'
import { shippedPointService } from '@sotevarmenne/api/points'
import { dateInHelsinki, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { createPeople } from '#people/persons/index.ts'
import { afterCommit } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { PointId } from './contract.ts'
import { createPublicPoints } from '../public-points/index.ts'
import { createOffice, createRegistration, examplePoint } from './index.ts'
import { someDetails } from './testing.ts'

const [today, tomorrow, later] = ['2026-11-25', '2026-11-26', '2026-12-01'].map(localDate)
const [hanna, kaisa] = [randomUUID(), randomUUID()]
const kindOf = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
  result.refusal?.kind ?? 'ok'

forEachDatabase('the list of services of registration points', ({ db }) => {
  assert.ok(today && tomorrow && later)
  let now = startOfDay(today)
  let recorded: DomainEvent[] = []
  let auditLogIsBroken = false
  const clock = { now: () => now }
  const record = (_tx: unknown, event: DomainEvent): Promise<void> => {
    if (auditLogIsBroken) return Promise.reject(new Error('the audit log can’t be written'))
    afterCommit(() => recorded.push(event))
    return Promise.resolve()
  }
  const people = createPeople({ secret: new Uint8Array(32).fill(1), clock })
  const office = createOffice({
    ...{ db, clock, record, people },
    personNamed: (_tx, personId) => Promise.resolve(personId === hanna ? 'Hanna' : 'Kaisa'),
  })
  const registration = createRegistration({ clock, record })
  const everybody = createPublicPoints({
    ...{ db, clock, nextFree: () => Promise.resolve(new Map()) },
    organisationsByBusinessIds: () => Promise.resolve(new Map()),
    pointsWithBlanks: () => Promise.resolve(new Set()),
  })
  beforeEach(() => {
    now = startOfDay(today)
    recorded = []
    auditLogIsBroken = false
  })

  type Requested = InputOf<typeof proposePointService>
  const name = { fi: 'Kortin testaus', sv: 'Test av kort', en: 'Testing a card' }
  const aCode = () => `x${randomUUID().slice(0, 8)}`
  const propose = (code: string, changes: Partial<Requested> = {}, by = hanna) =>
    office.proposePointService(aPermit('pointServices.propose', { personId: by }), {
      ...{ code, beginsOn: tomorrow, change: { kind: 'add', name, act: 'other' } },
      ...changes,
    })
  const ending = (beginsOn: string = later, isOffered = false): Partial<Requested> => ({
    ...{ beginsOn, change: { kind: 'offer', isOffered } },
  })
  const decide = (changeId: string, decision: 'approved' | 'rejected', by = kaisa) =>
    office.decidePointService(aPermit('pointServices.decide', { personId: by }), {
      ...{ changeId, decision },
    })
  const approved = async (code: string, changes: Partial<Requested> = {}): Promise<void> => {
    const proposed = await propose(code, changes)
    assert.ok(proposed.ok, kindOf(proposed))
    assert.equal(kindOf(await decide(proposed.value.changeId, 'approved')), 'ok')
  }
  const listed = async (code: string) => {
    const list = await everybody.listPointServices()
    assert.ok(list.ok)
    return list.value.services.find((service) => service.code === code)
  }
  const viewing = aPermit('pointServices.view', { personId: kaisa })
  const enter = (services: readonly string[]) =>
    office.enterPoint(aPermit('registration.enterPoint', { personId: hanna }), {
      ...{ ...examplePoint, name: `Piste ${randomUUID()}` },
      details: someDetails({ services: [...services] }),
    })
  const aPoint = async (services: readonly string[]): Promise<string> => {
    const entered = await enter(services)
    assert.ok(entered.ok, kindOf(entered))
    return entered.value.pointId
  }
  const price = (pointId: string, service: string, validFrom: string) =>
    db.write((tx) =>
      registration.setPrice(tx, aPermit('pointPrices.decide'), {
        ...{ pointId: pointId as PointId, service, netCents: 1000, vatPermille: 255 },
        ...{ costSheet: [{ what: 'Työ', cents: 1500 }], validFrom: localDate(validFrom) },
        isFreeForOwnStaff: false,
      }),
    )
  const seen = async (pointId: string) => {
    const point = await everybody.viewPublicPoint(aPermit('registration.searchPoints'), { pointId })
    assert.ok(point.ok)
    const { details, fees } = point.value
    return { services: details.services, fees: fees.map(({ service }) => service) }
  }

  it('has the services that were in the code before', async () => {
    const list = await everybody.listPointServices()
    assert.ok(list.ok)
    const shipped = list.value.services.filter(({ code }) => code === listedAct(code))
    assert.deepEqual(
      shipped.map(({ code, act, isOffered }) => [code, act, isOffered]).toSorted(),
      shippedPointService.options.map((code) => [code, code, true]).toSorted(),
    )
    function listedAct(code: string) {
      return shippedPointService.safeParse(code).data
    }
  })

  it('gets a service from its first day on, proposed by one case officer and approved by another (R493)', async () => {
    const code = aCode()
    const proposed = await propose(code)
    assert.ok(proposed.ok)
    const { changeId } = proposed.value
    assert.equal(await listed(code), undefined)
    assert.equal(kindOf(await enter([code])), 'point-service-not-found')
    assert.equal(kindOf(await decide(changeId, 'approved', hanna)), 'second-person-required')
    assert.equal(kindOf(await decide(changeId, 'approved')), 'ok')
    assert.equal(kindOf(await decide(changeId, 'rejected')), 'point-service-change-not-found')

    assert.deepEqual(await listed(code), {
      ...{ code, name, act: 'other', isOffered: false, isComing: true },
    })
    const pointId = await aPoint(['registering', code])
    assert.equal(kindOf(await price(pointId, code, today)), 'point-service-not-offered')
    assert.equal(kindOf(await price(pointId, code, tomorrow)), 'ok')
    assert.deepEqual(await seen(pointId), { services: ['registering'], fees: [] })
    now = startOfDay(tomorrow)
    assert.equal((await listed(code))?.isOffered, true)
    assert.deepEqual(await seen(pointId), { services: ['registering', code], fees: [code] })
    const change = { kind: code, beginsOn: tomorrow, isOffered: true }
    assert.deepEqual(
      recorded.filter(({ type }) => type.startsWith('PointServiceChange')),
      [
        { type: 'PointServiceChangeProposed', changeId, change },
        { type: 'PointServiceChangeApproved', changeId, change },
      ],
    )
  })

  it('ends a service from a day on: it is neither offered nor charged, keeps its name, and may come back (R493)', async () => {
    const code = aCode()
    await approved(code)
    await approved(code, ending())
    const pointId = await aPoint(['registering', code])
    assert.equal(kindOf(await price(pointId, code, tomorrow)), 'ok')
    assert.equal(kindOf(await price(pointId, code, later)), 'point-service-not-offered')
    const feesOn = async (day: string) =>
      db.read(async (tx) => {
        const point = await registration.visitablePoint(tx, pointId)
        return point?.feesOn(localDate(day)).map(({ service }) => service)
      })
    assert.deepEqual(await feesOn('2026-11-30'), [code])
    assert.deepEqual(await feesOn(later), [])
    now = startOfDay(later)
    assert.deepEqual(await listed(code), {
      ...{ code, name, act: 'other', isOffered: false, isComing: false },
    })
    assert.deepEqual(await seen(pointId), { services: ['registering'], fees: [] })
    // A point that offered it keeps it among its facts, for the day on which it is offered again.
    assert.equal(kindOf(await enter([code])), 'ok')
    await approved(code, ending('2027-01-01', true))
    assert.deepEqual(await feesOn('2026-12-31'), [])
    assert.deepEqual(await feesOn('2027-01-01'), [code])
  })

  it('refuses a code that is used, one that is unknown, and days that are too early or proposed already', async () => {
    const code = aCode()
    await approved(code)
    for (const used of ['registering', 'staff-card', code])
      assert.equal(kindOf(await propose(used, {}, kaisa)), 'point-service-exists')
    assert.equal(kindOf(await propose(aCode(), ending())), 'point-service-not-found')
    assert.equal(kindOf(await propose(code, ending(today))), 'change-begins-too-early')
    assert.equal(kindOf(await propose(code, ending())), 'ok')
    assert.equal(kindOf(await propose(code, ending(later, true))), 'change-already-proposed')
    const fresh = await propose(aCode())
    assert.ok(fresh.ok)
    now = startOfDay(tomorrow)
    assert.equal(kindOf(await decide(fresh.value.changeId, 'approved')), 'change-begins-too-early')
    assert.equal(kindOf(await decide(randomUUID(), 'approved')), 'point-service-change-not-found')
  })

  it('takes a new service once from two who propose it at once, and again, with another name, once it was rejected', async () => {
    const code = aCode()
    const both = await Promise.all([propose(code), propose(code, { beginsOn: later }, kaisa)])
    assert.deepEqual(both.map(kindOf).toSorted(), ['ok', 'point-service-exists'])
    const first = both.find((each) => each.ok)
    assert.ok(first?.ok)
    const decisions = await Promise.all([
      decide(first.value.changeId, 'rejected'),
      decide(first.value.changeId, 'rejected', hanna),
    ])
    assert.deepEqual(decisions.map(kindOf).toSorted(), ['ok', 'point-service-change-not-found'])
    assert.equal(kindOf(await propose(code, ending())), 'point-service-not-found')
    const other = { fi: 'Kortin lukeminen', sv: 'Läsning av kort', en: 'Reading a card' }
    await approved(code, { change: { kind: 'add', name: other, act: 'new-code' } })
    assert.deepEqual(await listed(code), {
      ...{ code, name: other, act: 'new-code', isOffered: false, isComing: true },
    })
  })

  it('is changed by nobody when the audit log can’t be written', async () => {
    const code = aCode()
    auditLogIsBroken = true
    await assert.rejects(propose(code))
    auditLogIsBroken = false
    await approved(code)
  })

  it('is shown to the office with all its changes and what the viewer may do', async () => {
    const code = aCode()
    await approved(code)
    assert.ok((await propose(code, ending())).ok)
    const view = await office.viewPointServices(viewing)
    assert.ok(view.ok)
    assert.deepEqual(
      view.value.changes
        .filter(({ kind }) => kind === code)
        .map(({ isOffered, standing, may, proposed, name: named }) => [
          ...[isOffered, standing, may, proposed?.name, named.fi],
        ]),
      [
        [false, 'proposed', ['approve', 'reject'], 'Hanna', name.fi],
        [true, 'coming', [], 'Hanna', name.fi],
      ],
    )
    assert.equal(dateInHelsinki(now), today)
  })

  describe('a proposal', () => {
    const input = { code: 'x-ray', beginsOn: tomorrow, change: { kind: 'add', name, act: 'other' } }
    const isValid = (changes: object) =>
      proposePointService.input.safeParse({ ...input, ...changes }).success

    it('is refused with a malformed code, name, act or day', () => {
      assert.ok(isValid({}))
      for (const code of ['', 'x', 'X-ray', '1x', 'x ray', 'x_ray', `x${'a'.repeat(40)}`, 'x\n'])
        assert.ok(!isValid({ code }), code)
      for (const wrong of ['', 'ab', 'a'.repeat(81), 7])
        assert.ok(!isValid({ change: { ...input.change, name: { ...name, sv: wrong } } }))
      assert.ok(!isValid({ change: { ...input.change, name: { fi: 'Nimi', sv: 'Namn' } } }))
      assert.ok(!isValid({ change: { ...input.change, act: 'dancing' } }))
      assert.ok(!isValid({ change: { kind: 'offer' } }))
      assert.ok(!isValid({ beginsOn: '2026-02-30' }))
    })
  })
})
