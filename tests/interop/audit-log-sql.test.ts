import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sha256 } from '@sotevarmenne/issuing/checkpoint'
import {
  append,
  emptyTree,
  leafHash,
  type CompactTree,
  type Node,
} from '@sotevarmenne/issuing/domain/merkle'
import { instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { linesOfExport } from '@sotevarmenne/tests/audit-log/damage'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { sql } from 'kysely'
import type { Audit } from '../../apps/server/src/audit/index.ts'
import { anAudit } from '../../apps/server/src/audit/testing.ts'
import type { Tx } from '../../apps/server/src/platform/db.ts'
import { parseReceipt, parseSignedHead } from '../../apps/verifier/src/lines.ts'
import { readKey } from '../../apps/verifier/src/tree.ts'
import { verifyExport } from '../../apps/verifier/src/verify-export.ts'

/**
 * The signer is real, behind its sockets. The attacker writes anything into the database, and has no key, no
 * file and no process.
 */
describe('an audit log whose database somebody else can write', () => {
  let now: Instant = instant(Date.now())
  const clock = { now: () => now }
  const permit = aPermit('cards.viewCard', { personId: 'registrar' })
  let ca: TestCa
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let audit: Audit

  before(async () => {
    ca = await startTestCa({ clock })
    database = await openTestDatabase()
    audit = anAudit(database.db, {
      clock,
      signCheckpoint: ca.signer.signCheckpoint,
      receipts: ca.signer,
      checkpointKeys: ca.issuers.checkpointKeys,
    })
    for (let head = 0; head < 5; head += 1) await record(30)
  })
  after(async () => {
    await audit.stop()
    await database.close()
    await ca.close()
  })

  const insert = (nr: number, isRefused = false) =>
    database.db.write(async (tx) => {
      const event = { type: 'CardViewed', nr, about: { personId: `P${String(nr)}` } }
      await audit.record(tx, event, permit)
      return isRefused ? refuse({ kind: 'changed-its-mind' }) : ok(undefined)
    })
  const recordUnplaced = async (count: number) => {
    for (let nr = 0; nr < count; nr += 1) assert.ok((await insert(nr)).ok)
  }
  const record = async (count: number) => {
    await recordUnplaced(count)
    const placed = await audit.sequence()
    assert.ok(placed.ok, JSON.stringify(placed))
  }
  const execute = (action: (tx: Tx) => Promise<unknown>) =>
    database.db.write(async (tx) => {
      await action(tx)
      return ok(undefined)
    })
  /** Ids of entries that were announced to the signer and can't be proved to it. */
  const missing = async (): Promise<readonly string[]> => {
    assert.ok((await audit.sequence()).ok)
    // Sends what waits.
    await audit.stop()
    await audit.settleReceipts()
    const open = await ca.signer.openReceipts(0)
    assert.ok(open.ok)
    return open.value.map(({ entryId }) => entryId)
  }

  /** What an auditor does: the export, with what the signer wrote down on its own disk. */
  const verify = async () => {
    const memory = join(ca.folder, 'keys/memory')
    const logs = (await readdir(memory)).filter((file) => file.startsWith('audit-heads-'))
    const heads = await Promise.all(logs.map((file) => readFile(join(memory, file), 'utf8')))
    const receipts = (await audit.openReceipts()).split('\n').filter((line) => line !== '')
    const lines = await linesOfExport(audit)
    const { findings } = await verifyExport([lines].values() as never, {
      key: readKey(Buffer.from(ca.issuers.checkpointKeys.current)),
      signed: heads
        .join('')
        .split('\n')
        .flatMap((line) => parseSignedHead(line) ?? []),
      receipts: receipts.flatMap((line) => parseReceipt(line) ?? []),
    })
    return findings
  }

  const tables = ['entry', 'pending', 'leaf', 'node', 'tree', 'checkpoint'] as const
  /** Runs an attack, and puts the tables back afterwards. */
  const duringAttack = async (attack: (tx: Tx) => Promise<unknown>, check: () => Promise<void>) => {
    await execute(async (tx) => {
      for (const table of tables)
        await sql`create table ${sql.table(`saved_${table}`)} as
          select * from ${sql.table(`audit.${table}`)}`.execute(tx)
      await attack(tx)
    })
    try {
      await check()
    } finally {
      await execute(async (tx) => {
        for (const table of tables) {
          const overriding = sql.raw(table === 'entry' ? 'overriding system value' : '')
          await sql`delete from ${sql.table(`audit.${table}`)}`.execute(tx)
          await sql`insert into ${sql.table(`audit.${table}`)} ${overriding}
            select * from ${sql.table(`saved_${table}`)}`.execute(tx)
          await sql`drop table ${sql.table(`saved_${table}`)}`.execute(tx)
        }
      })
    }
  }

  /** Writes the tree over other digests, as the sequencer would have. */
  const writeTree = async (tx: Tx, change: (digests: Leaf[]) => Leaf[], size: number) => {
    const { rows } = await sql<Leaf>`
      select entry_id, digest from audit.leaf order by position`.execute(tx)
    const leaves = change([...rows])
    let tree: CompactTree = emptyTree
    const nodes: Node[] = []
    for (const { digest } of leaves) {
      const grown = append(sha256, tree, leafHash(sha256, digest))
      nodes.push(...grown.completed.filter(({ level }) => level > 0))
      tree = grown.tree
    }
    for (const table of ['leaf', 'node'])
      await sql`delete from ${sql.table(`audit.${table}`)}`.execute(tx)
    for (const [position, { entry_id: entryId, digest }] of leaves.entries())
      await sql`insert into audit.leaf (position, entry_id, digest)
        values (${position}, ${entryId}, ${Buffer.from(digest)})`.execute(tx)
    for (const { level, index, hash } of nodes)
      await sql`insert into audit.node (level, index, hash)
        values (${level}, ${index}, ${Buffer.from(hash)})`.execute(tx)
    await sql`update audit.tree set size = ${tree.size},
      roots = ${Buffer.concat(tree.roots)}`.execute(tx)
    await sql`delete from audit.checkpoint where size > ${size}`.execute(tx)
    await sql`delete from audit.entry where not exists
      (select from audit.leaf where leaf.entry_id = entry.entry_id)`.execute(tx)
  }
  type Leaf = { readonly entry_id: string; readonly digest: Uint8Array }

  it('is intact, and leaves no receipt open', async () => {
    assert.deepEqual([await verify(), await missing()], [[], []])
  })

  it('has no receipt of what was rolled back, however many are recorded at once', async () => {
    const all = Array.from({ length: 60 }, (_, nr) => insert(nr, nr % 3 === 0))
    const committed = (await Promise.all(all)).filter((each) => each.ok).length
    assert.equal(committed, 40)
    assert.ok((await audit.sequence()).ok)
    assert.deepEqual(await missing(), [])
    now = plus(now, 2 * minute)
    await record(1)
    assert.deepEqual([await verify(), await missing()], [[], []])
  })

  it('is missing an entry that was removed before it got its position, in the signer and the verifier', async () => {
    const before = await missing()
    await recordUnplaced(3)
    const [removed] = (await pending()).slice(1)
    assert.ok(removed !== undefined)
    await execute(async (tx) => {
      await sql`delete from audit.pending where entry_id = ${removed}`.execute(tx)
      await sql`delete from audit.entry where entry_id = ${removed}`.execute(tx)
    })
    assert.ok((await audit.sequence()).ok)
    assert.ok((await audit.verifyAuditLog()).ok, 'nothing in the database shows it')
    assert.deepEqual(await missing(), [...before, removed])

    now = plus(now, 2 * minute)
    await record(1)
    const found = (await verify()).filter(({ kind }) => kind === 'entry-never-placed')
    assert.ok(found.some((each) => 'entryId' in each && each.entryId === removed))
    // It stays missing, whatever is recorded later, and whether or not the signer was restarted.
    await ca.restart()
    // The first request on a connection of before the restart fails.
    await ca.signer.state().catch(() => undefined)
    assert.deepEqual(await missing(), [...before, removed])
  })

  it('is missing an entry that a trigger removed in its own transaction', async () => {
    const before = await missing()
    await execute(async (tx) => {
      await sql`create function hide() returns trigger language plpgsql as
        'begin
          delete from audit.entry where entry_id = new.entry_id;
          return null;
        end'`.execute(tx)
      await sql`create trigger hiding before insert on audit.pending
        for each row execute function hide()`.execute(tx)
    })
    await recordUnplaced(1)
    await execute((tx) => sql`drop trigger hiding on audit.pending`.execute(tx))
    await record(1)
    assert.equal((await missing()).length, before.length + 1)
  })

  it('is missing an entry that was changed, with its digest, before it got its position', async () => {
    const before = await missing()
    await recordUnplaced(1)
    const changed = await pending()
    await execute(async (tx) => {
      const other = Buffer.alloc(32, 7)
      await sql`update audit.entry set reason = 'another', digest = ${other}
        where entry_id in (select entry_id from audit.pending)`.execute(tx)
      await sql`update audit.pending set digest = ${other}`.execute(tx)
    })
    assert.ok((await audit.sequence()).ok)
    assert.deepEqual(await missing(), [...before, ...changed])
  })

  it('shows the signer no entry at a position that it does not have', async () => {
    const [one] = (
      await readDb((tx) => sql<Leaf>`select digest from audit.leaf where position = 3`.execute(tx))
    ).rows
    const checkpoint = await audit.treeHead()
    assert.ok(one)
    const placed = await ca.signer.placeEntries({
      ...{ from: 4, size: checkpoint.size, digests: [one.digest] },
      ...{ left: [new Uint8Array(32)], right: [] },
    })
    assert.deepEqual(placed, refuse({ kind: 'entries-not-proved' }))
    const unknown = await ca.signer.placeEntries({
      ...{ from: 0, size: 7, digests: [one.digest], left: [], right: [] },
    })
    assert.deepEqual(unknown, refuse({ kind: 'head-not-known' }))
  })

  it('is refused when its end was cut off, by the signer and by the verifier', async () => {
    await duringAttack(
      (tx) => writeTree(tx, (leaves) => leaves.slice(0, 90), 90),
      async () => {
        // Nothing in the database shows it.
        const verified = await audit.verifyAuditLog()
        assert.ok(verified.ok && verified.value.size === 90)
        await recordUnplaced(1)
        const continued = await audit.sequence()
        assert.deepEqual(continued, refuse({ kind: 'shorter-than-signed-audit-log' }))
        await recordUnplaced(200)
        const longer = await audit.sequence()
        assert.equal(!longer.ok && longer.refusal.kind, 'head-not-consistent')
        const kinds = new Set((await verify()).map(({ kind }) => kind))
        assert.ok(kinds.has('shorter-than-a-stored-checkpoint'))
      },
    )
  })

  it('is refused when its entries were put in another order, by the signer and by the verifier', async () => {
    await duringAttack(
      (tx) =>
        writeTree(
          tx,
          (leaves) => {
            const [one, other] = [leaves[100], leaves[101]]
            assert.ok(one && other)
            return leaves.with(100, other).with(101, one)
          },
          90,
        ),
      async () => {
        await recordUnplaced(1)
        const continued = await audit.sequence()
        assert.equal(!continued.ok && continued.refusal.kind, 'head-not-consistent')
        const kinds = new Set((await verify()).map(({ kind }) => kind))
        assert.ok(kinds.has('shorter-than-a-stored-checkpoint'))
      },
    )
  })

  it('is refused as a fork beside the log that was signed, by the signer and by the verifier', async () => {
    await duringAttack(
      // A copy of the database from before the last entries, which others were added to.
      (tx) => writeTree(tx, (leaves) => leaves.slice(0, 120), 120),
      async () => {
        await recordUnplaced(300)
        const forked = await audit.sequence()
        assert.equal(!forked.ok && forked.refusal.kind, 'head-not-consistent')
        const found = await verify()
        assert.ok(found.some(({ kind }) => kind === 'shorter-than-a-stored-checkpoint'))
      },
    )
  })

  const readDb = <Value>(read: (tx: Tx) => Promise<Value>) => database.db.read(read)
  const pending = async () => {
    const { rows } = await readDb((tx) =>
      sql<{ entry_id: string }>`select entry_id from audit.pending order by arrived`.execute(tx),
    )
    return rows.map(({ entry_id: entryId }) => entryId)
  }
})
