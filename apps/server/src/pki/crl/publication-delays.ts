import type { Instant } from '@sotevarmenne/kernel/instant'

/** Revocations of one scope that were seen together: the position of the last, and when the first was recorded. */
type Batch = { readonly last: number; readonly firstRecordedAt: Instant }

/** How long revocations wait for a CRL that this node serves, by the names of the CRLs. */
export type PublicationDelays = {
  readonly noteRevoked: (name: string, batch: Batch) => void
  /** The CRL of that name contains the revocations up to the position, and is served from now on. */
  readonly noteServed: (name: string, position: number) => void
}

/** Observes, of each CRL with new revocations, how many milliseconds the first of them waited. */
export function publicationDelays(
  now: () => Instant,
  observe: (milliseconds: number) => void,
): PublicationDelays {
  const waiting = new Map<string, readonly Batch[]>()
  return {
    noteRevoked: (name, batch) => {
      waiting.set(name, [...(waiting.get(name) ?? []), batch])
    },
    noteServed: (name, position) => {
      const batches = waiting.get(name) ?? []
      const served = batches.filter(({ last }) => last <= position)
      if (served.length === 0) return
      waiting.set(
        name,
        batches.filter(({ last }) => last > position),
      )
      const first = Math.min(...served.map(({ firstRecordedAt }) => firstRecordedAt))
      observe(Math.max(0, now() - first))
    },
  }
}
