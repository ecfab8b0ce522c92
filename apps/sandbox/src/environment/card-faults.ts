import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { planFault, readPlannedFault } from '@sotevarmenne/smartcard/virtual-card/fault-file'
import type { CardFault } from '@sotevarmenne/smartcard/virtual-card/faults'

/** Faults of the card in the reader software's virtual reader. */
export const cardFaultKinds = ['none', 'removed', 'mute', 'wrong-status', 'slow'] as const
export type CardFaultKind = (typeof cardFaultKinds)[number]

/** Read by the reader software before each command; it removes a fault that has happened. */
export type CardFaults = {
  readonly current: () => Promise<CardFaultKind>
  /** The fault happens after so many successful commands. */
  readonly set: (kind: CardFaultKind, afterCommands: number) => Promise<void>
}

export const openCardFaults = (file: string): CardFaults => ({
  current: async () => (await readPlannedFault(file))?.fault.kind ?? 'none',
  set: async (kind, afterCommands) => {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    await planFault(file, kind === 'none' ? undefined : { fault: faults[kind], afterCommands })
  },
})

const faults = {
  removed: { kind: 'removed', before: 'response' },
  mute: { kind: 'mute' },
  'wrong-status': { kind: 'wrong-status', status: 0x6f00 },
  slow: { kind: 'slow', milliseconds: 1000 },
} as const satisfies Record<CardFault['kind'], CardFault>
