import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Clock } from './clock.ts'
import { personOf, type Permit } from './permit.ts'

/** Who sees an application: a member of its organisation, or the office. */
export type Viewer = {
  readonly as: 'member' | 'caseOfficer' | 'auditor'
  readonly personId: string
}

export const memberBy = (permit: Permit): Viewer => ({ as: 'member', personId: personOf(permit) })

export const officeBy = (permit: Permit): Viewer => ({
  as: permit.reason === 'auditor' ? 'auditor' : 'caseOfficer',
  personId: personOf(permit),
})

/** One line of a history; `because`: the reason of a decision. */
type StepBy<Name extends string> = {
  readonly step: Name
  readonly at: Instant
  /** Person id. */
  readonly by: string
  readonly because?: string
}

/** The step that the person takes now. */
export const stepBy = <const Name extends string>(
  { clock }: { readonly clock: Clock },
  permit: Permit,
  step: Name,
  because?: string,
): StepBy<Name> => ({
  ...{ step, at: clock.now(), by: personOf(permit) },
  ...(because !== undefined && { because }),
})

/** Changed, with the step at the end of its history. */
export const withStep = <Past, Item extends { readonly history: readonly Past[] }>(
  item: Item & { readonly history: readonly Past[] },
  past: Past,
  changes: Partial<Item> = {},
): Item => ({ ...item, ...changes, history: [...item.history, past] })
