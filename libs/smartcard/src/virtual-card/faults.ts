import { setTimeout as wait } from 'node:timers/promises'
import { cardRemoved } from '../card-channel.ts'
import { uint16 } from '../bytes.ts'
import type { VirtualCard } from './virtual-card.ts'

/** How a virtual card misbehaves at a command. */
export type CardFault =
  /** It is pulled out, before the command reaches it or before its answer leaves it, and is out for good. */
  | { readonly kind: 'removed'; readonly before: 'command' | 'answer' }
  /** It does what it is told and says nothing, until it loses power or its reader gives up. */
  | { readonly kind: 'mute' }
  /** It answers the status word instead of doing what it is told. */
  | { readonly kind: 'wrong-status'; readonly status: number }
  /** It takes its time. */
  | { readonly kind: 'slow'; readonly milliseconds: number }

/** Asked before each command: what shall go wrong with it. */
export type FaultPlan = { next(): Promise<CardFault | undefined> }

/** The card, misbehaving as planned. */
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
          if (fault.before === 'answer') await card.process(apdu)
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

/** A fault, and how many commands go well before it. Only a slow card goes on being so. */
export type PlannedFault = { readonly fault: CardFault; readonly afterCommands: number }

/** The one fault that is set, for tests. */
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

/** What goes wrong with this command, and what is left to go wrong. */
export function nextOf(planned: PlannedFault): Due {
  const { fault, afterCommands } = planned
  if (afterCommands > 0)
    return { fault: undefined, left: { fault, afterCommands: afterCommands - 1 } }
  return { fault, left: fault.kind === 'slow' ? planned : undefined }
}
