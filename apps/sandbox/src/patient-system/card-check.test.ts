import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { keyIdentifier, signData } from '@sotevarmenne/x509/algorithms'
import {
  assembleCertificate,
  decodeCertificate,
  encodeTbsCertificate,
  type Certificate,
} from '@sotevarmenne/x509/certificate'
import { authorityInfoAccess, basicConstraints, keyUsage } from '@sotevarmenne/x509/extensions'
import { encodeName } from '@sotevarmenne/x509/names'
import {
  assembleOcspResponse,
  decodeOcspRequest,
  encodeResponseData,
  type CertificateStatus,
} from '@sotevarmenne/x509/ocsp'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { askStatusByOcsp } from './ask-status.ts'
import { checkCard } from './card-check.ts'

const now = instant(1_790_000_000_000)
const signatureAlgorithm = 'ecdsa-sha384'
const authority = generateKeyPairSync('ec', { namedCurve: 'P-384' })

describe('the patient system', () => {
  let status: CertificateStatus = { kind: 'good' }
  let url = ''
  const responder = createServer((request, response) => {
    const chunks: Uint8Array[] = []
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    request.on('end', () => {
      response.end(answer(Buffer.concat(chunks), status))
    })
  })
  before(async () => {
    await new Promise<void>((listening) => responder.listen(0, '127.0.0.1', listening))
    url = `http://127.0.0.1:${String((responder.address() as AddressInfo).port)}`
  })
  after(() => {
    responder.closeAllConnections()
    responder.close()
  })

  const kindOf = async (at = now, anchors = [root()]) => {
    const deps = { anchors, intermediates: [], at, askStatus: askStatusByOcsp }
    const checked = await checkCard([issue('AINO', url)], 'log-in', deps)
    return checked.ok ? 'ok' : checked.refusal.kind
  }

  it('lets in the holder of a good card', async () => {
    status = { kind: 'good' }
    assert.equal(await kindOf(), 'ok')
  })
  it('refuses a revoked card', async () => {
    status = { kind: 'revoked', revokedAt: now, reason: 'keyCompromise' }
    assert.equal(await kindOf(), 'revoked')
  })
  it('refuses a card that the service does not know', async () => {
    status = { kind: 'unknown' }
    assert.equal(await kindOf(), 'status-unknown')
  })
  it('refuses an expired card', async () => {
    assert.equal(await kindOf(plus(now, 400 * day)), 'expired')
  })
  it('refuses a card of an authority that it does not trust', async () => {
    assert.equal(await kindOf(now, []), 'unknown-authority')
  })
})

const nameOf = (value: string) => [{ type: attributeTypes.commonName, value }]
const spkiOf = (key: KeyObject) => new Uint8Array(key.export({ type: 'spki', format: 'der' }))

function issue(subject: string, ocsp?: string): Uint8Array {
  const isAuthority = ocsp === undefined
  const tbs = encodeTbsCertificate({
    serial: Uint8Array.of(0x40, 1),
    signatureAlgorithm,
    issuer: encodeName(nameOf('ROOT')),
    notBefore: plus(now, -day),
    notAfter: plus(now, 365 * day),
    subject: nameOf(subject),
    subjectPublicKeyInfo: spkiOf(authority.publicKey),
    extensions: [
      basicConstraints({ cA: isAuthority }),
      keyUsage([isAuthority ? 'keyCertSign' : 'digitalSignature']),
      ...(isAuthority ? [] : [authorityInfoAccess({ ocsp: [ocsp], caIssuers: [] })]),
    ],
  })
  const signature = signData(signatureAlgorithm, authority.privateKey, tbs)
  return assembleCertificate({ tbs, signatureAlgorithm, signature })
}

function root(): Certificate {
  const decoded = decodeCertificate(issue('ROOT'))
  assert.ok(decoded.ok)
  return decoded.value
}

function answer(question: Uint8Array, status: CertificateStatus): Uint8Array {
  const asked = decodeOcspRequest(question)
  assert.ok(asked.ok)
  const tbs = encodeResponseData({
    responderKeyHash: keyIdentifier(spkiOf(authority.publicKey)) ?? new Uint8Array(),
    producedAt: now,
    nonce: asked.value.nonce,
    responses: asked.value.requests.map(({ certIdDer }) => ({
      certIdDer,
      status,
      thisUpdate: now,
      nextUpdate: plus(now, day),
    })),
  })
  const signature = signData(signatureAlgorithm, authority.privateKey, tbs)
  return assembleOcspResponse({ tbs, signatureAlgorithm, signature, certificates: [] })
}
