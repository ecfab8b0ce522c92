import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import type { ComplaintView } from '@sotevarmenne/api/complaints'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { day, formatInstant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { accept } from '@sotevarmenne/smartcard/testing'
import { sql } from 'kysely'
import { aCardHandedOver, afternoon, anOrderedCard } from '#cards/lifecycle/testing.ts'
import { anIdentityCode } from '#cards/orders/testing.ts'
import { createPeople } from '#people/persons/index.ts'
import { aSpareEnvironment, atDesk, type SpareEnvironment } from '#cards/spare-cards/testing.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { ComplaintsDeps } from './deps.ts'
import { destroyFaultyCard, takeInFaultyCard } from './destroy-faulty-card.ts'
import { listComplaints } from './list-complaints.ts'
import { freeReplacementsOf } from './index.ts'
import { fileComplaint } from './file-complaint.ts'
import { viewComplaintFigures } from './view-figures.ts'

forEachDatabase('a complaint about a faulty card', ({ db }) => {
  let now: Instant = afternoon
  const clock = { now: () => now }
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  const [one, other] = [randomUUID(), randomUUID()]
  let ca: TestCa
  let environment: SpareEnvironment
  let deps: ComplaintsDeps
  let holder: string

  before(async () => {
    ca = await startTestCa({ clock })
    environment = aSpareEnvironment({ db, ca, clock })
    deps = {
      ...{ db, clock, people, record: environment.deps.record },
      ...{ cards: environment.cards, blanks: environment.blanks },
    }
    holder = accept(
      await db.write(async (tx) =>
        ok(
          await people.rememberPerson(tx, {
            identityCode: accept(parseIdentityCode('131052-308T')),
            givenNames: 'Aino',
            surname: 'Esimerkki',
            language: 'fi',
            nonDisclosure: false,
          }),
        ),
      ),
    )
  })
  after(() => ca.close())

  type Requested = Parameters<ReturnType<(typeof fileComplaint)['handle']>>[1]
  const complain = (requested: Partial<Requested> & { readonly cardId: string }, by = one) =>
    fileComplaint.handle(deps)(atDesk('complaints.fileComplaint', { personId: by }), {
      complaintId: randomUUID(),
      fault: 'chip-silent',
      damagedInUse: false,
      isReturned: true,
      ...requested,
    })
  const destroy = ({ complaintId }: ComplaintView, by: string, pointId = 'point') =>
    destroyFaultyCard.handle(deps)(
      atDesk('complaints.destroyFaultyCard', { personId: by, pointId }),
      {
        complaintId,
      },
    )
  const kindOf = (result: Result<unknown, { readonly kind: string }>) =>
    result.ok ? 'ok' : result.refusal.kind

  it('cancels the card as superseded, and decides whether the new one is free (R129)', async () => {
    const cardId = await aCardHandedOver(environment, { holder })
    const created = accept(await complain({ cardId }))
    assert.deepEqual(created.replacement, { isFree: true, because: 'fault-of-manufacture' })
    const reasons = await db.read(async (tx) =>
      Promise.all(
        (await environment.certificates.certificatesOfCard(tx, cardId)).map(async (key) => {
          const status = await environment.revocations.statusOf(tx, key)
          return status.status === 'revoked' ? status.reason : status.status
        }),
      ),
    )
    assert.deepEqual(reasons, ['superseded', 'superseded'])
    const bent = await aCardHandedOver(environment, { holder })
    const paid = accept(await complain({ cardId: bent, fault: 'other', damagedInUse: true }))
    assert.deepEqual(paid.replacement, { isFree: false, because: 'damaged-in-use' })
  })

  it('about data that are not as ordered cancels the card for that reason, any other as broken', async () => {
    for (const [fault, reason] of [
      ['not-as-ordered', 'not-as-ordered'],
      ['chip-silent', 'broken'],
      ['print-faulty', 'broken'],
    ] as const) {
      const cardId = await aCardHandedOver(environment, { holder })
      const filed = accept(await complain({ cardId, fault }))
      assert.equal(filed.replacement.isFree, true)
      const viewed = await environment.cards.viewCard(atDesk('cards.viewCard'), { cardId })
      assert.ok(viewed.ok)
      assert.equal(viewed.value.cancelled?.reason, reason)
    }
  })

  it('is reported when it made the new card free (R134)', async () => {
    const free = await aCardHandedOver(environment, { holder })
    const bent = await aCardHandedOver(environment, { holder })
    const { complaintId } = accept(await complain({ cardId: free }))
    accept(await complain({ cardId: bent, fault: 'other', damagedInUse: true }))
    assert.deepEqual(await db.read((tx) => freeReplacementsOf(tx, [free, bent, randomUUID()])), [
      { complaintId, createdAt: now },
    ])
    assert.deepEqual(await db.read((tx) => freeReplacementsOf(tx, [])), [])
  })

  it('is filed once per card, also when it is sent twice or at the same time', async () => {
    const cardId = await aCardHandedOver(environment, { holder })
    const complaintId = randomUUID()
    const [first, second] = await Promise.all([
      complain({ cardId, complaintId }),
      complain({ cardId, complaintId }),
    ])
    assert.deepEqual(accept(first), accept(second))
    assert.equal(kindOf(await complain({ cardId })), 'complaint-filed-before')
  })

  it('is accepted only for a produced card that is not cancelled for another reason', async () => {
    assert.equal(kindOf(await complain({ cardId: randomUUID() })), 'card-not-produced')
    const ordered = await anOrderedCard(environment, { holder })
    assert.equal(kindOf(await complain({ cardId: ordered })), 'card-not-produced')
    const lost = await aCardHandedOver(environment, { holder })
    const broken = await aCardHandedOver(environment, { holder })
    for (const [cardId, reason] of [
      [lost, 'lost'],
      [broken, 'broken'],
    ] as const)
      accept(await environment.cards.cancelCard(atDesk('cards.cancelCard'), { cardId, reason }))
    assert.equal(kindOf(await complain({ cardId: lost })), 'card-not-produced')
    assert.equal(kindOf(await complain({ cardId: broken })), 'ok')
  })

  it('has the returned card destroyed under dual control, and its chip rejected (R130)', async () => {
    const cardId = await aCardHandedOver(environment, { holder })
    const away = accept(await complain({ cardId, isReturned: false }))
    assert.deepEqual(away.may, ['take-in'])
    const elsewhere = { personId: one, pointId: 'elsewhere' }
    const takeIn = () =>
      takeInFaultyCard.handle(deps)(atDesk('complaints.destroyFaultyCard', elsewhere), {
        complaintId: away.complaintId,
      })
    const none = { ...away, complaintId: randomUUID() }
    const takenIn = await takeInFaultyCard.handle(deps)(
      atDesk('complaints.destroyFaultyCard', elsewhere),
      { complaintId: none.complaintId },
    )
    assert.equal(kindOf(takenIn), 'complaint-not-found')
    assert.equal(kindOf(await destroy(none, one)), 'complaint-not-found')
    assert.equal(kindOf(await destroy(away, one)), 'faulty-card-not-here')
    const returned = accept(await takeIn())
    assert.equal(kindOf(await takeIn()), 'faulty-card-already-returned')
    assert.equal(kindOf(await destroy(returned, one)), 'faulty-card-not-here')
    assert.equal(accept(await destroy(returned, one, 'elsewhere')).state, 'destroying')
    assert.equal(kindOf(await destroy(returned, one, 'elsewhere')), 'second-person-required')
    assert.equal(accept(await destroy(returned, other, 'elsewhere')).state, 'destroyed')
  })

  it('is listed at its point, a page at a time, with the cards to be destroyed listed separately', async () => {
    const list = async (show: 'all' | 'to-destroy', cursor?: string) =>
      accept(
        await listComplaints.handle(deps)(atDesk('complaints.listComplaints', { personId: one }), {
          show,
          limit: 2,
          cursor,
        }),
      )
    now = plus(now, 1000)
    const newest = accept(
      await complain({ cardId: await aCardHandedOver(environment, { holder }) }),
    )
    const first = await list('all')
    assert.equal(first.complaints[0]?.complaintId, newest.complaintId)
    const rest = await list('all', first.nextCursor)
    assert.ok(rest.complaints.every(({ complaintId }) => complaintId !== newest.complaintId))
    accept(await destroy(newest, one))
    accept(await destroy(newest, other))
    const left = await list('to-destroy')
    assert.ok(left.complaints.every(({ state }) => state !== 'destroyed'))
  })

  it('is found by the holder’s name, of the requested days, in either order', async () => {
    const surname = `Haku${randomUUID().slice(0, 8)}`
    const named = async (givenNames: string) =>
      accept(
        await db.write(async (tx) =>
          ok(
            await people.rememberPerson(tx, {
              ...{ identityCode: anIdentityCode(), givenNames, surname },
              ...{ language: 'fi', nonDisclosure: false },
            }),
          ),
        ),
      )
    const before = now
    const ids: string[] = []
    for (const givenNames of ['Anna', 'Martin', 'Cecilia']) {
      now = plus(now, day)
      const cardId = await aCardHandedOver(environment, { holder: await named(givenNames) })
      ids.push(accept(await complain({ cardId })).complaintId)
    }
    type Listing = Omit<
      Parameters<ReturnType<(typeof listComplaints)['handle']>>[1],
      'limit' | 'show'
    >
    const list = async (listing: Listing) => {
      const { complaints } = accept(
        await listComplaints.handle(deps)(atDesk('complaints.listComplaints', { personId: one }), {
          ...{ show: 'all', limit: 10, search: surname },
          ...listing,
        }),
      )
      return complaints.map(({ complaintId }) => complaintId)
    }
    assert.deepEqual(await list({}), ids.toReversed())
    assert.deepEqual(await list({ order: 'oldest' }), ids)
    assert.deepEqual(await list({ search: `${surname} mar` }), [ids[1]])
    assert.deepEqual(await list({ search: 'Nobody' }), [])
    const second = dateInHelsinki(plus(before, 2 * day))
    assert.deepEqual(await list({ from: second, order: 'oldest' }), ids.slice(1))
    assert.deepEqual(await list({ from: second, to: second }), [ids[1]])
    now = before
  })

  it('is counted by delivery of blank cards and by position in the delivery (R131)', async () => {
    const cardId = await aCardHandedOver(environment, { holder })
    const { rows } = await db.read((tx) =>
      sql<{
        chip: string
      }>`select chip_serial as chip from cards.card where card_id = ${cardId}`.execute(tx),
    )
    const chip = rows[0]?.chip ?? ''
    accept(
      await environment.blanks.receiveBlanks(aPermit('blanks.receiveBlanks'), {
        ...{ chipModel: 'MyEID', firstSerial: chip, lastSerial: chip, place: 'production' },
      }),
    )
    accept(await complain({ cardId, fault: 'pin-refused' }))
    const today = formatInstant(now).slice(0, 10)
    const figures = (from: string, to: string) =>
      viewComplaintFigures.handle(deps)(aPermit('complaints.viewFigures'), { from, to })
    const { batches } = accept(await figures(today, today))
    const known = batches.find(({ batch }) => batch?.firstSerial === chip)
    assert.deepEqual(known && { ...known, batch: known.batch?.amount }, {
      batch: 1,
      complaints: 1,
      ofManufacture: 1,
      byFault: [{ fault: 'pin-refused', count: 1 }],
      byTenth: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    })
    const unknown = batches.find(({ batch }) => batch === undefined)
    assert.ok(unknown && unknown.complaints > unknown.ofManufacture)
    assert.deepEqual(accept(await figures('2020-01-01', '2020-01-31')), { batches: [] })
  })
})
