import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { minute } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import sharp from 'sharp'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import { aCard, aNurse, aPortrait, aResident } from './testing.ts'
import { kindOf, openDesk, type Registrar } from './testing/desk.ts'

forEachDatabase('the desk’s pages', ({ db }) => {
  const desk = openDesk(db)
  const { orders, registers, cards, recorded, riitta } = desk

  describe('the visitor', () => {
    it('is shown with rights, cards, orders, and whether a card may be ordered', async () => {
      const code = registers.add()
      const personId = await desk.visitor(code)
      const before = await desk.view(code)
      assert.ok(before.ok)
      assert.deepEqual(before.value.mayOrder[0], { product: 'professional-card', response: 'yes' })
      assert.deepEqual(before.value.address, aResident().address)
      assert.deepEqual(
        before.value.rights.map(({ title, inForce }) => [title.en, inForce]),
        [['Nurse', true]],
      )

      const orderId = await desk.drafted(personId)
      const card = aCard({ may: ['close'] })
      cards.give(personId, card)
      const after = await desk.view(code)
      assert.ok(after.ok)
      assert.deepEqual(after.value.cards, [card])
      assert.deepEqual(
        after.value.orders.map((order) => order.orderId),
        [orderId],
      )
      assert.equal(after.value.mayOrder[0]?.response, 'no')
      assert.deepEqual(recorded.at(-1), { type: 'VisitorViewed', about: { personId } })
    })

    it('is shown also without a right, with the reason in three languages', async () => {
      const code = registers.add()
      registers.change(code, { population: aResident() })
      const viewed = await desk.view(code)
      assert.ok(viewed.ok)
      const [professional] = viewed.value.mayOrder
      assert.ok(professional?.response === 'no')
      const { kind, title } = professional.because
      assert.equal(kind, 'no-right')
      assert.equal(new Set([title.fi, title.sv, title.en]).size, 3)
    })
  })

  describe('a person known to the service', () => {
    const search = (sought: string) =>
      orders.searchVisitors(aPermit('orders.searchVisitors', riitta), { sought })
    const foundBy = async (sought: string) => {
      const response = await search(sought)
      assert.ok(response.ok)
      return response.value
    }

    it('is found by name, card number and order, with an access record for each person shown (R51)', async () => {
      const code = registers.add({ population: aResident({ surname: 'Väinämöinen-Löytö' }) })
      const { personId, orderId } = await desk.ordered(code)
      cards.give(personId, aCard({ cardNumber: '12345123451234578' }))
      for (const [sought, by] of [
        ['loyto vain', 'name'],
        ['12345 12345 1234578', 'card-number'],
        [orderId, 'order'],
      ] as const) {
        const { visitors, isCut } = await foundBy(sought)
        assert.deepEqual(
          visitors.map((visitor) => [visitor.personId, visitor.surname]),
          [[personId, 'Väinämöinen-Löytö']],
          sought,
        )
        assert.equal(visitors[0]?.birthDate.slice(0, 4), '1980')
        assert.equal(isCut, false)
        assert.deepEqual(recorded.at(-1), { type: 'VisitorFound', by, about: { personId } })
      }
    })

    it('is shown as when found by identity code, with that code', async () => {
      const code = registers.add()
      const personId = await desk.visitor(code)
      const again = await orders.viewVisitor(aPermit('orders.viewVisitor', riitta), { personId })
      assert.ok(again.ok)
      assert.equal(again.value.identityCode, code)
      const nobody = { personId: randomUUID() }
      const viewed = await orders.viewVisitor(aPermit('orders.viewVisitor', riitta), nobody)
      assert.equal(kindOf(viewed), 'person-not-found')
    })

    it('is not found by a name, card or order that the service does not know', async () => {
      for (const sought of ['Eiole Ketään', '99999999999999999', randomUUID()])
        assert.deepEqual(await foundBy(sought), { visitors: [], isCut: false })
    })

    it('is shown with at most twenty others', async () => {
      for (let count = 0; count < 21; count += 1)
        await desk.visitor(registers.add({ population: aResident({ surname: 'Monikainen' }) }))
      const { visitors, isCut } = await foundBy('monik')
      assert.equal(visitors.length, 20)
      assert.equal(isCut, true)
    })
  })

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

  type Listing = { state?: 'draft' | 'ordered'; cursor?: string; limit?: number }
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

  describe('a photo', () => {
    const store = async (personId: string, image: Uint8Array) =>
      orders.storePhoto(aPermit('orders.storePhoto', riitta), {
        personId,
        image: Buffer.from(image).toString('base64'),
      })
    const viewPhoto = (photoId: string, by: Partial<Registrar>) =>
      orders.viewPhoto(aPermit('orders.viewPhoto', by), { photoId })

    it('is stored sealed, recorded, and shown as the picture that was framed', async () => {
      const personId = await desk.visitor(registers.add())
      const stored = await store(personId, await aPortrait())
      assert.ok(stored.ok)
      const { photoId, width, height } = stored.value
      assert.deepEqual(recorded.at(-1), { type: 'PhotoStored', photoId, about: { personId } })

      const seen = await viewPhoto(photoId, riitta)
      assert.ok(seen.ok)
      assert.deepEqual(recorded.at(-1), { type: 'PhotoViewed', photoId, about: { personId } })
      const jpeg = Buffer.from(seen.value.image, 'base64')
      const read = await sharp(jpeg).metadata()
      assert.deepEqual([read.format, read.width, read.height], ['jpeg', width, height])

      const retained = await db.read((tx) =>
        sql<{ image_sealed: Uint8Array; digest: string }>`
          select image_sealed, digest from orders.photo where photo_id = ${photoId}`.execute(tx),
      )
      const [row] = retained.rows
      assert.ok(row)
      assert.ok(!Buffer.from(row.image_sealed).includes(jpeg.subarray(20, 60)))
      assert.equal(row.digest, createHash('sha256').update(jpeg).digest('hex'))
    })

    it('is visible to the person in it, and to nobody else outside a registration point', async () => {
      const personId = await desk.visitor(registers.add())
      const stored = await store(personId, await aPortrait())
      assert.ok(stored.ok)
      const { photoId } = stored.value
      assert.ok((await viewPhoto(photoId, { personId })).ok)
      const before = await desk.everything()
      const others = [
        await viewPhoto(photoId, { personId: randomUUID() }),
        await viewPhoto(photoId, {}),
        await viewPhoto(randomUUID(), riitta),
      ]
      assert.deepEqual(
        others.map(kindOf),
        others.map(() => 'photo-not-found'),
      )
      assert.deepEqual(await desk.everything(), before)
    })

    it('is printed only on the card of the person in it, and its digest is signed', async () => {
      const personId = await desk.visitor(registers.add())
      const other = await desk.visitor(registers.add())
      const stored = await store(personId, await aPortrait())
      assert.ok(stored.ok)
      const { photoId } = stored.value
      const before = await desk.everything()
      assert.equal(kindOf(await desk.draft(other, { photoId })), 'photo-not-found')
      assert.equal(kindOf(await desk.draft(other, { photoId: randomUUID() })), 'photo-not-found')
      assert.deepEqual(await desk.everything(), before)

      const draft = await desk.draft(personId, { photoId })
      assert.ok(draft.ok)
      const statement = Buffer.from(draft.value.statement ?? '', 'base64').toString('utf8')
      assert.match(statement, new RegExp(`${photoId} sha256:[0-9a-f]{64}\n`))
      assert.ok((await desk.place(draft.value.orderId)).ok)
      assert.equal(cards.accepted.at(-1)?.photoId, photoId)
    })

    it('is not stored when it is unusable, or the person is unknown', async () => {
      const personId = await desk.visitor(registers.add())
      const before = await desk.everything()
      const outcomes = [
        await store(personId, randomBytes(2000)),
        await store(personId, await aPortrait({ width: 400, height: 520 })),
        await store(personId, await aPortrait({ blur: 8 })),
        await store(randomUUID(), await aPortrait()),
      ]
      assert.deepEqual(outcomes.map(kindOf), [
        'photo-not-readable',
        'photo-too-small',
        'photo-not-sharp',
        'person-not-found',
      ])
      assert.deepEqual(await desk.everything(), before)
    })
  })
})

const assertNowhere = (secret: string, ...shown: readonly unknown[]): void => {
  assert.ok(!JSON.stringify(shown).includes(secret))
}
