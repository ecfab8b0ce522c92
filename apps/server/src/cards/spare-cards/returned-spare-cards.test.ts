import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { aDeskPermit, afternoon, certificatesByStatus, isEmpty } from '#cards/lifecycle/testing.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aBlank, anActualCard, aSpareCardHandedOver, atDesk, startFor } from './testing.ts'
import { openSpareCards } from './testing/spare-cards.ts'

forEachDatabase('spare cards', ({ db }) => {
  const suite = openSpareCards(db)
  const { kindOf, started, make, bringBack, seen, isInStock, stateOf, stubborn, holderOf } = suite

  it('are handed over where they were produced, never by their holder, with a stated price (R72, R74, R76)', async () => {
    const cardId = await anActualCard(suite.environment)
    const spareCardId = await started(cardId)
    const give = async (who: Parameters<typeof atDesk>[1] = {}) =>
      kindOf(
        await suite.environment.spareCards.handOverSpareCard(
          atDesk('spareCards.handOverSpareCard', who),
          { spareCardId, input: true },
        ),
      )
    assert.equal(await give(), 'spare-card-not-produced')
    assert.equal(kindOf(await make(spareCardId, await aBlank(suite.environment))), 'ok')
    assert.equal(await give({ personId: await holderOf(cardId) }), 'handing-over-to-oneself')
    assert.equal(await give({ pointId: 'elsewhere' }), 'spare-card-at-another-point')
    assert.equal(await give(), 'ok')
    const input = suite.environment.events.findLast(({ type }) => type === 'SpareCardHandedOver')
    assert.deepEqual(input && 'price' in input && input.price, {
      kind: 'free',
      because: 'free-card',
    })
  })

  it('are revoked, wiped, verified to be empty, and put in the stock of the point when returned (R77)', async () => {
    const { spareCardId, blank, actualCardId } = await aSpareCardHandedOver(suite.environment)
    assert.equal(kindOf(await startFor(suite.environment, actualCardId)), 'spare-card-open')
    assert.equal(isEmpty(await blank.state()), false)
    assert.equal(kindOf(await bringBack(blank, { pointId: 'elsewhere' })), 'ok')

    assert.equal(isEmpty(await blank.state()), true)
    const card = await seen(spareCardId)
    assert.deepEqual(
      [card.state, card.cancelled?.reason, card.plastic],
      ['settled', 'returned', 'emptied'],
    )
    assert.deepEqual(card.may, [])
    assert.equal((await certificatesByStatus(suite.environment, spareCardId)).good.length, 0)
    const revoked = suite.environment.events.findLast(({ type }) => type === 'CertificateRevoked')
    assert.equal(revoked && 'reason' in revoked && revoked.reason, 'superseded')
    assert.ok(await isInStock(blank, 'elsewhere'))

    // The next spare card of the same person, and the next loan of the plastic.
    const next = await started(actualCardId)
    assert.equal(kindOf(await make(next, blank)), 'blank-of-another-point')
    assert.equal(kindOf(await make(next, await aBlank(suite.environment))), 'ok')
  })

  it('are cancelled for the caller who is their holder, and for no other caller', async () => {
    const { spareCardId, actualCardId } = await aSpareCardHandedOver(suite.environment)
    const cancelFor = (holder: string) =>
      db.write((tx) =>
        suite.environment.spareCards.cancelForCaller(tx, aPermit('hotline.takeCall'), {
          ...{ spareCardId, holder, reason: 'lost' },
        }),
      )
    assert.equal(kindOf(await cancelFor(randomUUID())), 'spare-card-not-of-holder')
    assert.equal((await seen(spareCardId)).state, 'handedOver')
    assert.deepEqual(await cancelFor(await holderOf(actualCardId)), ok('cancelled-now'))
    assert.equal((await seen(spareCardId)).cancelled?.reason, 'lost')
  })

  it('are cancelled before the chip is changed, and are not in stock until verified to be empty (R77)', async () => {
    const { spareCardId, blank } = await aSpareCardHandedOver(suite.environment)
    assert.equal(kindOf(await bringBack(blank, { pulledBefore: 50 })), 'card-removed')
    const between = await seen(spareCardId)
    assert.deepEqual([between.state, between.cancelled?.reason], ['cancelled', 'returned'])
    assert.equal((await certificatesByStatus(suite.environment, spareCardId)).good.length, 0)
    assert.ok(!(await isInStock(blank)))

    assert.equal(kindOf(await bringBack(blank)), 'ok')
    assert.equal((await seen(spareCardId)).state, 'settled')
    assert.ok(await isInStock(blank))
    // A returned blank card is a blank card, at any point.
    assert.equal(kindOf(await bringBack(blank, { pointId: 'elsewhere' })), 'ok')
    assert.equal(suite.environment.events.at(-1)?.type, 'BlankFound')
    assert.ok(await isInStock(blank, 'elsewhere'))
    assert.equal(
      kindOf(await bringBack(await aBlank(suite.environment, { stock: '' }))),
      'not-a-spare-card',
    )
  })

  it('that falsely report to be empty are detected, and can be written off', async () => {
    const { spareCardId, blank } = await aSpareCardHandedOver(suite.environment)
    const permit = atDesk('spareCards.takeBackSpareCard')
    const lying = await stubborn(blank)
    assert.equal(
      kindOf(await suite.environment.spareCards.takeBackSpareCard(permit, lying)),
      'not-emptied',
    )
    const card = await seen(spareCardId)
    assert.deepEqual([card.state, card.may], ['cancelled', ['write-off', 'note']])
    assert.ok(card.findings.some(({ kind }) => kind === 'leftover-file'))
    assert.ok(!(await isInStock(blank)))

    const writeOff = () =>
      suite.environment.spareCards.writeOffSpareCard(atDesk('spareCards.writeOffSpareCard'), {
        spareCardId,
      })
    assert.equal(kindOf(await writeOff()), 'ok')
    assert.equal(await stateOf(blank), 'rejected')
    assert.equal((await seen(spareCardId)).plastic, 'gone')
    assert.equal(kindOf(await writeOff()), 'spare-card-not-cancelled')
  })

  it('that are lost are cancelled and missing, and another may be produced', async () => {
    const { spareCardId, actualCardId, blank } = await aSpareCardHandedOver(suite.environment)
    const cancel = async (reason: 'lost' | 'abandoned') =>
      kindOf(
        await suite.environment.spareCards.cancelSpareCard(atDesk('spareCards.cancelSpareCard'), {
          spareCardId,
          reason,
        }),
      )
    assert.equal(await cancel('abandoned'), 'reason-does-not-fit')
    assert.equal(await cancel('lost'), 'ok')
    assert.equal(await cancel('lost'), 'spare-card-already-cancelled')
    assert.equal((await certificatesByStatus(suite.environment, spareCardId)).good.length, 0)
    assert.equal((await seen(spareCardId)).plastic, 'gone')
    assert.equal(await stateOf(blank), 'missing')
    assert.equal(kindOf(await make(await started(actualCardId), blank)), 'blank-missing')
    // Found after all: it has no holder, and is a blank card again.
    assert.equal(kindOf(await bringBack(blank)), 'ok')
    assert.ok(isEmpty(await blank.state()))
    assert.ok(await isInStock(blank))
  })

  it('that are broken are rejected for good', async () => {
    const { spareCardId, actualCardId, blank } = await aSpareCardHandedOver(suite.environment)
    const cancelled = await suite.environment.spareCards.cancelSpareCard(
      atDesk('spareCards.cancelSpareCard'),
      {
        spareCardId,
        reason: 'broken',
      },
    )
    assert.ok(cancelled.ok)
    const { because } = suite.environment.events.findLast(
      ({ type }) => type === 'SpareCardWrittenOff',
    ) as {
      readonly because?: string
    }
    assert.equal(because, 'broken')
    assert.equal(kindOf(await make(await started(actualCardId), blank)), 'chip-rejected')
    assert.equal(kindOf(await bringBack(blank)), 'chip-rejected')
    assert.equal(await stateOf(blank), 'rejected')
  })

  it('that nobody finished are cancelled after a day, with all that was issued for them', async () => {
    const spareCardId = await started()
    const blank = await aBlank(suite.environment)
    assert.equal(kindOf(await make(spareCardId, blank)), 'ok')
    suite.now = plus(suite.now, 2 * day)
    await suite.environment.outbox.drain()
    const card = await seen(spareCardId)
    assert.deepEqual([card.state, card.cancelled?.reason], ['cancelled', 'abandoned'])
    assert.equal((await certificatesByStatus(suite.environment, spareCardId)).good.length, 0)
    assert.equal(kindOf(await bringBack(blank)), 'ok')
    assert.equal((await seen(spareCardId)).state, 'settled')
  })

  it('that are not returned are overdue, followed up, and cancelled on their last day (R78)', async () => {
    const { spareCardId } = await aSpareCardHandedOver(suite.environment)
    const note = (text?: string) =>
      suite.environment.spareCards.noteContact(atDesk('spareCards.noteContact'), {
        spareCardId,
        means: 'phone',
        text,
      })
    const list = async (show: 'out' | 'overdue', search?: string) => {
      const listed = await suite.environment.spareCards.listSpareCards(
        atDesk('spareCards.listSpareCards'),
        {
          show,
          search,
          limit: 100,
        },
      )
      assert.ok(listed.ok)
      return listed.value.spareCards.map((card) => card.spareCardId)
    }
    const atPoint = await suite.environment.spareCards.noteContact(
      atDesk('spareCards.noteContact'),
      {
        ...{ spareCardId: await started(), means: 'phone' },
      },
    )
    assert.equal(kindOf(atPoint), 'nothing-to-bring-back')
    assert.ok((await list('out')).includes(spareCardId))
    assert.ok(!(await list('overdue')).includes(spareCardId))
    suite.now = plus(suite.now, 16 * day)
    await suite.environment.outbox.drain()
    assert.ok((await list('overdue')).includes(spareCardId))
    assert.ok((await list('overdue', 'esimerkki aino')).includes(spareCardId))
    assert.deepEqual(await list('overdue', 'nobody of that name'), [])
    assert.ok((await seen(spareCardId)).timeline.some(({ what }) => what === 'SpareCardOverdue'))

    assert.equal(kindOf(await note('Brings it tomorrow.')), 'ok')
    const { notes, isOverdue } = await seen(spareCardId)
    assert.deepEqual([isOverdue, notes[0]?.text], [true, 'Brings it tomorrow.'])
    assert.ok(!JSON.stringify(suite.environment.events).includes('tomorrow'))

    suite.now = plus(suite.now, 90 * day)
    await suite.environment.outbox.drain()
    const card = await seen(spareCardId)
    assert.deepEqual([card.state, card.cancelled?.reason], ['cancelled', 'run-out'])
    assert.ok((await list('overdue')).includes(spareCardId))
    suite.now = afternoon
  })

  it('end when the actual card’s data change or the new card is in use, and not because it is lost (R78)', async () => {
    const lost = await aSpareCardHandedOver(suite.environment)
    const changed = await aSpareCardHandedOver(suite.environment)
    for (const [{ actualCardId }, reason] of [
      [lost, 'lost'],
      [changed, 'data-changed'],
    ] as const)
      assert.ok(
        (
          await suite.environment.cards.cancelCard(aDeskPermit('cards.cancelCard'), {
            cardId: actualCardId,
            reason,
          })
        ).ok,
      )
    await suite.environment.outbox.drain()
    assert.equal((await seen(lost.spareCardId)).state, 'handedOver')
    assert.equal((await seen(changed.spareCardId)).cancelled?.reason, 'actual-card-cancelled')

    const activated = {
      type: 'CardActivated',
      about: {
        personId: await holderOf(lost.actualCardId),
        cardId: randomUUID(),
        orderId: 'another',
      },
    }
    await db.write(async (tx) => {
      await suite.environment.deps.record(tx, activated, aPermit('cards.reportActivation'))
      return ok(undefined)
    })
    await suite.environment.outbox.drain()
    assert.equal((await seen(lost.spareCardId)).cancelled?.reason, 'actual-card-replaced')
  })
})
