import assert from 'node:assert/strict'
import { before, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { afterCommit, assertOutsideTransaction, json, timestamp, type Tx } from './db.ts'

forEachDatabase('a transaction', ({ db, kind }) => {
  before(() =>
    db.write(async (tx) => {
      await sql`create table note (text text primary key)`.execute(tx)
      await sql`create table seat (desk int, name text)`.execute(tx)
      return ok(undefined)
    }),
  )

  it('commits when the result is ok', async () => {
    await db.write(async (tx) => ok(await writeNote(tx, 'stored')))

    assert.ok((await notes()).includes('stored'))
  })

  it('rolls back when it refuses, and returns the refusal', async () => {
    const response = await db.write(async (tx) => {
      await writeNote(tx, 'refused')
      return refuse({ kind: 'no' })
    })

    assert.deepEqual(response, { ok: false, refusal: { kind: 'no' } })
    assert.ok(!(await notes()).includes('refused'))
  })

  it('rolls back when it throws', async () => {
    await assert.rejects(
      db.write(async (tx) => {
        await writeNote(tx, 'thrown')
        throw new Error('a fault')
      }),
      { message: 'a fault' },
    )

    assert.ok(!(await notes()).includes('thrown'))
  })

  it('does not allow another inside it', async () => {
    await assert.rejects(
      db.write(() => db.write(async () => ok(1))),
      /a transaction is open/,
    )
    await assert.rejects(
      db.write(async () => ok(await db.read(async () => 1))),
      /transaction is open/,
    )
    await assert.rejects(
      db.read(() => db.read(async () => 1)),
      /a transaction is open/,
    )
  })

  it('is detected by code that must run outside it', async () => {
    assert.doesNotThrow(assertOutsideTransaction)
    await assert.rejects(
      db.read(async () => {
        assertOutsideTransaction()
      }),
      /a transaction is open/,
    )
  })

  it('can’t write when it is read-only', async () => {
    await assert.rejects(
      db.read((tx) => writeNote(tx, 'sneaked')),
      (fault: Error) =>
        /read-only transaction/.test(fault.message) && !(fault instanceof DatabaseUnavailable),
    )
  })

  it('runs a consequence after the commit only', async () => {
    const happened: string[] = []
    await db.write(async () => {
      afterCommit(() => happened.push('committed'))
      assert.deepEqual(happened, [])
      return ok(undefined)
    })
    const refused = await db.write(async () => {
      afterCommit(() => happened.push('refused'))
      return refuse({ kind: 'no' })
    })

    assert.ok(!refused.ok)
    assert.deepEqual(happened, ['committed'])
  })

  it('returns instants, days, integers, bytes and JSON in the service’s types', async () => {
    const at = instant(1_795_000_000_123)
    const row = await db.read(async (tx) => {
      const { rows } = await sql`
        select ${timestamp(at)} as at, date '2026-11-24' as day, 9007199254740991::bigint as big,
          '\\x00ff'::bytea as bytes, ${json([1, { a: 2 }])} as list`.execute(tx)
      return rows[0]
    })

    assert.deepEqual(row, {
      at,
      day: '2026-11-24',
      big: 9007199254740991,
      bytes: new Uint8Array([0, 255]),
      list: [1, { a: 2 }],
    })
  })

  it('does not let two operations succeed that both read the same facts', async () => {
    const takeSeat = (name: string) =>
      db.write(async (tx) => {
        const { rows } = await sql`select name from seat where desk = 1`.execute(tx)
        if (rows.length > 0) return refuse({ kind: 'taken' })
        await sql`insert into seat values (1, ${name})`.execute(tx)
        return ok(name)
      })

    const responses = await Promise.all(['Aino', 'Olli', 'Stina', 'Tuula'].map(takeSeat))

    assert.equal(responses.filter((response) => response.ok).length, 1, kind)
  })

  const writeNote = (tx: Tx, text: string) => sql`insert into note values (${text})`.execute(tx)

  const notes = () =>
    db.read(async (tx) => {
      const { rows } = await sql<{ text: string }>`select text from note`.execute(tx)
      return rows.map((row) => row.text)
    })
})
