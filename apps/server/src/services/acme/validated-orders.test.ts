import assert from 'node:assert/strict'
import { hash, X509Certificate } from 'node:crypto'
import { it } from 'node:test'
import { day, hour, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { anAcmeCertificate } from '@sotevarmenne/tests/network/acme-certificate'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { no } from './acme-refusal.ts'
import { thumbprintOf, type AccountJwk } from './keys.ts'
import { aRequest, errorOf, morning } from './testing.ts'
import {
  type AuthorizationShown,
  bodyOf,
  type Challenge,
  openAcmeOrders,
  type Order,
} from './testing/orders.ts'

forEachDatabase('ACME orders', ({ db }) => {
  const suite = openAcmeOrders(db)
  const { order, finalise, view, aCertificate, aChallenge } = suite

  it('under a domain are ready when control of each name was proved, by HTTP or by DNS', async () => {
    const { client } = await suite.environment.aProgram({ names: ['.proved.example.fi'] })
    for (const type of ['http-01', 'dns-01'] as const) {
      const name = `${type}.proved.example.fi`
      const { url, created, authorization, challenge, thumbprint } = await aChallenge(
        client,
        name,
        type,
      )
      assert.equal(errorOf(await finalise(client, created, aRequest([name]))), 'orderNotReady')
      assert.equal((bodyOf(await client.post(challenge.url)) as Challenge).status, 'pending')
      const input = await client.post(challenge.url, {})
      assert.equal((bodyOf(input) as Challenge).status, 'processing')
      assert.ok(input.headers['link']?.includes(`<${authorization}>;rel="up"`))
      const key = `${challenge.token}.${thumbprint}`
      suite.found = () => Promise.resolve(ok(key))
      suite.texts = [hash('sha256', key, 'base64url')]
      await suite.environment.validations.drain()
      assert.deepEqual(suite.looked, [type === 'http-01' ? name : `_acme-challenge.${name}`])
      suite.looked = []
      assert.equal((await view(client, url)).status, 'ready')
      assert.equal((bodyOf(await client.post(authorization)) as Order).status, 'valid')
      assert.equal((await finalise(client, created, aRequest([name]))).status, 200)
      await suite.environment.outbox.drain()
      assert.equal((await view(client, url)).status, 'valid')
    }
  })

  it('become certificates with addresses beside a DNS name (RFC 8738, R190)', async () => {
    const name = suite.environment.aServerName()
    const addresses = ['192.0.2.7', '2001:db8::7']
    const { client } = await suite.environment.aProgram({ names: [name, ...addresses] })
    const { leaf } = await aCertificate(client, [name, ...addresses])
    assert.equal(
      leaf.subjectAltName,
      `DNS:${name}, IP Address:192.0.2.7, IP Address:2001:DB8:0:0:0:0:0:7`,
    )
    assert.ok(leaf.checkIP('192.0.2.7') !== undefined && leaf.checkIP('2001:db8::7') !== undefined)
    assert.equal(leaf.subject.split('\n').at(-1), `CN=${name}`)
    assert.ok(!suite.looked.includes('192.0.2.7'), 'addresses have no CAA records')
    assert.equal(errorOf(await order(client, addresses)), 'rejectedIdentifier')
    for (const address of ['192.0.2.8', '10.0.0.7', '127.0.0.1', '2001:db8::8'])
      assert.equal(errorOf(await order(client, [name, address])), 'rejectedIdentifier', address)
  })

  it('have addresses of an approved network, each proved by HTTP or TLS-ALPN, never by DNS (RFC 8738)', async () => {
    const name = suite.environment.aServerName()
    const networks = ['198.51.100.16/28', '2001:db8:12::/64']
    const { client, approval } = await suite.environment.aProgram({ names: [name, ...networks] })
    assert.deepEqual(approval.names, [name, ...networks])
    assert.equal(errorOf(await order(client, [name, '198.51.100.32'])), 'rejectedIdentifier')
    for (const [address, type] of [
      ['198.51.100.17', 'http-01'],
      ['2001:db8:12::17', 'http-01'],
      ['198.51.100.31', 'tls-alpn-01'],
      ['2001:db8:12::31', 'tls-alpn-01'],
    ] as const) {
      const reply = await order(client, [name, address])
      const created = bodyOf(reply) as Order
      assert.equal(created.status, 'pending', reply.text)
      const shownAll = await Promise.all(
        created.authorizations.map(
          async (one) => bodyOf(await client.post(one)) as AuthorizationShown,
        ),
      )
      const ofAddress = shownAll.find(({ identifier }) => identifier.value === address)
      assert.equal(ofAddress?.identifier.type, 'ip')
      assert.deepEqual(ofAddress.challenges.map((one) => one.type).toSorted(), [
        'http-01',
        'tls-alpn-01',
      ])
      const challenge = ofAddress.challenges.find((one) => one.type === type)
      assert.ok(challenge)
      const byDns = challenge.url.replace(/[^/]+$/, 'dns-01')
      assert.equal((await client.post(byDns, {})).status, 404)
      const thumbprint = await thumbprintOf(
        client.keys().publicKey.export({ format: 'jwk' }) as AccountJwk,
      )
      const key = `${challenge.token}.${thumbprint}`
      suite.found = () => Promise.resolve(ok(key))
      const digest = new Uint8Array(hash('sha256', key, 'buffer'))
      const { cert } = anAcmeCertificate({ names: [`IP:${address}`], digest })
      suite.shown = () => ok(new Uint8Array(new X509Certificate(cert).raw))
      await client.post(challenge.url, {})
      await suite.environment.validations.drain()
      assert.deepEqual(suite.looked, [address])
      suite.looked = []
      assert.equal((await view(client, reply.headers['location'] ?? '')).status, 'ready')
      const csr = aRequest([name, address])
      assert.equal(errorOf(await finalise(client, created, csr)), 'ok')
      await suite.environment.outbox.drain()
      assert.equal((await view(client, reply.headers['location'] ?? '')).status, 'valid')
    }
  })

  it('are not proved by the certificate of another name, another key or an ordinary server (RFC 8737 § 3)', async () => {
    const { client } = await suite.environment.aProgram({ names: ['.alpn.example.fi'] })
    const other = new Uint8Array(32)
    for (const [at, of] of (
      [
        (name, digest) => anAcmeCertificate({ names: [`DNS:${name}`], digest }),
        () => anAcmeCertificate({ names: ['DNS:another.example.fi'], digest: other }),
        (name) => anAcmeCertificate({ names: [`DNS:${name}`], digest: other }),
        (name, digest) => anAcmeCertificate({ names: [`DNS:${name}`, 'DNS:b.fi'], digest }),
        (name, digest) => anAcmeCertificate({ names: [`DNS:${name}`], digest, isCritical: false }),
        (_name, digest) => anAcmeCertificate({ names: ['DNS:another.example.fi'], digest }),
      ] satisfies ((name: string, digest: Uint8Array) => ReturnType<typeof anAcmeCertificate>)[]
    ).entries()) {
      const name = `n${String(at)}.alpn.example.fi`
      const { url, challenge, thumbprint } = await aChallenge(client, name, 'tls-alpn-01')
      const key = `${challenge.token}.${thumbprint}`
      const { cert } = of(name, new Uint8Array(hash('sha256', key, 'buffer')))
      suite.shown = () => ok(new Uint8Array(new X509Certificate(cert).raw))
      await client.post(challenge.url, {})
      await suite.environment.validations.drain()
      assert.equal((await view(client, url)).status, at === 0 ? 'ready' : 'invalid', String(at))
      suite.environment.setNow(plus(suite.environment.now(), hour + 1))
      client.dropNonces()
    }
  })

  it('have no network that is larger than servers of one organisation need', async () => {
    const hospital = await suite.environment.aHospital()
    const name = suite.environment.aServerName()
    for (const [network, kind] of [
      ['198.51.100.0/23', 'network-too-large'],
      ['2001:db8::/63', 'network-too-large'],
      ['0.0.0.0/0', 'network-too-large'],
      ['10.1.2.0/24', 'address-not-certified'],
    ] as const) {
      const refused = await suite.environment.request(hospital, { names: [name, network] })
      assert.equal(!refused.ok && refused.refusal.kind, kind, network)
    }
    const alone = await suite.environment.request(hospital, { names: ['198.51.100.0/28'] })
    assert.equal(!alone.ok && alone.refusal.kind, 'address-without-name')
    const written = await suite.environment.request(hospital, {
      names: [name.toUpperCase(), '2001:DB8:0:0::7', '198.51.100.7/28'],
    })
    assert.deepEqual(written.ok && written.value.names, [name, '2001:db8::7', '198.51.100.0/28'])
  })

  it('fail when a name is not proved: with the error, and nothing of what was found', async () => {
    const { client } = await suite.environment.aProgram({ names: ['.wrong.example.fi'] })
    for (const [at, [find, error]] of (
      [
        [() => Promise.resolve(ok('an inner secret')), 'incorrectResponse'],
        [() => Promise.resolve(no('rejectedIdentifier', 'Inner.')), 'rejectedIdentifier'],
      ] as const
    ).entries()) {
      suite.found = find
      const { url, authorization, challenge } = await aChallenge(
        client,
        `n${String(at)}.wrong.example.fi`,
      )
      await client.post(challenge.url, {})
      await suite.environment.validations.drain()
      const failed = await client.post(url)
      assert.equal((bodyOf(failed) as Order).status, 'invalid')
      assert.equal((bodyOf(failed) as Order).error?.type, `urn:ietf:params:acme:error:${error}`)
      assert.ok(!failed.text.includes('secret'))
      assert.ok(!(await client.post(authorization)).text.includes('secret'))
      assert.equal((bodyOf(await client.post(challenge.url, {})) as Challenge).status, 'invalid')
    }
    const late = await aChallenge(client, 'late.wrong.example.fi')
    const { authorization, url } = await aChallenge(client, 'given-up.wrong.example.fi')
    assert.equal(errorOf(await client.post(authorization, { status: 'deactivated' })), 'ok')
    assert.equal((await view(client, url)).status, 'invalid')
    suite.environment.setNow(plus(morning, 30 * day))
    client.dropNonces()
    const statusOf = async (of: string) => (bodyOf(await client.post(of)) as Order).status
    assert.equal(await statusOf(late.authorization), 'expired')
    assert.equal(await statusOf(authorization), 'deactivated')
  })

  it('have a rate limit per hour, and so have failed validations (R197)', async () => {
    const { client } = await suite.environment.aProgram({ names: ['.much.example.fi'] })
    for (let at = 0; at < 5; at += 1) {
      const { challenge } = await aChallenge(client, `f${String(at)}.much.example.fi`)
      suite.found = () => Promise.resolve(no('rejectedIdentifier', 'Inner.'))
      await client.post(challenge.url, {})
      await suite.environment.validations.drain()
    }
    const refused = await order(client, ['more.much.example.fi'])
    assert.equal(errorOf(refused), 'rateLimited')
    assert.ok(Number(refused.headers['retry-after']) > 0)
    suite.environment.setNow(plus(morning, hour + 1))
    client.dropNonces()
    assert.equal(errorOf(await order(client, ['more.much.example.fi'])), 'ok')
    for (let at = 0; at < 49; at += 1)
      assert.equal(errorOf(await order(client, ['more.much.example.fi'])), 'ok')
    assert.equal(errorOf(await order(client, ['more.much.example.fi'])), 'rateLimited')
  })

  it('have at most twenty names of an account validated at a time, and others wait (R197)', async () => {
    const { client } = await suite.environment.aProgram({ names: ['.many.example.fi'] })
    const response = async (at: number) => {
      const { challenge } = await aChallenge(client, `m${String(at)}.many.example.fi`)
      return client.post(challenge.url, {})
    }
    for (let at = 0; at < 20; at += 1) assert.equal(errorOf(await response(at)), 'ok')
    const { challenge } = await aChallenge(client, 'one-more.many.example.fi')
    const waiting = await client.post(challenge.url, {})
    assert.equal(errorOf(waiting), 'rateLimited')
    assert.ok(Number(waiting.headers['retry-after']) > 0)
    suite.found = () => Promise.resolve(no('rejectedIdentifier', 'Inner.'))
    await suite.environment.validations.drain()
    assert.equal(errorOf(await client.post(challenge.url, {})), 'ok')
    await suite.environment.validations.drain()
  })
})
