import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { sql } from 'kysely'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { listSpareCards as contract } from '@sotevarmenne/api/spare-cards'
import { hour, plus } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { refuse } from '@sotevarmenne/kernel/result'
import { readCard, readMinDigits, signWith } from '@sotevarmenne/smartcard/use'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import {
  aCardAwaitingHandOver,
  aDeskPermit,
  aPassport,
  afternoon,
  certificatesByStatus,
  isEmpty,
} from '#cards/lifecycle/testing.ts'
import { cardInProduction } from '#cards/card/index.ts'
import type { OrderTerms } from '#cards/products/contract.ts'
import { followedSpareCardsOf } from '#cards/register-changes/stores/spare-cards.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { Tx } from '#platform/db.ts'
import { up } from './migrations/2026-11-30-number-of-taken-chip.ts'
import { findTakenChip } from './stores/taken-chips.ts'
import {
  aBlank,
  anActualCard,
  aSpareCardHandedOver,
  aSpareEnvironment,
  aStaffCardHandedOver,
  atDesk,
  startFor,
  typedPins,
  type BlankAtDesk,
} from './testing.ts'
import { openSpareCards } from './testing/spare-cards.ts'

forEachDatabase('spare cards', ({ db }) => {
  const suite = openSpareCards(db)
  const { kindOf, making, started, make, bringBack, seen, isInStock, stateOf, stubborn, holderOf } =
    suite

  it('are produced with two temporary certificates, the holder’s data and the holder’s PINs (R70, R73, R75, R142)', async () => {
    const cardId = await anActualCard(suite.environment)
    const spareCardId = await started(cardId)
    const blank = await aBlank(suite.environment)
    assert.equal(kindOf(await make(spareCardId, blank)), 'ok')

    const { state, certificates, may, chipSerial, decision } = await seen(spareCardId)
    assert.deepEqual(decision?.grounds.at(-2)?.facts, {
      ...{ validTo: '2027-02-23', months: '3', setting: 'shipped' },
    })
    assert.deepEqual(
      [state, certificates.length, chipSerial, may],
      ['awaitingHandOver', 2, blank.chipSerial, ['hand-over', 'cancel']],
    )
    // PIN1 has four digits whatever its setting is (R75): the version decided nothing.
    const produced = suite.environment.events.find(
      (event) => event.type === 'SpareCardProduced' && event.about?.cardId === spareCardId,
    )
    assert.deepEqual(produced && 'settings' in produced && produced.settings, {
      'spare-card-pin2-min-length': 'shipped',
      'pin-tries': 'shipped',
    })
    const read = await readCard(await blank.channel())
    assert.ok(read.ok && read.value.activated)
    assert.equal(read.value.label, 'VARAKORTTI')
    const leaf = decodeCertificate(read.value.certificates[0]?.der ?? new Uint8Array())
    assert.ok(leaf.ok)
    const said = JSON.stringify(leaf.value.subject)
    for (const word of ['ESIMERKKI', 'AINO MARIA', '00098705718', 'Sairaanhoitaja'])
      assert.ok(said.includes(word), word)
    assert.match(JSON.stringify(leaf.value.issuer), /Temporary/i)
    assert.equal(leaf.value.notAfter, Date.parse('2027-02-23T21:59:59Z'))
    // The seed's exception: PIN1 has at least four digits, PIN2 six. Those typed by the holder are in force.
    const min = await readMinDigits(await blank.channel())
    assert.deepEqual(min, { ok: true, value: { pin1: 4, pin2: 6 } })
    const stored = (await blank.state()).pins
    const pin1 = Buffer.from(stored['1']?.value ?? '', 'hex').toString('latin1')
    assert.ok(pin1.startsWith(typedPins.pin1))
    assert.deepEqual((await certificatesByStatus(suite.environment, spareCardId)).good.length, 2)
  })

  it('are produced, taken back and wiped on blank cards of the FINEID S4-2 layout too (R75, R77)', async () => {
    const spareCardId = await started()
    const blank = await aBlank(suite.environment, { layout: 'fineid-s4-2' })
    assert.equal(kindOf(await make(spareCardId, blank)), 'ok')
    const channel = await blank.channel()
    const read = await readCard(channel)
    assert.ok(read.ok)
    assert.deepEqual(
      [read.value.layout, read.value.label, read.value.activated],
      ['FINEID S4-2', 'VARAKORTTI', true],
    )
    assert.deepEqual(await readMinDigits(channel), { ok: true, value: { pin1: 4, pin2: 6 } })
    const signed = await signWith(channel, {
      ...{ purpose: 'signature', pin: typedPins.pin2, algorithm: 'ecdsa-sha384' },
      data: new Uint8Array(3),
    })
    assert.ok(signed.ok, kindOf(signed))

    assert.equal(kindOf(await bringBack(blank)), 'ok')
    assert.deepEqual((await blank.state()).pins, {})
    assert.ok(await isInStock(blank))
  })

  it('replace a staff card too, with the employer in the certificates, at its points, at its price (R114, R115, R390)', async () => {
    const employer = { organisationId: 'hospital', organisation: 'Esimerkkilän sairaala' }
    const terms: OrderTerms = {
      price: {
        kind: 'priced',
        amount: { cents: 2300, currency: 'EUR' },
        because: 'staff-without-patient-systems',
      },
      employer: { organisationId: 'hospital', product: 'staff-card', priceList: 'standard' },
    }
    let isServed = false
    const staff = aSpareEnvironment({
      ...{ db, ca: suite.ca, clock: { now: () => suite.now } },
      changes: {
        termsOf: () => Promise.resolve(terms),
        servesEmployer: () => Promise.resolve(isServed),
      },
    })
    const cardId = await aStaffCardHandedOver(staff, employer)
    assert.equal(kindOf(await startFor(staff, cardId)), 'not-a-point-of-the-employer')

    isServed = true
    const { spareCardId, blank } = await aSpareCardHandedOver(staff, cardId)
    const read = await readCard(await blank.channel())
    assert.ok(read.ok)
    const leaf = decodeCertificate(read.value.certificates[0]?.der ?? new Uint8Array())
    assert.ok(leaf.ok)
    assert.ok(JSON.stringify(leaf.value.subject).includes('Esimerkkilän sairaala'))
    // The policy of temporary certificates of staff and actors, not that of professionals (R390).
    assert.match(leaf.value.known.certificatePolicies?.[0]?.cps ?? '', /temporary-member-ecc$/)
    const price = {
      kind: 'priced',
      amount: { cents: 1629, currency: 'EUR' },
      because: 'priced-card',
    }
    const shown = await staff.spareCards.viewSpareCard(atDesk('spareCards.viewSpareCard'), {
      spareCardId,
    })
    assert.deepEqual(shown.ok && shown.value.price, price)
    const input = staff.events.findLast(({ type }) => type === 'SpareCardHandedOver')
    assert.deepEqual(input && 'price' in input && input.price, price)
  })

  it('are refused by the rules for the actual card, the return date and the document (R70, R71, R72)', async () => {
    const cardId = await anActualCard(suite.environment)
    const requested = {
      cardId,
      missedBecause: 'lost',
      returnBy: localDate('2026-12-08'),
      identification: {
        documentType: 'passport',
        documentNumber: 'XP1234567',
        issuingCountry: 'FI',
        expires: localDate('2030-01-01'),
      },
    } as const
    const start = async (changes: Partial<typeof requested> | object = {}, permit = making()) =>
      kindOf(
        await suite.environment.spareCards.startSpareCard(permit, { ...requested, ...changes }),
      )

    assert.equal(await start({ cardId: randomUUID() }), 'card-not-found')
    assert.equal(
      await start({}, aPermit('spareCards.produceSpareCard')),
      'not-at-a-registration-point',
    )
    const oneself = atDesk('spareCards.produceSpareCard', { personId: await holderOf(cardId) })
    assert.equal(await start({}, oneself), 'producing-for-oneself')
    assert.equal(await start({ returnBy: localDate('2026-11-23') }), 'return-date-not-possible')
    assert.equal(await start({ returnBy: localDate('2027-02-24') }), 'return-date-not-possible')
    const expired = { ...requested.identification, expires: localDate('2026-11-23') }
    assert.equal(await start({ identification: expired }), 'document-expired')
    suite.rights = 'ended'
    assert.equal(await start(), 'right-no-longer-in-force')
    suite.rights = 'silent'
    assert.equal(await start(), 'register-unavailable')
    suite.rights = 'held'
    const never = await aCardAwaitingHandOver(suite.environment)
    assert.equal(await start({ cardId: never }), 'card-never-handed-over')

    assert.equal(await start(), 'ok')
    assert.equal(await start(), 'spare-card-open')
  })

  it('replace a card that was cancelled as lost, and not one with changed data', async () => {
    for (const [reason, expected] of [
      ['lost', 'ok'],
      ['data-changed', 'card-cancelled-for-another-reason'],
    ] as const) {
      const cardId = await anActualCard(suite.environment)
      const cancelled = await suite.environment.cards.cancelCard(aDeskPermit('cards.cancelCard'), {
        cardId,
        reason,
      })
      assert.ok(cancelled.ok)
      assert.equal(kindOf(await startFor(suite.environment, cardId)), expected)
    }
  })

  it('are produced only on an empty blank card of the point’s own stock', async () => {
    const spareCardId = await started()
    assert.equal(
      kindOf(await make(spareCardId, await aBlank(suite.environment, { stock: '' }))),
      'not-of-the-stock',
    )
    assert.equal(
      kindOf(await make(spareCardId, await aBlank(suite.environment, { stock: 'elsewhere' }))),
      'blank-of-another-point',
    )
    const { blank } = await aSpareCardHandedOver(suite.environment)
    assert.equal(kindOf(await make(spareCardId, blank)), 'blank-taken')
    const elsewhere = atDesk('spareCards.produceSpareCard', { pointId: 'elsewhere' })
    const fresh = await (await aBlank(suite.environment)).insert()
    const refused = await suite.environment.spareCards.produceSpareCard(
      elsewhere,
      { spareCardId },
      fresh,
    )
    assert.equal(kindOf(refused), 'spare-card-at-another-point')
    assert.equal((await seen(spareCardId)).state, 'beingProduced')
    const none = await make(randomUUID(), await aBlank(suite.environment))
    assert.equal(kindOf(none), 'spare-card-not-found')
  })

  it('are not produced on a blank card with anything on it, which stays as it is (R75)', async () => {
    const spareCardId = await started()
    const blank = await aBlank(suite.environment)
    // CREATE FILE 4666, of four bytes, in the master file.
    const file = Buffer.from(
      '00E00000196217800200048201018302466686030000008502000 08A0100'.replace(' ', ''),
      'hex',
    )
    assert.deepEqual(await (await blank.channel()).transmit(file), Uint8Array.of(0x90, 0x00))
    const before = await blank.state()
    assert.equal(kindOf(await make(spareCardId, blank)), 'blank-not-empty')
    assert.deepEqual((await blank.state()).files, before.files)
    assert.equal(await stateOf(blank), 'in-stock')
    assert.equal((await seen(spareCardId)).state, 'beingProduced')
  })

  it('are neither produced on nor taken back as a card of another layout, or one that says nothing', async () => {
    const spareCardId = await started()
    const produce = async (card: Awaited<ReturnType<BlankAtDesk['insert']>>) =>
      kindOf(await suite.environment.spareCards.produceSpareCard(making(), { spareCardId }, card))
    const takeBack = async (card: Awaited<ReturnType<BlankAtDesk['insert']>>) =>
      kindOf(
        await suite.environment.spareCards.takeBackSpareCard(
          atDesk('spareCards.takeBackSpareCard'),
          card,
        ),
      )
    const card = await (await aBlank(suite.environment)).insert()
    const other = { ...card, atr: Uint8Array.of(0x3b, 0x00) }
    assert.equal(await produce(other), 'not-a-blank-of-ours')
    assert.equal(await takeBack(other), 'not-a-spare-card')
    const silent = { ...card, transmit: () => Promise.resolve(Uint8Array.of(0x6f, 0x00)) }
    assert.equal(await produce(silent), 'blank-unreadable')
    assert.equal(await takeBack(silent), 'blank-unreadable')
  })

  it('wait while the signer gives no admin key, with nothing changed', async () => {
    const derive = () => Promise.resolve(refuse({ kind: 'signer-unavailable', detail: 'away' }))
    const adminKeys = { ...suite.environment.spareDeps.adminKeys, derive }
    const clock = { now: () => suite.now }
    const away = aSpareEnvironment({ db, ca: suite.ca, clock, changes: { adminKeys } })
    const spareCardId = await started()
    const blank = await aBlank(suite.environment)
    const tried = await away.spareCards.produceSpareCard(
      making(),
      { spareCardId },
      await blank.insert(),
    )
    assert.equal(kindOf(tried), 'try-again-later')
    assert.equal(await stateOf(blank), 'in-stock')
    assert.ok(isEmpty(await blank.state()))
    assert.equal(kindOf(await make(spareCardId, blank)), 'ok')
  })

  it('leave nothing in force when they are pulled out or the PINs are not entered, and are produced by the next attempt', async () => {
    const spareCardId = await started()
    const blank = await aBlank(suite.environment)
    assert.equal(kindOf(await make(spareCardId, blank, { pins: 'none' })), 'pins-not-set')
    for (const pulledBefore of [60, 150, 200])
      assert.equal(kindOf(await make(spareCardId, blank, { pulledBefore })), 'card-removed')
    assert.equal((await certificatesByStatus(suite.environment, spareCardId)).good.length, 0)
    assert.deepEqual(
      (await seen(spareCardId)).findings.map(({ kind }) => kind),
      ['card-removed'],
    )
    assert.equal(kindOf(await make(spareCardId, blank)), 'ok')
    const { good, revoked } = await certificatesByStatus(suite.environment, spareCardId)
    assert.equal(good.length, 2)
    assert.ok(revoked.length >= 2)
    assert.equal(kindOf(await make(spareCardId, blank)), 'spare-card-not-being-produced')
  })

  it('that were begun on another blank card first require its return, without effect on others', async () => {
    const spareCardId = await started()
    const [good, bad, used] = [
      await aBlank(suite.environment),
      await aBlank(suite.environment),
      await aBlank(suite.environment),
    ]
    for (const blank of [good, bad])
      assert.equal(kindOf(await make(spareCardId, blank, { pulledBefore: 150 })), 'card-removed')
    assert.equal(kindOf(await make(spareCardId, used)), 'ok')
    const left = async () => new Set((await seen(spareCardId)).chipsLeft)
    assert.deepEqual(await left(), new Set([good.chipSerial, bad.chipSerial]))
    assert.equal(kindOf(await make(await started(), good)), 'blank-taken')

    assert.equal(kindOf(await bringBack(good)), 'ok')
    assert.ok(await isInStock(good))
    const permit = atDesk('spareCards.takeBackSpareCard')
    const never = await suite.environment.spareCards.takeBackSpareCard(permit, await stubborn(bad))
    assert.equal(kindOf(never), 'chip-rejected')
    assert.equal(await stateOf(bad), 'rejected')
    assert.deepEqual(await left(), new Set())
    const { state, certificates } = await seen(spareCardId)
    assert.deepEqual([state, certificates.length], ['awaitingHandOver', 2])
    assert.equal((await certificatesByStatus(suite.environment, spareCardId)).good.length, 2)
  })

  it('whose attempts are hours apart or on another chip get a new card number each, and its key', async () => {
    const { derive } = suite.environment.spareDeps.adminKeys
    const keyFor = async (cardNumber: string, { chipSerial }: BlankAtDesk) => {
      const derived = await derive(cardInProduction(cardNumber, chipSerial))
      return derived.ok ? 'ok' : derived.refusal.kind
    }
    const spareCardId = await started()
    const [first, second] = [await aBlank(suite.environment), await aBlank(suite.environment)]
    const numbers = [(await seen(spareCardId)).cardNumber]
    const attempt = async (blank: BlankAtDesk, how?: Parameters<BlankAtDesk['insert']>[0]) => {
      const kind = kindOf(await make(spareCardId, blank, how))
      numbers.push((await seen(spareCardId)).cardNumber)
      return kind
    }
    // Finished, but without PINs: it opens with the key of that attempt alone.
    assert.equal(await attempt(first, { pins: 'none' }), 'pins-not-set')
    assert.equal(await attempt(second, { pins: 'none' }), 'pins-not-set')
    suite.now = plus(suite.now, 5 * hour)
    assert.equal(await attempt(second), 'ok')
    assert.equal(new Set(numbers).size, 4)
    const read = await readCard(await second.channel())
    assert.equal(read.ok && read.value.cardNumber, numbers.at(-1))

    // No attempt's key can be had now: after five hours, and after the read-back at once.
    for (const cardNumber of numbers.slice(1))
      for (const blank of [first, second])
        assert.equal(await keyFor(cardNumber, blank), 'card-already-produced')
    assert.equal(kindOf(await bringBack(first)), 'ok')
    assert.ok(isEmpty(await first.state()))
    assert.equal((await seen(spareCardId)).state, 'awaitingHandOver')
    assert.equal(kindOf(await bringBack(second)), 'ok')
    assert.ok(isEmpty(await second.state()))
    suite.now = afternoon
  })

  it('of an earlier version are still wiped: their chip was taken with the number of the card', async () => {
    const { blank } = await aSpareCardHandedOver(suite.environment)
    const taken = (tx: Tx) => findTakenChip(tx, blank.chipSerial)
    const before = await db.read(taken)
    assert.ok(before)
    const migrated = await db.write(async (tx) => {
      await sql`alter table spare_cards.taken_chip drop column card_number`.execute(tx)
      await up(tx)
      return refuse({ kind: 'rolled-back', found: await taken(tx) })
    })
    assert.deepEqual(!migrated.ok && migrated.refusal.found, before)
    assert.equal(kindOf(await bringBack(blank)), 'ok')
  })

  it('are followed by changes of the registers from their start until they are cancelled (R70)', async () => {
    const { spareCardId, actualCardId } = await aSpareCardHandedOver(suite.environment)
    const personId = await holderOf(actualCardId)
    const followed = () => db.read((tx) => followedSpareCardsOf(tx, personId))
    const { validTo } = await seen(spareCardId)
    assert.deepEqual(await followed(), [{ spareCardId, actualCardId, personId, validTo }])
    const cancelled = await suite.environment.spareCards.cancelSpareCard(
      atDesk('spareCards.cancelSpareCard'),
      { spareCardId, reason: 'lost' },
    )
    assert.ok(cancelled.ok)
    assert.deepEqual(await followed(), [])
  })

  it('are shown to their holder and at the desk, with the reason for a refusal, page by page', async () => {
    const { spareCardId, actualCardId } = await aSpareCardHandedOver(suite.environment)
    const personId = await holderOf(actualCardId)
    const own = await suite.environment.spareCards.viewOwnSpareCards(
      aPermit('spareCards.viewOwnSpareCards', { personId }),
    )
    assert.ok(own.ok)
    assert.deepEqual(
      own.value.spareCards.map((card) => [card.spareCardId, card.may]),
      [[spareCardId, []]],
    )
    const visitor = await suite.environment.spareCards.viewSpareCardsOf(
      atDesk('spareCards.viewSpareCardsOf'),
      {
        personId,
      },
    )
    assert.ok(visitor.ok)
    const [card] = visitor.value.cards
    assert.deepEqual(
      card?.spareCards.map((each) => each.spareCardId),
      [spareCardId],
    )
    assert.ok(!card.mayMake.allowed && card.mayMake.because.kind === 'spare-card-open')

    const pages: string[] = []
    let cursor: string | undefined
    do {
      const page = await suite.environment.spareCards.listSpareCards(
        atDesk('spareCards.listSpareCards'),
        {
          show: 'all',
          limit: 5,
          cursor,
        },
      )
      assert.ok(page.ok)
      pages.push(...page.value.spareCards.map((each) => each.spareCardId))
      cursor = page.value.nextCursor
    } while (cursor !== undefined)
    assert.ok(pages.includes(spareCardId))
    assert.equal(new Set(pages).size, pages.length)
    const broken = await suite.environment.spareCards.listSpareCards(
      atDesk('spareCards.listSpareCards'),
      {
        show: 'all',
        limit: 5,
        cursor: 'nowhere',
      },
    )
    assert.equal(kindOf(broken), 'cursor-unreadable')
  })

  it('are listed by their return date in either order, of the requested days, both included', async () => {
    const pointId = randomUUID()
    const due: string[] = []
    for (const day of [5, 1, 4, 2, 3]) {
      const startedHere = await suite.environment.spareCards.startSpareCard(
        atDesk('spareCards.produceSpareCard', { pointId }),
        {
          cardId: await anActualCard(suite.environment),
          missedBecause: 'forgotten',
          returnBy: localDate(`2026-12-0${String(day)}`),
          identification: aPassport(),
        },
      )
      assert.ok(startedHere.ok)
      due[day - 1] = startedHere.value.spareCardId
    }
    type Listing = Pick<InputOf<typeof contract>, 'order' | 'from' | 'to' | 'cursor'>
    const listed = async (listing: Listing): Promise<string[]> => {
      const page = await suite.environment.spareCards.listSpareCards(
        atDesk('spareCards.listSpareCards', { pointId }),
        { show: 'out', limit: 2, ...listing },
      )
      assert.ok(page.ok)
      const { spareCards, nextCursor: cursor } = page.value
      const ids = spareCards.map(({ spareCardId }) => spareCardId)
      return cursor === undefined ? ids : [...ids, ...(await listed({ ...listing, cursor }))]
    }
    assert.deepEqual(await listed({}), due)
    assert.deepEqual(await listed({ order: 'oldest' }), due)
    assert.deepEqual(await listed({ order: 'newest' }), due.toReversed())
    assert.deepEqual(await listed({ from: '2026-12-02', to: '2026-12-04' }), due.slice(1, 4))
    assert.deepEqual(await listed({ order: 'newest', to: '2026-12-02' }), [due[1], due[0]])
    const backwards = { from: '2026-12-03', to: '2026-12-02' }
    assert.ok(!contract.input.safeParse(backwards).success)
  })
})
