import type { CeremonyPlan } from '@sotevarmenne/issuing/issuer-file'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

export type PlanRefusal =
  | { readonly kind: 'ceremony-too-early'; readonly firstDay: LocalDate }
  | { readonly kind: 'ceremony-expired'; readonly lastDay: LocalDate }

/** A file is reviewed for certain days: after them it must be reviewed again. */
export function checkPlan(
  { firstDay, lastDay }: CeremonyPlan,
  now: Instant,
): Result<undefined, PlanRefusal> {
  const today = dateInHelsinki(now)
  if (today < firstDay) return refuse({ kind: 'ceremony-too-early', firstDay })
  if (today > lastDay) return refuse({ kind: 'ceremony-expired', lastDay })
  return ok(undefined)
}
