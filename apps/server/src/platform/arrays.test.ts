import assert from 'node:assert/strict'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { bytesArray, textArray, timestampArray } from './arrays.ts'

forEachDatabase('a column of many rows as one parameter', ({ db }) => {
  it('arrives unchanged, with absent values', async () => {
    const texts = ['', undefined, 'ä "quoted" \\x', '€'.repeat(300)]
    const bytes = [[], [0], [1, 255], Array.from({ length: 300 }, (_, nr) => nr % 256)]
    const times = ['1999-12-31T23:59:59.999Z', '2000-01-01T00:00:00Z', '2026-11-26T09:00:00.001Z']
    const values = {
      bytes: bytes.map((each) => Uint8Array.from(each)),
      times: [...times, '9999-12-31T23:59:59Z'].map((time) => instant(Date.parse(time))),
    }
    const { rows } = await db.read((tx) =>
      sql<{ text: string | null; bytes: Uint8Array; time: number }>`
        select * from unnest(${textArray(texts)}::text[], ${bytesArray(values.bytes)}::bytea[],
          ${timestampArray(values.times)}::timestamptz[]) as given (text, bytes, time)`.execute(tx),
    )
    assert.deepEqual(
      rows.map(({ text }) => text ?? undefined),
      texts,
    )
    assert.deepEqual(
      rows.map(({ bytes: each }) => each),
      values.bytes,
    )
    assert.deepEqual(
      rows.map(({ time }) => time),
      values.times,
    )
  })

  it('may have no rows', async () => {
    const { rows } = await db.read((tx) =>
      sql`select * from unnest(${textArray([])}::text[], ${bytesArray([])}::bytea[]) as given`.execute(
        tx,
      ),
    )
    assert.deepEqual(rows, [])
  })
})
