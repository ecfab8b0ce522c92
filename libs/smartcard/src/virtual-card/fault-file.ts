import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { nextOf, type CardFault, type FaultPlan, type PlannedFault } from './faults.ts'

/*
 * The fault that the demo environment sets for the card in the card reader software's virtual reader: a JSON
 * file beside the cards. It exists only while a fault is planned, and is deleted when the fault has happened.
 */

/** The faults in the file. Anything else in it is ignored. */
export const faultsInFile = (file: string): FaultPlan => ({
  next: async () => {
    const planned = await readPlannedFault(file)
    if (!planned) return undefined
    const due = nextOf(planned)
    if (due.left !== planned) await planFault(file, due.left)
    return due.fault
  },
})

/** The next planned fault; undefined if there is none. */
export async function readPlannedFault(file: string): Promise<PlannedFault | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text === '' ? undefined : parsePlannedFault(text)
}

export async function planFault(file: string, planned: PlannedFault | undefined): Promise<void> {
  if (!planned) return rm(file, { force: true })
  await writeFile(`${file}.new`, JSON.stringify(planned), { mode: 0o600 })
  await rename(`${file}.new`, file)
}

function parsePlannedFault(text: string): PlannedFault | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // JSON.parse throws on malformed JSON: no fault then.
    return undefined
  }
  const { fault, afterCommands } = recordOf(value)
  const read = faultFrom(recordOf(fault))
  return read && isCount(afterCommands, 1_000_000) ? { fault: read, afterCommands } : undefined
}

function faultFrom({ kind, before, status, milliseconds }: Loose): CardFault | undefined {
  switch (kind) {
    case 'removed':
      return before === 'command' || before === 'response' ? { kind, before } : undefined
    case 'mute':
      return { kind }
    case 'wrong-status':
      return isCount(status, 0xffff) ? { kind, status } : undefined
    case 'slow':
      return isCount(milliseconds, 60_000) ? { kind, milliseconds } : undefined
    default:
      return undefined
  }
}

type Loose = Readonly<Record<string, unknown>>

const recordOf = (value: unknown): Loose =>
  typeof value === 'object' && value !== null ? { ...value } : {}

const isCount = (value: unknown, max: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max
