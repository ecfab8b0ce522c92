import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { createPgliteDb } from '../../../apps/server/src/platform/pglite-db.ts'

/** A process that writes rows and reports each one after its commit, until it is killed. */
const [, , directory = ''] = process.argv
const opened = await createPgliteDb({ directory })
if (!opened.ok) throw new Error(opened.refusal.kind)
const db = opened.value
await db.write(async (tx) => ok(await sql`create table written (nr int primary key)`.execute(tx)))
for (let nr = 0; ; nr += 1) {
  await db.write(async (tx) => ok(await sql`insert into written values (${nr})`.execute(tx)))
  process.stdout.write(`${String(nr)}\n`)
}
