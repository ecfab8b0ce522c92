import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, it } from 'node:test'
import { day, hour, instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { createOutbox } from '#platform/outbox.ts'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { AuditDeps } from './create-audit.ts'
import { retainedSince } from './domain/retention.ts'
import { anAuditLog, anAudit } from './testing.ts'

describe('the retention period of the audit log', () => {
  it('is counted in whole Finnish days', () => {
    // 24 November 2026, 00:30 in Finland: the day has begun there, and not in UTC.
    const now = instant(Date.parse('2026-11-23T22:30:00Z'))
    assert.equal(retainedSince(now, 15), Date.parse('2011-11-23T22:00:00Z'))
  })
})

forEachDatabase('the audit log at the end of its retention', ({ db }) => {
  const begin = instant(Date.parse('2026-11-24T10:00:00Z'))
  let now: Instant
  const clock = { now: () => now }
  const outbox = createOutbox({ db, clock })
  const inFifteenYears = plus(begin, 15 * 366 * day)

  beforeEach(async () => {
    now = begin
    await change(
      'truncate audit.entry, audit.pending, audit.leaf, audit.node, audit.checkpoint',
      "update audit.tree set size = 0, roots = ''",
      'truncate platform.outbox',
    )
  })

  it('loses its start, the tree still verifies, and the erasure is recorded in it (R53)', async () => {
    const audit = anAuditWithJobs()
    await anAuditLog(db, audit, { entries: 40, perCheckpoint: 10 })
    now = inFifteenYears
    await anAuditLog(db, audit, { entries: 10, perCheckpoint: 5 })
    await erase()

    assert.ok((await audit.sequence()).ok)
    const verified = await audit.verifyAuditLog()
    assert.ok(verified.ok)
    assert.deepEqual([verified.value.size, verified.value.erased], [51, 40])
    const [erasure] = await entries({ operation: 'audit.eraseEntries' })
    assert.deepEqual(erasure?.facts, { before: 40, years: 15 })
    assert.deepEqual(erasure.actor, { kind: 'process', name: 'jobs' })
    assert.equal((await entries({ operation: 'cards.viewCard' })).length, 10)
  })

  it('retains everything to the last day', async () => {
    const audit = anAuditWithJobs()
    await anAuditLog(db, audit, { entries: 10, perCheckpoint: 5 })
    now = instant(Date.parse('2041-11-24T21:59:00Z'))
    await erase()
    assert.equal((await entries({ operation: 'cards.viewCard' })).length, 10)

    now = plus(now, minute)
    await erase()
    assert.equal((await entries({ operation: 'cards.viewCard' })).length, 0)
  })

  it('loses at most a month of entries a night, so that a clock that jumped is noticed', async () => {
    const audit = anAuditWithJobs()
    const stored = async () => (await entries({ operation: 'cards.viewCard' })).length
    for (let months = 0; months < 3; months += 1) {
      await anAuditLog(db, audit, { entries: 10, perCheckpoint: 10 })
      now = plus(now, 40 * day)
    }
    now = plus(begin, 90 * 366 * day)
    assert.ok((await audit.sequence()).ok)
    await erase()
    assert.equal(await stored(), 20)
    await erase()
    assert.equal(await stored(), 10)
  })

  it('reports an entry that somebody removed besides the erasure', async () => {
    const audit = anAuditWithJobs()
    await anAuditLog(db, audit, { entries: 10, perCheckpoint: 5 })
    now = inFifteenYears
    await anAuditLog(db, audit, { entries: 10, perCheckpoint: 5 })
    await erase()
    assert.ok((await audit.sequence()).ok)
    await change(
      'delete from audit.entry where entry_id = (select entry_id from audit.leaf where position = 12)',
    )
    const verified = await audit.verifyAuditLog()
    assert.deepEqual(verified.ok ? [] : verified.refusal, [{ kind: 'entry-missing', position: 12 }])
  })

  it('does not accept an erasure that came too early', async () => {
    const audit = anAuditWithJobs({ retentionYears: 1 })
    await anAuditLog(db, audit, { entries: 10, perCheckpoint: 5 })
    now = plus(begin, 400 * day)
    await erase({ retentionYears: 1 })
    assert.ok((await audit.sequence()).ok)
    assert.ok((await audit.verifyAuditLog()).ok)

    // The age of a tree head cannot be changed: an earlier time breaks its signature.
    await change(
      `update audit.entry set facts = facts || '{"years":15}' where type = 'EntriesErased'`,
    )
    const altered = await audit.verifyAuditLog()
    const kinds = altered.ok ? [] : altered.refusal.map(({ kind }) => kind)
    assert.ok(kinds.includes('entry-missing') && kinds.includes('entry-altered'), String(kinds))
  })

  it('is erased every day automatically, in quiet hours', async () => {
    const audit = anAuditWithJobs()
    await audit.planDaily()
    await audit.planDaily()
    await outbox.drain()
    const [planned] = await planOf('audit.eraseExpired')
    assert.equal(planned?.key, '2026-11-25')
    assert.equal(planned.due, Date.parse('2026-11-25T03:00:00+02:00'))
  })

  it('has its checkpoints copied to an external folder, once a minute', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-checkpoints-'))
    try {
      const audit = anAuditWithJobs({ checkpointFolder: join(folder, 'stored') })
      await anAuditLog(db, audit, { entries: 6, perCheckpoint: 2 })
      assert.equal((await planOf('audit.copyCheckpoint')).length, 1)
      now = plus(begin, minute)
      await outbox.drain()
      await anAuditLog(db, audit, { entries: 2, perCheckpoint: 2 })
      now = plus(begin, hour)
      await outbox.drain()

      const [file = '', ...others] = await readdir(join(folder, 'stored'))
      assert.deepEqual([file, others], ['checkpoints-2026-11-24.ndjson', []])
      const lines = (await readFile(join(folder, 'stored', file), 'utf8')).trimEnd().split('\n')
      const sizes = lines.map(
        (line) => (JSON.parse(line) as { checkpoint: { size: number } }).checkpoint.size,
      )
      assert.deepEqual(sizes, [6, 8])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  function anAuditWithJobs(other: Partial<AuditDeps> = {}) {
    const audit = anAudit(db, { clock, planJob: outbox.planJob, ...other })
    outbox.use({ handlers: audit.jobs, subscriptions: [] })
    return audit
  }

  /** Runs the day's erasure, as the outbox does. */
  async function erase(other: Partial<AuditDeps> = {}): Promise<void> {
    const audit = anAuditWithJobs(other)
    const [job] = audit.jobs
    await job?.handle({ kind: job.kind, key: 'today', payload: {} })
  }

  async function entries(filter: { readonly operation: string }) {
    const found = await anAudit(db, { clock }).searchAuditLog(aPermit('audit.viewAuditLog'), {
      limit: 100,
      ...filter,
    })
    assert.ok(found.ok)
    return found.value.entries.map(({ entry }) => entry)
  }

  const planOf = (kind: string) =>
    db.read(async (tx) => {
      const { rows } = await sql<{ key: string; due: Instant }>`
        select key, due_at as due from platform.outbox
        where kind = ${kind} and done_at is null`.execute(tx)
      return rows
    })

  const change = (...statements: readonly string[]) =>
    db.write(async (tx) => {
      for (const statement of statements) await sql.raw(statement).execute(tx)
      return ok(undefined)
    })
})
