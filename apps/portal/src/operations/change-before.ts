import type { DatedChangeView } from '@sotevarmenne/api/dated-changes'

type Dated = Pick<DatedChangeView, 'changeId' | 'standing' | 'beginsOn'> & { readonly kind: string }

/** What applies on the day before the change begins: the approved change of its kind that began last. */
export function changeBefore<Change extends Dated>(
  changes: readonly Change[],
  { kind, beginsOn }: Pick<Change, 'kind' | 'beginsOn'>,
): Change | undefined {
  return changes
    .filter((one) => one.kind === kind && applies.has(one.standing) && one.beginsOn < beginsOn)
    .toSorted((one, other) => (one.beginsOn < other.beginsOn ? 1 : -1))
    .at(0)
}

const applies: ReadonlySet<Dated['standing']> = new Set(['past', 'now', 'coming'])
