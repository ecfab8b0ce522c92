import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { describe, it } from 'node:test'
import { hour } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { Tx } from '#platform/db.ts'
import { createRegisters } from '#people/registers/index.ts'
import type { OrderIn } from './domain/order.ts'
import { lockOrder, orderById, savePlacedOrder } from './store.ts'
import { aCard, aNurse, anIdentityCode, anOrderThatWasPlaced, aResident } from './testing.ts'
import { aDraftInput, kindOf, openDesk } from './testing/desk.ts'

forEachDatabase('orders at the desk', ({ db, kind }) => {
  const desk = openDesk(db)
  const { registers, cards, recorded, riitta, sealing } = desk
  const stina = desk.registrar()
  const held = (rights = [aNurse()]) => ({ registrationNumber: '00198706129', rights })

  /** Kind of the refusal, after checking that it changed nothing. */
  const refusedWithoutChange = async (
    action: () => Promise<{ readonly ok: boolean; readonly refusal?: unknown }>,
  ): Promise<unknown> => {
    const before = await desk.everything()
    const result = await action()
    assert.deepEqual(await desk.everything(), before)
    assert.ok(!result.ok)
    return kindOf(result)
  }

  describe('an order', () => {
    it('is created for the visitor and signed by the registrar, free of charge (R9, R13)', async () => {
      const personId = await desk.visitor(registers.add())
      const drafted = await desk.draft(personId)
      assert.ok(drafted.ok)
      const placed = await desk.place(drafted.value.orderId)
      assert.ok(placed.ok)
      assert.equal(placed.value.state, 'ordered')
      assert.equal(placed.value.validTo, '2031-11-23')
      assert.deepEqual(placed.value.price, { kind: 'free', because: 'professional-card' })
      assert.equal(recorded.at(-1)?.type, 'OrderPlaced')
      assert.equal(cards.accepted.at(-1)?.orderId, drafted.value.orderId)
      assert.equal(
        Buffer.from(desk.signed.at(-1) ?? []).toString('base64'),
        drafted.value.statement,
        'the signature is checked over the very text that was drafted and confirmed',
      )
    })

    describe('that is sent home', () => {
      const home = aResident().address
      const sentHome = { delivery: 'home', letterAddress: home } as const

      it('goes with its letter to the address of the population register (R155)', async () => {
        const drafted = await desk.draft(await desk.visitor(registers.add()), sentHome)
        assert.ok(drafted.ok)
        assert.equal(drafted.value.delivery, 'home')
        const text = Buffer.from(drafted.value.statement ?? '', 'base64').toString('utf8')
        assert.match(text, /\/ Delivery: .* \/ home$/m)
        assert.ok((await desk.place(drafted.value.orderId)).ok)
        const { isSentHome, letterAddress } = cards.accepted.at(-1) ?? {}
        assert.deepEqual([isSentHome, letterAddress], [true, home])
      })

      it('is refused to any other address, to none, and under non-disclosure', async () => {
        const personId = await desk.visitor(registers.add())
        const elsewhere = {
          street: 'Muu katu 1',
          postalCode: '00100',
          postOffice: 'Helsinki',
          country: 'FI',
        }
        const notDisclosed = await desk.visitor(
          registers.add({ population: aResident({ nonDisclosure: true }), held: held() }),
        )
        for (const [id, changes] of [
          [personId, { ...sentHome, letterAddress: elsewhere }],
          [personId, { delivery: 'home' }],
          [notDisclosed, sentHome],
        ] as const)
          assert.equal(
            await refusedWithoutChange(() => desk.draft(id, changes)),
            'home-delivery-not-possible',
          )
      })

      it('is not signed when the holder has moved meanwhile', async () => {
        const code = registers.add()
        const drafted = await desk.draft(await desk.visitor(code), sentHome)
        assert.ok(drafted.ok)
        const { address } = aResident()
        const moved = aResident({
          ...(address && { address: { ...address, street: 'Uusi katu 1' } }),
        })
        registers.change(code, { population: moved, held: held() })
        const placed = await desk.place(drafted.value.orderId)
        assert.deepEqual(placed.ok ? undefined : placed.refusal, {
          kind: 'facts-changed',
          changed: 'address',
        })
      })
    })

    describe('an order before its signature', () => {
      const shown = async () => {
        const personId = await desk.visitor(registers.add())
        const drafted = await desk.orders.draftOrder(
          aPermit('orders.draftOrder', riitta),
          aDraftInput(personId),
        )
        assert.ok(drafted.ok)
        return drafted.value
      }

      it('is confirmed by its applicant on the screen, or on a document with a recorded place (R109)', async () => {
        const line = Array.from({ length: 20 }, (_, at): [number, number] => [at * 40, 99])
        const ways: readonly Parameters<typeof desk.confirm>[1][] = [
          { means: 'drawn', strokes: [line] },
          { means: 'typed', name: 'Aino Esimerkki' },
          { means: 'paper', storedAt: 'Folder 2026/11', scan: aScan },
        ]
        for (const by of ways) {
          assert.ok(by)
          const draft = await shown()
          assert.equal(await refusedWithoutChange(() => desk.place(draft.orderId)), 'not-confirmed')
          const confirmed = await desk.confirm(draft, by)
          assert.ok(confirmed.ok)
          const { confirmation, statement = '' } = confirmed.value
          assert.equal(confirmation?.means, by.means)
          assert.equal(confirmation.storedAt, by.means === 'paper' ? by.storedAt : undefined)
          const input = recorded.at(-1)
          assert.ok(input?.type === 'OrderConfirmed' && 'confirmationDigest' in input)
          assert.equal(input.confirmationDigest, confirmation.digest)
          assert.ok(!JSON.stringify(input).includes('Aino'))

          assert.ok((await desk.place(draft.orderId)).ok)
          const signed = Buffer.from(desk.signed.at(-1) ?? []).toString('utf8')
          assert.equal(signed, Buffer.from(statement, 'base64').toString('utf8'))
          assert.ok(
            signed.startsWith(Buffer.from(draft.statement ?? '', 'base64').toString('utf8')),
          )
          assert.ok(signed.includes(`sha256:${confirmation.digest}\n`), 'the signature covers it')
        }
      })

      it('stores the signed document, with its digest in what the registrar signs (R149)', async () => {
        const draft = await shown()
        const onPaper = { means: 'paper', storedAt: 'Folder 2026/11' } as const
        const noAgreement = Buffer.from('<script>').toString('base64')
        assert.equal(
          await refusedWithoutChange(() => desk.confirm(draft, { ...onPaper, scan: noAgreement })),
          'document-not-readable',
        )
        const confirmed = await desk.confirm(draft, { ...onPaper, scan: aScan })
        assert.ok(confirmed.ok && confirmed.value.confirmation?.hasScan)
        const see = (by = riitta) =>
          desk.orders.viewConfirmationScan(aPermit('orders.viewConfirmation', by), {
            orderId: draft.orderId,
          })
        assert.deepEqual(await see(), {
          ok: true,
          value: { mediaType: 'application/pdf', document: aScan },
        })
        assert.equal(recorded.at(-1)?.type, 'ConfirmationViewed')
        const elsewhere = { ...riitta, pointId: randomUUID() }
        assert.equal(await refusedWithoutChange(() => see(elsewhere)), 'order-not-found')
        assert.ok((await desk.place(draft.orderId)).ok)
        assert.ok((await see()).ok)
        const onScreen = await shown()
        assert.ok((await desk.confirm(onScreen)).ok)
        const none = () =>
          desk.orders.viewConfirmationScan(aPermit('orders.viewConfirmation', riitta), {
            orderId: onScreen.orderId,
          })
        assert.equal(await refusedWithoutChange(none), 'confirmation-not-stored')
      })

      it('is confirmed as it was shown, once, and not by an accidental touch (R109)', async () => {
        const draft = await shown()
        const other = await shown()
        const refused = (how: Parameters<typeof desk.confirm>) =>
          refusedWithoutChange(() => desk.confirm(...how))
        assert.equal(
          await refused([{ ...draft, ...(other.statement && { statement: other.statement }) }]),
          'another-text-was-shown',
        )
        assert.equal(
          await refused([draft, { means: 'drawn', strokes: [[[1, 1]]] }]),
          'no-signature-drawn',
        )
        assert.equal(await refused([draft, undefined, stina]), 'drafted-by-another')
        assert.equal(
          await refused([draft, undefined, { ...riitta, pointId: randomUUID() }]),
          'order-not-found',
        )
        const [once, again] = await Promise.all([
          desk.confirm(draft),
          desk.confirm(draft, { means: 'typed', name: 'Somebody Else' }),
        ])
        assert.ok(once.ok && again.ok)
        assert.deepEqual(once.value.confirmation, again.value.confirmation)
        assert.equal(once.value.statement, again.value.statement)
        assert.ok((await desk.place(draft.orderId)).ok)
        assert.equal(await refused([draft]), 'order-not-a-draft')
      })

      it('may be printed, and is shown afterwards with the signature (R109)', async () => {
        const draft = await shown()
        const see = (orderId: string, by = riitta) =>
          desk.orders.viewConfirmation(aPermit('orders.viewConfirmation', by), { orderId })
        const toSign = await see(draft.orderId)
        assert.ok((await desk.confirm(draft)).ok)
        assert.ok((await desk.place(draft.orderId)).ok)
        const signed = await see(draft.orderId)
        assert.equal(recorded.at(-1)?.type, 'ConfirmationViewed')
        assert.ok(toSign.ok && signed.ok)
        assert.notEqual(toSign.value.document, signed.value.document)
        for (const { document } of [toSign.value, signed.value])
          assert.match(Buffer.from(document, 'base64').toString('latin1'), /^%PDF-/)
        assert.deepEqual(await see(draft.orderId), signed, 'the same bytes each time')
        const elsewhere = { ...riitta, pointId: randomUUID() }
        assert.equal(
          await refusedWithoutChange(() => see(draft.orderId, elsewhere)),
          'order-not-found',
        )
      })
    })

    it('stores its grounds, at the draft and at the signature, and shows them later (R142)', async () => {
      const code = registers.add()
      const personId = await desk.visitor(code)
      const orderId = await desk.drafted(personId)
      assert.ok((await desk.place(orderId)).ok)

      // Later register data do not change what the decision used.
      registers.change(code, { population: aResident({ surname: 'Toinen' }) })
      const viewed = await desk.orders.viewOrder(aPermit('orders.viewOrder', riitta), { orderId })
      assert.ok(viewed.ok)
      const { decisions } = viewed.value
      assert.equal(decisions.length, 2)
      for (const { rule, version, grounds } of decisions) {
        assert.deepEqual([rule, version], ['professional-card', 2])
        const right = grounds.find(({ kind }) => kind === 'right-in-force')
        assert.deepEqual(right?.facts, {
          register: 'TERHIKKI',
          title: aNurse().title,
          from: '2012-06-01',
        })
      }
    })

    it('is not placed with a wrong signature, or by another person', async () => {
      const orderId = await desk.drafted(await desk.visitor(registers.add()))
      desk.breakSignatures(true)
      assert.equal(await refusedWithoutChange(() => desk.place(orderId)), 'signature-not-accepted')
      desk.breakSignatures(false)
      assert.equal(
        await refusedWithoutChange(() => desk.place(orderId, stina)),
        'drafted-by-another',
      )
      const elsewhere = { ...riitta, pointId: randomUUID() }
      assert.equal(
        await refusedWithoutChange(() => desk.place(orderId, elsewhere)),
        'order-not-found',
      )
      assert.equal(kindOf(await desk.place(orderId)), 'ok')
      assert.equal(await refusedWithoutChange(() => desk.place(orderId)), 'order-not-a-draft')
    })

    it('is refused when register data at the signature differ from those at the draft', async () => {
      const code = registers.add()
      const orderId = await desk.drafted(await desk.visitor(code))
      const renamed = { population: aResident({ surname: 'Uusi' }), held: held() }
      const renumbered = {
        population: aResident(),
        held: { ...held(), registrationNumber: '00098705718' },
      }
      const shortened = {
        population: aResident(),
        held: held([aNurse({ validTo: localDate('2027-01-01') })]),
      }
      for (const person of [renamed, renumbered, shortened]) {
        registers.change(code, person)
        assert.equal(await refusedWithoutChange(() => desk.place(orderId)), 'facts-changed')
      }
      registers.change(code, { population: aResident() })
      assert.equal(await refusedWithoutChange(() => desk.place(orderId)), 'no-right')
      registers.change(code, { held: held() })
      assert.equal(
        await refusedWithoutChange(() => desk.place(orderId)),
        'unknown-to-population-register',
      )
      registers.change(code, { population: aResident(), held: held() })
      assert.equal(kindOf(await desk.place(orderId)), 'ok')
    })

    it('stores the address for notices that the applicant gives, which is in no event and not signed', async () => {
      const personId = await desk.visitor(registers.add())
      const noticeEmail = 'aino.esimerkki@example.fi'
      const drafted = await desk.draft(personId, { noticeEmail })
      assert.ok(drafted.ok)
      const { orderId, statement } = drafted.value
      assert.equal(drafted.value.noticeEmail, noticeEmail)
      const emailOf = (id: string) => db.read((tx) => desk.orders.noticeEmailOf(tx, id))
      assert.equal(await emailOf(orderId), noticeEmail)
      assert.equal(await emailOf(await desk.drafted(personId)), undefined)
      assert.equal(await emailOf(randomUUID()), undefined)
      assert.equal(kindOf(await desk.place(orderId)), 'ok')
      assert.ok(
        !Buffer.from(statement ?? '', 'base64')
          .toString('utf8')
          .includes('@'),
      )
      assert.ok(!JSON.stringify(recorded).includes(noticeEmail))
      const stored = await db.read((tx) =>
        sql<{ row: string }>`select card_order::text || encode(documents_sealed, 'escape') as row
          from orders.card_order where order_id = ${orderId}`.execute(tx),
      )
      assert.equal(stored.rows.length, 1)
      assert.ok(!stored.rows[0]?.row.includes(noticeEmail))
    })

    it('is refused at the signature when a card was issued meanwhile', async () => {
      const personId = await desk.visitor(registers.add())
      const orderId = await desk.drafted(personId)
      cards.give(personId, aCard())
      assert.equal(await refusedWithoutChange(() => desk.place(orderId)), 'valid-card-exists')
    })

    it('lapses unsigned after 24 hours and never blocks another', async () => {
      const personId = await desk.visitor(registers.add())
      const [one, other] = [await desk.drafted(personId), await desk.drafted(personId)]
      desk.wait(24 * hour + 1)
      assert.equal(await refusedWithoutChange(() => desk.place(one)), 'draft-lapsed')
      desk.wait(-1)
      assert.equal(kindOf(await desk.place(other)), 'ok')
      desk.backToNoon()
    })
  })

  describe('an order with wrong data', () => {
    const cancel = (orderId: string, by = riitta) =>
      desk.orders.cancelOrder(aPermit('orders.cancelOrder', by), { orderId, because: 'data-wrong' })

    it('is cancelled before production and named by the new one, with both in the audit log without their content (R132)', async () => {
      const { personId, orderId } = await desk.ordered()
      const cancelled = await cancel(orderId)
      assert.ok(cancelled.ok)
      assert.equal(cancelled.value.state, 'cancelled')
      assert.equal(cards.withdrawn.length > 0, true)
      const input = recorded.at(-1)
      assert.ok(input?.type === 'OrderCancelled' && 'because' in input)
      assert.equal(input.because, 'data-wrong')

      const drafted = await desk.draft(personId, { corrects: orderId, language: 'sv' })
      assert.ok(drafted.ok)
      assert.equal(drafted.value.corrects, orderId)
      const statement = Buffer.from(drafted.value.statement ?? '', 'base64').toString('utf8')
      assert.match(statement, new RegExp(`Corrects the order: ${orderId}\\n`))
      const draftInput = recorded.findLast(({ type }) => type === 'OrderDrafted')
      assert.ok(draftInput && 'corrects' in draftInput && draftInput.corrects === orderId)
      for (const event of [input, draftInput])
        assert.doesNotMatch(JSON.stringify(event), /Aino|Esimerkki|Swedish|Katu/)
      assert.ok((await desk.place(drafted.value.orderId)).ok)
    })

    it('is corrected only for the same person, at the same point, and when cancelled (R132)', async () => {
      const { personId, orderId } = await desk.ordered()
      const someoneElse = await desk.visitor(registers.add())
      const correct = (of: string, by = riitta) =>
        refusedWithoutChange(() => desk.draft(of, { corrects: orderId }, by))
      assert.equal(await correct(someoneElse), 'corrected-order-not-found')
      assert.ok((await cancel(orderId)).ok)
      assert.equal(await correct(someoneElse), 'corrected-order-not-found')
      assert.equal(
        await correct(personId, desk.registrar(randomUUID())),
        'corrected-order-not-found',
      )
      assert.equal(
        await refusedWithoutChange(() => desk.draft(personId, { corrects: randomUUID() })),
        'corrected-order-not-found',
      )
    })

    it('is not cancelled once its card was produced: the card is cancelled, and another ordered (R133)', async () => {
      const { personId, orderId, cardId } = await desk.ordered()
      const timeline = [{ at: '2026-11-24T12:00:00.000Z', what: 'CardProduced' }]
      cards.give(personId, aCard({ cardId, timeline }))
      for (const { event, handle } of desk.orders.subscriptions)
        if (event === 'CardProduced')
          await handle({ type: event, about: { cardId, personId } }, randomUUID())
      assert.equal(await refusedWithoutChange(() => cancel(orderId)), 'order-not-cancellable')
      assert.equal(await refusedWithoutChange(() => desk.draft(personId)), 'valid-card-exists')
      cards.give(personId, aCard({ cardId, state: 'cancelled' }))
      assert.ok((await desk.draft(personId)).ok)
    })
  })

  describe('an order that is submitted twice at the same moment', () => {
    it('is one order, also from one desk', async () => {
      const orderId = await desk.drafted(await desk.visitor(registers.add()))
      const accepted = cards.accepted.length
      const outcomes = await Promise.all([desk.place(orderId), desk.place(orderId)])
      assert.deepEqual(outcomes.map(kindOf).toSorted(), ['ok', 'order-not-a-draft'])
      assert.equal(cards.accepted.length, accepted + 1)
    })
  })

  describe('two persons with identity codes that differ only by the sign', () => {
    it('are two persons, each with their own order', async () => {
      const [older, newer] = ['131052-308T', '131052Y308T'] as const
      for (const code of [older, newer])
        registers.change(code as string as Parameters<typeof registers.change>[0], {
          population: aResident({ surname: code === older ? 'Esimerkki' : 'Uusi' }),
          held: held(),
        })
      const [one, other] = [await desk.visitor(older), await desk.visitor(newer)]
      assert.notEqual(one, other)
      for (const [personId, surname] of [
        [one, 'Esimerkki'],
        [other, 'Uusi'],
      ] as const) {
        const placed = await desk.place(await desk.drafted(personId))
        assert.equal(placed.ok && placed.value.person.surname, surname)
      }
    })
  })

  describe('a right that is restricted without an end date', () => {
    it('is shown with its limits and may be ordered, for the full time (R7)', async () => {
      const limits = 'Työskentelee ohjauksessa'
      const code = registers.add()
      registers.change(code, { population: aResident(), held: held([aNurse({ limits })]) })
      const viewed = await desk.view(code)
      assert.ok(viewed.ok)
      assert.deepEqual(
        viewed.value.rights.map((right) => [right.limits, right.validTo]),
        [[limits, undefined]],
      )
      const placed = await desk.place(await desk.drafted(viewed.value.personId))
      assert.ok(placed.ok)
      assert.equal(placed.value.validTo, '2031-11-23')
      assert.equal(placed.value.right?.limits, limits)
    })
  })

  describe('a right of which every holder has a Doctor ID since today (R340)', () => {
    it('is refused without it at the draft, and at the signature of an order drafted before', async () => {
      const personId = await desk.visitor(registers.add())
      const drafted = await desk.draft(personId)
      assert.ok(drafted.ok)
      await db.write(async (tx) =>
        ok(
          await sql`
            insert into products.dated_change (kind, begins_on, content, decision)
            values ('right-rules', '2026-11-24', '{"doctorId": ["T10"], "together": []}', 'approved')`.execute(
            tx,
          ),
        ),
      )
      assert.equal(kindOf(await desk.draft(personId)), 'doctor-id-missing')
      assert.equal(kindOf(await desk.place(drafted.value.orderId)), 'doctor-id-missing')
      await db.write(async (tx) =>
        ok(await sql`delete from products.dated_change where begins_on = '2026-11-24'`.execute(tx)),
      )
      assert.ok((await desk.place(drafted.value.orderId)).ok)
    })
  })

  describe('an audit log that cannot be written (R50)', () => {
    it('prevents every operation: view, draft, order and cancellation', async () => {
      const code = registers.add()
      const personId = await desk.visitor(code)
      const orderId = await desk.drafted(personId)
      const before = await desk.everything()
      desk.breakAuditLog(true)
      const newcomer = registers.add()
      for (const action of [
        () => desk.view(newcomer),
        () => desk.draft(personId),
        () => desk.place(orderId),
        () => desk.orders.cancelOrder(aPermit('orders.cancelOrder', riitta), { orderId }),
        () => desk.orders.viewOrder(aPermit('orders.viewOrder', riitta), { orderId }),
        () => desk.orders.listOrders(aPermit('orders.listOrders', riitta), { limit: 5 }),
      ])
        await assert.rejects(action, /the audit log cannot be written/)
      desk.breakAuditLog(false)
      assert.deepEqual(await desk.everything(), before)
      assert.equal(kindOf(await desk.place(orderId)), 'ok')
    })
  })

  describe('a register that does not respond', () => {
    for (const register of ['rights', 'population'] as const)
      it(`stops the desk with a clear message, and nothing changes: ${register}`, async () => {
        const code = registers.add()
        const personId = await desk.visitor(code)
        const orderId = await desk.drafted(personId)
        registers.fallSilent(register)
        const actions = [
          () => desk.view(code),
          () => desk.draft(personId),
          () => desk.place(orderId),
        ]
        for (const action of actions) {
          const before = await desk.everything()
          assert.deepEqual(await action(), {
            ok: false,
            refusal: { kind: 'register-unavailable', register, because: 'no-response-in-time' },
          })
          assert.deepEqual(await desk.everything(), before)
        }
        registers.fallSilent(undefined)
        assert.equal(kindOf(await desk.place(orderId)), 'ok')
      })

    it('cannot be queried while a transaction is open, which would wait with it', async () => {
      const { lookUpRights, lookUpPerson } = createRegisters({ url: 'http://127.0.0.1:9' })
      await db.read(async () => {
        await assert.rejects(lookUpRights(anIdentityCode()), /a transaction is open/)
        await assert.rejects(lookUpPerson(anIdentityCode()), /a transaction is open/)
      })
    })
  })

  describe('two registrars who order for one person at the same time (R15)', () => {
    it('result in one order', async () => {
      const personId = await desk.visitor(registers.add())
      const one = await desk.drafted(personId)
      const other = await desk.drafted(personId, stina)
      const accepted = cards.accepted.length
      // The server's transactions run in parallel: both have checked that no order is pending before either writes.
      if (kind === 'PostgreSQL') cards.meet(2)
      const outcomes = await Promise.all([desk.place(one), desk.place(other, stina)])
      assert.deepEqual(outcomes.map(kindOf).toSorted(), ['ok', 'order-pending'])
      assert.equal(cards.accepted.length, accepted + 1)
      assert.deepEqual((await states(one, other)).toSorted(), ['draft', 'ordered'])
    })

    const states = (...orderIds: readonly string[]) =>
      db.read((tx) =>
        Promise.all(
          orderIds.map(async (orderId) => (await orderById(tx, sealing, orderId))?.state),
        ),
      )
    const rules = { together: ['T20', 'T22'] }
    const placedOver = async (tx: Tx, orderId: string): Promise<OrderIn<'ordered'>> => {
      const order = await lockOrder(tx, sealing, orderId)
      assert.ok(order)
      const { placement } = anOrderThatWasPlaced()
      return { ...order, state: 'ordered', placement: { ...placement, cardId: randomUUID() } }
    }
    const bothDrafted = async (): Promise<readonly [string, string]> => {
      const personId = await desk.visitor(registers.add())
      return [await desk.drafted(personId), await desk.drafted(personId, stina)]
    }

    it('are serialised by the database itself, if the check fails', async () => {
      const [one, other] = await bothDrafted()
      const save = (orderId: string) =>
        db.write(async (tx) => savePlacedOrder(tx, sealing, await placedOver(tx, orderId), rules))
      assert.deepEqual(await save(one), { ok: true, value: undefined })
      assert.deepEqual(await save(other), { ok: false, refusal: { kind: 'order-pending' } })
      assert.deepEqual(await states(one, other), ['ordered', 'draft'])
    })

    it('count as one whatever their rights, but for the two that may have a card each (R5, R15)', async () => {
      const save = (orderId: string, code: string, together: readonly string[]) =>
        db.write(async (tx) => {
          const order = await placedOver(tx, orderId)
          assert.ok(order.content.product === 'professional-card')
          const right = { ...order.content.right, code }
          const content = { ...order.content, right }
          return savePlacedOrder(tx, sealing, { ...order, content }, { together })
        })
      for (const [codes, together, second] of [
        [['T10', 'T11'], rules.together, 'order-pending'],
        [['T20', 'T22'], rules.together, 'ok'],
        [['T20', 'T20'], rules.together, 'order-pending'],
        [['T20', 'T22'], [], 'order-pending'],
      ] as const) {
        const [one, other] = await bothDrafted()
        assert.equal(kindOf(await save(one, codes[0], together)), 'ok')
        assert.equal(kindOf(await save(other, codes[1], together)), second, codes.join())
      }
    })

    // The embedded database has one connection: there one transaction follows the other.
    if (kind === 'PostgreSQL')
      for (const end of ['commits', 'rolls back'] as const)
        it(`are serialised also while the first is not over: it ${end}`, async () => {
          const [one, other] = await bothDrafted()
          const firstHasWritten = Promise.withResolvers<undefined>()
          const first = db.write(
            async (tx): Promise<Result<void, { readonly kind: string }>> => {
              const saved = await savePlacedOrder(tx, sealing, await placedOver(tx, one), rules)
              firstHasWritten.resolve(undefined)
              await untilSomebodyWaits(tx)
              return end === 'commits' ? saved : refuse({ kind: 'changed-my-mind' })
            },
            { isolation: 'read committed' },
          )
          const second = db.write(
            async (tx) => {
              await firstHasWritten.promise
              return savePlacedOrder(tx, sealing, await placedOver(tx, other), rules)
            },
            { isolation: 'read committed' },
          )
          assert.equal(kindOf(await first), end === 'commits' ? 'ok' : 'changed-my-mind')
          assert.equal(kindOf(await second), end === 'commits' ? 'order-pending' : 'ok')
          assert.deepEqual(
            await states(one, other),
            end === 'commits' ? ['ordered', 'draft'] : ['draft', 'ordered'],
          )
        })

    /** Waits until another transaction of this database waits for a lock. */
    const untilSomebodyWaits = async (tx: Tx): Promise<void> => {
      for (;;) {
        const { rows } = await sql<{ waiting: boolean }>`
          select exists(
            select from pg_locks l join pg_stat_activity a using (pid)
            where not l.granted and a.datname = current_database()
          ) as waiting`.execute(tx)
        if (rows[0]?.waiting === true) return
        await turn()
      }
    }
  })

  describe('cancelling an order', () => {
    const cancel = (orderId: string, by = riitta) =>
      desk.orders.cancelOrder(aPermit('orders.cancelOrder', by), { orderId })

    it('withdraws a draft, which cannot be signed any more', async () => {
      const personId = await desk.visitor(registers.add())
      const orderId = await desk.drafted(personId)
      const cancelled = await cancel(orderId, stina)
      assert.ok(cancelled.ok, 'also by a colleague of the point')
      assert.equal(cancelled.value.state, 'cancelled')
      assert.deepEqual(recorded.at(-1), { type: 'OrderCancelled', about: { personId, orderId } })
      assert.equal(await refusedWithoutChange(() => desk.place(orderId)), 'order-not-a-draft')
    })

    it('withdraws an order with its card, and another can be placed', async () => {
      const { personId, orderId, cardId } = await desk.ordered()
      assert.equal(kindOf(await cancel(orderId)), 'ok')
      assert.equal(cards.withdrawn.at(-1), cardId)
      assert.deepEqual(recorded.at(-1), {
        type: 'OrderCancelled',
        about: { personId, orderId, cardId },
      })
      assert.equal(kindOf(await desk.place(await desk.drafted(personId))), 'ok')
    })

    it('is refused when it is too late, at another point, unknown or already done', async () => {
      const { orderId } = await desk.ordered()
      cards.startProduction(true)
      assert.equal(await refusedWithoutChange(() => cancel(orderId)), 'card-already-in-production')
      cards.startProduction(false)
      assert.equal(
        await refusedWithoutChange(() => cancel(orderId, desk.registrar(randomUUID()))),
        'order-not-found',
      )
      assert.equal(await refusedWithoutChange(() => cancel(randomUUID())), 'order-not-found')
      assert.equal(kindOf(await cancel(orderId)), 'ok')
      assert.equal(await refusedWithoutChange(() => cancel(orderId)), 'order-not-cancellable')
    })
  })

  describe('an order that follows its card', () => {
    const notify = async (type: string, cardId: string): Promise<void> => {
      for (const { event, handle } of desk.orders.subscriptions)
        if (event === type) await handle({ type, about: { cardId } }, randomUUID())
    }
    const stateOf = (orderId: string) =>
      db.read(async (tx) => (await orderById(tx, sealing, orderId))?.state)
    const created = { at: '2026-11-25T10:00:00.000Z', what: 'CardProduced' }

    it('is complete when the card is produced, and only then may another be ordered', async () => {
      const { personId, orderId, cardId } = await desk.ordered()
      assert.equal(kindOf(await desk.draft(personId)), 'order-pending')
      cards.give(personId, aCard({ cardId, timeline: [created] }))
      await notify('CardProduced', cardId)
      assert.equal(await stateOf(orderId), 'produced')
      assert.equal(kindOf(await desk.draft(personId)), 'valid-card-exists')
    })

    it('ends when the card is cancelled before production', async () => {
      const { personId, orderId, cardId } = await desk.ordered()
      cards.give(personId, aCard({ cardId, state: 'cancelled' }))
      await notify('CardCancelled', cardId)
      assert.equal(await stateOf(orderId), 'cancelled')
      assert.equal(kindOf(await desk.draft(personId)), 'ok')
    })

    it('ends in the same state when the events come twice or out of order', async () => {
      const { personId, orderId, cardId } = await desk.ordered()
      cards.give(personId, aCard({ cardId, state: 'cancelled', timeline: [created] }))
      for (const type of ['CardCancelled', 'CardProduced', 'CardProduced', 'CardCancelled'])
        await notify(type, cardId)
      assert.equal(await stateOf(orderId), 'produced')
    })

    it('waits while its card has no result, and ignores cards without an order', async () => {
      const { orderId, cardId } = await desk.ordered()
      await notify('CardCancelled', cardId)
      await notify('CardProduced', randomUUID())
      assert.equal(await stateOf(orderId), 'ordered')
    })
  })
})

/** A document signed by its applicant, as it comes from a scanner, in base64. */
const aScan = Buffer.from('%PDF-1.7 signed by hand').toString('base64')
