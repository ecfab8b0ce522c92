import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, beforeEach, it } from 'node:test'
import { handleCase, openCase, type CaseView } from '@sotevarmenne/api/cases'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { accept } from '@sotevarmenne/smartcard/testing'
import { sql } from 'kysely'
import { createPeople } from '#people/persons/index.ts'
import { afterCommit } from '#platform/db.ts'
import { personOf } from '#platform/permit.ts'
import type { Job } from '#platform/outbox.ts'
import type { DomainEvent } from '#platform/record.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { anIdentityCode, aResident } from '../../cards/orders/testing.ts'
import { countOwed, createCases } from './index.ts'
import { handleDue } from './testing.ts'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'

forEachDatabase('cases between a holder and the office', ({ db }) => {
  const noon = instant(Date.parse('2026-11-24T10:00:00Z'))
  let now: Instant = noon
  let recorded: DomainEvent[] = []
  let planned: Job[] = []
  let auditLogIsBroken = false
  const clock = { now: () => now }
  const key = new Uint8Array(32).fill(7)
  const people = createPeople({ secret: key, clock })
  /** Requests of lists to other modules. */
  const requests: string[] = []
  const decisionOfAino: string = randomUUID()
  /** Members of each account. */
  const members = new Set<string>()
  let aino: string
  let another: string
  const caseOfficer: string = randomUUID()
  const cases = createCases({
    ...{ db, clock, secret: key },
    people: {
      namesOf: (tx, personIds) => {
        requests.push('people')
        return people.namesOf(tx, personIds)
      },
    },
    accounts: {
      prepareAction: (_permit, requested) =>
        Promise.resolve(ok({ ...requested, signing: 'not-requested' })),
      checkMember: (_tx, permit, { organisationId }) =>
        Promise.resolve(
          members.has(`${personOf(permit)} ${organisationId}`)
            ? ok(aMember)
            : refuse({ kind: 'account-not-found' }),
        ),
    },
    organisations: {
      organisationNames: (_tx, organisationIds) => {
        requests.push('organisations')
        return Promise.resolve((organisationId) => {
          assert.ok(organisationIds.includes(organisationId))
          return { organisationId, name: 'Esimerkkilän sairaala' } as never
        })
      },
    },
    record: (_tx, event) => {
      if (auditLogIsBroken) return Promise.reject(new Error('audit log not writable'))
      afterCommit(() => recorded.push(event))
      return Promise.resolve()
    },
    planJob: (_tx, job) => {
      afterCommit(() => planned.push(job))
      return Promise.resolve()
    },
    isRenewalOf: (_tx, { orderId, personId }) =>
      Promise.resolve(orderId === decisionOfAino && personId === aino),
    systemPermit: (operation) => aPermit(operation),
    identifiedStranger: () => undefined,
    publicUrl: 'https://varmenne.example.fi',
  })

  before(async () => {
    const aPerson = async () =>
      accept(
        await db.write(async (tx) =>
          ok(await people.rememberPerson(tx, { identityCode: anIdentityCode(), ...aResident() })),
        ),
      )
    aino = await aPerson()
    another = await aPerson()
  })
  beforeEach(() => {
    now = noon
    recorded = []
    planned = []
    auditLogIsBroken = false
  })

  const secretWords = 'The queue was too long'
  type Opening = Parameters<typeof cases.openOwnCase>[1]
  const open = (requested: Partial<Opening> = {}, personId = aino) =>
    cases.openOwnCase(aPermit('cases.writeToOffice', { personId }), {
      caseId: randomUUID(),
      kind: 'inquiry',
      subject: 'The photo',
      text: secretWords,
      ...requested,
    })
  const own = (
    { caseId }: Pick<CaseView, 'caseId'>,
    step: Parameters<typeof cases.stepOnOwnCase>[1]['step'],
    { by = aino, stepId = randomUUID() }: { by?: string; stepId?: string } = {},
  ) =>
    cases.stepOnOwnCase(aPermit('cases.writeToOffice', { personId: by }), {
      ...{ caseId, stepId, step },
    })
  const office = (
    { caseId }: Pick<CaseView, 'caseId'>,
    step: Parameters<typeof cases.handleCase>[1]['step'],
    { by = caseOfficer, stepId = randomUUID() }: { by?: string; stepId?: string } = {},
  ) =>
    cases.handleCase(aPermit('cases.handleCase', { personId: by }), {
      ...{ caseId, stepId, step },
    })
  const view = ({ caseId }: Pick<CaseView, 'caseId'>, personId = aino) =>
    cases.viewOwnCase(aPermit('cases.viewOwnCases', { personId }), { caseId })
  const queue = async (requested: {
    show?: 'due' | 'answered' | 'closed'
    kind?: 'inquiry'
    cursor?: string
    limit?: number
  }) =>
    accept(
      await cases.listCases(aPermit('cases.viewCases', { personId: caseOfficer }), {
        ...{ show: 'due', limit: 100, kind: undefined, cursor: undefined },
        ...requested,
      }),
    )
  const kindOf = (result: Result<unknown, { readonly kind: string }>) =>
    result.ok ? 'ok' : result.refusal.kind
  const followed = () => handleDue(cases, planned, now)

  it('take two hundred steps, and then none of the holder', async () => {
    const supportCase = accept(await open())
    for (let steps = 1; steps < 200; steps += 1)
      accept(await own(supportCase, { kind: 'write', text: 'And another thing.' }))
    assert.equal(kindOf(await own(supportCase, { kind: 'write', text: 'One more.' })), 'case-full')
    accept(await office(supportCase, { kind: 'reply', text: 'Please call us.' }))
  })

  it('are opened, answered, continued and closed, with an audit entry for each step', async () => {
    const supportCase = accept(await open())
    assert.deepEqual([supportCase.state, supportCase.dueOn], ['waiting', '2026-12-08'])
    assert.equal(supportCase.holder, undefined)
    const answered = accept(await office(supportCase, { kind: 'reply', text: 'We look into it.' }))
    assert.deepEqual([answered.state, answered.dueOn], ['answered', undefined])
    assert.ok(answered.holder?.name)
    accept(await own(supportCase, { kind: 'write', text: 'Thank you. When?' }))
    accept(await office(supportCase, { kind: 'reply', text: 'Tomorrow.' }))
    const closed = accept(await own(supportCase, { kind: 'close' }))
    assert.deepEqual(closed.may, ['write'])
    assert.deepEqual(
      closed.steps.map(({ kind, by, text }) => [kind, by, text]),
      [
        ['write', 'holder', secretWords],
        ['reply', 'office', 'We look into it.'],
        ['write', 'holder', 'Thank you. When?'],
        ['reply', 'office', 'Tomorrow.'],
        ['close', 'holder', undefined],
      ],
    )
    assert.deepEqual(
      recorded.map(({ type }) => type),
      ['CaseOpened', ...Array.from({ length: 4 }, () => 'CaseStepTaken')],
    )
    assert.ok(recorded.every(({ about }) => about?.personId === aino))
  })

  it('are opened once when sent twice, also concurrently, and so is each step', async () => {
    const caseId = randomUUID()
    const [one, other] = await Promise.all([open({ caseId }), open({ caseId })])
    assert.deepEqual(accept(one), accept(other))
    const stepId = randomUUID()
    const step = { kind: 'write', text: 'More' } as const
    await Promise.all([own({ caseId }, step, { stepId }), own({ caseId }, step, { stepId })])
    const again = accept(await own({ caseId }, step, { stepId }))
    assert.equal(again.steps.length, 2)
    assert.equal(
      kindOf(await own({ caseId }, { kind: 'close' }, { stepId })),
      'step-created-before',
    )
    assert.equal(kindOf(await open({ caseId }, another)), 'case-created-before')
  })

  it('can’t be viewed or continued by another person (R167)', async () => {
    const supportCase = accept(await open())
    assert.equal(kindOf(await view(supportCase, another)), 'case-not-found')
    const more = { kind: 'write', text: 'Me too' } as const
    assert.equal(kindOf(await own(supportCase, more, { by: another })), 'case-not-found')
    const list = accept(
      await cases.listOwnCases(aPermit('cases.viewOwnCases', { personId: another }), {
        ...{ limit: 100, cursor: undefined },
      }),
    )
    assert.ok(list.cases.every(({ caseId }) => caseId !== supportCase.caseId))
    assert.equal(
      kindOf(await office(supportCase, { kind: 'close' }, { by: aino })),
      'second-person-required',
    )
  })

  it('about an automatic decision name a decision of the holder', async () => {
    const kind = 'rectification-request'
    const supportCase = accept(await open({ kind, orderId: decisionOfAino }))
    assert.equal(supportCase.orderId, decisionOfAino)
    assert.equal(kindOf(await open({ kind, orderId: randomUUID() })), 'decision-not-found')
    assert.equal(
      kindOf(await open({ kind, orderId: decisionOfAino }, another)),
      'decision-not-found',
    )
  })

  it('that are rectification requests are accepted or refused with reasons by another person than the requester (R166)', async () => {
    const supportCase = accept(await open({ kind: 'rectification-request' }))
    assert.equal(kindOf(await office(supportCase, { kind: 'close' })), 'decision-due')
    accept(await office(supportCase, { kind: 'extend', text: 'We ask the register.' }))
    const refused = accept(
      await office(supportCase, { kind: 'refuse', text: 'The name is right.' }),
    )
    assert.deepEqual([refused.state, refused.decision], ['closed', 'refused'])
    assert.deepEqual(refused.may, ['reopen'])
    // A reason of spaces alone is not enough.
    const input = { caseId: supportCase.caseId, stepId: randomUUID() }
    const blank = { ...input, step: { kind: 'refuse', text: ' \n ' } }
    assert.ok(!handleCase.input.safeParse(blank).success)
    assert.ok(!handleCase.input.safeParse({ ...input, step: { kind: 'accept' } }).success)
  })

  it('are queued in the order of their due dates, page by page, and can be filtered by state', async () => {
    const late = accept(await open({ kind: 'complaint' }))
    now = plus(noon, 3 * day)
    const later = accept(await open({ kind: 'rectification-request' }))
    now = plus(noon, 20 * day)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await queue({ limit: 2, ...(cursor !== undefined && { cursor }) })
      seen.push(...page.cases.map(({ caseId, dueOn = '' }) => `${dueOn} ${caseId}`))
      cursor = page.nextCursor
    } while (cursor !== undefined)
    assert.deepEqual(seen, seen.toSorted())
    assert.equal(new Set(seen).size, seen.length)
    const inQueue = (await queue({})).cases
    assert.equal(inQueue.find(({ caseId }) => caseId === late.caseId)?.isOverdue, true)
    assert.equal(inQueue.find(({ caseId }) => caseId === later.caseId)?.isOverdue, false)
    const owed = await db.read((tx) => countOwed(tx, dateInHelsinki(now)))
    assert.equal(owed.open, inQueue.length)
    assert.equal(owed.overdue, inQueue.filter(({ isOverdue }) => isOverdue).length)

    accept(await office(late, { kind: 'reply', text: 'We are sorry.' }))
    assert.equal((await queue({ show: 'answered' })).cases[0]?.caseId, late.caseId)
    assert.ok((await queue({ kind: 'inquiry' })).cases.every(({ kind }) => kind === 'inquiry'))
    const requested = cases.listCases(aPermit('cases.viewCases', { personId: caseOfficer }), {
      ...{ show: 'due', kind: undefined, cursor: 'x', limit: 2 },
    })
    assert.equal(kindOf(await requested), 'cursor-unreadable')
  })

  it('are unreadable in the database and in events (R167)', async () => {
    const supportCase = accept(await open())
    accept(await office(supportCase, { kind: 'reply', text: secretWords }))
    const { rows } = await db.read((tx) =>
      sql<{ text: string }>`
        select concat(support_case::text, ' ', step::text) as text
        from cases.support_case join cases.step using (case_id)
        where case_id = ${supportCase.caseId}`.execute(tx),
    )
    assert.equal(rows.length, 2)
    const hidden = [secretWords, 'The photo'].flatMap((text) => [
      text,
      Buffer.from(text).toString('hex'),
    ])
    for (const input of [...rows.map(({ text }) => text), JSON.stringify(recorded)])
      for (const text of hidden) assert.ok(!input.includes(text))
  })

  it('with an answer are closed when nobody continues them, and erased two years later (R167, R168)', async () => {
    const supportCase = accept(await open())
    accept(await office(supportCase, { kind: 'reply', text: 'An answer' }))
    now = plus(noon, 20 * day)
    accept(await own(supportCase, { kind: 'write', text: 'One more' }))
    accept(await office(supportCase, { kind: 'reply', text: 'An answer' }))
    now = plus(noon, 31 * day)
    await followed()
    assert.equal(accept(await view(supportCase)).state, 'answered')
    now = plus(noon, 51 * day)
    await followed()
    const closed = accept(await view(supportCase))
    assert.deepEqual([closed.state, closed.steps.at(-1)?.by], ['closed', 'service'])
    now = plus(noon, 800 * day)
    await followed()
    await followed()
    assert.equal(kindOf(await view(supportCase)), 'case-not-found')
    assert.equal(kindOf(await own(supportCase, { kind: 'write', text: 'Hello' })), 'case-not-found')
    assert.equal(recorded.filter(({ type }) => type === 'CaseForgotten').length, 1)
    const { rows } = await db.read((tx) =>
      sql<{ left: number }>`
        select count(*) as left from cases.step
        where case_id = ${supportCase.caseId} and text_sealed is not null`.execute(tx),
    )
    assert.equal(rows[0]?.left, 0)
  })

  it('are closed and erased as the settings said on the day of each step, not as they say later (R165, R167, R168, R345)', async () => {
    const today = dateInHelsinki(noon)
    const replyId = await changeSetting(db, 'reply-time', [7], today)
    await changeSetting(db, 'reply-time', [3], addDays(today, 1))
    const closingId = await changeSetting(db, 'case-closing', [14], today)
    await changeSetting(db, 'case-closing', [60], addDays(today, 1))
    const retentionId = await changeSetting(db, 'case-retention', [1], today)
    await changeSetting(db, 'case-retention', [6], addDays(today, 15))
    const supportCase = accept(await open())
    assert.equal(accept(await view(supportCase)).dueOn, '2026-12-01')
    accept(await office(supportCase, { kind: 'reply', text: 'An answer' }))
    const listed = accept(
      await cases.listOwnCases(aPermit('cases.viewOwnCases', { personId: aino }), { limit: 1 }),
    )
    assert.deepEqual([listed.closingDays, listed.retentionYears], [14, 1])
    now = plus(noon, 14 * day)
    await followed()
    assert.equal(accept(await view(supportCase)).state, 'closed')
    now = instant(startOfDay(localDate('2027-12-08')) - 1)
    await followed()
    assert.equal(accept(await view(supportCase)).state, 'closed')
    now = startOfDay(localDate('2027-12-08'))
    await followed()
    assert.equal(kindOf(await view(supportCase)), 'case-not-found')
    await forgetSettingChanges(db)
    assert.deepEqual(
      recorded.flatMap((event) => ('settings' in event ? [event.settings] : [])),
      [{ 'reply-time': replyId }, { 'case-closing': closingId }, { 'case-retention': retentionId }],
    )
  })

  it('accept what people write: markup, emoji and many lines, within their limits', async () => {
    const text = `<script>alert(1)</script>\n${'👩‍⚕️'.repeat(300)}\n\u0000 ‮ &amp;`
    const supportCase = accept(await open({ text, subject: '<b>The card</b> 🙂' }))
    const seen = accept(await view(supportCase))
    assert.deepEqual([seen.subject, seen.steps[0]?.text], ['<b>The card</b> 🙂', text])
    const input = { caseId: randomUUID(), kind: 'inquiry', subject: 'The card', text: 'a' }
    for (const wrong of [
      { subject: 'a'.repeat(121) },
      { subject: '  ' },
      { text: '' },
      { text: 'a'.repeat(4001) },
      { kind: 'praise' },
      { caseId: '1' },
    ])
      assert.ok(!openCase.input.safeParse({ ...input, ...wrong }).success, JSON.stringify(wrong))
    assert.ok(openCase.input.safeParse(input).success)
  })

  it('are limited to twenty open ones per person', async () => {
    let refusal = 'ok'
    let opened = 0
    while (refusal === 'ok' && opened < 30) {
      refusal = kindOf(await open({}, another))
      opened += 1
    }
    assert.deepEqual([refusal, opened], ['too-many-cases', 21])
  })

  it('are not written when the audit log can’t be written', async () => {
    const caseId = randomUUID()
    auditLogIsBroken = true
    await assert.rejects(open({ caseId }))
    auditLogIsBroken = false
    assert.equal(kindOf(await view({ caseId })), 'case-not-found')
  })

  it('of an organisation are read and written by all its members, and by nobody else (R225)', async () => {
    const organisationId: string = randomUUID()
    const colleague: string = randomUUID()
    for (const person of [aino, colleague]) members.add(`${person} ${organisationId}`)
    const caseId: string = randomUUID()
    const writing = (personId: string) => aPermit('cases.writeForOrganisation', { personId })
    const viewer = (personId: string) => aPermit('cases.viewOrganisationCases', { personId })
    const requested = { organisationId, caseId, subject: 'Our invoices', text: secretWords }
    const opened = accept(await cases.openOrganisationCase(writing(aino), requested))
    assert.deepEqual(accept(await cases.openOrganisationCase(writing(aino), requested)), opened)
    assert.deepEqual([opened.kind, opened.dueOn], ['inquiry', '2026-12-08'])
    accept(await office(opened, { kind: 'reply', text: 'They came yesterday.' }))
    const page = { organisationId, cursor: undefined, limit: 10 }
    const waiting = async () =>
      accept(
        await cases.listOrganisationCases(viewer(colleague), {
          ...page,
          filter: 'waits-for-us',
        }),
      ).cases.map((one) => one.caseId)
    assert.deepEqual(await waiting(), [caseId])
    const went = accept(
      await cases.stepOnOrganisationCase(writing(colleague), {
        ...{ organisationId, caseId, stepId: randomUUID() },
        step: { kind: 'write', text: 'Thank you' },
      }),
    )
    assert.equal(went.steps.length, 3)
    const listed = accept(await cases.listOrganisationCases(viewer(colleague), page))
    assert.deepEqual(
      listed.cases.map((one) => one.subject),
      ['Our invoices'],
    )
    // The names are read in one call, for any number of rows.
    const second = { ...requested, caseId: randomUUID() }
    accept(await cases.openOrganisationCase(writing(colleague), second))
    requests.length = 0
    const ofBoth = (await queue({})).cases.filter((one) => one.organisation)
    assert.deepEqual(requests, ['organisations', 'people'])
    assert.ok(ofBoth.length > 1)
    assert.deepEqual(
      new Set(ofBoth.map(({ organisation }) => organisation?.name)),
      new Set(['Esimerkkilän sairaala']),
    )
    accept(
      await cases.stepOnOrganisationCase(writing(colleague), {
        ...{ organisationId, caseId: second.caseId, stepId: randomUUID() },
        step: { kind: 'close' },
      }),
    )
    // A member has written last: it waits for the office.
    assert.deepEqual(await waiting(), [])
    // The office sees the organisation.
    const queued = (await queue({})).cases.find((one) => one.caseId === caseId)
    assert.equal(queued?.organisation?.organisationId, organisationId)

    for (const refused of [
      await cases.listOrganisationCases(viewer(another), page),
      await cases.viewOrganisationCase(viewer(another), { organisationId, caseId }),
      await cases.openOrganisationCase(writing(another), { ...requested, caseId: randomUUID() }),
    ])
      assert.equal(kindOf(refused), 'account-not-found')
    // It does not belong to the member who opened it, who may leave the organisation.
    assert.equal(kindOf(await view({ caseId })), 'case-not-found')
    const own = accept(
      await cases.listOwnCases(aPermit('cases.viewOwnCases', { personId: aino }), {
        ...{ cursor: undefined, limit: 100 },
      }),
    )
    assert.ok(own.cases.every((one) => one.caseId !== caseId))
    members.delete(`${aino} ${organisationId}`)
    assert.equal(
      kindOf(await cases.viewOrganisationCase(viewer(aino), { organisationId, caseId })),
      'account-not-found',
    )
    const other: string = randomUUID()
    members.add(`${colleague} ${other}`)
    assert.equal(
      kindOf(
        await cases.viewOrganisationCase(viewer(colleague), {
          ...{ organisationId: other, caseId },
        }),
      ),
      'case-not-found',
    )
  })
})

const aMember = {} as never
