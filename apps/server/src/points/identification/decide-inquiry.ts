import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/identification'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import type { Inquiry, InquiryConfirmed, InquiryRejected, InquiryWithdrawn } from './contract.ts'
import type { IdentificationDeps } from './deps.ts'
import { decide, forgottenAt, withdraw, type DecisionRefusal } from './domain/inquiry.ts'
import { planEnd } from './follow-inquiry.ts'
import { aboutInquiry, showInquiry } from './show-inquiry.ts'
import { lockInquiry, saveInquiry } from './store.ts'

type Shown = ResponseOf<typeof contracts.viewInquiry>
type NotFound = { readonly kind: 'inquiry-not-found' }

export type DecideInquiryRefusal = NotFound | DecisionRefusal

/** A case officer decides whether the document is genuine, or enters the result of the police. */
export const decideInquiry =
  (deps: IdentificationDeps) =>
  (
    permit: Permit<'identification.decideInquiry'>,
    { inquiryId, decision }: InputOf<typeof contracts.decideInquiry>,
  ): Promise<Result<Shown, DecideInquiryRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Shown, DecideInquiryRefusal>> => {
      const inquiry = await lockInquiry(tx, deps.sealing, inquiryId)
      if (!inquiry) return refuse({ kind: 'inquiry-not-found' })
      const decided = decide(inquiry, decisionOf(decision), {
        by: personOf(permit),
        now: deps.clock.now(),
      })
      if (!decided.ok) return decided

      const type = decided.value.state === 'confirmed' ? 'InquiryConfirmed' : 'InquiryRejected'
      return ok(await settle(deps, tx, permit, decided.value, type))
    })

/** The contract accepts only days that exist. */
const decisionOf = (typed: InputOf<typeof contracts.decideInquiry>['decision']) =>
  typed.decision === 'confirmed' && typed.police
    ? {
        ...typed,
        police: { ...typed.police, verifiedOn: localDate(typed.police.verifiedOn) },
      }
    : { decision: typed.decision, grounds: typed.grounds }

export type WithdrawInquiryRefusal =
  NotFound | NotAtAPoint | { readonly kind: 'inquiry-not-open'; readonly state: Inquiry['state'] }

/** The point that raised it withdraws it: the visitor came with another document. */
export const withdrawInquiry =
  (deps: IdentificationDeps) =>
  async (
    permit: Permit<'identification.withdrawInquiry'>,
    { inquiryId }: InputOf<typeof contracts.withdrawInquiry>,
  ): Promise<Result<Shown, WithdrawInquiryRefusal>> => {
    const desk = registrarOf(permit)
    if (!desk.ok) return desk
    return deps.db.write(async (tx): Promise<Result<Shown, WithdrawInquiryRefusal>> => {
      const inquiry = await lockInquiry(tx, deps.sealing, inquiryId)
      if (inquiry?.pointId !== desk.value.pointId) return refuse({ kind: 'inquiry-not-found' })
      const withdrawn = withdraw(inquiry, deps.clock.now())
      if (!withdrawn.ok) return withdrawn

      return ok(await settle(deps, tx, permit, withdrawn.value, 'InquiryWithdrawn'))
    })
  }

async function settle(
  deps: IdentificationDeps,
  tx: Tx,
  permit: Permit,
  inquiry: Exclude<Inquiry, { state: 'open' }>,
  type: (InquiryConfirmed | InquiryRejected | InquiryWithdrawn)['type'],
): Promise<Shown> {
  await saveInquiry(tx, deps.sealing, inquiry)
  await planEnd(deps, tx, inquiry, forgottenAt(inquiry.endedAt))
  await deps.record(tx, { type, ...aboutInquiry(inquiry) }, permit)
  const shown = showInquiry(inquiry)
  if (!shown) throw new Error('the content of an inquiry that just ended are missing')
  return shown
}
