import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import {
  addDays,
  addYears,
  startOfDay,
  dateInHelsinki,
  type LocalDate,
} from '@sotevarmenne/kernel/local-date'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Inquiry, InquiryContent } from '../contract.ts'

export type InquiryIn<State extends Inquiry['state']> = Extract<Inquiry, { state: State }>

type NotOpen = { readonly kind: 'inquiry-not-open'; readonly state: Inquiry['state'] }

export type DecisionRefusal =
  | NotOpen
  | SecondPersonRequired
  /** A police verification is identified by the police's document. */
  | { readonly kind: 'police-reference-missing' }
  | { readonly kind: 'police-day-impossible' }

export type Decision =
  | {
      readonly decision: 'confirmed'
      readonly grounds: string
      readonly police?: { readonly reference: string; readonly verifiedOn: LocalDate }
    }
  | { readonly decision: 'rejected'; readonly grounds: string }

export const mayDecide = (
  { state, raisedBy }: Pick<Inquiry, 'state' | 'raisedBy'>,
  officer: string | undefined,
): boolean => state === 'open' && checkDualControl(officer, [raisedBy]).ok

/** A case officer, not the person who raised it, has checked (R111, R112). */
export function decide(
  inquiry: Inquiry,
  decided: Decision,
  {
    by,
    now,
    policeDays,
  }: {
    readonly by: string
    readonly now: Instant
    /** For how many days a police verification is accepted here. */
    readonly policeDays: number
  },
): Result<InquiryIn<'confirmed' | 'rejected'>, DecisionRefusal> {
  if (inquiry.state !== 'open') return refuse({ kind: 'inquiry-not-open', state: inquiry.state })
  const second = checkDualControl(by, [inquiry.raisedBy])
  if (!second.ok) return second
  const { content } = inquiry
  const decidedContent: InquiryContent = { ...content, grounds: decided.grounds }
  const ended = { endedAt: now, endedBy: by }
  if (decided.decision === 'rejected')
    return ok({ ...inquiry, ...ended, content: decidedContent, state: 'rejected' })
  if (inquiry.kind === 'document-doubt')
    return ok({ ...inquiry, ...ended, content: decidedContent, state: 'confirmed' })

  if (!decided.police) return refuse({ kind: 'police-reference-missing' })
  const { reference, verifiedOn } = decided.police
  const goodUntil = addDays(verifiedOn, policeDays)
  const today = dateInHelsinki(now)
  if (verifiedOn > today || goodUntil < today) return refuse({ kind: 'police-day-impossible' })
  return ok({
    ...inquiry,
    ...ended,
    content: { ...decidedContent, reference },
    state: 'confirmed',
    goodUntil,
  })
}

/** The registrar withdraws it, or it lapses. */
export const withdraw = (
  inquiry: Inquiry,
  now: Instant,
): Result<InquiryIn<'withdrawn'>, NotOpen> =>
  inquiry.state === 'open'
    ? ok({ ...inquiry, state: 'withdrawn', endedAt: now })
    : refuse({ kind: 'inquiry-not-open', state: inquiry.state })

/** When an undecided inquiry lapses. */
export const lapsesAt = (raisedAt: Instant, days: number): Instant => plus(raisedAt, days * day)

/** When its content is erased, so many years after its end. */
export const forgottenAt = (endedAt: Instant, years: number): Instant =>
  startOfDay(addYears(dateInHelsinki(endedAt), years))

/** The allowed transitions. Drawn in the README, and a test compares the two. */
export const lifecycle = {
  open: { confirm: 'confirmed', reject: 'rejected', withdraw: 'withdrawn' },
  confirmed: {},
  rejected: {},
  withdrawn: {},
} as const satisfies {
  readonly [State in Inquiry['state']]: { readonly [step: string]: Inquiry['state'] }
}
