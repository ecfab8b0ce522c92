import assert from 'node:assert/strict'
import { createServer as createWebServer } from 'node:http'
import { generateKeyPairSync, hash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { it } from 'node:test'
import { hour, plus } from '@sotevarmenne/kernel/instant'
import { ipAddressRule } from '@sotevarmenne/kernel/ip-address'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { anAcmeCertificate } from '@sotevarmenne/tests/network/acme-certificate'
import { requestIn } from '../../apps/server/src/pki/issuance/index.ts'
import { probeNames } from '../../apps/server/src/services/acme/adapters/probe-names.ts'
import { provesControl } from '../../apps/server/src/services/acme/domain/acme-certificate.ts'
import { aRequest, carryInto, errorOf } from '../../apps/server/src/services/acme/testing.ts'
import {
  bodyOf,
  openAcmeOrders,
  type AuthorizationShown,
} from '../../apps/server/src/services/acme/testing/orders.ts'

/** Names in service certificates: who may have them, and how control is proved. */
forEachDatabase('control of a name', ({ db }) => {
  const suite = openAcmeOrders(db)
  const { order, aReady, finalise, view, aChallenge } = suite

  it('CAA 2020: every name of an order is looked up when it is finalised, each time, not one of them many times', async () => {
    const careful = await suite.environment.serve(
      suite.environment.createOne({ caaDomain: 'pki.example' }),
    )
    try {
      const hospital = await suite.environment.aHospital()
      const names = ['one', 'two', 'three'].map((each) => `${each}.caa.example.fi`)
      const approval = await suite.environment.anApproval(hospital, { names })
      const client = await suite.environment.aClient(carryInto(careful))
      await client.open(await suite.environment.aKey(hospital, approval.approvalId))
      const created = await aReady(client, names)
      // It has been ready for longer than the eight hours for which CAA may be remembered.
      suite.environment.setNow(plus(suite.environment.now(), 9 * hour))
      client.dropNonces()
      suite.looked = []
      assert.equal(errorOf(await finalise(client, created, aRequest(names))), 'ok')
      assert.deepEqual(suite.looked.toSorted(), names.toSorted())

      const later = await aReady(client, names)
      suite.caa = [{ isCritical: false, tag: 'issue', value: 'other.example' }]
      assert.equal(errorOf(await finalise(client, later, aRequest(names))), 'caa')
    } finally {
      suite.caa = []
      await careful.close()
    }
  })

  it('TLS-ALPN 2022: a server proves nothing by an old TLS version, or by the identifier of an old draft', async () => {
    const digest = new Uint8Array(32).fill(7)
    const name = 'alpn.example.fi'
    const { key, cert } = anAcmeCertificate({ names: [`DNS:${name}`], digest })
    const der = new Uint8Array(new X509Certificate(cert).raw)
    assert.ok(provesControl(der, { name, digest }))
    // 1.3.6.1.5.5.7.1.30.1 of the drafts is another extension: change its number in the bytes.
    const draft = Uint8Array.from(der)
    const at = Buffer.from(der).indexOf(Buffer.from('06082b0601050507011f', 'hex'))
    assert.ok(at > 0)
    draft[at + 9] = 0x1e
    assert.ok(!provesControl(draft, { name, digest }))

    const shownBy = async (version: 'TLSv1.1' | 'TLSv1.2'): Promise<boolean> => {
      const server = createTlsServer({
        ...{ key, cert, ciphers: 'DEFAULT@SECLEVEL=0' },
        ...{ minVersion: 'TLSv1.1', maxVersion: version, ALPNProtocols: ['acme-tls/1'] },
      })
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      const { port } = server.address() as AddressInfo
      const probe = probeNames({
        ...{ mayConnect: ipAddressRule(['127.0.0.1']), httpsPort: port, patience: 1500 },
      })
      const shown = await probe.fetchAcmeCertificate('127.0.0.1')
      server.close()
      return shown.ok
    }
    assert.ok(await shownBy('TLSv1.2'))
    assert.ok(!(await shownBy('TLSv1.1')))
  })

  it('DigiCert 2024: a value in DNS counts below _acme-challenge alone, where no host can be', async () => {
    const { client } = await suite.environment.aProgram({ names: ['.dns.example.fi'] })
    const name = 'host.dns.example.fi'
    const { url, challenge, thumbprint } = await aChallenge(client, name, 'dns-01')
    suite.texts = [hash('sha256', `${challenge.token}.${thumbprint}`, 'base64url')]
    await client.post(challenge.url, {})
    await suite.environment.validations.drain()
    assert.deepEqual(suite.looked, [`_acme-challenge.${name}`])
    assert.equal((await view(client, url)).status, 'ready')
  })

  it('GitHub 2015: control of a name below a domain gives no certificate for the domain, or for a name beside it', async () => {
    const { client } = await suite.environment.aProgram({ names: ['user.pages.example.fi'] })
    for (const name of ['pages.example.fi', 'example.fi', 'other.pages.example.fi'])
      assert.equal(
        errorOf(await order(client, ['user.pages.example.fi', name])),
        'rejectedIdentifier',
        name,
      )
    const created = await aReady(client, ['user.pages.example.fi'])
    const more = aRequest(['user.pages.example.fi', 'pages.example.fi'])
    assert.equal(errorOf(await finalise(client, created, more)), 'badCSR')
  })

  it('Fina 2025: an address that nobody approved or proved is in no certificate, not even one for a test', async () => {
    const name = suite.environment.aServerName()
    const { client } = await suite.environment.aProgram({ names: [name] })
    assert.equal(errorOf(await order(client, [name, '1.1.1.1'])), 'rejectedIdentifier')
    const created = await aReady(client, [name])
    const refused = await finalise(client, created, aRequest([name, '1.1.1.1']))
    assert.equal(errorOf(refused), 'badCSR')
    const hospital = await suite.environment.aHospital()
    for (const isTest of [true, false]) {
      const network = await suite.environment.request(hospital, { isTest, names: ['1.0.0.0/8'] })
      assert.ok(!network.ok)
    }
  })

  it('live.fi 2015: no mailbox proves control of a name', async () => {
    const { client } = await suite.environment.aProgram({ names: ['.mail.example.fi'] })
    const { authorization } = await aChallenge(client, 'a.mail.example.fi')
    const { challenges } = bodyOf(await client.post(authorization)) as AuthorizationShown
    assert.deepEqual(challenges.map(({ type }) => type).sort(), [
      'dns-01',
      'http-01',
      'tls-alpn-01',
    ])
  })

  it('GoDaddy 2017: a page that repeats what was asked for, with an error or beside other text, proves nothing', async () => {
    const token = 'a-token-of-the-service'
    const key = `${token}.thumbprint`
    let reply: { readonly status: number; readonly body: string }
    const web = createWebServer((_request, response) => {
      response.writeHead(reply.status).end(reply.body)
    })
    web.listen(0, '127.0.0.1')
    await once(web, 'listening')
    const { port } = web.address() as AddressInfo
    const probe = probeNames({
      ...{ mayConnect: ipAddressRule(['127.0.0.1']), httpPort: port, patience: 1500 },
    })
    const found = async (status: number, body: string) => {
      reply = { status, body }
      const result = await probe.fetchKeyAuthorization('127.0.0.1', token)
      return result.ok && result.value === key
    }
    assert.ok(await found(200, key))
    assert.ok(!(await found(404, key)))
    assert.ok(!(await found(404, `/.well-known/acme-challenge/${token} was not found`)))
    assert.ok(!(await found(200, `/.well-known/acme-challenge/${token}`)))
    assert.ok(!(await found(200, `<p>${key}</p>`)))
    web.closeAllConnections()
    web.close()
  })

  it('Comodo 2011: one account that was taken over approves nothing by itself', async () => {
    const { environment } = suite
    const hospital = await environment.aHospital()
    const requested = await environment.request(hospital, { names: ['taken.example.fi'] })
    assert.ok(requested.ok)
    const { approvalId } = requested.value
    const officer = await environment.aPerson()
    assert.equal((await environment.decide(hospital.personId, approvalId, 'check')).ok, false)
    assert.ok((await environment.decide(officer, approvalId, 'check')).ok)
    assert.equal((await environment.decide(officer, approvalId, 'approve')).ok, false)
    assert.equal((await environment.decide(hospital.personId, approvalId, 'approve')).ok, false)
    assert.ok((await environment.decide(await environment.aPerson(), approvalId, 'approve')).ok)
  })

  it('Trustico 2018: the service has no key of a server, and somebody who has one ends its certificate at once', async () => {
    const name = suite.environment.aServerName()
    const { client } = await suite.environment.aProgram({ names: [name] })
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = keys.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
    const sent = requestIn(`${pem}${aRequest([name], { keys })}`)
    assert.equal(!sent.ok && sent.refusal.kind, 'private-key-in-request')

    const created = await aReady(client, [name])
    await finalise(client, created, aRequest([name], { keys }))
    await suite.environment.outbox.drain()
    const issued = await view(client, created.url)
    const leaf = new X509Certificate((await client.post(issued.certificate ?? '')).text)
    const certificate = leaf.raw.toString('base64url')
    const { client: finder } = await suite.environment.aProgram()
    const revoke = (shown?: typeof keys) =>
      finder.post(finder.at('revokeCert'), { certificate, reason: 1 }, shown && { keys: shown })
    assert.equal(errorOf(await revoke()), 'unauthorized')
    assert.equal(errorOf(await revoke(keys)), 'ok')
    // And that key is never certified again.
    const again = await finalise(client, await aReady(client, [name]), aRequest([name], { keys }))
    assert.equal(errorOf(again), 'badPublicKey')
  })
})
