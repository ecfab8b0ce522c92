import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { after, before, beforeEach, it } from 'node:test'
import { plus, second } from '@sotevarmenne/kernel/instant'
import {
  accountKeys,
  jwkOf,
  signJws,
  type AcmeClient,
  type AcmeReply,
} from '@sotevarmenne/tests/network/acme-client'
import { startDnsServer, type DnsResponses } from '@sotevarmenne/tests/network/dns-server'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { ipAddressRule } from '@sotevarmenne/kernel/ip-address'
import { probeNames } from './adapters/probe-names.ts'
import { thumbprintOf, type AccountJwk } from './keys.ts'
import {
  aRequest,
  carryInto,
  createAcmeEnvironment,
  errorOf,
  morning,
  type AcmeEnvironment,
} from './testing.ts'

type Shown = {
  readonly status: string
  readonly expires: string
  readonly authorizations: readonly string[]
  readonly finalize: string
  readonly challenges: readonly Challenge[]
  readonly error?: { readonly type: string; readonly detail: string }
}
type Challenge = { readonly type: string; readonly url: string; readonly [name: string]: unknown }
const bodyOf = ({ text }: AcmeReply) => JSON.parse(text) as Shown

/** As draft-ietf-acme-dns-persist-02 § 4.1 says, point 3. */
const hashedUri = (
  prefix: string,
  { domain, thumbprint, url }: Record<'domain' | 'thumbprint' | 'url', string>,
): string =>
  `${prefix}sha-256/${hash('sha256', Buffer.concat([Buffer.of(domain.length), Buffer.from(domain + thumbprint + url)]), 'base64url')}`

