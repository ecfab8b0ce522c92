import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { encodeOcspRequest } from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import type { IssuedCertificate, SerialNumber } from '#certificates/contract.ts'
import { startTestAuthority, type TestAuthority } from '../../../../tests/support/authority.ts'
import { aPermit } from '../../../../tests/support/permit.ts'
import { createOcspAnswerer } from './answer-ocsp.ts'
import { createRevocationView } from './revocation-view.ts'
import { makeResponderKey, type ResponderKey } from './responder-key.ts'

describe('answers to OCSP questions', () => {
  const now = instant(Date.parse('2026-11-24T14:00:00Z'))
  const clock = { now: () => now }
  let authority: TestAuthority
  before(async () => {
    authority = await startTestAuthority({ clock })
  })
  after(() => authority.close())

  /** How often the same question has to be signed when it is asked twice. */
  async function signedFor(serials: readonly string[], isIssued: boolean): Promise<number> {
    const issuer = authority.issuers.current('professional', 'ecc')
    let signatures = 0
    const certificate: IssuedCertificate = {
      issuer: issuer.id,
      serial: '01' as SerialNumber,
      profile: 'ocsp-responder',
      der: issuer.certificate.der,
      notBefore: now,
      notAfter: now,
    }
    const made = await makeResponderKey(
      { issueResponderCertificate: () => Promise.resolve(ok(certificate)) },
      aPermit('certificates.issueCertificate'),
      issuer.id,
    )
    assert.ok(made.ok)
    const key: ResponderKey = {
      ...made.value,
      sign: (data) => {
        signatures += 1
        return made.value.sign(data)
      },
    }
    const answer = createOcspAnswerer({
      issuer,
      clock,
      view: {
        ...createRevocationView({ statusesSince: () => Promise.resolve([]) }),
        asOf: () => now,
      },
      isIssued: () => Promise.resolve(isIssued),
      key: () => key,
    })
    const question = encodeOcspRequest(
      serials.map((serial) => {
        const octets = new Uint8Array(Buffer.from(serial, 'hex'))
        return certIdFor({ hashAlgorithm: 'sha1', issuer: issuer.certificate, serial: octets })
      }),
      undefined,
    )
    await answer(question)
    await answer(question)
    return signatures
  }

  it('are kept for the next who asks about a certificate', async () => {
    assert.equal(await signedFor(['01'], true), 1)
  })

  it('are not kept when anybody could think up ever new ones to fill the memory', async () => {
    assert.equal(await signedFor(['02'], false), 2)
    assert.equal(await signedFor(['01', '03'], true), 2)
  })
})
