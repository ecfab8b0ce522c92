import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, hour, plus } from '@sotevarmenne/kernel/instant'
import { refuse } from '@sotevarmenne/kernel/result'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { extKeyUsage } from '@sotevarmenne/x509/extensions'
import { keyPurposes } from '@sotevarmenne/x509/oids'
import { aHolder, aCa, noon } from '@sotevarmenne/x509/testing'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { LegacyCa } from '#pki/ca/index.ts'
import type { SerialNumber } from '#pki/issuance/contract.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { createOcsp, type OcspDeps, type OcspFigures } from './responders.ts'
import { aRequest, aSerial, bodyOf, checked } from './testing.ts'

describe('certificates of a legacy CA', () => {
  const legacy = aCa({ notBefore: plus(noon, -day), notAfter: plus(noon, 400 * day) })
  const id = 'legacy-prof' as IssuerId
  const [good, revoked, unknown] = [aSerial(1), aSerial(2), aSerial(3)]
  const serialOf = (serial: Uint8Array) => formatSerial(serial) as SerialNumber
  const responder = aHolder(legacy, {
    commonName: 'OCSP responder of legacy-prof',
    extensions: [extKeyUsage([keyPurposes.ocspSigning])],
    ...{ notBefore: plus(noon, -hour), notAfter: plus(noon, 90 * day) },
  })

  async function aNode(ours: OcspDeps['issuers'] = []): Promise<{
    readonly breakResponder: () => void
    readonly responders: () => OcspFigures['responders']
    readonly request: (serial: Uint8Array) => Promise<unknown>
    readonly certify: () => Promise<void>
    readonly pass: (milliseconds: number) => Promise<void>
    readonly isReady: () => boolean
  }> {
    let now = noon
    let found = Promise.resolve<Awaited<ReturnType<LegacyCa['responder']>>>(undefined)
    const noTx = undefined as never
    const ocsp = createOcsp({
      db: {
        read: (request) => request(noTx),
        write: () => Promise.reject(new Error('an OCSP node writes nothing here')),
        close: () => Promise.resolve(),
      },
      clock: { now: () => now },
      issuers: ours,
      legacyCas: [{ id, certificate: legacy.certificate, responder: () => found }],
      certificates: {
        issuedAfter: () =>
          Promise.resolve({
            issued: [{ issuer: id, serials: [serialOf(good), serialOf(revoked)] }],
            next: undefined,
          }),
        issuedAmong: () => Promise.resolve([]),
        issueResponderCertificate: () => Promise.resolve(refuse({ kind: 'signer-unavailable' })),
      },
      revocations: {
        statusesSince: (_tx, position) =>
          Promise.resolve(
            position > 0
              ? []
              : [
                  {
                    ...{ position: 1, issuer: id, serial: serialOf(revoked) },
                    ...{ reason: 'superseded', revokedAt: plus(noon, -hour) },
                    notAfter: plus(noon, 100 * day),
                  },
                ],
          ),
        statusesAmong: () => Promise.resolve([]),
      },
      responderKeys: 'p256',
      permit: () => aPermit('certificates.issueCertificate'),
      onFault: assert.ifError,
    })
    const round = async (): Promise<void> => {
      await ocsp.readRevocations(noTx, now)
      await ocsp.readIssued()
      await ocsp.renewKeys()
    }
    if (ours.length === 0) await round()
    return {
      breakResponder: () => {
        found = Promise.reject(new Error('the disk is gone'))
        found.catch(() => undefined)
      },
      request: async (serial) => {
        const request = Buffer.from(aRequest(legacy, [serial]))
        const answerer = ocsp.answererOf(id)
        assert.ok(answerer)
        const reply = await answerer(request, 0, request.length)
        const bytes = 'ready' in reply ? bodyOf(reply) : 'body' in reply ? reply.body : undefined
        assert.ok(bytes instanceof Uint8Array)
        return checked(new Uint8Array(bytes), { issuer: legacy, serial, at: now })
      },
      certify: async () => {
        found = Promise.resolve(responder)
        await round()
      },
      pass: async (milliseconds) => {
        now = plus(now, milliseconds)
        await round()
      },
      isReady: ocsp.isReady,
      responders: () => ocsp.figures().responders,
    }
  }

  it('get OCSP responses from a responder that the legacy CA has certified, and not before', async () => {
    const node = await aNode()
    assert.ok(node.isReady(), 'our own are answered for meanwhile')
    assert.equal(await node.request(good), 'no-response')
    await node.certify()
    assert.deepEqual(await node.request(good), { kind: 'good' })
    const isRevoked = { kind: 'revoked', revokedAt: plus(noon, -hour), reason: 'superseded' }
    assert.deepEqual(await node.request(revoked), isRevoked)
    assert.deepEqual(await node.request(unknown), { kind: 'unknown' })
  })

  it('get no OCSP responses after the responder’s certificate has expired', async () => {
    const node = await aNode()
    await node.certify()
    assert.deepEqual(node.responders(), [{ issuer: id, until: responder.certificate.notAfter }])
    // Its last second is a part of its validity (RFC 5280 § 4.1.2.5).
    await node.pass(90 * day)
    assert.deepEqual(await node.request(unknown), { kind: 'unknown' })
    await node.pass(1)
    assert.equal(await node.request(unknown), 'no-response')
    assert.deepEqual(node.responders(), [{ issuer: id, until: undefined }])
  })

  it('do not disturb OCSP for our CAs when their responder can’t be read', async () => {
    const node = await aNode([{ id: 'ours' as IssuerId, certificate: legacy.certificate }])
    node.breakResponder()
    await assert.rejects(
      node.pass(hour / 4),
      /no responder key for legacy-prof \(the disk is gone\), ours \(signer-unavailable\)/,
    )
  })

  it('still get OCSP responses from a responder that can’t be read again, until it expires', async () => {
    const node = await aNode()
    await node.certify()
    node.breakResponder()
    await assert.rejects(node.pass(hour / 4))
    assert.deepEqual(await node.request(good), { kind: 'good' })
    await assert.rejects(node.pass(90 * day - hour / 4))
    assert.deepEqual(await node.request(unknown), { kind: 'unknown' })
    await assert.rejects(node.pass(1))
    assert.equal(await node.request(unknown), 'no-response')
  })
})
