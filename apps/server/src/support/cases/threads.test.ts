import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, beforeEach, it } from 'node:test'
import { handleThread, openThread, type Thread } from '@sotevarmenne/api/threads'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { accept } from '@sotevarmenne/smartcard/testing'
import { sql } from 'kysely'
import { createPeople } from '#people/persons/index.ts'
import { afterCommit } from '#platform/db.ts'
import { personOf } from '#platform/permit.ts'
import type { Job } from '#platform/outbox.ts'
import type { DomainEvent } from '#platform/record.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import { anIdentityCode, aResident } from '../../cards/orders/testing.ts'
import { countOwed, createThreads } from './index.ts'

forEachDatabase('threads between a holder and the office', ({ db }) => {
  const noon = instant(Date.parse('2026-11-24T10:00:00Z'))
  let now: Instant = noon
  let recorded: DomainEvent[] = []
  let planned: Job[] = []
  let trailIsBroken = false
  const clock = { now: () => now }
  const key = new Uint8Array(32).fill(7)
  const people = createPeople({ key, clock })
  /** What lists asked other modules. */
  const questions: string[] = []
  const decisionOfAino: string = randomUUID()
  /** Who belongs to which account. */
  const members = new Set<string>()
  let aino: string
  let another: string
  const handler: string = randomUUID()
  const threads = createThreads({
    ...{ db, clock, key },
    people: {
      namesOf: (tx, personIds) => {
        questions.push('people')
        return people.namesOf(tx, personIds)
      },
    },
    accounts: {
      prepareAct: (_permit, asked) => Promise.resolve(ok({ ...asked, signing: 'not-asked' })),
      judgeMember: (_tx, permit, { organisationId }) =>
        Promise.resolve(
          members.has(`${personOf(permit)} ${organisationId}`)
            ? ok(aMember)
            : refuse({ kind: 'account-not-found' }),
        ),
    },
    organisations: {
      organisationNames: (_tx, organisationIds) => {
        questions.push('organisations')
        return Promise.resolve((organisationId) => {
          assert.ok(organisationIds.includes(organisationId))
          return { organisationId, name: 'Esimerkkilän sairaala' } as never
        })
      },
    },
    record: (_tx, event) => {
      if (trailIsBroken) return Promise.reject(new Error('the trail can’t be written'))
      afterCommit(() => recorded.push(event))
      return Promise.resolve()
    },
    planJob: (_tx, job) => {
      afterCommit(() => planned.push(job))
      return Promise.resolve()
    },
    isRenewalOf: (_tx, { orderId, personId }) =>
      Promise.resolve(orderId === decisionOfAino && personId === aino),
    systemPermit: (deed) => aPermit(deed),
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
    trailIsBroken = false
  })

  const secretWords = 'The queue was too long'
  type Opening = Parameters<typeof threads.openOwnThread>[1]
  const open = (asked: Partial<Opening> = {}, personId = aino) =>
    threads.openOwnThread(aPermit('threads.writeToOffice', { personId }), {
      threadId: randomUUID(),
      kind: 'question',
      subject: 'The photo',
      text: secretWords,
      ...asked,
    })
  const own = (
    { threadId }: Pick<Thread, 'threadId'>,
    step: Parameters<typeof threads.stepOnOwnThread>[1]['step'],
    { by = aino, stepId = randomUUID() }: { by?: string; stepId?: string } = {},
  ) =>
    threads.stepOnOwnThread(aPermit('threads.writeToOffice', { personId: by }), {
      ...{ threadId, stepId, step },
    })
  const office = (
    { threadId }: Pick<Thread, 'threadId'>,
    step: Parameters<typeof threads.handleThread>[1]['step'],
    { by = handler, stepId = randomUUID() }: { by?: string; stepId?: string } = {},
  ) =>
    threads.handleThread(aPermit('threads.handleThread', { personId: by }), {
      ...{ threadId, stepId, step },
    })
  const view = ({ threadId }: Pick<Thread, 'threadId'>, personId = aino) =>
    threads.viewOwnThread(aPermit('threads.viewOwnThreads', { personId }), { threadId })
  const queue = async (asked: {
    show?: 'due' | 'answered' | 'closed'
    kind?: 'question'
    cursor?: string
    limit?: number
  }) =>
    accept(
      await threads.listThreads(aPermit('threads.viewThreads', { personId: handler }), {
        ...{ show: 'due', limit: 100, kind: undefined, cursor: undefined },
        ...asked,
      }),
    )
  const kindOf = (result: Result<unknown, { readonly kind: string }>) =>
    result.ok ? 'ok' : result.refusal.kind
  const followed = async () => {
    const due = planned.filter(({ dueAt }) => dueAt !== undefined && dueAt <= now)
    planned = planned.filter((job) => !due.includes(job))
    for (const job of due) for (const one of threads.jobs) await one.handle(job)
  }

  it('are written, answered, gone on with and closed, and each step is in the trail', async () => {
    const thread = accept(await open())
    assert.deepEqual([thread.state, thread.dueOn], ['waiting', '2026-12-08'])
    assert.equal(thread.holder, undefined)
    const answered = accept(await office(thread, { kind: 'answer', text: 'We look into it.' }))
    assert.deepEqual([answered.state, answered.dueOn], ['answered', undefined])
    assert.ok(answered.holder?.name)
    accept(await own(thread, { kind: 'write', text: 'Thank you. When?' }))
    accept(await office(thread, { kind: 'answer', text: 'Tomorrow.' }))
    const closed = accept(await own(thread, { kind: 'close' }))
    assert.deepEqual(closed.may, ['write'])
    assert.deepEqual(
      closed.steps.map(({ kind, by, text }) => [kind, by, text]),
      [
        ['write', 'holder', secretWords],
        ['answer', 'office', 'We look into it.'],
        ['write', 'holder', 'Thank you. When?'],
        ['answer', 'office', 'Tomorrow.'],
        ['close', 'holder', undefined],
      ],
    )
    assert.deepEqual(
      recorded.map(({ type }) => type),
      ['ThreadOpened', ...Array.from({ length: 4 }, () => 'ThreadStepTaken')],
    )
    assert.ok(recorded.every(({ about }) => about?.personId === aino))
  })

  it('are the same when sent twice, also at once, and a step too', async () => {
    const threadId = randomUUID()
    const [one, other] = await Promise.all([open({ threadId }), open({ threadId })])
    assert.deepEqual(accept(one), accept(other))
    const stepId = randomUUID()
    const step = { kind: 'write', text: 'More' } as const
    await Promise.all([own({ threadId }, step, { stepId }), own({ threadId }, step, { stepId })])
    const again = accept(await own({ threadId }, step, { stepId }))
    assert.equal(again.steps.length, 2)
    assert.equal(kindOf(await own({ threadId }, { kind: 'close' }, { stepId })), 'step-made-before')
    assert.equal(kindOf(await open({ threadId }, another)), 'thread-made-before')
  })

  it('are nobody else’s: neither seen nor gone on with (R167)', async () => {
    const thread = accept(await open())
    assert.equal(kindOf(await view(thread, another)), 'thread-not-found')
    const more = { kind: 'write', text: 'Me too' } as const
    assert.equal(kindOf(await own(thread, more, { by: another })), 'thread-not-found')
    const list = accept(
      await threads.listOwnThreads(aPermit('threads.viewOwnThreads', { personId: another }), {
        ...{ limit: 100, cursor: undefined },
      }),
    )
    assert.ok(list.threads.every(({ threadId }) => threadId !== thread.threadId))
    assert.equal(kindOf(await office(thread, { kind: 'close' }, { by: aino })), 'own-thread')
  })

  it('about an automatic decision name one that is the holder’s own', async () => {
    const kind = 'correction-request'
    const thread = accept(await open({ kind, orderId: decisionOfAino }))
    assert.equal(thread.orderId, decisionOfAino)
    assert.equal(kindOf(await open({ kind, orderId: randomUUID() })), 'decision-not-found')
    assert.equal(
      kindOf(await open({ kind, orderId: decisionOfAino }, another)),
      'decision-not-found',
    )
  })

  it('that ask for a correction are accepted or refused with reasons by somebody else (R166)', async () => {
    const thread = accept(await open({ kind: 'correction-request' }))
    assert.equal(kindOf(await office(thread, { kind: 'close' })), 'decision-owed')
    accept(await office(thread, { kind: 'extend', text: 'We ask the register.' }))
    const refused = accept(await office(thread, { kind: 'refuse', text: 'The name is right.' }))
    assert.deepEqual([refused.state, refused.decision], ['closed', 'refused'])
    assert.deepEqual(refused.may, ['reopen'])
    // A reason is more than blanks.
    const input = { threadId: thread.threadId, stepId: randomUUID() }
    const blank = { ...input, step: { kind: 'refuse', text: ' \n ' } }
    assert.ok(!handleThread.input.safeParse(blank).success)
    assert.ok(!handleThread.input.safeParse({ ...input, step: { kind: 'accept' } }).success)
  })

  it('wait in the order of their last days, a page at a time, and are found by state', async () => {
    const late = accept(await open({ kind: 'grievance' }))
    now = plus(noon, 3 * day)
    const later = accept(await open({ kind: 'correction-request' }))
    now = plus(noon, 20 * day)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await queue({ limit: 2, ...(cursor !== undefined && { cursor }) })
      seen.push(...page.threads.map(({ threadId, dueOn = '' }) => `${dueOn} ${threadId}`))
      cursor = page.nextCursor
    } while (cursor !== undefined)
    assert.deepEqual(seen, seen.toSorted())
    assert.equal(new Set(seen).size, seen.length)
    const inQueue = (await queue({})).threads
    assert.equal(inQueue.find(({ threadId }) => threadId === late.threadId)?.isOverdue, true)
    assert.equal(inQueue.find(({ threadId }) => threadId === later.threadId)?.isOverdue, false)
    const owed = await db.read((tx) => countOwed(tx, dateInHelsinki(now)))
    assert.equal(owed.open, inQueue.length)
    assert.equal(owed.overdue, inQueue.filter(({ isOverdue }) => isOverdue).length)

    accept(await office(late, { kind: 'answer', text: 'We are sorry.' }))
    assert.equal((await queue({ show: 'answered' })).threads[0]?.threadId, late.threadId)
    assert.ok((await queue({ kind: 'question' })).threads.every(({ kind }) => kind === 'question'))
    const asked = threads.listThreads(aPermit('threads.viewThreads', { personId: handler }), {
      ...{ show: 'due', kind: undefined, cursor: 'x', limit: 2 },
    })
    assert.equal(kindOf(await asked), 'cursor-unreadable')
  })

  it('show nothing in the database, and nothing in events (R167)', async () => {
    const thread = accept(await open())
    accept(await office(thread, { kind: 'answer', text: secretWords }))
    const { rows } = await db.read((tx) =>
      sql<{ text: string }>`
        select concat(thread::text, ' ', step::text) as text
        from cases.thread join cases.step using (thread_id)
        where thread_id = ${thread.threadId}`.execute(tx),
    )
    assert.equal(rows.length, 2)
    const hidden = [secretWords, 'The photo'].flatMap((text) => [
      text,
      Buffer.from(text).toString('hex'),
    ])
    for (const told of [...rows.map(({ text }) => text), JSON.stringify(recorded)])
      for (const text of hidden) assert.ok(!told.includes(text))
  })

  it('with an answer are closed when nobody goes on, and erased two years later (R167, R168)', async () => {
    const thread = accept(await open())
    accept(await office(thread, { kind: 'answer', text: 'An answer' }))
    now = plus(noon, 20 * day)
    accept(await own(thread, { kind: 'write', text: 'One more' }))
    accept(await office(thread, { kind: 'answer', text: 'An answer' }))
    now = plus(noon, 31 * day)
    await followed()
    assert.equal(accept(await view(thread)).state, 'answered')
    now = plus(noon, 51 * day)
    await followed()
    const closed = accept(await view(thread))
    assert.deepEqual([closed.state, closed.steps.at(-1)?.by], ['closed', 'service'])
    now = plus(noon, 800 * day)
    await followed()
    await followed()
    assert.equal(kindOf(await view(thread)), 'thread-not-found')
    assert.equal(kindOf(await own(thread, { kind: 'write', text: 'Hello' })), 'thread-not-found')
    assert.equal(recorded.filter(({ type }) => type === 'ThreadForgotten').length, 1)
    const { rows } = await db.read((tx) =>
      sql<{ left: number }>`
        select count(*) as left from cases.step
        where thread_id = ${thread.threadId} and text_sealed is not null`.execute(tx),
    )
    assert.equal(rows[0]?.left, 0)
  })

  it('take what people write: markup, emoji and many lines, within their limits', async () => {
    const text = `<script>alert(1)</script>\n${'👩‍⚕️'.repeat(300)}\n\u0000 ‮ &amp;`
    const thread = accept(await open({ text, subject: '<b>The card</b> 🙂' }))
    const seen = accept(await view(thread))
    assert.deepEqual([seen.subject, seen.steps[0]?.text], ['<b>The card</b> 🙂', text])
    const input = { threadId: randomUUID(), kind: 'question', subject: 'The card', text: 'a' }
    for (const wrong of [
      { subject: 'a'.repeat(121) },
      { subject: '  ' },
      { text: '' },
      { text: 'a'.repeat(4001) },
      { kind: 'complaint' },
      { threadId: '1' },
    ])
      assert.ok(!openThread.input.safeParse({ ...input, ...wrong }).success, JSON.stringify(wrong))
    assert.ok(openThread.input.safeParse(input).success)
  })

  it('do not flood the office: twenty open ones of a person, and no more', async () => {
    let refusal = 'ok'
    let opened = 0
    while (refusal === 'ok' && opened < 30) {
      refusal = kindOf(await open({}, another))
      opened += 1
    }
    assert.deepEqual([refusal, opened], ['too-many-threads', 21])
  })

  it('are not written when the trail can’t be', async () => {
    const threadId = randomUUID()
    trailIsBroken = true
    await assert.rejects(open({ threadId }))
    trailIsBroken = false
    assert.equal(kindOf(await view({ threadId })), 'thread-not-found')
  })

  it('of an organisation are read and written by all its members, and by nobody else (R225)', async () => {
    const organisationId: string = randomUUID()
    const colleague: string = randomUUID()
    for (const person of [aino, colleague]) members.add(`${person} ${organisationId}`)
    const threadId: string = randomUUID()
    const writing = (personId: string) => aPermit('threads.writeForOrganisation', { personId })
    const looking = (personId: string) => aPermit('threads.viewOrganisationThreads', { personId })
    const asked = { organisationId, threadId, subject: 'Our invoices', text: secretWords }
    const opened = accept(await threads.openOrganisationThread(writing(aino), asked))
    assert.deepEqual(accept(await threads.openOrganisationThread(writing(aino), asked)), opened)
    assert.deepEqual([opened.kind, opened.dueOn], ['question', '2026-12-08'])
    accept(await office(opened, { kind: 'answer', text: 'They came yesterday.' }))
    const page = { organisationId, cursor: undefined, limit: 10 }
    const waiting = async () =>
      accept(
        await threads.listOrganisationThreads(looking(colleague), {
          ...page,
          filter: 'waits-for-us',
        }),
      ).threads.map((one) => one.threadId)
    assert.deepEqual(await waiting(), [threadId])
    const went = accept(
      await threads.stepOnOrganisationThread(writing(colleague), {
        ...{ organisationId, threadId, stepId: randomUUID() },
        step: { kind: 'write', text: 'Thank you' },
      }),
    )
    assert.equal(went.steps.length, 3)
    const listed = accept(await threads.listOrganisationThreads(looking(colleague), page))
    assert.deepEqual(
      listed.threads.map((one) => one.subject),
      ['Our invoices'],
    )
    // Of however many lines it is asked once whose they are.
    const second = { ...asked, threadId: randomUUID() }
    accept(await threads.openOrganisationThread(writing(colleague), second))
    questions.length = 0
    const ofBoth = (await queue({})).threads.filter((one) => one.organisation)
    assert.deepEqual(questions, ['organisations', 'people'])
    assert.ok(ofBoth.length > 1)
    assert.deepEqual(
      new Set(ofBoth.map(({ organisation }) => organisation?.name)),
      new Set(['Esimerkkilän sairaala']),
    )
    accept(
      await threads.stepOnOrganisationThread(writing(colleague), {
        ...{ organisationId, threadId: second.threadId, stepId: randomUUID() },
        step: { kind: 'close' },
      }),
    )
    // A member has written last: it waits for the office.
    assert.deepEqual(await waiting(), [])
    // The office is told for which organisation it is.
    const queued = (await queue({})).threads.find((one) => one.threadId === threadId)
    assert.equal(queued?.organisation?.organisationId, organisationId)

    for (const refused of [
      await threads.listOrganisationThreads(looking(another), page),
      await threads.viewOrganisationThread(looking(another), { organisationId, threadId }),
      await threads.openOrganisationThread(writing(another), { ...asked, threadId: randomUUID() }),
    ])
      assert.equal(kindOf(refused), 'account-not-found')
    // It is no own thread of whoever began it, who may leave the organisation.
    assert.equal(kindOf(await view({ threadId })), 'thread-not-found')
    const own = accept(
      await threads.listOwnThreads(aPermit('threads.viewOwnThreads', { personId: aino }), {
        ...{ cursor: undefined, limit: 100 },
      }),
    )
    assert.ok(own.threads.every((one) => one.threadId !== threadId))
    members.delete(`${aino} ${organisationId}`)
    assert.equal(
      kindOf(await threads.viewOrganisationThread(looking(aino), { organisationId, threadId })),
      'account-not-found',
    )
    const other: string = randomUUID()
    members.add(`${colleague} ${other}`)
    assert.equal(
      kindOf(
        await threads.viewOrganisationThread(looking(colleague), {
          ...{ organisationId: other, threadId },
        }),
      ),
      'thread-not-found',
    )
  })
})

const aMember = {} as never
