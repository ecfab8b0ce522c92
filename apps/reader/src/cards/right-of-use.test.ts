import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, it } from 'node:test'
import { day, instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { purposes } from '@sotevarmenne/smartcard/layout'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { valueOf } from '@sotevarmenne/x509/testing'
import { issueFrom } from '../testing.ts'
import { mayBeUsed, rightOfUse } from './right-of-use.ts'

const begins = instant(1_790_000_000_000)
const ends = plus(begins, 365 * day)
const keys = purposes.map((purpose) => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  return { purpose, spki: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })) }
})
const card = issueFrom(begins)({ keys })
const another = issueFrom(begins)({ keys })
const root = valueOf(decodeCertificate(card.root))

describe('the right to log in and sign', () => {
  const chain = [card.issuer, card.root]
  const at = (now: Instant) => rightOfUse(card.authentication, { chain, roots: [root], now })

  it('is valid while the certificate is valid under a trusted root, with a warning in the last 90 days (R34)', () => {
    for (const [now, kind, may] of [
      [plus(begins, -minute), 'not-yet-valid', false],
      [begins, 'valid', true],
      [plus(ends, -90 * day), 'valid', true],
      [plus(ends, -89 * day), 'expires-soon', true],
      [ends, 'expires-soon', true],
      [plus(ends, minute), 'expired', false],
    ] as const) {
      const right = at(now)
      assert.deepEqual([right.kind, mayBeUsed(right)], [kind, may])
    }
  })

  it('is not given by a chain that only the card itself brings', () => {
    const now = plus(begins, day)
    const stranger = { chain: [another.issuer, another.root], roots: [root], now }
    assert.equal(rightOfUse(another.authentication, stranger).kind, 'untrusted')
    assert.equal(
      rightOfUse(card.authentication, { ...stranger, roots: [] }).kind,
      'no-trusted-roots',
    )
    assert.equal(rightOfUse(card.authentication, { ...stranger, chain: [] }).kind, 'untrusted')
    assert.equal(rightOfUse(Uint8Array.of(0x30), { ...stranger, chain }).kind, 'unreadable')
  })
})