forEachDatabase('names proved by standing DNS records', ({ db }) => {
  let environment: AcmeEnvironment
  let dns: Awaited<ReturnType<typeof startDnsServer>>
  const responses: DnsResponses = new Map()
  before(async () => {
    dns = await startDnsServer(responses)
    environment = await createAcmeEnvironment(db, {
      probe: probeNames({ mayConnect: ipAddressRule([]), resolvers: [dns.address] }),
      ...{ caaDomain: 'pki.example', issuerDomainName: 'pki.example' },
    })
  })
  beforeEach(() => {
    environment.setNow(morning)
    responses.clear()
  })
  after(async () => {
    await environment.close()
    await dns.close()
  })

  const order = async (client: AcmeClient, ...names: readonly string[]) => {
    const reply = await client.post(client.at('newOrder'), {
      identifiers: names.map((value) => ({ type: 'dns', value })),
    })
    assert.equal(reply.status, 201, reply.text)
    return { ...bodyOf(reply), url: reply.headers['location'] ?? '' }
  }
  const view = async (client: AcmeClient, url: string) => bodyOf(await client.post(url))
  const challengeOf = async (client: AcmeClient, authorization: string) => {
    const { challenges } = await view(client, authorization)
    const challenge = challenges.find(({ type }) => type === 'dns-persist-01')
    assert.ok(challenge)
    return challenge
  }
  /** Ordered, and its only name validated by the records that are there now. */
  async function tried(client: AcmeClient, name: string) {
    const ordered = await order(client, name)
    const { url } = await challengeOf(client, ordered.authorizations[0] ?? '')
    assert.equal((await client.post(url, {})).status, 200)
    await environment.validations.drain()
    return { ...ordered, ...(await view(client, ordered.url)) }
  }
  const errorIn = ({ error }: Shown) => error?.type.replace('urn:ietf:params:acme:error:', '')
  const thumbprintOfClient = (client: AcmeClient) =>
    thumbprintOf(jwkOf(client.keys()) as AccountJwk)
  const prefix = 'https://service.example/acme/account-hash/'
  /** The record that lets the program order names of the domain. */
  const recordFor = async (client: AcmeClient, domain: string, more = '') =>
    `pki.example; accounturi=${hashedUri(prefix, {
      ...{ domain, thumbprint: await thumbprintOfClient(client), url: client.kid() ?? '' },
    })}${more}`
  const publish = (name: string, ...texts: string[]) =>
    responses.set(`_validation-persist.${name} TXT`, texts)

  it('have the hash of the draft’s own example', () => {
    assert.equal(
      hashedUri('https://ca.example/account-hash/', {
        domain: 'example.com',
        thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
        url: 'https://ca.example/acct/123',
      }),
      'https://ca.example/account-hash/sha-256/5SQm7n6tPh2-PlLbCKGnViTXX5z19SCN4cPGQHSk-kw',
    )
  })

  it('are offered only where the service was set to it, and then the directory says how', async () => {
    const off = await environment.serve(environment.createOne({ issuerDomainName: undefined }))
    try {
      const plain = await carryInto(off)({
        ...{ method: 'GET', url: 'https://service.example/acme/directory' },
      })
      assert.doesNotMatch(plain.text, /issuerDomainNames|accountHashPrefix|keyRotationPeriod/)
      const { client } = await environment.aProgram({ names: ['.offered.example.fi'] })
      const { meta } = client.directory as unknown as { readonly meta: object }
      assert.deepEqual(meta, {
        ...{ website: 'https://service.example', externalAccountRequired: true },
        caaIdentities: ['pki.example'],
        ...{ issuerDomainNames: ['pki.example'], accountHashPrefix: prefix, keyRotationPeriod: 0 },
      })
      const { authorizations } = await order(client, 'a.offered.example.fi')
      const { url, ...challenge } = await challengeOf(client, authorizations[0] ?? '')
      // No token: nothing of the record changes from one order to the next (§ 3.1).
      assert.deepEqual(challenge, {
        ...{ type: 'dns-persist-01', status: 'pending', issuerDomainNames: ['pki.example'] },
      })
      const elsewhere = await environment.aClient(carryInto(off))
      elsewhere.useKeys(client.keys())
      assert.equal((await elsewhere.open()).status, 200)
      const shown = await view(elsewhere, authorizations[0] ?? '')
      assert.deepEqual(shown.challenges.map(({ type }) => type).toSorted(), [
        ...['dns-01', 'http-01', 'tls-alpn-01'],
      ])
      assert.equal((await elsewhere.post(url, {})).status, 404)
    } finally {
      await off.close()
    }
  })

  it('are proved by the same record in every order, each time by a new look at it', async () => {
    const { client } = await environment.aProgram({ names: ['.twice.example.fi'] })
    const name = 'a.twice.example.fi'
    publish(name, 'v=spf1 -all', await recordFor(client, name))
    for (let times = 0; times < 2; times += 1) {
      const ready = await tried(client, name)
      assert.equal(ready.status, 'ready', JSON.stringify(ready))
      assert.equal(errorOf(await client.post(ready.finalize, { csr: aRequest([name]) })), 'ok')
      await environment.outbox.drain()
      assert.equal((await view(client, ready.url)).status, 'valid')
    }
    const event = environment.events.findLast(({ type }) => type === 'NameValidated')
    assert.deepEqual(event && 'recordName' in event && event.recordName, name)
    responses.clear()
    assert.equal(errorIn(await tried(client, name)), 'dns')
  })

  it('under a domain are proved by its record with policy=wildcard, also one of any domain', async () => {
    const { client } = await environment.aProgram({ names: ['.wide.example.fi'] })
    const domain = 'wide.example.fi'
    publish(domain, await recordFor(client, domain, '; policy=wildcard'))
    assert.equal((await tried(client, 'b.a.wide.example.fi')).status, 'ready')
    publish(domain, await recordFor(client, '*', '; policy=wildcard'))
    assert.equal((await tried(client, 'c.a.wide.example.fi')).status, 'ready')
    const event = environment.events.findLast(({ type }) => type === 'NameValidated')
    assert.deepEqual(event && 'recordName' in event && event.recordName, domain)
    // Above the approved domain nothing counts.
    responses.clear()
    publish('example.fi', await recordFor(client, 'example.fi', '; policy=wildcard'))
    assert.equal(errorIn(await tried(client, 'd.wide.example.fi')), 'dns')
  })

  it('are not proved by a record of another account, domain or former key; the error says which is expected', async () => {
    const { client } = await environment.aProgram({ names: ['.bound.example.fi'] })
    const { client: another } = await environment.aProgram({ names: ['.other.example.fi'] })
    const name = 'a.bound.example.fi'
    publish(name, await recordFor(another, name), await recordFor(client, 'b.bound.example.fi'))
    const refused = await tried(client, name)
    assert.deepEqual([refused.status, errorIn(refused)], ['invalid', 'unauthorized'])
    const [, expected = ''] = refused.error?.detail.split(`_validation-persist.${name}: `) ?? []
    assert.equal(expected, await recordFor(client, name))

    publish(name, expected)
    const next = accountKeys()
    const url = client.at('keyChange')
    const change = { account: client.kid(), oldKey: jwkOf(client.keys()) }
    const inner = signJws(next, { header: { jwk: jwkOf(next), url }, payload: change })
    assert.equal((await client.post(url, inner)).status, 200)
    client.useKeys(next)
    assert.equal(errorIn(await tried(client, name)), 'unauthorized')
    publish(name, expected, await recordFor(client, name))
    assert.equal((await tried(client, name)).status, 'ready')
  })

  it('rest on a record no longer than its persistUntil: the order ends with it', async () => {
    const { client } = await environment.aProgram({ names: ['.until.example.fi'] })
    const name = 'a.until.example.fi'
    const end = plus(morning, 600 * second)
    publish(name, await recordFor(client, name, `; persistUntil=${String(end / second)}`))
    const ready = await tried(client, name)
    assert.deepEqual([ready.status, Date.parse(ready.expires)], ['ready', end + 1])
    environment.setNow(plus(end, 1))
    const late = await client.post(ready.finalize, { csr: aRequest([name]) })
    assert.equal(errorOf(late), 'orderNotReady')
    assert.equal((await view(client, ready.authorizations[0] ?? '')).status, 'expired')
    assert.equal(errorIn(await tried(client, name)), 'unauthorized')
  })

  it('are read from records of more than one string', async () => {
    const { client } = await environment.aProgram({ names: ['.long.example.fi'] })
    const name = 'a.long.example.fi'
    publish(name, await recordFor(client, name, `; note=${'x'.repeat(300)}`))
    assert.equal((await tried(client, name)).status, 'ready')
  })
})
