import { randomUUID } from 'node:crypto'
import type { ProposalDecision } from '@sotevarmenne/api/values'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Nothing } from '#platform/endpoint.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { Runtime } from '#platform/runtime.ts'
import type {
  ChangeId,
  ChangeStep,
  DatedChange,
  PriceChange,
  PriceChangeEvent,
  ProposedChange,
  RightRulesChange,
  RightRulesEvent,
} from './contract.ts'
import {
  checkBeginning,
  checkChangeApproval,
  mayDo,
  standingOf,
  type ChangeApprovalRefusal,
  type ChangeRefusal,
} from './domain/dated-change.ts'
import { changesOf, insertChange, lockWaiting, saveDecision } from './store.ts'

export type DatedChangesDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly personNamed: (tx: Tx, personId: string) => Promise<string | undefined>
}

/** All changes of these kinds, with what the caller may do with each. */
export const showChanges = (
  { db, clock, personNamed }: Omit<DatedChangesDeps, 'record'>,
  permit: Permit,
  kinds: readonly ProposedChange['kind'][],
) =>
  db.read(async (tx) => {
    const approving = { by: personOf(permit), today: dateInHelsinki(clock.now()) }
    const named = async (step: NonNullable<DatedChange['proposed']>) => ({
      name: (await personNamed(tx, step.by)) ?? '',
      at: formatInstant(step.at),
    })
    const all = await changesOf(tx, kinds)
    // Per day and kind only one can wait at a time: those proposed first were approved first.
    const approved = all.filter(({ state }) => state === 'approved').toReversed()
    const standing = ({ changeId, kind, beginsOn, state }: DatedChange) =>
      state === 'approved'
        ? standingOf(
            { changeId, from: beginsOn },
            approved
              .filter((one) => one.kind === kind)
              .map((one) => ({ changeId: one.changeId, from: one.beginsOn })),
            approving.today,
          )
        : state
    const changes = []
    for (const one of all) {
      const { proposed, decided, state, ...change } = one
      const isOpen = state === 'proposed' && proposed !== undefined
      changes.push({
        ...change,
        standing: standing(one),
        ...(proposed && { proposed: await named(proposed) }),
        ...(decided && { decided: await named(decided) }),
        may: isOpen ? [...mayDo({ ...change, proposedBy: proposed.by }, approving)] : [],
        isLate: isOpen && !checkBeginning(change.beginsOn, approving.today).ok,
      })
    }
    return changes
  })

export type ProposeRefusal = ChangeRefusal | { readonly kind: 'change-already-proposed' }
type Response = { readonly changeId: string }

/** A case officer proposes a change from a day on. Nothing changes until another has approved. */
export const proposeChange = (
  { db, clock, record }: DatedChangesDeps,
  permit: Permit<'products.proposePrices' | 'products.proposeRightRules'>,
  change: ProposedChange,
): Promise<Result<Response, ProposeRefusal>> =>
  db.write(async (tx): Promise<Result<Response, ProposeRefusal>> => {
    const at = clock.now()
    const checked = checkBeginning(change.beginsOn, dateInHelsinki(at))
    if (!checked.ok) return checked
    const changeId = randomUUID() as string as ChangeId
    const isNew = await insertChange(tx, change, { changeId, by: personOf(permit), at })
    if (!isNew) return refuse({ kind: 'change-already-proposed' })
    await record(tx, eventOf('Proposed', changeId, change), permit)
    return ok({ changeId })
  })

export type DecideRefusal<NotFound> = { readonly kind: NotFound } | ChangeApprovalRefusal

/**
 * Another case officer approves, effective from its first day; or it is rejected, which its proposer may do
 * too. A waiting change of another kind is not found.
 */
export const decideChange = <const NotFound extends string>(
  { db, clock, record }: DatedChangesDeps,
  permit: Permit<'products.decidePrices' | 'products.decideRightRules'>,
  {
    changeId,
    decision,
    kinds,
    notFound,
  }: {
    readonly changeId: string
    readonly decision: ProposalDecision
    readonly kinds: readonly ProposedChange['kind'][]
    readonly notFound: NotFound
  },
): Promise<Result<Nothing, DecideRefusal<NotFound>>> =>
  db.write(async (tx): Promise<Result<Nothing, DecideRefusal<NotFound>>> => {
    const waiting = await lockWaiting(tx, changeId, kinds)
    if (waiting?.proposed === undefined) return refuse({ kind: notFound })
    const { proposed, changeId: id, state: _state, decided: _decided, ...change } = waiting
    const [by, at] = [personOf(permit), clock.now()]
    if (decision === 'approved') {
      const checked = checkChangeApproval(
        { proposedBy: proposed.by, beginsOn: change.beginsOn },
        { by, today: dateInHelsinki(at) },
      )
      if (!checked.ok) return checked
    }
    await saveDecision(tx, id, { decision, by, at })
    await record(tx, eventOf(decision === 'approved' ? 'Approved' : 'Rejected', id, change), permit)
    return ok({})
  })

const eventOf = (
  step: ChangeStep,
  changeId: ChangeId,
  change: ProposedChange,
): PriceChangeEvent | RightRulesEvent =>
  isOfRights(change)
    ? { type: `RightRulesChange${step}`, changeId, change }
    : { type: `PriceChange${step}`, changeId, change: change satisfies PriceChange }

const isOfRights = (change: ProposedChange): change is RightRulesChange =>
  change.kind === 'right-rules'
