import { randomUUID } from 'node:crypto'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { cardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { pinBlock } from '@sotevarmenne/smartcard/card-pins'
import { memoryStore } from '@sotevarmenne/smartcard/virtual-card/store'
import type { CardState } from '@sotevarmenne/smartcard/virtual-card/state'
import {
  channelTo,
  createBlankCard,
  openVirtualCard,
} from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import type { Permit } from '#platform/permit.ts'
import { createBlanks, type Blanks } from '#cards/stock/index.ts'
import type { CardOrder } from '#cards/production/accept-order.ts'
import {
  aCardHandedOver,
  aCardOrder,
  aCardsWorld,
  aPassport,
  type CardsWorld,
} from '#cards/lifecycle/testing.ts'
import { aRight } from '#cards/products/testing.ts'
import type { PointId } from '#points/points/contract.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import type { SpareCardsDeps, CardAtDesk } from './deps.ts'
import { createSpareCards, type SpareCards } from './index.ts'

export type SpareWorld = CardsWorld & {
  readonly spareCards: SpareCards
  readonly blanks: Blanks
  readonly spareDeps: SpareCardsDeps
}

/** Spare cards beside real cards, certificates and revocations. */
export function aSpareWorld({
  changes = {},
  ...options
}: Parameters<typeof aCardsWorld>[0] & {
  readonly changes?: Partial<SpareCardsDeps>
}): SpareWorld {
  const world = aCardsWorld(options)
  const { deps } = world
  const blanks = createBlanks({
    db: deps.db,
    clock: deps.clock,
    record: deps.record,
    registration: {
      findPoint: (_tx, pointId) =>
        Promise.resolve({
          pointId: pointId as PointId,
          name: 'Piste',
          address: { street: 'Katu 1', postalCode: '00100', postOffice: 'HELSINKI', country: 'FI' },
        }),
    },
    lowAt: 0,
  })
  const spareDeps: SpareCardsDeps = {
    db: deps.db,
    clock: deps.clock,
    record: deps.record,
    planJob: world.outbox.planJob,
    secret: deps.secret,
    keyAlgorithm: deps.keyAlgorithm,
    adminKeys: deps.adminKeys,
    blanks,
    cards: world.cards,
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
    certificates: world.certificates,
    revocation: world.revocations,
    authorityCertificates: deps.authorityCertificates,
    systemPermit: (deed) => aPermit(deed),
    ...changes,
  }
  const spareCards = createSpareCards(spareDeps)
  world.outbox.use({
    handlers: [...world.cards.jobs, ...spareCards.jobs],
    subscriptions: [...world.cards.subscriptions, ...spareCards.subscriptions],
  })
  return { ...world, spareCards, blanks, spareDeps }
}

/** Of a registrar of the point where the builders' cards lie. */
export const atDesk = <Name extends Permit['deed']>(
  deed: Name,
  { personId = randomUUID(), pointId = 'point' }: { personId?: string; pointId?: string } = {},
): Permit<Name> => aPermit(deed, { personId, pointId })

export type BlankAtDesk = {
  readonly chipSerial: string
  readonly state: () => Promise<CardState>
  /** In the registrar's reader, where the holder types the PINs; it may be pulled out before the nth command. */
  readonly insert: (how?: {
    readonly pins?: { readonly pin1: string; readonly pin2: string } | 'none'
    readonly pulledBefore?: number
  }) => Promise<CardAtDesk>
  readonly channel: () => Promise<CardChannel>
}

export const typedPins = { pin1: '2580', pin2: '470911' }

/** A piece of plastic in memory, as the factory made it; in the stock of the point unless told. */
export async function aBlank(
  { blanks }: Pick<SpareWorld, 'blanks'>,
  { stock = 'point' }: { readonly stock?: string | undefined } = {},
): Promise<BlankAtDesk> {
  const store = memoryStore()
  const chipSerial = randomUUID().replaceAll('-', '').slice(0, 20).toUpperCase()
  await createBlankCard({ store, chipSerial })
  if (stock !== '') {
    const received = await blanks.receiveBlanks(aPermit('blanks.receiveBlanks'), {
      chipModel: 'virtual',
      firstSerial: chipSerial,
      lastSerial: chipSerial,
      place: stock,
    })
    if (!received.ok) throw new Error(received.refusal.kind)
  }
  const channel = async () => channelTo(await openVirtualCard(store))
  return {
    chipSerial,
    state: async () => {
      const kept = await store.load()
      if (!kept) throw new Error('a card keeps its state')
      return kept
    },
    channel,
    insert: async ({ pins = typedPins, pulledBefore = Infinity } = {}) => {
      const inReader = await channel()
      let sent = 0
      const transmit = async (apdu: Uint8Array) => {
        sent += 1
        if (sent >= pulledBefore) throw cardRemoved()
        return inReader.transmit(apdu)
      }
      return {
        ...inReader,
        transmit,
        ownStep: async () => {
          if (pins === 'none') return false
          for (const [reference, pin] of [
            [1, pins.pin1],
            [2, pins.pin2],
          ] as const)
            await transmit(Uint8Array.of(0, 0x2c, 0x02, reference, 8, ...pinBlock(pin)))
          return true
        },
      }
    },
  }
}

/** A card of a holder who has it in hand. */
export const anActualCard = (
  world: CardsWorld,
  changes: Parameters<typeof aCardHandedOver>[1] = {},
): Promise<string> => aCardHandedOver(world, changes)

/** Of the ward secretary of an organisation, who has it in hand. */
export async function aStaffCardHandedOver(
  world: CardsWorld,
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
  const accepted = await world.deps.db.write(async (tx) =>
    ok(await world.cards.acceptOrder(tx, aPermit('orders.placeOrder'), order)),
  )
  if (!accepted.ok) throw new Error('unreachable: an order is not refused')
  return handedOverAtDesk(world, accepted.value)
}

async function handedOverAtDesk(world: CardsWorld, cardId: string): Promise<string> {
  const produced = await world.cards.produceCard(aPermit('cards.produceCard'), cardId)
  if (!produced.ok) throw new Error(produced.refusal.kind)
  const handedOver = await world.cards.handOverCard(atDesk('cards.handOverCard'), {
    cardId,
    identification: aPassport(),
  })
  if (!handedOver.ok) throw new Error(handedOver.refusal.kind)
  return cardId
}

export const startFor = (world: SpareWorld, cardId: string, registrar?: string) =>
  world.spareCards.startSpareCard(
    atDesk('spareCards.makeSpareCard', registrar === undefined ? {} : { personId: registrar }),
    {
      cardId,
      missedBecause: 'forgotten',
      returnBy: addDays(dateInHelsinki(world.deps.clock.now()), 14),
      identification: aPassport(),
    },
  )

/** Decided, made and handed over. */
export async function aSpareCardHandedOver(world: SpareWorld, cardId?: string) {
  const actualCardId = cardId ?? (await anActualCard(world))
  const started = await startFor(world, actualCardId)
  if (!started.ok) throw new Error(started.refusal.kind)
  const { spareCardId } = started.value
  const blank = await aBlank(world)
  const made = await world.spareCards.makeSpareCard(
    atDesk('spareCards.makeSpareCard'),
    { spareCardId },
    await blank.insert(),
  )
  if (!made.ok) throw new Error(JSON.stringify(made.refusal))
  const given = await world.spareCards.handOverSpareCard(atDesk('spareCards.handOverSpareCard'), {
    spareCardId,
  })
  if (!given.ok) throw new Error(given.refusal.kind)
  return { spareCardId, actualCardId, blank }
}
