import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant, minute } from '@sotevarmenne/kernel/instant'
import { spareCardLabels } from '@sotevarmenne/smartcard/labels'
import type { CardSeen } from '../cards/card-desk.ts'
import { diagnose, type Facts } from './diagnose.ts'

const valid = { kind: 'valid', revocation: 'not-revoked' } as const
const lost = { kind: 'revoked', at: instant(0), reason: 'keyCompromise' } as const
const goodCard: CardSeen = {
  cardNumber: '12345678901234567',
  chipSerial: '00112233',
  label: 'TEST',
  layout: 'MyEID',
  codeStays: false,
  activated: true,
  pins: [
    { purpose: 'authentication', triesLeft: 5, blocked: false },
    { purpose: 'signature', triesLeft: 5, blocked: false },
  ],
  certificates: [],
  chain: [],
  rights: { authentication: valid, signature: valid },
}

const spare = { label: spareCardLabels.fi } as const

const allIsWell: Facts = {
  isReaderServiceRunning: true,
  readers: [{ state: 'empty' }, { state: 'card', card: goodCard }],
  serviceClockAhead: 300,
  isTooOld: false,
  hasNewer: false,
  browsers: [true],
}
const withCard = (card: Partial<CardSeen>): Partial<Facts> => ({
  readers: [{ state: 'card', card: { ...goodCard, ...card } }],
})
const pins = (blocked: boolean) => [
  { purpose: 'authentication' as const, triesLeft: blocked ? 0 : 5, blocked },
  { purpose: 'signature' as const, triesLeft: 5, blocked: false },
]

const troubles = (facts: Partial<Facts>) =>
  diagnose({ ...allIsWell, ...facts })
    .filter(({ assessment }) => assessment !== 'good')
    .map(({ about, assessment, says }) => `${about} ${assessment}: ${says}`)

describe('the diagnosis', () => {
  it('finds nothing where all is well, and lists everything that it checked', () => {
    assert.deepEqual(troubles({}), [])
    assert.equal(diagnose(allIsWell).length, 8)
  })

  for (const [facts, expected] of [
    [
      { serviceClockAhead: undefined },
      ['service warn: service-silent', 'clock warn: clock-not-known'],
    ],
    [{ serviceClockAhead: -3 * minute }, ['clock bad: clock-wrong']],
    [{ isTooOld: true, hasNewer: true }, ['version bad: version-too-old']],
    [{ hasNewer: true }, ['version warn: version-newer']],
    [{ isReaderServiceRunning: false, readers: [] }, ['reader bad: reader-service-down']],
    [{ readers: [] }, ['reader bad: reader-missing']],
    [
      { readers: [{ state: 'no-reader' }] },
      ['reader bad: reader-missing', 'card bad: card-missing'],
    ],
    [{ readers: [{ state: 'empty' }] }, ['card bad: card-missing']],
    [{ readers: [{ state: 'empty' }, { state: 'in-use' }] }, ['card bad: card-in-use']],
    [{ readers: [{ state: 'unreadable' }] }, ['card bad: card-unreadable']],
    [{ readers: [{ state: 'unfinished' }] }, ['card bad: card-unfinished']],
    [{ readers: [{ state: 'blank' }, { state: 'empty' }] }, ['card bad: card-blank']],
    [withCard({ activated: false, pins: pins(true) }), ['card bad: card-not-activated']],
    [withCard({ pins: pins(true) }), ['authentication bad: pin-locked']],
    [
      withCard({ ...spare, activated: false, pins: pins(true) }),
      ['card bad: spare-card-not-ready'],
    ],
    [withCard({ ...spare, pins: pins(true) }), ['authentication bad: spare-card-pin-locked']],
    [
      withCard({
        rights: {
          authentication: { ...valid, kind: 'expires-soon' },
          signature: { kind: 'expired' },
        },
      }),
      ['authentication warn: expires-soon', 'signature bad: expired'],
    ],
    [
      withCard({ rights: { authentication: { kind: 'untrusted' } } }),
      ['authentication bad: untrusted', 'signature bad: certificate-missing'],
    ],
    [
      withCard({ rights: { authentication: lost, signature: { ...lost, kind: 'suspended' } } }),
      ['authentication bad: revoked', 'signature bad: suspended'],
    ],
    [
      withCard({
        rights: {
          authentication: { kind: 'unknown-to-issuer' },
          signature: { kind: 'valid', revocation: 'no-response' },
        },
      }),
      ['authentication bad: unknown-to-issuer', 'signature warn: certificate-status-unavailable'],
    ],
    [
      withCard({
        rights: { authentication: { ...valid, revocation: 'no-address' }, signature: valid },
      }),
      ['authentication warn: certificate-without-status-address'],
    ],
    [{ browsers: [true, false] }, ['browser warn: browser-strange']],
  ] as const)
    it(`finds ${expected.join(', ')}`, () => {
      assert.deepEqual(troubles(facts), expected)
    })
})
