import assert from 'node:assert/strict'
import { it } from 'node:test'
import { hour, instant, minute, plus, second } from '@sotevarmenne/kernel/instant'
import type { SessionId } from '../contract.ts'
import { parseSignatureAlgorithm } from '@sotevarmenne/x509/signature-names'
import { attemptLife } from './attempt.ts'
import { challengeLife, challengeText, nonceBytes } from './challenge.ts'
import { endOf, isOpen, maxSession, sessionInvalid, signInOf, type Session } from './session.ts'
import { isToBeQueried, isUnconfirmed, maxWait, pauseOfRequests } from './status-of-session.ts'

const opened = instant(Date.UTC(2026, 10, 24, 6))
const session: Session = {
  sessionId: 'session' as SessionId,
  personId: 'person',
  signedIn: { method: 'card', cardId: 'card', issuer: 'professional-g1-ecc', serial: '01' },
  openedAt: opened,
  lastUsedAt: opened,
  limits: { idleMinutes: 15, hours: 8 },
}

it('a session ends after 15 idle minutes', () => {
  assert.equal(isOpen(session, plus(opened, 15 * minute - 1)), true)
  assert.equal(isOpen(session, plus(opened, 15 * minute)), false)
})

it('a session ends after the idle minutes and the hours that were set when it began (R345)', () => {
  const short = { ...session, limits: { idleMinutes: 5, hours: 1 } }
  assert.equal(isOpen(short, plus(opened, 5 * minute - 1)), true)
  assert.equal(isOpen(short, plus(opened, 5 * minute)), false)
  const busy = { ...short, lastUsedAt: plus(opened, hour - minute) }
  assert.equal(isOpen(busy, plus(opened, hour - 1)), true)
  assert.equal(isOpen(busy, plus(opened, hour)), false)
})

it('a session ends after eight hours, however busy', () => {
  const busy = { ...session, lastUsedAt: plus(opened, 8 * hour - minute) }
  assert.equal(isOpen(busy, plus(opened, 8 * hour - 1)), true)
  assert.equal(isOpen(busy, plus(opened, 8 * hour)), false)
})

it('a signature with SHA-1 is refused', () => {
  assert.equal(parseSignatureAlgorithm('SHA384withECDSA'), 'ecdsa-sha384')
  assert.equal(parseSignatureAlgorithm('SHA1withRSA'), undefined)
})

it('a session ends with the certificate that signed in, and when it was ended', () => {
  const certificateEndsAt = plus(opened, minute)
  assert.equal(endOf({ ...session, certificateEndsAt }), certificateEndsAt)
  const endedAt = plus(opened, 2 * minute)
  assert.equal(endOf({ ...session, endedAt }), endedAt)
  assert.equal(isOpen({ ...session, endedAt }, opened), false)
  assert.equal(maxSession, 12 * hour)
})

it('a person whose session ended is told of the card for as long as it could have been used (R262, R263)', () => {
  const kind = (endedBecause: NonNullable<Session['endedBecause']> | undefined, after: number) =>
    sessionInvalid(
      { ...session, endedAt: opened, ...(endedBecause && { endedBecause }) },
      plus(opened, after),
    ).kind
  const end = 15 * minute
  for (const because of [
    ...(['certificate-revoked', 'other-card-revoked'] as const),
    ...(['unknown-to-card-issuer', 'issuer-not-trusted'] as const),
  ]) {
    assert.equal(kind(because, end - 1), 'session-card-not-valid', because)
    assert.equal(kind(because, end), 'not-signed-in', because)
  }
  assert.equal(kind('certificate-status-unavailable', 0), 'session-card-not-confirmed')
  for (const because of ['signed-out', 'card-taken-out', undefined] as const)
    assert.equal(kind(because, 0), 'not-signed-in')
})

it('a session says how and when the person proved who they are', () => {
  const of = (signedIn: object) => signInOf({ ...session, signedIn: signedIn as never })
  const at = opened
  assert.deepEqual(of(session.signedIn), {
    ...{ method: 'card', cardId: 'card', levelOfAssurance: 'high', at },
  })
  assert.deepEqual(of({ method: 'password' }), { method: 'password', levelOfAssurance: 'low', at })
  const suomiFi = { method: 'suomiFi', means: 'bank', levelOfAssurance: 'substantial', at: 5 }
  assert.equal(of(suomiFi), suomiFi)
  const other = { method: 'organisationCard', issuer: 'dvv', levelOfAssurance: 'high' }
  assert.deepEqual(of({ ...other, serial: '01', goodAt: 5 }), { ...other, at })
  const organisation = { name: 'Sairaala' }
  assert.deepEqual(of({ ...other, organisation }), { ...other, at, organisation })
})

it('the issuer of another service’s card is asked again after five minutes, and without a response for half an hour nobody stays (R262, R263)', () => {
  const signIn = { goodAt: opened } as Parameters<typeof isToBeQueried>[0]
  const from = (is: typeof isToBeQueried, minutes: number) =>
    [-1, 0].map((more) => is(signIn, plus(opened, minutes * minute + more)))
  assert.deepEqual(from(isToBeQueried, 5), [false, true])
  assert.deepEqual(from(isUnconfirmed, 30), [false, true])
  assert.deepEqual([pauseOfRequests, maxWait], [minute, 3 * second])
})

it('a challenge is signed with the origin of the page within two minutes, and has the bytes that the signing API needs (SCS 1.1, § 3.1.2)', () => {
  assert.equal(challengeText('https://example.fi', 'nonce'), 'https://example.fi;nonce')
  assert.deepEqual([challengeLife, nonceBytes, attemptLife], [2 * minute, 64, 15 * minute])
})
