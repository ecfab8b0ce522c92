import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { BusinessFacts, SigningRight } from '../../registers/contract.ts'

export type OpeningRefusal =
  | { readonly kind: 'organisation-ceased' }
  /** Who has it is not told (R171). */
  | { readonly kind: 'account-exists' }
  | { readonly kind: 'mandate-needed'; readonly signing: Exclude<SigningRight, 'alone'> }

/**
 * May the first account of an organisation be opened, and on what (R170)? By whoever signs for it alone at once; by anybody else
 * on a mandate, which a handler decides.
 */
export function judgeOpening({
  business,
  hasAccount,
  signing,
  hasMandate,
}: {
  readonly business: Pick<BusinessFacts, 'status'>
  readonly hasAccount: boolean
  readonly signing: SigningRight
  readonly hasMandate: boolean
}): Result<'right-to-sign' | 'mandate', OpeningRefusal> {
  if (business.status === 'ceased') return refuse({ kind: 'organisation-ceased' })
  if (hasAccount) return refuse({ kind: 'account-exists' })
  if (signing === 'alone') return ok('right-to-sign')
  return hasMandate ? ok('mandate') : refuse({ kind: 'mandate-needed', signing })
}
