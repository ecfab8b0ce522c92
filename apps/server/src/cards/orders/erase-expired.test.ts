import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, describe, it } from 'node:test'
import { day, hour, minute } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { orderById } from './store.ts'
import { aPortrait } from '../photos/testing.ts'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { aResident } from './testing.ts'
import { aDraftInput, kindOf, openDesk, ourChain } from './testing/desk.ts'

type Row = {
  readonly state: string
  readonly documents_sealed: Uint8Array | null
  readonly signed: { readonly [name: string]: unknown } | null
}

forEachDatabase('the stored data of orders', ({ db }) => {
  const desk = openDesk(db)
  const { orders, photos, registers, recorded, riitta, sealing } = desk
  const home = {
    street: 'Esimerkkikatu 5',
    postalCode: '33100',
    postOffice: 'TAMPERE',
    country: 'FI',
  }
  afterEach(desk.backToNoon)

  const erase = async (): Promise<void> => {
    for (const { handle } of orders.jobs)
      await handle({ kind: '', key: randomUUID(), payload: {}, dueAt: desk.now() })
  }
  const erasures = (id: string) =>
    recorded.filter(
      (event) =>
        (event.type === 'OrderErased' && event.about?.orderId === id) ||
        (event.type === 'PhotoErased' && 'photoId' in event && event.photoId === id),
    ).length
  const rowOf = (orderId: string) =>
    db.read(async (tx) => {
      const { rows } = await sql<Row>`
        select state, documents_sealed, signed
        from orders.card_order where order_id = ${orderId}`.execute(tx)
      const [row] = rows
      assert.ok(row)
      return row
    })
  const view = (orderId: string) =>
    orders.viewOrder(aPermit('orders.viewOrder', riitta), { orderId })
  const cancel = (orderId: string) =>
    orders.cancelOrder(aPermit('orders.cancelOrder', riitta), { orderId })

  describe('an order', () => {
    it('is sealed: its row names no person, document or address', async () => {
      const personId = await desk.visitor(registers.add())
      const drafted = await desk.draft(personId, { letterAddress: home })
      assert.ok(drafted.ok)
      assert.ok((await desk.place(drafted.value.orderId)).ok)
      const row = await db.read(async (tx) => {
        const { rows } = await sql<{ text: string }>`
          select t::text as text
          from orders.card_order t where order_id = ${drafted.value.orderId}`.execute(tx)
        return rows[0]?.text ?? ''
      })
      assert.ok(row.includes(drafted.value.orderId))
      for (const secret of ['AB1234567', 'Esimerkki', 'Aino'])
        for (const form of [secret, Buffer.from(secret).toString('hex')])
          assert.ok(!row.includes(form), secret)
    })

    it('stores our own chain from the signer’s certificate, not the chain that was sent', async () => {
      const { orderId } = await desk.ordered()
      const order = await db.read((tx) => orderById(tx, sealing, orderId))
      assert.ok(order?.state === 'ordered')
      assert.ok('chain' in order.placement.decided)
      assert.deepEqual(order.placement.decided.chain, ourChain)
    })

    it('is erased ten years after its card, while row, signature and digest stay (R60)', async () => {
      const { orderId, cardId } = await desk.ordered()
      desk.wait(15 * 365 * day - 2 * day)
      await erase()
      assert.ok((await view(orderId)).ok)

      desk.wait(10 * day)
      await erase()
      await erase()
      const { state, documents_sealed, signed } = await rowOf(orderId)
      assert.deepEqual([state, documents_sealed], ['ordered', null])
      const placed = recorded.find(
        ({ type, about }) => type === 'OrderPlaced' && about?.cardId === cardId,
      )
      assert.ok(placed && 'statementDigest' in placed)
      assert.ok(signed)
      assert.equal(signed['statementDigest'], placed.statementDigest)
      assert.equal(signed['signature'], 'AA==')
      assert.ok(!('chain' in signed))
      assert.equal(kindOf(await view(orderId)), 'order-not-found')
      assert.equal(erasures(orderId), 1)
    })

    it('is erased as many years after its card as were set on the day of its last step, which the entry names (R60, R345)', async () => {
      const changeId = await changeSetting(db, 'order-retention', [7])
      const { orderId } = await desk.ordered()
      await forgetSettingChanges(db)
      desk.wait(12 * 365 * day - 2 * day)
      await erase()
      assert.equal(erasures(orderId), 0)
      desk.wait(10 * day)
      await erase()
      const erased = recorded.find(
        ({ type, about }) => type === 'OrderErased' && about?.orderId === orderId,
      )
      assert.deepEqual(erased && 'settings' in erased && erased.settings, {
        'order-retention': changeId,
      })
    })

    it('is erased together with the document on which it was confirmed, also under non-disclosure (R149, R23)', async () => {
      const scans = async () => {
        const counted = await db.read((tx) =>
          sql<{
            count: number
          }>`select count(*)::integer as count from orders.confirmation_scan`.execute(tx),
        )
        return counted.rows[0]?.count
      }
      const onPaper = async () => {
        const personId = await desk.visitor(registers.add())
        const drafted = await orders.draftOrder(aPermit('orders.draftOrder', riitta), {
          ...aDraftInput(personId),
          letterAddress: home,
        })
        assert.ok(drafted.ok)
        const scan = Buffer.from('%PDF-1.7').toString('base64')
        const confirmed = await desk.confirm(drafted.value, {
          ...{ means: 'paper', storedAt: 'Folder 1', scan },
        })
        assert.ok(confirmed.ok)
        return personId
      }
      await onPaper()
      const hidden = await onPaper()
      assert.equal(await scans(), 2)
      await db.write(async (tx) => {
        await orders.forgetAddresses(tx, hidden)
        return ok(undefined)
      })
      assert.equal(await scans(), 1)
      desk.wait(25 * hour)
      await erase()
      assert.equal(await scans(), 0)
    })

    it('is erased when it has lapsed without a signature (R61)', async () => {
      const personId = await desk.visitor(registers.add())
      const [left, takenBack] = [await desk.drafted(personId), await desk.drafted(personId)]
      assert.ok((await cancel(takenBack)).ok)
      desk.wait(24 * hour)
      await erase()
      assert.deepEqual([erasures(left), erasures(takenBack)], [0, 0])
      desk.wait(1)
      await erase()
      assert.deepEqual([erasures(left), erasures(takenBack)], [1, 1])
      assert.equal((await rowOf(left)).documents_sealed, null)
      assert.equal(kindOf(await desk.place(left)), 'order-not-found')
    })

    it('is erased a year later when it was signed and cancelled (R61)', async () => {
      const { orderId } = await desk.ordered()
      assert.ok((await cancel(orderId)).ok)
      desk.wait(365 * day)
      await erase()
      assert.equal(erasures(orderId), 0)
      desk.wait(day)
      await erase()
      assert.equal(erasures(orderId), 1)
    })

    it('loses the letter’s address once the service learns of non-disclosure, while its digest stays (R23)', async () => {
      const code = registers.add()
      const addressOf = async (orderId: string) => {
        const order = await db.read((tx) => orderById(tx, sealing, orderId))
        assert.ok(order && order.state !== 'draft' && order.placement)
        assert.match(order.placement.decided.statementDigest, /^[0-9a-f]{64}$/)
        return { letterTo: order.content.letterTo, statement: order.statement }
      }
      const forgotten = { letterTo: 'registration-point', statement: undefined }
      const personId = await desk.visitor(code)
      const orderedToHome = async () => {
        const drafted = await desk.draft(personId, { letterAddress: home })
        assert.ok(drafted.ok)
        assert.ok((await desk.place(drafted.value.orderId)).ok)
        return drafted.value.orderId
      }
      const earlier = await orderedToHome()
      assert.ok((await cancel(earlier)).ok)
      const orderId = await orderedToHome()
      assert.deepEqual((await addressOf(orderId)).letterTo, home)
      for (const { event, handle } of orders.subscriptions)
        if (event === 'ActivationLetterRedirected')
          await handle({ type: event, about: { personId } }, randomUUID())
      assert.deepEqual([await addressOf(orderId), await addressOf(earlier)], [forgotten, forgotten])

      const notifyDisclosureChanged = async (): Promise<void> => {
        for (const { event, handle } of orders.subscriptions)
          if (event === 'DisclosureChanged')
            await handle({ type: event, about: { personId } }, randomUUID())
      }
      assert.ok((await cancel(orderId)).ok)
      const requested = await orderedToHome()
      await notifyDisclosureChanged()
      assert.deepEqual((await addressOf(requested)).letterTo, home)
      const hidden = aResident({ nonDisclosure: true })
      await db.write(async (tx) => {
        await desk.people.rememberPerson(tx, { identityCode: code, ...hidden })
        return ok(undefined)
      })
      await notifyDisclosureChanged()
      assert.deepEqual(await addressOf(requested), forgotten)

      assert.ok((await cancel(requested)).ok)
      assert.ok((await desk.view(code)).ok)
      const later = await orderedToHome()
      registers.change(code, { population: aResident({ nonDisclosure: true }) })
      assert.ok((await desk.view(code)).ok)
      assert.deepEqual(await addressOf(later), forgotten)
    })
  })

  describe('a photo', () => {
    const aPhotoOf = async (personId: string): Promise<string> => {
      const image = (await aPortrait()).toString('base64')
      const stored = await photos.storePhoto(aPermit('orders.storePhoto', riitta), {
        personId,
        image,
      })
      assert.ok(stored.ok)
      return stored.value.photoId
    }
    const isStored = async (photoId: string): Promise<boolean> =>
      (await photos.viewPhoto(aPermit('orders.viewPhoto', riitta), { photoId })).ok

    it('is erased after a day when unused, otherwise with its card (R62)', async () => {
      const personId = await desk.visitor(registers.add())
      const [unused, used] = [await aPhotoOf(personId), await aPhotoOf(personId)]
      const drafted = await desk.draft(personId, { photoId: used })
      assert.ok(drafted.ok)
      // The same picture on an unsigned order must not be erased while the other order uses it.
      assert.ok((await desk.draft(personId, { photoId: used })).ok)
      assert.ok((await desk.place(drafted.value.orderId)).ok)
      desk.wait(day)
      await erase()
      assert.deepEqual([await isStored(unused), await isStored(used)], [true, true])
      desk.wait(minute)
      await erase()
      assert.deepEqual([await isStored(unused), await isStored(used)], [false, true])
      desk.wait(5 * 365 * day + 88 * day)
      await erase()
      assert.equal(await isStored(used), true)
      desk.wait(4 * day)
      await erase()
      assert.equal(await isStored(used), false)
      assert.deepEqual([erasures(unused), erasures(used)], [1, 1])
      const settingsOf = (photoId: string) =>
        recorded.flatMap((event) =>
          event.type === 'PhotoErased' && 'photoId' in event && event.photoId === photoId
            ? ['settings' in event ? event.settings : undefined]
            : [],
        )
      assert.deepEqual(settingsOf(unused), [undefined])
      assert.deepEqual(settingsOf(used), [{ 'photo-retention': 'shipped' }])
    })

    it('of a cancelled order is erased the day after the order', async () => {
      const personId = await desk.visitor(registers.add())
      const photoId = await aPhotoOf(personId)
      const drafted = await desk.draft(personId, { photoId })
      assert.ok(drafted.ok)
      assert.ok((await desk.place(drafted.value.orderId)).ok)
      assert.ok((await cancel(drafted.value.orderId)).ok)
      desk.wait(day + 1)
      await erase()
      assert.equal(await isStored(photoId), false)
    })
  })

  describe('erasure', () => {
    it('goes through several pages, each order once', async () => {
      const personId = await desk.visitor(registers.add())
      const drafts: string[] = []
      for (let count = 0; count < 130; count += 1) drafts.push(await desk.drafted(personId))
      desk.wait(25 * hour)
      for (const run of ['the first', 'a second']) {
        await erase()
        const each = new Set(drafts.map(erasures))
        assert.deepEqual(each, new Set([1]), run)
      }
    })

    it('does not happen without an audit entry (R50)', async () => {
      const orderId = await desk.drafted(await desk.visitor(registers.add()))
      desk.wait(25 * hour)
      desk.breakAuditLog(true)
      await assert.rejects(erase, /the audit log cannot be written/)
      desk.breakAuditLog(false)
      assert.ok(await db.read((tx) => orderById(tx, sealing, orderId)))
      await erase()
      assert.equal(erasures(orderId), 1)
    })

    it('is planned for today, and then for each following day', async () => {
      await orders.planDaily()
      await erase()
      desk.wait(3 * day)
      await erase()
      assert.deepEqual(
        desk.planned.slice(-3).map(({ kind, key }) => [kind, key]),
        [
          ['orders.eraseExpired', '2026-11-24'],
          ['orders.eraseExpired', '2026-11-25'],
          ['orders.eraseExpired', '2026-11-28'],
        ],
      )
    })
  })
})
