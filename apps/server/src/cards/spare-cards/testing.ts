import { randomUUID } from 'node:crypto'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { cardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { knownLayoutOf } from '@sotevarmenne/smartcard/card-layouts'
import { purposes, type CardLayoutName } from '@sotevarmenne/smartcard/layout'
import { createBlankOf, openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import { pinBytes } from '@sotevarmenne/smartcard/production-commands'
import { memoryStore } from '@sotevarmenne/smartcard/virtual-card/store'
import type { CardState } from '@sotevarmenne/smartcard/virtual-card/state'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import type { Permit } from '#platform/permit.ts'
import { createBlanks, type Blanks } from '#cards/stock/index.ts'
import type { CardOrder } from '#cards/production/accept-order.ts'
import {
  aCardHandedOver,
  aCardOrder,
  aCardsEnvironment,
  aPassport,
  aSignedOrder,
  type CardsEnvironment,
} from '#cards/lifecycle/testing.ts'
import { aRight } from '#cards/products/testing.ts'
import type { PointId } from '#points/points/contract.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { Unsealed } from '#platform/sealing.ts'
import type { CardAtDesk, Sealed } from './deps.ts'
import { createSpareCards, type SpareCards } from './index.ts'

export type SpareEnvironment = CardsEnvironment & {
  readonly spareCards: SpareCards
  readonly blanks: Blanks
  readonly spareDeps: Unsealed<Sealed>
}

/** Spare cards with real cards, certificates and revocations. */
export function aSpareEnvironment({
  changes = {},
  ...options
}: Parameters<typeof aCardsEnvironment>[0] & {
  readonly changes?: Partial<Unsealed<Sealed>>
}): SpareEnvironment {
  const environment = aCardsEnvironment(options)
  const { deps } = environment
  const blanks = createBlanks({
    db: deps.db,
    clock: deps.clock,
    record: deps.record,
    registration: {
      findPoints: () => Promise.resolve(new Map()),
      allPoints: () => Promise.resolve([]),
      findPoint: (_tx, pointId) =>
        Promise.resolve({
          pointId: pointId as PointId,
          name: 'Piste',
          address: { street: 'Katu 1', postalCode: '00100', postOffice: 'HELSINKI', country: 'FI' },
        }),
    },
    lowAt: 0,
  })
  const spareDeps: Unsealed<Sealed> = {
    db: deps.db,
    clock: deps.clock,
    record: deps.record,
    planJob: environment.outbox.planJob,
    secret: deps.secret,
    keyAlgorithm: deps.keyAlgorithm,
    adminKeys: deps.adminKeys,
    relays: deps.relays,
    blanks,
    cards: environment.cards,
    people: deps.people,
    termsOf: () => Promise.resolve(undefined),
    servesEmployer: () => Promise.resolve(true),
    identify: deps.identify,
    registers: {
      lookUpPerson: deps.registers.lookUpPerson,
      lookUpRights: () =>
        Promise.resolve(
          ok({
            registrationNumber: '00098705718',
            rights: [{ ...aRight(), title: { fi: 'Sairaanhoitaja', sv: '', en: '' } }],
          }),
        ),
    },
    certificates: environment.certificates,
    revocations: environment.revocations,
    caCertificates: deps.caCertificates,
    systemPermit: (operation) => aPermit(operation),
    ...changes,
  }
  const spareCards = createSpareCards(spareDeps)
  environment.outbox.use({
    handlers: [...environment.cards.jobs, ...spareCards.jobs],
    subscriptions: [...environment.cards.subscriptions, ...spareCards.subscriptions],
  })
  return { ...environment, spareCards, blanks, spareDeps }
}

/** Permit of a registrar of the point of the builders' cards. */
export const atDesk = <Name extends Permit['operation']>(
  operation: Name,
  { personId = randomUUID(), pointId = 'point' }: { personId?: string; pointId?: string } = {},
): Permit<Name> => aPermit(operation, { personId, pointId })

export type BlankAtDesk = {
  readonly chipSerial: string
  readonly state: () => Promise<CardState>
  /**
   * Into the registrar's reader, where the holder types the PINs; it may be pulled out before the nth command.
   */
  readonly insert: (how?: {
    readonly pins?: { readonly pin1: string; readonly pin2: string } | 'none'
    readonly pulledBefore?: number
  }) => Promise<CardAtDesk>
  readonly channel: () => Promise<CardChannel>
}

export const typedPins = { pin1: '2580', pin2: '470983' }

/** A factory-new card in memory; in the stock of the point by default. */
export async function aBlank(
  { blanks }: Pick<SpareEnvironment, 'blanks'>,
  {
    stock = 'point',
    layout,
  }: { readonly stock?: string | undefined; readonly layout?: CardLayoutName } = {},
): Promise<BlankAtDesk> {
  const store = memoryStore()
  const chipSerial = randomUUID().replaceAll('-', '').slice(0, 20).toUpperCase()
  await createBlankOf(layout, { store, chipSerial })
  if (stock !== '') {
    const received = await blanks.receiveBlanks(aPermit('blanks.receiveBlanks'), {
      chipModel: 'virtual',
      firstSerial: chipSerial,
      lastSerial: chipSerial,
      place: stock,
    })
    if (!received.ok) throw new Error(received.refusal.kind)
  }
  const channel = async () => channelTo(await openSoftwareCard(store))
  return {
    chipSerial,
    state: async () => {
      const stored = await store.load()
      if (!stored) throw new Error('the card has no stored state')
      return stored
    },
    channel,
    insert: async ({ pins = typedPins, pulledBefore = Infinity } = {}) => {
      const inReader = await channel()
      let sent = 0
      const { keySlots, ...rules } = knownLayoutOf(inReader)
      const references = purposes.map((purpose) => keySlots[purpose].pinReference)
      const waiting = pins === 'none' ? [] : [pins.pin1, pins.pin2]
      const transmit = async (apdu: Uint8Array) => {
        sent += 1
        if (sent >= pulledBefore) throw cardRemoved()
        return inReader.transmit(apdu)
      }
      return {
        ...inReader,
        transmit,
        ownStep: async () => {
          const [reference, pin] = [references.shift(), waiting.shift()]
          if (reference === undefined || pin === undefined) return false
          const block = pinBytes({ keySlots, ...rules }, pin)
          await transmit(Uint8Array.of(0, 0x2c, 0x02, reference, block.length, ...block))
          return true
        },
      }
    },
  }
}

/** A card that was handed over to its holder. */
export const anActualCard = (
  environment: CardsEnvironment,
  changes: Parameters<typeof aCardHandedOver>[1] = {},
): Promise<string> => aCardHandedOver(environment, changes)

/** The card of an organisation's ward secretary, handed over. */
export async function aStaffCardHandedOver(
  environment: CardsEnvironment,
  employer: { readonly organisationId: string; readonly organisation: string },
): Promise<string> {
  const every = aCardOrder()
  const order: CardOrder = {
    ...{ orderId: every.orderId, holder: every.holder, pointId: every.pointId },
    ...{ givenNames: every.givenNames, surname: every.surname, language: every.language },
    ...{ letterAddress: every.letterAddress, validTo: every.validTo },
    product: 'staff-card',
    subjectNumber: '90000000018',
    title: { fi: 'Osastonsihteeri', sv: 'Osastonsihteeri', en: 'Osastonsihteeri' },
    employer,
  }
  const accepted = await environment.deps.db.write(async (tx) =>
    ok(await environment.cards.acceptOrder(tx, aPermit('orders.placeOrder'), order, aSignedOrder)),
  )
  if (!accepted.ok) throw new Error('unreachable: an order is not refused')
  return handedOverAtDesk(environment, accepted.value)
}

async function handedOverAtDesk(environment: CardsEnvironment, cardId: string): Promise<string> {
  const produced = await environment.cards.produceCard(aPermit('cards.produceCard'), cardId)
  if (!produced.ok) throw new Error(produced.refusal.kind)
  const handedOver = await environment.cards.handOverCard(atDesk('cards.handOverCard'), {
    cardId,
    identification: aPassport(),
  })
  if (!handedOver.ok) throw new Error(handedOver.refusal.kind)
  return cardId
}

export const startFor = (environment: SpareEnvironment, cardId: string, registrar?: string) =>
  environment.spareCards.startSpareCard(
    atDesk('spareCards.produceSpareCard', registrar === undefined ? {} : { personId: registrar }),
    {
      cardId,
      missedBecause: 'forgotten',
      returnBy: addDays(dateInHelsinki(environment.deps.clock.now()), 14),
      identification: aPassport(),
    },
  )

/** Decided, produced and handed over. */
export async function aSpareCardHandedOver(environment: SpareEnvironment, cardId?: string) {
  const actualCardId = cardId ?? (await anActualCard(environment))
  const started = await startFor(environment, actualCardId)
  if (!started.ok) throw new Error(started.refusal.kind)
  const { spareCardId } = started.value
  const blank = await aBlank(environment)
  const produced = await environment.spareCards.produceSpareCard(
    atDesk('spareCards.produceSpareCard'),
    { spareCardId },
    await blank.insert(),
  )
  if (!produced.ok) throw new Error(JSON.stringify(produced.refusal))
  const given = await environment.spareCards.handOverSpareCard(
    atDesk('spareCards.handOverSpareCard'),
    { spareCardId, input: true },
  )
  if (!given.ok) throw new Error(given.refusal.kind)
  return { spareCardId, actualCardId, blank }
}
