import type { PointService } from '@sotevarmenne/api/points'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'

/** From that day on the service is offered, or not any more. In the order of their approval. */
export type OfferedFrom = {
  readonly kind: PointService
  readonly from: LocalDate
  readonly content: { readonly isOffered: boolean }
}

/** The services that points may offer and charge for on the day: by the last change that has begun (R493). */
export function offeredOn(
  approved: readonly OfferedFrom[],
  day: LocalDate,
): ReadonlySet<PointService> {
  const inForce = new Map<PointService, OfferedFrom>()
  for (const change of approved) {
    const before = inForce.get(change.kind)
    // Of two from one day the one approved last applies.
    if (change.from <= day && (before === undefined || before.from <= change.from))
      inForce.set(change.kind, change)
  }
  return new Set(
    [...inForce.values()].filter(({ content }) => content.isOffered).map(({ kind }) => kind),
  )
}
