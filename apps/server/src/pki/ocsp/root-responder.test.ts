import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hour, plus, second } from '@sotevarmenne/kernel/instant'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { ocspError } from '@sotevarmenne/x509/ocsp'
import { aCa, noon } from '@sotevarmenne/x509/testing'
import type { Issuers, RootStatus } from '#pki/ca/index.ts'
import { createRootResponder } from './root-responder.ts'
import { aRequest, aSerial } from './testing.ts'

type Root = Issuers['roots'][number]

describe('the OCSP responder of a root CA', () => {
  const root = aCa()
  const response = Buffer.from('signed in a ceremony')

  /** A responder that has, from its last ceremony, a response about certificate 1. */
  async function aResponder({ isRead = true } = {}) {
    let now = noon
    const read: (RootStatus | undefined)[] = []
    const status = {
      crl: { nextUpdate: plus(noon, hour) },
      responses: new Map([[formatSerial(aSerial(1)), response]]),
      version: '1',
    } as unknown as RootStatus
    const responder = createRootResponder({
      issuers: {
        roots: [{ id: 'root-g1-ecc', certificate: root.certificate } as Root],
        rootStatus: (_id, known) => {
          read.push(known)
          return Promise.resolve(status)
        },
      },
      clock: { now: () => now },
    })
    if (isRead) await responder.refresh()
    const answerer = responder.answererOf('root-g1-ecc')
    assert.ok(answerer)
    return {
      ...{ responder, read, status },
      setClock: (at: typeof noon) => {
        now = at
      },
      request: (request: Uint8Array) => {
        const bytes = Buffer.concat([Buffer.alloc(3, 0x30), request, Buffer.alloc(3, 0x30)])
        const reply = answerer(bytes, 3, bytes.length - 3)
        assert.ok(!(reply instanceof Promise) && 'body' in reply)
        return { ...reply, body: Buffer.from(reply.body ?? []) }
      },
    }
  }

  const error = (kind: Parameters<typeof ocspError>[0]) => ({
    status: 200,
    fields: { 'content-type': 'application/ocsp-response', 'cache-control': 'no-store' },
    body: Buffer.from(ocspError(kind)),
  })

  it('sends what was signed in the ceremony, by either digest, whatever nonce is sent (RFC 9654 § 2.1)', async () => {
    const { request } = await aResponder()
    for (const parts of [{}, { hash: 'sha256' }, { nonce: new Uint8Array(16) }] as const)
      assert.deepEqual(request(aRequest(root, [aSerial(1)], parts)), {
        status: 200,
        // A revocation in the next ceremony is visible a minute later.
        fields: {
          'content-type': 'application/ocsp-response',
          'cache-control': 'public, max-age=60',
        },
        body: response,
      })
  })

  it('says “unauthorized” where it has no response (RFC 5019 § 2.2.3)', async () => {
    const { request } = await aResponder()
    for (const [why, requested] of [
      ['another certificate', aRequest(root, [aSerial(2)])],
      ['several certificates', aRequest(root, [aSerial(1), aSerial(1)])],
      ['another digest', aRequest(root, [aSerial(1)], { hash: 'sha384' })],
      ['another issuer', aRequest(aCa({ commonName: 'B' }), [aSerial(1)])],
      ['another key of the issuer', aRequest(aCa(), [aSerial(1)])],
      ['another name of the key', aRequest(aCa({ keyOf: root, commonName: 'B' }), [aSerial(1)])],
    ] as const)
      assert.deepEqual(request(requested), error('unauthorized'), why)
    // SHA-1 is 1.3.14.3.2.26; 1.3.14.3.2.27 is none that is known.
    const bytes = Buffer.from(aRequest(root, [aSerial(1)]))
    const at = bytes.indexOf(Buffer.from('06052b0e03021a', 'hex'))
    assert.deepEqual(request(bytes.fill(0x1b, at + 6, at + 7)), error('unauthorized'))
  })

  it('says “malformedRequest” to what is no request (RFC 6960 § 2.3)', async () => {
    const { request } = await aResponder()
    assert.deepEqual(request(Uint8Array.of(0x30, 0)), error('malformedRequest'))
  })

  it('says “tryLater” from the end of the CRL of its last ceremony on', async () => {
    const { request, setClock } = await aResponder()
    setClock(plus(noon, hour - second))
    assert.deepEqual(request(aRequest(root, [aSerial(1)])).body, response)
    setClock(plus(noon, hour))
    assert.deepEqual(request(aRequest(root, [aSerial(1)])), error('tryLater'))
  })

  it('is ready once it has read what the ceremony left, and hands over what it has read before', async () => {
    const { responder, read, status, request } = await aResponder({ isRead: false })
    assert.equal(responder.isReady(), false)
    assert.deepEqual(request(aRequest(root, [aSerial(1)])), error('tryLater'))
    await responder.refresh()
    assert.equal(responder.isReady(), true)
    await responder.refresh()
    assert.deepEqual(read, [undefined, status])
    assert.equal(responder.answererOf('root-g1-rsa'), undefined)
  })

  it('is not ready while the response of one of two roots can’t be read', async () => {
    const { status } = await aResponder()
    const responder = createRootResponder({
      issuers: {
        roots: ['root-g1-ecc', 'root-g1-rsa'].map(
          (id) => ({ id, certificate: root.certificate }) as Root,
        ),
        rootStatus: (id) =>
          id === 'root-g1-ecc' ? Promise.resolve(status) : Promise.reject(new Error('no file')),
      },
      clock: { now: () => noon },
    })
    await assert.rejects(responder.refresh())
    assert.equal(responder.isReady(), false)
  })
})
