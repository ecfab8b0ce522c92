import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, it } from 'node:test'
import { endFileColumns } from '@sotevarmenne/api/employment-ends'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CardOfEmployee } from '#cards/lifecycle/index.ts'
import { createOrganisations } from '#organisations/registry/index.ts'
import { createPeople } from '#people/persons/index.ts'
import { afterCommit } from '#platform/db.ts'
import type { Job } from '#platform/outbox.ts'
import type { DomainEvent } from '#platform/record.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aBusinessId, registersOfAll } from '../../registry/testing.ts'
import { createEmployments } from '../index.ts'

const morning = instant(Date.UTC(2026, 10, 26, 8))
const valueOf = <Value>(result: Result<Value, unknown>): Value => {
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}
const kindOf = (result: Result<unknown, { readonly kind: string }>): string =>
  result.ok ? 'ok' : result.refusal.kind

let born = 0

/** Of a person whom no other test here knows. */
function anIdentityCode(): IdentityCode {
  born += 1
  const two = (number: number): string => String(number).padStart(2, '0')
  const date = `${two((born % 28) + 1)}${two((Math.floor(born / 28) % 12) + 1)}`
  const digits = `${date}${two(Math.floor(born / 336) % 100)}985`
  const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(digits) % 31] ?? ''
  return valueOf(parseIdentityCode(`${digits.slice(0, 6)}-985${check}`))
}

