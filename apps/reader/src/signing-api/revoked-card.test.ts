import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { instant, minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { makePersonalisedCard, type PersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { decodeCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import { valueOf } from '@sotevarmenne/x509/testing'
import { createCardDesk, type CardDesk } from '../cards/card-desk.ts'
import type { CardReader } from '../cards/card-reader.ts'
import { theseReaders } from '../cards/readers.ts'
import { createPrompts, type Prompts } from '../prompts/prompts.ts'
import { defaultSettings } from '../settings/settings.ts'
import { ca, issueFrom, startRevocationService, type RevocationService } from '../testing.ts'
import { refusedResponse } from './responses.ts'
import type { SignRequest } from './request.ts'
import { sign } from './sign.ts'

/** 15.3.2027 at 14:07 in Finland. */
const revokedAt = instant(Date.parse('2027-03-15T12:07:00Z'))
const start = plus(revokedAt, minute)
const pins = { pin1: '1234', pin2: '123456' }
const origin = 'https://hospital.example'
const request: SignRequest = {
  purpose: 'signature',
  hash: 'SHA384',
  signatureType: 'signature',
  content: { kind: 'data', data: new Uint8Array(Buffer.from('note')) },
  selector: { keyAlgorithms: [], issuers: [] },
}

describe('a card whose certificate its issuer has revoked (M8)', () => {
  let service: RevocationService
  let created: PersonalisedCard
  let now: Instant
  let desk: CardDesk
  let prompts: Prompts

  before(async () => {
    service = await startRevocationService(() => now)
    const issue = issueFrom(plus(start, -minute), undefined, service)
    created = await makePersonalisedCard({ issue, pins })
  })
  after(() => {
    service.close()
  })
  beforeEach(() => {
    now = start
    service.statuses.clear()
    service.signer = undefined
    Object.assign(service.offers, { ocsp: true, crl: true })
    const channel = channelTo(created.card)
    const reader: CardReader = {
      id: 'test',
      name: 'Test',
      withCard: async (operation) => ok(await operation(channel)),
      onChange: () => undefined,
      close: async () => undefined,
    }
    desk = createCardDesk(theseReaders([reader]), {
      clock: { now: () => now },
      roots: async () => [valueOf(decodeCertificate(created.certificates.root))],
      reportFault: (fault) => {
        throw fault
      },
    })
    prompts = createPrompts({ changed: desk.changed, timeLimit: minute })
  })

  const serial = () =>
    formatSerial(valueOf(decodeCertificate(created.certificates.signature)).serial)
  const lose = (reason: 'keyCompromise' | 'certificateHold' = 'keyCompromise') =>
    service.statuses.set(serial(), { kind: 'revoked', revokedAt, reason })
  /** The holder types PIN2 as soon as it is requested, after what happens before. */
  const signed = (before: () => void = () => undefined) => {
    const stop = desk.watch(() => {
      const [pending] = prompts.pending()
      if (!pending) return
      stop()
      before()
      void prompts.submit(pending.id, pins.pin2)
    })
    return sign(
      request,
      { origin, gone: new AbortController().signal },
      {
        ...{ desk, prompts, clock: { now: () => now }, isNewEnough: async () => true },
        settings: { load: async () => defaultSettings, save: async () => undefined },
      },
    )
  }
  const lost = { kind: 'revoked', at: revokedAt, reason: 'keyCompromise' } as const

  it('does not sign, and the signing API says why and since when, in the language of the page', async () => {
    lose()
    const response = await signed()
    assert.deepEqual(response, refuse({ kind: 'no-right-of-use', right: lost }))
    assert.ok(!response.ok)
    const inWords = (['fi', 'sv', 'en'] as const).map((language) => {
      const { reasonCode, because, reasonText } = refusedResponse('1.2', response.refusal, language)
      assert.deepEqual([reasonCode, because], [403, 'revoked'])
      return reasonText
    })
    for (const [place, pattern] of [
      /suljettu.*15\. maaliskuuta 2027.*14\.07.*kadonneeksi/,
      /spärrat.*15 mars 2027.*14[.:]07.*försvunnet/,
      /revoked.*15 March 2027.*14:07.*reported lost/,
    ].entries())
      assert.match(inWords[place] ?? '', pattern)
  })

  it('does not sign where the CRL says so and OCSP does not respond', async () => {
    lose()
    service.offers.ocsp = false
    assert.deepEqual(await signed(), refuse({ kind: 'no-right-of-use', right: lost }))
  })

  it('does not sign if it is revoked while its holder types the PIN', async () => {
    assert.ok((await signed()).ok)
    lose()
    let known: string | undefined
    const response = await signed(() => {
      known = 'a good status was known, and the PIN requested'
    })
    assert.equal(known, 'a good status was known, and the PIN requested')
    assert.deepEqual(response, refuse({ kind: 'no-right-of-use', right: lost }))
  })

  it('does not sign while it is suspended, or unknown to its issuer', async () => {
    lose('certificateHold')
    const held = await signed()
    assert.equal(!held.ok && refusedResponse('1.2', held.refusal, 'en').because, 'suspended')
    service.statuses.set(serial(), { kind: 'unknown' })
    now = plus(start, 30 * second)
    const unknown = await signed()
    assert.equal(
      !unknown.ok && refusedResponse('1.2', unknown.refusal, 'en').because,
      'unknown-to-issuer',
    )
    service.statuses.clear()
    now = plus(now, 30 * second)
    assert.ok((await signed()).ok)
  })

  it('signs where its issuer can not be reached, or another signs in its name', async () => {
    lose()
    service.signer = ca('TEST issuer')
    assert.ok((await signed()).ok)
    Object.assign(service.offers, { ocsp: false, crl: false })
    now = plus(start, minute)
    assert.ok((await signed()).ok)
  })
})
