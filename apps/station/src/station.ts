import {
  fetchPrint,
  openProduction,
  productionOutcome,
  reportReaders,
  type ProductionOutcome,
  type ReaderState,
} from '@sotevarmenne/api/production'
import { takeRelayTurn, type RelayTurn } from '@sotevarmenne/api/card-relay'
import { playTurns } from '@sotevarmenne/smartcard/play-turns'
import type { Printer } from './printer.ts'
import type { Inserted, StationReader } from './readers.ts'
import type { Service } from './service.ts'

export type Station = {
  /** Takes no further card; resolves when those that are being made are done. */
  readonly stop: () => Promise<void>
}

/**
 * Makes cards in all its readers at once. The service chooses the card and speaks to it in turns; the station plays the
 * card's part, holds no secret of it, and prints it when it is done.
 */
export function startStation({
  name,
  readers,
  service,
  printer,
  say,
  pause = 2_000,
}: {
  readonly name: string
  readonly readers: readonly StationReader[]
  readonly service: Service
  readonly printer?: Printer | undefined
  /** For whoever stands beside it. */
  readonly say: (words: string) => void
  /** Milliseconds between two reports, and before something is tried again. */
  readonly pause?: number
}): Station {
  const states = new Map<string, ReaderState>(readers.map((reader) => [reader.name, 'empty']))
  let isStopping = false
  let wake = Promise.withResolvers<undefined>()
  const wakeAll = (): void => {
    wake.resolve(undefined)
    wake = Promise.withResolvers<undefined>()
  }
  let waiting = 0

  const report = async (): Promise<void> => {
    try {
      const said = [...states].map(([reader, state]) => ({ reader, state }))
      const told = await service.ask(reportReaders, { station: name, readers: said })
      waiting = told.waiting
      if (waiting > 0) wakeAll()
    } catch (fault) {
      say(`The service is out of reach: ${wordsOf(fault)}`)
    }
  }
  const reporting = repeatedly(report, pause)

  const print = async (made: ProductionOutcome): Promise<void> => {
    if (printer === undefined) return
    try {
      const printed = await service.ask(fetchPrint, { cardId: made.cardId })
      await printer({ chipSerial: made.chipSerial, ...printed })
    } catch (fault) {
      // The card is made: it is printed by hand, from what the printer left or by asking again.
      say(`The card with the chip ${made.chipSerial} was not printed: ${wordsOf(fault)}`)
    }
  }

  const makeOne = async (
    reader: StationReader,
    { channel }: Inserted,
  ): Promise<'wait' | 'made' | 'given-up' | 'untouched'> => {
    const atr = Buffer.from(channel.atr).toString('hex').toUpperCase()
    const first = await service.ask(openProduction, { station: name, reader: reader.name, atr })
    const last = await playTurns(channel, first, {
      send: (turn): Promise<RelayTurn> => service.ask(takeRelayTurn, turn),
    })
    if (last.state === 'done') {
      const made = productionOutcome.parse(last.outcome)
      say(`${reader.name}: made a card of the chip ${made.chipSerial}`)
      await print(made)
      return 'made'
    }
    const { kind, title } = last.refusal
    if (kind === 'nothing-to-make') return 'wait'
    say(`${reader.name}: ${title.en}`)
    // The blank stays where it is: the register may answer at the next look.
    if (kind === 'registers-silent') return 'wait'
    return givenUp.has(kind) ? 'given-up' : 'untouched'
  }

  const work = async (reader: StationReader): Promise<void> => {
    let inserted: Inserted | undefined
    while (!isStopping) {
      if (waiting === 0) {
        states.set(reader.name, inserted === undefined ? 'empty' : 'ready')
        await wake.promise
        continue
      }
      try {
        inserted ??= await reader.insert(stopping.promise)
        if (inserted === undefined) break
        states.set(reader.name, 'working')
        const outcome = await makeOne(reader, inserted)
        if (outcome === 'wait') {
          waiting = 0
          continue
        }
        states.set(reader.name, 'take-out')
        const done = inserted
        inserted = undefined
        await done.letGo(outcome)
        await Promise.race([done.isTaken(), stopping.promise])
        states.set(reader.name, 'empty')
      } catch (fault) {
        states.set(reader.name, 'trouble')
        say(`${reader.name}: ${wordsOf(fault)}`)
        // Whatever is on the card is found out by asking again: what was begun is given up and emptied then.
        await Promise.race([wait(pause), stopping.promise])
      }
    }
    await inserted?.letGo('untouched')
  }
  const stopping = Promise.withResolvers<undefined>()
  const working = readers.map(work)

  return {
    stop: async () => {
      isStopping = true
      stopping.resolve(undefined)
      wakeAll()
      await Promise.all(working)
      await reporting.stop()
      // The service need not wait for what is silent.
      await service.ask(reportReaders, { station: name, readers: [] }).catch(() => undefined)
    },
  }
}

/** Refusals after which the blank is spent. */
const givenUp: ReadonlySet<string> = new Set(['card-not-made', 'blank-was-given-up'])

const wordsOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault))

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Acts at once and then again and again, each time a pause after the last. */
function repeatedly(
  act: () => Promise<void>,
  pause: number,
): { readonly stop: () => Promise<void> } {
  let isOver = false
  let timer: NodeJS.Timeout | undefined
  const round = async (): Promise<void> => {
    await act()
    if (!isOver)
      timer = setTimeout(() => {
        running = round()
      }, pause)
  }
  let running = round()
  return {
    stop: async () => {
      isOver = true
      clearTimeout(timer)
      await running
    },
  }
}
