import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { TLSSocket } from 'node:tls'
import { after, before, describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { extKeyUsage, keyUsage, subjectAltName } from '@sotevarmenne/x509/extensions'
import { aCa, aParty, type Party } from '@sotevarmenne/x509/testing'
import { operatorHttp } from '#billing/invoices/index.ts'
import { bureauHttp } from '#cards/letters/index.ts'
import { createRegisters } from '#people/registers/index.ts'
import { pemOf } from '#pki/issuance/index.ts'
import { fetchWith, type ClientTls } from '#platform/fetch-with.ts'
import { fetchJson } from '#platform/http-client.ts'

describe('a connection to another system that demands our certificate', () => {
  const valid = {
    notBefore: plus(instant(Date.now()), -day),
    notAfter: plus(instant(Date.now()), day),
  }
  const [serversCa, ourCa, foreignCa] = [aCa(valid), aCa(valid), aCa(valid)]
  const ours = certified(ourCa)
  const tls: ClientTls = { ...fileOf(ours), ca: pemOf(serversCa.certificate.der) }
  let server: Server
  let url: string
  let reply: RequestListener
  const seen: string[] = []

  before(async () => {
    const own = aParty({
      ...{ commonName: 'registers', issuer: serversCa, ...valid },
      extensions: [
        ...[keyUsage(['digitalSignature']), extKeyUsage(['1.3.6.1.5.5.7.3.1'])],
        subjectAltName([{ kind: 'dns', value: 'localhost' }]),
      ],
    })
    server = createServer(
      {
        ...fileOf(own),
        ca: pemOf(ourCa.certificate.der),
        requestCert: true,
        rejectUnauthorized: true,
      },
      (request, response) => {
        if (request.socket instanceof TLSSocket)
          seen.push(request.socket.getPeerCertificate().fingerprint256)
        reply(request, response)
      },
    ).listen(0, 'localhost')
    await once(server, 'listening')
    url = `https://localhost:${String((server.address() as AddressInfo).port)}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  const answering =
    (status: number, body: object): RequestListener =>
    (request, response) => {
      request.resume().on('end', () => response.writeHead(status).end(JSON.stringify(body)))
    }

  it('is made with it by the registers, the card and letter bureau and the invoice operator', async () => {
    const before = seen.length
    reply = answering(200, { perustiedot: [], ajanTasalla: true })
    const looked = await createRegisters({ url, tls }).lookUpPerson('140388-9039' as never)
    assert.equal(!looked.ok && looked.refusal.kind, 'unknown-to-population-register')

    reply = answering(200, { manifest: 'what was accepted' })
    assert.equal(await bureauHttp({ url, tls }).acceptedManifest('1'), 'what was accepted')

    reply = answering(201, { number: 7 })
    const invoice = { number: 7, finvoice: '<Finvoice/>', pdf: new Uint8Array(3) }
    assert.ok((await operatorHttp({ url, tls })(invoice)).ok)

    const { fingerprint256 } = new X509Certificate(ours.certificate.der)
    assert.deepEqual(seen.slice(before), [fingerprint256, fingerprint256, fingerprint256])
  })

  it('is not made without it, with another one, or to a server of another CA', async () => {
    reply = answering(200, {})
    const { ca } = tls
    const ways: readonly (readonly [string, ClientTls | undefined])[] = [
      ['no settings', undefined],
      ['no certificate', ca === undefined ? {} : { ca }],
      [
        'another CA’s certificate',
        { ...fileOf(certified(foreignCa)), ca: pemOf(serversCa.certificate.der) },
      ],
      ['another CA’s server', { ...fileOf(ours), ca: pemOf(foreignCa.certificate.der) }],
    ]
    for (const [what, wrong] of ways) {
      const before = seen.length
      const response = await fetchJson({ url, tls: wrong })
      assert.equal(!response.ok && response.refusal.because, 'no-connection', what)
      assert.equal(seen.length, before, what)
    }
  })

  it('follows no redirect, and ends at its timeout, before and in the response', async () => {
    const redirecting: RequestListener = (_, response) => {
      response.writeHead(307, { location: 'https://elsewhere.example/' }).end()
    }
    const because = async (listener: RequestListener) => {
      reply = listener
      const response = await fetchJson({ url, tls, body: { q: 1 }, timeoutMilliseconds: 300 })
      return response.ok ? response.value.body : response.refusal.because
    }
    assert.equal(await because(redirecting), 'no-connection')
    assert.equal(await because(() => undefined), 'time-out')
    assert.equal(await because((_, response) => void response.write('{')), 'time-out')
    assert.deepEqual(await because(answering(200, { a: 1 })), { a: 1 })
    reply = (_, response) => void response.writeHead(204).end()
    const sent = { method: 'GET', headers: {}, signal: AbortSignal.timeout(5000) }
    assert.equal((await fetchWith(tls)(url, sent)).status, 204)
  })

  function certified(issuer: Party): Party {
    const extensions = [keyUsage(['digitalSignature']), extKeyUsage(['1.3.6.1.5.5.7.3.2'])]
    return aParty({ commonName: 'sotevarmenne', issuer, ...valid, extensions })
  }
  function fileOf({ certificate, privateKey }: Party) {
    const key = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
    return { cert: pemOf(certificate.der), key }
  }
})
