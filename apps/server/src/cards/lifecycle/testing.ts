import { randomBytes, randomUUID } from 'node:crypto'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { exampleServiceContacts } from '#platform/service-contacts.ts'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { keySlots, type CardLayoutName } from '@sotevarmenne/smartcard/layout'
import { createBlankOf, openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import { memoryStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import type { CardState } from '@sotevarmenne/smartcard/virtual-card/state'
import { createAdminKeys } from '../../../../signer/src/admin-keys.ts'
import { createDerivationMemory } from '../../../../signer/src/memory/derivation-memory.ts'
import { createIdentification } from '#points/identification/index.ts'
import { createCertificates, type Certificates } from '#pki/issuance/index.ts'
import { createCardRelays, type CardRelays } from '#cards/card-relay/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import { createOutbox, type Outbox } from '#platform/outbox.ts'
import type { RequestPermits } from '#platform/request-permits.ts'
import type { Permit } from '#platform/permit.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createRevocations, type Revocations } from '#pki/revocation/index.ts'
import { recordEach } from '@sotevarmenne/tests/operation/record'
import type { TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { anIdentityCode, aNurse, aResident } from '../orders/testing.ts'
import { relianceOf } from '#cards/card/reliances.ts'
import { cardsOfHolder } from '#cards/card/store.ts'
import type { CardId, CardNumber } from '#cards/card/contract.ts'
import type { CardIn } from '#cards/card/domain/card.ts'
import type { CardOrder } from '#cards/production/accept-order.ts'
import { lettersInManifest } from '#cards/letters/domain/letter-batch.ts'
import type { CardReaders } from '#cards/production/ports.ts'
import type { LetterFacts, LetterToPost, Bureau } from '#cards/letters/ports.ts'
import { createLetters } from '#cards/letters/create-letters.ts'
import type { LettersDeps } from '#cards/letters/deps.ts'
import { fetchPrint } from '#cards/printing/fetch-print.ts'
import type { PrintingDeps } from '#cards/printing/deps.ts'
import type { OrderBasis } from '#cards/production/index.ts'
import { createProduction } from '#cards/production/create-production.ts'
import type { ProductionDeps } from '#cards/production/deps.ts'
import { createCards } from './create-cards.ts'
import type { Unsealed } from '#platform/sealing.ts'
import type { Sealed } from './deps.ts'

/** 24 November 2026, 16:00 in Finland. */
export const afternoon: Instant = instant(Date.parse('2026-11-24T14:00:00Z'))

/** Dependencies of the modules of a card's life, without the modules themselves. */
export type AllDeps = Omit<
  Unsealed<Sealed & ProductionDeps & LettersDeps & PrintingDeps>,
  'letters'
>

/** The modules of a card's life as one. */
export type AllOfCards = ReturnType<typeof createAllOfCards>

export function createAllOfCards(deps: AllDeps) {
  const letters = createLetters(deps)
  const production = createProduction({ ...deps, letters })
  const cards = createCards({ ...deps, letters })
  return {
    ...letters,
    ...production,
    ...cards,
    fetchPrint: fetchPrint.handle({ ...deps, letters }),
    jobs: [...letters.jobs, ...production.jobs, ...cards.jobs],
    subscriptions: [...production.subscriptions, ...cards.subscriptions],
  }
}

/**
 * Cards with real certificates and revocations, virtual blank cards, and a bureau that stores what it
 * receives.
 */
export type CardsEnvironment = {
  readonly cards: AllOfCards
  readonly certificates: Certificates
  readonly revocations: Revocations
  readonly outbox: Outbox
  /** Recorded events, including those that were rolled back afterwards. */
  readonly events: readonly DomainEvent[]
  readonly count: (type: string) => number
  readonly written: readonly LetterFacts[]
  readonly posted: readonly LetterToPost[]
  readonly deps: AllDeps
  readonly relays: CardRelays
  /** From which the admin keys of the cards are derived. */
  readonly adminMaster: Uint8Array
}

export function aCardsEnvironment({
  db,
  ca,
  clock = { now: () => afternoon },
  certificates: certifying,
  permitFor = ({ operation }) => Promise.resolve(ok(aPermit(operation))),
  ...changes
}: {
  readonly db: Db
  readonly ca: Pick<TestCa, 'issuers' | 'signer'>
  readonly clock?: Clock
  /** Of the user of a ticket. */
  readonly permitFor?: RequestPermits['grant']
} & Partial<AllDeps>): CardsEnvironment {
  const events: DomainEvent[] = []
  const written: LetterFacts[] = []
  const posted: LetterToPost[] = []
  const outbox = createOutbox({ db, clock })
  const record: Sealed['record'] = async (tx, event) => {
    events.push(event)
    await outbox.planSubscribers(tx, event, randomUUID())
  }
  const { issuers, signer } = ca
  const certificates = createCertificates({
    db,
    recordAll: recordEach(record),
    issuers,
    signer,
    clock,
  })
  const revocations = createRevocations({ record, clock, certificates })
  const relays = createCardRelays({
    ...{ db, record, clock, secret },
    permits: { grant: permitFor },
    onFault: (fault) => {
      throw fault
    },
  })
  const adminMaster = new Uint8Array(randomBytes(32))
  const deps: AllDeps = {
    db,
    clock,
    record,
    planJob: () => Promise.resolve(),
    secret,
    keyAlgorithm: 'p384',
    adminKeys: adminKeysInHand({ clock, master: adminMaster }),
    relays,
    readers: aDrawerOfBlanks().readers,
    certificates: certifying ?? certificates,
    signerTrouble: () => Promise.resolve(undefined),
    signerResponds: () => Promise.resolve(true),
    revocations,
    people: {
      identityCodeOf: (_tx, personId) => Promise.resolve(codeOf(personId)),
      rememberPerson: () =>
        Promise.reject(new Error('unreachable: the registers report no changes')),
      searchPeople: () => Promise.resolve([]),
      findPerson: () => Promise.resolve(undefined),
    },
    identify: createIdentification({
      ...{ db, clock, record },
      secret: new Uint8Array(randomBytes(32)),
      people: {
        identityCodeOf: () => Promise.resolve(anIdentityCode()),
        searchPeople: () => Promise.resolve([]),
        findPerson: () => Promise.resolve(undefined),
      },
      planJob: () => Promise.resolve(),
      systemPermit: (operation) => aPermit(operation),
    }).identify,
    registers: registersThatBearOut(db),
    renderFaces: () => Promise.reject(new Error('unreachable: no printer in this environment')),
    service: { publicUrl: 'https://varmenne.example.fi', contacts: exampleServiceContacts },
    photos: { photoOf: () => Promise.resolve(undefined) },
    registration: { findPoint: () => Promise.resolve(undefined) },
    caCertificates: (kind, keyAlgorithm) => {
      const family = keyAlgorithm.startsWith('rsa') ? 'rsa' : 'ecc'
      const { certificate, root } = issuers.current(kind, family)
      return Promise.resolve({ issuer: certificate.der, root: root.der })
    },
    bureau: aBureau((letter) => posted.push(letter)),
    renderLetter: (letter) => {
      written.push(letter)
      return Promise.resolve(new Uint8Array())
    },
    contacts: { canBeMailed: () => Promise.resolve(true) },
    organisations: { hasEnded: () => Promise.resolve(false) },
    systemPermit: (operation) => aPermit(operation),
    ...changes,
  }
  const cards = createAllOfCards(deps)
  outbox.use({ handlers: cards.jobs, subscriptions: cards.subscriptions })
  return {
    cards,
    certificates,
    revocations,
    outbox,
    events,
    count: (type) => events.filter((event) => event.type === type).length,
    written,
    posted,
    deps,
    relays,
    adminMaster,
  }
}

const codes = new Map<string, IdentityCode>()

/** The same each time, so that the registers recognise the person. */
export function codeOf(personId: string): IdentityCode {
  const code = codes.get(personId) ?? anIdentityCode()
  codes.set(personId, code)
  return code
}

/** As in `aCardOrder`. */
export const namesOnCard = { givenNames: 'Aino Maria', surname: 'Esimerkki' }

/** Confirms for everybody what `aCardOrder` relies on. */
export const aRegisterOfRights: Pick<AllDeps['registers'], 'lookUpRights'> = {
  lookUpRights: () =>
    Promise.resolve(ok({ registrationNumber, rights: [aNurse({ code: 'T10' })] })),
}
const registrationNumber = '00098705718'

/** The right that the card relies on. */
export const rightOnCard = { registrationNumber, rightCode: 'T10' }

/** Registers that confirm for everybody what the person's cards say. */
export function registersThatBearOut(db: Db): AllDeps['registers'] {
  /** What each of the person's cards relies on. */
  const reliancesOn = async (requested: IdentityCode) => {
    // Invented codes repeat after some hundreds: the newest counts.
    const personId = [...codes].findLast(([, code]) => code === requested)?.[0]
    const cards = personId === undefined ? [] : await db.read((tx) => cardsOfHolder(tx, personId))
    const [first, ...more] = cards.map(relianceOf)
    if (!first) throw new Error('the registers were queried about a person without a card')
    return [first, ...more] as const
  }
  return {
    lookUpPerson: async (code) => {
      const [{ givenNames, surname }] = await reliancesOn(code)
      return ok(aResident({ givenNames, surname }))
    },
    lookUpRights: async (code) => {
      const reliances = await reliancesOn(code)
      const { registrationNumber, doctorId, rightCode } =
        reliances.find((each) => each.rightCode !== undefined) ?? reliances[0]
      if (registrationNumber === undefined || rightCode === undefined)
        return refuse({ kind: 'no-right' })
      return ok({
        registrationNumber,
        ...(doctorId !== undefined && { doctorId }),
        rights: [aNurse({ code: rightCode })],
      })
    },
  }
}

/** Stores what it receives, and reports each letter once its batch is ordered. */
export function aBureau(onPosted: (letter: LetterToPost) => void = () => undefined): Bureau {
  const brought = new Map<string, LetterToPost>()
  const accepted = new Map<string, string>()
  return {
    acceptedManifest: (batchId) => Promise.resolve(accepted.get(batchId)),
    bring: (batchId, letter) => {
      brought.set(`${batchId}/${letter.letterNumber}`, letter)
      return Promise.resolve(ok(undefined))
    },
    order: (batchId, manifest) => {
      accepted.set(batchId, manifest)
      for (const { letterNumber } of lettersInManifest(manifest) ?? []) {
        const letter = brought.get(`${batchId}/${letterNumber}`)
        if (letter) onPosted(letter)
      }
      return Promise.resolve(ok(undefined))
    },
  }
}

/** The signer's operations with a master key and a memory in this process, without the signer's. */
export function adminKeysInHand({
  clock,
  master = new Uint8Array(randomBytes(32)),
  newer = [],
}: {
  readonly clock: Clock
  readonly master?: Uint8Array
  /** Later versions of the master key. */
  readonly newer?: readonly Uint8Array[]
}): AllDeps['adminKeys'] {
  const write = () => Promise.resolve()
  const { derive, readBack, prove } = createAdminKeys({
    masters: new Map([master, ...newer].map((each, index) => [index + 1, each])),
    memory: createDerivationMemory({ write }),
    writeDown: write,
    clock,
  })
  const noteReadBack: AllDeps['adminKeys']['noteReadBack'] = async (card) => {
    const ended = await readBack(card)
    if (!ended.ok) throw new Error(`not read back: ${ended.refusal.kind}`)
  }
  return { derive, noteReadBack, prove }
}

/** One physical card that was taken from the drawer. */
export type Plastic = {
  readonly chipSerial: string
  readonly state: () => Promise<CardState>
  /** Puts it into a reader. */
  readonly insert: () => Promise<CardChannel>
}

/** Changes a finished card before the read-back; by default nothing. */
export type Tamper = (state: CardState, plastic: Plastic) => CardState | Promise<CardState>

/** Blank cards in memory. Each one taken is stored in `taken`, and each one rejected in `rejected`. */
export function aDrawerOfBlanks({
  layout,
  tamper,
  isNameless = false,
}: {
  readonly layout?: CardLayoutName
  readonly tamper?: Tamper
  /** Its identity is known only after the chip was read. */
  readonly isNameless?: boolean
} = {}) {
  const taken: Plastic[] = []
  const rejected = new Set<string>()
  const readers: CardReaders = {
    nextBlank: async () => {
      const store = memoryStore()
      const chipSerial = randomUUID().replaceAll('-', '').slice(0, 20).toUpperCase()
      const state = async () => {
        const stored = await store.load()
        if (!stored) throw new Error('the card has no stored state')
        return stored
      }
      const insert = async () => channelTo(await openSoftwareCard(store))
      const plastic: Plastic = { chipSerial, state, insert }
      const channel = channelTo(await createBlankOf(layout, { store, chipSerial }))
      taken.push(plastic)
      // Production powers the card off once: between writing and read-back.
      const reset = async () => {
        await channel.reset()
        if (tamper) await store.save(await tamper(await state(), plastic))
      }
      return { channel: { ...channel, reset }, ...(!isNameless && { chipSerial }) }
    },
    reject: (chipSerial) => {
      rejected.add(chipSerial)
      return Promise.resolve()
    },
  }
  return {
    readers,
    taken,
    rejected,
    /** Cards that were finished and not rejected: those that could be handed over. */
    finished: async (): Promise<readonly Plastic[]> => {
      const states = await Promise.all(taken.map(({ state }) => state()))
      return taken.filter(
        ({ chipSerial }, at) => states[at]?.lifeCycle === 'activated' && !rejected.has(chipSerial),
      )
    },
  }
}

/** Tampers with the first card only. */
export function onlyTheFirst(tamper: Tamper): Tamper {
  let isDone = false
  return (state, plastic) => {
    if (isDone) return state
    isDone = true
    return tamper(state, plastic)
  }
}

/** The card with other limits of its authentication PIN. */
export function withPin(state: CardState, changes: Partial<CardState['pins'][string]>): CardState {
  const reference = String(keySlots.authentication.pinReference)
  const pin = state.pins[reference]
  if (!pin) throw new Error('a finished card has no PINs')
  return { ...state, pins: { ...state.pins, [reference]: { ...pin, ...changes } } }
}

/** Whether the card is empty: no key, no certificate, no PIN rules in force. */
export const isEmpty = ({ lifeCycle, files }: CardState): boolean =>
  lifeCycle === 'creation' && Object.values(files).every(({ kind }) => kind === 'directory')

export const aCardOrder = (
  changes: Partial<Extract<CardOrder, { product: 'professional-card' }>> = {},
): CardOrder => ({
  orderId: randomUUID(),
  holder: randomUUID(),
  ...namesOnCard,
  product: 'professional-card',
  ...rightOnCard,
  title: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' },
  validTo: localDate('2031-11-23'),
  language: 'fi',
  letterAddress: {
    street: 'Esimerkkikatu 1',
    postalCode: '00100',
    postOffice: 'HELSINKI',
    country: 'FI',
  },
  pointId: 'point',
  ...changes,
})

/** Of all environments: one continues what another has begun. */
const secret = new Uint8Array(randomBytes(32))

/** No signer of these tests asks for it. */
export const aSignedOrder: OrderBasis = {
  kind: 'order',
  statement: Buffer.from('order'),
  signature: Uint8Array.of(1),
  signatureAlgorithm: 'ecdsa-sha384',
  certificate: Uint8Array.of(2),
}

export async function anOrderedCard(
  { cards, deps }: CardsEnvironment,
  changes: Parameters<typeof aCardOrder>[0] = {},
  basis: OrderBasis = aSignedOrder,
): Promise<string> {
  const accepted = await deps.db.write(async (tx) =>
    ok(await cards.acceptOrder(tx, aPermit('orders.placeOrder'), aCardOrder(changes), basis)),
  )
  if (!accepted.ok) throw new Error('unreachable: an order is not refused')
  return accepted.value
}

export async function aCardAwaitingHandOver(
  environment: CardsEnvironment,
  changes: Parameters<typeof aCardOrder>[0] = {},
): Promise<string> {
  const cardId = await anOrderedCard(environment, changes)
  const produced = await environment.cards.produceCard(aPermit('cards.produceCard'), cardId)
  if (!produced.ok) throw new Error(produced.refusal.kind)
  return cardId
}

/** A card as the rules see it, produced on the afternoon. */
export const aCardThatWaits = (): CardIn<'awaitingHandOver'> => ({
  state: 'awaitingHandOver',
  cardId: 'card' as string as CardId,
  orderId: 'order',
  holder: 'holder',
  pointId: 'point',
  orderedAt: afternoon,
  says: {
    ...namesOnCard,
    ...rightOnCard,
    product: 'professional-card',
    title: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' },
    validTo: localDate('2031-11-23'),
    language: 'fi',
  },
  cardNumber: '12345678901234567' as string as CardNumber,
  chipSerial: '0'.repeat(20),
  producedAt: afternoon,
  certificates: [],
  adminKeyVersion: 1,
})

/** Handed over at its point, by somebody other than its holder. */
export async function aCardHandedOver(
  environment: CardsEnvironment,
  changes: Parameters<typeof aCardOrder>[0] = {},
): Promise<string> {
  const cardId = await aCardAwaitingHandOver(environment, changes)
  const handedOver = await environment.cards.handOverCard(aDeskPermit('cards.handOverCard'), {
    cardId,
    identification: aPassport(),
  })
  if (!handedOver.ok) throw new Error(handedOver.refusal.kind)
  return cardId
}

export const aPassport = () =>
  ({
    documentType: 'passport',
    documentNumber: 'XP1234567',
    issuingCountry: 'FI',
    expires: localDate('2030-01-01'),
  }) as const

/** Permit of a registrar at the point of the builders' cards. */
export const aDeskPermit = <Name extends Permit['operation']>(
  operation: Name,
  { pointId = 'point' }: { readonly pointId?: string } = {},
): Permit<Name> => aPermit(operation, { personId: randomUUID(), pointId })

/** Sends the planned letter of the card together with all other planned letters. Returns its number. */
export async function aLetterThatLeft(
  environment: CardsEnvironment,
  cardId: string,
): Promise<string> {
  const { waiting } = await sendEveryLetter(environment)
  if (waiting > 0) throw new Error(`${String(waiting)} letters were not sent`)
  return letterNumberOf(environment, cardId)
}

/** Sends letters planned for any day. */
export const sendEveryLetter = ({ cards }: CardsEnvironment) =>
  cards.sendLetters(aPermit('cards.sendLetter'), localDate('2099-12-31'))

export function letterNumberOf({ events }: CardsEnvironment, cardId: string): string {
  const planned = events.find(
    ({ type, about }) => type === 'ActivationLetterPlanned' && about?.cardId === cardId,
  )
  if (!planned || !('letterNumber' in planned) || typeof planned.letterNumber !== 'string')
    throw new Error('no letter was planned for the card')
  return planned.letterNumber
}

/** Serial numbers of the card's certificates by their status. */
export async function certificatesByStatus(
  { certificates, revocations, deps }: CardsEnvironment,
  cardId: string,
): Promise<{ readonly good: readonly string[]; readonly revoked: readonly string[] }> {
  return deps.db.read(async (tx) => {
    const good: string[] = []
    const revoked: string[] = []
    for (const certificate of await certificates.certificatesOfCard(tx, cardId)) {
      const { status } = await revocations.statusOf(tx, certificate)
      ;(status === 'good' ? good : revoked).push(certificate.serial)
    }
    return { good, revoked }
  })
}
