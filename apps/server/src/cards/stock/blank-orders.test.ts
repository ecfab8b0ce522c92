import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { afterCommit } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import type { Point, PointId } from '#points/points/contract.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { createBlanks, productionSite } from './index.ts'

forEachDatabase('orders of blank cards', ({ db }) => {
  const recorded: DomainEvent[] = []
  const points = new Map<string, Point>()
  let now = instant(1_795_000_000_000)
  const blanks = createBlanks({
    db,
    clock: { now: () => now },
    record: async (_tx, event) => {
      afterCommit(() => recorded.push(event))
    },
    registration: {
      findPoint: (_tx, pointId) => Promise.resolve(points.get(pointId)),
      findPoints: () => Promise.resolve(points),
      allPoints: () => Promise.resolve([...points.values()]),
    },
    lowAt: 3,
  })
  const address = {
    street: 'Katu 1',
    postalCode: '00100',
    postOffice: 'HELSINKI',
    country: 'FI',
  }
  const officer = aPermit('blanks.decideBlankOrder', { personId: randomUUID() })

  /** A point with a registrar, so that each test has orders of its own. */
  const aPoint = (name = 'Piste') => {
    const pointId = randomUUID() as string as PointId
    points.set(pointId, { pointId, name, address })
    const registrar = { personId: randomUUID(), pointId }
    const may = <Name extends Parameters<typeof aPermit>[0]>(name_: Name) =>
      aPermit(name_, registrar)
    return {
      ...{ pointId, registrar },
      order: (amount = 10, orderId: string = randomUUID()) =>
        blanks.orderBlanks(may('blanks.orderBlanks'), { orderId, amount, address }),
      withdraw: (orderId: string) =>
        blanks.withdrawBlankOrder(may('blanks.withdrawBlankOrder'), { orderId }),
      receive: (
        orderId: string,
        arrived?: { firstSerial: string; lastSerial: string },
        absent: string[] = [],
      ) =>
        blanks.receiveOrderedBlanks(may('blanks.receiveOrderedBlanks'), {
          ...{ orderId, absent },
          ...(arrived && { arrived }),
        }),
      list: () => blanks.listBlankOrders(may('blanks.viewBlankOrders'), { show: 'all', limit: 25 }),
    }
  }
  /** Ten blank cards in stock at the production site. */
  const aDelivery = async () => {
    const head = randomBytes(9).toString('hex').toUpperCase()
    const serial = (last: number) => `${head}${last.toString(16).toUpperCase().padStart(2, '0')}`
    const range = { firstSerial: serial(1), lastSerial: serial(10) }
    const received = await blanks.receiveBlanks(aPermit('blanks.receiveBlanks'), {
      ...{ chipModel: 'MyEID 4.5', ...range },
    })
    assert.ok(received.ok)
    return { serial, range }
  }
  const send = (orderId: string, range: { firstSerial: string; lastSerial: string }) =>
    blanks.sendOrderedBlanks(officer, { orderId, ...range })
  const refuseOrder = (orderId: string) =>
    blanks.refuseBlankOrder(officer, { orderId, because: 'The stock is full.' })
  const isInStock = (chipSerial: string, place: string) =>
    db.read((tx) => blanks.isInStock(tx, { chipSerial, place }))
  const orderIdOf = (ordered: Awaited<ReturnType<ReturnType<typeof aPoint>['order']>>) => {
    assert.ok(ordered.ok, JSON.stringify(ordered))
    return ordered.value.orderId
  }
  const kind = (result: { ok: true } | { ok: false; refusal: { kind: string } }) =>
    result.ok ? 'ok' : result.refusal.kind

  describe('an order of a point', () => {
    it('waits alone, and a repetition is the same order (R401)', async () => {
      const point = aPoint()
      const orderId = randomUUID()
      const ordered = await point.order(10, orderId)
      assert.deepEqual(ordered, await point.order(10, orderId))
      assert.equal(recorded.filter(({ type }) => type === 'BlanksOrdered').length, 1)
      assert.equal(kind(await point.order(11, orderId)), 'blank-order-already-sent')
      assert.equal(kind(await aPoint().order(10, orderId)), 'blank-order-already-sent')
      assert.equal(kind(await point.order(5)), 'blank-order-waiting')
      const nowhere = aPermit('blanks.orderBlanks', { personId: randomUUID() })
      assert.equal(
        kind(await blanks.orderBlanks(nowhere, { orderId: randomUUID(), amount: 1, address })),
        'not-at-a-registration-point',
      )

      assert.equal(kind(await aPoint().withdraw(orderId)), 'blank-order-not-found')
      assert.equal(kind(await point.withdraw(orderId)), 'ok')
      assert.equal(kind(await point.withdraw(orderId)), 'step-not-possible')
      assert.equal(kind(await point.order(5)), 'ok')
    })

    it('is made once by two registrars who order at the same time', async () => {
      const point = aPoint()
      const both = await Promise.all([point.order(), point.order()])
      assert.deepEqual(both.map(kind).sort(), ['blank-order-waiting', 'ok'])
    })

    it('is sent as a series in stock, by somebody else than the person who ordered it (R402)', async () => {
      const point = aPoint()
      const orderId = orderIdOf(await point.order())
      const { serial, range } = await aDelivery()
      const same = await blanks.sendOrderedBlanks(
        aPermit('blanks.decideBlankOrder', { personId: point.registrar.personId }),
        { orderId, ...range },
      )
      assert.equal(kind(same), 'second-person-required')
      const backwards = { firstSerial: serial(9), lastSerial: serial(1) }
      assert.equal(kind(await send(orderId, backwards)), 'range-backwards')
      const unknown = { firstSerial: serial(20), lastSerial: serial(30) }
      assert.equal(kind(await send(orderId, unknown)), 'none-in-stock')
      const long = { firstSerial: '0'.repeat(20), lastSerial: 'F'.repeat(20) }
      assert.equal(kind(await send(orderId, long)), 'range-too-long')
      assert.equal(kind(await send(randomUUID(), range)), 'blank-order-not-found')

      const sent = await send(orderId, { firstSerial: serial(1), lastSerial: serial(8) })
      assert.ok(sent.ok)
      assert.equal(sent.value.state, 'sent')
      assert.equal(sent.value.sent?.amount, 8)
      assert.equal(recorded.at(-1)?.type, 'OrderedBlanksSent')
      for (const place of [productionSite, point.pointId])
        assert.ok(!(await isInStock(serial(1), place)), place)
      assert.ok(await isInStock(serial(9), productionSite))
      const stock = await blanks.viewStock(aPermit('blanks.viewStock'))
      assert.ok(stock.ok)
      const here = stock.value.places.find(({ place }) => place === point.pointId)
      assert.deepEqual([here?.inStock, here?.inTransit], [0, 8])
      assert.equal(kind(await point.withdraw(orderId)), 'step-not-possible')
      assert.equal(kind(await refuseOrder(orderId)), 'step-not-possible')
    })

    it('is received as it arrived, and what differs is recorded (R403)', async () => {
      const point = aPoint()
      const orderId = orderIdOf(await point.order())
      const { serial } = await aDelivery()
      const arrived = { firstSerial: serial(1), lastSerial: serial(10) }
      assert.equal(kind(await point.receive(orderId, arrived)), 'step-not-possible')
      assert.ok((await send(orderId, { firstSerial: serial(1), lastSerial: serial(8) })).ok)
      assert.equal(kind(await aPoint().receive(orderId, arrived)), 'blank-order-not-found')
      const backwards = { firstSerial: serial(9), lastSerial: serial(1) }
      assert.equal(kind(await point.receive(orderId, backwards)), 'range-backwards')

      const received = await point.receive(orderId, arrived, [serial(2)])
      assert.ok(received.ok)
      const { at: _, ...figures } = received.value.received ?? {}
      assert.deepEqual(figures, { amount: 7, missing: 1, extra: 2 })
      assert.ok(await isInStock(serial(1), point.pointId))
      assert.ok(!(await isInStock(serial(2), point.pointId)))
      assert.ok(await isInStock(serial(10), productionSite))
      assert.deepEqual(recorded.at(-1), {
        ...{ type: 'OrderedBlanksReceived', orderId, pointId: point.pointId, sent: 8 },
        ...figures,
      })
      assert.equal(kind(await point.receive(orderId, arrived)), 'step-not-possible')
    })

    it('of which nothing arrived leaves every card missing', async () => {
      const point = aPoint()
      const orderId = orderIdOf(await point.order())
      const { range } = await aDelivery()
      assert.ok((await send(orderId, range)).ok)
      const received = await point.receive(orderId)
      assert.ok(received.ok)
      assert.deepEqual([received.value.received?.amount, received.value.received?.missing], [0, 10])
    })

    it('is refused with a reason that the point reads', async () => {
      const point = aPoint()
      const orderId = orderIdOf(await point.order())
      assert.equal(kind(await refuseOrder(randomUUID())), 'blank-order-not-found')
      assert.equal(kind(await refuseOrder(orderId)), 'ok')
      const listed = await point.list()
      assert.ok(listed.ok)
      const { state, because, may } = listed.value.orders[0] ?? {}
      assert.deepEqual([state, because, may], ['refused', 'The stock is full.', []])
    })
  })

  it('are listed to a point as its own, and to the office with their age, by name or chip (R404)', async () => {
    const name = `Archipelago ${randomUUID()}`
    const point = aPoint(name)
    const orderId = orderIdOf(await point.order())
    now = plus(now, 3 * day)
    const office = aPermit('blanks.viewBlankOrders', { personId: randomUUID() })
    const ids = async (
      show: 'open' | 'differing' | 'all',
      search?: string,
      permit: typeof office = office,
    ) => {
      const listed = await blanks.listBlankOrders(permit, {
        ...{ show, limit: 100 },
        ...(search !== undefined && { search }),
      })
      assert.ok(listed.ok)
      return listed.value.orders
    }
    const [found] = await ids('open', name.slice(3).toUpperCase())
    assert.equal(found?.orderId, orderId)
    assert.equal(found.waitingDays, 3)
    assert.equal(found.point.name, name)
    assert.deepEqual(found.may, ['send', 'refuse'])
    const auditor = { ...office, reason: 'auditor' }
    assert.deepEqual((await ids('open', name, auditor))[0]?.may, [])
    const viewed = await blanks.viewBlankOrder(office, { orderId })
    assert.deepEqual(viewed.ok && viewed.value, found)
    const elsewhere = { ...office, pointId: aPoint().pointId }
    const unseen = await blanks.viewBlankOrder(elsewhere, { orderId })
    assert.equal(kind(unseen), 'blank-order-not-found')
    const own = await point.list()
    assert.deepEqual(own.ok && own.value.orders.map(({ may }) => may), [['withdraw']])
    const other = await aPoint().list()
    assert.deepEqual(other.ok && other.value.orders, [])

    const { serial, range } = await aDelivery()
    assert.ok((await send(orderId, range)).ok)
    assert.equal((await ids('all', serial(5)))[0]?.orderId, orderId)
    assert.deepEqual(await ids('all', serial(11)), [])
    assert.ok((await point.receive(orderId, { firstSerial: serial(1), lastSerial: serial(9) })).ok)
    assert.deepEqual(await ids('open', name), [])
    assert.equal((await ids('differing', name))[0]?.waitingDays, undefined)
    const unreadable = await blanks.listBlankOrders(office, { show: 'all', limit: 5, cursor: 'x' })
    assert.equal(kind(unreadable), 'cursor-unreadable')
  })
})
