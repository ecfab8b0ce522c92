import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/points'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { createPeople } from '#people/persons/index.ts'
import { afterCommit } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { PointId } from './contract.ts'
import { createPublicPoints } from '../public-points/index.ts'
import { createOffice, createRegistration, examplePoint } from './index.ts'
import { someDetails } from './testing.ts'

/** Wednesday 2026-11-25, 12:00 by the Finnish clock. */
const noon = instant(Date.UTC(2026, 10, 25, 10))
const codes = ['010180-9015', '020275-902B', '140388-9039']

forEachDatabase('registration points in the office', ({ db }) => {
  const clock = { now: () => noon }
  const recorded: DomainEvent[] = []
  const record = (_tx: unknown, event: DomainEvent): Promise<void> => {
    afterCommit(() => recorded.push(event))
    return Promise.resolve()
  }
  const people = createPeople({ secret: new Uint8Array(32).fill(1), clock })
  const office = createOffice({ db, clock, record, people, personNamed: people.personNamed })
  const registration = createRegistration({ clock, record })
  const everybody = createPublicPoints({
    db,
    clock,
    nextFree: () => Promise.resolve(new Map()),
    organisationsByBusinessIds: () => Promise.resolve(new Map()),
    pointsWithBlanks: (_tx, pointIds) =>
      Promise.resolve(new Set(pointIds.filter((pointId) => stocked.has(pointId)))),
  })
  const stocked = new Set<string>()

  const remember = async (code: string): Promise<string> => {
    const identityCode = parseIdentityCode(code)
    assert.ok(identityCode.ok)
    const person = await db.write(async (tx) =>
      ok(
        await people.rememberPerson(tx, {
          identityCode: identityCode.value,
          ...{ givenNames: 'Henna', surname: code, language: 'fi', nonDisclosure: false },
        }),
      ),
    )
    assert.ok(person.ok)
    return person.value
  }

  const enter = async (changes: Parameters<typeof someDetails>[0] = {}, name = randomUUID()) => {
    const by = await remember(codes[0] ?? '')
    const facts = { ...examplePoint, name: `Piste ${name}`, details: someDetails(changes) }
    const entered = await office.enterPoint(
      aPermit('registration.enterPoint', { personId: by }),
      facts,
    )
    assert.ok(entered.ok)
    return { pointId: entered.value.pointId, facts }
  }
  const view = async (pointId: string) => {
    const viewed = await office.viewPoint(aPermit('registration.viewPoint'), { pointId })
    assert.ok(viewed.ok)
    return viewed.value
  }
  it('that have a spare card are found where a blank card is in stock, with their opening time (R178)', async () => {
    const spare = { services: ['spare-card' as const] }
    const [with1, without, other] = [await enter(spare), await enter(spare), await enter()]
    stocked.add(with1.pointId).add(other.pointId)
    const found = await everybody.searchSparePoints(aPermit('registration.searchPoints'), {
      postalCode: examplePoint.address.postalCode,
    })
    assert.ok(found.ok)
    const ids = found.value.points.map(({ pointId }) => pointId)
    assert.ok(ids.includes(with1.pointId))
    assert.ok(!ids.includes(without.pointId))
    const [first] = found.value.points
    assert.equal(first?.address.postalCode, examplePoint.address.postalCode)
    assert.ok(first.now.isOpen || first.now.changesAt !== undefined)
  })

  const search = async (
    requested: Partial<InputOf<typeof contracts.searchPoints>>,
  ): Promise<readonly string[]> => {
    const names: string[] = []
    for (let cursor: string | undefined; ;) {
      const found = await everybody.searchPoints(aPermit('registration.searchPoints'), {
        limit: 2,
        ...requested,
        cursor,
      })
      assert.ok(found.ok)
      names.push(...found.value.points.map(({ name }) => name))
      cursor = found.value.nextCursor
      if (cursor === undefined) return names
    }
  }

  describe('a point', () => {
    it('is changed, and its previous facts are retained with their author (R106)', async () => {
      const { pointId, facts } = await enter()
      const change = (version: number, name: string) =>
        office.changePoint(aPermit('registration.enterPoint', { personId: randomUUID() }), {
          pointId,
          version,
          facts: { ...facts, name },
        })
      const by = await remember(codes[1] ?? '')
      const permit = aPermit('registration.enterPoint', { personId: by })
      const changed = await office.changePoint(permit, {
        pointId,
        version: 1,
        facts: { ...facts, name: `${facts.name} B` },
      })
      assert.deepEqual(changed, { ok: true, value: { version: 2 } })
      assert.deepEqual(await change(1, 'Toinen'), {
        ok: false,
        refusal: { kind: 'point-changed-meanwhile' },
      })
      const { versions, point } = await view(pointId)
      assert.equal(point.name, `${facts.name} B`)
      assert.deepEqual(
        versions.map(({ version, enteredBy, facts: { name } }) => [version, enteredBy, name]),
        [
          [2, `Henna ${codes[1] ?? ''}`, `${facts.name} B`],
          [1, `Henna ${codes[0] ?? ''}`, facts.name],
        ],
      )
      assert.ok(recorded.some((event) => event.type === 'RegistrationPointChanged'))
    })

    it('has a unique name', async () => {
      const { facts } = await enter()
      const again = await office.enterPoint(aPermit('registration.enterPoint'), facts)
      assert.deepEqual(again, { ok: false, refusal: { kind: 'name-taken' } })
    })

    it('is found by county, service, language and place, page by page, until its last day', async () => {
      const mark = randomUUID()
      await enter({ county: 'lapland', languages: ['se', 'fi'] }, `${mark} Ä Utsjoki`)
      await enter({ county: 'kainuu', services: ['handing-over'] }, `${mark} Kajaani`)
      await enter({ county: 'kainuu' }, `${mark} Kuhmo`)
      await enter({ county: 'kainuu', lastDay: '2026-11-24' }, `${mark} Suljettu`)
      const found = async (requested: Parameters<typeof search>[0]) =>
        (await search({ place: mark, ...requested })).map((name) => name.split(' ').at(-1))
      assert.deepEqual(await found({}), ['Kajaani', 'Kuhmo', 'Utsjoki'].toSorted())
      assert.deepEqual(await found({ county: 'kainuu' }), ['Kajaani', 'Kuhmo'])
      assert.deepEqual(await found({ county: 'kainuu', service: 'registering' }), ['Kuhmo'])
      assert.deepEqual(await found({ language: 'se' }), ['Utsjoki'])
      assert.deepEqual(await found({ place: `${mark} a UTS` }), ['Utsjoki'])
      assert.deepEqual(await found({ place: `${mark}%` }), [])
      assert.deepEqual(await found({ freeBy: '2026-12-24' }), [])
    })

    it('is listed to the office by county and status', async () => {
      const mark = randomUUID()
      const caseOfficer = await remember(codes[0] ?? '')
      const staffed = await enter({ county: 'kainuu' }, `${mark} A`)
      await enter({ county: 'kainuu' }, `${mark} B`)
      await enter({ county: 'lapland', lastDay: '2026-11-24' }, `${mark} C`)
      for (const code of codes.slice(1)) {
        await remember(code)
        const appointed = await office.appointRegistrar(
          aPermit('registration.appointRegistrar', { personId: caseOfficer }),
          {
            ...{ pointId: staffed.pointId, identityCode: code, lastDay: '2027-12-31' },
            training: { course: 'Verkkokurssi', completedOn: '2026-11-01', certificate: 'A' },
          },
        )
        assert.ok(appointed.ok)
      }
      const name = `Piste ${mark} D`
      const { address } = examplePoint
      const added = await db.write(async (tx) =>
        ok(await registration.addPoint(tx, aPermit('registration.enterPoint'), { name, address })),
      )
      assert.ok(added.ok)
      const listed = async (requested: Partial<InputOf<typeof contracts.listPoints>>) => {
        const found = await office.listPoints(aPermit('registration.viewPoint'), {
          ...{ place: mark, limit: 10, ...requested },
        })
        assert.ok(found.ok)
        return found.value.points.map((point) => point.name.split(' ').at(-1)).join('')
      }
      assert.equal(await listed({}), 'ABCD')
      assert.equal(await listed({ county: 'kainuu' }), 'AB')
      assert.equal(await listed({ standing: 'in-service' }), 'AB')
      assert.equal(await listed({ standing: 'too-few-registrars' }), 'B')
      assert.equal(await listed({ standing: 'incomplete' }), 'D')
      assert.equal(await listed({ standing: 'ended' }), 'C')
      const names = await office.listPointNames(aPermit('registration.viewPoint'))
      assert.ok(names.ok)
      const named = names.value.points.filter((point) => point.name.includes(mark))
      assert.deepEqual(
        named.map(({ name, operator }) => [name.split(' ').at(-1), operator?.businessId]),
        // Only those in service whose operator was entered can be named in a delegation (R656).
        [
          ['A', '9900023-7'],
          ['B', '9900023-7'],
          ['C', undefined],
          ['D', undefined],
        ],
      )
    })

    it('is not found by the public before its facts are complete (R107)', async () => {
      const name = `Piste ${randomUUID()}`
      const { address } = examplePoint
      const added = await db.write(async (tx) =>
        ok(await registration.addPoint(tx, aPermit('registration.enterPoint'), { name, address })),
      )
      assert.ok(added.ok)
      assert.deepEqual(await search({ place: name }), [])
      const shown = await everybody.viewPublicPoint(aPermit('registration.searchPoints'), {
        pointId: added.value,
      })
      assert.deepEqual(shown, { ok: false, refusal: { kind: 'point-not-found' } })
    })
  })

  it('a cursor that was not issued here is refused', async () => {
    const requested = { cursor: 'bm9uc2Vuc2U', limit: 2 }
    const found = await everybody.searchPoints(aPermit('registration.searchPoints'), requested)
    assert.deepEqual(found, { ok: false, refusal: { kind: 'cursor-unreadable' } })
  })

  const price = (pointId: string, changes: object = {}) =>
    db.write((tx) =>
      registration.setPrice(tx, aPermit('pointPrices.decide'), {
        pointId: pointId as PointId,
        ...{ service: 'registering', netCents: 6000, vatPermille: 255, isFreeForOwnStaff: true },
        costSheet: [{ what: 'Työ', cents: 6290 }],
        validFrom: localDate('2026-11-25'),
        ...changes,
      }),
    )

  it('a price is shown to the public with VAT, and a later one ends it the day before', async () => {
    const { pointId } = await enter()
    assert.ok((await price(pointId)).ok)
    assert.ok((await price(pointId, { netCents: 6290, validFrom: '2027-01-01' })).ok)
    const overlapping = await price(pointId, { validFrom: '2026-12-01', validTo: '2027-02-01' })
    assert.equal(!overlapping.ok && overlapping.refusal.kind, 'prices-overlap')
    const above = await price(pointId, { service: 'spare-card', netCents: 6291 })
    assert.equal(!above.ok && above.refusal.kind, 'above-verified-cost')

    const shown = await everybody.viewPublicPoint(aPermit('registration.searchPoints'), { pointId })
    assert.ok(shown.ok)
    assert.deepEqual(shown.value.fees, [
      { service: 'registering', cents: 7530, isFreeForOwnStaff: true },
    ])
    const { prices } = await view(pointId)
    assert.deepEqual(
      prices.map(({ grossCents, validFrom, validTo }) => [grossCents, validFrom, validTo]),
      [
        [7894, '2027-01-01', undefined],
        [7530, '2026-11-25', '2026-12-31'],
      ],
    )
  })

  it('of two prices set for one day at the same moment one is stored', async () => {
    const { pointId } = await enter()
    const set = await Promise.all([price(pointId), price(pointId, { netCents: 100 })])
    assert.equal(set.filter((one) => one.ok).length, 1)
    assert.equal((await view(pointId)).prices.length, 1)
  })

  it('registrars are given their role with their training, and a point with one has too few', async () => {
    const { pointId } = await enter()
    const caseOfficer = await remember(codes[0] ?? '')
    for (const code of codes) await remember(code)
    const appoint = (identityCode: string, changes: object = {}) =>
      office.appointRegistrar(aPermit('registration.appointRegistrar', { personId: caseOfficer }), {
        ...{ pointId, identityCode, lastDay: '2027-12-31' },
        training: { course: 'Verkkokurssi', completedOn: '2026-11-01', certificate: 'A-17' },
        ...changes,
      })
    const kind = async (requested: ReturnType<typeof appoint>) => {
      const response = await requested
      return response.ok ? 'ok' : response.refusal.kind
    }
    assert.equal(await kind(appoint(codes[0] ?? '')), 'appointing-oneself')
    assert.equal(await kind(appoint('010180-9016')), 'identity-code-wrong')
    assert.equal(await kind(appoint('131052-308T')), 'person-not-found')
    const untrained = { course: 'Verkkokurssi', completedOn: '2026-11-26', certificate: 'A-17' }
    assert.equal(
      await kind(appoint(codes[1] ?? '', { training: untrained })),
      'training-not-completed',
    )
    const first = await appoint(codes[1] ?? '')
    assert.ok(first.ok)
    assert.equal(first.value.staffing.isEnough, false)
    const second = await appoint(codes[2] ?? '', { lastDay: '2027-01-31' })
    assert.ok(second.ok)
    assert.deepEqual(second.value.staffing, {
      ...{ registrars: 2, required: 2, isEnough: true },
      tooFewFrom: '2027-01-31T22:00:00.000Z',
    })

    const { registrars } = await view(pointId)
    assert.deepEqual(registrars[0]?.training, {
      course: 'Verkkokurssi',
      completedOn: '2026-11-01',
      certificate: 'A-17',
    })
    assert.equal(recorded.filter(({ type }) => type === 'RegistrarViewed').length > 0, true)
    const ended = await office.endRegistrarRole(aPermit('registration.appointRegistrar'), {
      registrarId: first.value.registrarId,
    })
    assert.ok(ended.ok)
    assert.deepEqual([ended.value.staffing.registrars, ended.value.staffing.isEnough], [1, false])
  })
})
