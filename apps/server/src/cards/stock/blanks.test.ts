import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { instant } from '@sotevarmenne/kernel/instant'
import { afterCommit } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import type { Point, PointId } from '#points/points/contract.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { createBlanks, productionSite } from './index.ts'

forEachDatabase('the stock of blank cards', ({ db }) => {
  const recorded: DomainEvent[] = []
  const point: Point = {
    pointId: randomUUID() as string as PointId,
    name: 'Piste',
    address: { street: 'Katu 1', postalCode: '00100', postOffice: 'HELSINKI', country: 'FI' },
  }
  const blanks = createBlanks({
    db,
    clock: { now: () => instant(1_795_000_000_000) },
    record: async (_tx, event) => {
      afterCommit(() => recorded.push(event))
    },
    registration: {
      findPoint: (_tx, pointId) => Promise.resolve(pointId === point.pointId ? point : undefined),
      findPoints: () => Promise.resolve(new Map()),
      allPoints: () => Promise.resolve([]),
    },
    lowAt: 3,
  })
  const receive = (firstSerial: string, lastSerial: string, place?: string) =>
    blanks.receiveBlanks(aPermit('blanks.receiveBlanks'), {
      chipModel: 'MyEID 4.5',
      firstSerial,
      lastSerial,
      ...(place !== undefined && { place }),
    })
  const stockAt = async (place: string) => {
    const stock = await blanks.viewStock(aPermit('blanks.viewStock'))
    assert.ok(stock.ok)
    const { inStock, used, rejected, missing, isLow } = stock.value.places.find(
      (each) => each.place === place,
    ) ?? { inStock: 0, used: 0, rejected: 0, missing: 0, isLow: true }
    return { inStock, used, rejected, missing, isLow }
  }
  /** Ten serials of a separate delivery, moved to the point, so that other tests do not count them. */
  const aDelivery = async () => {
    const head = randomBytes(9).toString('hex').toUpperCase()
    const serial = (last: number) => `${head}${last.toString(16).toUpperCase().padStart(2, '0')}`
    assert.deepEqual(await receive(serial(1), serial(10)), { ok: true, value: { received: 10 } })
    return serial
  }
  const isInStock = (chipSerial: string, place: string) =>
    db.read((tx) => blanks.isInStock(tx, { chipSerial, place }))

  it('shows which of the given places have a blank card in stock', async () => {
    const places = [point.pointId, productionSite, randomUUID()]
    await aDelivery()
    const before = await db.read((tx) => blanks.placesInStock(tx, places))
    assert.ok(before.has(productionSite))
    assert.ok(!before.has(places[2] ?? ''))
    assert.deepEqual(await db.read((tx) => blanks.placesInStock(tx, [])), new Set())
  })

  describe('a blank card', () => {
    it('is in stock where it was received, once, and can be moved only to an existing point', async () => {
      const serial = await aDelivery()
      assert.ok(await isInStock(serial(10), productionSite))
      assert.ok(!(await isInStock(serial(11), productionSite)))
      assert.deepEqual(await receive(serial(10), serial(20)), {
        ok: false,
        refusal: { kind: 'already-in-stock', chipSerial: serial(10) },
      })
      assert.ok(!(await isInStock(serial(11), productionSite)))

      const move = (place: string) =>
        blanks.moveBlanks(aPermit('blanks.moveBlanks'), {
          firstSerial: serial(4),
          lastSerial: serial(5),
          place,
        })
      const nowhere = await move(randomUUID())
      assert.equal(!nowhere.ok && nowhere.refusal.kind, 'place-not-found')
      assert.deepEqual(await move(point.pointId), { ok: true, value: { moved: 2 } })
      assert.ok(await isInStock(serial(4), point.pointId))
      assert.ok(!(await isInStock(serial(4), productionSite)))
      assert.equal(recorded.at(-1)?.type, 'BlanksMoved')
      for (const place of [point.pointId, productionSite]) {
        await db.write(async (tx) => {
          for (const last of [4, 5]) await blanks.use(tx, serial(last))
          return ok(undefined)
        })
        const used = await move(place)
        assert.equal(!used.ok && used.refusal.kind, 'none-in-stock')
      }
    })

    it('is used once, and rejected for good', async () => {
      const serial = await aDelivery()
      const use = (last: number) => db.write(async (tx) => ok(await blanks.use(tx, serial(last))))
      assert.deepEqual(await use(1), { ok: true, value: true })
      assert.deepEqual(await use(1), { ok: true, value: false })
      await db.write(async (tx) => {
        await blanks.reject(tx, serial(1), 'not-produced')
        return ok(undefined)
      })
      assert.deepEqual(await use(1), { ok: true, value: false })

      const reject = (last: number, pointId?: string) =>
        blanks.rejectBlank(
          aPermit('blanks.rejectBlank', {
            personId: randomUUID(),
            ...(pointId !== undefined && { pointId }),
          }),
          { chipSerial: serial(last) },
        )
      await use(2)
      const used = await reject(2)
      assert.equal(!used.ok && used.refusal.kind, 'blank-used')
      const ofOthers = await reject(3, point.pointId)
      assert.equal(!ofOthers.ok && ofOthers.refusal.kind, 'place-of-others')
      const unknown = await reject(11)
      assert.equal(!unknown.ok && unknown.refusal.kind, 'blank-not-found')
      assert.ok((await reject(3)).ok)
      assert.ok(!(await isInStock(serial(3), productionSite)))
      assert.equal(recorded.at(-1)?.type, 'BlankRejected')
    })
  })

  it('returns to stock at the place where it was verified to be empty, unless it was rejected', async () => {
    const serial = await aDelivery()
    const takeBack = (last: number) =>
      db.write(async (tx) =>
        ok(await blanks.takeBack(tx, { chipSerial: serial(last), place: point.pointId })),
      )
    await db.write(async (tx) => {
      for (const last of [1, 2, 3]) await blanks.use(tx, serial(last))
      await blanks.lose(tx, serial(2))
      await blanks.reject(tx, serial(3), 'card-broken')
      return ok(undefined)
    })
    assert.ok(!(await isInStock(serial(2), productionSite)))
    for (const last of [1, 2]) {
      assert.deepEqual(await takeBack(last), { ok: true, value: true })
      assert.ok(await isInStock(serial(last), point.pointId))
    }
    const stock = await blanks.viewStock(aPermit('blanks.viewStock'))
    const rejected = stock.ok && stock.value.rejected.find((each) => each.chipSerial === serial(3))
    assert.equal(rejected && rejected.because, 'card-broken')
    for (const last of [3, 11]) assert.deepEqual(await takeBack(last), { ok: true, value: false })
  })

  it('is missing when a stock count does not find it, and the stock is low at its limit', async () => {
    const serial = await aDelivery()
    const range = { firstSerial: serial(1), lastSerial: serial(6) }
    const moving = aPermit('blanks.moveBlanks')
    assert.ok((await blanks.moveBlanks(moving, { ...range, place: point.pointId })).ok)
    const before = await stockAt(point.pointId)
    assert.ok(!before.isLow)

    const counting = aPermit('blanks.countBlanks', {
      personId: randomUUID(),
      pointId: point.pointId,
    })
    const elsewhere = await blanks.countBlanks(counting, { place: productionSite, found: [] })
    assert.equal(!elsewhere.ok && elsewhere.refusal.kind, 'place-of-others')
    const counted = await blanks.countBlanks(counting, {
      place: point.pointId,
      found: [{ firstSerial: serial(2), lastSerial: serial(4) }],
    })
    assert.ok(counted.ok)
    assert.equal(counted.value.found, 3)
    assert.ok([1, 5, 6].every((last) => counted.value.missing.includes(serial(last))))
    const after = await stockAt(point.pointId)
    assert.equal(after.missing, before.missing + before.inStock - 3)
    assert.deepEqual([after.inStock, after.isLow], [3, true])
  })
})
