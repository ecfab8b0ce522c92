import type { HolderStep, OfficeStep, CaseKind, CaseState } from '@sotevarmenne/api/cases'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import {
  addDays,
  addMonths,
  addYears,
  dateInHelsinki,
  startOfDay,
  type LocalDate,
} from '@sotevarmenne/kernel/local-date'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { isWorkingDay } from '@sotevarmenne/kernel/working-days'
import type { CaseId } from '../contract.ts'

type Every = {
  readonly caseId: CaseId
  /**
   * The holder; of an organisation's case: the member who opened it. Absent for a contact message: its writer did
   * not sign in.
   */
  readonly personId?: string
  readonly organisationId?: string
  /** Set for a fee dispute. */
  readonly invoiceId?: string
  readonly kind: CaseKind
  /** Absent once the texts are erased. */
  readonly subject?: string
  /** The renewal with the automatic decision that the case is about. */
  readonly orderId?: string
  readonly openedAt: Instant
  readonly changedAt: Instant
  /** First day of the time limit. */
  readonly receivedOn: LocalDate
  readonly isExtended: boolean
}

/**
 * Each state carries only the fields that are true in it. `dueOn`: the last day for the office's reply or
 * decision.
 */
export type SupportCase = Every &
  (
    | { readonly state: 'waiting'; readonly dueOn: LocalDate }
    /** `dueOn` is set while a decision is still due. */
    | { readonly state: 'answered'; readonly dueOn?: LocalDate }
    | { readonly state: 'closed'; readonly decision?: 'accepted' | 'refused' }
  )

/** Who takes a step, and when. The service itself closes cases that nobody continues. */
export type Stepping = {
  readonly by:
    | { readonly side: 'holder' | 'office'; readonly personId: string }
    | { readonly side: 'writer' | 'service' }
  readonly now: Instant
  /** The time limit of a case that waits for the office again (R165). */
  readonly replyDays: number
}

export type CaseStep = HolderStep | OfficeStep

export type StepRefusal =
  /** Nobody handles their own case. */
  | SecondPersonRequired
  | { readonly kind: 'case-step-not-now'; readonly state: CaseState }
  | { readonly kind: 'not-a-rectification-request' }
  /** A rectification request ends by a decision, not by being closed. */
  | { readonly kind: 'decision-due' }
  | { readonly kind: 'extension-not-now' }

/** The state after each step. The README draws it, and a test compares the two. */
export const lifecycle = {
  waiting: {
    write: 'waiting',
    reply: 'answered',
    accept: 'closed',
    refuse: 'closed',
    extend: 'waiting',
    close: 'closed',
  },
  answered: {
    write: 'waiting',
    reply: 'answered',
    accept: 'closed',
    refuse: 'closed',
    extend: 'answered',
    close: 'closed',
  },
  closed: { write: 'waiting', reopen: 'waiting' },
} as const satisfies {
  readonly [State in CaseState]: { readonly [Step in CaseStep]?: CaseState }
}

/** The case after the step (R165, R166, R168, R169). */
export function takeStep(
  supportCase: SupportCase,
  step: CaseStep,
  { by, now, replyDays }: Stepping,
): Result<SupportCase, StepRefusal> {
  if (by.side === 'office') {
    const second = checkDualControl(by.personId, [supportCase.personId])
    if (!second.ok) return second
  }
  const steps: { readonly [Step in CaseStep]?: CaseState } = lifecycle[supportCase.state]
  const state = steps[step]
  if (state === undefined) return refuse({ kind: 'case-step-not-now', state: supportCase.state })
  const isRectification = supportCase.kind === 'rectification-request'
  const isDispute = supportCase.kind === 'fee-dispute'
  const isDecided = isRectification || isDispute
  // A dispute ends with its invoice; it is not reopened.
  if (isDispute && supportCase.state === 'closed')
    return refuse({ kind: 'case-step-not-now', state: supportCase.state })
  const owed = supportCase.state === 'closed' ? undefined : supportCase.dueOn
  const changed: Every = { ...everyOf(supportCase), changedAt: now }

  switch (step) {
    case 'write':
    case 'reopen': {
      // A due date stays; for an answered or closed case the time limit starts again.
      if (owed !== undefined) return ok({ ...changed, state: 'waiting', dueOn: owed })
      const receivedOn = dateInHelsinki(now)
      const dueOn = dueFor(supportCase.kind, receivedOn, replyDays)
      return ok({ ...changed, receivedOn, isExtended: false, state: 'waiting', dueOn })
    }
    case 'reply':
      return ok({
        ...changed,
        state: 'answered',
        ...(isDecided && owed !== undefined && { dueOn: owed }),
      })
    case 'accept':
    case 'refuse':
      if (!isDecided) return refuse({ kind: 'not-a-rectification-request' })
      return ok({
        ...changed,
        state: 'closed',
        decision: step === 'accept' ? 'accepted' : 'refused',
      })
    case 'extend': {
      if (!isRectification) return refuse({ kind: 'not-a-rectification-request' })
      if (supportCase.state === 'closed' || supportCase.isExtended)
        return refuse({ kind: 'extension-not-now' })
      if (owed === undefined || dateInHelsinki(now) > owed)
        return refuse({ kind: 'extension-not-now' })
      const dueOn = workingDayFrom(
        addMonths(supportCase.receivedOn, correctionMonths + extensionMonths),
      )
      return ok({ ...supportCase, changedAt: now, isExtended: true, dueOn })
    }
    case 'close':
      if (isDecided && by.side === 'office') return refuse({ kind: 'decision-due' })
      return ok({ ...changed, state: 'closed' })
  }
}

