import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, it } from 'node:test'
import { day, instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { purposes } from '@sotevarmenne/smartcard/layout'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { valueOf } from '@sotevarmenne/x509/testing'
import type { RevocationStatus } from '../revocation/status-checks.ts'
import { issueFrom } from '../testing.ts'
import { mayBeUsed, rightByItself, rightOfUse } from './right-of-use.ts'

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
  const at = (now: Instant, isSpare = false) =>
    rightOfUse(rightByItself(card.authentication, { chain, roots: [root], now, isSpare }), () => ({
      kind: 'good',
    }))

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

  it('of a spare card has its warning in the last week, and not from its first day', () => {
    for (const [now, kind] of [
      [plus(ends, -89 * day), 'valid'],
      [plus(ends, -7 * day), 'valid'],
      [plus(ends, -6 * day), 'spare-expires-soon'],
      [plus(ends, minute), 'expired'],
    ] as const)
      assert.equal(at(now, true).kind, kind)
  })

  it('is lost by a revocation or a suspension, and by a certificate that its issuer does not know', () => {
    const byItself = rightByItself(card.authentication, {
      ...{ chain, roots: [root], isSpare: false, now: begins },
    })
    const by = (status: RevocationStatus) => rightOfUse(byItself, () => status)
    const since = { revokedAt: begins, reason: 'superseded' } as const
    assert.deepEqual(by({ kind: 'revoked', ...since }), {
      ...{ kind: 'revoked', at: begins, reason: 'superseded' },
    })
    const refused = [
      by({ kind: 'revoked', ...since }),
      by({ kind: 'revoked', revokedAt: begins, reason: 'certificateHold' }),
      by({ kind: 'unknown' }),
    ]
    assert.deepEqual(
      refused.map(({ kind }) => kind),
      ['revoked', 'suspended', 'unknown-to-issuer'],
    )
    assert.ok(!refused.some(mayBeUsed))
    for (const kind of ['pending', 'no-response', 'no-address'] as const) {
      const right = by({ kind })
      assert.deepEqual(right, { kind: 'valid', revocation: kind })
      assert.ok(mayBeUsed(right))
    }
  })

  it('is not given by a chain that only the card itself brings', () => {
    const now = plus(begins, day)
    const stranger = { chain: [another.issuer, another.root], roots: [root], now, isSpare: false }
    const { authentication } = card
    assert.equal(rightByItself(another.authentication, stranger).kind, 'untrusted')
    assert.equal(rightByItself(authentication, { ...stranger, roots: [] }).kind, 'no-trusted-roots')
    assert.equal(rightByItself(authentication, { ...stranger, chain: [] }).kind, 'untrusted')
    assert.equal(rightByItself(Uint8Array.of(0x30), { ...stranger, chain }).kind, 'unreadable')
  })
})
