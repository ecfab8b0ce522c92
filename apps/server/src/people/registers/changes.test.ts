import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { createChangeFeed } from './index.ts'

type Sent = { readonly path: string; readonly body: unknown }

describe('the changes of the population register', () => {
  const clock = { now: () => instant(Date.parse('2026-12-01T10:00:00Z')) }
  const service = '/r1/FI-TEST/GOV/0245437-2/VTJmutpa/VTJmutpa/api/v1/'
  let server: Server
  let url = ''
  let sent: Sent[] = []
  let replies: { readonly [path: string]: { readonly status: number; readonly body: unknown } } = {}

  before(async () => {
    server = createServer((request, response) => {
      void readText(request).then((text) => {
        const path = (request.url ?? '').replace(service, '')
        sent.push({ path, body: text === '' ? undefined : JSON.parse(text) })
        const { status, body } = replies[path] ?? { status: 404, body: {} }
        response.writeHead(status).end(JSON.stringify(body))
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  const read = (cursor: string | undefined) => {
    sent = []
    return createChangeFeed({ url }, { clock }).changedSince('population', cursor)
  }
  const change = (henkilotunnus: string) => ({
    ...{ henkilotunnus, muutospv: '2026-11-30T22:01:04.568Z' },
    tietoryhmat: [{ tietoryhma: 'TURVAKIELTO', muutosattribuutti: 'LISATTY' }],
  })
  const page = (muutokset: unknown, ajanTasalla = true) => ({
    muutokset: { status: 200, body: { viimeisinKirjausavain: 5446623999, muutokset, ajanTasalla } },
  })

  it('begin two weeks ago, at the posting key of that day', async () => {
    replies = {
      ...page([]),
      'kirjausavain/2026-11-17': { status: 200, body: { viimeisinKirjausavain: 5446623423 } },
    }
    const begun = await read(undefined)
    assert.deepEqual(begun, {
      ok: true,
      value: { events: [], setAside: [], cursor: '5446623999', hasMore: false },
    })
    assert.deepEqual(sent, [
      { path: 'kirjausavain/2026-11-17', body: undefined },
      { path: 'muutokset', body: { viimeisinKirjausavain: 5446623423 } },
    ])
  })

  it('go on behind the key, until the register says that they are up to date', async () => {
    replies = page([change('140388-9039')], false)
    const more = await read('5446623423')
    assert.ok(more.ok)
    assert.deepEqual(more.value.events, [
      {
        eventId: '5446623423-5446623999#0',
        identityCode: '140388-9039',
        changedAt: instant(Date.parse('2026-11-30T22:01:04.568Z')),
      },
    ])
    assert.equal(more.value.hasMore, true)
    assert.deepEqual(sent, [{ path: 'muutokset', body: { viimeisinKirjausavain: 5446623423 } }])
  })

  it('that are malformed are set aside by their place, without their content', async () => {
    const odd = { ...change('140388-9039'), muutospv: 'yesterday' }
    replies = page([odd, change('010190-000X'), change('140388-9039'), 'text'])
    const some = await read('7')
    assert.ok(some.ok)
    assert.equal(some.value.events.length, 1)
    assert.deepEqual(some.value.setAside, [
      { eventId: '7-5446623999#0', because: 'malformed-event' },
      { eventId: '7-5446623999#1', because: 'malformed-identity-code' },
      { eventId: '7-5446623999#3', because: 'malformed-event' },
    ])
  })

  it('are not read when the register, or X-Road, responds with an error', async () => {
    const xRoad = { type: 'Server.ServerProxy.AccessDenied', message: 'Denied', detail: '1' }
    for (const [status, body, because] of [
      [404, {}, 'error-response'],
      [401, {}, 'error-response'],
      [500, xRoad, 'error-response'],
      [200, xRoad, 'error-response'],
      [200, { muutokset: [] }, 'unreadable-response'],
    ] as const)
      for (const cursor of ['7', undefined]) {
        replies = {
          muutokset: { status, body },
          'kirjausavain/2026-11-17': { status, body },
        }
        assert.deepEqual(await read(cursor), {
          ok: false,
          refusal: { kind: 'register-unavailable', register: 'population', because },
        })
      }
  })
})
