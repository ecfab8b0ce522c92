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
import type { CardView } from '@sotevarmenne/api/cards'
import { fileComplaint } from '@sotevarmenne/api/complaints'
import {
  handOverSpareCard,
  requestSpareCardProduction,
  startSpareCard,
} from '@sotevarmenne/api/spare-cards'
import { remindOfCard, returnUncollected } from '@sotevarmenne/api/uncollected'
import { sweptLanguages } from '../browser/look-at-page.ts'
import { passport } from './hands.ts'
import type { Subject, SeededEnvironment } from './history.ts'
import { startReader, type Reader } from './reader.ts'

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
          for (let count = 0; count < 3 * sweptLanguages.length + 3; count += 1) {
            const card = await desk.produce(stranger().identityCode)
            await desk.handOver(card)
            await desk.activate(card)
            inUse.push(card)
          }
          for (let count = 0; count < sweptLanguages.length + 1; count += 1)
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
  const start = async (
    { riitta }: SeededEnvironment,
    card: CardView | undefined,
    returnBy: string,
  ) => {
    const begun = await riitta.request(startSpareCard, {
      ...{ cardId: card?.cardId ?? '', missedBecause: 'forgotten', returnBy },
      identification: passport,
    })
    return begun.spareCardId
  }
  const produce = async (environment: SeededEnvironment, id: string): Promise<string> => {
    const ticket = await environment.riitta.request(requestSpareCardProduction, { spareCardId: id })
    const reader = await blankReader(environment)
    const response = await fetch(`${reader.url}/relay`, {
      method: 'POST',
      headers: { origin: environment.portal, 'content-type': 'application/json' },
      body: JSON.stringify({ ticket: ticket.ticket, purpose: ticket.purpose }),
    })
    assert.equal(((await response.json()) as { status: string }).status, 'ok')
    return id
  }
  return {
    history: [
      [
        '2026-11-10',
        async (environment) => {
          overdue = await produce(environment, await start(environment, holders()[0], '2026-11-17'))
          await environment.riitta.request(handOverSpareCard, { spareCardId: overdue, input: true })
        },
      ],
      [
        '2026-11-26T10:05',
        async (environment) => {
          produced = await produce(
            environment,
            await start(environment, holders()[1], '2026-12-08'),
          )
          for (const card of holders().slice(2, 2 + sweptLanguages.length))
            started.push(await start(environment, card, '2026-12-08'))
        },
      ],
    ],
    found: () => ({ spareCardId: { overdue, produced }, started, blankReader }),
  }
}

/** With the next blank card of the point's drawer. */
async function blankReader(environment: SeededEnvironment): Promise<Reader> {
  const drawer = path.join(environment.data, 'spare-cards')
  const blanks = (await readdir(drawer)).filter((file) => file.endsWith('.json')).sort()
  blanksTaken += 1
  return startReader(environment, path.join(drawer, blanks[blanksTaken - 1] ?? ''))
}
let blanksTaken = 0

/** Today one visitor is served, one waits without an appointment, one is to come, one did not come. */
export const visits = (): Subject<object> => ({
  history: [
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
