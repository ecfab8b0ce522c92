import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { createPeople } from '#people/persons/index.ts'
import type { Deed } from '#platform/deeds.ts'
import type { SessionToken } from '#platform/permit.ts'
import { startTestAuthority, type TestAuthority } from '../../../../../tests/support/authority.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import { afternoon } from '#cards/lifecycle/testing.ts'
import { anIdentityCode, aResident } from '../../cards/orders/testing.ts'
import type { Identified, IdentificationFailed, SuomiFi } from './ports.ts'
import { giveRole } from './stores/roles.ts'
import { anAccessWorld, type AccessWorld } from './testing.ts'

forEachDatabase('signing in by Suomi.fi', ({ db }) => {
  let now: Instant = afternoon
  let authority: TestAuthority
  let world: AccessWorld
  let answer: Result<Identified, IdentificationFailed>
  const signing = aPermit('access.signIn')
  const known = anIdentityCode()
  const residents = new Set<string>()
  let personId: string
  const identified = (): Identified => ({
    identityCode: known,
    means: 'bank',
    levelOfAssurance: 'substantial',
    at: plus(now, -minute),
  })
  const questions: string[] = []
  const suomiFi: SuomiFi = {
    begin: ({ redirectUri, state }) => Promise.resolve(ok(`${redirectUri}?state=${state}`)),
    finish: ({ state }, query) => {
      questions.push(`${state} ${query}`)
      return Promise.resolve(answer)
    },
    leaveAddress: (returnTo) => Promise.resolve(`https://suomi-fi.example/end?${returnTo}`),
  }

  before(async () => {
    const clock = { now: () => now }
    authority = await startTestAuthority({ clock })
    world = anAccessWorld({
      ...{ db, authority, clock, suomiFi },
      lookUpPerson: (identityCode) =>
        Promise.resolve(
          residents.has(identityCode)
            ? ok(aResident())
            : refuse({ kind: 'unknown-to-population-register' }),
        ),
    })
    const people = createPeople({ key: new Uint8Array(32).fill(7), clock })
    const remembered = await db.write(async (tx) =>
      ok(
        await people.rememberPerson(tx, {
          identityCode: known,
          givenNames: 'Aino Maria',
          surname: 'Esimerkki',
          language: 'fi',
          nonDisclosure: false,
        }),
      ),
    )
    assert.ok(remembered.ok)
    personId = remembered.value
  })
  beforeEach(() => {
    now = afternoon
    answer = ok(identified())
  })
  after(() => authority.close())

  async function begin() {
    const begun = await world.access.beginSuomiFi(signing, {}, { language: 'sv' })
    assert.ok(begun.ok)
    return begun.value
  }
  async function signIn(attempt: string): Promise<SessionToken> {
    const opened = await world.access.signInBySuomiFi(signing, { attempt, query: 'code=1' })
    assert.ok(opened.ok && opened.value.session.kind === 'open')
    return opened.value.session.token
  }
  async function isRefused(attempt: string, kind: string) {
    const before = world.count('SignInRefused')
    const opened = await world.access.signInBySuomiFi(signing, { attempt, query: 'code=1' })
    assert.equal(opened.ok || opened.refusal.kind, kind)
    assert.equal(world.count('SignInRefused'), before + 1)
  }
  const grant = (deed: Deed, sessionToken: SessionToken) =>
    world.access.permitDesk.grant({ deed, sessionToken, input: {}, open: false })

  it('opens a session that says how and when, and records it', async () => {
    const { attempt, address } = await begin()
    const opened = await world.access.signInBySuomiFi(signing, { attempt, query: 'code=1' })
    assert.ok(opened.ok && opened.value.session.kind === 'open')
    const { signIn, cardId, roles } = opened.value.answer
    assert.deepEqual(signIn, {
      method: 'suomiFi',
      levelOfAssurance: 'substantial',
      at: new Date(plus(now, -minute)).toISOString(),
    })
    assert.equal(cardId, undefined)
    assert.deepEqual(roles, ['holder'])
    const { sessionId, ...event } = world.events.findLast(({ type }) => type === 'SignedIn') as {
      readonly sessionId?: string
    }
    assert.match(String(sessionId), /^[\da-f-]{36}$/)
    assert.deepEqual(event, {
      type: 'SignedIn',
      method: 'suomiFi',
      means: 'bank',
      levelOfAssurance: 'substantial',
      about: { personId },
    })
    // The attempt is brought back by the browser: what was asked and what is answered are bound by it.
    const state = new URL(address).searchParams.get('state')
    assert.equal(questions.at(-1), `${String(state)} code=1`)
    assert.ok(!address.includes(attempt))
    assert.match(address, /^https:\/\/localhost:8443\/sv\/sign-in\/suomi-fi\?/)
  })

  it('makes known only whoever comes for an organisation and is in the population register', async () => {
    const stranger = anIdentityCode()
    answer = ok({ ...identified(), identityCode: stranger })
    const come = async (isForOrganisation: boolean) =>
      world.access.signInBySuomiFi(signing, {
        ...{ attempt: (await begin()).attempt, query: 'code=1', isForOrganisation },
      })
    const asHolder = await come(false)
    assert.equal(asHolder.ok || asHolder.refusal.kind, 'person-not-known')
    const unregistered = await come(true)
    assert.equal(unregistered.ok || unregistered.refusal.kind, 'unknown-to-population-register')

    residents.add(stranger)
    const opened = await come(true)
    assert.ok(opened.ok)
    assert.deepEqual(opened.value.answer.roles, ['holder'])
    const again = await come(false)
    assert.ok(again.ok)
    assert.equal(again.value.answer.personId, opened.value.answer.personId)
  })

  it('lets see to own matters only, whatever else the person is (R36)', async () => {
    await db.write(async (tx) => {
      await giveRole(tx, { personId, role: 'handler', appointedAt: now })
      return ok(undefined)
    })
    const token = await signIn((await begin()).attempt)
    for (const deed of [
      'cards.viewOwnCards',
      'cards.reportOwnCardLost',
      'audit.viewOwnTrail',
    ] as const) {
      const granted = await grant(deed, token)
      assert.ok(granted.ok, deed)
      assert.deepEqual(granted.value.signIn, {
        method: 'suomiFi',
        means: 'bank',
        levelOfAssurance: 'substantial',
        at: plus(now, -minute),
      })
    }
    for (const deed of ['access.viewRoles', 'orders.placeOrder', 'cards.handOverCard'] as const) {
      const granted = await grant(deed, token)
      assert.equal(granted.ok || granted.refusal.kind, 'card-sign-in-needed', deed)
    }
  })

  it('takes an attempt once, whatever came of it, and of two at once one', async () => {
    const { attempt } = await begin()
    answer = { ok: false, refusal: { kind: 'suomi-fi-answer-wrong', because: 'nonce' } }
    await isRefused(attempt, 'suomi-fi-answer-wrong')
    const told = world.events.findLast(({ type }) => type === 'SignInRefused')
    assert.deepEqual(told, {
      type: 'SignInRefused',
      method: 'suomiFi',
      reason: 'suomi-fi-answer-wrong: nonce',
    })
    answer = ok(identified())
    await isRefused(attempt, 'attempt-unknown')

    const once = (await begin()).attempt
    const both = await Promise.all(
      [1, 2].map(() => world.access.signInBySuomiFi(signing, { attempt: once, query: 'code=1' })),
    )
    assert.equal(both.filter((each) => each.ok).length, 1)
    await isRefused('made up', 'attempt-unknown')
  })

  it('refuses an attempt after a quarter of an hour', async () => {
    const { attempt } = await begin()
    now = plus(now, 15 * minute)
    await isRefused(attempt, 'attempt-expired')
    // What expired is forgotten when somebody else begins.
    const other = await begin()
    now = instant(plus(now, 15 * minute) + 1)
    await begin()
    await isRefused(other.attempt, 'attempt-unknown')
  })

  it('gives nothing to whom the service does not know, nor by a weak or nameless means', async () => {
    const { identityCode: _, ...nameless } = identified()
    const { levelOfAssurance: __, ...weak } = identified()
    for (const [value, kind] of [
      [{ ...identified(), identityCode: anIdentityCode() }, 'person-not-known'],
      [{ ...identified(), identityCode: 'not a code' }, 'identity-code-missing'],
      [nameless, 'identity-code-missing'],
      [weak, 'level-of-assurance-too-low'],
    ] as const) {
      answer = ok(value)
      await isRefused((await begin()).attempt, kind)
    }
  })

  it('ends here at once, and says where it ends there', async () => {
    const token = await signIn((await begin()).attempt)
    const left = await world.access.signOut(
      aPermit('access.signOut', { personId }),
      {},
      { sessionToken: token, language: 'sv' },
    )
    assert.ok(left.ok)
    assert.equal(
      left.value.answer.leaveTo,
      'https://suomi-fi.example/end?https://localhost:8443/sv/signed-out',
    )
    assert.equal((await grant('cards.viewOwnCards', token)).ok, false)
  })

  it('is refused where it is not in use, and cards go on', async () => {
    const without = anAccessWorld({ db, authority, clock: { now: () => now } }).access
    const begun = await without.beginSuomiFi(signing, {}, { language: 'fi' })
    assert.equal(begun.ok || begun.refusal.kind, 'suomi-fi-not-in-use')
    const ways = await without.viewWaysToSignIn(signing)
    assert.deepEqual(ways, ok({ suomiFi: false, cardDoor: false, otherCards: [] }))
    assert.ok((await without.askSignInChallenge(signing)).ok)
  })
})
