import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { createPeople } from '#people/persons/index.ts'
import type { SessionToken } from '#platform/permit.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { afternoon } from '#cards/lifecycle/testing.ts'
import { anIdentityCode } from '#cards/orders/testing.ts'
import type { Identified, IdentificationAttempt, IdentificationFailed, SuomiFi } from '../ports.ts'
import { anAuthenticationEnvironment, type AuthenticationEnvironment } from '../testing.ts'

forEachDatabase('an identification by Suomi.fi for one act', ({ db }) => {
  let now: Instant = afternoon
  let ca: TestCa
  let environment: AuthenticationEnvironment
  let response: Result<Identified, IdentificationFailed>
  let known: ReturnType<typeof anIdentityCode>
  let personId: string
  let isPinned = true
  const begun: (IdentificationAttempt & { readonly prompt: string | undefined })[] = []
  const finished: IdentificationAttempt[] = []
  const suomiFi: SuomiFi = {
    get confirmsRenewals() {
      return isPinned
    },
    begin: (attempt, _language, prompt) => {
      begun.push({ ...attempt, prompt })
      return Promise.resolve(ok(`https://suomi-fi.example/?nonce=${attempt.nonce}`))
    },
    finish: (attempt) => {
      finished.push(attempt)
      return Promise.resolve(response)
    },
    leaveAddress: () => Promise.resolve(undefined),
  }
  const people = createPeople({
    secret: new Uint8Array(32).fill(7),
    clock: { now: () => now },
  })
  const aPerson = async (identityCode = anIdentityCode()) => {
    const remembered = await db.write(async (tx) =>
      ok(
        await people.rememberPerson(tx, {
          ...{ identityCode, givenNames: 'Aino Maria', surname: 'Esimerkki' },
          ...{ language: 'fi', nonDisclosure: false },
        }),
      ),
    )
    assert.ok(remembered.ok)
    return { identityCode, personId: remembered.value }
  }

  before(async () => {
    const clock = { now: () => now }
    ca = await startTestCa({ clock })
    environment = anAuthenticationEnvironment({ db, ca, clock, suomiFi })
    ;({ identityCode: known, personId } = await aPerson())
  })
  beforeEach(() => {
    now = afternoon
    response = ok(identified())
  })
  after(() => ca.close())

  const identified = (): Identified => ({
    ...{ identityCode: known, means: 'bank', levelOfAssurance: 'substantial' },
    ...{ at: now, idToken: 'id.token.jws' },
  })
  const sessionToken = 'session' as string as SessionToken
  const bound = { sessionToken, nonce: 'nonce-of-the-statement' }
  const begin = async () => {
    const attempt = await environment.authentication.beginIdentification({
      ...{ ...bound, language: 'sv' },
    })
    assert.ok(attempt.ok)
    return attempt.value
  }
  const finish = (attempt: string, changes: Partial<typeof bound> = {}, by = personId) =>
    environment.authentication.finishIdentification(aPermit('orders.renewCard', { personId: by }), {
      ...{ attempt, query: 'code=1' },
      ...bound,
      ...changes,
    })
  const kind = async (result: ReturnType<typeof finish>) => {
    const settled = await result
    return settled.ok ? 'identified' : settled.refusal.kind
  }

  it('is requested again with the given nonce, and returns the ID token as it was signed', async () => {
    const { attempt, address } = await begin()
    assert.ok(address.endsWith(`nonce=${bound.nonce}`) && !address.includes(attempt))
    const requested = begun.at(-1)
    assert.equal(requested?.prompt, 'login')
    assert.equal(requested.redirectUri, 'https://localhost:8443/sv/sign-in/suomi-fi')
    const done = await finish(attempt)
    assert.deepEqual(
      done,
      ok({ means: 'bank', levelOfAssurance: 'substantial', at: now, idToken: 'id.token.jws' }),
    )
    const { prompt: _, ...secrets } = requested
    assert.deepEqual(finished.at(-1), secrets)
  })

  it('is not begun where the signer would not believe it', async (t) => {
    t.after(() => (isPinned = true))
    isPinned = false
    const begunBefore = begun.length
    const refused = await environment.authentication.beginIdentification({
      ...{ ...bound, language: 'fi' },
    })
    assert.equal(refused.ok || refused.refusal.kind, 'suomi-fi-not-in-use')
    assert.equal(begun.length, begunBefore)
  })

  it('is accepted once, whatever its outcome, and one of two concurrent ones', async () => {
    const { attempt } = await begin()
    response = { ok: false, refusal: { kind: 'suomi-fi-cancelled' } }
    assert.equal(await kind(finish(attempt)), 'suomi-fi-cancelled')
    response = ok(identified())
    assert.equal(await kind(finish(attempt)), 'attempt-not-found')

    const once = (await begin()).attempt
    const both = await Promise.all([kind(finish(once)), kind(finish(once))])
    assert.deepEqual(both.toSorted(), ['attempt-not-found', 'identified'])
  })

  it('is not found in another session or for another statement, and is no sign-in', async () => {
    const { attempt } = await begin()
    const other = { sessionToken: 'other' as string as SessionToken }
    assert.equal(await kind(finish(attempt, other)), 'attempt-not-found')
    assert.equal(await kind(finish(attempt, { nonce: 'of another' })), 'attempt-not-found')
    const signing = aPermit('access.signIn')
    const asSignIn = await environment.authentication.signInBySuomiFi(signing, {
      ...{ attempt, query: 'code=1' },
    })
    assert.equal(asSignIn.ok || asSignIn.refusal.kind, 'attempt-not-found')
    const signIn = await environment.authentication.beginSuomiFi(signing, {}, { language: 'fi' })
    assert.ok(signIn.ok)
    assert.equal(await kind(finish(signIn.value.attempt)), 'attempt-not-found')
    assert.equal(await kind(finish(attempt)), 'identified')
  })

  it('is refused when another person, or nobody known, identified', async () => {
    const { identityCode: ofAnother } = await aPerson()
    for (const identityCode of [ofAnother, anIdentityCode()]) {
      response = ok({ ...identified(), identityCode })
      assert.equal(await kind(finish((await begin()).attempt)), 'identified-as-another-person')
    }
    response = ok(identified())
    const other = finish((await begin()).attempt, {}, (await aPerson()).personId)
    assert.equal(await kind(other), 'identified-as-another-person')
  })

  it('is refused by a weak or nameless means, and when Suomi.fi only remembered the person', async () => {
    const { identityCode: _, ...nameless } = identified()
    const { levelOfAssurance: __, ...weak } = identified()
    for (const [value, because] of [
      [nameless, 'identity-code-missing'],
      [{ ...identified(), identityCode: 'not a code' }, 'identity-code-missing'],
      [weak, 'level-of-assurance-too-low'],
      [{ ...identified(), at: plus(now, -61 * second) }, 'suomi-fi-response-wrong'],
    ] as const) {
      response = ok(value)
      assert.equal(await kind(finish((await begin()).attempt)), because)
    }
  })

  it('is refused after a quarter of an hour', async () => {
    const { attempt } = await begin()
    now = plus(now, 15 * minute)
    response = ok(identified())
    assert.equal(await kind(finish(attempt)), 'attempt-expired')
  })
})
