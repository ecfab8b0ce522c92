import type { Result } from '@sotevarmenne/kernel/result'

export type SequencerDeps = {
  readonly sequence: () => Promise<Result<number, { readonly kind: string }>>
  /** Hears of a turn that failed, for the log; the next turn tries again. */
  readonly onFault: (fault: unknown) => void
}

export type Sequencer = {
  /** There is something to place: a turn follows at once. */
  readonly wake: () => void
  readonly run: () => { readonly stop: () => Promise<void> }
}

/** Turns of the sequencer, one after another: when woken, and by itself often enough that no entry waits a second. */
export function createSequencer({ sequence, onFault }: SequencerDeps): Sequencer {
  let isWanted = false
  let rise = (): void => undefined
  return {
    wake: () => {
      isWanted = true
      rise()
    },
    run: () => {
      let isStopped = false
      const mayRest = () => !isWanted && !isStopped
      const takeTurns = async () => {
        while (!isStopped) {
          isWanted = false
          await sequence().then((placed) => {
            if (!placed.ok)
              onFault(new Error(`the trail's head is not signed: ${placed.refusal.kind}`))
          }, onFault)
          if (mayRest()) await nextTurn((wakeUp) => (rise = wakeUp))
        }
      }
      const turns = takeTurns()
      return {
        stop: async () => {
          isStopped = true
          rise()
          await turns
        },
      }
    },
  }
}

const restMilliseconds = 500

async function nextTurn(listen: (wakeUp: () => void) => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const rise = (): void => {
    resolve(undefined)
  }
  const timer = setTimeout(rise, restMilliseconds)
  listen(rise)
  await promise
  clearTimeout(timer)
}
