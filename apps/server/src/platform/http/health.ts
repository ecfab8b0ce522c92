/** What must work, or is wanted; each rejects when it does not. */
export type Parts = { readonly [part: string]: () => Promise<unknown> }

type States = { readonly [part: string]: 'works' | 'fails' }

/** How the parts stand: ready while all that is needed works, limited while something wanted does not. */
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
      const state = await works().then(
        () => 'works' as const,
        () => 'fails' as const,
      )
      return [part, state] as const
    }),
  )
  return Object.fromEntries(states)
}
