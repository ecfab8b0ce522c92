import assert from 'node:assert/strict'
import { generateKeyPairSync, hash, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { after, before, beforeEach, it } from 'node:test'
import { day, hour, plus } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { anAcmeCertificate } from '@sotevarmenne/tests/network/acme-certificate'
import {
  accountKeys,
  jwkOf,
  signJws,
  type AcmeClient,
  type AcmeReply,
} from '@sotevarmenne/tests/network/acme-client'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { ChargedAction } from '#cards/products/contract.ts'
import { no } from './acme-refusal.ts'
import type { NameProbe } from './deps.ts'
import type { CaaRecord } from './domain/caa.ts'
import { thumbprintOf, type AccountJwk } from './keys.ts'
import {
  aRequest,
  createAcmeEnvironment,
  errorOf,
  morning,
  type AcmeEnvironment,
  carryInto,
} from './testing.ts'

type Order = {
  readonly status: string
  readonly authorizations: readonly string[]
  readonly finalize: string
  readonly certificate?: string
  readonly error?: { readonly type: string }
}
type AuthorizationShown = {
  readonly identifier: { readonly type: string; readonly value: string }
  readonly challenges: readonly Challenge[]
}
type Challenge = {
  readonly type: string
  readonly url: string
  readonly token: string
  readonly status: string
}
const bodyOf = ({ text }: AcmeReply): unknown => JSON.parse(text)

forEachDatabase('ACME orders', ({ db }) => {
  let environment: AcmeEnvironment
  let looked: string[]
  /** The result of probing a name. */
  let found: () => ReturnType<NameProbe['fetchKeyAuthorization']>
  let texts: readonly string[]
  /** What the server shows to TLS-ALPN-01. */
  let shown: () => Awaited<ReturnType<NameProbe['fetchAcmeCertificate']>>
  let caa: readonly CaaRecord[] = []
  /** Organisations that have ceased, by the business register. */
  const ceased = new Set<string>()
  const probe: NameProbe = {
    fetchKeyAuthorization: (name) => {
      looked.push(name)
      return found()
    },
    lookUpCaa: (name) => {
      looked.push(name)
      return Promise.resolve(ok(caa))
    },
    fetchAcmeCertificate: (name) => {
      looked.push(name)
      return Promise.resolve(shown())
    },
    lookUpTexts: (name) => {
      looked.push(name)
      return Promise.resolve(ok(texts))
    },
  }
  before(async () => {
    environment = await createAcmeEnvironment(db, {
      probe,
      status: (businessId) => (ceased.has(businessId) ? 'ceased' : 'active'),
    })
  })
  beforeEach(() => {
    environment.setNow(morning)
    looked = []
    texts = []
    shown = () => no('connection', 'There is nothing.')
    found = () => Promise.resolve(no('connection', 'There is nothing.'))
  })
  after(() => environment.close())

  const order = (client: AcmeClient, names: readonly string[], more: object = {}) =>
    client.post(client.at('newOrder'), {
      identifiers: names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
      ...more,
    })
  async function aReady(client: AcmeClient, names: readonly string[], more: object = {}) {
    const reply = await order(client, names, more)
    assert.equal(reply.status, 201, reply.text)
    const created = bodyOf(reply) as Order
    assert.equal(created.status, 'ready')
    return { ...created, url: reply.headers['location'] ?? '' }
  }
  const finalise = (client: AcmeClient, { finalize }: { finalize: string }, csr: string) =>
    client.post(finalize, { csr })
  const view = async (client: AcmeClient, url: string) => bodyOf(await client.post(url)) as Order
  /** Ordered, finalised, issued: the certificate and its chain, PEM. */
  async function aCertificate(client: AcmeClient, names: readonly string[], more: object = {}) {
    const created = await aReady(client, names, more)
    assert.equal((await finalise(client, created, aRequest(names))).status, 200)
    await environment.outbox.drain()
    const issued = await view(client, created.url)
    assert.equal(issued.status, 'valid', JSON.stringify(issued))
    const chain = await client.post(issued.certificate ?? '')
    const parts = chain.text.split(/(?<=-----END CERTIFICATE-----\n)/)
    return { ...created, chain, parts, leaf: new X509Certificate(parts[0] ?? '') }
  }

  it('become certificates with the data of approval and code service, never of the request (R193)', async () => {
    const name = environment.aServerName()
    const { hospital, client } = await environment.aProgram({ names: [name] })
    const { leaf, parts, chain, certificate, url } = await aCertificate(client, [name])
    assert.deepEqual(leaf.subject.split('\n'), [
      'C=FI',
      'O=Esimerkkilän sairaala',
      'OU=Esimerkkilän sairaalan apteekki',
      `serialNumber=${hospital.unitOid}`,
      `CN=${name}`,
    ])
    assert.equal(leaf.subjectAltName, `DNS:${name}`)
    assert.equal(chain.headers['content-type'], 'application/pem-certificate-chain')
    assert.equal(parts.length, 2)
    assert.ok(leaf.checkIssued(new X509Certificate(parts[1] ?? '')))
    const alternate = /<([^>]+)>;rel="alternate"/.exec(chain.headers['link'] ?? '')?.[1]
    const withRoot = await client.post(alternate ?? '')
    assert.equal(withRoot.text.match(/BEGIN CERTIFICATE/g)?.length, 3)

    const { client: stranger } = await environment.aProgram()
    for (const address of [certificate ?? url, url])
      assert.equal((await stranger.post(address)).status, 404)
    const listed = await client.post(`${client.kid() ?? ''}/orders`)
    assert.deepEqual((bodyOf(listed) as { orders: string[] }).orders, [url])
  })

  it('are refused when the request has other names than were ordered, or a weak or used key', async () => {
    const [name, other] = [environment.aServerName(), environment.aServerName()]
    const { client } = await environment.aProgram({ names: [name, other] })
    const created = await aReady(client, [name])
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const another = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    for (const [csr, error] of [
      [aRequest([other]), 'badCSR'],
      [aRequest([name, other]), 'badCSR'],
      [aRequest([name], { commonName: other }), 'badCSR'],
      [aRequest([`*.${name}`]), 'badCSR'],
      [aRequest([name], { keys, signer: another }), 'badCSR'],
      [aRequest([name], { keys: weak }), 'badPublicKey'],
      ['AAAA', 'badCSR'],
    ] as const)
      assert.equal(errorOf(await finalise(client, created, csr)), error)
    assert.equal((await view(client, created.url)).status, 'ready')
    assert.equal(errorOf(await finalise(client, created, aRequest([name], { keys }))), 'ok')
    await environment.outbox.drain()
    const again = await aReady(client, [name])
    assert.equal(errorOf(await finalise(client, again, aRequest([name], { keys }))), 'badPublicKey')
  })

  it('are refused for the key of an account, and an account for a key with a certificate (RFC 8555 § 11.1)', async () => {
    const name = environment.aServerName()
    const { client, hospital, approval } = await environment.aProgram({ names: [name] })
    const { client: another } = await environment.aProgram()
    const created = await aReady(client, [name])
    for (const keys of [client.keys(), another.keys()])
      assert.equal(
        errorOf(await finalise(client, created, aRequest([name], { keys }))),
        'badPublicKey',
      )
    const keys = accountKeys()
    assert.equal(errorOf(await finalise(client, created, aRequest([name], { keys }))), 'ok')
    await environment.outbox.drain()
    const third = await environment.aClient()
    third.useKeys(keys)
    const opened = await third.open(await environment.aKey(hospital, approval.approvalId))
    assert.equal(errorOf(opened), 'badPublicKey')
    const url = client.at('keyChange')
    const change = signJws(keys, {
      header: { jwk: jwkOf(keys), url },
      payload: { account: client.kid(), oldKey: jwkOf(client.keys()) },
    })
    assert.equal(errorOf(await client.post(url, change)), 'badPublicKey')
  })

  it('are certified only where CAA records allow this service, checked when the order is finalised (R239)', async () => {
    const careful = await environment.serve(environment.createOne({ caaDomain: 'pki.example' }))
    try {
      const name = environment.aServerName()
      const hospital = await environment.aHospital()
      const approval = await environment.anApproval(hospital, { names: [name] })
      const client = await environment.aClient(carryInto(careful))
      const directory = await carryInto(careful)({
        ...{ method: 'GET', url: 'https://service.example/acme/directory' },
      })
      assert.match(directory.text, /"caaIdentities":\["pki\.example"\]/)
      assert.equal(
        (await client.open(await environment.aKey(hospital, approval.approvalId))).status,
        201,
      )
      const created = await aReady(client, [name])
      caa = [{ isCritical: false, tag: 'issue', value: 'other.example' }]
      const csr = aRequest([name])
      assert.equal(errorOf(await finalise(client, created, csr)), 'caa')
      assert.equal((await view(client, created.url)).status, 'ready')
      caa = [...caa, { isCritical: false, tag: 'issue', value: 'pki.example; policy=1' }]
      assert.equal(errorOf(await finalise(client, created, csr)), 'ok')
      assert.deepEqual(looked, [name, name])
      // A finalised order is only returned: CAA is not checked again.
      caa = [{ isCritical: true, tag: 'unheard', value: 'of' }]
      assert.equal(errorOf(await finalise(client, created, csr)), 'ok')
      await environment.outbox.drain()
    } finally {
      caa = []
      await careful.close()
    }
  })

  it('may be finalised repeatedly, and become one certificate (R194)', async () => {
    const name = environment.aServerName()
    const { client, approval } = await environment.aProgram({ names: [name] })
    const created = await aReady(client, [name])
    const csr = aRequest([name])
    const replies = await Promise.all([1, 2, 3].map(() => finalise(client, created, csr)))
    for (const reply of replies) assert.equal((bodyOf(reply) as Order).status, 'processing')
    assert.equal(errorOf(await finalise(client, created, aRequest([name]))), 'orderNotReady')
    const before = environment.events.length
    await environment.outbox.drain()
    const issued = environment.events
      .slice(before)
      .filter(({ type }) => type === 'ServiceCertificateIssued')
    assert.equal(issued.length, 1)
    const charges = issued.flatMap((event) => ('charges' in event ? [event.charges] : []))
    const [[action]] = charges as [[ChargedAction]]
    assert.ok(action.subject.kind === 'certificate')
    assert.equal(action.subject.approvalId, approval.approvalId)
    const repeated = bodyOf(await finalise(client, created, csr)) as Order
    assert.equal(repeated.status, 'valid')
    assert.equal(errorOf(await finalise(client, created, aRequest([name]))), 'orderNotReady')
  })

  it('have names that the approval allows and a server may have, with one subproblem for each wrong name', async () => {
    const { client } = await environment.aProgram({ names: ['.names.example.fi'] })
    for (const names of [
      ['other.example.fi'],
      ['names.example.fi'],
      ['not-names.example.fi'],
      ['*.names.example.fi'],
      ['server'],
      ['server.local'],
    ])
      assert.equal(errorOf(await order(client, names)), 'rejectedIdentifier', names[0])
    const two = await order(client, ['good.names.example.fi', 'bad.example.fi', '*.example.fi'])
    const { subproblems } = bodyOf(two) as { subproblems: { identifier: { value: string } }[] }
    assert.deepEqual(
      subproblems.map(({ identifier }) => identifier.value),
      ['bad.example.fi', '*.example.fi'],
    )
    const hundred = Array.from({ length: 100 }, (_, at) => `s${String(at)}.names.example.fi`)
    assert.equal((await order(client, hundred)).status, 201)
    assert.equal(errorOf(await order(client, [...hundred, 'one.names.example.fi'])), 'malformed')
    for (const [identifier, error] of [
      [{ type: 'permanent-identifier', value: '1' }, 'unsupportedIdentifier'],
      [{ type: 'dns', value: '192.0.2.1' }, 'malformed'],
      [{ type: 'ip', value: 'a.names.example.fi' }, 'malformed'],
      [{ type: 'ip', value: '2001:db8:0::1' }, 'malformed'],
    ] as const)
      assert.equal(
        errorOf(await client.post(client.at('newOrder'), { identifiers: [identifier] })),
        error,
        identifier.value,
      )
    assert.equal(
      errorOf(await order(client, ['a.names.example.fi'], { notAfter: '2030-01-01T00:00:00Z' })),
      'malformed',
    )
  })

  /** The challenge of the only name of an order. */
  async function aChallenge(client: AcmeClient, name: string, type = 'http-01') {
    const reply = await order(client, [name])
    const created = bodyOf(reply) as Order
    assert.equal(created.status, 'pending')
    const [authorization = ''] = created.authorizations
    const { challenges } = bodyOf(await client.post(authorization)) as { challenges: Challenge[] }
    const challenge = challenges.find((one) => one.type === type)
    assert.ok(challenge)
    const thumbprint = await thumbprintOf(
      client.keys().publicKey.export({ format: 'jwk' }) as AccountJwk,
    )
    return { url: reply.headers['location'] ?? '', created, authorization, challenge, thumbprint }
  }

  it('under a domain are ready when control of each name was proved, by HTTP or by DNS', async () => {
    const { client } = await environment.aProgram({ names: ['.proved.example.fi'] })
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
      found = () => Promise.resolve(ok(key))
      texts = [hash('sha256', key, 'base64url')]
      await environment.validations.drain()
      assert.deepEqual(looked, [type === 'http-01' ? name : `_acme-challenge.${name}`])
      looked = []
      assert.equal((await view(client, url)).status, 'ready')
      assert.equal((bodyOf(await client.post(authorization)) as Order).status, 'valid')
      assert.equal((await finalise(client, created, aRequest([name]))).status, 200)
      await environment.outbox.drain()
      assert.equal((await view(client, url)).status, 'valid')
    }
  })

  it('become certificates with addresses beside a DNS name (RFC 8738, R190)', async () => {
    const name = environment.aServerName()
    const addresses = ['192.0.2.7', '2001:db8::7']
    const { client } = await environment.aProgram({ names: [name, ...addresses] })
    const { leaf } = await aCertificate(client, [name, ...addresses])
    assert.equal(
      leaf.subjectAltName,
      `DNS:${name}, IP Address:192.0.2.7, IP Address:2001:DB8:0:0:0:0:0:7`,
    )
    assert.ok(leaf.checkIP('192.0.2.7') !== undefined && leaf.checkIP('2001:db8::7') !== undefined)
    assert.equal(leaf.subject.split('\n').at(-1), `CN=${name}`)
    assert.ok(!looked.includes('192.0.2.7'), 'addresses have no CAA records')
    assert.equal(errorOf(await order(client, addresses)), 'rejectedIdentifier')
    for (const address of ['192.0.2.8', '10.0.0.7', '127.0.0.1', '2001:db8::8'])
      assert.equal(errorOf(await order(client, [name, address])), 'rejectedIdentifier', address)
  })

  it('have addresses of an approved network, each proved by HTTP or TLS-ALPN, never by DNS (RFC 8738)', async () => {
    const name = environment.aServerName()
    const networks = ['198.51.100.16/28', '2001:db8:12::/64']
    const { client, approval } = await environment.aProgram({ names: [name, ...networks] })
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
      found = () => Promise.resolve(ok(key))
      const digest = new Uint8Array(hash('sha256', key, 'buffer'))
      const { cert } = anAcmeCertificate({ names: [`IP:${address}`], digest })
      shown = () => ok(new Uint8Array(new X509Certificate(cert).raw))
      await client.post(challenge.url, {})
      await environment.validations.drain()
      assert.deepEqual(looked, [address])
      looked = []
      assert.equal((await view(client, reply.headers['location'] ?? '')).status, 'ready')
      const csr = aRequest([name, address])
      assert.equal(errorOf(await finalise(client, created, csr)), 'ok')
      await environment.outbox.drain()
      assert.equal((await view(client, reply.headers['location'] ?? '')).status, 'valid')
    }
  })

  it('are not proved by the certificate of another name, another key or an ordinary server (RFC 8737 § 3)', async () => {
    const { client } = await environment.aProgram({ names: ['.alpn.example.fi'] })
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
      shown = () => ok(new Uint8Array(new X509Certificate(cert).raw))
      await client.post(challenge.url, {})
      await environment.validations.drain()
      assert.equal((await view(client, url)).status, at === 0 ? 'ready' : 'invalid', String(at))
      environment.setNow(plus(environment.now(), hour + 1))
      client.dropNonces()
    }
  })

  it('have no network that is larger than servers of one organisation need', async () => {
    const hospital = await environment.aHospital()
    const name = environment.aServerName()
    for (const [network, kind] of [
      ['198.51.100.0/23', 'network-too-large'],
      ['2001:db8::/63', 'network-too-large'],
      ['0.0.0.0/0', 'network-too-large'],
      ['10.1.2.0/24', 'address-not-certified'],
    ] as const) {
      const refused = await environment.request(hospital, { names: [name, network] })
      assert.equal(!refused.ok && refused.refusal.kind, kind, network)
    }
    const alone = await environment.request(hospital, { names: ['198.51.100.0/28'] })
    assert.equal(!alone.ok && alone.refusal.kind, 'address-without-name')
    const written = await environment.request(hospital, {
      names: [name.toUpperCase(), '2001:DB8:0:0::7', '198.51.100.7/28'],
    })
    assert.deepEqual(written.ok && written.value.names, [name, '2001:db8::7', '198.51.100.0/28'])
  })

  it('fail when a name is not proved: with the error, and nothing of what was found', async () => {
    const { client } = await environment.aProgram({ names: ['.wrong.example.fi'] })
    for (const [at, [find, error]] of (
      [
        [() => Promise.resolve(ok('an inner secret')), 'incorrectResponse'],
        [() => Promise.resolve(no('rejectedIdentifier', 'Inner.')), 'rejectedIdentifier'],
      ] as const
    ).entries()) {
      found = find
      const { url, authorization, challenge } = await aChallenge(
        client,
        `n${String(at)}.wrong.example.fi`,
      )
      await client.post(challenge.url, {})
      await environment.validations.drain()
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
    environment.setNow(plus(morning, 30 * day))
    client.dropNonces()
    const statusOf = async (of: string) => (bodyOf(await client.post(of)) as Order).status
    assert.equal(await statusOf(late.authorization), 'expired')
    assert.equal(await statusOf(authorization), 'deactivated')
  })

  it('have a rate limit per hour, and so have failed validations (R197)', async () => {
    const { client } = await environment.aProgram({ names: ['.much.example.fi'] })
    for (let at = 0; at < 5; at += 1) {
      const { challenge } = await aChallenge(client, `f${String(at)}.much.example.fi`)
      found = () => Promise.resolve(no('rejectedIdentifier', 'Inner.'))
      await client.post(challenge.url, {})
      await environment.validations.drain()
    }
    const refused = await order(client, ['more.much.example.fi'])
    assert.equal(errorOf(refused), 'rateLimited')
    assert.ok(Number(refused.headers['retry-after']) > 0)
    environment.setNow(plus(morning, hour + 1))
    client.dropNonces()
    assert.equal(errorOf(await order(client, ['more.much.example.fi'])), 'ok')
    for (let at = 0; at < 49; at += 1)
      assert.equal(errorOf(await order(client, ['more.much.example.fi'])), 'ok')
    assert.equal(errorOf(await order(client, ['more.much.example.fi'])), 'rateLimited')
  })

  it('have at most twenty names of an account validated at a time, and others wait (R197)', async () => {
    const { client } = await environment.aProgram({ names: ['.many.example.fi'] })
    const response = async (at: number) => {
      const { challenge } = await aChallenge(client, `m${String(at)}.many.example.fi`)
      return client.post(challenge.url, {})
    }
    for (let at = 0; at < 20; at += 1) assert.equal(errorOf(await response(at)), 'ok')
    const { challenge } = await aChallenge(client, 'one-more.many.example.fi')
    const waiting = await client.post(challenge.url, {})
    assert.equal(errorOf(waiting), 'rateLimited')
    assert.ok(Number(waiting.headers['retry-after']) > 0)
    found = () => Promise.resolve(no('rejectedIdentifier', 'Inner.'))
    await environment.validations.drain()
    assert.equal(errorOf(await client.post(challenge.url, {})), 'ok')
    await environment.validations.drain()
  })

  it('are refused when the code service, or the owner of the OID, no longer confirms them (R267)', async () => {
    const name = environment.aServerName()
    const { hospital, client } = await environment.aProgram({ names: [name] })
    const created = await aReady(client, [name])
    assert.equal((await finalise(client, created, aRequest([name]))).status, 200)
    const entry = environment.coded.get(hospital.unitOid)
    assert.ok(entry)
    // It ended between the request and its certificate.
    environment.coded.set(hospital.unitOid, { ...entry, validTo: localDate('2026-11-25') })
    await environment.outbox.drain()
    const refused = await view(client, created.url)
    assert.equal(refused.status, 'invalid')
    assert.equal(refused.error?.type, 'urn:ietf:params:acme:error:unauthorized')
    assert.equal(errorOf(await order(client, [name])), 'unauthorized')
    // Its organisation was dissolved, though the unit is still listed.
    environment.coded.set(hospital.unitOid, entry)
    const root = hospital.unitOid.split('.').slice(0, -2).join('.')
    const dissolved = environment.coded.get(root)
    assert.ok(dissolved)
    environment.coded.delete(root)
    assert.equal(errorOf(await order(client, [name])), 'unauthorized')
    environment.coded.set(root, dissolved)
    // It belongs to another organisation since a merger.
    const { businessId } = await environment.aHospital()
    environment.coded.set(hospital.unitOid, { ...entry, businessId })
    assert.equal(errorOf(await order(client, [name])), 'unauthorized')
  })

  it('are refused under another name of the unit than two case officers signed', async () => {
    const name = environment.aServerName()
    const { hospital, client } = await environment.aProgram({ names: [name] })
    const entry = environment.coded.get(hospital.unitOid)
    assert.ok(entry)
    environment.coded.set(hospital.unitOid, { ...entry, name: 'Esimerkkilän uusi apteekki' })
    const created = await aReady(client, [name])
    const refused = await finalise(client, created, aRequest([name]))
    assert.equal(errorOf(refused), 'unauthorized')
    assert.match(refused.text, /have changed since the approval/)
    environment.coded.set(hospital.unitOid, entry)
    const { leaf } = await aCertificate(client, [name])
    assert.match(leaf.subject, /OU=Esimerkkilän sairaalan apteekki/)
  })

  /** A program of a supplier, which a hospital has authorised. */
  async function aProgramOfSupplier() {
    const [hospital, supplier] = [await environment.aHospital(), await environment.aHospital()]
    const acting = aPermit('serviceCertificates.authorise', hospital)
    const given = await environment.serviceCertificates.authoriseSupplier(acting, {
      organisationId: hospital.organisationId,
      ...(await environment.numbersOf(supplier.organisationId)),
      validFrom: '2026-01-01',
    })
    assert.ok(given.ok, JSON.stringify(given))
    const name = environment.aServerName()
    const requesting = { ...supplier, unitOid: hospital.unitOid }
    const { approvalId } = await environment.anApproval(requesting, { names: [name] })
    const client = await environment.aClient()
    assert.equal((await client.open(await environment.aKey(requesting, approvalId))).status, 201)
    return { hospital, supplier, requesting, acting, given, name, client }
  }

  it('of a supplier that has ceased are refused, also when already finalised (R314)', async () => {
    const { supplier, requesting, name, client } = await aProgramOfSupplier()
    const finalised = await aReady(client, [name])
    assert.equal((await finalise(client, finalised, aRequest([name]))).status, 200)
    const created = await aReady(client, [name])
    ceased.add(supplier.businessId)
    await environment.outbox.drain()
    assert.equal((await view(client, finalised.url)).status, 'invalid')
    const requested = await environment.request(requesting)
    assert.ok(!requested.ok && requested.refusal.kind === 'applicant-ceased')

    // A run asks for a limited number of the organisations above.
    for (let run = 0; run < 3; run += 1) await environment.followBusinesses()
    assert.equal(errorOf(await finalise(client, created, aRequest([name]))), 'unauthorized')
    assert.equal(errorOf(await order(client, [name])), 'unauthorized')
  })

  it('of a supplier end with the supplier authorisation by the owner of the OID (R191)', async () => {
    const { hospital, acting, given, name, client } = await aProgramOfSupplier()
    const finalised = await aReady(client, [name])
    assert.equal((await finalise(client, finalised, aRequest([name]))).status, 200)
    const created = await aReady(client, [name])
    const [delegation] = given.value.authorisations
    const ended = await environment.serviceCertificates.endSupplierAuthorisation(acting, {
      organisationId: hospital.organisationId,
      supplierAuthorisationId: delegation?.supplierAuthorisationId ?? '',
    })
    assert.ok(ended.ok)
    assert.equal(errorOf(await finalise(client, created, aRequest([name]))), 'unauthorized')
    assert.equal(errorOf(await order(client, [name])), 'unauthorized')
    await environment.outbox.drain()
    const never = await view(client, finalised.url)
    assert.deepEqual(
      [never.status, never.error?.type],
      ['invalid', 'urn:ietf:params:acme:error:unauthorized'],
    )
  })

  it('yield certificates that are revoked by their account, another of the approval, or the certificate’s key (R195)', async () => {
    const name = environment.aServerName()
    const { hospital, approval, client } = await environment.aProgram({ names: [name] })
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const created = await aReady(client, [name])
    await finalise(client, created, aRequest([name], { keys }))
    await environment.outbox.drain()
    const pem = (await client.post((await view(client, created.url)).certificate ?? '')).text
    const first = new X509Certificate(pem).raw.toString('base64url')
    const revoke = (of: AcmeClient, certificate: string, more: object = {}, odd = {}) =>
      of.post(of.at('revokeCert'), { certificate, ...more }, odd).then(errorOf)

    const { client: stranger } = await environment.aProgram()
    assert.equal(await revoke(stranger, first), 'unauthorized')
    assert.equal(await revoke(stranger, first, {}, { keys: stranger.keys() }), 'unauthorized')
    assert.equal(await revoke(client, first, { reason: 6 }), 'badRevocationReason')
    assert.equal(await revoke(client, 'AAAA'), 'malformed')
    const root = await client.post(
      `${(await view(client, created.url)).certificate ?? ''}/with-root`,
    )
    const last = root.text.split(/(?<=-----END CERTIFICATE-----\n)/).at(-1) ?? ''
    const ofRoot = new X509Certificate(last).raw.toString('base64url')
    assert.equal(await revoke(client, ofRoot), 'malformed')

    assert.equal(await revoke(stranger, first, { reason: 1 }, { keys }), 'ok')
    assert.equal(await revoke(client, first), 'alreadyRevoked')
    const event = environment.events.findLast(({ type }) => type === 'ServiceCertificateRevoked')
    assert.deepEqual(
      { ...event, applicationId: '', organisationId: '' },
      {
        ...{ type: 'ServiceCertificateRevoked', reason: 'key-compromised' },
        ...{ applicationId: '', organisationId: '' },
      },
    )
    const second = await aCertificate(client, [name])
    const other = await environment.aClient()
    await other.open(await environment.aKey(hospital, approval.approvalId))
    assert.equal(await revoke(other, second.leaf.raw.toString('base64url')), 'ok')
  })

  it('renew a certificate when they name it, each certificate by one order (R198)', async () => {
    const [name, another] = [environment.aServerName(), environment.aServerName()]
    const { hospital, client } = await environment.aProgram({ names: [name, another] })
    const { leaf, url } = await aCertificate(client, [name])
    const decoded = decodeCertificate(new Uint8Array(leaf.raw))
    assert.ok(decoded.ok)
    const { known, serial } = decoded.value
    const id = [known.authorityKeyIdentifier ?? new Uint8Array(), serial]
      .map((bytes) => Buffer.from(bytes).toString('base64url'))
      .join('.')
    const info = await environment.carry({
      method: 'GET',
      url: `${client.at('renewalInfo')}/${id}`,
    })
    assert.equal(info.status, 200, info.text)
    assert.ok(Number(info.headers['retry-after']) > 0)
    const { suggestedWindow } = bodyOf(info) as { suggestedWindow: { start: string; end: string } }
    const left = (Date.parse(leaf.validTo) - Date.parse(suggestedWindow.start)) / day
    assert.ok(left > 115 && left < 125, String(left))
    assert.ok(suggestedWindow.start < suggestedWindow.end)
    for (const strange of [`${id}0`, 'x.y', 'nothing'])
      assert.equal(
        (await environment.carry({ method: 'GET', url: `${client.at('renewalInfo')}/${strange}` }))
          .status,
        404,
      )

    assert.equal(errorOf(await order(client, [another], { replaces: id })), 'malformed')
    const { client: stranger } = await environment.aProgram({ names: [environment.aServerName()] })
    assert.equal(errorOf(await order(stranger, [name], { replaces: id })), 'rejectedIdentifier')
    // An account that may order the same name, but under another approval, can’t replace this certificate.
    const { client: namesake } = await environment.aProgram({ names: [name] })
    assert.equal(errorOf(await order(namesake, [name], { replaces: id })), 'malformed')
    environment.setNow(plus(morning, hour))
    client.dropNonces()
    const renewed = await aCertificate(client, [name], { replaces: id })
    assert.notEqual(renewed.leaf.serialNumber, leaf.serialNumber)
    const twice = await order(client, [name], { replaces: id })
    assert.equal(twice.status, 409)
    assert.equal(errorOf(twice), 'alreadyReplaced')

    // There is no reminder of the older one; of the newer one the mailbox gets it, when nobody renewed it.
    const ends = decoded.value.notAfter
    environment.setNow(plus(ends, -6 * day))
    await environment.outbox.drain()
    const reminded = new Set(
      environment.events.flatMap((event) =>
        event.type === 'ServiceCertificateEnding'
          ? (event as { applicationId?: string }).applicationId
          : [],
      ),
    )
    const { personId } = hospital
    assert.ok(reminded.has(await environment.applicationOf(personId, renewed.url)))
    assert.ok(!reminded.has(await environment.applicationOf(personId, url)))
    client.dropNonces()
  })
})
