import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { defineEndpoint } from '@sotevarmenne/api/endpoint'
import { createConnectionLimiter } from '@sotevarmenne/http1/connection-limiter'
import { connectRaw } from '@sotevarmenne/http1/testing'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { createLogger } from '@sotevarmenne/runtime/logger'
import { pino } from 'pino'
import { permissions } from '@sotevarmenne/api/permissions'
import { z } from 'zod'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { csrfTokenOf } from './csrf.ts'
import { DatabaseUnavailable } from './database-unavailable.ts'
import type { Endpoint } from './endpoint.ts'
import { logLine } from './log-line.ts'
import { bindOperations, operation, sessionOperation } from './operation.ts'
import { createHttpServer, type HttpServer, type HttpServerDeps } from './http-server.ts'
import type { RequestPermits, PermitRequest } from './request-permits.ts'
import type { SessionToken } from './permit.ts'

const token = 'session-token' as SessionToken
const signedIn = { cookies: { session: token }, headers: { 'x-csrf-token': csrfTokenOf(token) } }

const cancelCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/cards/:cardId/cancellation',
  permission: permissions['cards.cancelCard'],
  summary: 'Closes a card',
  input: z.object({ cardId: z.string(), reason: z.enum(['lost', 'broken']) }),
  response: z.object({ cardId: z.string(), reason: z.string() }),
})
const listCards = defineEndpoint({
  method: 'GET',
  path: '/cards',
  permission: permissions['cards.listCards'],
  summary: 'Cards',
  input: z.object({ limit: z.coerce.number().int().max(100).default(25) }),
  response: z.object({ limit: z.number() }),
})
const placeOrder = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/orders',
  permission: permissions['orders.placeOrder'],
  summary: 'Orders a card',
  input: z.object({}),
  response: z.object({ orderId: z.string() }),
})
const signIn = defineEndpoint({
  method: 'POST',
  onRepeat: 'new-session',
  path: '/sign-in',
  permission: permissions['access.signIn'],
  summary: 'Signs in',
  input: z.object({}),
  response: z.object({ name: z.string() }),
})
const signOut = defineEndpoint({
  method: 'DELETE',
  path: '/session',
  permission: permissions['access.signOut'],
  summary: 'Signs out',
  input: z.object({}),
  response: z.object({}),
})

type DescribedOperation = {
  readonly parameters: readonly object[]
  readonly responses: { readonly [status: string]: { readonly description: string } }
}

const alreadyCancelled = {
  'card-already-cancelled': {
    status: 409,
    title: {
      fi: 'Kortti on jo suljettu',
      sv: 'Kortet är redan spärrat',
      en: 'The card is cancelled',
    },
    advice: { fi: 'Tilaa uusi kortti.', sv: 'Beställ ett nytt kort.', en: 'Order a new card.' },
  },
}

const tooBusy = {
  'too-busy': { status: 503, title: { fi: 'Ruuhkaa', sv: 'Rusning', en: 'Too busy' } },
}

const endpoints: readonly Endpoint[] = bindOperations(undefined, {
  cancelCard: operation({
    contract: cancelCard,
    problems: { ...alreadyCancelled, ...tooBusy },
    handle:
      () =>
      async (_, { cardId, reason }) => {
        if (cardId === 'cancelled')
          return refuse({ kind: 'card-already-cancelled', since: '2026-11-24' })
        if (cardId === 'faulty')
          return refuse({
            ...{ kind: 'too-busy', name: 'a', member: 'names.0' },
            faults: [
              { kind: 'too-busy', name: 'a', member: 'names.0' },
              { kind: 'card-already-cancelled', member: 'cardId' },
            ],
          })
        if (cardId === 'busy') return refuse({ kind: 'too-busy' })
        if (cardId === 'silent') throw new DatabaseUnavailable(new Error('no response'))
        if (cardId === 'broken') throw new Error('secret detail of 140388-9039')
        const response = { cardId, reason, surname: 'Esimerkki' }
        return ok(response)
      },
  }),
  listCards: operation({
    contract: listCards,
    problems: {},
    handle:
      () =>
      async (_, { limit }) =>
        ok({ limit }),
  }),
  placeOrder: operation({
    contract: placeOrder,
    problems: {},
    handle: () => async () => ok({ orderId: 'O1' }),
  }),
  signIn: sessionOperation({
    contract: signIn,
    problems: {},
    handle: () => async () =>
      ok({ response: { name: 'Riitta' }, session: { kind: 'open', token } as const }),
  }),
  signOut: sessionOperation({
    contract: signOut,
    problems: {},
    handle: () => async () => ok({ response: {}, session: { kind: 'end' } as const }),
  }),
}).operations

