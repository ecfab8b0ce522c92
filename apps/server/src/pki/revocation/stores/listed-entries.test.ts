import assert from 'node:assert/strict'
import { it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { SerialNumber } from '#pki/issuance/contract.ts'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { appendRevocations } from '../store.ts'
import { closeBlocks, entriesAfter, measureEntries } from './listed-entries.ts'

forEachDatabase('entries of a CRL', ({ db }) => {
  const now = instant(Date.parse('2026-11-24T12:00:00Z'))
  const issuer = 'professional-g1-ecc' as IssuerId

  it('are all read where an incomplete block covers more of them than a page has', async () => {
    // The block of the five that have not expired by then spans more than ten thousand.
    const late = plus(now, 5 * day)
    const revoked = Array.from({ length: 10_100 }, (_, index) => ({
      ...({ issuer, shard: undefined, reason: 'superseded', cause: 'card-replaced' } as const),
      serial: `40${index.toString(16).padStart(32, '0')}` as SerialNumber,
      revokedAt: now,
      notAfter: plus(now, index % 2500 === 0 ? 9 * day : day),
    }))
    const written = await db.write(
      async (tx) => {
        const appended = await appendRevocations(tx, revoked, now)
        const upTo = Math.max(...appended.map(({ position }) => position))
        await closeBlocks(tx, { issuer, upTo, endingFrom: late }, 5)
        return ok(upTo)
      },
      { isolation: 'read committed' },
    )
    assert.ok(written.ok)
    const listed = { issuer, upTo: written.value }
    const { count, bytes } = await db.read((tx) => measureEntries(tx, listed))
    assert.equal(count, revoked.length)
    let read = 0
    for (let position = 0; ;) {
      const page = await db.read((tx) => entriesAfter(tx, listed, position))
      if (page === undefined) break
      read += page.entries.length
      position = page.last
    }
    assert.equal(read, bytes)
  })
})
