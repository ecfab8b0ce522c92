import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { CardInProduction, SignerRefusal } from '@sotevarmenne/issuing/socket/messages'
import { formatInstant, hour, parseInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { openLineFile } from './line-file.ts'

/**
 * For which cards an admin key was derived. It is derived once, while the card is produced; for the same chip
 * again within an hour, since production may be interrupted; and never again after the card was read back.
 */
export type DerivationMemory = {
  /** Remembers a derivation before its key leaves, or resolves to the reason why there is none. */
  readonly begin: (card: CardInProduction, at: Instant) => Promise<SignerRefusal | undefined>
  /** Ends the production of the card, or resolves to the reason why it does not. */
  readonly end: (card: CardInProduction, at: Instant) => Promise<SignerRefusal | undefined>
}

/** How long production may take, from the first derivation. */
const productionTime = hour

/** `lines`: what was written before. `write`: resolves when the line is on the disk. */
export function createDerivationMemory({
  lines = [],
  write,
}: {
  readonly lines?: readonly string[]
  readonly write: (line: string) => Promise<void>
}): DerivationMemory {
  /** Cards whose production is over; and those that may be in production, from their first derivation. */
  const over = new Set<string>()
  const inProduction = new Map<string, { readonly chip: string; readonly since: Instant }>()

  const finish = (card: string): void => {
    inProduction.delete(card)
    over.add(card)
  }
  const note = ({ card, chip, what, at }: Line): void => {
    if (what === 'read-back') {
      finish(card)
      return
    }
    for (const [other, { since }] of inProduction) {
      if (at - since < productionTime) break
      finish(other)
    }
    if (!over.has(card) && !inProduction.has(card)) inProduction.set(card, { chip, since: at })
  }
  for (const [index, text] of lines.entries()) {
    const line = parseLine(text)
    if (line === undefined)
      throw new Error(`the memory of card admin keys is damaged at line ${String(index + 1)}`)
    note(line)
  }

  /** Noted at once, so that a second request finds it. */
  const keep = (line: Line): Promise<void> => {
    note(line)
    return write(formatLine(line))
  }
  return {
    begin: async (requested, at) => {
      const [card, chip] = [nameOf(requested.cardNumber), nameOf(requested.chipSerial)]
      const known = inProduction.get(card)
      const mayRepeat =
        known?.chip === chip && at >= known.since && at - known.since < productionTime
      if (over.has(card) || (known !== undefined && !mayRepeat)) return alreadyProduced
      await keep({ card, chip, what: 'derived', at })
      return undefined
    },
    end: async (requested, at) => {
      const [card, chip] = [nameOf(requested.cardNumber), nameOf(requested.chipSerial)]
      if (over.has(card)) return undefined
      const known = inProduction.get(card)
      if (known === undefined)
        return { kind: 'malformed-request', detail: 'no admin key of this card was derived' }
      if (known.chip !== chip) return alreadyProduced
      await keep({ card, chip, what: 'read-back', at })
      return undefined
    },
  }
}

/**
 * The memory in the file `card-keys` of the folder. It begins with what the logs of versions before 0.3.0 in
 * `earlierLogs` know.
 */
export async function openDerivationMemory(
  folder: string,
  { earlierLogs }: { readonly earlierLogs?: string } = {},
): Promise<DerivationMemory & { readonly close: () => Promise<void> }> {
  const { close, ...file } = await openLineFile(path.join(folder, 'card-keys'), () =>
    earlierLogs === undefined ? Promise.resolve('') : linesOfEarlierLogs(earlierLogs),
  )
  return { ...createDerivationMemory(file), close }
}

type Line = {
  readonly at: Instant
  readonly card: string
  /** `-` where an earlier version did not know it: then no chip fits. */
  readonly chip: string
  readonly what: 'derived' | 'read-back'
}

const alreadyProduced = { kind: 'card-already-produced' } as const

/** Can be found with the card number or the chip serial, neither of which it reveals at a glance. */
const nameOf = (of: string | Uint8Array): string => hash('sha256', of).slice(0, 16)

const formatLine = ({ at, card, chip, what }: Line): string =>
  `${formatInstant(at)} ${card} ${chip} ${what}\n`

function parseLine(text: string): Line | undefined {
  const [, time = '', card, chip, what] =
    /^(\S+) ([0-9a-f]{16}) ([0-9a-f]{16}|-) (derived|read-back)$/.exec(text) ?? []
  const at = parseInstant(time)
  if (at === undefined || card === undefined || chip === undefined) return undefined
  return { at, card, chip, what: what === 'derived' ? what : 'read-back' }
}

/** They name a card by the first half of the same hash, and know no chip. */
async function linesOfEarlierLogs(folder: string): Promise<string> {
  const found: string[] = []
  for (const name of (await readdir(folder)).sort()) {
    if (!name.startsWith('admin-key-uses-')) continue
    for (const text of (await readFile(path.join(folder, name), 'utf8')).split('\n')) {
      const [, time = '', card] =
        /^\{"at":"([^"]+)","what":"derived",.*"card":"([0-9a-f]{16})/.exec(text) ?? []
      const at = parseInstant(time)
      if (at !== undefined && card !== undefined)
        found.push(formatLine({ at, card, chip: '-', what: 'derived' }))
    }
  }
  return found.join('')
}
