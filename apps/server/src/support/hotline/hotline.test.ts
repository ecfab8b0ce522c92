import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { takeCall, type HotlineCallView } from '@sotevarmenne/api/hotline'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { day, formatInstant, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import type { z } from 'zod'
import { aCardAwaitingHandOver, aCardHandedOver, afternoon } from '#cards/lifecycle/testing.ts'
import { createPeople } from '#people/persons/index.ts'
import {
  aSpareCardHandedOver,
  aSpareEnvironment,
  type SpareEnvironment,
} from '#cards/spare-cards/testing.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { createHotline, openFollowUps, type Hotline } from './index.ts'
import { triesBeforeAbandoned } from './domain/call.ts'

const code = (text: string): IdentityCode => {
  const parsed = parseIdentityCode(text)
  assert.ok(parsed.ok)
  return parsed.value
}

const holderCode = '131052-308T'

forEachDatabase('the revocation service', ({ db }) => {
  let now: Instant = afternoon
  const clock = { now: () => now }
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  let ca: TestCa
  let environment: SpareEnvironment
  let line: Hotline
  let agent: string
  let holder: string

  before(async () => {
    ca = await startTestCa({ clock })
    environment = aSpareEnvironment({ db, ca, clock })
    line = createHotline({
      ...{ db, clock, people },
      record: environment.deps.record,
      planJob: environment.outbox.planJob,
      cards: environment.cards,
      spareCards: environment.spareCards,
      certificates: environment.certificates,
      issuers: ca.issuers.all.map(({ id }) => id),
      systemPermit: (operation) => aPermit(operation),
      secret: new Uint8Array(32).fill(9),
    })
    environment.outbox.use({
      handlers: [...environment.cards.jobs, ...environment.spareCards.jobs, ...line.jobs],
      subscriptions: [...environment.cards.subscriptions, ...environment.spareCards.subscriptions],
    })
    agent = await remember('010180-9026', 'Saara', 'Sulkija')
    holder = await remember(holderCode, 'Aino Märta', 'Sjöberg')
  })
  after(() => ca.close())

  async function remember(identityCode: string, givenNames: string, surname: string) {
    const remembered = await db.write(async (tx) =>
      ok(
        await people.rememberPerson(tx, {
          identityCode: code(identityCode),
          givenNames,
          surname,
          language: 'fi',
          nonDisclosure: false,
        }),
      ),
    )
    assert.ok(remembered.ok)
    return remembered.value
  }

  const aCall = (changes: Partial<z.input<typeof takeCall.input>> = {}) =>
    takeCall.input.parse({
      callId: randomUUID(),
      beganAt: formatInstant(now),
      language: 'fi',
      caller: 'holder',
      callerName: 'Aino Sjöberg',
      holder,
      happened: 'lost',
      callerFacts: { identityCode: holderCode, place: true },
      ...changes,
    })
  const take = (call: z.output<typeof takeCall.input>, by = agent) =>
    line.takeCall(aPermit('hotline.takeCall', { personId: by }), call)
  const taken = async (changes: Partial<z.input<typeof takeCall.input>> = {}) => {
    const call = await take(aCall(changes))
    assert.ok(call.ok, JSON.stringify(call))
    return call.value
  }
  const kindOf = (result: Result<unknown, { readonly kind: string }>) =>
    result.ok ? 'ok' : result.refusal.kind
  const find = async (search: string, birthDate?: string) => {
    const found = await line.findHolder(aPermit('hotline.findHolder', { personId: agent }), {
      search,
      ...(birthDate !== undefined && { birthDate }),
    })
    assert.ok(found.ok)
    return found.value
  }
  const statuses = (cardId: string) =>
    db.read(async (tx) =>
      Promise.all(
        (await environment.certificates.certificatesOfCard(tx, cardId)).map(
          async (key) => (await environment.revocations.statusOf(tx, key)).status,
        ),
      ),
    )

  it('finds the holder by name, birth date, identity code, card number and serial number', async () => {
    const cardId = await aCardHandedOver(environment, { holder })
    const { number, serial } = await db.read(async (tx) => ({
      number: (await environment.cards.cardsForCaller(tx, holder)).find(
        (one) => one.cardId === cardId,
      )?.cardNumber,
      serial: (await environment.certificates.certificatesOfCard(tx, cardId))[0]?.serial,
    }))
    for (const [search, birthDate] of [
      ['sjob aino', undefined],
      ['', '1952-10-13'],
      [holderCode.toLowerCase(), undefined],
      [number ?? '', undefined],
      [serial ?? '', undefined],
    ] as const) {
      const { holders } = await find(search, birthDate)
      assert.deepEqual(
        holders.map(({ personId }) => personId),
        [holder],
        search,
      )
      const shown = holders[0]?.cards.find((one) => one.cardId === cardId)
      assert.equal(shown?.lastDigits, number?.slice(-4))
      assert.equal(shown?.isOpen, true)
    }
    assert.deepEqual(await find('Nobody'), { holders: [], isCut: false })
  })

  it('shows only what is needed: no identity code, no whole number, no address (R124)', async () => {
    const before = environment.count('HolderSought')
    const found = JSON.stringify(await find('sjob'))
    assert.ok(!found.includes(holderCode))
    assert.doesNotMatch(found, /\d{17}/)
    assert.equal(environment.count('HolderSought'), before + 1)
  })

  it('cancels cards and spare cards of the holder for good, with both certificates of each', async () => {
    const cardId = await aCardHandedOver(environment, { holder })
    const { spareCardId } = await aSpareCardHandedOver(environment, cardId)
    const call = await taken({
      happened: 'stolen',
      cards: [
        { kind: 'card', cardId },
        { kind: 'spare-card', cardId: spareCardId },
      ],
    })
    assert.equal(call.outcome, 'cancelled')
    assert.equal(call.identity, 'certain')
    assert.equal(call.followUp, 'none')
    assert.deepEqual(await statuses(cardId), ['revoked', 'revoked'])
    assert.deepEqual(await statuses(spareCardId), ['revoked', 'revoked'])
  })

  it('puts the reason of the call on the CRL as a reason code of RFC 5280', async () => {
    for (const happened of ['lost', 'stolen', 'misused'] as const) {
      const cardId = await aCardHandedOver(environment, { holder })
      await taken({ happened, cards: [{ kind: 'card', cardId }] })
      const reasons = await db.read(async (tx) =>
        Promise.all(
          (await environment.certificates.certificatesOfCard(tx, cardId)).map(async (key) => {
            const status = await environment.revocations.statusOf(tx, key)
            return status.status === 'revoked' ? status.reason : status.status
          }),
        ),
      )
      assert.deepEqual(reasons, ['keyCompromise', 'keyCompromise'])
    }
  })

  it('makes one call and one revocation when the button is pressed twice, also concurrently (R122)', async () => {
    const cardId = await aCardHandedOver(environment, { holder })
    const call = aCall({ cards: [{ kind: 'card', cardId }] })
    const [first, second] = await Promise.all([take(call), take(call)])
    assert.ok(first.ok && second.ok)
    assert.deepEqual(first.value, second.value)
    assert.deepEqual(await take(call), first)
    const { rows } = await db.read((tx) =>
      sql<{ count: number }>`
        select count(*)::integer as count from hotline.call where call_id = ${call.callId}`.execute(
        tx,
      ),
    )
    assert.equal(rows[0]?.count, 1)
    assert.equal(kindOf(await take(call, holder)), 'call-of-another-agent')
  })

  it('acts at once on plausible identity, and leaves the holder to be called back (R120, R121)', async () => {
    const cardId = await aCardHandedOver(environment, { holder })
    const cards = [{ kind: 'card' as const, cardId }]
    const requested = { caller: 'colleague' as const, cards, callerFacts: {} }
    assert.equal(kindOf(await take(aCall(requested))), 'call-back-missing')
    assert.deepEqual(await statuses(cardId), ['good', 'good'])

    const callBack = { state: 'due', number: '+358 40 123 4567' } as const
    const call = await taken({ ...requested, callBack })
    assert.equal(call.identity, 'plausible')
    assert.equal(call.followUp, 'open')
    assert.deepEqual(call.callBack, callBack)
    assert.deepEqual(await statuses(cardId), ['revoked', 'revoked'])
    const toFollowUp = await calls({ show: 'to-follow-up' })
    assert.ok(toFollowUp.some(({ callId }) => callId === call.callId))
    assert.ok((await db.read(openFollowUps)).open > 0)
  })

  it('follows up until the holder was reached, and the cards stay cancelled with any outcome', async () => {
    const cardId = await aCardHandedOver(environment, { holder })
    const callBack = { state: 'none', because: 'number-withheld' } as const
    const call = await taken({ callerFacts: {}, callBack, cards: [{ kind: 'card', cardId }] })
    assert.equal(kindOf(await followUp(call, 'abandoned')), 'tried-too-seldom')
    for (let tries = 0; tries < triesBeforeAbandoned; tries += 1)
      assert.equal(kindOf(await followUp(call, 'not-reached')), 'ok')
    const denied = await followUp(call, 'denied', 'He has the card in his hand')
    assert.ok(denied.ok)
    assert.equal(denied.value.followUp, 'denied')
    assert.equal(denied.value.followUps.length, triesBeforeAbandoned + 1)
    assert.equal(denied.value.followUps.at(-1)?.note, 'He has the card in his hand')
    assert.equal(kindOf(await followUp(call, 'confirmed')), 'nothing-to-follow-up')
    assert.deepEqual(await statuses(cardId), ['revoked', 'revoked'])
  })

  it('cancels nothing when the caller’s facts fit another person’s card', async () => {
    const cardId = await aCardHandedOver(environment, { holder })
    const cards = [{ kind: 'card' as const, cardId }]
    const wrongCode = aCall({ cards, callerFacts: { identityCode: '010180-9026' } })
    assert.equal(kindOf(await take(wrongCode)), 'identity-code-differs')
    const wrongNumber = aCall({ cards, callerFacts: { cardNumberEnd: '0000' } })
    assert.equal(kindOf(await take(wrongNumber)), 'card-number-differs')
    const another = await aCardHandedOver(environment, { holder: agent })
    const both = aCall({ cards: [...cards, { kind: 'card', cardId: another }] })
    assert.equal(kindOf(await take(both)), 'card-not-of-holder')
    assert.deepEqual(await statuses(cardId), ['good', 'good'])
    assert.deepEqual(await statuses(another), ['good', 'good'])
  })

  it('does not cancel a professional card because an employment ended (R4)', async () => {
    const cardId = await aCardHandedOver(environment, { holder })
    const call = {
      cards: [{ kind: 'card' as const, cardId }],
      happened: 'employment-ended' as const,
    }
    assert.equal(kindOf(await take(aCall(call))), 'reason-not-of-caller')
    const callBack = { state: 'due', number: '0401234567' } as const
    const ofEmployer = aCall({ ...call, caller: 'employer', callBack })
    assert.equal(kindOf(await take(ofEmployer)), 'card-not-cancellable')
    assert.deepEqual(await statuses(cardId), ['good', 'good'])
  })

  it('cancels a card that waits at a point too, and leaves a card that was cancelled before as it is', async () => {
    const cardId = await aCardAwaitingHandOver(environment, { holder })
    const cards = [{ kind: 'card' as const, cardId }]
    assert.equal((await taken({ cards })).outcome, 'cancelled')
    const again = await taken({
      cards,
      happened: 'stolen',
      caller: 'other',
      callerFacts: {},
      callBack,
    })
    assert.equal(again.outcome, 'cancelled-before')
    assert.equal(again.followUp, 'none')
  })
  const callBack = { state: 'due', number: '0401234567' } as const

  it('refuses a search for one letter, cards of nobody, and a call that is none', async () => {
    const searched = await line.findHolder(aPermit('hotline.findHolder', { personId: agent }), {
      search: 'a',
    })
    assert.equal(kindOf(searched), 'search-too-short')
    for (const nobody of [undefined, randomUUID()])
      assert.equal(
        kindOf(
          await take(aCall({ holder: nobody, cards: [{ kind: 'card', cardId: randomUUID() }] })),
        ),
        'holder-missing',
      )
    const none = { callId: randomUUID() }
    assert.equal(kindOf(await line.viewCall(aPermit('hotline.viewCalls'), none)), 'call-not-found')
    const noted = await line.noteFollowUp(aPermit('hotline.noteFollowUp', { personId: agent }), {
      ...{ ...none, result: 'not-reached' },
    })
    assert.equal(kindOf(noted), 'call-not-found')
  })

  it('records a call in which nobody was found, or advice was enough', async () => {
    const unknown = await taken({ holder: undefined, cards: [], note: 'Only a first name' })
    assert.equal(unknown.outcome, 'holder-not-found')
    assert.equal(unknown.note, 'Only a first name')
    assert.equal((await taken({ cards: [] })).outcome, 'advice')
    const tomorrow = formatInstant(plus(now, day)).slice(0, 10)
    const cards = [
      { kind: 'card' as const, cardId: await aCardHandedOver(environment, { holder }) },
    ]
    assert.equal(
      kindOf(await take(aCall({ cards, happenedOn: tomorrow }))),
      'happened-in-the-future',
    )
  })

  describe('lists its calls', () => {
    it('newest first, page by page, by days and by reference', async () => {
      now = plus(now, day)
      const three = [
        await taken({ cards: [] }),
        await taken({ cards: [] }),
        await taken({ cards: [] }),
      ]
      const today = formatInstant(now).slice(0, 10)
      const first = await list({ from: today, to: today, limit: 2 })
      assert.equal(first.calls.length, 2)
      const rest = await list({ from: today, to: today, limit: 2, cursor: first.nextCursor })
      assert.equal(rest.nextCursor, undefined)
      assert.deepEqual(
        new Set([...first.calls, ...rest.calls].map(({ callId }) => callId)),
        new Set(three.map(({ callId }) => callId)),
      )
      const [one] = three
      const spaced = one?.reference.replace(/^(....)/, '$1 ')
      const found = await calls({ reference: spaced })
      assert.deepEqual(
        found.map(({ callId }) => callId),
        [one?.callId],
      )
      const misread = await line.listCalls(aPermit('hotline.viewCalls'), {
        show: 'all',
        reference: '12345678',
        limit: 25,
      })
      assert.equal(kindOf(misread), 'reference-misread')
      const unreadable = await line.listCalls(aPermit('hotline.viewCalls'), {
        show: 'all',
        cursor: 'x',
        limit: 25,
      })
      assert.equal(kindOf(unreadable), 'cursor-unreadable')
    })

    it('with an access record for the holder of each call shown (R51)', async () => {
      const call = await taken({ cards: [] })
      const before = environment.count('CallViewed')
      const seen = await line.viewCall(aPermit('hotline.viewCalls'), { callId: call.callId })
      assert.ok(seen.ok)
      assert.equal(seen.value.agent.name, 'Saara Sulkija')
      assert.equal(environment.count('CallViewed'), before + 1)
    })
  })

  it('erases the data about the caller after a year, and stores the call (R125)', () =>
    erasesAfter(365))

  it('erases them as the setting said on the day of the call, not as it says later (R125, R345)', async () => {
    const today = dateInHelsinki(now)
    const changeId = await changeSetting(db, 'caller-retention', [90], today)
    await changeSetting(db, 'caller-retention', [730], addDays(today, 1))
    await erasesAfter(90)
    await forgetSettingChanges(db)
    const takenAs = environment.events.findLast(({ type }) => type === 'CallTaken')
    assert.deepEqual(takenAs && 'settings' in takenAs && takenAs.settings, {
      'caller-retention': changeId,
    })
  })

  async function erasesAfter(days: number): Promise<void> {
    const call = await taken({ cards: [], note: 'Called from a train' })
    const sealed = async () => {
      const { rows } = await db.read((tx) =>
        sql<{ row: string }>`
          select c::text as row from hotline.call c where call_id = ${call.callId}`.execute(tx),
      )
      return rows[0]?.row ?? ''
    }
    assert.ok(!(await sealed()).includes(Buffer.from('train').toString('hex')))
    await environment.outbox.drain()
    now = instant(plus(now, days * day) - 1)
    await environment.outbox.drain()
    assert.equal((await seenAgain()).note, 'Called from a train')
    now = plus(now, 1)
    await environment.outbox.drain()
    const forgotten = await seenAgain()
    assert.equal(forgotten.note, undefined)
    assert.equal(forgotten.callerName, undefined)
    assert.equal(forgotten.reference, call.reference)

    async function seenAgain(): Promise<HotlineCallView> {
      const seen = await line.viewCall(aPermit('hotline.viewCalls'), { callId: call.callId })
      assert.ok(seen.ok)
      return seen.value
    }
  }

  const followUp = (
    call: HotlineCallView,
    result: HotlineCallView['followUps'][number]['result'],
    note?: string,
  ) =>
    line.noteFollowUp(aPermit('hotline.noteFollowUp', { personId: agent }), {
      callId: call.callId,
      result,
      ...(note !== undefined && { note }),
    })

  async function list(requested: Partial<Parameters<Hotline['listCalls']>[1]>) {
    const listed = await line.listCalls(aPermit('hotline.viewCalls'), {
      show: 'all',
      limit: 25,
      ...requested,
    })
    assert.ok(listed.ok)
    return listed.value
  }
  const calls = async (requested: Partial<Parameters<Hotline['listCalls']>[1]>) =>
    (await list(requested)).calls
})