describe('the HTTP server', () => {
  let server: HttpServer | undefined
  afterEach(async () => {
    await server?.close()
    server = undefined
  })

  it('says that it stops once it is retired, and goes on with connections that end', async () => {
    const { retire, inject } = await aServer()
    retire()
    const ready = await inject('/health/ready')
    assert.equal(ready.statusCode, 503)
    assert.equal(ready.json<{ status: string }>().status, 'stopping')
    const live = await inject('/health/live')
    assert.equal(live.statusCode, 200)
    assert.equal(live.headers.connection, 'close')
  })

  it('responds to a request that is under way when it closes', async () => {
    const begun = Promise.withResolvers<undefined>()
    const goesOn = Promise.withResolvers<undefined>()
    const { listen, close } = await aServer({
      readiness: {
        slow: () => {
          begun.resolve(undefined)
          return goesOn.promise
        },
      },
    })
    const port = await listen({ port: 0 })
    const client = await connectRaw(port)
    client.write('GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await begun.promise
    const closed = close()
    const isRefused = () =>
      connectRaw(port).then(
        ({ socket }) => !socket.destroy().destroyed,
        () => true,
      )
    while (!(await isRefused())) await setImmediate()
    goesOn.resolve(undefined)
    assert.match(await client.ended(), /^HTTP\/1\.1 200 OK/)
    await closed
  })

  it('ends a request whose body does not arrive in time', async () => {
    const { listen } = await aServer({
      timeouts: { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20 },
    })
    const port = await listen({ port: 0 })
    for (const bytes of [
      'GET / HT',
      'POST /api/v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    ]) {
      const client = await connectRaw(port)
      client.write(bytes)
      assert.match(await client.ended(), /^HTTP\/1\.1 408 /)
    }
  })

  it('logs no fault when a chunk of a body is malformed', async () => {
    const lines: string[] = []
    const logger = pino({ level: 'info' }, { write: (line) => lines.push(line) })
    const { listen } = await aServer({ logger })
    const port = await listen({ port: 0 })
    const client = await connectRaw(port)
    client.write(
      'POST /api/v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n',
    )
    await client.ended()
    const other = await connectRaw(port)
    other.write('GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    assert.match(await other.ended(), /alive/)
    const faults = lines.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)
    assert.deepEqual(faults, [])
  })

  it('bounds its connections with those of the process, and makes room for who sends a request', async () => {
    const limiter = createConnectionLimiter({ maxConnections: 2, maxPerClient: 1 })
    const { listen } = await aServer({ limiter })
    const port = await listen({ port: 0 })
    const slow = await connectRaw(port, '127.0.0.1')
    slow.write('POST /api/v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{')
    assert.equal(await (await connectRaw(port, '127.0.0.1')).ended(), '')
    const silent = await connectRaw(port, '127.0.0.2')
    const client = await connectRaw(port, '127.0.0.3')
    client.write('GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    assert.match(await client.ended(), /alive/)
    assert.deepEqual([limiter.figures().refused, limiter.figures().closedForRoom], [1, 1])
    for (const { socket } of [slow, silent]) socket.destroy()
  })

  it('returns what the operation returns, and no member that the contract lacks', async () => {
    const response = await cancelling('C1', { ...signedIn, payload: { reason: 'lost' } })

    assert.equal(response.statusCode, 200)
    assert.deepEqual(response.json(), { cardId: 'C1', reason: 'lost' })
    assert.equal(response.headers['cache-control'], 'no-store')
  })

  it('parses the query, with defaults for missing parameters', async () => {
    const { inject } = await aServer()
    const cards = (query: string) => inject({ url: `/api/v1/cards${query}`, ...signedIn })

    assert.deepEqual((await cards('')).json(), { limit: 25 })
    assert.deepEqual((await cards('?limit=3')).json(), { limit: 3 })
  })

  it('names the member of the input that is wrong', async () => {
    const response = await cancelling('C1', { ...signedIn, payload: { reason: 'eaten' } })

    assert.equal(response.statusCode, 400)
    assert.match(String(response.headers['content-type']), /^application\/problem\+json/)
    const { kind, errors } = response.json<{ kind: string; errors: { member: string }[] }>()
    assert.equal(kind, 'malformed-input')
    assert.deepEqual(
      errors.map(({ member }) => member),
      ['reason'],
    )
  })

  it('does not let the body override the address', async () => {
    const payload = { reason: 'lost', cardId: 'other' }

    assert.equal(
      (await cancelling('C1', { ...signedIn, payload })).json<{ cardId: string }>().cardId,
      'C1',
    )
  })

  for (const [language, title, detail] of [
    ['fi', 'Kortti on jo suljettu', 'Tilaa uusi kortti.'],
    ['sv-FI,fi;q=0.5', 'Kortet är redan spärrat', 'Beställ ett nytt kort.'],
    ['de, en;q=0.8, fi;q=0.7', 'The card is cancelled', 'Order a new card.'],
  ] as const)
    it(`explains a refusal in the reader’s language: ${language}`, async () => {
      const response = await cancelling('cancelled', {
        cookies: signedIn.cookies,
        headers: { ...signedIn.headers, 'accept-language': language },
        payload: { reason: 'lost' },
      })

      assert.equal(response.statusCode, 409)
      const { instance, ...problem } = response.json<{ instance: string }>()
      assert.match(instance, /^urn:uuid:/)
      assert.deepEqual(problem, {
        type: '/problems/card-already-cancelled',
        title,
        detail,
        status: 409,
        kind: 'card-already-cancelled',
        facts: { since: '2026-11-24' },
      })
    })

  it('lists every reason of a refusal for several, with its member and name (R560)', async () => {
    const response = await cancelling('faulty', { ...signedIn, payload: { reason: 'lost' } })
    const { title, kind, facts, errors } = response.json<object & Record<string, unknown>>()
    assert.deepEqual(
      { title, kind, facts, errors },
      {
        ...{ title: 'Ruuhkaa', kind: 'too-busy', facts: { name: 'a' } },
        errors: [
          { member: 'names.0', kind: 'too-busy', message: 'Ruuhkaa: a.' },
          {
            ...{ member: 'cardId', kind: 'card-already-cancelled' },
            message: 'Kortti on jo suljettu. Tilaa uusi kortti.',
          },
        ],
      },
    )
  })

  it('says when to try again what is too busy now', async () => {
    const response = await cancelling('busy', { ...signedIn, payload: { reason: 'lost' } })
    assert.equal(response.statusCode, 503)
    assert.equal(response.headers['retry-after'], '5')
  })

  it('reveals nothing of a fault, and logs it once', async () => {
    const lines: string[] = []
    const logger = createLogger('web', { to: { write: (line) => void lines.push(line) } })
    const response = await cancelling(
      'broken',
      { ...signedIn, payload: { reason: 'lost' } },
      { logger },
    )

    assert.equal(response.statusCode, 500)
    assert.equal(response.json<{ kind: string }>().kind, 'fault')
    assert.ok(!response.body.includes('secret'))
    const faults = lines.filter((line) => line.includes('a fault'))
    assert.equal(faults.length, 1)
    const requestId = response.headers['x-request-id']
    assert.equal(logLine.parse(JSON.parse(faults[0] ?? '')).requestId, requestId)
    assert.ok(
      !lines.some((line) => line.includes('/cards/broken')),
      'the log shows no ids of addresses',
    )
  })

  it('says of a database that does not respond when to try again', async () => {
    const { inject } = await aServer()
    const response = await inject({
      ...{ method: 'POST', url: '/api/v1/cards/silent/cancellation' },
      ...{ ...signedIn, payload: { reason: 'lost' } },
    })
    assert.equal(response.statusCode, 503)
    assert.equal(response.headers['retry-after'], '5')
    assert.equal(response.json<{ kind: string }>().kind, 'database-unavailable')
  })

  it('requires an idempotency key, a structured string, of a request that creates something', async () => {
    const { inject } = await aServer()
    const send = async (key?: string) => {
      const response = await inject({
        ...{ method: 'POST', url: '/api/v1/orders', payload: {}, cookies: signedIn.cookies },
        headers: { ...signedIn.headers, ...(key !== undefined && { 'idempotency-key': key }) },
      })
      return [response.statusCode, response.json<{ kind?: string }>().kind]
    }
    assert.deepEqual(await send(), [400, 'idempotency-key-missing'])
    const key = '8e03978e-40d5-43dd-bc93-6894a57f9324'
    for (const wrong of ['', '"short"', `"${key}";a=1`, `"${key}?"`])
      assert.deepEqual(await send(wrong), [400, 'idempotency-key-malformed'], wrong)
    assert.deepEqual(await send(`"${key}"`), [200, undefined])
  })

  it('requires a permit for the session and the input, at each action', async () => {
    const requested: PermitRequest[] = []
    const permits: RequestPermits = {
      grant: async (request) => {
        requested.push(request)
        return refuse({ kind: 'not-permitted' })
      },
    }
    const response = await cancelling(
      'C1',
      { ...signedIn, payload: { reason: 'lost' } },
      { permits },
    )

    assert.equal(response.statusCode, 403)
    assert.deepEqual(requested, [
      {
        operation: 'cards.cancelCard',
        sessionToken: token,
        input: { cardId: 'C1', reason: 'lost' },
      },
    ])
  })

  it('asks a user without a session to sign in', async () => {
    const response = await cancelling('C1', { payload: { reason: 'lost' } })

    assert.equal(response.statusCode, 401)
  })

  it('opens a session with a cookie that no script can read and no other site can send', async () => {
    const { inject } = await aServer()
    const response = await inject({ method: 'POST', url: '/api/v1/sign-in', payload: {} })

    assert.deepEqual(response.json(), { name: 'Riitta' })
    assert.deepEqual(
      response.cookies.map((set) => ({ ...set })),
      [{ name: 'session', value: token, path: '/', httpOnly: true, sameSite: 'Strict' }],
    )
  })

  it('ends a session by clearing the cookie', async () => {
    const { inject } = await aServer()
    const response = await inject({ method: 'DELETE', url: '/api/v1/session', ...signedIn })

    assert.equal(response.cookies[0]?.value, '')
  })

  const strangers: readonly (readonly [string, { readonly [name: string]: string }])[] = [
    ['without the token of the session', {}],
    ["with another session's token", { 'x-csrf-token': csrfTokenOf('other' as SessionToken) }],
    ["from another site's page", { ...signedIn.headers, 'sec-fetch-site': 'cross-site' }],
    ['from a sister site', { ...signedIn.headers, 'sec-fetch-site': 'same-site' }],
    ['from another origin', { ...signedIn.headers, origin: 'https://elsewhere.example' }],
  ]
  for (const [whence, headers] of strangers)
    it(`refuses a change ${whence}`, async () => {
      const response = await cancelling('C1', {
        cookies: signedIn.cookies,
        headers,
        payload: { reason: 'lost' },
      })

      assert.equal(response.statusCode, 403)
      assert.equal(response.json<{ kind: string }>().kind, 'not-from-our-page')
    })

  it("refuses a sign-in from another site's page", async () => {
    const { inject } = await aServer()
    const headers = { origin: 'https://elsewhere.example' }
    const response = await inject({ method: 'POST', url: '/api/v1/sign-in', headers, payload: {} })

    assert.equal(response.statusCode, 403)
  })

  it('refuses a change from a page of the host that the request names, except in a demo environment', async () => {
    const headers = {
      ...{ ...signedIn.headers, host: 'evil.example', origin: 'http://evil.example' },
    }
    const changing = { cookies: signedIn.cookies, headers, payload: { reason: 'lost' } }
    assert.equal((await cancelling('C1', changing)).statusCode, 403)
    const inDemo = await cancelling('C1', changing, { acceptsEveryHost: true })
    assert.equal(inDemo.statusCode, 200)
  })

  it('accepts a change from a page of the public address', async () => {
    const headers = {
      ...signedIn.headers,
      origin: 'https://cards.example',
      'sec-fetch-site': 'same-origin',
    }
    const response = await cancelling(
      'C1',
      { cookies: signedIn.cookies, headers, payload: { reason: 'lost' } },
      { publicUrl: 'https://cards.example' },
    )

    assert.equal(response.statusCode, 200)
  })

  it('behind a proxy binds the cookie to https, and applies the rate limit to the address that the proxy saw', async () => {
    const { inject } = await aServer({
      publicUrl: 'https://cards.example',
      trustedProxies: 'loopback',
      openRequestsPerMinute: 1,
    })
    const signingIn = (forwardedFor: string, remoteAddress = '127.0.0.1') =>
      inject({
        method: 'POST',
        url: '/api/v1/sign-in',
        remoteAddress,
        headers: { 'x-forwarded-for': forwardedFor, 'x-forwarded-proto': 'https' },
        payload: {},
      })

    const first = await signingIn('203.0.113.1')
    assert.equal(first.cookies[0]?.name, '__Host-session')
    assert.equal(first.cookies[0].secure, true)
    assert.equal((await signingIn('203.0.113.2')).statusCode, 200)
    // What the client sent precedes what the proxy added.
    assert.equal((await signingIn('198.51.100.9, 203.0.113.1')).statusCode, 429)
    // A client that bypasses the proxy is not trusted.
    const past = await signingIn('203.0.113.3', '192.0.2.7')
    assert.equal(past.cookies[0]?.name, 'session')
    assert.equal((await signingIn('203.0.113.4', '192.0.2.7')).statusCode, 429)
  })

  it('refuses a body that is too large or not JSON, or an unknown address, with a problem', async () => {
    const { inject } = await aServer()
    const send = (payload: string, type = 'application/json') =>
      inject({
        method: 'POST',
        url: '/api/v1/cards/C1/cancellation',
        cookies: signedIn.cookies,
        headers: { ...signedIn.headers, 'content-type': type },
        payload,
      })

    assert.equal((await send('"'.padEnd(200_000))).json<{ kind: string }>().kind, 'too-large')
    assert.equal((await send('{')).json<{ kind: string }>().kind, 'malformed-input')
    assert.equal((await send('reason', 'text/plain')).json<{ kind: string }>().kind, 'not-json')
    assert.equal((await inject('/api/v1/none')).json<{ kind: string }>().kind, 'no-such-address')
    for (const part of ['%00', '%ED%A0%80', 'x'.repeat(101)]) {
      const unread = await inject(`/api/v1/cards/${part}`)
      assert.match(String(unread.headers['content-type']), /^application\/problem\+json/)
      assert.ok([400, 404].includes(unread.statusCode))
      assert.ok(!unread.body.includes('FST_ERR'))
    }
  })

  it('has a stricter rate limit for users who are not signed in', async () => {
    const { inject } = await aServer({ openRequestsPerMinute: 2 })
    const status = async () =>
      (await inject({ method: 'POST', url: '/api/v1/sign-in', payload: {} })).statusCode

    assert.deepEqual([await status(), await status(), await status()], [200, 200, 429])
    assert.equal((await inject({ url: '/api/v1/cards', ...signedIn })).statusCode, 200)
  })

  it('publishes its OpenAPI description', async () => {
    const { inject } = await aServer()
    const description = (await inject('/api/openapi.json')).json<{
      openapi: string
      paths: { [path: string]: { post?: DescribedOperation } }
    }>()

    assert.equal(description.openapi, '3.1.0')
    assert.deepEqual(Object.keys(description.paths), [
      '/cards/{cardId}/cancellation',
      '/cards',
      '/orders',
      '/sign-in',
      '/session',
    ])
    const cancellation = description.paths['/cards/{cardId}/cancellation']?.post
    assert.deepEqual(cancellation?.parameters, [
      {
        ...{ name: 'cardId', in: 'path', required: true, schema: { type: 'string' } },
        example: 'Esimerkki',
      },
    ])
    const { default: _, ...responses } = cancellation.responses
    assert.deepEqual(
      Object.entries(responses).map(([status, { description }]) => `${status} ${description}`),
      [
        '200 Done',
        '400 malformed-input',
        '401 not-signed-in, session-card-not-valid, session-card-not-confirmed',
        '403 not-from-our-page, not-permitted, card-sign-in-needed',
        '409 card-already-cancelled',
        '413 too-large',
        '415 not-json',
        '429 too-many-requests',
        '500 fault',
        '503 database-unavailable, too-busy',
      ],
    )
  })

  it('is not ready in maintenance, goes on with connections that end, and is ready again afterwards (R661)', async () => {
    let isOn = true
    const { inject } = await aServer({ isInMaintenance: () => isOn })
    const ready = await inject('/health/ready')
    assert.equal(ready.statusCode, 503)
    assert.deepEqual(ready.json(), { version: '0.1.0', status: 'maintenance' })
    const live = await inject('/health/live')
    assert.deepEqual([live.statusCode, live.headers.connection], [200, 'close'])
    isOn = false
    const again = await inject('/health/ready')
    assert.deepEqual([again.statusCode, again.headers.connection], [200, 'keep-alive'])
  })

  it('is ready when its parts work', async () => {
    const works = await aServer({ readiness: { database: async () => undefined } })
    assert.deepEqual((await works.inject('/health/ready')).json(), {
      version: '0.1.0',
      status: 'ready',
      parts: { database: 'works' },
    })
    await works.close()

    const fails = await aServer({
      readiness: {
        database: async () => undefined,
        signer: () => Promise.reject(new Error('away')),
      },
    })
    const response = await fails.inject('/health/ready')
    assert.equal(response.statusCode, 503)
    assert.deepEqual(response.json<{ parts: object }>().parts, {
      database: 'works',
      signer: 'fails',
    })
    assert.equal((await fails.inject('/health/live')).statusCode, 200)
  })

  it('gives the time of its clock with every response', async () => {
    const { inject } = await aServer({
      clock: { now: () => instant(Date.UTC(2027, 1, 3, 4, 5, 6)) },
    })
    for (const url of ['/health/live', '/api/v1/none'])
      assert.equal((await inject(url)).headers['date'], 'Wed, 03 Feb 2027 04:05:06 GMT')
  })

  it('is not ready when a part does not respond', async () => {
    const silent = await aServer({
      readiness: { database: () => new Promise(() => undefined), signer: async () => undefined },
    })
    const response = await silent.inject('/health/ready')
    assert.equal(response.statusCode, 503)
    assert.deepEqual(response.json<{ parts: object }>().parts, {
      database: 'fails',
      signer: 'works',
    })
  })

  it('is ready with limits when a part is unavailable that only some operations need', async () => {
    const limited = await aServer({
      readiness: { database: async () => undefined },
      limits: { signer: () => Promise.reject(new Error('away')) },
    })
    const response = await limited.inject('/health/ready')
    assert.equal(response.statusCode, 200)
    assert.deepEqual(response.json(), {
      version: '0.1.0',
      status: 'limited',
      parts: { database: 'works', signer: 'fails' },
    })
  })

  async function aServer(other: Partial<HttpServerDeps> = {}): Promise<HttpServer> {
    server = await createHttpServer({
      endpoints,
      permits: {
        grant: async ({ operation, sessionToken }) =>
          permissions[operation].roles === 'everybody' || sessionToken === token
            ? ok(aPermit(operation, { personId: 'riitta' }))
            : refuse({ kind: 'not-signed-in' }),
      },
      logger: pino({ level: 'silent' }),
      publicUrl: 'http://localhost:8080',
      version: '0.1.0',
      readiness: {},
      runOnce: (_request, act) => act(),
      ...other,
    })
    return server
  }

  async function cancelling(
    cardId: string,
    request: {
      cookies?: { [name: string]: string }
      headers?: { [name: string]: string }
      payload: object
    },
    other: Partial<HttpServerDeps> = {},
  ) {
    const { inject } = await aServer(other)
    return inject({ method: 'POST', url: `/api/v1/cards/${cardId}/cancellation`, ...request })
  }
})
