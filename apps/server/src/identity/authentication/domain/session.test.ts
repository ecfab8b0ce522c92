import assert from 'node:assert/strict'
import { it } from 'node:test'
import { hour, instant, minute, plus } from '@sotevarmenne/kernel/instant'
import type { SessionId } from '../contract.ts'
import { parseSignatureAlgorithm } from '@sotevarmenne/x509/signature-names'
import { isOpen, type Session } from './session.ts'

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
