import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { after, before, beforeEach, it } from 'node:test'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { instant, minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { createPeople } from '#people/persons/index.ts'
import type { Deed, SessionToken } from '#platform/permit.ts'
import {
  startTestAuthority,
  type TestAuthority,
} from '../../../../../../tests/support/authority.ts'
import { aPermit } from '../../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../../tests/support/postgres.ts'
import type { OtherCard } from '../../../../../sandbox/src/other-cards/cards.ts'
import { examplePeople } from '../../../../../sandbox/src/registers/people.ts'
import { createOtherCards } from '../index.ts'
import type { OtherCards } from '../ports.ts'
import { anAccessWorld, ownOrigin, type AccessWorld } from '../testing.ts'
import { startOtherIssuers, type OtherIssuers } from './testing.ts'

type Status = Awaited<ReturnType<OtherCards['statusNow']>>

forEachDatabase('a session by the card of another trust service', ({ db }) => {
  let now: Instant = instant(Date.now())
  const clock = { now: () => now }
  const signing = aPermit('access.signIn')
  let authority: TestAuthority
  let others: OtherIssuers
  let world: AccessWorld
  /** Of cards; of their authority it is not counted. */
  let questions = 0
  /** What is answered instead of what the issuer says. */
  let instead: Promise<Status> | undefined

  before(async () => {
    authority = await startTestAuthority({ clock })
    others = await startOtherIssuers(clock)
  })
  beforeEach(() => {
    now = plus(now, 20 * minute)
    questions = 0
    instead = undefined
    others.faults.set('other-cards-ocsp', { kind: 'none' })
    world = aWorld()
  })
  after(async () => {
    await others.close()
    await authority.close()
  })

  /** The service as it starts, over what the database has kept. */
  function aWorld(file = others.file): AccessWorld {
    const { lookUpPerson, lookUpBySatu } = others.registers
    const asInLife = createOtherCards({
      ...{ clock, file, lookUpBySatu, notOurs: [], mayComeLater: false },
    })
    const isOfAuthority = (serial: Uint8Array) =>
      [others.trees.of.identityCard, others.trees.of.organisationCard].some(
        (tree) => Buffer.compare(tree.authority.certificate.serial, serial) === 0,
      )
    return anAccessWorld({
      ...{ db, authority, clock, lookUpPerson },
      otherCards: {
        ...asInLife,
        statusNow: async (about) => {
          if (isOfAuthority(about.certificate.serial)) return asInLife.statusNow(about)
          questions += 1
          return instead ?? asInLife.statusNow(about)
        },
      },
    })
  }

  async function aCard(): Promise<OtherCard> {
    const person = examplePeople.find(({ inPopulation }) => inPopulation?.surname === 'Esimerkki')
    const identityCode = parseIdentityCode(person?.identityCode ?? '')
    assert.ok(person?.inPopulation && identityCode.ok)
    const { givenNames, surname, language, nonDisclosure } = person.inPopulation
    const facts = { identityCode: identityCode.value, givenNames, surname, language, nonDisclosure }
    const people = createPeople({ key: new Uint8Array(32).fill(7), clock })
    await db.write(async (tx) => ok(await people.rememberPerson(tx, facts)))
    const card = await others.cards.make('identityCard', person)
    assert.ok(card)
    return card
  }
  async function signIn(card: OtherCard): Promise<SessionToken> {
    const challenge = await world.access.askSignInChallenge(signing)
    assert.ok(challenge.ok)
    const { challengeId, nonce } = challenge.value
    const signed = await others.signBy(card, `${ownOrigin};${nonce}`)
    const opened = await world.access.signIn(signing, { challengeId, ...signed })
    assert.ok(opened.ok && opened.value.session.kind === 'open')
    questions = 0
    return opened.value.session.token
  }
  async function use(sessionToken: SessionToken, deed: Deed = 'cards.viewOwnCards') {
    const granted = await world.access.permitDesk.grant({
      ...{ deed, sessionToken, input: {}, open: false },
    })
    return granted.ok ? 'ok' : granted.refusal.kind
  }
  async function look(sessionToken: SessionToken) {
    const viewed = await world.access.viewSession(
      aPermit('access.viewSession'),
      {},
      { sessionToken },
    )
    assert.ok(viewed.ok)
    return viewed.value.session ? 'open' : viewed.value.ended
  }
  const ends = () =>
    world.events.flatMap((event) =>
      event.type === 'SignedOut' && 'because' in event ? [event.because] : [],
    )

  it('ends when its card was revoked between two requests, and so does each other of that card (R262)', async () => {
    const card = await aCard()
    const [token, elsewhere] = [await signIn(card), await signIn(card)]
    assert.ok(await others.cards.revoke(card.cardNumber))
    now = plus(now, 5 * minute - 1)
    assert.equal(await use(token), 'ok')
    assert.equal(questions, 0)
    now = plus(now, 1)
    assert.equal(await look(token), 'open')
    assert.equal(questions, 0)
    assert.equal(await use(token), 'session-card-not-valid')
    assert.equal(questions, 1)
    assert.deepEqual(ends(), ['other-card-revoked', 'other-card-revoked'])
    for (const each of [token, elsewhere]) {
      assert.equal(await look(each), 'session-card-not-valid')
      assert.equal(await use(each), 'session-card-not-valid')
    }
    assert.equal(questions, 1)
    now = plus(now, 15 * minute)
    assert.equal(await use(token), 'not-signed-in')
  })

  it('is asked about every five minutes at most, and only when it is used (R262)', async () => {
    const token = await signIn(await aCard())
    // Of twenty minutes, a use in each.
    for (let minutes = 1; minutes <= 20; minutes += 1) {
      now = plus(now, minute)
      assert.equal(await look(token), 'open')
      assert.equal(await use(token), 'ok')
    }
    assert.equal(questions, 4)
  })

  it('is asked about by the list where OCSP does not answer (R242, R262)', async () => {
    const card = await aCard()
    const token = await signIn(card)
    assert.ok(await others.cards.revoke(card.cardNumber))
    others.faults.set('other-cards-ocsp', { kind: 'down' })
    now = plus(now, 11 * minute)
    assert.equal(await use(token), 'session-card-not-valid')
    assert.deepEqual(ends(), ['other-card-revoked'])
  })

  it('ends when its issuer knows nothing of the card any more (R262)', async () => {
    const token = await signIn(await aCard())
    now = plus(now, 5 * minute)
    instead = Promise.resolve('unknown')
    assert.equal(await use(token), 'session-card-not-valid')
    assert.deepEqual(ends(), ['unknown-to-card-issuer'])
  })

  it('waits three seconds at most, once in a minute, and goes on without an answer (R262)', async () => {
    const token = await signIn(await aCard())
    now = plus(now, 5 * minute)
    const late = Promise.withResolvers<Status>()
    instead = late.promise
    const began = performance.now()
    assert.equal(await use(token), 'ok')
    const waited = performance.now() - began
    assert.ok(waited > 2.9 * second && waited < 10 * second, String(waited))
    assert.equal(await use(token), 'ok')
    assert.ok(performance.now() - began - waited < 2.9 * second)
    assert.equal(questions, 1)

    // What is heard later counts all the same.
    late.resolve('revoked')
    while (ends().length === 0) await setImmediate()
    assert.equal(await use(token), 'session-card-not-valid')
  })

  it('ends once there was no answer for half an hour, but not before (R263)', async () => {
    const token = await signIn(await aCard())
    instead = Promise.resolve('no-answer')
    for (let minutes = 10; minutes < 30; minutes += 10) {
      now = plus(now, 10 * minute)
      assert.equal(await use(token), 'ok')
    }
    now = plus(now, 10 * minute - 1)
    assert.equal(await use(token), 'ok')
    now = plus(now, minute)
    assert.equal(await use(token), 'session-card-not-confirmed')
    assert.equal(questions, 4)
    assert.deepEqual(ends(), ['certificate-status-unknown'])
    assert.equal(await look(token), 'session-card-not-confirmed')
    instead = undefined
    assert.equal(await use(token), 'session-card-not-confirmed')
  })

  it('goes on when the answer comes again in time (R263)', async () => {
    const token = await signIn(await aCard())
    instead = Promise.resolve('no-answer')
    now = plus(now, 14 * minute)
    assert.equal(await use(token), 'ok')
    now = plus(now, 14 * minute)
    assert.equal(await use(token), 'ok')
    now = plus(now, 10 * minute)
    instead = undefined
    assert.equal(await use(token), 'ok')
    assert.deepEqual(ends(), [])
  })

  it('is asked about once for two tabs at once, and neither goes on before the answer (R262)', async () => {
    const card = await aCard()
    const token = await signIn(card)
    now = plus(now, 5 * minute)
    const answer = Promise.withResolvers<Status>()
    instead = answer.promise
    const tabs = [use(token), use(token, 'accounts.openAccount')]
    while (questions === 0) await setImmediate()
    for (let turns = 0; turns < 20; turns += 1) await setImmediate()
    answer.resolve('revoked')
    assert.deepEqual(await Promise.all(tabs), ['session-card-not-valid', 'session-card-not-valid'])
    assert.equal(questions, 1)
    assert.deepEqual(ends(), ['other-card-revoked'])
  })

  it('is asked about after a restart too, of what is kept of the card: no number, no name (R243, R262)', async () => {
    const card = await aCard()
    const token = await signIn(card)
    const kept = await db.read(async (tx) =>
      JSON.stringify(
        await sql`select * from authentication.session order by opened_at desc limit 1`.execute(tx),
      ),
    )
    assert.ok(kept.includes('.crl') && !kept.includes(card.number) && !/esimerkki/i.test(kept))

    now = plus(now, 5 * minute)
    world = aWorld()
    assert.equal(await use(token), 'ok')
    assert.equal(questions, 1)
    assert.ok(await others.cards.revoke(card.cardNumber))
    now = plus(now, 5 * minute)
    world = aWorld()
    assert.equal(await use(token), 'session-card-not-valid')
    world = aWorld()
    assert.equal(await use(token), 'session-card-not-valid')
  })

  it('ends at its next use once its issuer is not accepted any more (R241, R262)', async () => {
    const token = await signIn(await aCard())
    const without = path.join(path.dirname(others.file), 'without.json')
    const { issuers } = JSON.parse(await readFile(others.file, 'utf8')) as { issuers: unknown[] }
    await writeFile(without, JSON.stringify({ issuers: issuers.slice(1) }))
    world = aWorld(without)
    assert.equal(await use(token), 'session-card-not-valid')
    assert.equal(questions, 0)
    assert.deepEqual(ends(), ['issuer-not-trusted'])
  })

  it('is left without waiting for anybody', async () => {
    const token = await signIn(await aCard())
    now = plus(now, 6 * minute)
    assert.equal(await use(token, 'access.signOut'), 'ok')
    assert.equal(questions, 0)
  })
})
