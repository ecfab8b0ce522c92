import assert from 'node:assert/strict'
import { before, it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { findIssuedAfter, findIssuedAmong, type IssuedPosition } from './issued.ts'

forEachDatabase('the store of issued certificates', ({ db }) => {
  const perIssuer = 12_345
  before(async () => {
    // Many at the very same instant, as an import settles them; some in another state.
    const written = await db.write(async (tx) => {
      await sql`
        insert into issuance.certificate
          (issuer, serial, profile, state, request_key, key_digest, tbs, der, not_before, not_after,
            reserved_at, settled_at, void_reason)
        select issuer, md5(issuer || n) || '01', 'professional-authentication', state,
          issuer || n, issuer || n, '\\x00', case when state = 'issued' then '\\x00'::bytea end,
          now(), now(), now(),
          case when state <> 'reserved' then '2026-11-24T12:00:00.123456Z'::timestamptz + (n / 9000) * interval '1 second' end,
          case when state = 'void' then 'test' end
        from unnest(array['one', 'two']) as issuer, generate_series(1, ${perIssuer}) as n,
          lateral (select case n when 1 then 'reserved' when 2 then 'void' else 'issued' end as state) as s`.execute(
        tx,
      )
      return ok(undefined)
    })
    assert.ok(written.ok)
  })

  it('is read completely, page by page, each certificate once, and nothing that was not issued', async () => {
    const serials = new Map<string, string[]>()
    let position: IssuedPosition | undefined
    let pages = 0
    do {
      const page = await db.read((tx) => findIssuedAfter(tx, position))
      for (const { issuer, serials: some } of page.issued)
        serials.set(issuer, [...(serials.get(issuer) ?? []), ...some])
      position = page.next
      pages += 1
    } while (position !== undefined)
    assert.equal(pages, 3)
    for (const issuer of ['one', 'two']) {
      assert.equal(serials.get(issuer)?.length, perIssuer - 2)
      assert.equal(new Set(serials.get(issuer)).size, perIssuer - 2)
    }
  })

  it('is read from a given time on', async () => {
    const position = { settledAt: '2026-11-24T12:00:00.900Z', serial: '' }
    const page = await db.read((tx) => findIssuedAfter(tx, position))
    const count = page.issued.reduce((sum, { serials }) => sum + serials.length, 0)
    assert.equal(count, 2 * (perIssuer - 8999))
    assert.equal(page.next, undefined)
    const later = { settledAt: '2026-11-25T00:00:00Z', serial: '' }
    assert.deepEqual(await db.read((tx) => findIssuedAfter(tx, later)), {
      issued: [],
      next: undefined,
    })
  })

  it('returns those of given serials that were issued', async () => {
    const { rows } = await db.read((tx) =>
      sql<{ serial: string }>`
        select serial from issuance.certificate where request_key in ('one1', 'one2', 'one3')
        order by request_key`.execute(tx),
    )
    const serials = [...rows.map(({ serial }) => serial), '00']
    assert.deepEqual(
      await db.read((tx) => findIssuedAmong(tx, { issuer: 'one', serials })),
      serials.slice(2, 3),
    )
    assert.deepEqual(await db.read((tx) => findIssuedAmong(tx, { issuer: 'two', serials })), [])
  })
})
