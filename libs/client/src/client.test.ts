import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { viewOwnNotices } from '@sotevarmenne/api/notices'
import { proposeRightRules, viewRightRules, decideRightRules } from '@sotevarmenne/api/right-rules'
import { createClient, ServiceUnavailable, type Fetch } from './client.ts'

type Reply = Response | Error
const json = (body: unknown, status = 200, headers = {}): Response =>
  Response.json(body, { status, headers })
const problem = (kind: string, status: number, headers = {}): Response =>
  json({ type: `/problems/${kind}`, title: kind, status, kind }, status, headers)

/** A client of a service that replies with the next of these; it never waits. */
function aClient(replies: readonly (Reply | ((signal: AbortSignal) => Promise<Response>))[]) {
  const left = [...replies]
  const sent: {
    url: string
    headers: Readonly<Record<string, string>>
    body?: string | Uint8Array<ArrayBuffer>
  }[] = []
  const waited: number[] = []
  const fetch: Fetch = (url, { headers, body, signal }) => {
    sent.push({ url, headers, ...(body !== undefined && { body }) })
    const reply = left.shift()
    if (reply === undefined) throw new Error('nothing more was expected')
    if (typeof reply === 'function') return reply(signal)
    return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply)
  }
  const client = createClient({
    ...{ url: 'https://service.example', fetch, timeoutMs: 50 },
    language: 'fi',
    headers: () => ({ cookie: 'session=secret', 'x-csrf-token': 'token' }),
    wait: (milliseconds) => {
      waited.push(milliseconds)
      return Promise.resolve()
    },
  })
  return { client, sent, waited }
}

const proposal = { beginsOn: '2027-01-01', doctorId: ['001'], together: [] }
const changeId = '8e03978e-40d5-43dd-bc93-6894a57f9324'
const decision = { changeId, decision: 'approved' } as const

describe('the client', () => {
  it('sends what the contract says, in the reader’s language, with the headers of the session', async () => {
    const { client, sent } = aClient([json({ changes: [] })])
    assert.deepEqual(await client.request(viewRightRules, {}), { ok: true, value: { changes: [] } })
    assert.equal(sent[0]?.url, 'https://service.example/api/v1/operations/right-rules')
    assert.equal(sent[0].headers['accept-language'], 'fi')
    assert.equal(sent[0].headers['cookie'], 'session=secret')
    assert.equal('idempotency-key' in sent[0].headers, false)
  })

  it('says the status of what it can not read, and follows no redirect by itself', async (test) => {
    const page = () => new Response('<h1>Bad gateway</h1>', { status: 502 })
    const { client } = aClient([page(), page(), page()])
    await assert.rejects(
      client.request(viewRightRules, {}),
      /unreadable response \(status 502\) of/,
    )

    const server = createServer((_request, response) => {
      response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    test.after(() => server.close())
    const { port } = server.address() as AddressInfo
    const other = createClient({
      ...{ url: `http://127.0.0.1:${String(port)}`, maxAttempts: 1 },
    })
    await assert.rejects(other.request(viewRightRules, {}), ({ message, cause }: Error) => {
      assert.match(message, /no response of/)
      assert.match(String((cause as Error).cause), /redirect/)
      return true
    })
  })

  it('returns a refusal, whose kind is one of the operation’s own or of any operation', async () => {
    const { client } = aClient([problem('not-permitted', 403)])
    const result = await client.request(decideRightRules, decision)
    assert.ok(!result.ok)
    const { kind } = result.refusal
    assert.equal(kind, 'not-permitted')
  })

  it('sends a request that creates something again with the same key, after a fault and after 503', async () => {
    const done = { changeId }
    const { client, sent, waited } = aClient([
      new Error('socket hang up'),
      problem('fault', 503, { 'retry-after': '5' }),
      json(done),
    ])
    assert.deepEqual(await client.request(proposeRightRules, proposal), { ok: true, value: done })
    const keys = new Set(sent.map(({ headers }) => headers['idempotency-key']))
    assert.equal(sent.length, 3)
    assert.equal(keys.size, 1)
    assert.match([...keys][0] ?? '', /^"[\w-]{22,64}"$/)
    assert.ok((waited[0] ?? 0) >= 500 && waited[1] === 5000)
  })

  it('gives every new request a new key, and one that its caller names that one', async () => {
    const { client, sent } = aClient([1, 2, 3].map(() => json({ changeId })))
    const options = [undefined, undefined, { idempotencyKey: changeId }]
    for (const option of options)
      assert.ok((await client.request(proposeRightRules, proposal, option)).ok)
    const keys = sent.map(({ headers }) => headers['idempotency-key'])
    assert.notEqual(keys[0], keys[1])
    assert.equal(keys[2], `"${changeId}"`)
  })

  it('waits and repeats while the first request is under way', async () => {
    const { client, waited } = aClient([
      problem('request-under-way', 409, { 'retry-after': '1' }),
      json({ changeId }),
    ])
    assert.ok((await client.request(proposeRightRules, proposal)).ok)
    assert.equal(waited.length, 1)
  })

  it('never repeats a step that can be taken once, nor what was refused', async () => {
    const step = aClient([new Error('socket hang up')])
    await assert.rejects(step.client.request(decideRightRules, decision), ServiceUnavailable)
    assert.equal(step.sent.length, 1)
    const refused = aClient([problem('malformed-input', 400)])
    assert.ok(!(await refused.client.request(proposeRightRules, proposal)).ok)
    assert.equal(refused.sent.length, 1)
  })

  it('returns 429 at once when the service says to wait for longer than a minute', async () => {
    const { client, waited } = aClient([
      problem('too-many-requests', 429, { 'retry-after': '600' }),
    ])
    assert.ok(!(await client.request(viewRightRules, {})).ok)
    assert.deepEqual(waited, [])
  })

  it('throws after the last attempt when nobody responds in time, or what comes is not the contract', async () => {
    const silent = (signal: AbortSignal): Promise<Response> =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error)
        })
      })
    const { client, sent } = aClient([
      silent,
      json({ changes: 'none' }),
      new Response('<html>', { status: 502 }),
    ])
    await assert.rejects(client.request(viewRightRules, {}), (fault: Error) => {
      assert.ok(fault instanceof ServiceUnavailable)
      assert.ok(fault.cause)
      return true
    })
    assert.equal(sent.length, 3)
  })

  it('ends when its caller aborts, without another attempt', async () => {
    const controller = new AbortController()
    const { client, sent } = aClient([
      () => {
        controller.abort(new Error('stopped'))
        return Promise.reject(new Error('aborted'))
      },
    ])
    const { signal } = controller
    await assert.rejects(client.request(viewRightRules, {}, { signal }), /stopped/)
    assert.equal(sent.length, 1)
  })

  it('follows a list page by page to its end, and ends with a refusal', async () => {
    const page = (nextCursor?: string): Response => json({ notices: [], nextCursor })
    const whole = aClient([page('a b'), page('c'), page()])
    for await (const { ok } of whole.client.pages(viewOwnNotices, {})) assert.ok(ok)
    assert.deepEqual(
      whole.sent.map(({ url }) => new URL(url).searchParams.get('cursor')),
      [null, 'a b', 'c'],
    )
    const broken = aClient([page('a'), problem('not-permitted', 403)])
    const read: boolean[] = []
    for await (const { ok } of broken.client.pages(viewOwnNotices, {})) read.push(ok)
    assert.deepEqual(read, [true, false])
  })
})
