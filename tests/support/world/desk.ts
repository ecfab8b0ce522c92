import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import {
  bookAppointment,
  callNext,
  takeVisitStep,
  takeWalkIn,
  viewDay,
  viewFreeSlots,
} from '@sotevarmenne/api/appointments'
import { viewCard, type CardView } from '@sotevarmenne/api/cards'
import { fileComplaint } from '@sotevarmenne/api/complaints'
import { viewOrder } from '@sotevarmenne/api/orders'
import { appointRegistrar } from '@sotevarmenne/api/points'
import {
  handOverSpareCard,
  requestSpareCardProduction,
  startSpareCard,
} from '@sotevarmenne/api/spare-cards'
import { remindOfCard, returnUncollected } from '@sotevarmenne/api/uncollected'
import { blankState } from '@sotevarmenne/smartcard/virtual-card/state'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { languagesPerPage } from '../browser/look-at-page.ts'
import { passport, signIn, type Hands } from './hands.ts'
import type { Subject, SeededEnvironment } from './history.ts'
import { startReader, type Reader } from './reader.ts'
import { training } from './registrars.ts'

/** Cards for tests that change them: each is taken once. */
export function spareRows(): Subject<{
  readonly inUse: CardView[]
  readonly awaiting: CardView[]
  /** Waiting for their holders for more than ninety days; one was returned to the office. */
  readonly uncollected: readonly CardView[]
}> {
  const inUse: CardView[] = []
  const awaiting: CardView[] = []
  const uncollected: CardView[] = []
  return {
    history: [
      [
        '2026-08-17',
        async ({ desk, stranger }) => {
          for (let count = 0; count < 2; count += 1)
            uncollected.push(await desk.produce(stranger().identityCode))
        },
      ],
      [
        '2026-11-20',
        async ({ riitta }) => {
          for (const { cardId } of uncollected)
            await riitta.request(remindOfCard, { cardId, means: 'letter' })
        },
      ],
      [
        '2026-11-24',
        ({ riitta }) =>
          riitta.request(returnUncollected, { cardId: uncollected.pop()?.cardId ?? '' }),
      ],
      [
        '2026-11-09',
        async ({ desk, stranger }) => {
          for (let count = 0; count < 3 * languagesPerPage + 3; count += 1)
            inUse.push((await desk.putInUse(stranger().identityCode)).card)
          for (let count = 0; count < languagesPerPage + 1; count += 1)
            awaiting.push(await desk.produce(stranger().identityCode))
        },
      ],
    ],
    found: () => ({ inUse, awaiting, uncollected }),
  }
}

/** Spare cards of the first point: overdue, to be handed over, and to be produced. */
export function spareCards(holders: () => readonly CardView[]): Subject<{
  readonly spareCardId: Readonly<Record<'overdue' | 'produced', string>>
  readonly started: string[]
  readonly blankReader: (environment: SeededEnvironment) => Promise<Reader>
}> {
  let overdue: string
  let produced: string
  const started: string[] = []
  const cardIdOf = (place: number) => holders()[place]?.cardId ?? ''
  return {
    history: [
      [
        '2026-11-10',
        async (environment) => {
          const { riitta } = environment
          overdue = await startSpare(riitta, cardIdOf(0), '2026-11-17')
          await produceSpare(environment, riitta, overdue)
          await riitta.request(handOverSpareCard, { spareCardId: overdue, input: true })
        },
      ],
      [
        '2026-11-26T10:05',
        async (environment) => {
          const { riitta } = environment
          produced = await startSpare(riitta, cardIdOf(1), '2026-12-08')
          await produceSpare(environment, riitta, produced)
          for (const { cardId } of holders().slice(2, 2 + languagesPerPage))
            started.push(await startSpare(riitta, cardId, '2026-12-08'))
        },
      ],
    ],
    found: () => ({
      ...{ spareCardId: { overdue, produced }, started },
      blankReader: async (environment) => startReader(environment, await nextBlank(environment)),
    }),
  }
}

/** Riitta with her spare card, which another registrar of the point made for her. */
export function spareOfRegistrar(): Subject<{ readonly riittaWithSpare: Hands }> {
  let riittaWithSpare: Hands
  return {
    history: [
      [
        '2026-11-26T10:06',
        async (environment) => {
          const { desk, kaarlo, riitta, stranger } = environment
          const { cardId = '', point } = await riitta.signInAgain()
          const { identityCode } = stranger()
          const { file } = await desk.putInUse(identityCode)
          await kaarlo.request(appointRegistrar, {
            ...{ pointId: point?.pointId ?? '', identityCode, training, lastDay: '2028-10-31' },
          })
          const another = await signIn(environment, file)
          const spareCardId = await startSpare(another, cardId, '2026-12-08')
          const spare = await produceSpare(environment, another, spareCardId)
          await another.request(handOverSpareCard, { spareCardId, input: true })
          riittaWithSpare = await signIn(environment, spare)
        },
      ],
    ],
    found: () => ({ riittaWithSpare }),
  }
}

async function startSpare({ request }: Hands, cardId: string, returnBy: string): Promise<string> {
  const { spareCardId } = await request(startSpareCard, {
    ...{ cardId, missedBecause: 'forgotten', returnBy, identification: passport },
  })
  return spareCardId
}

