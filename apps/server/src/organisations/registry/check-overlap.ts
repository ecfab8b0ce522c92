import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Agreement } from './contract.ts'
import { overlaps } from './domain/agreement-days.ts'
import { agreementsOf } from './store.ts'

export type AgreementOverlaps = { readonly kind: 'agreement-overlaps' }

/** A new one that would hold beside another for the same on the same days (R507); a change replaces its own. */
export async function checkOverlap(
  tx: Tx,
  { agreement }: { readonly agreement: Agreement },
): Promise<Result<undefined, AgreementOverlaps>> {
  if (agreement.replaces !== undefined) return ok(undefined)
  const isLive = ({ state }: Agreement) => state === 'approved' || state === 'proposed'
  const agreements = await agreementsOf(tx, [agreement.organisationId])
  return agreements.some((one) => isLive(one) && overlaps(one, agreement))
    ? refuse({ kind: 'agreement-overlaps' })
    : ok(undefined)
}
