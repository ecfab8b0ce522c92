import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createCardClient, scsAddresses, type Browser } from './card-client.ts'
import { channelName } from './messages.ts'

const request = { content: 'bm90ZQ==', hashAlgorithm: 'SHA384' } as const
const version = {
  version: '1.2',
  hashAlgorithms: 'SHA256, SHA384',
  signatureAlgorithms: 'SHA384withECDSA',
}
const signed = {
  version: '1.1',
  status: 'ok',
  reasonCode: 200,
  reasonText: 'Signature generated',
  signature: 'MGUC',
  signatureAlgorithm: 'SHA384withECDSA',
  chain: ['MIIB'],
}
const good = { '/version': version, '/sign': signed }

describe('the client of card reader software', () => {
  it('goes by loopback where the browser has no extension, at the first address that responds', async () => {
    const [first, second] = scsAddresses
    const { browser, requests } = aBrowser({ at: { [second]: good } })
    const client = createCardClient({ browser })
    assert.deepEqual(await client.sign(request, { language: 'sv' }), {
      ok: true,
      value: {
        ...{ version: '1.1', signature: 'MGUC', signatureAlgorithm: 'SHA384withECDSA' },
        chain: ['MIIB'],
      },
    })
    assert.equal(client.way(), 'loopback')
    assert.deepEqual(
      requests.map(({ url, language }) => [url, language]),
      [
        [`${first}/version`, 'sv'],
        [`${second}/version`, 'sv'],
        [`${second}/sign`, 'sv'],
      ],
    )
    assert.deepEqual(JSON.parse(requests[2]?.body ?? ''), { version: '1.1', ...request })
  })

  it('asks for the extension once where software responded by loopback, and again when that has gone', async () => {
    const at: Record<string, Responses> = { [scsAddresses[0]]: good }
    const { browser, posted } = aBrowser({ at })
    const client = createCardClient({ browser })
    for (let count = 0; count < 3; count += 1) assert.ok((await client.sign(request)).ok)
    assert.equal(posted.length, 1)
    at[scsAddresses[0]] = {}
    assert.deepEqual(await client.sign(request), { ok: false, refusal: { kind: 'not-running' } })
    assert.equal(posted.length, 2)
  })

  it('goes through the extension where it is, and asks nothing of loopback', async () => {
    const { browser, requests, posted } = aBrowser({
      extension: good,
      at: { [scsAddresses[0]]: good },
    })
    const client = createCardClient({ browser })
    const found = await client.version()
    assert.ok(found.ok)
    assert.deepEqual(found.value, {
      version: '1.2',
      hashAlgorithms: ['SHA256', 'SHA384'],
      signatureAlgorithms: ['SHA384withECDSA'],
    })
    assert.ok((await client.sign(request)).ok)
    assert.equal(client.way(), 'extension')
    assert.deepEqual(requests, [])
    assert.equal(posted.filter(({ path }) => path === '/sign').length, 1)
  })

  it('goes by loopback to software of others where the extension can’t reach ours', async () => {
    const { browser } = aBrowser({
      extension: 'not-running',
      at: { [scsAddresses[0]]: good },
    })
    const client = createCardClient({ browser })
    assert.ok((await client.sign(request)).ok)
    assert.equal(client.way(), 'loopback')
  })

  it('says that the browser refuses, and that nothing runs, apart', async () => {
    const say = async (given: Parameters<typeof aBrowser>[0]) =>
      createCardClient({ browser: aBrowser(given).browser }).sign(request)
    const refuses = { ok: false, refusal: { kind: 'browser-refuses' } }
    const notRunning = { ok: false, refusal: { kind: 'not-running' } }
    assert.deepEqual(await say({ permissions: { 'loopback-network': 'denied' } }), refuses)
    assert.deepEqual(await say({ permissions: { 'local-network-access': 'denied' } }), refuses)
    assert.deepEqual(await say({ permissions: { 'loopback-network': 'granted' } }), notRunning)
    assert.deepEqual(await say({}), notRunning)
    // The extension would have reached it.
    assert.deepEqual(
      await say({ extension: 'not-running', permissions: { 'loopback-network': 'denied' } }),
      notRunning,
    )
  })

  it('returns reasons of SCS, also as other software writes them', async () => {
    const refusalOf = async (response: object) => {
      const { browser } = aBrowser({ extension: { '/version': version, '/sign': response } })
      const result = await createCardClient({ browser }).sign(request)
      return result.ok ? undefined : result.refusal
    }
    const failed = { status: 'failed', reasonText: 'Cancelled.' }
    assert.deepEqual(await refusalOf({ ...failed, reasonCode: 401, because: 'cancelled' }), {
      ...{ kind: 'refused', reasonCode: 401, reasonText: 'Cancelled.', because: 'cancelled' },
    })
    assert.deepEqual(await refusalOf({ ...failed, reasonCode: '403' }), {
      ...{ kind: 'refused', reasonCode: 403, reasonText: 'Cancelled.' },
    })
    const halves = [{ ...signed, signature: 1 }, { ...signed, chain: [1] }, {}]
    for (const half of halves) assert.equal((await refusalOf(half))?.kind, 'refused')
  })

  it('never sends a request to sign again by the other way', async () => {
    const { browser, requests } = aBrowser({
      extension: { '/version': version, '/sign': 'not-running' },
      at: { [scsAddresses[0]]: good },
    })
    assert.deepEqual(await createCardClient({ browser }).sign(request), {
      ...{ ok: false, refusal: { kind: 'not-running' } },
    })
    assert.deepEqual(requests, [])
  })

  it('takes no response of another page’s window', async () => {
    const { browser, receive } = aBrowser({ at: { [scsAddresses[0]]: good } })
    const client = createCardClient({ browser })
    const found = client.version()
    receive({ channel: channelName, here: 'x' }, 'https://attacker.example')
    assert.ok((await found).ok)
    assert.equal(client.way(), 'loopback')
  })

  it('cancels a request that the page aborts, on both ways', async () => {
    for (const given of [
      { extension: { '/version': version, '/sign': 'silent' } },
      { at: { [scsAddresses[0]]: { '/version': version, '/sign': 'silent' } } },
    ] as const) {
      const { browser, posted, signing } = aBrowser(given)
      const stop = new AbortController()
      const result = createCardClient({ browser }).sign(request, { signal: stop.signal })
      await signing
      stop.abort()
      assert.deepEqual(await result, { ok: false, refusal: { kind: 'aborted' } })
      if ('extension' in given) assert.equal(posted.at(-1)?.kind, 'cancel')
      assert.deepEqual(await createCardClient({ browser }).sign(request, { signal: stop.signal }), {
        ...{ ok: false, refusal: { kind: 'aborted' } },
      })
    }
  })
})

