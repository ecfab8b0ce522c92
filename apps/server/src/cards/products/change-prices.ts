import { randomUUID } from 'node:crypto'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/prices'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { Nothing } from '#platform/endpoint.ts'
import { operation } from '#platform/operation.ts'
import type { Runtime } from '#platform/runtime.ts'
import type {
  PriceChange,
  PriceChangeApproved,
  PriceChangeId,
  PriceChangeProposed,
  PriceChangeRejected,
  ProposedChange,
} from './contract.ts'
import {
  checkBeginning,
  checkChangeApproval,
  mayDo,
  standingOf,
  type ChangeApprovalRefusal,
  type ChangeRefusal,
} from './domain/price-change.ts'
import { defaultPriceList } from './domain/service-price.ts'
import { allChanges, insertChange, lockWaiting, saveDecision } from './store.ts'
import { decideProblems, proposeProblems } from './problems.ts'

export type PricesDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly personNamed: (tx: Tx, personId: string) => Promise<string | undefined>
}

/** All changes of prices and rates: in force, coming, rejected, or waiting for another case officer. */
export const viewPrices = operation({
  contract: contracts.viewPrices,
  problems: {},
  handle:
    ({ db, clock, personNamed }: Omit<PricesDeps, 'record'>) =>
    (permit): Promise<Result<ResponseOf<typeof contracts.viewPrices>, never>> =>
      db.read(async (tx) => {
        const approving = { by: personOf(permit), today: dateInHelsinki(clock.now()) }
        const named = async (operation: NonNullable<PriceChange['proposed']>) => ({
          name: (await personNamed(tx, operation.by)) ?? '',
          at: formatInstant(operation.at),
        })
        const all = await allChanges(tx)
        // Per day and kind only one can wait at a time: those proposed first were approved first.
        const approved = all.filter(({ state }) => state === 'approved').toReversed()
        const standing = ({ changeId, kind, beginsOn, state }: PriceChange) =>
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
        return ok({ changes })
      }),
})

export type ProposeRefusal = ChangeRefusal | { readonly kind: 'change-already-proposed' }

/** A case officer proposes new prices from a day on. Nothing changes until another has approved. */
export const proposePrices = operation({
  contract: contracts.proposePrices,
  problems: proposeProblems,
  handle:
    (deps: PricesDeps) =>
    (permit, { beginsOn, vat, cents }): Promise<Result<Response, ProposeRefusal>> =>
      propose(deps, permit, {
        ...{ kind: 'prices', list: defaultPriceList, vat, cents },
        beginsOn: localDate(beginsOn),
      }),
})

/** A case officer proposes a new standard rate of value added tax from a day on. */
export const proposeVatRate = operation({
  contract: contracts.proposeVatRate,
  problems: proposeProblems,
  handle:
    (deps: PricesDeps) =>
    (permit, { beginsOn, permille }): Promise<Result<Response, ProposeRefusal>> =>
      propose(deps, permit, { kind: 'vat-rate', permille, beginsOn: localDate(beginsOn) }),
})

type Response = { readonly changeId: string }

const propose = (
  { db, clock, record }: PricesDeps,
  permit: Permit<'products.proposePrices'>,
  change: ProposedChange,
): Promise<Result<Response, ProposeRefusal>> =>
  db.write(async (tx): Promise<Result<Response, ProposeRefusal>> => {
    const at = clock.now()
    const checked = checkBeginning(change.beginsOn, dateInHelsinki(at))
    if (!checked.ok) return checked
    const changeId = randomUUID() as string as PriceChangeId
    const isNew = await insertChange(tx, change, { changeId, by: personOf(permit), at })
    if (!isNew) return refuse({ kind: 'change-already-proposed' })
    const event: PriceChangeProposed = { type: 'PriceChangeProposed', changeId, change }
    await record(tx, event, permit)
    return ok({ changeId })
  })

export type DecideRefusal = { readonly kind: 'price-change-not-found' } | ChangeApprovalRefusal

/**
 * Another case officer approves, effective from its first day; or it is rejected, which its proposer may do
 * too.
 */
export const decidePriceChange = operation({
  contract: contracts.decidePriceChange,
  problems: decideProblems,
  handle:
    ({ db, clock, record }: PricesDeps) =>
    (permit, { changeId, decision }) =>
      db.write(async (tx): Promise<Result<Nothing, DecideRefusal>> => {
        const waiting = await lockWaiting(tx, changeId)
        if (waiting?.proposed === undefined) return refuse({ kind: 'price-change-not-found' })
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
        const event: PriceChangeApproved | PriceChangeRejected = {
          type: decision === 'approved' ? 'PriceChangeApproved' : 'PriceChangeRejected',
          ...{ changeId: id, change },
        }
        await record(tx, event, permit)
        return ok({})
      }),
})
