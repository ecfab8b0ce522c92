import type { PriceChange } from '@sotevarmenne/api/prices'

export type Standing = 'now' | 'coming' | 'past' | 'replaced' | 'rejected'

/** Where a change stands that was decided, among all of them: those that begin last first, and of one day the newest. */
export function standingOf(
  change: PriceChange,
  all: readonly PriceChange[],
  today: string,
): Standing {
  if (change.state !== 'approved') return 'rejected'
  const approved = all.filter(({ kind, state }) => kind === change.kind && state === 'approved')
  const ofDay = approved.find(({ beginsOn }) => beginsOn === change.beginsOn)
  if (ofDay?.changeId !== change.changeId) return 'replaced'
  if (change.beginsOn > today) return 'coming'
  const now = approved.find(({ beginsOn }) => beginsOn <= today)
  return now?.changeId === change.changeId ? 'now' : 'past'
}
