import assert from 'node:assert/strict'
import { generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { day, instant, minute, plus } from '@sotevarmenne/kernel/instant'
import type { IdentificationAttempt, SuomiFi } from '../ports.ts'
import { suomiFiOidc } from './suomi-fi-oidc.ts'

const identityCodeClaim = 'urn:oid:1.2.246.21'
/** The demo environment's clock differs from that of the machines. */
const ahead = plus(instant(Date.now()), 10 * day)
const attempt: IdentificationAttempt = {
  state: 'the-state',
  nonce: 'the-nonce',
  codeVerifier: 'v'.repeat(43),
  redirectUri: 'http://localhost:8080/fi/sign-in/suomi-fi',
}

describe('identification by Suomi.fi', () => {
  let folder: string
  let issuer: Issuer
  let suomiFi: SuomiFi
  const client = aKey()
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'suomi-fi-'))
    const pem = client.privateKey.export({ format: 'pem', type: 'pkcs8' })
    await writeFile(path.join(folder, 'client.key'), pem)
    issuer = await anIssuer()
  })
  beforeEach(() => {
    issuer.responses = {}
    suomiFi = ours()
  })
  after(async () => {
    issuer.close()
    await rm(folder, { recursive: true })
  })

  const ours = (clientKeyFile = 'client.key') =>
    suomiFiOidc(
      {
        issuer: issuer.url,
        clientId: 'us',
        clientKeyFile: path.join(folder, clientKeyFile),
        scope: 'openid',
        identityCodeClaim,
        confirmsRenewals: true,
        levels: new Map([['urn:loa:2', 'substantial']]),
        timeoutMilliseconds: 500,
      },
      { clock: { now: () => ahead } },
    )
  const query = (more: object = {}) =>
    new URLSearchParams({ code: 'one', state: 'the-state', iss: issuer.url, ...more }).toString()
  const outcome = async (given = query()): Promise<string> => {
    const finished = await suomiFi.finish(attempt, given)
    if (finished.ok) return 'identified'
    const { refusal } = finished
    return 'because' in refusal ? `${refusal.kind}: ${refusal.because}` : refusal.kind
  }
  const isRefused = async (responses: Responses) => {
    issuer.responses = responses
    const input = await outcome()
    assert.match(input, /^suomi-fi-response-wrong: /, JSON.stringify(responses))
    assert.ok(!input.includes('140388'), 'nothing of the person is told')
  }

  it('requests a code bound to this browser, at an accepted level, in the person’s language', async () => {
    const begun = await suomiFi.begin(attempt, 'sv')
    assert.ok(begun.ok)
    const { origin, searchParams } = new URL(begun.value)
    assert.equal(origin, issuer.url)
    const requested = Object.fromEntries(searchParams)
    assert.equal(requested['state'], 'the-state')
    assert.equal(requested['nonce'], 'the-nonce')
    assert.equal(requested['code_challenge_method'], 'S256')
    assert.equal(requested['redirect_uri'], attempt.redirectUri)
    assert.equal(requested['acr_values'], 'urn:loa:2')
    assert.equal(requested['ui_locales'], 'sv')
    assert.ok(!begun.value.includes(attempt.codeVerifier))
    assert.ok(!('prompt' in requested))
  })

  it('asks a person who is known there to identify again, where that is wanted', async () => {
    const begun = await suomiFi.begin(attempt, 'sv', 'login')
    assert.ok(begun.ok)
    assert.equal(new URL(begun.value).searchParams.get('prompt'), 'login')
  })

  it('takes over the identity, the means and the age of the sign-in, and authenticates with its key', async () => {
    const finished = await suomiFi.finish(attempt, query())
    assert.ok(finished.ok)
    const { at, idToken, ...identified } = finished.value
    assert.deepEqual(identified, {
      identityCode: '140388-9039',
      means: 'bank',
      levelOfAssurance: 'substantial',
    })
    const claims = Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8')
    assert.equal((JSON.parse(claims) as { nonce: string }).nonce, 'the-nonce')
    const age = ahead - at
    assert.ok(age >= minute && age < 2 * minute, String(age))
    const [head, body, signature] = (issuer.requested?.get('client_assertion') ?? '').split('.')
    const isProved = verify(
      'sha256',
      Buffer.from(`${String(head)}.${String(body)}`),
      { key: client.publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(String(signature), 'base64url'),
    )
    assert.ok(isProved)
    assert.equal(issuer.requested?.get('code_verifier'), attempt.codeVerifier)
  })

  it('accepts a mobile certificate like a bank identification', async () => {
    issuer.responses = { claims: { amr: ['mobile'] } }
    const finished = await suomiFi.finish(attempt, query())
    assert.equal(finished.ok && finished.value.means, 'mobile')
  })

  it('returns neither an identity code that was not claimed nor a level that is not accepted', async () => {
    issuer.responses = {
      claims: { [identityCodeClaim]: undefined, acr: 'urn:loa:1', amr: undefined },
    }
    const finished = await suomiFi.finish(attempt, query())
    assert.ok(finished.ok)
    assert.deepEqual(Object.keys(finished.value).sort(), ['at', 'idToken', 'means'])
  })

  it('refuses a response to another request, or from another issuer', async () => {
    for (const wrong of [{ state: 'another' }, { iss: 'https://elsewhere.example' }])
      assert.match(await outcome(query(wrong)), /^suomi-fi-response-wrong: /)
    assert.match(await outcome('state=the-state'), /^suomi-fi-response-wrong: /)
  })

  it('refuses a token of another issuer, for another client, with another nonce, or without one', async () => {
    await isRefused({ claims: { iss: 'https://elsewhere.example' } })
    await isRefused({ claims: { aud: 'another' } })
    await isRefused({ claims: { nonce: 'another' } })
    await isRefused({ claims: { nonce: undefined } })
  })

  it('refuses a token that has expired, is of a sign-in too long ago, or has no time', async () => {
    await isRefused({ claims: { exp: seconds() - 3600, iat: seconds() - 7200 } })
    await isRefused({ claims: { auth_time: seconds() - 3600 } })
    await isRefused({ claims: { auth_time: undefined } })
  })

  it('refuses a token that is unsigned or signed by another key', async () => {
    await isRefused({ key: aKey().privateKey })
    await isRefused({ algorithm: 'none' })
  })

  it('refuses a code that was used before', async () => {
    issuer.responses = { token: { status: 400, body: { error: 'invalid_grant' } } }
    assert.equal(await outcome(), 'suomi-fi-response-wrong: code not accepted')
  })

  it('distinguishes a person who cancelled from a service that does not work', async () => {
    const refused = (error: string) =>
      new URLSearchParams({ error, state: 'the-state', iss: issuer.url }).toString()
    assert.equal(await outcome(refused('access_denied')), 'suomi-fi-cancelled')
    assert.equal(await outcome(refused('server_error')), 'suomi-fi-unavailable')
  })

  it('reports an issuer that is broken, silent or malformed, and works again when it recovers', async () => {
    const begin = async () => {
      const begun = await suomiFi.begin(attempt, 'fi')
      return begun.ok ? 'begun' : begun.refusal.kind
    }
    for (const discovery of ['broken', 'silent', 'strange', 'gone'] as const) {
      issuer.responses = { discovery }
      assert.equal(await begin(), 'suomi-fi-unavailable', discovery)
      assert.equal(await suomiFi.leaveAddress('http://localhost:8080/fi/signed-out'), undefined)
    }
    issuer.responses = {}
    assert.equal(await begin(), 'begun')
    issuer.responses = { token: { status: 503, body: {} } }
    assert.equal(await outcome(), 'suomi-fi-unavailable')
    const before = ours('not-yet.key')
    const begun = await before.begin(attempt, 'fi')
    assert.equal(begun.ok || begun.refusal.kind, 'suomi-fi-unavailable')
  })

  it('returns the address where the session at Suomi.fi ends', async () => {
    const address = await suomiFi.leaveAddress('http://localhost:8080/fi/signed-out')
    const { pathname, searchParams } = new URL(String(address))
    assert.equal(pathname, '/end')
    assert.equal(searchParams.get('client_id'), 'us')
    assert.equal(
      searchParams.get('post_logout_redirect_uri'),
      'http://localhost:8080/fi/signed-out',
    )
  })
})

