import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { minute, plus } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { forEachDatabase } from '../../../../tests/support/postgres.ts'
import { aRequest, createAcmeWorld, type AcmeWorld } from './testing.ts'

/** Far more than an order writes: then nothing was stopped any more. */
const arrowsAtMost = 20

forEachDatabase('an order of a program, when the service stops', ({ db }) => {
  let world: AcmeWorld
  /** Entries of the trail until everything of the transaction is lost. */
  let left = Infinity
  before(async () => {
    world = await createAcmeWorld(db, {
      record: () => {
        left -= 1
        return left === 0 ? Promise.reject(new Error('stopped')) : Promise.resolve()
      },
    })
  })
  after(() => world.close())

  const issued = async (): Promise<number> => {
    const { rows } = await db.read((tx) =>
      sql<{ count: number }>`
        select count(*)::integer as count from certificates.certificate
        where state = 'issued' and profile = 'server'`.execute(tx),
    )
    return rows[0]?.count ?? -1
  }

  it('at any arrow, from its request to its certificate, goes on and becomes one certificate (R194)', async () => {
    let stops = 0
    for (let arrow = 1; arrow <= arrowsAtMost; arrow += 1) {
      const name = world.aServerName()
      const { client } = await world.aProgram({ names: [name] })
      const placed = await client.post(client.at('newOrder'), {
        identifiers: [{ type: 'dns', value: name }],
      })
      const { finalize } = JSON.parse(placed.text) as { finalize: string }
      const csr = aRequest([name])
      const had = await issued()
      left = arrow
      await client.post(finalize, { csr }).catch(() => undefined)
      await world.outbox.drain().catch(() => undefined)
      const wasStopped = left <= 0
      left = Infinity
      world.setNow(plus(world.now(), 10 * minute))
      // The program asks once more, as it does when it heard nothing; jobs are tried again.
      const again = await client.post(finalize, { csr })
      assert.equal(again.status, 200, again.text)
      await world.outbox.drain()
      const shown = await client.post(placed.headers['location'] ?? '')
      const { status } = JSON.parse(shown.text) as { status: string }
      assert.equal(status, 'valid', `stopped at arrow ${String(arrow)}: ${shown.text}`)
      assert.equal(await issued(), had + 1, `stopped at arrow ${String(arrow)}`)
      if (!wasStopped) break
      stops += 1
    }
    assert.ok(stops >= 4 && stops < arrowsAtMost, `${String(stops)} arrows`)
  })
})
