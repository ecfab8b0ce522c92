import type { HolderStep, OfficeStep, ThreadKind, ThreadState } from '@sotevarmenne/api/threads'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import {
  addDays,
  addMonths,
  addYears,
  dateInHelsinki,
  startOfDay,
  type LocalDate,
} from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { isWorkingDay } from '@sotevarmenne/kernel/working-days'
import type { ThreadId } from '../contract.ts'

type Every = {
  readonly threadId: ThreadId
  /** Whose it is; of an organisation’s: who opened it. */
  readonly personId: string
  readonly organisationId?: string
  /** Of a fee dispute. */
  readonly invoiceId?: string
  readonly kind: ThreadKind
  /** Absent once what it says is erased. */
  readonly subject?: string
  /** The renewal whose automatic decision it is about. */
  readonly orderId?: string
  readonly openedAt: Instant
  readonly changedAt: Instant
  /** The day from which the time limit runs. */
  readonly receivedOn: LocalDate
  readonly isExtended: boolean
}

/** Each state carries only what is true in it. `dueOn`: the last day on which the office does what it owes. */
export type Thread = Every &
  (
    | { readonly state: 'waiting'; readonly dueOn: LocalDate }
    /** What is decided is still owed its decision. */
    | { readonly state: 'answered'; readonly dueOn?: LocalDate }
    | { readonly state: 'closed'; readonly decision?: 'accepted' | 'refused' }
  )

/** Who takes a step, and when. The service closes what nobody goes on with. */
export type Stepping = {
  readonly by:
    { readonly side: 'holder' | 'office'; readonly personId: string } | { readonly side: 'service' }
  readonly now: Instant
}

export type ThreadStep = HolderStep | OfficeStep

export type StepRefusal =
  /** Nobody handles an own matter. */
  | { readonly kind: 'own-thread' }
  | { readonly kind: 'thread-step-not-now'; readonly state: ThreadState }
  | { readonly kind: 'no-correction-request' }
  /** A correction request ends by a decision, not by being closed. */
  | { readonly kind: 'decision-owed' }
  | { readonly kind: 'extension-not-now' }

/** Where each step leads. The README draws it, and a test compares the two. */
export const lifecycle = {
  waiting: {
    write: 'waiting',
    answer: 'answered',
    accept: 'closed',
    refuse: 'closed',
    extend: 'waiting',
    close: 'closed',
  },
  answered: {
    write: 'waiting',
    answer: 'answered',
    accept: 'closed',
    refuse: 'closed',
    extend: 'answered',
    close: 'closed',
  },
  closed: { write: 'waiting', reopen: 'waiting' },
} as const satisfies {
  readonly [State in ThreadState]: { readonly [Step in ThreadStep]?: ThreadState }
}

/** The thread after the step (R165, R166, R168, R169). */
export function takeStep(
  thread: Thread,
  step: ThreadStep,
  { by, now }: Stepping,
): Result<Thread, StepRefusal> {
  if (by.side === 'office' && by.personId === thread.personId) return refuse({ kind: 'own-thread' })
  const steps: { readonly [Step in ThreadStep]?: ThreadState } = lifecycle[thread.state]
  const state = steps[step]
  if (state === undefined) return refuse({ kind: 'thread-step-not-now', state: thread.state })
  const isCorrection = thread.kind === 'correction-request'
  const isDispute = thread.kind === 'fee-dispute'
  const isDecided = isCorrection || isDispute
  // A dispute ends with its invoice; whoever disagrees opens no old one.
  if (isDispute && thread.state === 'closed')
    return refuse({ kind: 'thread-step-not-now', state: thread.state })
  const owed = thread.state === 'closed' ? undefined : thread.dueOn
  const changed: Every = { ...everyOf(thread), changedAt: now }

  switch (step) {
    case 'write':
    case 'reopen': {
      // What is owed already stays owed; what was answered or closed begins anew.
      if (owed !== undefined) return ok({ ...changed, state: 'waiting', dueOn: owed })
      const receivedOn = dateInHelsinki(now)
      const dueOn = dueFor(thread.kind, receivedOn)
      return ok({ ...changed, receivedOn, isExtended: false, state: 'waiting', dueOn })
    }
    case 'answer':
      return ok({
        ...changed,
        state: 'answered',
        ...(isDecided && owed !== undefined && { dueOn: owed }),
      })
    case 'accept':
    case 'refuse':
      if (!isDecided) return refuse({ kind: 'no-correction-request' })
      return ok({
        ...changed,
        state: 'closed',
        decision: step === 'accept' ? 'accepted' : 'refused',
      })
    case 'extend': {
      if (!isCorrection) return refuse({ kind: 'no-correction-request' })
      if (thread.state === 'closed' || thread.isExtended)
        return refuse({ kind: 'extension-not-now' })
      if (owed === undefined || dateInHelsinki(now) > owed)
        return refuse({ kind: 'extension-not-now' })
      const dueOn = workingDayFrom(addMonths(thread.receivedOn, correctionMonths + extensionMonths))
      return ok({ ...thread, changedAt: now, isExtended: true, dueOn })
    }
    case 'close':
      if (isDecided && by.side === 'office') return refuse({ kind: 'decision-owed' })
      return ok({ ...changed, state: 'closed' })
  }
}

