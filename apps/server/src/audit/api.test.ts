import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { ok } from '@sotevarmenne/kernel/result'
import { pino } from 'pino'
import { systemClock } from '#platform/clock.ts'
import type { Problem } from '#platform/endpoint.ts'
import { createHttpServer, type HttpServer } from '#platform/http-server.ts'
import { anAuditReview } from '#reporting/audit-review/testing.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import {
  consistencyProblems,
  exportProblems,
  historyProblems,
  searchProblems,
  viewEntryProblems,
} from './problems.ts'
import { anAuditLog, anAudit } from './testing.ts'

describe('the audit log over HTTP', () => {
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let server: HttpServer
  let address: string

  before(async () => {
    database = await openTestDatabase()
    const audit = anAudit(database.db)
    await anAuditLog(database.db, audit, { entries: 2500, perCheckpoint: 500 })
    const review = anAuditReview({ db: database.db, clock: systemClock, audit })
    server = await createHttpServer({
      endpoints: [...audit.operations, ...review.operations],
      permits: {
        grant: ({ operation }) => Promise.resolve(ok(aPermit(operation, { personId: 'P3' }))),
      },
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

  it('is exported as lines, streamed as they are read', async () => {
    const response = await get('/audit-log/export')
    assert.equal(response.headers.get('content-type'), 'application/x-ndjson')
    assert.equal(response.headers.get('content-length'), null)
    const lines = (await response.text()).trimEnd().split('\n')
    assert.equal(lines.length, 1 + 2500 + 5)
    assert.match(lines[0] ?? '', /^\{"auditLog":\{"format":1,"after":0,/)
  })

  it('continues to serve after a reader who broke off', async () => {
    const broken = await get('/audit-log/export')
    await broken.body?.cancel()
    assert.equal((await get('/audit-log/checkpoints?limit=1')).status, 200)
  })

  it('is shown to its holder with proofs, and is searchable by an auditor', async () => {
    const own = (await (await get('/own/audit-log')).json()) as { entries: { position: number }[] }
    assert.ok(own.entries.some(({ position }) => position === 3))
    const found = await get(`/audit-log/entries?operation=cards.viewCard&limit=2`)
    assert.equal(((await found.json()) as { entries: unknown[] }).entries.length, 2)
  })

  for (const path of [
    '/audit-log/entries?limit=0',
    '/audit-log/entries?limit=101',
    '/audit-log/entries?from=yesterday',
    '/audit-log/entries?from=0000-01-01T00:00:00Z',
    '/audit-log/entries?personId=Aino',
    '/audit-log/entries/one',
    '/audit-log/history',
    `/audit-log/history?personId=${randomUUID()}&cardId=${randomUUID()}`,
    `/audit-log/history?personId=${randomUUID()}&from=2026-12-02&to=2026-12-01`,
    '/audit-log/history?cardId=12345678901234567',
    '/audit-log/entries?withoutViews=no',
    '/audit-log/entries?serial=xyz',
    '/audit-log/consistency?first=1',
    '/audit-log/consistency?first=0&second=1',
    '/audit-log/export?after=-1',
    '/audit-log/verification?after=half',
  ])
    it(`refuses ${path.replaceAll(/[0-9a-f-]{36}/g, '…')}`, async () => {
      assert.equal((await get(path)).status, 400)
    })

  for (const [path, kind] of [
    ['/audit-log/entries?cursor=x', 'cursor-unreadable'],
    ['/audit-log/entries?cursor=99999999999999_1', 'cursor-unreadable'],
    [`/audit-log/entries/${randomUUID()}`, 'entry-not-in-the-tree'],
    ['/audit-log/consistency?first=1&second=500', 'checkpoint-not-found'],
    ['/audit-log/consistency?first=1000&second=500', 'checkpoints-swapped'],
    ['/audit-log/export?after=7', 'checkpoint-not-found'],
    ['/audit-log/verification?after=7', 'checkpoint-not-found'],
    ['/own/audit-log?cursor=x', 'cursor-unreadable'],
    [`/audit-log/history?cardId=${randomUUID()}&cursor=x`, 'cursor-unreadable'],
  ] as const)
    it(`gives the reason of a refusal in three languages: ${path.replace(/[0-9a-f-]{36}/, '…')}`, async () => {
      const input = await Promise.all(
        ['fi', 'sv', 'en'].map(async (language) => {
          const problem = (await (await get(path, language)).json()) as ProblemDetails
          assert.equal(problem.kind, kind)
          return problem.title
        }),
      )
      assert.equal(new Set(input).size, 3)
    })

  it('is described in OpenAPI', async () => {
    const described = (await (await fetch(address.replace('/v1', '/openapi.json'))).json()) as {
      paths: {
        [path: string]: {
          get: {
            operationId: string
            tags: string[]
            responses: { 200: { content: object } }
          }
        }
      }
    }
    const { operationId, tags, responses } = described.paths['/audit-log/export']?.get ?? {}
    assert.deepEqual([operationId, tags], ['exportAuditLog', ['audit']])
    assert.deepEqual(Object.keys(responses?.[200].content ?? {}), ['application/x-ndjson'])
  })
})

describe('the texts of the audit log', () => {
  const problems: { readonly [kind: string]: Problem } = {
    ...searchProblems,
    ...viewEntryProblems,
    ...historyProblems,
    ...consistencyProblems,
    ...exportProblems,
  }
  for (const [kind, { title, advice }] of Object.entries(problems))
    it(`explain ${kind} in three languages`, () => {
      for (const text of advice ? [title, advice] : [title])
        assert.equal(new Set([text.fi, text.sv, text.en]).size, 3)
    })
})
