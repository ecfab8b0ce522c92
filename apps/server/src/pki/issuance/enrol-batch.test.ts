import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, it } from 'node:test'
import { promisify } from 'node:util'
import { enrolBatch } from '@sotevarmenne/api/certificates'
import { minute, plus, second } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { DatabaseUnavailable } from '#platform/database-unavailable.ts'
import type { DomainEvent } from '#platform/record.ts'
import { aProgramsRequest } from '@sotevarmenne/tests/ca/program-request'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { CertificatesIssued, CertificatesReserved, Client } from './contract.ts'
import type { Certificates } from './index.ts'
import {
  aSelfSigned,
  presentSecond,
  type TlsIdentity,
} from '@sotevarmenne/tests/network/self-signed'
import { openEnrolment } from './testing/enrolment.ts'

forEachDatabase('a batch of certificate requests', ({ db }) => {
  let enrolment: Awaited<ReturnType<typeof openEnrolment>>
  let certificates: Certificates
  let client: Client
  let events: DomainEvent[]
  /** What the database is to do with the next transactions. */
  let isAway = false
  const stranger = aSelfSigned('stranger')
  let now = presentSecond()

  before(async () => {
    events = []
    enrolment = await openEnrolment({
      db,
      clock: { now: () => now },
      recordAll: (_tx, happened) => {
        if (isAway) throw new DatabaseUnavailable('away')
        events.push(...happened.map(({ event }) => event))
        return Promise.resolve()
      },
    })
    ;({ certificates, client } = enrolment)
  })
  after(() => enrolment.close())

  it('has a result for each row in order: a certificate as of a single request, or why not (R710)', async () => {
    const before = events.length
    const rows = [
      aRow('a'),
      aRow('b', 'host.example.org'),
      'no JSON',
      '{"key":"no request"}',
      aRow('c'),
      `{"key":"long","request":"${'x'.repeat(40_000)}"}`,
      { key: 'd', request: 'no request!' },
      aRow('e'),
    ]
    const { status, headers, lines } = await send(aKey(), rows)
    assert.deepEqual(
      [status, headers['content-type']],
      [200, 'application/x-ndjson; charset=utf-8'],
    )
    assert.deepEqual(
      lines.map(({ row, key, problem }) => [row, key, problem?.status, problem?.kind]),
      [
        [1, 'a', undefined, undefined],
        [2, 'b', 422, 'name-not-allowed'],
        [3, undefined, 400, 'malformed-input'],
        [4, 'no request', 400, 'malformed-input'],
        [5, 'c', undefined, undefined],
        [6, undefined, 413, 'too-large'],
        [7, 'd', 422, 'request-unreadable'],
        [8, 'e', undefined, undefined],
      ],
    )
    for (const line of lines) enrolBatch.response.parse(line)
    const issued = lines.filter(({ serial }) => serial !== undefined)
    for (const { key, certificate = '', chain: [issuer = ''] = [] } of issued) {
      const leaf = new X509Certificate(certificate)
      assert.ok(leaf.verify(new X509Certificate(issuer).publicKey))
      assert.equal(leaf.subjectAltName, `DNS:${String(key)}.esimerkkila.example`)
    }
    const { kind } = lines[1]?.problem ?? {}
    const single = await sendOne(requestOf(rows[1]))
    assert.deepEqual(single.body['kind'], kind)
    assert.equal((await sendOne(requestOf(rows[0]))).body['serial'], lines[0]?.serial)

    // The log has each certificate as reserved and as issued, and of the bad rows nothing.
    const serials = issued.map(({ serial }) => serial).toSorted()
    for (const type of ['CertificatesReserved', 'CertificatesIssued'])
      assert.deepEqual(recorded(before, type), serials)
  })

  it('sent again gets the same results and issues nothing, in part or as a whole (R711)', async () => {
    const key = aKey()
    const rows = names('again', 250).map((name) => aRow(name))
    const first = await send(key, rows)
    assert.equal(new Set(first.lines.map(({ serial }) => serial)).size, 250)
    const before = events.length
    assert.deepEqual((await send(key, rows)).lines, first.lines)
    const part = rows.slice(230)
    assert.deepEqual(
      (await send(key, part)).lines.map(({ serial }) => serial),
      first.lines.slice(230).map(({ serial }) => serial),
    )
    // As two clients that do not know of each other.
    const both = await Promise.all([send(key, rows), send(key, rows)])
    for (const { lines } of both) assert.deepEqual(lines, first.lines)
    assert.equal(events.length, before)
  })

  it('whose rows were others under the same key is refused before anything is done (R711)', async () => {
    const key = aKey()
    const rows = [aRow('first-1'), aRow('first-2')]
    assert.equal((await send(key, rows)).status, 200)
    const before = events.length
    for (const other of [
      [{ ...rows[0], request: aProgramsRequest('first-1.esimerkkila.example') }],
      // The batch is complete: nothing is added to it.
      [...rows, aRow('first-3')],
      [aRow('first-4')],
    ]) {
      const { status, body } = await send(key, other)
      assert.deepEqual([status, body['kind']], [409, 'batch-differs'])
    }
    // Two rows of one name are never one.
    const twice = await send(aKey(), [aRow('x'), { ...aRow('y'), key: 'x' }])
    assert.deepEqual([twice.status, twice.body['kind']], [409, 'batch-differs'])
    assert.deepEqual(twice.body['facts'], { key: 'x' })
    assert.equal(events.length, before)

    // The key of another batch says nothing about this one, and a key is forgotten after a day.
    assert.equal((await send(aKey(), [aRow('first-3')])).status, 200)
    now = plus(now, 24 * 60 * minute + second)
    assert.equal((await send(key, [aRow('first-5')])).status, 200)
  })

  it('that ends in the middle of a row has the rows before it, and goes on later (R711)', async () => {
    const key = aKey()
    const rows = names('cut', 5).map((name) => aRow(name))
    const text = textOf(rows)
    const begun = begin(key, { length: text.length })
    begun.write(text.slice(0, text.length - 300))
    // The results of the rows that are whole come while the rest is awaited.
    const first = await begun.lines(4)
    assert.deepEqual(
      first.map(({ key }) => key),
      rows.slice(0, 4).map(({ key }) => key),
    )
    begun.destroy()
    const { status, lines } = await send(key, rows)
    assert.equal(status, 200)
    assert.deepEqual(lines.slice(0, 4), first)
    assert.equal(lines.length, 5)
  })

  it('of a client that hangs up is finished as far as it arrived (R711)', async (test) => {
    const key = aKey()
    const rows = names('gone', 30).map((name) => aRow(name))
    const text = textOf(rows)
    const begun = begin(key, { length: text.length + 1000 })
    begun.write(text)
    await begun.lines(1)
    begun.destroy()
    const countOf = () =>
      db.read(async (tx) => {
        const { rows: found } = await sql<{ count: number }>`
          select count(*)::int as count from issuance.certificate
          where state = 'issued' and client_id = ${client.clientId}
            and position(convert_to('gone-', 'UTF8') in tbs) > 0`.execute(tx)
        return found[0]?.count
      })
    const areThirty = async () => {
      assert.equal(await countOf(), 30)
    }
    await test.waitFor(areThirty, { interval: 10, timeout: 60_000 })
    const before = events.length
    assert.equal((await send(key, rows)).lines.length, 30)
    assert.equal(events.length, before)
  })

  it('whose rows wait for each other is served row by row', async () => {
    const rows = names('slow', 3).map((name) => aRow(name))
    const begun = begin(aKey(), { length: textOf(rows).length })
    for (const [index, row] of rows.entries()) {
      begun.write(textOf([row]))
      const lines = await begun.lines(index + 1)
      assert.equal(lines.at(-1)?.key, row.key)
      assert.ok(lines.at(-1)?.serial)
    }
    await begun.ended()
  })

  it('ends with the reason when the database goes away, and is sent again (R711)', async () => {
    const key = aKey()
    const rows = names('away', 3).map((name) => aRow(name))
    const begun = begin(key, { length: textOf(rows).length })
    begun.write(textOf(rows.slice(0, 1)))
    await begun.lines(1)
    isAway = true
    begun.write(textOf(rows.slice(1)))
    const lines = await begun.ended()
    isAway = false
    assert.equal(lines.length, 2)
    assert.deepEqual(
      [lines[1]?.row, lines[1]?.problem?.status, lines[1]?.problem?.kind],
      [undefined, 503, 'database-unavailable'],
    )
    assert.equal(new Set((await send(key, rows)).lines.map(({ serial }) => serial)).size, 3)
  })

  it('is refused as a whole without a key, in another form, or of a program without a right', async () => {
    const rows = [aRow('refused')]
    const before = events.length
    for (const [more, status, kind] of [
      [{ headers: { 'idempotency-key': undefined } }, 400, 'idempotency-key-missing'],
      [{ headers: { 'idempotency-key': 'short' } }, 400, 'idempotency-key-malformed'],
      [{ headers: { 'content-type': 'application/json' } }, 415, 'not-json-lines'],
      [{ as: stranger }, 401, 'client-not-found'],
      [{ headers: { origin: 'https://evil.example' } }, 403, 'not-from-our-page'],
    ] as const) {
      const refused = await send(aKey(), rows, more)
      assert.deepEqual([refused.status, refused.body['kind']], [status, kind])
    }
    assert.equal(events.length, before)
  })

  it('is sent by the commands of the guide', async () => {
    const guide = await readFile(
      new URL('../../../../../docs/operations/enrolment.md', import.meta.url),
      'utf8',
    )
    const [, commands = ''] = /## Batches[\s\S]*?```sh\n([\s\S]*?)```/.exec(guide) ?? []
    const folder = await mkdtemp(path.join(tmpdir(), 'batch-'))
    await writeFile(path.join(folder, 'client.pem'), enrolment.known.cert)
    await writeFile(path.join(folder, 'client.key'), enrolment.known.key)
    await writeFile(path.join(folder, 'root.pem'), enrolment.listener.cert)
    const here = commands.replace('service.example:8443', `localhost:${String(enrolment.port)}`)
    await promisify(execFile)('bash', ['-euc', here], { cwd: folder })
    const results = await readFile(path.join(folder, 'results.ndjson'), 'utf8')
    await rm(folder, { recursive: true })
    assert.deepEqual(
      results
        .trim()
        .split('\n')
        .map((line) => {
          const { key, certificate = '' } = JSON.parse(line) as Line
          return [key, new X509Certificate(certificate).subjectAltName]
        }),
      [
        ['one', 'DNS:one.esimerkkila.example'],
        ['two', 'DNS:two.esimerkkila.example'],
      ],
    )
  })

  it('may be empty', async () => {
    assert.deepEqual(await linesOf(send(aKey(), [])), [])
    assert.deepEqual(await linesOf(send(aKey(), ['', ' '])), [])
  })

  it('of a client whose right ends gets nothing more from the next second on (R712)', async () => {
    const begun = begin(aKey(), { length: 100_000 })
    begun.write(textOf([aRow('before-its-end')]))
    await begun.lines(1)
    assert.ok((await certificates.endClient(aPermit('certificates.endClient'), client.clientId)).ok)
    now = plus(now, 2 * second)
    const before = events.length
    begun.write(textOf([aRow('after-its-end')]))
    const lines = await begun.lines(2)
    assert.deepEqual([lines[1]?.row, lines[1]?.problem?.kind], [undefined, 'client-not-found'])
    assert.equal(events.length, before)
    begun.destroy()
  })

  const recorded = (from: number, type: string) =>
    (events.slice(from) as unknown as readonly (CertificatesReserved | CertificatesIssued)[])
      .filter((event) => event.type === type)
      .flatMap(({ serials }) => serials)
      .toSorted()

  type Sent = {
    readonly as?: TlsIdentity
    readonly headers?: Readonly<Record<string, string | undefined>>
  }

  function begin(
    key: string,
    { as = enrolment.known, headers = {}, length }: Sent & { readonly length: number },
  ) {
    const all: Record<string, string | undefined> = {
      'content-type': 'application/x-ndjson',
      'content-length': String(length),
      'idempotency-key': `"${key}"`,
      ...headers,
    }
    const requesting = request({
      ...enrolment.optionsOf(as, '/api/v1/certificates/batch'),
      headers: Object.fromEntries(
        Object.entries(all).filter(([, value]) => value !== undefined),
      ) as Record<string, string>,
    })
    requesting.flushHeaders()
    const responding = once(requesting, 'response') as Promise<[IncomingMessage]>
    let text = ''
    let hasEnded = false
    let grew = Promise.withResolvers<undefined>()
    const grow = (): void => {
      grew.resolve(undefined)
      grew = Promise.withResolvers()
    }
    const reading = responding.then(async ([response]) => {
      for await (const chunk of response) {
        text += String(chunk)
        grow()
      }
      hasEnded = true
      grow()
    })
    reading.catch(grow)
    const lines = (): readonly Line[] =>
      text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Line)
    return {
      write: (part: string) => requesting.write(part),
      lines: async (count: number) => {
        while (lines().length < count && !hasEnded) await grew.promise
        return lines()
      },
      ended: async () => {
        requesting.end()
        await reading
        return lines()
      },
      response: async () => {
        requesting.end()
        const [response] = await responding
        await reading
        return { status: response.statusCode, headers: response.headers, text }
      },
      destroy: () => requesting.destroy(),
    }
  }

  async function send(key: string, rows: readonly (object | string)[], sent: Sent = {}) {
    const body = textOf(rows)
    const begun = begin(key, { ...sent, length: Buffer.byteLength(body) })
    begun.write(body)
    const { text, ...response } = await begun.response()
    const isRefused = response.status !== 200
    return {
      ...response,
      lines: isRefused
        ? []
        : text
            .split('\n')
            .slice(0, -1)
            .map((line) => JSON.parse(line) as Line),
      body: isRefused ? (JSON.parse(text) as Record<string, unknown>) : {},
    }
  }

  const linesOf = async (sending: ReturnType<typeof send>) => (await sending).lines

  async function sendOne(csr: string) {
    const requesting = request({
      ...enrolment.optionsOf(enrolment.known, '/api/v1/certificates'),
      headers: { 'content-type': 'application/json' },
    })
    requesting.end(JSON.stringify({ request: csr }))
    const [response] = (await once(requesting, 'response')) as [IncomingMessage]
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk as Buffer)
    return { body: JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown> }
  }
})

/** A line of the response. */
type Line = {
  readonly row?: number
  readonly key?: string
  readonly serial?: string
  readonly certificate?: string
  readonly chain?: readonly string[]
  readonly problem?: { readonly status: number; readonly kind: string }
}

const aRow = (key: string, name = `${key}.esimerkkila.example`) => ({
  key,
  request: aProgramsRequest(name),
})

const requestOf = (row: object | string | undefined): string =>
  typeof row === 'object' && 'request' in row ? String(row.request) : ''

const names = (of: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${of}-${String(index)}`)

const textOf = (rows: readonly (object | string)[]): string =>
  rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('')

let keys = 0
const aKey = (): string => {
  keys += 1
  return `batch-of-the-tests-${String(keys).padStart(6, '0')}`
}
