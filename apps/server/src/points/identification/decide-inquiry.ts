import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/identification'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { registrarOf, type NotAtAPoint, notAtAPointProblems } from '#points/points/index.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import { operation } from '#platform/operation.ts'
import type { UsedSettings } from '#settings/contract.ts'
import { settingOn } from '#settings/index.ts'
import type { Inquiry, InquiryConfirmed, InquiryRejected, InquiryWithdrawn } from './contract.ts'
import type { IdentificationDeps } from './deps.ts'
import { decide, withdraw, type DecisionRefusal } from './domain/inquiry.ts'
import { planEnd } from './follow-inquiry.ts'
import { aboutInquiry, showInquiry } from './show-inquiry.ts'
import { lockInquiry, saveInquiry } from './store.ts'
import { texts } from './texts.ts'
import { inquiryNotFound, inquiryNotOpen } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewInquiry>
type NotFound = { readonly kind: 'inquiry-not-found' }

export type DecideInquiryRefusal = NotFound | DecisionRefusal

/** A case officer decides whether the document is genuine, or enters the result of the police. */
export const decideInquiry = operation({
  contract: contracts.decideInquiry,
  problems: {
    'inquiry-not-found': inquiryNotFound,
    'inquiry-not-open': inquiryNotOpen,
    ...dualControlProblems,
    'police-reference-missing': { status: 422, ...texts.policeReferenceMissing },
    'police-day-impossible': { status: 422, ...texts.policeDayImpossible },
  },
  handle:
    (deps: IdentificationDeps) =>
    (permit, { inquiryId, decision }) =>
      deps.db.write(async (tx): Promise<Result<Shown, DecideInquiryRefusal>> => {
        const inquiry = await lockInquiry(tx, deps.sealing, inquiryId)
        if (!inquiry) return refuse({ kind: 'inquiry-not-found' })
        const now = deps.clock.now()
        const validity = await settingOn(tx, 'police-identification-validity', dateInHelsinki(now))
        const decided = decide(inquiry, decisionOf(decision), {
          ...{ by: personOf(permit), now, policeDays: validity.value },
        })
        if (!decided.ok) return decided

        const { value } = decided
        const type = value.state === 'confirmed' ? 'InquiryConfirmed' : 'InquiryRejected'
        const isByPolice = value.state === 'confirmed' && value.goodUntil !== undefined
        const used = isByPolice ? { 'police-identification-validity': validity.version } : undefined
        return ok(await settle(deps, tx, permit, value, { type, settings: used }))
      }),
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
export const withdrawInquiry = operation({
  contract: contracts.withdrawInquiry,
  problems: {
    ...notAtAPointProblems,
    'inquiry-not-found': inquiryNotFound,
    'inquiry-not-open': inquiryNotOpen,
  },
  handle:
    (deps: IdentificationDeps) =>
    async (permit, { inquiryId }): Promise<Result<Shown, WithdrawInquiryRefusal>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      return deps.db.write(async (tx): Promise<Result<Shown, WithdrawInquiryRefusal>> => {
        const inquiry = await lockInquiry(tx, deps.sealing, inquiryId)
        if (inquiry?.pointId !== desk.value.pointId) return refuse({ kind: 'inquiry-not-found' })
        const withdrawn = withdraw(inquiry, deps.clock.now())
        if (!withdrawn.ok) return withdrawn

        return ok(await settle(deps, tx, permit, withdrawn.value, { type: 'InquiryWithdrawn' }))
      })
    },
})

async function settle(
  deps: IdentificationDeps,
  tx: Tx,
  permit: Permit,
  inquiry: Exclude<Inquiry, { state: 'open' }>,
  {
    type,
    settings,
  }: {
    readonly type: (InquiryConfirmed | InquiryRejected | InquiryWithdrawn)['type']
    readonly settings?: UsedSettings | undefined
  },
): Promise<Shown> {
  await saveInquiry(tx, deps.sealing, inquiry)
  await planEnd(deps, tx, inquiry)
  await deps.record(tx, { type, ...aboutInquiry(inquiry), ...(settings && { settings }) }, permit)
  const shown = showInquiry(inquiry)
  if (!shown) throw new Error('the content of an inquiry that just ended are missing')
  return shown
}
