import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { ok } from '@sotevarmenne/kernel/result'
import { pino } from 'pino'
import type { Problem } from '#platform/endpoint.ts'
import { createHttpServer, type HttpServer } from '#platform/http-server.ts'
import { aPermit } from '../../../../tests/support/permit.ts'
import { openTestDatabase } from '../../../../tests/support/postgres.ts'
import { auditApi } from './index.ts'
import {
  consistencyProblems,
  exportProblems,
  ownTrailProblems,
  searchProblems,
  viewEntryProblems,
} from './problems.ts'
import { aTrail, anAudit } from './testing.ts'

describe('the trail over HTTP', () => {
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let server: HttpServer
  let address: string

  before(async () => {
    database = await openTestDatabase()
    const audit = anAudit(database.db)
    await aTrail(database.db, audit, { entries: 2500, perHead: 500 })
    server = await createHttpServer({
      endpoints: auditApi(audit),
      permits: { grant: ({ deed }) => Promise.resolve(ok(aPermit(deed, { personId: 'P3' }))) },
      logger: pino({ level: 'silent' }),
      publicUrl: 'http://localhost:8080',
      version: '0.1.0',
      readiness: {},
    })
    address = `http://127.0.0.1:${await server.listen({ port: 0 })}/api/v1`
  })
  after(async () => {
    await server.close()
    await database.close()
  })

  const get = (path: string, language = 'en') =>
    fetch(`${address}${path}`, { headers: { 'accept-language': language } })

  it('is exported as lines, sent as they come', async () => {
    const answer = await get('/trail/export')
    assert.equal(answer.headers.get('content-type'), 'application/x-ndjson')
    assert.equal(answer.headers.get('content-length'), null)
    const lines = (await answer.text()).trimEnd().split('\n')
    assert.equal(lines.length, 1 + 2500 + 5)
    assert.match(lines[0] ?? '', /^\{"trail":\{"format":1,"after":0,/)
  })

  it('goes on after a reader who broke off', async () => {
    const broken = await get('/trail/export')
    await broken.body?.cancel()
    assert.equal((await get('/trail/checkpoints?limit=1')).status, 200)
  })

  it('is shown to its holder with proofs, and searched', async () => {
    const own = (await (await get('/own/trail')).json()) as { entries: { position: number }[] }
    assert.ok(own.entries.some(({ position }) => position === 3))
    const found = await get(`/trail/entries?deed=cards.viewCard&limit=2`)
    assert.equal(((await found.json()) as { entries: unknown[] }).entries.length, 2)
  })

  for (const path of [
    '/trail/entries?limit=0',
    '/trail/entries?limit=101',
    '/trail/entries?from=yesterday',
    '/trail/entries?from=0000-01-01T00:00:00Z',
    '/trail/entries?personId=Aino',
    '/trail/entries/one',
    '/trail/consistency?first=1',
    '/trail/consistency?first=0&second=1',
    '/trail/export?after=-1',
    '/trail/verification?after=half',
  ])
    it(`refuses ${path}`, async () => {
      assert.equal((await get(path)).status, 400)
    })

  for (const [path, kind] of [
    ['/trail/entries?cursor=x', 'cursor-unreadable'],
    ['/trail/entries?cursor=99999999999999_1', 'cursor-unreadable'],
    [`/trail/entries/${randomUUID()}`, 'entry-not-in-the-tree'],
    ['/trail/consistency?first=1&second=500', 'checkpoint-unknown'],
    ['/trail/consistency?first=1000&second=500', 'checkpoints-swapped'],
    ['/trail/export?after=7', 'checkpoint-unknown'],
    ['/trail/verification?after=7', 'checkpoint-unknown'],
    ['/own/trail?cursor=x', 'cursor-unreadable'],
  ] as const)
    it(`says in three languages why not: ${path.replace(/[0-9a-f-]{36}/, '…')}`, async () => {
      const told = await Promise.all(
        ['fi', 'sv', 'en'].map(async (language) => {
          const problem = (await (await get(path, language)).json()) as ProblemDetails
          assert.equal(problem.kind, kind)
          return problem.title
        }),
      )
      assert.equal(new Set(told).size, 3)
    })

  it('is described', async () => {
    const described = (await (await fetch(address.replace('/v1', '/openapi.json'))).json()) as {
      paths: { [path: string]: { get: { responses: { 200: { content: object } } } } }
    }
    const content = described.paths['/trail/export']?.get.responses[200].content
    assert.deepEqual(Object.keys(content ?? {}), ['application/x-ndjson'])
  })
})

describe('texts of the trail', () => {
  const problems: { readonly [kind: string]: Problem } = {
    ...searchProblems,
    ...viewEntryProblems,
    ...ownTrailProblems,
    ...consistencyProblems,
    ...exportProblems,
  }
  for (const [kind, { title, advice }] of Object.entries(problems))
    it(`tell ${kind} in three languages`, () => {
      for (const text of advice ? [title, advice] : [title])
        assert.equal(new Set([text.fi, text.sv, text.en]).size, 3)
    })
})
