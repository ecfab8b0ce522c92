import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { hour, minute } from '@sotevarmenne/kernel/instant'
import * as contracts from '@sotevarmenne/api/orders'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aNurse, aResident } from './testing.ts'
import { kindOf, openDesk, type Registrar } from './testing/desk.ts'

forEachDatabase('the desk’s pages', ({ db }) => {
  const desk = openDesk(db)
  const { orders, registers, cards, recorded, riitta } = desk

  describe('non-disclosure', () => {
    const secret = 'Salainen kuja 7'
    const address = {
      street: secret,
      postalCode: '33100',
      postOffice: 'Tampere',
      country: 'FI',
    }
    const held = { registrationNumber: '00198706129', rights: [aNurse()] }

    it('prevents showing and storing an address, and sends the letter to the registration point (R23)', async () => {
      // A register that sends the address although it must not.
      const hidden = aResident({ nonDisclosure: true, address })
      const code = registers.add({ population: hidden })
      const viewed = await desk.view(code)
      assert.ok(viewed.ok)
      const { personId } = viewed.value
      // A desk that types the address although it must not.
      const draft = await desk.draft(personId, { letterAddress: address })
      assert.ok(draft.ok)
      const placed = await desk.place(draft.value.orderId)
      const again = await desk.view(code)

      assert.equal(viewed.value.nonDisclosure, true)
      assert.equal(cards.accepted.at(-1)?.letterAddress, 'registration-point')
      const statement = Buffer.from(draft.value.statement ?? '', 'base64').toString('utf8')
      assert.match(statement, /to the registration point/)
      assertNowhere(secret, viewed, draft, statement, placed, again, recorded)
      assertNowhere(secret, await desk.everything())
    })

    it('that begins after the draft refuses the signature, and the address is not shown again', async () => {
      const code = registers.add()
      const personId = await desk.visitor(code)
      const draft = await desk.draft(personId, { letterAddress: address })
      assert.ok(draft.ok)
      const { orderId } = draft.value
      registers.change(code, { population: aResident({ nonDisclosure: true }), held })
      const before = await desk.everything()
      assert.deepEqual(await desk.place(orderId), {
        ok: false,
        refusal: { kind: 'facts-changed', changed: 'non-disclosure' },
      })
      assert.deepEqual(await desk.everything(), before)
      const seen = [await desk.view(code), await viewOrder(orderId), await list({})]
      assertNowhere(secret, ...seen)
      assert.ok(!JSON.stringify(seen).includes('"statement"'))
    })
  })

  const viewOrder = (orderId: string, by: Partial<Registrar> = riitta) =>
    orders.viewOrder(aPermit('orders.viewOrder', by), { orderId })

  describe('one order', () => {
    it('is visible at its registration point and nowhere else (R16)', async () => {
      const { personId, orderId, cardId } = await desk.ordered()
      const seen = await viewOrder(orderId)
      assert.ok(seen.ok)
      assert.deepEqual(
        [seen.value.orderId, seen.value.state, seen.value.cardId],
        [orderId, 'ordered', cardId],
      )
      assert.deepEqual(recorded.at(-1), { type: 'OrderViewed', about: { personId, orderId } })

      const before = recorded.length
      assert.equal(
        kindOf(await viewOrder(orderId, desk.registrar(randomUUID()))),
        'order-not-found',
      )
      assert.equal(kindOf(await viewOrder(randomUUID())), 'order-not-found')
      assert.equal(recorded.length, before)
    })
  })

  type Listing = {
    state?: 'draft' | 'ordered'
    cursor?: string
    limit?: number
    search?: string
    from?: string
    to?: string
    order?: 'newest' | 'oldest'
  }
  const list = ({ limit = 25, ...rest }: Listing, by: Partial<Registrar> = riitta) =>
    orders.listOrders(aPermit('orders.listOrders', by), { limit, ...rest })

  describe('the list of orders', () => {
    /** All pages in order, as the ids on each. */
    const pages = async (by: Registrar, listing: Listing): Promise<string[][]> => {
      const page = await list(listing, by)
      assert.ok(page.ok)
      const ids = page.value.orders.map(({ orderId }) => orderId)
      const { nextCursor } = page.value
      return nextCursor === undefined
        ? [ids]
        : [ids, ...(await pages(by, { ...listing, cursor: nextCursor }))]
    }
    const drafted = async (
      by: Registrar,
      person: Parameters<typeof registers.add>[0],
    ): Promise<string> => {
      const order = await desk.draft(await desk.visitor(registers.add(person)), {}, by)
      assert.ok(order.ok)
      return order.value.orderId
    }
    const newOrders = async (by: Registrar): Promise<string[]> => {
      const created: string[] = []
      for (let n = 0; n < 5; n += 1) {
        // Two of the five are drafted in the same millisecond.
        if (n !== 2) desk.wait(minute)
        created.push(await desk.drafted(await desk.visitor(registers.add()), by))
      }
      return created
    }

    it('is sorted newest first, a page at a time, each order once', async () => {
      const by = desk.registrar(randomUUID())
      const created = await newOrders(by)
      const [first = [], second = [], third = [], ...more] = await pages(by, { limit: 2 })
      assert.deepEqual([first.length, second.length, third.length, more.length], [2, 2, 1, 0])
      assert.deepEqual([...first, ...second, ...third].toSorted(), created.toSorted())
      assert.deepEqual(first, [created[4], created[3]])
      assert.deepEqual(third, [created[0]])
    })

    it('leaves an access record for every person on the page, in the audit log of each (R51)', async () => {
      const by = desk.registrar(randomUUID())
      const visitors = [await desk.visitor(registers.add()), await desk.visitor(registers.add())]
      const about = []
      for (const personId of visitors)
        about.push({ personId, orderId: await desk.drafted(personId, by) })
      const before = recorded.length
      assert.ok((await list({}, by)).ok)
      const listed = about.map((each) => ({ type: 'OrderListed', about: each }))
      assert.deepEqual(new Set(recorded.slice(before)), new Set(listed))
    })

    it('has no next page when the last one is full', async () => {
      const by = desk.registrar(randomUUID())
      await newOrders(by)
      assert.deepEqual(
        (await pages(by, { limit: 5 })).map((ids) => ids.length),
        [5],
      )
    })

    it('keeps its position while new orders arrive', async () => {
      const by = desk.registrar(randomUUID())
      const created = await newOrders(by)
      const page = await list({ limit: 2 }, by)
      assert.ok(page.ok && page.value.nextCursor !== undefined)
      await newOrders(by)
      const rest = await pages(by, { limit: 10, cursor: page.value.nextCursor })
      assert.deepEqual(rest.flat().toSorted(), created.slice(0, 3).toSorted())
    })

    it('contains only the requested state, over all pages', async () => {
      const by = desk.registrar(randomUUID())
      const created = await newOrders(by)
      const placed = created.filter((_, index) => index % 2 === 0)
      for (const orderId of placed) assert.ok((await desk.place(orderId, by)).ok)
      const listed = await pages(by, { state: 'ordered', limit: 2 })
      assert.deepEqual(
        listed.map((ids) => ids.length),
        [2, 1],
      )
      assert.deepEqual(listed.flat().toSorted(), placed.toSorted())
    })

    it('is sorted oldest first when requested so, each order once', async () => {
      const by = desk.registrar(randomUUID())
      const created = await newOrders(by)
      const newest = (await pages(by, { limit: 2 })).flat()
      const oldest = (await pages(by, { limit: 2, order: 'oldest' })).flat()
      assert.equal(oldest.length, created.length)
      assert.deepEqual(oldest, newest.toReversed())
    })

    it('contains the orders of the requested days, both included, in Finnish time', async () => {
      const by = desk.registrar(randomUUID())
      desk.backToNoon()
      const orderIds = []
      // 24 November 14.00, 25 November 0.30 and 26 November 14.00 in Finland.
      for (const hours of [0, 10.5, 37.5]) {
        desk.wait(hours * hour)
        orderIds.push(await desk.drafted(await desk.visitor(registers.add()), by))
      }
      const [first = '', second = '', third = ''] = orderIds
      const of = async (days: Listing) => (await pages(by, { limit: 2, ...days })).flat()
      assert.deepEqual(await of({ from: '2026-11-25', to: '2026-11-25' }), [second])
      assert.deepEqual(await of({ to: '2026-11-24' }), [first])
      assert.deepEqual(await of({ from: '2026-11-25' }), [third, second])
      desk.backToNoon()
    })

    it('is searched by the name or the order’s number, of its own point', async () => {
      const by = desk.registrar(randomUUID())
      const population = aResident({ givenNames: 'Florence', surname: 'Nightingale' })
      const held = { registrationNumber: '00198706129', rights: [aNurse()] }
      const orderId = await drafted(by, { population, held })
      const other = await drafted(by, {})
      const elsewhere = await drafted(desk.registrar(randomUUID()), { population, held })
      const found = async (search: string) => (await pages(by, { search })).flat()
      assert.deepEqual(await found('nightingale flo'), [orderId])
      assert.deepEqual(await found(other.toUpperCase()), [other])
      assert.deepEqual(await found(elsewhere), [])
      assert.deepEqual(await found('Nobody'), [])
      // Who is under non-disclosure is not found by name.
      const secret = aResident({ surname: 'Secret', nonDisclosure: true })
      await drafted(by, { population: secret, held })
      assert.deepEqual(await found('Secret'), [])
    })

    it('refuses a search that matches too many people, and days in the wrong order', async () => {
      const { input } = contracts.listOrders
      assert.ok(input.safeParse({ from: '2026-11-24', to: '2026-11-24' }).success)
      assert.ok(!input.safeParse({ from: '2026-11-25', to: '2026-11-24' }).success)
      assert.ok(!input.safeParse({ search: 'a' }).success)
      assert.ok(!input.safeParse({ search: '😀😀' }).success)
      for (let n = 0; n < 201; n += 1)
        await desk.visitor(registers.add({ population: aResident({ surname: 'Smith' }) }))
      assert.equal(kindOf(await list({ search: 'Smith' })), 'search-too-broad')
    })

    it('contains the orders of one point only (R16)', async () => {
      await newOrders(desk.registrar(randomUUID()))
      assert.deepEqual(await pages(desk.registrar(randomUUID()), {}), [[]])
    })

    it('refuses a cursor that it did not issue, and records nothing', async () => {
      const before = await desk.everything()
      for (const text of [
        '',
        'x',
        '1;2',
        `999999999999999;${randomUUID()}`,
        "1;' or 1=1",
        `-1;${randomUUID()}`,
      ]) {
        const cursor = Buffer.from(text).toString('base64url')
        assert.equal(kindOf(await list({ cursor })), 'cursor-unreadable', text)
      }
      assert.deepEqual(await desk.everything(), before)
    })
  })
})

const assertNowhere = (secret: string, ...shown: readonly unknown[]): void => {
  assert.ok(!JSON.stringify(shown).includes(secret))
}
