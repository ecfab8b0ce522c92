import type { Result } from '@sotevarmenne/kernel/result'

export type SequencerDeps = {
  readonly sequence: () => Promise<Result<number, { readonly kind: string }>>
  /** Receives the failure of a run, for the log; the next run tries again. */
  readonly onFault: (fault: unknown) => void
}

export type Sequencer = {
  /** There are pending entries: a run follows at once. */
  readonly wake: () => void
  readonly run: () => { readonly stop: () => Promise<void> }
}

/**
 * Runs the sequencer, one run after another: when woken, and by itself often enough that no entry waits a
 * second.
 */
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
              onFault(
                new Error(`the tree head of the audit log is not signed: ${placed.refusal.kind}`),
              )
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

const delayMilliseconds = 500

async function nextTurn(listen: (wakeUp: () => void) => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const rise = (): void => {
    resolve(undefined)
  }
  const timer = setTimeout(rise, delayMilliseconds)
  listen(rise)
  await promise
  clearTimeout(timer)
}