forEachDatabase('reported ends of employments', ({ db }) => {
  let now: Instant
  let events: DomainEvent[]
  let planned: Job[]
  const foreign = new Set<string>()
  /** Cards by organisation and holder. */
  const bound = new Map<string, readonly CardOfEmployee[]>()
  /** Organisation and holder of each employment that was ended, in order. */
  const ended: string[] = []
  let failing: string | undefined
  const clock = { now: () => now }
  const record = (_tx: unknown, event: DomainEvent) => {
    afterCommit(() => events.push(event))
    return Promise.resolve()
  }
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  const organisations = createOrganisations({
    systemPermit: (operation) => aPermit(operation),
    ...{ db, clock, record, people, secret: new Uint8Array(32).fill(1), ...registersOfAll },
    points: { findPoints: () => Promise.resolve(new Map()) },
  })
  const employments = createEmployments({
    ...{ db, clock, record, people, secret: new Uint8Array(32).fill(3) },
    recordAll: (_tx, happened) => {
      afterCommit(() => events.push(...happened.map(({ event }) => event)))
      return Promise.resolve()
    },
    organisations: {
      ...organisations,
      checkPreparing: () => Promise.resolve(ok({ until: undefined })),
    },
    accounts: {
      prepareAction: (_permit, requested) =>
        Promise.resolve(ok({ ...requested, signing: 'not-requested' })),
      checkMember: (_tx, _permit, { organisationId }) =>
        Promise.resolve(
          foreign.has(organisationId) ? refuse({ kind: 'account-not-found' }) : ok({} as never),
        ),
    },
    cards: {
      endWithEmployment: (_tx, _permit, { organisationId, holder }) => {
        const key = `${organisationId} ${holder}`
        if (key === failing) return Promise.reject(new Error('the signer does not respond'))
        const cancelled = bound.get(key)?.length ?? 0
        afterCommit(() => {
          ended.push(key)
          bound.delete(key)
        })
        return Promise.resolve({ cancelled, stopped: 0 })
      },
      cardsOfEmployees: (_tx, { organisationId, holders }) =>
        Promise.resolve(
          new Map(
            holders.map((holder) => [holder, bound.get(`${organisationId} ${holder}`) ?? []]),
          ),
        ),
      listCardsOfEmployer: () => Promise.resolve(ok({ cards: [] })),
      countHeldCards: () => Promise.resolve({ held: 0, ending: 0 }),
      findCardOfEmployer: () => Promise.resolve(undefined),
      professionalHoldersAmong: () => Promise.resolve(new Set()),
    },
    planJob: (_tx, job) => {
      afterCommit(() => planned.push(job))
      return Promise.resolve()
    },
    systemPermit: (operation) => aPermit(operation),
  })
  const permit = aPermit('employments.endEmployment', { personId: randomUUID() })
  const viewing = aPermit('employments.viewPrepared', { personId: randomUUID() })
  beforeEach(() => {
    now = morning
    events = []
    planned = []
    foreign.clear()
    ended.length = 0
    failing = undefined
  })

  const today = () => dateInHelsinki(now)
  const inDays = (days: number) => addDays(today(), days)
  const dotted = (date: string) => date.split('-').toReversed().join('.')
  const types = () => events.map(({ type }) => type)
  async function anOrganisation() {
    const added = await organisations.addOrganisation(
      aPermit('organisations.addOrganisation', { personId: randomUUID() }),
      { businessId: aBusinessId(), name: 'Sairaala', kind: 'provider', units: [], contacts: [] },
    )
    return valueOf(added).organisationId
  }
  /** Somebody with a card of the organisation. */
  async function anEmployee(organisationId: string, surname = 'Sihteeri') {
    const identityCode = anIdentityCode()
    const personId = valueOf(
      await db.write(async (tx) =>
        ok(
          await people.rememberPerson(tx, {
            ...{ identityCode, givenNames: 'Sanna', surname, language: 'fi' },
            nonDisclosure: false,
          }),
        ),
      ),
    )
    const card: CardOfEmployee = {
      ...{ cardId: randomUUID(), product: 'staff-card', state: 'inUse' },
      ...{ cardNumber: '92460000000000012', unit: 'Päivystys', name: `${surname} Sanna` },
    }
    bound.set(`${organisationId} ${personId}`, [card])
    return { identityCode, personId, key: `${organisationId} ${personId}`, card }
  }
  const report = (organisationId: string, identityCode: string, lastDay?: string) =>
    employments.endEmployment(permit, { organisationId, identityCode, lastDay })
  const preview = (organisationId: string, identityCode: string, lastDay?: string) =>
    employments.previewEmploymentEnd(permit, { organisationId, of: { identityCode }, lastDay })
  const list = async (organisationId: string, page: object = {}) =>
    valueOf(await employments.listReportedEnds(viewing, { organisationId, limit: 100, ...page }))
      .ends
  const states = async (organisationId: string) =>
    (await list(organisationId)).map(({ state, lastDay }) => [state, lastDay])
  const withdraw = (organisationId: string, endId: string) =>
    employments.withdrawEmploymentEnd(permit, { organisationId, endId })
  const endedOf = (organisationId: string) => ended.filter((key) => key.startsWith(organisationId))
  const runJob = () => {
    const job = employments.jobs.find(({ kind }) => kind === 'employments.endDue')
    assert.ok(job)
    return job.handle({ kind: job.kind, key: 'now', payload: {} })
  }
  const heads = Object.values(endFileColumns).map(({ fi }) => fi)
  const fileOf = (lines: readonly (readonly string[])[]) =>
    Buffer.from([heads, ...lines].map((line) => `${line.join(';')}\r\n`).join('')).toString(
      'base64',
    )
  const send = async (organisationId: string, file: string) =>
    valueOf(await employments.endEmploymentsByFile(permit, { organisationId, file }))
  const previewFile = async (organisationId: string, file: string) =>
    valueOf(await employments.previewEndsByFile(permit, { organisationId, file }))

  it('show before the act whose it is and which card, so that the valid code of a colleague is noticed (R480)', async () => {
    const hospital = await anOrganisation()
    const { identityCode, personId, card } = await anEmployee(hospital)
    const { name, ...shown } = card
    assert.deepEqual(valueOf(await preview(hospital, identityCode)), {
      ...{ name, cards: [shown], preparedOrders: 0 },
    })
    const looks = () =>
      events.filter(({ type }) => type === 'EmployeeLookedUp').map(({ about }) => about?.personId)
    assert.deepEqual(looks(), [personId])
    assert.deepEqual(ended, [], 'nothing is ended by a preview')

    // A stranger is shown in no way, known to the service or not.
    events = []
    const other = await anOrganisation()
    for (const code of [identityCode, anIdentityCode()])
      assert.deepEqual(valueOf(await preview(other, code)), { cards: [], preparedOrders: 0 })
    assert.deepEqual(looks(), [undefined, undefined])
    assert.equal(kindOf(await preview(hospital, '131052-308X')), 'identity-code-wrong')
    foreign.add(hospital)
    assert.equal(kindOf(await preview(hospital, identityCode)), 'account-not-found')
  })

  it('have a last day from today to a year away (R480)', async () => {
    const hospital = await anOrganisation()
    const { identityCode } = await anEmployee(hospital)
    for (const [lastDay, kind] of [
      [inDays(-1), 'last-day-past'],
      [inDays(366), 'last-day-too-late'],
    ] as const) {
      assert.equal(kindOf(await preview(hospital, identityCode, lastDay)), kind)
      assert.equal(kindOf(await report(hospital, identityCode, lastDay)), kind)
    }
    assert.deepEqual(await states(hospital), [])
    assert.equal(kindOf(await report(hospital, identityCode, inDays(365))), 'ok')
  })

  it('of today cancel the cards at once, and are listed (R480, R483)', async () => {
    const hospital = await anOrganisation()
    const { identityCode, key } = await anEmployee(hospital)
    assert.deepEqual(valueOf(await report(hospital, identityCode, today())), {
      ...{ cancelled: 1, stopped: 0, withdrawn: 0 },
    })
    assert.deepEqual(ended, [key])
    // A second press has nothing left to do.
    assert.equal(valueOf(await report(hospital, identityCode)).cancelled, 0)
    assert.deepEqual(await states(hospital), [['ended', today()]])
    assert.deepEqual(valueOf(await preview(hospital, identityCode)).endedOn, today())
  })

  it('of a later day leave the card until that day has passed, and then end it once (R482)', async () => {
    const hospital = await anOrganisation()
    const { identityCode, key, personId } = await anEmployee(hospital)
    const lastDay = inDays(3)
    assert.deepEqual(valueOf(await report(hospital, identityCode, lastDay)), {
      ...{ cancelled: 0, stopped: 0, withdrawn: 0, plannedFor: lastDay },
    })
    valueOf(await report(hospital, identityCode, lastDay))
    assert.deepEqual(await states(hospital), [['planned', lastDay]], 'the same report is one')
    now = plus(morning, 3 * day)
    await runJob()
    assert.deepEqual(ended, [], 'the card works on the last day')
    now = plus(morning, 4 * day)
    await runJob()
    await runJob()
    assert.deepEqual(ended, [key])
    assert.deepEqual(
      events.filter(({ type }) => type === 'EmploymentEnded').map(({ about }) => about?.personId),
      [personId],
    )
    assert.deepEqual(await states(hospital), [['ended', lastDay]])
  })

  it('are moved by another report, and withdrawn until the day has passed, by their own organisation (R482)', async () => {
    const hospital = await anOrganisation()
    const { identityCode } = await anEmployee(hospital)
    valueOf(await report(hospital, identityCode, inDays(3)))
    assert.equal(valueOf(await preview(hospital, identityCode)).plannedFor, inDays(3))
    valueOf(await report(hospital, identityCode, inDays(5)))
    const [end] = await list(hospital, { state: 'planned' })
    assert.deepEqual(
      [end?.name, end?.lastDay, end?.unit],
      ['Sihteeri Sanna', inDays(5), 'Päivystys'],
    )
    const other = await anOrganisation()
    assert.equal(kindOf(await withdraw(other, end?.endId ?? '')), 'employment-end-not-found')
    assert.equal(kindOf(await withdraw(hospital, randomUUID())), 'employment-end-not-found')
    assert.equal(valueOf(await withdraw(hospital, end?.endId ?? '')).state, 'withdrawn')
    assert.equal(kindOf(await withdraw(hospital, end?.endId ?? '')), 'employment-end-not-planned')
    now = plus(morning, 10 * day)
    await runJob()
    assert.deepEqual(ended, [])
    assert.deepEqual(types().filter((type) => type === 'EmploymentEndWithdrawn').length, 2)

    now = morning
    valueOf(await report(hospital, identityCode, inDays(1)))
    const [due] = await list(hospital, { state: 'planned' })
    now = plus(morning, 2 * day)
    assert.equal(kindOf(await withdraw(hospital, due?.endId ?? '')), 'employment-end-not-planned')
  })

  it('one of which fails hold up no other, and it is carried out later (R482)', async () => {
    const hospital = await anOrganisation()
    const employees = [await anEmployee(hospital), await anEmployee(hospital)]
    for (const { identityCode } of employees)
      valueOf(await report(hospital, identityCode, inDays(1)))
    now = plus(morning, 2 * day)
    const [one, other] = employees
    failing = one?.key
    await assert.rejects(runJob(), /1 reported ends were not carried out/)
    assert.deepEqual(endedOf(hospital), [other?.key])
    failing = undefined
    await runJob()
    assert.deepEqual(endedOf(hospital), [other?.key, one?.key])
  })

  it('reported and withdrawn at the same time are one or the other', async () => {
    const hospital = await anOrganisation()
    const { identityCode } = await anEmployee(hospital)
    await Promise.all([1, 2, 3].map(() => report(hospital, identityCode, inDays(2))))
    assert.deepEqual(await states(hospital), [['planned', inDays(2)]])
    const [end] = await list(hospital)
    const both = await Promise.all([1, 2].map(() => withdraw(hospital, end?.endId ?? '')))
    assert.deepEqual(both.map(kindOf).toSorted(), ['employment-end-not-planned', 'ok'])
  })

  it('are found by name, unit and identity code, each look recorded, and erased with the settled orders (R483)', async () => {
    const hospital = await anOrganisation()
    const [one, other] = [
      await anEmployee(hospital, 'Öberg'),
      await anEmployee(hospital, 'Virtanen'),
    ]
    for (const { identityCode } of [one, other])
      valueOf(await report(hospital, identityCode, inDays(2)))
    const stranger = anIdentityCode()
    valueOf(await report(hospital, stranger))
    const names = async (search: string) =>
      (await list(hospital, { search })).map(({ name, bornAs }) => name ?? bornAs)
    events = []
    assert.deepEqual(await names('oberg'), ['Öberg Sanna'])
    assert.deepEqual(
      events.map(({ type, about }) => [type, about?.personId]),
      [['PreparedListed', one.personId]],
    )
    assert.deepEqual((await names('päivystys sanna')).toSorted(), ['Virtanen Sanna', 'Öberg Sanna'])
    assert.deepEqual(await names(other.identityCode), ['Virtanen Sanna'])
    assert.deepEqual(await names(stranger), [stranger.slice(0, 6)])
    assert.deepEqual((await list(hospital, { state: 'ended' })).length, 1)
    now = plus(morning, 91 * day)
    await employments.jobs[0]?.handle({ kind: 'employments.forget', key: '', payload: {} })
    assert.deepEqual((await list(hospital)).length, 2, 'planned ones are not erased')
  })

  it('of a file are previewed row by row with names and cards, and then each has its result (R481)', async () => {
    const hospital = await anOrganisation()
    const [now1, later, moved] = [
      await anEmployee(hospital, 'Nyt'),
      await anEmployee(hospital, 'Myöhemmin'),
      await anEmployee(hospital, 'Siirtyvä'),
    ]
    const past = await anEmployee(hospital, 'Virtanen')
    valueOf(await report(hospital, moved.identityCode, inDays(9)))
    valueOf(await report(hospital, past.identityCode))
    const stranger = anIdentityCode()
    const lines = [
      [now1.identityCode, dotted(today())],
      [later.identityCode, inDays(2)],
      [moved.identityCode, dotted(inDays(4))],
      [past.identityCode, inDays(2)],
      [stranger, inDays(2)],
      [anIdentityCode(), inDays(-1)],
      ['131052-308X', inDays(2)],
      [anIdentityCode(), '31.2.2027'],
      [anIdentityCode(), ''],
      [anIdentityCode(), inDays(400)],
    ]
    ended.length = 0
    events = []
    const shown = await previewFile(hospital, fileOf(lines))
    const outcomes = shown.rows.map(({ outcome, kind, name }) => [outcome, kind ?? name])
    assert.deepEqual(outcomes, [
      ['end', 'Nyt Sanna'],
      ['plan', 'Myöhemmin Sanna'],
      ['move', 'Siirtyvä Sanna'],
      ['fault', 'ended-before'],
      ['plan', undefined],
      ['fault', 'last-day-past'],
      ['fault', 'identity-code-wrong'],
      ['fault', 'day-wrong'],
      ['fault', 'missing'],
      ['fault', 'last-day-too-late'],
    ])
    assert.deepEqual(shown.rows[0]?.card, {
      ...{ product: 'staff-card', cardNumber: '92460000000000012', unit: 'Päivystys' },
    })
    assert.deepEqual(shown.counts, { end: 1, plan: 2, move: 1, already: 0, fault: 6 })
    assert.ok(types().every((type) => type === 'EmployeeLookedUp'))
    assert.equal(events.length, 4, 'an access record for each person who is named')
    assert.deepEqual((await list(hospital)).length, 2, 'a preview changes nothing')

    const done = await send(hospital, fileOf(lines))
    assert.deepEqual(done.rows, shown.rows)
    assert.deepEqual(
      planned.map(({ kind }) => kind),
      ['employments.endDue'],
    )
    await runJob()
    assert.deepEqual(ended, [now1.key])

    const again = await send(hospital, fileOf(lines))
    assert.deepEqual(again.counts, { end: 0, plan: 0, move: 0, already: 4, fault: 6 })
    const atOnce = planned.filter(({ kind, dueAt }) => kind === 'employments.endDue' && !dueAt)
    assert.equal(atOnce.length, 1)
    await runJob()
    assert.deepEqual(ended, [now1.key])
  })

  it('of a file with faults alone, or with a person twice, do nothing (R481)', async () => {
    const hospital = await anOrganisation()
    const { identityCode } = await anEmployee(hospital)
    const file = fileOf([
      [identityCode, inDays(2)],
      [identityCode, inDays(3)],
      [anIdentityCode(), inDays(2), 'x'],
    ])
    const done = await send(hospital, file)
    assert.deepEqual(
      done.rows.map(({ outcome, kind }) => [outcome, kind]),
      [
        ['fault', 'twice-in-file'],
        ['fault', 'twice-in-file'],
        ['fault', 'too-many-values'],
      ],
    )
    const torn = await send(
      hospital,
      Buffer.from('Henkilötunnus;Viimeinen päivä\r\n131052-308T;"1.1.2027\r\n').toString('base64'),
    )
    assert.deepEqual(
      torn.rows.map(({ line, outcome, kind }) => [line, outcome, kind]),
      [[2, 'fault', 'quotation-mark']],
    )
    assert.deepEqual(await list(hospital), [])
    assert.deepEqual(planned, [])
    for (const [text, kind] of [
      ['', 'file-empty'],
      ['Henkilötunnus;Palkka\r\n1;2', 'column-not-found'],
      ['Henkilötunnus\r\n1', 'column-missing'],
    ] as const) {
      const refused = await employments.endEmploymentsByFile(permit, {
        ...{ organisationId: hospital, file: Buffer.from(text).toString('base64') },
      })
      assert.equal(kindOf(refused), kind)
    }
  })

  it('of ten thousand rows are taken in one request and carried out, and two at the same time are one (R481)', async () => {
    const hospital = await anOrganisation()
    const lines = Array.from({ length: 10_000 }, () => [anIdentityCode(), inDays(1)])
    const begun = Date.now()
    const [one, other] = await Promise.all([
      send(hospital, fileOf(lines)),
      send(hospital, fileOf(lines)),
    ])
    const counts = [one.counts.plan, other.counts.plan].toSorted((a, b) => a - b)
    assert.deepEqual(counts, [0, 10_000])
    assert.ok(Date.now() - begun < 60_000, 'it is bounded')
    const many = [...lines, [anIdentityCode(), inDays(1)]]
    const refused = await employments.previewEndsByFile(permit, {
      ...{ organisationId: hospital, file: fileOf(many) },
    })
    assert.equal(kindOf(refused), 'too-many-lines')
  })
})
