import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, beforeEach, describe, it } from 'node:test'
import { hour, instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { purposes } from '@sotevarmenne/smartcard/layout'
import { decodeCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import { valueOf } from '@sotevarmenne/x509/testing'
import { ca, issueFrom, startRevocationService, type RevocationService } from '../testing.ts'
import { queryStatusOverHttp } from './query-status.ts'

const start = instant(1_790_000_000_000)
const keys = purposes.map((purpose) => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  return { purpose, spki: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })) }
})

describe('the revocation status of a certificate, from its issuer', () => {
  let service: RevocationService
  let now: Instant
  let about: { readonly certificate: ReturnType<typeof decoded>; readonly issuer: typeof root }
  const decoded = (der: Uint8Array) => valueOf(decodeCertificate(der))
  let root: ReturnType<typeof decoded>
  const revoked = {
    kind: 'revoked',
    revokedAt: instant(1_789_999_000_000),
    reason: 'keyCompromise',
  } as const

  before(async () => {
    service = await startRevocationService(() => now)
    const card = issueFrom(start, undefined, service)({ keys })
    root = decoded(card.issuer)
    about = { certificate: decoded(card.authentication), issuer: root }
  })
  beforeEach(() => {
    now = plus(start, minute)
    service.statuses.clear()
    service.signer = undefined
    Object.assign(service.offers, { ocsp: true, crl: true })
  })
  after(() => {
    service.close()
  })

  const serial = () => formatSerial(about.certificate.serial)

  for (const way of ['byOcsp', 'byCrl'] as const) {
    const query = (at = now) => queryStatusOverHttp[way]({ ...about, at })

    it(`is good or revoked with the time and the reason, and holds until its nextUpdate: ${way}`, async () => {
      const good = await query()
      assert.deepEqual(good?.status, { kind: 'good' })
      assert.deepEqual([good.thisUpdate, good.nextUpdate], [now, plus(now, hour)])
      service.statuses.set(serial(), revoked)
      assert.deepEqual((await query())?.status, revoked)
    })

    it(`is not taken from a response that another than the issuer signed: ${way}`, async () => {
      service.signer = ca('TEST issuer')
      assert.equal(await query(), undefined)
    })

    it(`is not taken from a response after its nextUpdate: ${way}`, async () => {
      assert.equal(await query(plus(now, 2 * hour)), undefined)
    })

    it(`is unknown without a response: ${way}`, async () => {
      Object.assign(service.offers, { ocsp: false, crl: false })
      assert.equal(await query(), undefined)
    })
  }
})
