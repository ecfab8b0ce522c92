import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { day, instant } from '@sotevarmenne/kernel/instant'
import { startTestCa, type SoftwareCard, type TestCa } from '../testing.ts'
import { queryStatusByOcsp } from './query-status.ts'
import { createMutualTls } from './mutual-tls.ts'
import { serverCertificate } from './server-certificate.ts'
import { trustFromRepository } from './trust.ts'

// OpenSSL checks the server by the real clock.
const now = instant(Date.now())

describe('the patient system’s mutual TLS listener', () => {
  let folder: string
  let ours: TestCa
  let foreign: TestCa
  let server: ReturnType<typeof createMutualTls>
  let caFile: string

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'mutual-tls-'))
    ours = await startTestCa(now)
    foreign = await startTestCa(now)
    const findTrust = trustFromRepository(ours.url)
    const certificate = await serverCertificate(folder)
    ;({ caFile } = certificate)
    server = createMutualTls({
      certificate,
      clock: { now: () => now },
      findTrust,
      queryStatus: queryStatusByOcsp,
    })
    const trust = await findTrust()
    assert.ok(trust)
    server.trusting(trust)
    server.listen(0, 'localhost')
    await once(server, 'listening')
  })
  after(async () => {
    const closed = once(server, 'close')
    server.closeAllConnections()
    server.close()
    await closed
    await ours.close()
    await foreign.close()
    await rm(folder, { recursive: true })
  })

  const get = async (card?: SoftwareCard, place = '/who') => {
    const address = server.address()
    assert.ok(address !== null && typeof address === 'object')
    const requested = request({
      host: 'localhost',
      port: address.port,
      path: place,
      agent: false,
      ca: await readFile(caFile),
      ...(card && {
        key: card.privateKey.export({ type: 'pkcs8', format: 'pem' }),
        cert: card.chain
          .slice(0, 2)
          .map((der) => new X509Certificate(der).toString())
          .join(''),
      }),
    }).end()
    return new Promise<{ readonly status: number | undefined; readonly body: string }>(
      (answered, failed) => {
        requested.once('error', failed)
        requested.once('response', (response) => {
          const chunks: Uint8Array[] = []
          response.on('data', (chunk: Uint8Array) => chunks.push(chunk))
          response.on('end', () => {
            answered({ status: response.statusCode, body: Buffer.concat(chunks).toString() })
          })
        })
      },
    )
  }

  it('returns the holder of the card', async () => {
    const { status, body } = await get(ours.issue('digitalSignature'))
    assert.equal(status, 200, body)
    assert.match(body, /"name":"Aino Esimerkki".*"registrationNumber":"00198706129"/)
  })

  it('responds 401 to a client without a certificate', async () => {
    const { status, body } = await get()
    assert.equal(status, 401)
    assert.match(body, /no-certificate/)
  })

  for (const [what, kind, cardOf] of [
    [
      'of a cancelled card',
      'revoked',
      () => {
        const card = ours.issue('digitalSignature')
        ours.setStatus(card, { kind: 'revoked', revokedAt: now, reason: 'keyCompromise' })
        return card
      },
    ],
    ['of a foreign authority', 'unknown-ca', () => foreign.issue('digitalSignature')],
    ['for signatures', 'wrong-purpose', () => ours.issue('nonRepudiation')],
  ] as const)
    it(`responds 403 to a certificate ${what}`, async () => {
      const { status, body } = await get(cardOf())
      assert.equal(status, 403, body)
      assert.match(body, new RegExp(`"kind":"${kind}"`))
    })

  it('keeps its own certificate until sixty days before its end', async () => {
    const own = path.join(folder, 'own')
    const first = await serverCertificate(own)
    const end = new X509Certificate(first.chainPem).validToDate.getTime()
    assert.deepEqual(await serverCertificate(own, () => end - 60 * day), first)
    const next = await serverCertificate(own, () => end - 60 * day + 1)
    assert.notEqual(next.chainPem, first.chainPem)
    assert.ok(
      new X509Certificate(next.chainPem).checkIssued(
        new X509Certificate(await readFile(next.caFile)),
      ),
    )
  })

  it('serves nothing else', async () => {
    assert.equal((await get(ours.issue('digitalSignature'), '/other')).status, 404)
  })
})
