import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { connect } from 'node:net'
import { after, before, beforeEach, describe, it } from 'node:test'
import { json } from 'node:stream/consumers'
import { defineEndpoint } from '@sotevarmenne/api/endpoint'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { pino } from 'pino'
import { z } from 'zod'
import { aPermit } from '../../../../tests/support/permit.ts'
import { endpoint } from './endpoint.ts'
import type { RunningServer } from './http1/serve-http.ts'
import { openMachineDoor } from './machine-door.ts'
import type { PermitRequest } from './permit-desk.ts'

const echo = defineEndpoint({
  method: 'POST',
  path: '/echoes/:name/again',
  summary: 'Answers what it was told',
  input: z.object({ name: z.string(), word: z.string().max(20), loud: z.string().optional() }),
  answer: z.object({ said: z.string() }),
})
const openEcho = defineEndpoint({ ...echo, path: '/open-echoes/:name', open: true })

describe('the door for programs', () => {
  const { key, cert } = aSelfSigned()
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false, key, cert })
  const logged: string[] = []
  const asked: PermitRequest[] = []
  let door: RunningServer
  const act = async (
    _permit: unknown,
    { name, word, loud }: { name: string; word: string; loud?: string | undefined },
  ) => {
    if (word === 'fault') throw new Error('no details')
    if (word === 'secret') return refuse({ kind: 'not-to-be-said', word })
    return ok({ said: `${name}: ${word}${loud ?? ''}` })
  }
  const text = { fi: 'Ei', sv: 'Nej', en: 'No' }
  const problems = { 'not-to-be-said': { status: 422, title: text } }

  before(async () => {
    door = await openMachineDoor(
      {
        endpoints: [
          endpoint({
            contract: echo,
            deed: 'certificates.enrolCertificate',
            act,
            problems,
            bodyLimit: 100,
          }),
          endpoint({
            contract: openEcho,
            deed: 'relays.openRelay',
            act,
            problems,
            requestsPerMinute: 2,
          }),
        ],
        permits: {
          grant: async (request) => {
            asked.push(request)
            return ok(aPermit(request.deed))
          },
        },
        logger: pino({ level: 'info' }, { write: (line) => void logged.push(line) }),
        clock: { now: () => instant(Date.UTC(2026, 10, 25)) },
        publicUrl: 'https://cards.example',
        version: '1',
        readiness: { database: () => Promise.reject(new Error('away')) },
        requestsPerMinute: 1000,
        tls: { key, cert },
      },
      { host: '127.0.0.1', port: 0 },
    )
  })
  beforeEach(() => {
    logged.length = 0
    asked.length = 0
  })
  after(async () => {
    agent.destroy()
    await door.close()
  })

  it('answers an endpoint, asks for the permit of who holds the certificate, and logs the pattern', async () => {
    const { status, headers, body } = await ask('/api/v1/echoes/aino%20a/again?loud=!', {
      word: 'hei',
    })
    assert.deepEqual([status, body], [200, { said: 'aino a: hei!' }])
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal(headers['date'], 'Wed, 25 Nov 2026 00:00:00 GMT')
    assert.deepEqual(asked[0]?.clientCertificate, derOf(cert))
    const line = JSON.parse(logged[0] ?? '') as Record<string, unknown>
    assert.equal(line['route'], '/echoes/:name/again')
    assert.equal(line['requestId'], headers['x-request-id'])
  })

  it('lets the address win over what the body says of the same thing', async () => {
    const { body } = await ask('/api/v1/echoes/aino/again', { word: 'hei', name: 'somebody else' })
    assert.deepEqual(body, { said: 'aino: hei' })
  })

  it('tells a refusal as a problem in the language of who asks', async () => {
    const refused = await ask(
      '/api/v1/echoes/aino/again',
      { word: 'secret' },
      { ...json1, 'accept-language': 'sv' },
    )
    assert.equal(refused.headers['content-type'], 'application/problem+json; charset=utf-8')
    assert.equal(refused.headers['content-language'], 'sv')
    const { status, kind, title, facts } = refused.body
    assert.deepEqual(
      { status, kind, title, facts },
      {
        ...{ status: 422, kind: 'not-to-be-said', title: 'Nej' },
        facts: { word: 'secret' },
      },
    )
  })

  it('logs a fault once and tells nothing of it', async () => {
    const { status, body } = await ask('/api/v1/echoes/aino/again', { word: 'fault' })
    assert.equal(status, 500)
    assert.equal(body['kind'], 'fault')
    assert.doesNotMatch(JSON.stringify(body), /no details/)
    assert.equal(logged.filter((line) => line.includes('no details')).length, 1)
  })

  const json1 = { 'content-type': 'application/json' }
  for (const [what, status, kind, body, headers] of [
    ['input that is not as the contract has it', 400, 'malformed-input', '{"word":7}', json1],
    ['what is no JSON', 400, 'malformed-input', '{', json1],
    ['another form than JSON', 415, 'not-json', 'word=hei', { 'content-type': 'text/plain' }],
    [
      'more than the endpoint takes',
      413,
      'too-large',
      JSON.stringify({ word: 'x'.repeat(200) }),
      json1,
    ],
    [
      'what a page of others sends',
      403,
      'not-from-our-page',
      '{"word":"hei"}',
      { ...json1, origin: 'https://evil.example' },
    ],
    [
      'what a browser says is of another site',
      403,
      'not-from-our-page',
      '{"word":"hei"}',
      { ...json1, 'sec-fetch-site': 'cross-site' },
    ],
  ] as const)
    it(`refuses ${what}, before any permit`, async () => {
      const refused = await ask('/api/v1/echoes/aino/again', body, headers)
      assert.deepEqual([refused.status, refused.body['kind']], [status, kind])
      assert.deepEqual(asked, [])
    })

  it('has nothing at other addresses, nor for other methods', async () => {
    for (const path of [
      '/',
      '/api/v1/echoes',
      '/api/v1/echoes/a/b/again',
      '/api/v1/echoes/%E0%A4%A/again',
    ])
      assert.equal((await ask(path, { word: 'hei' })).body['kind'], 'no-such-address', path)
    assert.equal((await ask('/api/v1/echoes/aino/again', undefined)).status, 404)
  })

  it('refuses a body in chunks, which two readers could end in two places', async () => {
    const { status } = await ask('/api/v1/echoes/aino/again', '{}', {
      ...json1,
      'transfer-encoding': 'chunked',
    })
    assert.equal(status, 411)
  })

  it('answers an address no more often in a minute than the endpoint allows', async () => {
    const statuses: (number | undefined)[] = []
    for (let count = 0; count < 3; count += 1)
      statuses.push((await ask('/api/v1/open-echoes/aino', { word: 'hei' })).status)
    assert.deepEqual(statuses, [200, 200, 429])
    assert.equal((await ask('/api/v1/echoes/aino/again', { word: 'hei' })).status, 200)
  })

  it('tells whether it lives, whether it is ready, and what it is', async () => {
    assert.deepEqual((await ask('/health/live', undefined)).body, {
      status: 'alive',
      version: '1',
    })
    const ready = await ask('/health/ready', undefined)
    assert.deepEqual(
      [ready.status, ready.body],
      [503, { version: '1', status: 'not-ready', parts: { database: 'fails' } }],
    )
    assert.ok(
      '/echoes/{name}/again' in
        ((await ask('/api/openapi.json', undefined)).body['paths'] as object),
    )
  })

  it('lets go who speaks no TLS, and answers the next one', async () => {
    const plain = connect({ host: '127.0.0.1', port: door.port })
    plain.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    plain.resume()
    await once(plain, 'close')
    assert.equal((await ask('/health/live', undefined)).status, 200)
  })

  /** A body that is undefined is a GET. */
  async function ask(path: string, body: unknown, headers: Record<string, string> = json1) {
    const sent = request({
      ...{ host: '127.0.0.1', servername: 'localhost', port: door.port, agent, path, headers },
      method: body === undefined ? 'GET' : 'POST',
    })
    sent.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body))
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    const isEmpty = response.headers['content-length'] === '0'
    return {
      status: response.statusCode,
      headers: response.headers,
      body: isEmpty ? {} : ((await json(response)) as Record<string, unknown>),
    }
  }
})

const derOf = (pem: string): Buffer => Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ''), 'base64')

function aSelfSigned(): { readonly key: string; readonly cert: string } {
  const words = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2 -keyout -'
  const pem = execFileSync(
    'openssl',
    [...words.split(' '), '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const [key = '', cert = ''] = pem.split(/(?=-----BEGIN CERTIFICATE)/)
  return { key, cert }
}