type Responses = Readonly<Record<string, object | 'not-running' | 'silent'>>
type Requested = { readonly url: string; readonly body?: string; readonly language?: string }
type Posted = { readonly kind: string; readonly path?: string }

/** A browser with an extension, software at addresses and permissions, as far as the client uses them. */
function aBrowser({
  extension,
  at = {},
  permissions = {},
}: {
  readonly extension?: Responses | 'not-running'
  readonly at?: Readonly<Record<string, Responses>>
  readonly permissions?: Readonly<Record<string, string>>
}) {
  const origin = 'https://hospital.example'
  const requests: Requested[] = []
  const posted: Posted[] = []
  const signing = Promise.withResolvers<undefined>()
  const listeners = new Set<Parameters<Browser['addEventListener']>[1]>()
  const receive = (data: unknown, from = origin) => {
    for (const listener of listeners) listener({ data, origin: from, source: undefined })
  }
  const respondAs = (extension: Responses | 'not-running', id: string, path: string) => {
    if (path === '/sign') signing.resolve(undefined)
    const found = extension === 'not-running' ? extension : (extension[path] ?? 'not-running')
    if (found === 'silent') return
    const body = typeof found === 'object' ? { body: found } : { failure: found }
    receive({ channel: channelName, response: id, ...body })
  }
  const browser: Browser = {
    location: { origin },
    permissions: {
      query: async ({ name }) => {
        const state = permissions[name]
        if (state === undefined) throw new TypeError('unknown permission')
        return { state }
      },
    },
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
    postMessage: (message) => {
      const { hello, request, path, cancel } = message as Readonly<Record<string, string>>
      posted.push({
        kind: hello ? 'hello' : cancel ? 'cancel' : 'request',
        ...(path !== undefined && { path }),
      })
      if (extension === undefined) return
      setImmediate(() => {
        if (hello) receive({ channel: channelName, here: hello })
        if (request && path) respondAs(extension, request, path)
      })
    },
    fetch: async (input, options) => {
      if (typeof input !== 'string') throw new TypeError('the client asks by text')
      const { origin: address, pathname } = new URL(input)
      const language = new Headers(options?.headers).get('accept-language')
      requests.push({
        url: input,
        ...(typeof options?.body === 'string' && { body: options.body }),
        ...(language !== null && { language }),
      })
      const found = at[address]?.[pathname]
      if (pathname === '/sign') signing.resolve(undefined)
      if (found === 'silent')
        await new Promise((_resolve, reject) => {
          options?.signal?.addEventListener('abort', () => {
            reject(new Error('aborted'))
          })
        })
      if (typeof found !== 'object') throw new TypeError('fetch failed')
      return Response.json(found)
    },
  }
  return { browser, requests, posted, receive, signing: signing.promise }
}
