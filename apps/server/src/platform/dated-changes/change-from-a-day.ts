import { randomUUID } from 'node:crypto'
import type { ProposalDecision } from '@sotevarmenne/api/values'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Nothing } from '#platform/endpoint.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { DomainEvent } from '#platform/record.ts'
import type { Runtime } from '#platform/runtime.ts'
import {
  checkBeginning,
  checkChangeApproval,
  mayDo,
  standingOf,
  type ChangeApprovalRefusal,
  type ChangeRefusal,
} from './domain/dated-change.ts'
import type { ChangeId, ProposedChange, StoredChanges } from './stored-changes.ts'

export type DatedChangesDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly personNamed: (tx: Tx, personId: string) => Promise<string | undefined>
}

/** Rejected: another case officer did not approve it, or its proposer withdrew it. */
export type ChangeStep = 'Proposed' | 'Approved' | 'Rejected'

/** Changes that are proposed and decided together: where they are stored, and what is recorded of each step. */
export type DatedChanges<Change extends ProposedChange> = {
  readonly stored: StoredChanges<Change>
  readonly eventOf: (step: ChangeStep, changeId: ChangeId, change: Change) => DomainEvent
  /** Whether an approved change still applies; without it each does. */
  readonly counts?: (change: Change) => boolean
}

/** All changes, with what the caller may do with each. */
export const showChanges = <Change extends ProposedChange>(
  { db, clock, personNamed }: Omit<DatedChangesDeps, 'record'>,
  permit: Permit,
  { stored, counts = () => true }: Pick<DatedChanges<Change>, 'stored' | 'counts'>,
) =>
  db.read(async (tx) => {
    const approving = { by: personOf(permit), today: dateInHelsinki(clock.now()) }
    const named = async ({ by, at }: { readonly by: string; readonly at: Instant }) => ({
      name: (await personNamed(tx, by)) ?? '',
      at: formatInstant(at),
    })
    const all = await stored.all(tx)
    // Per day and kind only one can wait at a time: those proposed first were approved first.
    const approved = all
      .filter(({ state, change }) => state === 'approved' && counts(change))
      .toReversed()
    const standingNow = ({ changeId, change: { kind, beginsOn } }: (typeof all)[number]) =>
      standingOf(
        { changeId, from: beginsOn },
        approved
          .filter(({ change }) => change.kind === kind)
          .map((one) => ({ changeId: one.changeId, from: one.change.beginsOn })),
        approving.today,
      )
    const shown = []
    for (const one of all) {
      const { changeId, change, proposed, decided, state } = one
      const { beginsOn } = change
      const isOpen = state === 'proposed' && proposed !== undefined
      shown.push({
        ...change,
        changeId,
        standing: state === 'approved' ? standingNow(one) : state,
        ...(proposed && { proposed: await named(proposed) }),
        ...(decided && { decided: await named(decided) }),
        may: isOpen ? [...mayDo({ beginsOn, proposedBy: proposed.by }, approving)] : [],
        isLate: isOpen && !checkBeginning(beginsOn, approving.today).ok,
      })
    }
    return shown
  })

export type ProposeRefusal = ChangeRefusal | { readonly kind: 'change-already-proposed' }
type Response = { readonly changeId: string }

/** A case officer proposes a change from a day on. Nothing changes until another has approved. */
export const proposeChange = <Change extends ProposedChange, Refusal = never>(
  { db, clock, record }: DatedChangesDeps,
  permit: Permit,
  { stored, eventOf }: DatedChanges<Change>,
  change: Change,
  /** What the module checks, or stores, in the same transaction. */
  prepare: (tx: Tx) => Promise<Result<unknown, Refusal>> = () => Promise.resolve(ok(undefined)),
): Promise<Result<Response, ProposeRefusal | Refusal>> =>
  db.write(async (tx): Promise<Result<Response, ProposeRefusal | Refusal>> => {
    const at = clock.now()
    const checked = checkBeginning(change.beginsOn, dateInHelsinki(at))
    if (!checked.ok) return checked
    const prepared = await prepare(tx)
    if (!prepared.ok) return prepared
    const changeId = randomUUID() as string as ChangeId
    const isNew = await stored.insert(tx, change, { changeId, by: personOf(permit), at })
    if (!isNew) return refuse({ kind: 'change-already-proposed' })
    await record(tx, eventOf('Proposed', changeId, change), permit)
    return ok({ changeId })
  })

export type DecideRefusal<NotFound> = { readonly kind: NotFound } | ChangeApprovalRefusal

/**
 * Another case officer approves, effective from its first day; or it is rejected, which its proposer may do
 * too. A waiting change of another kind is not found.
 */
export const decideChange = <Change extends ProposedChange, const NotFound extends string>(
  { db, clock, record }: DatedChangesDeps,
  permit: Permit,
  { stored, eventOf }: DatedChanges<Change>,
  {
    changeId,
    decision,
    notFound,
  }: {
    readonly changeId: string
    readonly decision: ProposalDecision
    readonly notFound: NotFound
  },
): Promise<Result<Nothing, DecideRefusal<NotFound>>> =>
  db.write(async (tx): Promise<Result<Nothing, DecideRefusal<NotFound>>> => {
    const waiting = await stored.lockWaiting(tx, changeId)
    if (waiting?.proposed === undefined) return refuse({ kind: notFound })
    const { proposed, changeId: id, change } = waiting
    const [by, at] = [personOf(permit), clock.now()]
    if (decision === 'approved') {
      const checked = checkChangeApproval(
        { proposedBy: proposed.by, beginsOn: change.beginsOn },
        { by, today: dateInHelsinki(at) },
      )
      if (!checked.ok) return checked
    }
    await stored.saveDecision(tx, id, { decision, by, at })
    const step = decision === 'approved' ? 'Approved' : 'Rejected'
    await record(tx, eventOf(step, id, change), permit)
    return ok({})
  })