type Responses = {
  readonly claims?: { readonly [name: string]: unknown }
  readonly key?: KeyObject
  readonly algorithm?: string
  readonly token?: { readonly status: number; readonly body: object }
  readonly discovery?: 'broken' | 'silent' | 'strange' | 'gone'
}

type Issuer = {
  readonly url: string
  responses: Responses
  /** Parameters of the request for the last code. */
  requested?: URLSearchParams
  readonly close: () => void
}

/** An issuer that can send false responses. */
async function anIssuer(): Promise<Issuer> {
  const own = aKey()
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      reply(request.url ?? '', Buffer.concat(chunks).toString(), response)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const issuer: Issuer = {
    url,
    responses: {},
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }

  function reply(address: string, body: string, response: ServerResponse): void {
    const send = (value: object, status = 200): void => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(value))
    }
    const {
      discovery,
      token,
      claims = {},
      key = own.privateKey,
      algorithm = 'ES256',
    } = issuer.responses
    if (address.endsWith('/.well-known/openid-configuration')) {
      if (discovery === 'silent') return
      if (discovery === 'gone') response.destroy()
      else if (discovery === 'broken') send({}, 500)
      else if (discovery === 'strange') send({ error: 'E_1017' })
      else
        send({
          issuer: url,
          authorization_endpoint: `${url}/auth`,
          token_endpoint: `${url}/token`,
          jwks_uri: `${url}/jwks`,
          end_session_endpoint: `${url}/end`,
          authorization_response_iss_parameter_supported: true,
          id_token_signing_alg_values_supported: ['ES256'],
        })
    } else if (address === '/jwks') {
      const jwk = own.publicKey.export({ format: 'jwk' })
      send({ keys: [{ ...jwk, use: 'sig', alg: 'ES256' }] })
    } else {
      issuer.requested = new URLSearchParams(body)
      if (token) {
        send(token.body, token.status)
        return
      }
      const now = seconds()
      const payload = {
        ...{ iss: url, sub: 'x', aud: 'us', nonce: 'the-nonce', iat: now, exp: now + 300 },
        ...{ auth_time: now - 60, acr: 'urn:loa:2', amr: ['bank'] },
        [identityCodeClaim]: '140388-9039',
        ...claims,
      }
      const idToken = signed({ alg: algorithm, typ: 'JWT' }, payload, key)
      send({ access_token: 'x', token_type: 'Bearer', id_token: idToken })
    }
  }
  return issuer
}

function signed(header: object, payload: object, key: KeyObject): string {
  const encoded = [header, payload].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  const text = encoded.join('.')
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
  return `${text}.${signature.toString('base64url')}`
}

function aKey() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

const seconds = (): number => Math.floor(Date.now() / 1000)
