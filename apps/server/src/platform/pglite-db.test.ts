import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fsyncSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { hour, minute } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { makePgliteDirectory } from '@sotevarmenne/tests/database/postgres'
import { createPgliteDb, type Repeat } from './pglite-db.ts'
import { openDurablePglite } from './pglite/durable-pglite.ts'

describe('the embedded database', () => {
  it('has each commit on the disk before it is acknowledged', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'durable-'))
    let calls = 0
    const pglite = await openDurablePglite(directory, (fileDescriptor) => {
      calls += 1
      fsyncSync(fileDescriptor)
    })
    await pglite.exec('create table note (text text)')
    const commits = 20
    const before = calls
    for (let nr = 0; nr < commits; nr += 1) await pglite.query('insert into note values ($1)', [nr])

    assert.ok(calls - before >= commits, `${String(calls - before)} calls`)
    await pglite.close()
    await rm(directory, { recursive: true })
  })

  it('can’t be opened by a second process while the first has it open, and is free afterwards', async () => {
    const directory = await makePgliteDirectory()
    const first = await createPgliteDb({ directory })
    assert.ok(first.ok)

    assert.deepEqual(await createPgliteDb({ directory }), {
      ok: false,
      refusal: { kind: 'data-directory-in-use', directory, pid: process.pid },
    })

    await first.value.close()
    const again = await createPgliteDb({ directory })
    assert.ok(again.ok)
    await again.value.close()
    await rm(directory, { recursive: true })
  })

  it('keeps every acknowledged row of a process that is killed while it writes, and is taken over', async () => {
    const directory = await makePgliteDirectory()
    const writer = fileURLToPath(import.meta.resolve('@sotevarmenne/tests/database/write-for-ever'))
    const child = spawn(process.execPath, [writer, directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exit = once(child, 'exit')
    let acknowledged = -1
    for await (const line of createInterface(child.stdout)) {
      acknowledged = Number(line)
      if (acknowledged === 5) {
        const second = await createPgliteDb({ directory })
        assert.ok(!second.ok, 'another process is refused')
        assert.equal(second.refusal.pid, child.pid)
      }
      if (acknowledged === 100) child.kill('SIGKILL')
    }
    await exit

    const db = await createPgliteDb({ directory })
    assert.ok(db.ok)
    const stored = await db.value.read(async (tx) => {
      const { rows } = await sql<{ count: number }>`select count(*) from written`.execute(tx)
      return rows[0]?.count ?? 0
    })
    assert.ok(
      stored > acknowledged,
      `${String(stored)} rows kept, ${String(acknowledged + 1)} told`,
    )
    await db.value.write(async (tx) => ok(await sql`insert into written values (-1)`.execute(tx)))
    await db.value.close()
    await rm(directory, { recursive: true })
  })

  it('checkpoints every five minutes and vacuums every six hours', async (test) => {
    const directory = await makePgliteDirectory()
    const actions = new Map<number, () => Promise<void>>()
    const repeat: Repeat = (interval, action) => {
      actions.set(interval, action)
      return () => undefined
    }
    const opened = await createPgliteDb({ directory, repeat })
    assert.ok(opened.ok)
    const db = opened.value
    test.after(async () => {
      await db.close()
      await rm(directory, { recursive: true })
    })
    const request = (expression: string) =>
      db.read(async (tx) => {
        const { rows } = await sql<{
          value: string
        }>`select ${sql.raw(expression)} as value`.execute(tx)
        return rows[0]?.value
      })
    const write = (statement: string) =>
      db.write(async (tx) => ok(await sql.raw(statement).execute(tx)))
    await write("create table note as select repeat('x', 100) from generate_series(1, 10000)")
    await write('delete from note')

    const lastCheckpoint = '(pg_control_checkpoint()).checkpoint_lsn::text'
    const before = await request(lastCheckpoint)
    await actions.get(5 * minute)?.()
    assert.notEqual(await request(lastCheckpoint), before)

    const bytes = "pg_relation_size('note')::text"
    assert.notEqual(await request(bytes), '0')
    await actions.get(6 * hour)?.()
    assert.equal(await request(bytes), '0', 'the room of the deleted rows is given back')
  })
})
