import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, beforeEach, it } from 'node:test'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { createOutbox } from '#platform/outbox.ts'
import { sql } from 'kysely'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { anIdentityCode, aResident } from '../orders/testing.ts'
import {
  aCardAwaitingHandOver,
  aCardsEnvironment,
  aDeskPermit,
  afternoon,
  aBureau,
  aRegisterOfRights,
  type CardsEnvironment,
  letterNumberOf,
  namesOnCard,
} from '#cards/lifecycle/testing.ts'
import type { LetterToPost, Bureau } from './ports.ts'

const theDay = localDate('2027-12-31')

forEachDatabase('the letters of a day', ({ db }) => {
  let ca: TestCa
  let environment: CardsEnvironment
  /** Faults of the card and letter bureau, by request. */
  let fault: Partial<Bureau>
  /** The person whose address the population register does not return now. */
  let withoutResponse: string | undefined
  let unwritable: string | undefined
  let now: Instant
  /** Each test has a time of its own: batches are listed by time. */
  let tests = 0
  const posted: LetterToPost[] = []
  const manifests: string[] = []
  const bureau = aBureau((letter) => posted.push(letter))

  before(async () => {
    const clock = { now: () => now }
    now = afternoon
    ca = await startTestCa({ clock })
    const outbox = createOutbox({ db, clock })
    environment = aCardsEnvironment({
      db,
      ca,
      clock,
      planJob: outbox.planJob,
      people: {
        identityCodeOf: (_tx, holder) => {
          requested = holder
          return Promise.resolve(anIdentityCode())
        },
        searchPeople: () => Promise.resolve([]),
        findPerson: () => Promise.resolve(undefined),
        rememberPerson: () =>
          Promise.reject(new Error('unreachable: the registers report no changes')),
      },
      registers: {
        ...aRegisterOfRights,
        lookUpPerson: () =>
          Promise.resolve(
            requested === withoutResponse
              ? refuse({
                  kind: 'register-unavailable',
                  register: 'population',
                  because: 'no-response-in-time',
                })
              : ok(aResident(namesOnCard)),
          ),
      },
      renderLetter: ({ letterNumber }) =>
        letterNumber === unwritable
          ? Promise.reject(new Error('no such font'))
          : Promise.resolve(new Uint8Array(Buffer.from(`%PDF ${letterNumber}`))),
      bureau: {
        acceptedManifest: (...of) => (fault.acceptedManifest ?? bureau.acceptedManifest)(...of),
        bring: (...of) => (fault.bring ?? bureau.bring)(...of),
        order: (batchId, manifest) => {
          manifests.push(manifest)
          return (fault.order ?? bureau.order)(batchId, manifest)
        },
      },
    })
  })
  let requested: string | undefined
  after(() => ca.close())
  beforeEach(async () => {
    fault = {}
    withoutResponse = undefined
    unwritable = undefined
    tests += 1
    now = plus(afternoon, tests * 10 * day)
    posted.length = 0
    manifests.length = 0
    // Letters planned by an earlier test must not affect the next one.
    await db.write(async (tx) => {
      await sql`
        update letters.letter set state = 'withdrawn', code_sealed = null, batch_id = null
        where state = 'planned'`.execute(tx)
      await sql`delete from letters.letter_batch where accepted_at is null`.execute(tx)
      await sql`delete from platform.outbox`.execute(tx)
      return ok(undefined)
    })
  })

  const send = () => environment.cards.sendLetters(aPermit('cards.sendLetter'), theDay)
  const numbers = (letters: readonly { readonly letterNumber: string }[]) =>
    letters.map(({ letterNumber }) => letterNumber).sort()
  async function lettersOf(count: number): Promise<readonly string[]> {
    const planned: string[] = []
    for (let each = 0; each < count; each += 1)
      planned.push(letterNumberOf(environment, await aCardAwaitingHandOver(environment)))
    return planned.sort()
  }
  const storedCodes = () =>
    db.read(async (tx) => {
      const { rows } = await sql<{ letter_number: string }>`
        select letter_number from letters.letter where code_sealed is not null
        order by letter_number`.execute(tx)
      return rows.map((row) => row.letter_number)
    })
  async function shown() {
    const viewed = await environment.cards.viewLetters(aPermit('cards.viewLetters'), { limit: 25 })
    assert.ok(viewed.ok)
    return viewed.value
  }

  it('go as one batch by the job of the day, with a manifest that lists each with its digest (R22)', async () => {
    const planned = await lettersOf(3)
    now = plus(now, 6 * day)
    await environment.outbox.drain()
    assert.deepEqual(numbers(posted), planned)
    const lines = planned.map(
      (number) => `${createHash('sha256').update(`%PDF ${number}`).digest('hex')}  ${number}.pdf\n`,
    )
    assert.deepEqual(manifests, [lines.join('')])
    assert.deepEqual(await storedCodes(), [])
    const [batch] = (await shown()).batches
    assert.equal(batch?.state, 'accepted')
    assert.equal(batch.letters, 3)
    assert.equal(batch.manifestDigest, createHash('sha256').update(lines.join('')).digest('hex'))
    assert.equal(environment.count('LetterBatchAccepted'), 1)

    assert.deepEqual(await send(), { waiting: 0, faults: [] })
    assert.equal(posted.length, 3)
  })

  it('keep their codes until the card and letter bureau has acknowledged them (R24)', async () => {
    const planned = await lettersOf(2)
    fault = { order: () => Promise.reject(new Error('away')) }
    await assert.rejects(send(), /away/)
    assert.deepEqual(await storedCodes(), planned)
    const { batches } = await shown()
    assert.deepEqual(batches[0]?.tried?.trouble, 'bureau-unavailable')

    fault = { order: () => Promise.resolve(refuse({ kind: 'manifest-refused' })) }
    await assert.rejects(send(), /does not accept/)
    assert.deepEqual((await shown()).batches[0]?.tried?.trouble, 'bureau-refused')

    fault = {}
    await send()
    assert.deepEqual(numbers(posted), planned)
    assert.deepEqual(await storedCodes(), [])
  })

  it('are not printed again when the acknowledgement was lost: their codes are then erased', async () => {
    const planned = await lettersOf(2)
    fault = {
      order: async (...of) => {
        assert.ok((await bureau.order(...of)).ok)
        throw new Error('cut off')
      },
    }
    await assert.rejects(send(), /cut off/)
    assert.deepEqual(await storedCodes(), planned)
    fault = { bring: () => Promise.reject(new Error('brought again')) }
    await send()
    assert.deepEqual(numbers(posted), planned)
    assert.deepEqual(await storedCodes(), [])
  })

  it('do not wait for one that has no known address, or that cannot be written or is not accepted', async () => {
    const planned = await lettersOf(3)
    const [unsure] = planned
    const last = await aCardAwaitingHandOver(environment)
    const holder = environment.events.findLast(({ about }) => about?.cardId === last)?.about
      ?.personId
    withoutResponse = holder
    unwritable = unsure
    const refused = planned[1]
    fault = {
      bring: (batchId, letter) =>
        letter.letterNumber === refused
          ? Promise.resolve(refuse({ kind: 'another-letter-has-this-number' }))
          : bureau.bring(batchId, letter),
    }
    const { waiting, faults } = await send()
    assert.equal(waiting, 3)
    assert.match(String(faults[0]), /no such font/)
    assert.deepEqual(numbers(posted), [planned[2]])
    now = plus(now, 6 * day)
    assert.deepEqual((await shown()).waiting, {
      letters: 3,
      leftBehind: { 'register-unavailable': 1, 'not-written': 1, 'refused-by-bureau': 1 },
    })

    withoutResponse = undefined
    unwritable = undefined
    fault = {}
    assert.equal((await send()).waiting, 0)
    assert.equal(posted.length, 4)
  })

  it('go without one whose card was cancelled while the batch was open', async () => {
    const planned = await lettersOf(1)
    const cardId = await aCardAwaitingHandOver(environment)
    fault = { order: () => Promise.reject(new Error('away')) }
    await assert.rejects(send(), /away/)
    const cancelled = await environment.cards.cancelCard(aDeskPermit('cards.cancelCard'), {
      cardId,
      reason: 'lost',
    })
    assert.ok(cancelled.ok)
    fault = {}
    await send()
    assert.deepEqual(numbers(posted), planned)
    assert.equal((await shown()).batches[0]?.letters, 1)
  })

  it('are retried at once at a person’s request, and only when some wait', async () => {
    const permit = aPermit('cards.retryLetters')
    const none = await environment.cards.retryLetters(permit)
    assert.equal(!none.ok && none.refusal.kind, 'no-letters-wait')

    const planned = await lettersOf(1)
    now = plus(now, 6 * day)
    fault = { acceptedManifest: () => Promise.reject(new Error('away')) }
    await assert.rejects(environment.outbox.drain())
    fault = {}
    await environment.outbox.drain()
    assert.deepEqual(posted, [])
    assert.ok((await environment.cards.retryLetters(permit)).ok)
    await environment.outbox.drain()
    assert.deepEqual(numbers(posted), planned)
  })
})
