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
import type { Permission, SessionToken } from '#platform/permit.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { OtherCard } from '@sotevarmenne/sandbox/other-cards/cards'
import { examplePeople } from '@sotevarmenne/sandbox/registers/people'
import { cardIssuersOverHttp, type CardIssuers } from '#identity/third-party-cards/index.ts'
import {
  asSent,
  anAuthenticationEnvironment,
  ownOrigin,
  type AuthenticationEnvironment,
} from '../testing.ts'
import { startOtherIssuers, type OtherIssuers } from '#identity/third-party-cards/testing.ts'

type Status = Awaited<ReturnType<CardIssuers['statusNow']>>

forEachDatabase('a session by the card of another trust service', ({ db }) => {
  let now: Instant = instant(Date.now())
  const clock = { now: () => now }
  const signing = aPermit('access.signIn')
  let ca: TestCa
  let others: OtherIssuers
  let environment: AuthenticationEnvironment
  /** Status requests for cards; those for their CA are not counted. */
  let requests = 0
  /** Replaces the issuer's response. */
  let instead: Promise<Status> | undefined

  before(async () => {
    ca = await startTestCa({ clock })
    others = await startOtherIssuers(clock)
  })
  beforeEach(() => {
    now = plus(now, 20 * minute)
    requests = 0
    instead = undefined
    others.faults.set('other-cards-ocsp', { kind: 'none' })
    environment = aTestEnvironment()
  })
  after(async () => {
    await others.close()
    await ca.close()
  })

  /** The service as it starts, on the existing database. */
  function aTestEnvironment(file = others.file): AuthenticationEnvironment {
    const { lookUpPerson, lookUpBySatu } = others.registers
    const asInLife = cardIssuersOverHttp({ clock, file, notOurs: [], mayComeLater: false })
    const isOfCa = (serial: Uint8Array) =>
      [others.trees.of.identityCard, others.trees.of.organisationCard].some(
        (tree) => Buffer.compare(tree.ca.certificate.serial, serial) === 0,
      )
    return anAuthenticationEnvironment({
      ...{ db, ca, clock, lookUpPerson, lookUpBySatu },
      cardIssuers: {
        ...asInLife,
        statusNow: async (about) => {
          if (isOfCa(about.certificate.serial)) return asInLife.statusNow(about)
          requests += 1
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
    const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
    await db.write(async (tx) => ok(await people.rememberPerson(tx, facts)))
    const card = await others.cards.make('identityCard', person)
    assert.ok(card)
    return card
  }
  async function signIn(card: OtherCard): Promise<SessionToken> {
    const challenge = await environment.authentication.requestSignInChallenge(signing)
    assert.ok(challenge.ok)
    const { challengeId, nonce } = challenge.value
    const signed = await others.signBy(card, `${ownOrigin};${nonce}`)
    const opened = await environment.authentication.signIn(signing, {
      challengeId,
      ...asSent(signed),
    })
    assert.ok(opened.ok && opened.value.session.kind === 'open')
    requests = 0
    return opened.value.session.token
  }
  async function use(sessionToken: SessionToken, operation: Permission = 'cards.viewOwnCards') {
    const granted = await environment.authentication.requestPermits.grant({
      ...{ operation, sessionToken, input: {} },
    })
    return granted.ok ? 'ok' : granted.refusal.kind
  }
  async function look(sessionToken: SessionToken) {
    const viewed = await environment.authentication.viewSession(
      aPermit('access.viewSession'),
      {},
      { sessionToken },
    )
    assert.ok(viewed.ok)
    return viewed.value.session ? 'open' : viewed.value.ended
  }
  const ends = () =>
    environment.events.flatMap((event) =>
      event.type === 'SignedOut' && 'because' in event ? [event.because] : [],
    )

  it('ends when its card was revoked between two requests, with all other sessions of that card (R262)', async () => {
    const card = await aCard()
    const [token, elsewhere] = [await signIn(card), await signIn(card)]
    assert.ok(await others.cards.revoke(card.cardNumber))
    now = plus(now, 5 * minute - 1)
    assert.equal(await use(token), 'ok')
    assert.equal(requests, 0)
    now = plus(now, 1)
    assert.equal(await look(token), 'open')
    assert.equal(requests, 0)
    assert.equal(await use(token), 'session-card-not-valid')
    assert.equal(requests, 1)
    assert.deepEqual(ends(), ['other-card-revoked', 'other-card-revoked'])
    for (const each of [token, elsewhere]) {
      assert.equal(await look(each), 'session-card-not-valid')
      assert.equal(await use(each), 'session-card-not-valid')
    }
    assert.equal(requests, 1)
    now = plus(now, 15 * minute)
    assert.equal(await use(token), 'not-signed-in')
  })

  it('is checked every five minutes at most, and only when it is used (R262)', async () => {
    const token = await signIn(await aCard())
    // Twenty minutes with a use in each.
    for (let minutes = 1; minutes <= 20; minutes += 1) {
      now = plus(now, minute)
      assert.equal(await look(token), 'open')
      assert.equal(await use(token), 'ok')
    }
    assert.equal(requests, 4)
  })

  it('is checked by the CRL if OCSP does not respond (R242, R262)', async () => {
    const card = await aCard()
    const token = await signIn(card)
    assert.ok(await others.cards.revoke(card.cardNumber))
    others.faults.set('other-cards-ocsp', { kind: 'down' })
    now = plus(now, 11 * minute)
    assert.equal(await use(token), 'session-card-not-valid')
    assert.deepEqual(ends(), ['other-card-revoked'])
  })

  it('ends when its issuer no longer knows the card (R262)', async () => {
    const token = await signIn(await aCard())
    now = plus(now, 5 * minute)
    instead = Promise.resolve('unknown')
    assert.equal(await use(token), 'session-card-not-valid')
    assert.deepEqual(ends(), ['unknown-to-card-issuer'])
  })

  it('waits three seconds at most, once in a minute, and continues without a response (R262)', async () => {
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
    assert.equal(requests, 1)

    // A late response still counts.
    late.resolve('revoked')
    while (ends().length === 0) await setImmediate()
    assert.equal(await use(token), 'session-card-not-valid')
  })

  it('ends after half an hour without a response, but not before (R263)', async () => {
    const token = await signIn(await aCard())
    instead = Promise.resolve('no-response')
    for (let minutes = 10; minutes < 30; minutes += 10) {
      now = plus(now, 10 * minute)
      assert.equal(await use(token), 'ok')
    }
    now = plus(now, 10 * minute - 1)
    assert.equal(await use(token), 'ok')
    now = plus(now, minute)
    assert.equal(await use(token), 'session-card-not-confirmed')
    assert.equal(requests, 4)
    assert.deepEqual(ends(), ['certificate-status-unavailable'])
    assert.equal(await look(token), 'session-card-not-confirmed')
    instead = undefined
    assert.equal(await use(token), 'session-card-not-confirmed')
  })

  it('continues when responses come again in time (R263)', async () => {
    const token = await signIn(await aCard())
    instead = Promise.resolve('no-response')
    now = plus(now, 14 * minute)
    assert.equal(await use(token), 'ok')
    now = plus(now, 14 * minute)
    assert.equal(await use(token), 'ok')
    now = plus(now, 10 * minute)
    instead = undefined
    assert.equal(await use(token), 'ok')
    assert.deepEqual(ends(), [])
  })

  it('is checked once for two tabs at once, and neither continues before the response (R262)', async () => {
    const card = await aCard()
    const token = await signIn(card)
    now = plus(now, 5 * minute)
    const response = Promise.withResolvers<Status>()
    instead = response.promise
    const tabs = [use(token), use(token, 'accounts.openAccount')]
    while (requests === 0) await setImmediate()
    for (let turns = 0; turns < 20; turns += 1) await setImmediate()
    response.resolve('revoked')
    assert.deepEqual(await Promise.all(tabs), ['session-card-not-valid', 'session-card-not-valid'])
    assert.equal(requests, 1)
    assert.deepEqual(ends(), ['other-card-revoked'])
  })

  it('is checked also after a restart, from stored card data without number or name (R243, R262)', async () => {
    const card = await aCard()
    const token = await signIn(card)
    const stored = await db.read(async (tx) =>
      JSON.stringify(
        await sql`select * from authentication.session order by opened_at desc limit 1`.execute(tx),
      ),
    )
    assert.ok(
      stored.includes('.crl') && !stored.includes(card.number) && !/esimerkki/i.test(stored),
    )

    now = plus(now, 5 * minute)
    environment = aTestEnvironment()
    assert.equal(await use(token), 'ok')
    assert.equal(requests, 1)
    assert.ok(await others.cards.revoke(card.cardNumber))
    now = plus(now, 5 * minute)
    environment = aTestEnvironment()
    assert.equal(await use(token), 'session-card-not-valid')
    environment = aTestEnvironment()
    assert.equal(await use(token), 'session-card-not-valid')
  })

  it('ends at its next use once its issuer is no longer accepted (R241, R262)', async () => {
    const token = await signIn(await aCard())
    const without = path.join(path.dirname(others.file), 'without.json')
    const { issuers } = JSON.parse(await readFile(others.file, 'utf8')) as { issuers: unknown[] }
    await writeFile(without, JSON.stringify({ issuers: issuers.slice(1) }))
    environment = aTestEnvironment(without)
    assert.equal(await use(token), 'session-card-not-valid')
    assert.equal(requests, 0)
    assert.deepEqual(ends(), ['issuer-not-trusted'])
  })

  it('is signed out of without waiting for a response', async () => {
    const token = await signIn(await aCard())
    now = plus(now, 6 * minute)
    assert.equal(await use(token, 'access.signOut'), 'ok')
    assert.equal(requests, 0)
  })
})
