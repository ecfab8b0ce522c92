import { within } from '../within.ts'

/** What is required, or optional; each rejects when it does not work, and fails when it is silent. */
export type Parts = { readonly [part: string]: () => Promise<unknown> }

/** Milliseconds; a balancer should not wait longer for the response. */
const maxSilence = 4_000

type States = { readonly [part: string]: 'works' | 'fails' }

/** The state of the parts: ready while all required ones work, limited while an optional one does not. */
export async function healthOf(needed: Parts, wanted: Parts = {}) {
  const [ofNeeded, ofWanted] = await Promise.all([statesOf(needed), statesOf(wanted)])
  const isReady = allWork(ofNeeded)
  return {
    isReady,
    body: {
      status: isReady ? (allWork(ofWanted) ? 'ready' : 'limited') : 'not-ready',
      parts: { ...ofNeeded, ...ofWanted },
    },
  }
}

const allWork = (states: States): boolean =>
  Object.values(states).every((state) => state === 'works')

async function statesOf(parts: Parts): Promise<States> {
  const states = await Promise.all(
    Object.entries(parts).map(async ([part, works]) => {
      const state = await within(maxSilence, works()).then(
        () => 'works' as const,
        () => 'fails' as const,
      )
      return [part, state] as const
    }),
  )
  return Object.fromEntries(states)
}
