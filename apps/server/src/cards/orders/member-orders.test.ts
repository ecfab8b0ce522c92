import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { hour, plus } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { decidePriceChange, proposePrices } from '../products/change-prices.ts'
import { someCents } from '../products/testing.ts'
import { aCard, aResident } from './testing.ts'
import { kindOf, type Registrar } from './testing/desk.ts'
import { openMemberOrders, type Input } from './testing/member-orders.ts'

forEachDatabase('staff and actor cards at the desk', (database) => {
  const { db } = database
  const {
    anEmployer,
    sanna,
    draft,
    desk,
    cards,
    orders,
    riitta,
    stranger,
    registers,
    authorise,
    drafted,
    recorded,
    one,
    organisations,
    other,
  } = openMemberOrders(database)

  describe('a staff card', () => {
    it('is ordered for an organisation, by its agreements, with price and declaration', async () => {
      const { organisationId, cardAgreementId, businessId } = await anEmployer()
      const personId = await sanna()
      const order = await draft(personId, organisationId, { employmentEndsOn: '2027-06-30' })
      assert.ok(order.ok)
      assert.equal(order.value.product, 'staff-card')
      assert.equal(order.value.title.sv, 'Osastonsihteeri')
      assert.match(order.value.subjectNumber, /^9\d{10}$/)
      assert.equal(order.value.validTo, '2027-06-30')
      assert.deepEqual(order.value.price, { kind: 'free', because: 'logs-in-to-patient-systems' })
      const statement = Buffer.from(order.value.statement ?? '', 'base64').toString('utf8')
      assert.ok(statement.includes(`Agreement: ${cardAgreementId}\n`))
      assert.ok(statement.includes(businessId))

      const placed = await desk.place(order.value.orderId)
      assert.ok(placed.ok)
      const accepted = cards.accepted.at(-1)
      assert.ok(accepted && accepted.product === 'staff-card')
      assert.equal(accepted.employer.organisationId, organisationId)
      assert.equal(accepted.subjectNumber, order.value.subjectNumber)
      const word = 'Osastonsihteeri'
      assert.deepEqual(accepted.title, { fi: word, sv: word, en: word })
    })

    it('has its own price when the person logs in to no patient system (R95)', async () => {
      const { organisationId } = await anEmployer()
      const declaration = {
        logsInToPatientSystems: false,
        givenBy: 'Esko',
        givenOn: '2026-11-20',
      }
      const order = await draft(await sanna(), organisationId, { declaration })
      assert.ok(order.ok)
      assert.deepEqual(order.value.price, {
        kind: 'priced',
        amount: { cents: 2300, currency: 'EUR' },
        because: 'staff-without-patient-systems',
      })
    })

    it('has a price of its own for a student in practice, named in order and decision (R407)', async () => {
      const { organisationId } = await anEmployer()
      const declaration = {
        ...{ logsInToPatientSystems: true, isStudent: true as const },
        ...{ givenBy: 'Esko', givenOn: '2026-11-20' },
      }
      const order = await draft(await sanna(), organisationId, { declaration })
      assert.ok(order.ok)
      assert.deepEqual(order.value.price, {
        kind: 'priced',
        amount: { cents: 2300, currency: 'EUR' },
        because: 'student-in-practice',
      })
      assert.equal(order.value.employment?.declaration?.isStudent, true)
      const statement = Buffer.from(order.value.statement ?? '', 'base64').toString('utf8')
      assert.match(statement, /Student in practice: kyllä/)
      const placed = await desk.place(order.value.orderId)
      assert.ok(placed.ok)
      for (const decision of placed.value.decisions)
        assert.deepEqual(decision.grounds.at(-1), {
          ...{ kind: 'priced-student', rule: 'R407', facts: { amount: '23.00' } },
        })
    })

    it('is free once as the replacement of a faulty one of the same employer (R134)', async () => {
      const { organisationId } = await anEmployer()
      const personId = await sanna()
      const declaration = { logsInToPatientSystems: false, givenBy: 'Esko', givenOn: '2026-11-20' }
      const priceOf = async (employer = organisationId) => {
        const order = await draft(personId, employer, { declaration })
        assert.ok(order.ok)
        return { ...order.value.price, orderId: order.value.orderId }
      }
      const faulty = aCard({
        product: 'staff-card',
        employer: { organisationId, organisation: 'Työnantaja' },
        state: 'cancelled',
      })
      cards.give(personId, faulty)
      assert.equal((await priceOf()).because, 'staff-without-patient-systems')
      const before = await priceOf()
      const complaintId = desk.complain(faulty.cardId, plus(desk.now(), -hour))
      assert.deepEqual(await desk.place(before.orderId), {
        ok: false,
        refusal: { kind: 'facts-changed', changed: 'price' },
      })
      const elsewhere = await priceOf((await anEmployer()).organisationId)
      assert.equal(elsewhere.because, 'staff-without-patient-systems')

      const { orderId, ...price } = await priceOf()
      assert.deepEqual(price, { kind: 'free', because: 'faulty-card' })
      const placed = await desk.place(orderId)
      assert.ok(placed.ok)
      for (const decision of placed.value.decisions)
        assert.deepEqual(decision.grounds.at(-1), {
          ...{ kind: 'free-faulty-card', rule: 'R134', facts: { complaint: complaintId } },
        })

      const cancelled = await orders.cancelOrder(aPermit('orders.cancelOrder', riitta), { orderId })
      assert.ok(cancelled.ok)
      const again = await priceOf()
      assert.equal(again.because, 'faulty-card')
      assert.ok((await desk.place(again.orderId)).ok)
      cards.give(personId, { ...faulty, cardId: randomUUID() })
      await db.write(async (tx) => {
        await sql`
          update orders.card_order set state = 'produced', produced_at = now()
          where order_id = ${again.orderId}`.execute(tx)
        return ok(undefined)
      })
      assert.equal((await priceOf()).because, 'staff-without-patient-systems')
    })

    it('gives a person the same number for every employer', async () => {
      const personId = await sanna()
      const first = await draft(personId, (await anEmployer()).organisationId)
      const second = await draft(personId, (await anEmployer()).organisationId)
      assert.ok(first.ok && second.ok)
      assert.equal(first.value.subjectNumber, second.value.subjectNumber)
      const another = await draft(await sanna(), (await anEmployer()).organisationId)
      assert.ok(another.ok)
      assert.notEqual(another.value.subjectNumber, first.value.subjectNumber)
    })

    it('is refused with the reason', async () => {
      const { organisationId } = await anEmployer()
      const personId = await sanna()
      const refused = async (changes: Partial<Input>, by?: Registrar) =>
        kindOf(await draft(personId, organisationId, changes, by))
      const declaration = { logsInToPatientSystems: true, givenBy: 'E', givenOn: '2026-11-25' }
      assert.equal(await refused({ declaration: undefined }), 'declaration-missing')
      assert.equal(await refused({ declaration }), 'declared-in-the-future')
      assert.equal(await refused({ product: 'actor-card' }), 'product-not-for-organisation')
      assert.equal(await refused({ unitOid: '1.2.3' }), 'unit-not-found')
      assert.equal(await refused({ employmentEndsOn: '2026-11-23' }), 'employment-ended')
      assert.equal(await refused({ organisationId: randomUUID() }), 'organisation-not-found')
      assert.equal(await refused({}, stranger), 'delegation-missing')
      const oneself = { personId, pointId: riitta.pointId }
      assert.equal(await refused({}, oneself), 'ordering-for-oneself')
    })

    it('is refused to a person who has a right in force (R90)', async () => {
      const { organisationId } = await anEmployer()
      const personId = await desk.visitor(registers.add())
      assert.equal(kindOf(await draft(personId, organisationId)), 'right-in-force')
    })

    it('is ordered by a registrar with a delegation and the employment certificate (R97)', async () => {
      const { organisationId } = await anEmployer()
      await authorise(organisationId)
      const personId = await sanna()
      const byStranger = (changes: Partial<Input> = {}) =>
        draft(personId, organisationId, changes, stranger)
      assert.equal(kindOf(await byStranger()), 'employment-certificate-missing')

      const store = (document: string, of = personId) =>
        orders.storeEmploymentCertificate(aPermit('orders.storeEmploymentCertificate', stranger), {
          personId: of,
          document: Buffer.from(document).toString('base64'),
        })
      assert.equal(kindOf(await store('<script>alert()</script>')), 'document-not-readable')
      const stored = await store('%PDF-1.7 Sanna työskentelee meillä')
      const foreign = await store('%PDF-1.7 muu', await sanna())
      assert.ok(stored.ok && foreign.ok)
      assert.equal(
        kindOf(await byStranger({ employmentCertificateId: foreign.value.certificateId })),
        'employment-certificate-not-found',
      )
      const orderId = await drafted(
        personId,
        organisationId,
        { employmentCertificateId: stored.value.certificateId },
        stranger,
      )
      const view = (by: Registrar) =>
        orders.viewEmploymentCertificate(aPermit('orders.viewEmploymentCertificate', by), {
          orderId,
        })
      const seen = await view(stranger)
      assert.ok(seen.ok)
      assert.equal(seen.value.mediaType, 'application/pdf')
      assert.match(Buffer.from(seen.value.document, 'base64').toString(), /^%PDF-1.7 Sanna/)
      assert.equal(kindOf(await view(riitta)), 'employment-certificate-not-found')
      assert.deepEqual(recorded.at(-1), {
        type: 'EmploymentCertificateViewed',
        certificateId: stored.value.certificateId,
        about: { personId },
      })
    })
  })

  describe('an order that the employer prepared (R216)', () => {
    const prepare = async (organisationId: string, personId: string, changes: object = {}) => {
      const identityCode = await db.read((tx) => desk.people.identityCodeOf(tx, personId))
      const prepared = await desk.employments.prepareOrder(
        aPermit('employments.prepareOrder', { personId: one }),
        {
          ...{ organisationId, identityCode, name: 'Sanna Sihteeri', title: 'Osastonsihteeri' },
          declaration: { logsInToPatientSystems: true, givenBy: 'Esko Esihenkilö' },
          ...changes,
        },
      )
      assert.ok(prepared.ok, JSON.stringify(prepared))
      return prepared.value.preparedId
    }
    const seenBy = async (personId: string, by: Registrar = riitta) => {
      const permit = aPermit('orders.viewVisitor', by)
      const seen = await desk.visitors.viewVisitor(permit, {
        ...{ personId, because: { reason: 'at-the-desk' } },
      })
      assert.ok(seen.ok)
      return seen.value.prepared
    }

    it('is found with its visitor, at the points that may order for that employer', async () => {
      const { organisationId } = await anEmployer()
      const personId = await sanna()
      const preparedId = await prepare(organisationId, personId, { employmentEndsOn: '2027-06-30' })
      const [found] = await seenBy(personId)
      assert.deepEqual(
        [found?.preparedId, found?.title, found?.product, found?.employmentEndsOn],
        [preparedId, 'Osastonsihteeri', 'staff-card', '2027-06-30'],
      )
      assert.deepEqual(await seenBy(await sanna()), [])
      assert.deepEqual(await seenBy(personId, stranger), [])
    })

    it('is used once, by the order of its person', async () => {
      const { organisationId } = await anEmployer()
      const personId = await sanna()
      const preparedId = await prepare(organisationId, personId)
      const ofAnother = await draft(await sanna(), organisationId, { preparedId })
      assert.equal(kindOf(ofAnother), 'prepared-order-gone')
      const orderId = await drafted(personId, organisationId, { preparedId })
      assert.equal((await seenBy(personId)).length, 1)
      assert.ok((await desk.place(orderId)).ok)
      assert.deepEqual(await seenBy(personId), [])
      assert.deepEqual(
        recorded.find(({ type }) => type === 'PreparedUsed'),
        { type: 'PreparedUsed', preparedId, organisationId, about: { personId, orderId } },
      )
      const again = await db.write((tx) =>
        desk.employments.usePrepared(tx, aPermit('orders.placeOrder', riitta), {
          ...{ preparedId, personId, orderId },
        }),
      )
      assert.equal(kindOf(again), 'prepared-order-gone')
    })

    it('gives the charge of its card the organisation’s own reference (R460)', async () => {
      const { organisationId } = await anEmployer()
      const personId = await sanna()
      const preparedId = await prepare(organisationId, personId, { reference: 'HR-4711' })
      const orderId = await drafted(personId, organisationId, { preparedId })
      assert.ok((await desk.place(orderId)).ok)
      const payer = await db.read((tx) => desk.orders.payerOf(tx, orderId))
      assert.equal(payer?.invoiceReference, 'HR-4711')
    })

    it('stops the signature when it is withdrawn during the visit, and no partial change remains', async () => {
      const { organisationId } = await anEmployer()
      const personId = await sanna()
      const preparedId = await prepare(organisationId, personId)
      const orderId = await drafted(personId, organisationId, { preparedId })
      const withdrawn = await desk.employments.withdrawPrepared(
        aPermit('employments.prepareOrder', { personId: one }),
        { organisationId, preparedId },
      )
      assert.ok(withdrawn.ok)
      const before = await desk.everything()
      assert.equal(kindOf(await desk.place(orderId)), 'prepared-order-gone')
      assert.deepEqual((await desk.everything()).tables, before.tables)
    })

    it('includes the employment certificate that was sent in advance, where another organisation orders (R97)', async () => {
      const { organisationId } = await anEmployer()
      await authorise(organisationId)
      const personId = await sanna()
      const preparedId = await prepare(organisationId, personId)
      const without = await draft(personId, organisationId, { preparedId }, stranger)
      assert.equal(kindOf(without), 'employment-certificate-missing')
      const sent = await desk.employments.sendCertificateAhead(
        aPermit('employments.prepareOrder', { personId: one }),
        {
          organisationId,
          preparedId,
          document: Buffer.from('%PDF-1.7 liitteenä').toString('base64'),
        },
      )
      assert.ok(sent.ok)
      const orderId = await drafted(personId, organisationId, { preparedId }, stranger)
      assert.ok((await desk.place(orderId, stranger)).ok)
      const seen = await orders.viewEmploymentCertificate(
        aPermit('orders.viewEmploymentCertificate', stranger),
        { orderId },
      )
      assert.ok(seen.ok)
      assert.match(Buffer.from(seen.value.document, 'base64').toString(), /liitteenä/)
    })
  })

  it('the same card ordered from two desks is one order, while cards of two employers are two orders', async () => {
    const employer = await anEmployer()
    const personId = await sanna()
    const both = [
      await drafted(personId, employer.organisationId),
      await drafted(personId, employer.organisationId),
    ]
    const placed = await Promise.all(both.map((orderId) => desk.place(orderId)))
    assert.deepEqual(placed.map(({ ok }) => ok).toSorted(), [false, true])
    const lost = placed.find(({ ok }) => !ok)
    assert.equal(lost && kindOf(lost), 'member-order-pending')
    const elsewhere = await drafted(personId, (await anEmployer()).organisationId)
    assert.ok((await desk.place(elsewhere)).ok)
  })

  it('a valid card of the same employer blocks an order, and one of another employer does not (R93)', async () => {
    const { organisationId } = await anEmployer()
    const personId = await sanna()
    const card = (of: string) =>
      aCard({
        product: 'staff-card',
        employer: { organisationId: of, organisation: 'Työnantaja' },
      })
    cards.give(personId, card(randomUUID()))
    await drafted(personId, organisationId)
    cards.give(personId, card(organisationId))
    assert.equal(kindOf(await draft(personId, organisationId)), 'valid-member-card-exists')
  })

  it('a draft is not signed when its facts have changed', async () => {
    const { organisationId, name } = await anEmployer()
    const orderId = await drafted(await sanna(), organisationId)
    const change = organisations.changeOrganisation(
      aPermit('organisations.changeOrganisation', { personId: one }),
      { organisationId, version: 1, name: `${name} Oy`, units: [], contacts: [] },
    )
    assert.ok((await change).ok)
    assert.deepEqual(await desk.place(orderId), {
      ok: false,
      refusal: { kind: 'facts-changed', changed: 'employer' },
    })
  })

  it('a price change at midnight applies to no order drafted before, and to each drafted from then on (R135, R293)', async () => {
    const { organisationId } = await anEmployer()
    const today = dateInHelsinki(desk.now())
    const prices = { db, clock: { now: desk.now }, record: () => Promise.resolve() }
    const named = { ...prices, personNamed: () => Promise.resolve('') }
    const proposed = await proposePrices.handle(named)(
      aPermit('products.proposePrices', { personId: one }),
      { beginsOn: addDays(today, 1), vat: 'outside', cents: someCents(2457) },
    )
    assert.ok(proposed.ok)
    const { changeId } = proposed.value
    const decided = await decidePriceChange.handle(named)(
      aPermit('products.decidePrices', { personId: other }),
      { changeId, decision: 'approved' },
    )
    assert.ok(decided.ok)
    try {
      const declaration = { logsInToPatientSystems: false, givenBy: 'Esko', givenOn: '2026-11-20' }
      const priceOf = async (personId: string) => {
        const order = await draft(personId, organisationId, { declaration })
        assert.ok(order.ok)
        const { price } = order.value
        assert.ok(price.kind === 'priced')
        return { cents: price.amount.cents, orderId: order.value.orderId }
      }
      desk.wait(startOfDay(addDays(today, 1)) - desk.now() - 1)
      const [signed, unsigned] = [await priceOf(await sanna()), await priceOf(await sanna())]
      assert.deepEqual([signed.cents, unsigned.cents], [2300, 2300])
      assert.ok((await desk.place(signed.orderId)).ok)
      desk.wait(1)
      assert.deepEqual(await desk.place(unsigned.orderId), {
        ok: false,
        refusal: { kind: 'facts-changed', changed: 'price' },
      })
      const after = await priceOf(await sanna())
      assert.equal(after.cents, 2457)
      assert.ok((await desk.place(after.orderId)).ok)
      const payers = await db.read((tx) =>
        Promise.all([signed, after].map(({ orderId }) => orders.payerOf(tx, orderId))),
      )
      assert.deepEqual(
        payers.map((payer) => payer?.price.kind === 'priced' && payer.price.amount.cents),
        [2300, 2457],
      )
    } finally {
      await db.write(async (tx) => {
        await sql`delete from products.dated_change where proposed_by is not null`.execute(tx)
        return ok(undefined)
      })
    }
  })

  it('the visitor is shown with a result for each card, and what would help', async () => {
    const { organisationId } = await anEmployer()
    assert.ok(organisationId)
    const code = registers.add()
    const options = async () => {
      const viewed = await desk.view(code)
      assert.ok(viewed.ok)
      return viewed.value.mayOrder.map((one) => [
        one.product,
        one.allowed ? 'allowed' : one.because.kind,
      ])
    }
    assert.deepEqual(await options(), [
      ['professional-card', 'allowed'],
      ['staff-card', 'right-in-force'],
      ['actor-card', 'right-in-force'],
    ])
    registers.change(code, {
      population: aResident(),
      held: { registrationNumber: '00198706129', rights: [] },
    })
    assert.deepEqual(await options(), [
      ['professional-card', 'no-right'],
      ['staff-card', 'allowed'],
      ['actor-card', 'no-employer-here'],
    ])
  })

  it('an employment certificate that no order uses is erased after a day', async () => {
    const { organisationId } = await anEmployer()
    const personId = await sanna()
    const store = async () => {
      const stored = await orders.storeEmploymentCertificate(
        aPermit('orders.storeEmploymentCertificate', riitta),
        { personId, document: Buffer.from('%PDF-1.7 todistus').toString('base64') },
      )
      assert.ok(stored.ok)
      return stored.value.certificateId
    }
    const loose = await store()
    const retained = await store()
    const orderId = await drafted(personId, organisationId, { employmentCertificateId: retained })
    assert.ok((await desk.place(orderId)).ok)
    desk.wait(24 * hour + 1)
    const [job] = orders.jobs
    assert.ok(job)
    const before = recorded.length
    await job.handle({ kind: job.kind, key: 'day', payload: {} })
    desk.backToNoon()
    const erased = recorded
      .slice(before)
      .flatMap((event) => ('certificateId' in event ? [event.certificateId] : []))
    assert.ok(erased.includes(loose))
    assert.ok(!erased.includes(retained))
  })
})