/** Returns the file of the card. */
async function produceSpare(
  environment: SeededEnvironment,
  { request }: Hands,
  spareCardId: string,
): Promise<string> {
  const { ticket, purpose } = await request(requestSpareCardProduction, { spareCardId })
  const file = await nextBlank(environment)
  const reader = await startReader(environment, file)
  const response = await fetch(`${reader.url}/relay`, {
    method: 'POST',
    headers: { origin: environment.portal, 'content-type': 'application/json' },
    body: JSON.stringify({ ticket, purpose }),
  })
  assert.equal(((await response.json()) as { status: string }).status, 'ok')
  return file
}

/** The file of the next blank card of the point's drawer. */
async function nextBlank({ data }: SeededEnvironment): Promise<string> {
  const drawer = path.join(data, 'spare-cards')
  const blanks = (await readdir(drawer)).filter((file) => file.endsWith('.json')).sort()
  blanksTaken += 1
  return path.join(drawer, blanks[blanksTaken - 1] ?? '')
}
let blanksTaken = 0

/** A stranger books three times of a day under one name and telephone number. */
export async function bookThree(
  { riitta }: Pick<SeededEnvironment, 'riitta'>,
  { date, name, phone }: Readonly<Record<'date' | 'name' | 'phone', string>>,
): Promise<void> {
  const pointId = (await riitta.signInAgain()).point?.pointId ?? ''
  const { days } = await riitta.request(viewFreeSlots, { pointId, from: date })
  for (const slot of days[0]?.slots.slice(0, 3) ?? [])
    await riitta.request(bookAppointment, {
      ...{ pointId, startsAt: slot.startsAt, services: ['registering'] },
      ...{ isOwnStaff: false, language: 'fi', contact: { name, phone } },
    })
}

/** Today one visitor has paid for a new code, one is served, one waits without an appointment, one is to come, one did not come. */
export const visits = (): Subject<object> => ({
  history: [
    [
      '2026-11-26T10:04',
      async ({ riitta }) => {
        const { visitId } = await riitta.request(takeWalkIn, {
          ...{ name: 'Kirsti Kuitti', services: ['new-code'], isOwnStaff: false, language: 'fi' },
        })
        for (const step of ['call', 'serve'] as const)
          await riitta.request(takeVisitStep, { visitId, step })
      },
    ],
    [
      '2026-11-25',
      async ({ riitta }) => {
        const pointId = (await riitta.signInAgain()).point?.pointId ?? ''
        const { days } = await riitta.request(viewFreeSlots, { pointId, from: '2026-11-26' })
        for (const [index, name] of ['Olli Lääkäri', 'Venla Esimerkki'].entries())
          await riitta.request(bookAppointment, {
            ...{ pointId, startsAt: days[0]?.slots[index]?.startsAt ?? '' },
            ...{ services: ['registering'], isOwnStaff: index === 1, language: 'fi' },
            contact: { name, phone: '040 123 4567' },
          })
        const stranger = { name: 'Kuka Hyvänsä', phone: '050 765 4321' }
        await bookThree({ riitta }, { ...stranger, date: '2026-11-27' })
      },
    ],
    [
      '2026-11-26T10:10',
      async ({ riitta }) => {
        const { visits: booked } = await riitta.request(viewDay, {})
        const missed = booked.find(({ contact }) => contact?.name === 'Venla Esimerkki')
        await riitta.request(takeVisitStep, { visitId: missed?.visitId ?? '', step: 'miss' })
        for (const name of ['Aino Esimerkki', 'Wille Wikström'])
          await riitta.request(takeWalkIn, {
            ...{ name, services: ['registering'], isOwnStaff: false, language: 'sv' },
          })
        await riitta.request(callNext, {})
      },
    ],
  ],
  found: () => ({}),
})

/** A card with a fault, which its holder has returned. */
export const complaints = (): Subject<object> => ({
  history: [
    [
      '2026-11-16',
      async ({ desk, riitta, stranger }) => {
        const card = await desk.produce(stranger().identityCode)
        await desk.handOver(card)
        await riitta.request(fileComplaint, {
          ...{ complaintId: randomUUID(), cardId: card.cardId, fault: 'chip-silent' },
          ...{ damagedInUse: false, isReturned: true },
        })
      },
    ],
  ],
  found: () => ({}),
})

const failedFor = ['shown', 'cancelled', 'triedAgain'] as const

/** Cards whose production failed for good: three blank cards were rejected for each. */
export function failedCards(): Subject<{
  /** By what tests do with it. */
  readonly failed: Readonly<Record<(typeof failedFor)[number], CardView>>
}> {
  const failed = {} as Record<(typeof failedFor)[number], CardView>
  return {
    history: [
      [
        '2026-11-26',
        async (environment) => {
          const { desk, riitta, stranger, settle } = environment
          for (const use of failedFor) {
            const { orderId } = await desk.sign(await desk.draft(stranger().identityCode))
            await breakNextBlanks(environment)
            await settle()
            const { cardId = '' } = await riitta.request(viewOrder, { orderId })
            failed[use] = await riitta.request(viewCard, { cardId })
          }
        },
      ],
    ],
    found: () => ({ failed }),
  }
}

/** Of the next three, each signs for a chip serial that it does not have. */
async function breakNextBlanks({ data }: SeededEnvironment): Promise<void> {
  const drawer = path.join(data, 'blanks')
  const next = (await readdir(drawer)).filter((file) => file.endsWith('.json')).sort()
  for (const file of next.slice(0, 3))
    await fileStore(path.join(drawer, file)).save(blankState(`${path.basename(file, '.json')}00`))
}