export type OpenedCase = Pick<
  SupportCase,
  'caseId' | 'personId' | 'kind' | 'subject' | 'orderId' | 'organisationId' | 'invoiceId'
>

/** A new case waits for the office. */
export const openCase = (
  opened: OpenedCase,
  { now, replyDays }: { readonly now: Instant; readonly replyDays: number },
): SupportCase => {
  const receivedOn = dateInHelsinki(now)
  return {
    ...opened,
    openedAt: now,
    changedAt: now,
    receivedOn,
    isExtended: false,
    state: 'waiting',
    dueOn: dueFor(opened.kind, receivedOn, replyDays),
  }
}

/** Steps that the side may take in the case now, by the rule of the operation, whatever their time limit. */
export const stepsOpenTo = <Step extends CaseStep>(
  supportCase: SupportCase,
  steps: readonly Step[],
  stepping: Omit<Stepping, 'replyDays'>,
): Step[] =>
  steps.filter(
    (step) =>
      !isDecidedElsewhere(supportCase, step) &&
      takeStep(supportCase, step, { ...stepping, replyDays: 0 }).ok,
  )

/** A dispute is decided with its invoice, where the decision takes effect. */
export const isDecidedElsewhere = ({ kind }: SupportCase, step: CaseStep): boolean =>
  kind === 'fee-dispute' && (step === 'accept' || step === 'refuse')

export const isOverdue = (supportCase: SupportCase, today: LocalDate): boolean =>
  'dueOn' in supportCase && supportCase.dueOn < today

/**
 * A rectification request has one month (Regulation 2016/679, article 12(3)), counted and moved to a working
 * day by Regulation 1182/71, article 3. The others have so many days, a limit of our own.
 */
export const dueFor = (kind: CaseKind, receivedOn: LocalDate, replyDays: number): LocalDate =>
  workingDayFrom(
    kind === 'rectification-request'
      ? addMonths(receivedOn, correctionMonths)
      : addDays(receivedOn, replyDays),
  )

/** How long an answered case waits (R168), and the texts of a closed one are stored (R167, R292). */
export type CaseTimes = { readonly closingDays: number; readonly retentionYears: number }

/** Whether its time limit began by this step. */
export const hasNewTimeLimit = (before: SupportCase, after: SupportCase): boolean =>
  after.state === 'waiting' && (before.state === 'closed' || before.dueOn === undefined)

/** When time ends it: an answered case is closed, and the texts of a closed one are erased. */
export function endsAt(
  supportCase: SupportCase,
  { closingDays, retentionYears }: CaseTimes,
): Instant | undefined {
  switch (supportCase.state) {
    case 'waiting':
      return undefined
    case 'answered':
      return supportCase.dueOn === undefined
        ? plus(supportCase.changedAt, closingDays * day)
        : undefined
    case 'closed':
      return supportCase.subject === undefined
        ? undefined
        : erasedFrom(supportCase.changedAt, retentionYears)
  }
}

/** When the texts of a case closed then, or of a dispute decided then, are erased (R167, R292). */
export const erasedFrom = (endedAt: Instant, retentionYears: number): Instant =>
  startOfDay(addYears(dateInHelsinki(endedAt), retentionYears))

/** Max open cases per person, and max messages per case: protects the office against floods. */
export const maxOpenCases = 20
export const maxSteps = 200

const correctionMonths = 1
const extensionMonths = 2

const workingDayFrom = (date: LocalDate): LocalDate =>
  isWorkingDay(date) ? date : workingDayFrom(addDays(date, 1))

/** The fields that are set in every state. */
function everyOf(supportCase: SupportCase): Every {
  if (supportCase.state === 'closed') {
    const { state: _state, decision: _decision, ...every } = supportCase
    return every
  }
  const { state: _state, dueOn: _dueOn, ...every } = supportCase
  return every
}
