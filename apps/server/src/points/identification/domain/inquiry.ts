import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import {
  addDays,
  addYears,
  startOfDay,
  dateInHelsinki,
  type LocalDate,
} from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Inquiry, InquiryPapers } from '../contract.ts'

export type InquiryIn<State extends Inquiry['state']> = Extract<Inquiry, { state: State }>

type NotOpen = { readonly kind: 'inquiry-not-open'; readonly state: Inquiry['state'] }

export type DecisionRefusal =
  | NotOpen
  /** Who doubts does not decide. */
  | { readonly kind: 'own-inquiry' }
  /** Whom the police identified is known by the police's paper. */
  | { readonly kind: 'police-reference-missing' }
  | { readonly kind: 'police-day-impossible' }

export type Decision =
  | {
      readonly decision: 'confirmed'
      readonly grounds: string
      readonly police?: { readonly reference: string; readonly verifiedOn: LocalDate }
    }
  | { readonly decision: 'rejected'; readonly grounds: string }

/** A handler, not the one who raised it, has looked (R111, R112). */
export function decide(
  inquiry: Inquiry,
  decided: Decision,
  { by, now }: { readonly by: string; readonly now: Instant },
): Result<InquiryIn<'confirmed' | 'rejected'>, DecisionRefusal> {
  if (inquiry.state !== 'open') return refuse({ kind: 'inquiry-not-open', state: inquiry.state })
  if (inquiry.raisedBy === by) return refuse({ kind: 'own-inquiry' })
  const { papers } = inquiry
  const told: InquiryPapers = { ...papers, grounds: decided.grounds }
  const ended = { endedAt: now, endedBy: by }
  if (decided.decision === 'rejected')
    return ok({ ...inquiry, ...ended, papers: told, state: 'rejected' })
  if (inquiry.kind === 'document-doubt')
    return ok({ ...inquiry, ...ended, papers: told, state: 'confirmed' })

  if (!decided.police) return refuse({ kind: 'police-reference-missing' })
  const { reference, verifiedOn } = decided.police
  const goodUntil = addDays(verifiedOn, verificationGoodDays)
  const today = dateInHelsinki(now)
  if (verifiedOn > today || goodUntil < today) return refuse({ kind: 'police-day-impossible' })
  return ok({
    ...inquiry,
    ...ended,
    papers: { ...told, reference },
    state: 'confirmed',
    goodUntil,
  })
}

/** The registrar takes it back, or its time is over. */
export const withdraw = (
  inquiry: Inquiry,
  now: Instant,
): Result<InquiryIn<'withdrawn'>, NotOpen> =>
  inquiry.state === 'open'
    ? ok({ ...inquiry, state: 'withdrawn', endedAt: now })
    : refuse({ kind: 'inquiry-not-open', state: inquiry.state })

/** For how many days after the police identified somebody that identifies here: an order and its hand-over fit in. */
const verificationGoodDays = 90

/** When an inquiry that nobody decided is given up. */
export const lapsesAt = (raisedAt: Instant): Instant => plus(raisedAt, 90 * day)

/** When what it says is erased: two years after its end. */
export const forgottenAt = (endedAt: Instant): Instant =>
  startOfDay(addYears(dateInHelsinki(endedAt), 2))

/** Where each step leads. The README draws it, and a test compares the two. */
export const lifecycle = {
  open: { confirm: 'confirmed', reject: 'rejected', withdraw: 'withdrawn' },
  confirmed: {},
  rejected: {},
  withdrawn: {},
} as const satisfies {
  readonly [State in Inquiry['state']]: { readonly [step: string]: Inquiry['state'] }
}
