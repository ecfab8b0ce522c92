import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { createPeople } from '#people/persons/index.ts'
import type { Permission, SessionToken } from '#platform/permit.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { afternoon } from '#cards/lifecycle/testing.ts'
import { anIdentityCode, aResident } from '#cards/orders/testing.ts'
import type { Identified, IdentificationFailed, SuomiFi } from '../ports.ts'
import { giveRole } from '../../permissions/stores/roles.ts'
import { anAuthenticationEnvironment, type AuthenticationEnvironment } from '../testing.ts'

forEachDatabase('sign-in by Suomi.fi', ({ db }) => {
  let now: Instant = afternoon
  let ca: TestCa
  let environment: AuthenticationEnvironment
  let response: Result<Identified, IdentificationFailed>
  const signing = aPermit('access.signIn')
  const known = anIdentityCode()
  const residents = new Set<string>()
  let personId: string
  const identified = (): Identified => ({
    identityCode: known,
    means: 'bank',
    levelOfAssurance: 'substantial',
    at: plus(now, -minute),
    idToken: 'id.token.jws',
  })
  const requests: string[] = []
  const suomiFi: SuomiFi = {
    confirmsRenewals: true,
    begin: ({ redirectUri, state }, _language, prompt) =>
      Promise.resolve(
        ok(`${redirectUri}?state=${state}${prompt === undefined ? '' : `&prompt=${prompt}`}`),
      ),
    finish: ({ state }, query) => {
      requests.push(`${state} ${query}`)
      return Promise.resolve(response)
    },
    leaveAddress: (returnTo) => Promise.resolve(`https://suomi-fi.example/end?${returnTo}`),
  }

  before(async () => {
    const clock = { now: () => now }
    ca = await startTestCa({ clock })
    environment = anAuthenticationEnvironment({
      ...{ db, ca, clock, suomiFi },
      lookUpPerson: (identityCode) =>
        Promise.resolve(
          residents.has(identityCode)
            ? ok(aResident())
            : refuse({ kind: 'unknown-to-population-register' }),
        ),
    })
    const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
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
    response = ok(identified())
  })
  after(() => ca.close())

  async function begin() {
    const begun = await environment.authentication.beginSuomiFi(signing, {}, { language: 'sv' })
    assert.ok(begun.ok)
    return begun.value
  }
  async function signIn(attempt: string): Promise<SessionToken> {
    const opened = await environment.authentication.signInBySuomiFi(signing, {
      attempt,
      query: 'code=1',
    })
    assert.ok(opened.ok && opened.value.session.kind === 'open')
    return opened.value.session.token
  }
  async function isRefused(attempt: string, kind: string) {
    await environment.refusedSignIns()
    const opened = await environment.authentication.signInBySuomiFi(signing, {
      attempt,
      query: 'code=1',
    })
    assert.equal(opened.ok || opened.refusal.kind, kind)
    const [refused = ''] = await environment.refusedSignIns()
    assert.equal(refused.split(':')[0], `suomiFi ${kind}`)
    return refused
  }
  const grant = (operation: Permission, sessionToken: SessionToken) =>
    environment.authentication.requestPermits.grant({
      operation,
      sessionToken,
      input: {},
    })

  it('after a refusal lets the user choose another means', async () => {
    for (const isAgain of [undefined, false, true]) {
      const begun = await environment.authentication.beginSuomiFi(
        signing,
        { isAgain },
        { language: 'sv' },
      )
      assert.ok(begun.ok)
      assert.equal(begun.value.address.endsWith('&prompt=login'), isAgain === true)
    }
  })

  it('opens a session with its means and time, and records it', async () => {
    const { attempt, address } = await begin()
    const opened = await environment.authentication.signInBySuomiFi(signing, {
      attempt,
      query: 'code=1',
    })
    assert.ok(opened.ok && opened.value.session.kind === 'open')
    const { signIn, cardId, roles } = opened.value.response
    assert.deepEqual(signIn, {
      method: 'suomiFi',
      levelOfAssurance: 'substantial',
      at: new Date(plus(now, -minute)).toISOString(),
    })
    assert.equal(cardId, undefined)
    assert.deepEqual(roles, ['holder'])
    const { sessionId, ...event } = environment.events.findLast(
      ({ type }) => type === 'SignedIn',
    ) as {
      readonly sessionId?: string
    }
    assert.match(String(sessionId), /^[\da-f-]{36}$/)
    assert.deepEqual(event, {
      type: 'SignedIn',
      method: 'suomiFi',
      means: 'bank',
      levelOfAssurance: 'substantial',
      about: { personId },
      settings: { 'session-idle-time': 'shipped', 'session-length': 'shipped' },
    })
    // The browser brings the attempt back: it binds the response to the request.
    const state = new URL(address).searchParams.get('state')
    assert.equal(requests.at(-1), `${String(state)} code=1`)
    assert.ok(!address.includes(attempt))
    assert.match(address, /^https:\/\/localhost:8443\/sv\/sign-in\/suomi-fi\?/)
  })

  it('makes a person known only if they act for an organisation and are in the population register', async () => {
    const stranger = anIdentityCode()
    response = ok({ ...identified(), identityCode: stranger })
    const come = async (isForOrganisation: boolean) =>
      environment.authentication.signInBySuomiFi(signing, {
        ...{ attempt: (await begin()).attempt, query: 'code=1', isForOrganisation },
      })
    const asHolder = await come(false)
    assert.equal(asHolder.ok || asHolder.refusal.kind, 'person-not-found')
    const unregistered = await come(true)
    assert.equal(unregistered.ok || unregistered.refusal.kind, 'unknown-to-population-register')

    residents.add(stranger)
    const opened = await come(true)
    assert.ok(opened.ok)
    assert.deepEqual(opened.value.response.roles, ['holder'])
    const again = await come(false)
    assert.ok(again.ok)
    assert.equal(again.value.response.personId, opened.value.response.personId)
  })

  it('gives access to own matters only, whatever other roles the person has (R36)', async () => {
    await db.write(async (tx) => {
      await giveRole(tx, { personId, role: 'caseOfficer', appointedAt: now })
      return ok(undefined)
    })
    const token = await signIn((await begin()).attempt)
    for (const operation of [
      'cards.viewOwnCards',
      'cards.reportOwnCardLost',
      'audit.viewOwnAuditLog',
    ] as const) {
      const granted = await grant(operation, token)
      assert.ok(granted.ok, operation)
      assert.deepEqual(granted.value.signIn, {
        method: 'suomiFi',
        means: 'bank',
        levelOfAssurance: 'substantial',
        at: plus(now, -minute),
      })
    }
    for (const operation of [
      'access.viewRoles',
      'orders.placeOrder',
      'cards.handOverCard',
    ] as const) {
      const granted = await grant(operation, token)
      assert.equal(granted.ok || granted.refusal.kind, 'card-sign-in-needed', operation)
    }
  })

  it('accepts an attempt once, whatever its outcome, and one of two concurrent ones', async () => {
    const { attempt } = await begin()
    response = { ok: false, refusal: { kind: 'suomi-fi-response-wrong', because: 'nonce' } }
    const refused = await isRefused(attempt, 'suomi-fi-response-wrong')
    assert.equal(refused, 'suomiFi suomi-fi-response-wrong: nonce')
    response = ok(identified())
    await isRefused(attempt, 'attempt-not-found')

    const once = (await begin()).attempt
    const both = await Promise.all(
      [1, 2].map(() =>
        environment.authentication.signInBySuomiFi(signing, { attempt: once, query: 'code=1' }),
      ),
    )
    assert.equal(both.filter((each) => each.ok).length, 1)
    await isRefused('made up', 'attempt-not-found')
  })

  it('refuses an attempt after a quarter of an hour', async () => {
    const { attempt } = await begin()
    now = plus(now, 15 * minute)
    await isRefused(attempt, 'attempt-expired')
    // Expired attempts are deleted when another one begins.
    const other = await begin()
    now = instant(plus(now, 15 * minute) + 1)
    await begin()
    await isRefused(other.attempt, 'attempt-not-found')
  })

  it('is refused for a person whom the service does not know, and by a weak or nameless means', async () => {
    const { identityCode: _, ...nameless } = identified()
    const { levelOfAssurance: __, ...weak } = identified()
    for (const [value, kind] of [
      [{ ...identified(), identityCode: anIdentityCode() }, 'person-not-found'],
      [{ ...identified(), identityCode: 'not a code' }, 'identity-code-missing'],
      [nameless, 'identity-code-missing'],
      [weak, 'level-of-assurance-too-low'],
    ] as const) {
      response = ok(value)
      await isRefused((await begin()).attempt, kind)
    }
  })

  it('that is refused because the service does not know the person shows for half an hour who was identified, to the service only', async () => {
    const identityCode = anIdentityCode()
    const at = plus(now, -minute)
    response = ok({ ...identified(), identityCode, at })
    const refused = await environment.authentication.signInBySuomiFi(signing, {
      ...{ attempt: (await begin()).attempt, query: 'code=1' },
    })
    const token =
      !refused.ok && refused.refusal.kind === 'person-not-found' && refused.refusal.identified
    assert.ok(token)
    assert.ok(!Buffer.from(token, 'base64url').toString('latin1').includes(identityCode))
    const { identifiedStranger } = environment.authentication
    assert.deepEqual(identifiedStranger(token), { identityCode, at })
    const changed = token.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))
    for (const wrong of [changed, token.slice(4), '', 'made up'])
      assert.equal(identifiedStranger(wrong), undefined)
    // It is no session, and is counted by its reason only.
    assert.equal((await grant('cases.writeToOffice', token as SessionToken)).ok, false)
    assert.deepEqual(await environment.refusedSignIns(), ['suomiFi person-not-found'])
    now = plus(now, 30 * minute)
    assert.equal(identifiedStranger(token), undefined)
    // Nobody is shown who did not get that far.
    response = { ok: false, refusal: { kind: 'suomi-fi-cancelled' } }
    const cancelled = await environment.authentication.signInBySuomiFi(signing, {
      ...{ attempt: (await begin()).attempt, query: 'code=1' },
    })
    assert.deepEqual(cancelled, response)
  })

  it('ends here at once on signing out, with the address where it ends at Suomi.fi', async () => {
    const token = await signIn((await begin()).attempt)
    const left = await environment.authentication.signOut(
      aPermit('access.signOut', { personId }),
      {},
      { sessionToken: token, language: 'sv' },
    )
    assert.ok(left.ok)
    assert.equal(
      left.value.response.leaveTo,
      'https://suomi-fi.example/end?https://localhost:8443/sv/signed-out',
    )
    assert.equal((await grant('cards.viewOwnCards', token)).ok, false)
  })

  it('is refused when it is not configured, and sign-in by card still works', async () => {
    const without = anAuthenticationEnvironment({
      db,
      ca,
      clock: { now: () => now },
    }).authentication
    const begun = await without.beginSuomiFi(signing, {}, { language: 'fi' })
    assert.equal(begun.ok || begun.refusal.kind, 'suomi-fi-not-in-use')
    const ways = await without.viewWaysToSignIn(signing)
    const nothing = { suomiFi: false, confirmsRenewals: false, tlsSignIn: false, otherCards: [] }
    assert.deepEqual(ways, ok(nothing))
    assert.ok((await without.requestSignInChallenge(signing)).ok)
  })
})
