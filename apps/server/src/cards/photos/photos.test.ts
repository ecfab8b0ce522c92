import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import sharp from 'sharp'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { kindOf, openDesk, type Registrar } from '../orders/testing/desk.ts'
import { aPortrait } from './testing.ts'

forEachDatabase('a photo', ({ db }) => {
  const desk = openDesk(db)
  const { photos, registers, cards, recorded, riitta } = desk

  const store = async (personId: string, image: Uint8Array) =>
    photos.storePhoto(aPermit('orders.storePhoto', riitta), {
      personId,
      image: Buffer.from(image).toString('base64'),
    })
  const viewPhoto = (photoId: string, by: Partial<Registrar>) =>
    photos.viewPhoto(aPermit('orders.viewPhoto', by), { photoId })

  it('is stored sealed, recorded, and shown as the picture that was framed', async () => {
    const personId = await desk.visitor(registers.add())
    const stored = await store(personId, await aPortrait())
    assert.ok(stored.ok)
    const { photoId, width, height } = stored.value
    assert.deepEqual(recorded.at(-1), {
      ...{ type: 'PhotoStored', photoId, about: { personId } },
      settings: { 'photo-min-width': 'shipped' },
    })

    const seen = await viewPhoto(photoId, riitta)
    assert.ok(seen.ok)
    assert.deepEqual(recorded.at(-1), { type: 'PhotoViewed', photoId, about: { personId } })
    const jpeg = Buffer.from(seen.value.image, 'base64')
    const read = await sharp(jpeg).metadata()
    assert.deepEqual([read.format, read.width, read.height], ['jpeg', width, height])

    const retained = await db.read((tx) =>
      sql<{ image_sealed: Uint8Array; digest: string }>`
        select image_sealed, digest from photos.photo where photo_id = ${photoId}`.execute(tx),
    )
    const [row] = retained.rows
    assert.ok(row)
    assert.ok(!Buffer.from(row.image_sealed).includes(jpeg.subarray(20, 60)))
    assert.equal(row.digest, createHash('sha256').update(jpeg).digest('hex'))
  })

  it('needs as many pixels as the setting of the day says, which the page knows and the entry names (R116, R345)', async () => {
    const personId = await desk.visitor(registers.add())
    const portrait = await aPortrait({ width: 309, height: 398 })
    assert.equal(kindOf(await store(personId, portrait)), 'photo-too-small')
    const changeId = await changeSetting(db, 'photo-min-width', [300])
    const limits = await photos.viewPhotoLimits(aPermit('orders.viewPhotoLimits', riitta))
    const stored = await store(personId, portrait)
    await forgetSettingChanges(db)
    assert.deepEqual(limits, { ok: true, value: { minWidth: 300 } })
    assert.ok(stored.ok, JSON.stringify(stored))
    const event = recorded.at(-1)
    assert.deepEqual(event && 'settings' in event && event.settings, {
      'photo-min-width': changeId,
    })
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

  it('that was erased is not missed by an order that still names it', async () => {
    const personId = await desk.visitor(registers.add())
    const stored = await store(personId, await aPortrait())
    assert.ok(stored.ok)
    const { photoId } = stored.value
    const draft = await desk.draft(personId, { photoId })
    assert.ok(draft.ok)
    const usesOf = () =>
      db.read(async (tx) => {
        const { rows } = await sql<{ order_id: string }>`
          select order_id from photos.photo_use where photo_id = ${photoId}`.execute(tx)
        return rows.map(({ order_id }) => order_id)
      })
    assert.deepEqual(await usesOf(), [draft.value.orderId])
    await db.write(async (tx) => {
      await sql`delete from photos.photo where photo_id = ${photoId}`.execute(tx)
      return ok(undefined)
    })
    assert.deepEqual(await usesOf(), [])
    assert.ok((await desk.place(draft.value.orderId)).ok)
    assert.deepEqual(await usesOf(), [])
  })
})
