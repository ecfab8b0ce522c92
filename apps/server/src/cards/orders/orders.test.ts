import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { hour } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { createRegisters } from '#people/registers/index.ts'
import { aCard, aNurse, anIdentityCode, aResident } from './testing.ts'
import { aDraftInput, kindOf, openDesk } from './testing/desk.ts'

forEachDatabase('orders at the desk', ({ db }) => {
  const desk = openDesk(db)
  const { registers, cards, recorded, riitta } = desk
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
      const accepted = cards.accepted.at(-1)
      assert.equal(accepted?.orderId, drafted.value.orderId)
      assert.ok(accepted.product === 'professional-card')
      // The title that is printed and certified is that of the right in the register (R5).
      const title = { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' }
      assert.deepEqual([accepted.title, placed.value.title], [title, title])
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
        const actions = [() => desk.draft(personId), () => desk.place(orderId)]
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
})

/** A document signed by its applicant, as it comes from a scanner, in base64. */
const aScan = Buffer.from('%PDF-1.7 signed by hand').toString('base64')
