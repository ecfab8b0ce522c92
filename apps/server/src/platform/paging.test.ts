import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { pageOf, readCursor, readNameCursor, showPage, writeCursor } from './paging.ts'

describe('a cursor', () => {
  const place = { at: instant(1_795_000_000_000), id: randomUUID() }

  it('is parsed as it was written, and an absent one is the beginning', () => {
    assert.deepEqual(readCursor(writeCursor(place)), { ok: true, value: place })
    assert.deepEqual(readCursor(undefined), { ok: true, value: undefined })
    const named = { name: 'Åbo;_\n', id: randomUUID() }
    assert.deepEqual(readNameCursor(writeCursor(named)), { ok: true, value: named })
    assert.deepEqual(readNameCursor(undefined), { ok: true, value: undefined })
  })

  it('that was not written here is refused', () => {
    for (const cursor of ['', '_', `x_${place.id}`, `1_${place.id}x`, `12345678901234_${place.id}`])
      for (const read of [readCursor, readNameCursor])
        assert.deepEqual(read(cursor), { ok: false, refusal: { kind: 'cursor-unreadable' } })
  })
})

it('a page has a cursor to the next one only where there are more rows', () => {
  const rows = [3, 2, 1].map((at) => ({ at: instant(at), id: randomUUID() }))
  const placeOf = (row: (typeof rows)[number]) => row
  const first = pageOf(rows, { limit: 2, placeOf })
  assert.deepEqual(
    first.page.map(({ at }) => at),
    [3, 2],
  )
  assert.deepEqual(readCursor(first.nextCursor), { ok: true, value: rows[1] })
  assert.equal(pageOf(rows, { limit: 3, placeOf }).nextCursor, undefined)
})

it('a shown page is looked for with one row more than it has, behind the place of its cursor', async () => {
  const rows = [3, 2, 1].map((at) => ({ at: instant(at), id: randomUUID() }))
  const list = (cursor?: string) =>
    showPage(
      { cursor, limit: 2 },
      {
        find: ({ behind, limit }) =>
          Promise.resolve(rows.filter(({ at }) => !behind || at < behind.at).slice(0, limit)),
        placeOf: (row) => row,
        show: (page) => ({ times: page.map(({ at }) => Number(at)) }),
      },
    )
  const first = await list()
  assert.ok(first.ok)
  assert.deepEqual(first.value.times, [3, 2])
  assert.deepEqual(await list(first.value.nextCursor), { ok: true, value: { times: [1] } })
  assert.deepEqual(await list('1_x'), { ok: false, refusal: { kind: 'cursor-unreadable' } })
})
