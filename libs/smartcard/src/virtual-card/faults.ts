import { setTimeout as wait } from 'node:timers/promises'
import { cardRemoved } from '../card-channel.ts'
import { uint16 } from '../bytes.ts'
import type { VirtualCard } from './virtual-card.ts'

/** How a virtual card misbehaves on a command. */
export type CardFault =
  /** It is pulled out, before the command reaches it or before its response is sent, and stays out. */
  | { readonly kind: 'removed'; readonly before: 'command' | 'response' }
  /** It executes the command and does not respond, until it loses power or its reader times out. */
  | { readonly kind: 'mute' }
  /** It returns the status word instead of executing the command. */
  | { readonly kind: 'wrong-status'; readonly status: number }
  /** It responds with a delay. */
  | { readonly kind: 'slow'; readonly milliseconds: number }

/** Called before each command: the fault for it, if any. */
export type FaultPlan = { next(): Promise<CardFault | undefined> }

/** The card with its planned faults. */
export function withFaults(
  card: VirtualCard,
  plan: FaultPlan,
  { readerGivesUpMilliseconds = 5000 }: { readonly readerGivesUpMilliseconds?: number } = {},
): VirtualCard {
  let isOut = false
  let losesPower = new AbortController()

  const pullOut = async (): Promise<never> => {
    isOut = true
    await card.powerOff()
    throw cardRemoved()
  }
  return {
    atr: card.atr,
    process: async (apdu) => {
      if (isOut) throw cardRemoved()
      const fault = await plan.next()
      switch (fault?.kind) {
        case undefined:
          return card.process(apdu)
        case 'removed':
          if (fault.before === 'response') await card.process(apdu)
          return pullOut()
        case 'mute':
          await card.process(apdu)
          await wait(readerGivesUpMilliseconds, undefined, { signal: losesPower.signal }).catch(
            () => undefined,
          )
          return pullOut()
        case 'wrong-status':
          return uint16(fault.status)
        case 'slow':
          await wait(fault.milliseconds)
          return card.process(apdu)
      }
    },
    powerOff: () => {
      losesPower.abort()
      losesPower = new AbortController()
      return card.powerOff()
    },
  }
}

/** A fault, and the number of commands before it. Only `slow` persists. */
export type PlannedFault = { readonly fault: CardFault; readonly afterCommands: number }

/** A single fault in memory, for tests. */
export function faultsInMemory(): FaultPlan & { set(planned: PlannedFault | undefined): void } {
  let planned: PlannedFault | undefined
  return {
    next: () => {
      const due = planned && nextOf(planned)
      planned = due?.left
      return Promise.resolve(due?.fault)
    },
    set: (next) => {
      planned = next
    },
  }
}

type Due = { readonly fault: CardFault | undefined; readonly left: PlannedFault | undefined }

/** The fault for this command, and what remains planned. */
export function nextOf(planned: PlannedFault): Due {
  const { fault, afterCommands } = planned
  if (afterCommands > 0)
    return { fault: undefined, left: { fault, afterCommands: afterCommands - 1 } }
  return { fault, left: fault.kind === 'slow' ? planned : undefined }
}
