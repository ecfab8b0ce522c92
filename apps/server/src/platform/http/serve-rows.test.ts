import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { defineEndpoint } from '@sotevarmenne/api/endpoint'
import { permissions } from '@sotevarmenne/api/permissions'
import type { StreamedBody } from '@sotevarmenne/http1/connection'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { z } from 'zod'
import { bindOperations, rowsOperation } from '../operation.ts'
import { serveRows, type RowsRequest } from './serve-rows.ts'

const contract = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-rows',
  path: '/words',
  permission: permissions['certificates.enrolCertificate'],
  summary: 'Says each word again',
  mediaType: 'application/x-ndjson',
  rows: { maxRows: 2000, maxBytes: 60 },
  input: z.object({ key: z.string(), word: z.string() }),
  response: z.object({ row: z.number(), key: z.string(), word: z.string() }),
})

describe('rows of a request', () => {
  it('that end in the middle of one say so after those that are whole (R711)', async () => {
    const { lines } = await serve({ text: `${aRow('a')}${aRow('b').slice(0, 10)}`, isCut: true })
    assert.deepEqual(lines, [
      { row: 1, key: 'a', word: 'a' },
      { kind: 'body-incomplete', status: 400 },
    ])
  })

  it('beyond the number that one request may have are not done, and those before are', async () => {
    const { lines, groups } = await serve({ text: aRow('w').repeat(2001) })
    assert.equal(lines.length, 2001)
    assert.deepEqual(lines.slice(-2), [
      { row: 2000, key: 'w', word: 'w' },
      { kind: 'too-many-rows', status: 413 },
    ])
    assert.equal(
      groups.reduce((sum, { rows }) => sum + rows.length, 0),
      2000,
    )
    assert.ok(groups.every(({ isEnd }) => !isEnd))
  })

  it('need no line feed at the end, and may have empty lines and those of another system', async () => {
    const { lines, groups } = await serve({ text: `\r\n${aRow('a')}\r\n\n${aRow('b').trim()}` })
    assert.deepEqual(
      lines.map(({ row, key }) => [row, key]),
      [
        [1, 'a'],
        [2, 'b'],
      ],
    )
    assert.equal(groups.at(-1)?.isEnd, true)
  })

  it('are counted each for the rate limit of their client (R712)', async () => {
    let left = 2
    const { lines } = await serve({
      text: aRow('a').repeat(3),
      mayGoOn: () => (left -= 1) >= 0,
    })
    assert.deepEqual(
      lines.map(({ row, kind, word }) => [row, kind ?? word]),
      [
        [1, 'a'],
        [2, 'a'],
        [3, 'too-many-requests'],
      ],
    )
  })

  it('are no complete batch while one was refused for the rate limit: the same rows may be sent again (R711)', async () => {
    let left = 2
    const { groups } = await serve({
      text: aRow('a').repeat(3),
      mayGoOn: () => (left -= 1) >= 0,
    })
    assert.deepEqual(
      groups.map(({ isEnd }) => isEnd),
      [false],
    )
  })

  it('are complete only once all groups before the last are done', async () => {
    const isSlow = Promise.withResolvers<undefined>()
    const groups: Group[] = []
    const responding = respond(bodyOf({ text: aRow('w').repeat(450) }), {
      groups,
      before: isSlow.promise,
    })
    while (groups.length < 2) await new Promise(setImmediate)
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.equal(groups.filter(({ isEnd }) => isEnd).length, 0)
    isSlow.resolve(undefined)
    const response = await responding
    assert.ok(response.ok)
    let text = ''
    for await (const part of response.value) text += part
    assert.equal(text.trim().split('\n').length, 450)
    assert.deepEqual(
      groups.map(({ isEnd }) => isEnd),
      [...groups.slice(1).map(() => false), true],
    )
  })

  it('are read no further than a few groups that are under way (R712)', async () => {
    let read = 0
    async function* pieces(): AsyncGenerator<Buffer> {
      for (; read < 2000; read += 1) yield Buffer.from(aRow('w'))
    }
    const isSlow = Promise.withResolvers<undefined>()
    const responding = respond({ pieces, isWhole: () => read === 2000 }, { before: isSlow.promise })
    let before = -1
    while (before !== read) {
      before = read
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    assert.ok(read <= 1200, String(read))
    isSlow.resolve(undefined)
    const response = await responding
    assert.ok(response.ok)
    let count = 0
    for await (const part of response.value) count += part.trim().split('\n').length
    assert.equal(count, 2000)
  })

  it('are done in groups, with a permit for each; after a refusal of a group nothing more is begun', async () => {
    const { lines, groups } = await serve({
      text: [
        ...Array.from({ length: 250 }, () => aRow('a')),
        aRow('stop'),
        aRow('z').repeat(1700),
      ].join(''),
    })
    assert.equal(lines.length, 201)
    assert.deepEqual(lines.at(-1), { kind: 'stopped', status: 409 })
    assert.ok(groups.length <= 6, String(groups.length))
  })

  it('are refused as a whole when the first group is', async () => {
    const response = await respond(bodyOf({ text: aRow('stop') }))
    assert.ok(!response.ok)
    assert.deepEqual([response.refusal.status, response.refusal.kind], [409, 'stopped'])
  })
})

type Line = {
  readonly row?: number
  readonly key?: string
  readonly word?: string
  readonly kind?: string
}

type Group = { readonly rows: readonly unknown[]; readonly isEnd: boolean }

const aRow = (word: string): string => `${JSON.stringify({ key: word, word })}\n`

const bodyOf = ({ text, isCut = false }: { text: string; isCut?: boolean }): StreamedBody => ({
  pieces: async function* () {
    // In pieces that end anywhere.
    for (let at = 0; at < text.length; at += 1000) yield Buffer.from(text.slice(at, at + 1000))
  },
  isWhole: () => !isCut,
})

/** Serves the body; problems are shortened. */
async function serve({
  mayGoOn,
  ...sent
}: {
  readonly text: string
  readonly isCut?: boolean
  readonly mayGoOn?: () => boolean
}): Promise<{ readonly lines: readonly Line[]; readonly groups: readonly Group[] }> {
  const groups: Group[] = []
  const response = await respond(bodyOf(sent), { groups, ...(mayGoOn && { mayGoOn }) })
  assert.ok(response.ok)
  let text = ''
  for await (const part of response.value) text += part
  const lines = text
    .trim()
    .split('\n')
    .map((line) => {
      const { problem, ...row } = JSON.parse(line) as Line & {
        problem?: { kind: string; status: number }
      }
      return problem === undefined ? row : { ...row, kind: problem.kind, status: problem.status }
    })
  return { lines, groups }
}

function respond(
  body: StreamedBody,
  {
    groups = [],
    mayGoOn = () => true,
    before,
  }: { groups?: Group[]; mayGoOn?: () => boolean; before?: Promise<unknown> } = {},
) {
  const { operations } = bindOperations(undefined, {
    sayAgain: rowsOperation({
      contract,
      problems: {
        stopped: { status: 409, title: { fi: 'Ei', sv: 'Nej', en: 'No' } },
      },
      handle:
        () =>
        async (_permit, { rows, isEnd }) => {
          groups.push({ rows, isEnd })
          await before
          return rows.some(({ word }) => word === 'stop')
            ? refuse({ kind: 'stopped' })
            : ok(rows.map(({ word }) => ok({ word })))
        },
    }),
  })
  const [endpoint] = operations
  assert.ok(endpoint)
  const request: RowsRequest = {
    provenance: { method: 'POST', origins: [] },
    ...{ language: 'en', requestId: '8e03978e-40d5-43dd-bc93-6894a57f9324' },
    idempotencyKey: '"8e03978e-40d5-43dd-bc93-6894a57f9324"',
    ...{ body, mayGoOn },
  }
  return serveRows(
    { ...endpoint, contract: { ...endpoint.contract, rows: contract.rows } },
    request,
    {
      permits: { grant: async ({ operation }) => ok(aPermit(operation)) },
      onFault: (fault) => {
        throw fault
      },
    },
  )
}