/** A new thread waits for the office. */
export const openThread = (
  opened: Pick<
    Thread,
    'threadId' | 'personId' | 'kind' | 'subject' | 'orderId' | 'organisationId' | 'invoiceId'
  >,
  now: Instant,
): Thread => {
  const receivedOn = dateInHelsinki(now)
  return {
    ...opened,
    openedAt: now,
    changedAt: now,
    receivedOn,
    isExtended: false,
    state: 'waiting',
    dueOn: dueFor(opened.kind, receivedOn),
  }
}

/** Which steps the side may take on the thread itself now: the rule of the deed is asked. */
export const stepsOpenTo = <Step extends ThreadStep>(
  thread: Thread,
  steps: readonly Step[],
  stepping: Stepping,
): Step[] =>
  steps.filter((step) => !isDecidedElsewhere(thread, step) && takeStep(thread, step, stepping).ok)

/** A dispute is decided with its invoice, where it is put into effect. */
export const isDecidedElsewhere = ({ kind }: Thread, step: ThreadStep): boolean =>
  kind === 'fee-dispute' && (step === 'accept' || step === 'refuse')

export const isOverdue = (thread: Thread, today: LocalDate): boolean =>
  'dueOn' in thread && thread.dueOn < today

/**
 * A correction request has one month (Regulation 2016/679, article 12(3)), counted and moved to a working day by Regulation
 * 1182/71, article 3. The others have two weeks, which is ours.
 */
export const dueFor = (kind: ThreadKind, receivedOn: LocalDate): LocalDate =>
  workingDayFrom(
    kind === 'correction-request'
      ? addMonths(receivedOn, correctionMonths)
      : addDays(receivedOn, answerDays),
  )

/** When nobody has gone on with it: an answered thread is closed, and what a closed one says is erased. */
export function endsAt(thread: Thread): Instant | undefined {
  switch (thread.state) {
    case 'waiting':
      return undefined
    case 'answered':
      return thread.dueOn === undefined ? plus(thread.changedAt, restDays * day) : undefined
    case 'closed':
      return thread.subject === undefined ? undefined : erasedFrom(thread.changedAt)
  }
}

/** When what is written of a thread that was closed then, or of a dispute that was decided then, is erased (R167, R292). */
export const erasedFrom = (endedAt: Instant): Instant =>
  startOfDay(addYears(dateInHelsinki(endedAt), keptYears))

/** How many threads that are not closed a person has at once, and how many messages one has: nobody floods the office. */
export const openThreadsAtMost = 20
export const stepsAtMost = 200

const correctionMonths = 1
const extensionMonths = 2
const answerDays = 14
const restDays = 30
const keptYears = 2

const workingDayFrom = (date: LocalDate): LocalDate =>
  isWorkingDay(date) ? date : workingDayFrom(addDays(date, 1))

/** What is true of the thread in every state. */
function everyOf(thread: Thread): Every {
  if (thread.state === 'closed') {
    const { state: _state, decision: _decision, ...every } = thread
    return every
  }
  const { state: _state, dueOn: _dueOn, ...every } = thread
  return every
}
