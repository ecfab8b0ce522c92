import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { connect } from 'node:net'
import { after, before, beforeEach, describe, it } from 'node:test'
import { json } from 'node:stream/consumers'
import { defineEndpoint } from '@sotevarmenne/api/endpoint'
import type { RunningServer } from '@sotevarmenne/http1/serve-http'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { pino } from 'pino'
import { permissions } from '@sotevarmenne/api/permissions'
import { z } from 'zod'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { bindOperations, operation } from './operation.ts'
import { openEnrolmentApi } from './serve-enrolment-api.ts'
import type { PermitRequest } from './request-permits.ts'
import { aSelfSigned } from '@sotevarmenne/tests/network/self-signed'

const echo = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/echoes/:name/again',
  permission: permissions['certificates.enrolCertificate'],
  summary: 'Answers what it was told',
  input: z.object({ name: z.string(), word: z.string().max(20), loud: z.string().optional() }),
  response: z.object({ said: z.string() }),
})
const openEcho = defineEndpoint({
  ...echo,
  path: '/open-echoes/:name',
  permission: permissions['relays.openRelay'],
})

describe('the enrolment API', () => {
  const { key, cert } = aSelfSigned('localhost')
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false, key, cert })
  const logged: string[] = []
  const requested: PermitRequest[] = []
  let listener: RunningServer
  let isInMaintenance = false
  const action = async (
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
    listener = await openEnrolmentApi(
      {
        endpoints: bindOperations(undefined, {
          echo: operation({ contract: echo, problems, bodyLimit: 100, handle: () => action }),
          openEcho: operation({
            ...{ contract: openEcho, problems, requestsPerMinute: 2 },
            handle: () => action,
          }),
        }).operations,
        permits: {
          grant: async (request) => {
            requested.push(request)
            return ok(aPermit(request.operation))
          },
        },
        logger: pino({ level: 'info' }, { write: (line) => void logged.push(line) }),
        clock: { now: () => instant(Date.UTC(2026, 10, 25)) },
        publicUrl: 'https://cards.example',
        version: '1',
        readiness: { database: () => Promise.reject(new Error('away')) },
        isInMaintenance: () => isInMaintenance,
        requestsPerMinute: 1000,
        tls: { key, cert },
      },
      { host: '127.0.0.1', port: 0 },
    )
  })
  beforeEach(() => {
    logged.length = 0
    requested.length = 0
  })
  after(async () => {
    agent.destroy()
    await listener.close()
  })

  it('serves an endpoint, requires the permit of the certificate’s owner, and logs the route pattern', async () => {
    const { status, headers, body } = await send('/api/v1/echoes/aino%20a/again?loud=!', {
      word: 'hei',
    })
    assert.deepEqual([status, body], [200, { said: 'aino a: hei!' }])
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal(headers['date'], 'Wed, 25 Nov 2026 00:00:00 GMT')
    assert.deepEqual(requested[0]?.clientCertificate, derOf(cert))
    const line = JSON.parse(logged[0] ?? '') as Record<string, unknown>
    assert.equal(line['route'], '/echoes/:name/again')
    assert.equal(line['requestId'], headers['x-request-id'])
  })

  it('lets a path parameter override a body member of the same name', async () => {
    const { body } = await send('/api/v1/echoes/aino/again', { word: 'hei', name: 'somebody else' })
    assert.deepEqual(body, { said: 'aino: hei' })
  })

  it('sends a refusal as a problem in the client’s language', async () => {
    const refused = await send(
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

  it('logs a fault once and reveals nothing of it', async () => {
    const { status, body } = await send('/api/v1/echoes/aino/again', { word: 'fault' })
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
      const refused = await send('/api/v1/echoes/aino/again', body, headers)
      assert.deepEqual([refused.status, refused.body['kind']], [status, kind])
      assert.deepEqual(requested, [])
    })

  it('has nothing at other addresses, nor for other methods', async () => {
    for (const path of [
      '/',
      '/api/v1/echoes',
      '/api/v1/echoes/a/b/again',
      '/api/v1/echoes/%E0%A4%A/again',
    ])
      assert.equal((await send(path, { word: 'hei' })).body['kind'], 'no-such-address', path)
    assert.equal((await send('/api/v1/echoes/aino/again', undefined)).status, 404)
  })

  it('refuses a chunked body, the end of which two parsers could see in two places', async () => {
    const { status } = await send('/api/v1/echoes/aino/again', '{}', {
      ...json1,
      'transfer-encoding': 'chunked',
    })
    assert.equal(status, 411)
  })

  it('limits the requests of an address per minute to what the endpoint allows (rate limit)', async () => {
    const statuses: (number | undefined)[] = []
    for (let count = 0; count < 3; count += 1)
      statuses.push((await send('/api/v1/open-echoes/aino', { word: 'hei' })).status)
    assert.deepEqual(statuses, [200, 200, 429])
    assert.equal((await send('/api/v1/echoes/aino/again', { word: 'hei' })).status, 200)
  })

  it('reports liveness, readiness, and its OpenAPI description', async () => {
    assert.deepEqual((await send('/health/live', undefined)).body, {
      status: 'alive',
      version: '1',
    })
    const ready = await send('/health/ready', undefined)
    assert.deepEqual(
      [ready.status, ready.body],
      [503, { version: '1', status: 'not-ready', parts: { database: 'fails' } }],
    )
    assert.ok(
      '/echoes/{name}/again' in
        ((await send('/api/openapi.json', undefined)).body['paths'] as object),
    )
  })

  it('ends each connection with its next response in maintenance, serves on, and keeps connections again afterwards (R661)', async () => {
    const connectionOf = async () => {
      const { status, headers } = await send('/health/live', undefined)
      return [status, headers['connection']]
    }
    const before = await connectionOf()
    isInMaintenance = true
    assert.deepEqual(await connectionOf(), [200, 'close'])
    assert.deepEqual((await send('/health/ready', undefined)).body, {
      ...{ version: '1', status: 'maintenance' },
    })
    isInMaintenance = false
    assert.deepEqual(await connectionOf(), before)
    assert.notEqual(before[1], 'close')
  })

  it('disconnects a client that does not speak TLS, and serves the next one', async () => {
    const plain = connect({ host: '127.0.0.1', port: listener.port })
    plain.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    plain.resume()
    await once(plain, 'close')
    assert.equal((await send('/health/live', undefined)).status, 200)
  })

  /** Without a body it is a GET. */
  async function send(path: string, body: unknown, headers: Record<string, string> = json1) {
    const sent = request({
      ...{ host: '127.0.0.1', servername: 'localhost', port: listener.port, agent, path, headers },
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
