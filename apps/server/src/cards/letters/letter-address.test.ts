import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { LetterAddress } from '#people/persons/contract.ts'
import { createPeople } from '#people/persons/index.ts'
import type { PointId } from '#points/points/contract.ts'
import { examplePoint } from '#points/points/index.ts'
import { anIdentityCode, aResident } from '../orders/testing.ts'
import {
  aCardAwaitingHandOver,
  aCardsEnvironment,
  afternoon,
  aBureau,
  aRegisterOfRights,
  type CardsEnvironment,
  namesOnCard,
  sendEveryLetter,
} from '#cards/lifecycle/testing.ts'
import type { LettersDeps } from './deps.ts'

forEachDatabase('the address of an activation letter (R23)', ({ db }) => {
  const clock = { now: () => afternoon }
  const people = createPeople({ secret: new Uint8Array(32).fill(1), clock })
  const bureau = aBureau()
  const street = 'Esimerkkikatu 5 B'
  const home = { street, postalCode: '33100', postOffice: 'TAMPERE', country: 'FI' }
  let registerSays: Awaited<ReturnType<LettersDeps['registers']['lookUpPerson']>>
  let isBureauOpen: boolean
  let ca: TestCa
  let environment: CardsEnvironment

  before(async () => {
    ca = await startTestCa({ clock })
    environment = aCardsEnvironment({
      db,
      ca,
      clock,
      people,
      registers: { ...aRegisterOfRights, lookUpPerson: () => Promise.resolve(registerSays) },
      registration: {
        findPoint: (_tx, pointId) =>
          Promise.resolve({ ...examplePoint, pointId: pointId as PointId }),
      },
      bureau: {
        ...bureau,
        bring: (batchId, letter) => {
          printed.push(letter.addressee.lines)
          return isBureauOpen ? bureau.bring(batchId, letter) : Promise.reject(new Error('closed'))
        },
      },
    })
  })
  const printed: (readonly string[])[] = []
  beforeEach(() => {
    registerSays = ok(aResident(namesOnCard))
    isBureauOpen = true
    printed.length = 0
  })
  after(() => ca.close())

  const underNonDisclosure = () => ok(aResident({ ...namesOnCard, nonDisclosure: true }))
  const pointLines = [
    'Aino Maria Esimerkki',
    examplePoint.name,
    examplePoint.address.street,
    `${examplePoint.address.postalCode} ${examplePoint.address.postOffice}`,
  ]

  async function aPlannedLetter(letterAddress: LetterAddress = home) {
    const remembered = await db.write(async (tx) =>
      ok(
        await people.rememberPerson(tx, {
          identityCode: anIdentityCode(),
          ...aResident({ address: home }),
        }),
      ),
    )
    assert.ok(remembered.ok)
    const holder = remembered.value
    const cardId = await aCardAwaitingHandOver(environment, { holder, letterAddress })
    return { holder, cardId }
  }

  const sends = async () => (await sendEveryLetter(environment)).waiting === 0
  const input = (cardId: string) =>
    environment.events.filter(({ about }) => about?.cardId === cardId).map(({ type }) => type)
  const keepsAddress = (cardId: string) =>
    db.read(async (tx) => {
      const { rows } = await sql<{ stored: boolean }>`
        select letter_address_sealed is not null as stored
        from cards.card where card_id = ${cardId}`.execute(tx)
      return rows[0]?.stored
    })

  it('is the one that the applicant gave, unless it may not be used', async () => {
    const { cardId } = await aPlannedLetter()
    assert.ok(await sends())
    assert.deepEqual(printed, [['Aino Maria Esimerkki', street, '33100 TAMPERE']])
    assert.ok(!input(cardId).includes('ActivationLetterRedirected'))
  })

  it('is also abroad, in care of somebody, or at an organisation, with the country last', async () => {
    await aPlannedLetter({
      ...{ organisation: 'Example Hospital', careOf: 'Aino Esimerkki' },
      ...{ street: 'Karl Johan 1', postalCode: '0150', postOffice: 'OSLO', country: 'NO' },
    })
    assert.ok(await sends())
    assert.deepEqual(printed, [
      [
        ...['Aino Maria Esimerkki', 'Example Hospital', 'c/o Aino Esimerkki'],
        ...['Karl Johan 1', '0150 OSLO', 'NORWAY'],
      ],
    ])
  })

  it('is that of the registration point when non-disclosure began after the order', async () => {
    const { cardId, holder } = await aPlannedLetter()
    registerSays = underNonDisclosure()
    assert.ok(await sends())
    assert.deepEqual(printed, [pointLines])
    assert.deepEqual(environment.written.at(-1)?.addressLines, pointLines)
    assert.deepEqual(input(cardId).slice(-2), [
      'ActivationLetterRedirected',
      'ActivationLetterSent',
    ])
    const person = await db.read((tx) => people.findPerson(tx, holder))
    assert.deepEqual(person?.whereabouts, { nonDisclosure: true })
  })

  it('is erased before printing, and the erasure is reported once, however often it is tried', async () => {
    const { cardId } = await aPlannedLetter()
    registerSays = underNonDisclosure()
    isBureauOpen = false
    await assert.rejects(sends(), /closed/)
    await assert.rejects(sends(), /closed/)
    assert.equal(await keepsAddress(cardId), false)
    isBureauOpen = true
    // The end of non-disclosure does not bring the address back.
    registerSays = ok(aResident(namesOnCard))
    assert.ok(await sends())
    assert.deepEqual(printed, [pointLines, pointLines, pointLines])
    assert.equal(input(cardId).filter((type) => type === 'ActivationLetterRedirected').length, 1)
  })

  it('is that of the registration point when the register no longer knows the person', async () => {
    const { cardId } = await aPlannedLetter()
    registerSays = refuse({ kind: 'unknown-to-population-register' })
    assert.ok(await sends())
    assert.deepEqual(printed, [pointLines])
    assert.ok(input(cardId).includes('ActivationLetterRedirected'))
  })

  it('is not guessed while the register does not respond: the letter waits', async () => {
    const { cardId } = await aPlannedLetter()
    registerSays = refuse({
      kind: 'register-unavailable',
      register: 'population',
      because: 'no-response-in-time',
    })
    assert.ok(!(await sends()))
    assert.deepEqual(printed, [])
    assert.equal(await keepsAddress(cardId), true)
    assert.equal(input(cardId).at(-1), 'ActivationLetterPlanned')

    registerSays = ok(aResident(namesOnCard))
    assert.ok(await sends())
    assert.equal(printed[0]?.[1], street)
  })
})
