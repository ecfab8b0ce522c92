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
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { makePgliteDirectory } from '../../../../tests/support/postgres.ts'
import { createPgliteDb } from './pglite-db.ts'
import { openDurablePglite } from './pglite/durable-pglite.ts'

describe('the embedded database', () => {
  it('has each commit on the disk before it answers', async () => {
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

  it('is refused to a second one while the first has it open, and free after', async () => {
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
    const writer = fileURLToPath(
      new URL('../../../../tests/support/write-for-ever.ts', import.meta.url),
    )
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
    const kept = await db.value.read(async (tx) => {
      const { rows } = await sql<{ count: number }>`select count(*) from written`.execute(tx)
      return rows[0]?.count ?? 0
    })
    assert.ok(kept > acknowledged, `${String(kept)} rows kept, ${String(acknowledged + 1)} told`)
    await db.value.write(async (tx) => ok(await sql`insert into written values (-1)`.execute(tx)))
    await db.value.close()
    await rm(directory, { recursive: true })
  })
})
