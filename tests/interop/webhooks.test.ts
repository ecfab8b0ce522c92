import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { after, before, describe, it } from 'node:test'
import { testEventData, testEventKind, webhookEvents } from '@sotevarmenne/api/webhooks'
import { Webhook } from 'standardwebhooks'
import { localhostCertificate } from '@sotevarmenne/tests/network/localhost-certificate'

const guides = new URL('../../docs/relying-parties/', import.meta.url)

describe('the guide for webhooks', () => {
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  const printed: string[] = []
  let directory: string
  let ca: string
  let port: string
  let receiver: ChildProcess
  let lines: Interface

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'webhooks-'))
    const { certificate, key } = await localhostCertificate(directory)
    ca = await readFile(certificate, 'utf8')
    const program = new URL('examples/webhook-receiver.mjs', guides).pathname
    receiver = spawn(process.execPath, [program, '0', certificate, key], {
      env: { ...process.env, WEBHOOK_SECRET: secret },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    assert.ok(receiver.stdout)
    lines = createInterface(receiver.stdout)
    lines.on('line', (line) => printed.push(line))
    const [listening] = (await once(lines, 'line')) as [string]
    port = listening.replace('listening ', '')
    printed.length = 0
  })
  after(async () => {
    const ended = once(receiver, 'exit')
    receiver.kill()
    await ended
    await rm(directory, { recursive: true })
  })

  /** The status; signed by the reference library, at that time. */
  const send = (
    body: string,
    { id = randomUUID(), at = new Date(), by = secret, sent = body } = {},
  ): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const posting = request(
        {
          ...{ host: '127.0.0.1', port, ca, method: 'POST', agent: false },
          headers: {
            'webhook-id': id,
            'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
            'webhook-signature': `v1,AAAA ${new Webhook(by).sign(id, at, body)}`,
          },
        },
        (response) => {
          response.resume()
          resolve(response.statusCode)
        },
      )
      posting.on('error', reject)
      posting.end(sent)
    })
  const message = JSON.stringify({ type: 'card.issued', data: { cardId: 'å' } })

  it('has a receiver that accepts what the reference library signed, and acts once on each identifier (R521)', async () => {
    const id = randomUUID()
    assert.equal(await send(message, { id }), 204)
    assert.equal(await send(message, { id }), 204)
    assert.equal(await send(message), 204)
    while (printed.length < 2) await once(lines, 'line')
    assert.deepEqual(printed, Array(2).fill('card.issued {"cardId":"å"}'))
  })

  it('has a receiver that refuses what was altered, is old, or was signed with another secret (R521)', async () => {
    const old = new Date(Date.now() - 301_000)
    const other = `whsec_${randomBytes(32).toString('base64')}`
    assert.equal(await send(message, { sent: `${message} ` }), 401)
    assert.equal(await send(message, { at: old }), 401)
    assert.equal(await send(message, { by: other }), 401)
  })

  it('lists each kind of event with the members of its data, and no others (R521)', async () => {
    const text = await readFile(new URL('webhooks.md', guides), 'utf8')
    const [, table = ''] = text.split('## Events')
    const rows = [...table.matchAll(/^\| `(\w+\.\w+)` +\|[^|]+\| ([^|]+) \|$/gm)].map(
      ([, kind = '', members = '']) => [kind, members.trim()] as const,
    )
    const expected = [
      ...Object.entries(webhookEvents).map(([kind, { data }]) => [kind, data] as const),
      [testEventKind, testEventData] as const,
    ].map(([kind, data]) => [
      kind,
      Object.keys(data.shape)
        .filter((member) => member !== 'organisationId')
        .toSorted(),
    ])
    let last: readonly string[] = []
    const listed = rows.map(([kind, members]) => {
      last =
        members === 'the same'
          ? last
          : [...members.matchAll(/`(\w+)`/g)].map(([, member = '']) => member).toSorted()
      return [kind, last]
    })
    assert.deepEqual(listed, expected)
  })
})
