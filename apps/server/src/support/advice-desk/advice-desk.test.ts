import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { lookUpForCaller, type AdviceReasonGiven } from '@sotevarmenne/api/advice-desk'
import { accessEvent } from '@sotevarmenne/api/audit'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { kindOf, openDesk } from '../../cards/orders/testing/desk.ts'
import { aCard, aResident } from '../../cards/orders/testing.ts'
import { registrarsAtLimit } from '../../cards/visitors/index.ts'
import type { AdviceDeskSought } from './contract.ts'
import { createAdviceDesk } from './index.ts'

forEachDatabase('the advice desk', ({ db }) => {
  const desk = openDesk(db, undefined, 'as-set')
  const { registers, cards, recorded, people, orders, organisations, employments, visitors } = desk
  const adviser = randomUUID()
  const member = randomUUID()
  const spareCard = {
    spareCardId: randomUUID() as never,
    title: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' },
    cardNumber: '24680246802468024' as never,
    state: 'handedOver' as const,
    validTo: '2026-12-05' as never,
    isOpen: true,
  }
  let holderOfSpareCard = ''
  const advice = createAdviceDesk({
    ...{ db, clock: { now: desk.now }, people, orders, organisations, employments },
    secret: new Uint8Array(32).fill(9),
    record: (_tx, event) => {
      recorded.push(event)
      return Promise.resolve()
    },
    cards: cards.desk,
    spareCards: {
      spareCardsForCaller: (_tx, personId) =>
        Promise.resolve(personId === holderOfSpareCard ? [spareCard] : []),
      holderOfSpareCardNumber: (_tx, number) =>
        Promise.resolve(number === spareCard.cardNumber ? holderOfSpareCard : undefined),
    },
    countLookUpForCaller: visitors.countLookUpForCaller,
    membersOf: () =>
      Promise.resolve([{ personId: member, name: 'Pekka Pääkäyttäjä', role: 'administrator' }]),
  })

  const because: AdviceReasonGiven = { reason: 'holder-calls', text: 'When the card arrives' }
  const lookUp = (search: string, by = adviser) =>
    advice.lookUpForCaller(aPermit('adviceDesk.lookUp', { personId: by }), { search, because })
  const found = async (search: string) => {
    const looked = await lookUp(search)
    assert.ok(looked.ok, kindOf(looked) as string)
    return looked.value
  }
  const personFound = async (search: string) => {
    const value = await found(search)
    assert.ok(value.kind === 'person')
    return value
  }
  const cardNumber = '12345123451234578'
  const secrets = {
    photoId: randomUUID(),
    workEmail: 'aino@varha.example.fi',
    letter: { letterNumber: '9876543210', plannedFor: '2026-12-04' },
  }

  describe('a person', () => {
    it('is found by identity code, card number, spare card number and order number, never by name (R540)', async () => {
      const code = registers.add({ population: aResident({ surname: 'Monikainen' }) })
      const { personId, orderId } = await desk.ordered(code)
      cards.give(personId, aCard({ cardNumber }))
      holderOfSpareCard = personId
      for (const search of [
        code,
        ` ${code} `,
        '12345 12345 1234578',
        spareCard.cardNumber,
        orderId,
      ])
        assert.equal((await personFound(search)).personId, personId, search)
      for (const search of ['Monikainen', 'Aino Monikainen', '99999999999999999', randomUUID()])
        assert.equal(kindOf(await lookUp(search)), 'nothing-found', search)
      assert.equal(kindOf(await lookUp(registers.add())), 'nothing-found')
    })

    it('is shown with cards, spare cards and orders, and without what helps to act as the person (R540)', async () => {
      const code = registers.add()
      const { personId, orderId } = await desk.ordered(code)
      holderOfSpareCard = personId
      const at = '2026-11-20T10:00:00Z'
      const certificates = [
        {
          purpose: 'signature',
          serial: '0badc0de',
          notBefore: at,
          notAfter: '2031-11-24T21:59:59Z',
        },
        {
          purpose: 'authentication',
          serial: '0badc0df',
          notBefore: at,
          notAfter: '2031-11-23T21:59:59Z',
        },
      ] as const
      const card = aCard({
        ...{ ...secrets, cardNumber, certificates: [...certificates] },
        ...{ state: 'cancelled', cancelled: { reason: 'lost', at } },
        timeline: [{ at, what: 'CardCancelled' }],
        contactlessId: '04a1b2c3',
      })
      cards.give(personId, card)
      const { cards: shown, spareCards, orders: ordered, ...person } = await personFound(code)
      assert.deepEqual(person, {
        ...{ kind: 'person', personId, givenNames: 'Aino', surname: 'Esimerkki' },
        ...{ language: 'fi', nonDisclosure: false },
      })
      const { cardId, product, title, validTo, state, cancelled, timeline } = card
      assert.deepEqual(shown, [
        {
          ...{ cardId, product, title, validTo, state, cancelled, timeline },
          ...{ lastDigits: '4578', certificatesUntil: '2031-11-23T21:59:59Z' },
          letter: { plannedFor: '2026-12-04' },
        },
      ])
      assert.deepEqual(
        spareCards.map(({ lastDigits, state: of }) => [lastDigits, of]),
        [['8024', 'handedOver']],
      )
      const [order] = ordered
      assert.equal(order?.orderId, orderId)
      assert.equal(order.state, 'ordered')
      assert.equal(order.delivery, 'registration-point')
      assert.ok(order.point)

      const shownToAdviser = JSON.stringify(await personFound(orderId))
      for (const secret of [
        ...[code, cardNumber, secrets.photoId, secrets.workEmail, '9876543210', '04a1b2c3'],
        ...['Esimerkkikatu', '33100', '00198706129', '0badc0de', 'AB1234567'],
      ])
        assert.ok(!shownToAdviser.includes(secret), secret)
    })

    it('under non-disclosure is shown without the place of an order, by which the person could be found (R540)', async () => {
      const code = registers.add({ population: aResident({ nonDisclosure: true }) })
      await desk.ordered(code)
      const { nonDisclosure, orders: shown } = await personFound(code)
      assert.equal(nonDisclosure, true)
      assert.equal(shown.length, 1)
      assert.ok(shown.every((order) => !('point' in order)))
    })

    it('has an access record of each look-up, with who called and about what (R541)', async () => {
      const code = registers.add()
      const personId = await desk.visitor(code)
      await personFound(code)
      const viewed = { type: 'AdviceDeskViewed', about: { personId }, ...because }
      assert.deepEqual(recorded.at(-1), viewed)
      assert.match(viewed.type, accessEvent)
    })
  })

  it('has an audit entry of a look-up that finds nothing, without what was typed (R657)', async () => {
    const code = registers.add()
    const wrong = `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`
    const searches = [
      [code, 'identity-code'],
      [wrong, 'identity-code'],
      ['99999 99999 9999999', 'card-number'],
      [randomUUID(), 'order'],
      ['Monikainen', 'name'],
    ] as const
    for (const [search, by] of searches) {
      const before = recorded.length
      assert.equal(kindOf(await lookUp(search)), 'nothing-found')
      const [entry, ...more] = recorded.slice(before)
      assert.deepEqual(more, [])
      const { digest, ...said } = entry as AdviceDeskSought
      assert.deepEqual(said, { type: 'AdviceDeskSought', by, ...because })
      assert.match(said.type, accessEvent)
      assert.match(digest, /^[\da-f]{64}$/)
      assert.ok(!JSON.stringify(entry).toLowerCase().includes(search.toLowerCase()))
    }
    const digestOf = async (search: string) => {
      assert.equal(kindOf(await lookUp(search)), 'nothing-found')
      return (recorded.at(-1) as AdviceDeskSought).digest
    }
    assert.equal(await digestOf(` ${code.toLowerCase()} `), await digestOf(code))
    assert.notEqual(await digestOf(wrong), await digestOf(code))
  })

  it('demands who calls and what about, and takes no identity code as a reason (R541)', () => {
    const { because: given } = lookUpForCaller.input.shape
    assert.ok(given.safeParse(because).success)
    assert.ok(given.safeParse({ reason: 'vendor-calls', text: 'INC-123' }).success)
    for (const refused of [
      undefined,
      { reason: 'holder-calls' },
      { reason: 'holder-calls', text: ' x ' },
      { reason: 'at-the-desk', text: 'When the card arrives' },
      { reason: 'holder-calls', text: 'About 131052-308T' },
    ])
      assert.ok(!given.safeParse(refused).success, JSON.stringify(refused))
  })

  it('looks up as many people an hour as a registrar, in the same report, and is released by another person (R541)', async () => {
    const busy = randomUUID()
    const codes = Array.from({ length: 31 }, () => registers.add())
    // A person whom the service does not know counts too: that was learned.
    for (const code of codes.slice(0, 30))
      assert.equal(kindOf(await lookUp(code, busy)), 'nothing-found')
    assert.equal(kindOf(await lookUp(codes[30] ?? '', busy)), 'too-many-look-ups')
    assert.equal(kindOf(await lookUp(codes[0] ?? '', busy)), 'nothing-found')
    // A registrar who is an adviser too has no second limit.
    const view = await desk.view(codes[30] as never, { ...desk.riitta, personId: busy })
    assert.equal(kindOf(view), 'too-many-look-ups')
    assert.ok((await db.read((tx) => registrarsAtLimit(tx, desk.now()))) > 0)

    const today = { from: '2026-11-24', to: '2026-11-24' }
    const officer = aPermit('lookUps.view', { personId: randomUUID() })
    const report = await visitors.viewLookUps(officer, today)
    assert.ok(report.ok)
    const own = report.value.registrars.find(({ personId }) => personId === busy)
    assert.deepEqual(own, {
      ...{ personId: busy, name: '', lookUps: 31, people: 30, maxInAnHour: 30 },
      ...{ isRefused: true, withVisit: 0 },
      reasons: [{ reason: 'holder-calls', lookUps: 31, texts: [because.text] }],
    })
    const exported = await visitors.exportLookUps(officer, today)
    assert.ok(exported.ok)
    assert.match(
      await text(exported.value),
      new RegExp(`"${busy}";31;30;30;0;0;0;0;0;31;0;0;0;.*When the card arrives`),
    )

    const release = aPermit('lookUps.release', { personId: randomUUID() })
    assert.ok((await visitors.releaseLookUps(release, { personId: busy })).ok)
    assert.equal(kindOf(await lookUp(codes[30] ?? '', busy)), 'nothing-found')
  })

  it('sees of an organisation its agreements, whom to ask and what waits, without addresses; its people have access records (R540, R541)', async () => {
    const add = (businessId: string, name: string) =>
      organisations.addOrganisation(
        aPermit('organisations.addOrganisation', { personId: randomUUID() }),
        {
          ...{ businessId, name, kind: 'provider', units: [] },
          contacts: [
            {
              ...{ name: 'Aino Esimerkki', language: 'sv' },
              ...{ email: 'kirsi@koivu.example.fi', phone: '040 123 4567' },
            },
          ],
        },
      )
    const added = await add('0204819-8', 'Hoivakoti Koivu Oy')
    assert.ok(added.ok, kindOf(added) as string)
    const { organisationId, customerNumber } = added.value
    for (const search of ['0204819-8', customerNumber, 'hoivakoti koi']) {
      const shown = await found(search)
      assert.ok(shown.kind === 'organisation', search)
      assert.deepEqual(shown, {
        ...{ kind: 'organisation', organisationId, customerNumber, type: 'provider' },
        ...{ name: 'Hoivakoti Koivu Oy', businessId: '0204819-8', agreements: [] },
        contacts: [{ name: 'Aino Esimerkki', language: 'sv' }],
        members: [{ name: 'Pekka Pääkäyttäjä', role: 'administrator' }],
        tasks: { drafts: 0, endingCards: 0 },
        preparedOrders: { waits: 0, used: 0, withdrawn: 0, lapsed: 0 },
      })
      assert.deepEqual(recorded.at(-1), {
        ...{ type: 'AdviceDeskViewed', organisationId, about: { personId: member } },
        ...because,
      })
    }
    assert.ok((await add('0245437-2', 'Hoivakoti Turku Oy')).ok)
    const several = await found('hoivakoti')
    assert.ok(several.kind === 'organisations')
    assert.deepEqual(
      several.organisations.map(({ name }) => name),
      ['Hoivakoti Koivu Oy', 'Hoivakoti Turku Oy'],
    )
    assert.equal(several.isCut, false)
  })
})
