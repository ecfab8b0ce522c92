import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { after, before, beforeEach } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import type { AcmeClient, AcmeReply } from '@sotevarmenne/tests/network/acme-client'
import type { Db } from '#platform/db.ts'
import { no } from '../acme-refusal.ts'
import type { NameProbe } from '../deps.ts'
import type { CaaRecord } from '../domain/caa.ts'
import { thumbprintOf, type AccountJwk } from '../keys.ts'
import { aRequest, createAcmeEnvironment, morning, type AcmeEnvironment } from '../testing.ts'

export type Order = {
  readonly status: string
  readonly authorizations: readonly string[]
  readonly finalize: string
  readonly certificate?: string
  readonly error?: { readonly type: string }
}
export type AuthorizationShown = {
  readonly identifier: { readonly type: string; readonly value: string }
  readonly challenges: readonly Challenge[]
}
export type Challenge = {
  readonly type: string
  readonly url: string
  readonly token: string
  readonly status: string
}
export const bodyOf = ({ text }: AcmeReply): unknown => JSON.parse(text)

const nothing = () => no('connection', 'There is nothing.')
const unreachable = () => Promise.resolve(nothing())

/** Orders of ACME, with what their tests need. */
export function openAcmeOrders(db: Db) {
  let environment: AcmeEnvironment | undefined
  const suite = {
    get environment() {
      return environment ?? assert.fail('used before the first hook')
    },
    /** Names that were probed. */
    looked: [] as string[],
    /** The result of probing a name. */
    found: unreachable as () => ReturnType<NameProbe['fetchKeyAuthorization']>,
    texts: [] as readonly string[],
    /** What the server shows to TLS-ALPN-01. */
    shown: nothing as () => Awaited<ReturnType<NameProbe['fetchAcmeCertificate']>>,
    caa: [] as readonly CaaRecord[],
    /** Organisations that have ceased, by the business register. */
    ceased: new Set<string>(),
  }
  const probe: NameProbe = {
    fetchKeyAuthorization: (name) => {
      suite.looked.push(name)
      return suite.found()
    },
    lookUpCaa: (name) => {
      suite.looked.push(name)
      return Promise.resolve(ok(suite.caa))
    },
    fetchAcmeCertificate: (name) => {
      suite.looked.push(name)
      return Promise.resolve(suite.shown())
    },
    lookUpTexts: (name) => {
      suite.looked.push(name)
      return Promise.resolve(ok(suite.texts))
    },
  }
  before(async () => {
    environment = await createAcmeEnvironment(db, {
      probe,
      status: (businessId) => (suite.ceased.has(businessId) ? 'ceased' : 'active'),
    })
  })
  beforeEach(() => {
    suite.environment.setNow(morning)
    suite.looked = []
    suite.texts = []
    suite.shown = nothing
    suite.found = unreachable
  })
  after(() => suite.environment.close())

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
    await suite.environment.outbox.drain()
    const issued = await view(client, created.url)
    assert.equal(issued.status, 'valid', JSON.stringify(issued))
    const chain = await client.post(issued.certificate ?? '')
    const parts = chain.text.split(/(?<=-----END CERTIFICATE-----\n)/)
    return { ...created, chain, parts, leaf: new X509Certificate(parts[0] ?? '') }
  }

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
  return Object.assign(suite, { order, aReady, finalise, view, aCertificate, aChallenge })
}
