import {
  fetchPrint,
  openProduction,
  productionOutcome,
  reportReaders,
  type ProductionOutcome,
  type ReaderState,
} from '@sotevarmenne/api/production'
import { takeRelayTurn, type RelayTurnView } from '@sotevarmenne/api/card-relay'
import { version } from '@sotevarmenne/kernel/version'
import { toHex } from '@sotevarmenne/smartcard/bytes'
import { relayApdus } from '@sotevarmenne/smartcard/relay-apdus'
import type { Printer } from './printer.ts'
import type { Inserted, StationReader } from './readers.ts'
import type { Service } from './service.ts'

export type Station = {
  /** Takes no further card; resolves when those in production are done. */
  readonly stop: () => Promise<void>
}

/**
 * Produces cards in all its readers at once. The service chooses the card and sends commands in turns; the
 * station is the APDU relay client, holds no secret of the card, and prints it when it is done.
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
  /** Messages for the people beside the station. */
  readonly say: (words: string) => void
  /** Milliseconds between two reports, and before a retry. */
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
      const input = await service.request(reportReaders, { station: name, readers: said })
      waiting = input.waiting
      if (waiting > 0) wakeAll()
    } catch (fault) {
      say(`The service is out of reach: ${wordsOf(fault)}`)
    }
  }
  const reporting = repeatedly(report, pause)

  const print = async (created: ProductionOutcome): Promise<void> => {
    if (printer === undefined) return
    try {
      const printed = await service.request(fetchPrint, { cardId: created.cardId })
      await printer({ chipSerial: created.chipSerial, ...printed })
    } catch (fault) {
      // The card is produced: it is printed by hand, from the printer's files or by requesting them again.
      say(`The card with the chip ${created.chipSerial} was not printed: ${wordsOf(fault)}`)
    }
  }

  const makeOne = async (
    reader: StationReader,
    { channel }: Inserted,
  ): Promise<'wait' | 'created' | 'rejected' | 'untouched'> => {
    const atr = toHex(channel.atr)
    const first = await service.request(openProduction, { station: name, reader: reader.name, atr })
    const last = await relayApdus(channel, first, {
      operation: 'production',
      program: `station ${version}`,
      send: (turn): Promise<RelayTurnView> => service.request(takeRelayTurn, turn),
    })
    if (last.state === 'done') {
      const created = productionOutcome.parse(last.outcome)
      say(`${reader.name}: made a card of the chip ${created.chipSerial}`)
      await print(created)
      return 'created'
    }
    if (last.state !== 'refused') {
      say(`${reader.name}: ${refusedWords}`)
      return 'untouched'
    }
    const { kind, title } = last.refusal
    if (kind === 'nothing-to-produce') return 'wait'
    say(`${reader.name}: ${title.en}`)
    // The blank card stays in the reader: the register or the signer may respond at the next attempt.
    if (kind === 'registers-silent' || kind === 'signer-silent') return 'wait'
    return rejecting.has(kind) ? 'rejected' : 'untouched'
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
        // The next request finds out what is on the card: an unfinished production is then voided and the card
        // wiped.
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
      // The service need not wait for a silent station.
      await service.request(reportReaders, { station: name, readers: [] }).catch(() => undefined)
    },
  }
}

const refusedWords =
  'The service sent a command that does not belong to the production of cards. Stop the station, and ask the operator of the service.'

/** Refusals after which the blank card cannot be used any more. */
const rejecting: ReadonlySet<string> = new Set(['card-not-produced', 'blank-was-rejected'])

const wordsOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault))

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Runs the function at once and then again and again, each time a delay after the last. */
function repeatedly(
  action: () => Promise<void>,
  pause: number,
): { readonly stop: () => Promise<void> } {
  let isOver = false
  let timer: NodeJS.Timeout | undefined
  const round = async (): Promise<void> => {
    await action()
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
