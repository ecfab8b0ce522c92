import type { Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Paper } from '../contract.ts'

export type PaperIn<State extends Paper['state']> = Extract<Paper, { state: State }>

type Deciding = { readonly by: string; readonly now: Instant }

export type DecisionRefusal =
  | { readonly kind: 'paper-not-proposed'; readonly state: Paper['state'] }
  /** Power is given by two. */
  | { readonly kind: 'own-proposal' }

/** Another handler lets it hold. */
export function approve(
  paper: Paper,
  { by, now }: Deciding,
): Result<PaperIn<'approved'>, DecisionRefusal> {
  if (paper.state !== 'proposed') return refuse({ kind: 'paper-not-proposed', state: paper.state })
  if (paper.proposedBy === by) return refuse({ kind: 'own-proposal' })
  if (paper.kind === 'authorisation' && paper.accepted.personId === by)
    return refuse({ kind: 'own-proposal' })
  return ok({ ...paper, state: 'approved', approvedBy: by, approvedAt: now })
}

/** Nothing comes of it; whoever entered it may take it back too. */
export function reject(
  paper: Paper,
  { by, now }: Deciding,
): Result<PaperIn<'rejected'>, DecisionRefusal> {
  if (paper.state !== 'proposed') return refuse({ kind: 'paper-not-proposed', state: paper.state })
  return ok({ ...paper, state: 'rejected', rejectedBy: by, rejectedAt: now })
}

export type EndRefusal = { readonly kind: 'paper-not-approved'; readonly state: Paper['state'] }

/** From now on nothing rests on it. One handler is enough: power is taken at once. */
export function end(paper: Paper, { by, now }: Deciding): Result<PaperIn<'ended'>, EndRefusal> {
  if (paper.state !== 'approved') return refuse({ kind: 'paper-not-approved', state: paper.state })
  return ok({ ...paper, state: 'ended', endedBy: by, endedAt: now })
}

/**
 * What is left of a change when the paper ends whose place it takes, or would (R277, R286): one that waits comes to nothing, one
 * that was approved ends too, unless the paper had ended by its days before. Nothing when it is over anyhow.
 */
export function endWith(
  before: Paper,
  change: Paper,
  { by, now }: Deciding,
): PaperIn<'rejected' | 'ended'> | undefined {
  if (change.state === 'proposed')
    return {
      ...{ ...change, state: 'rejected', rejectedBy: by, rejectedAt: now },
      because: `${before.kind}-ended`,
    }
  if (change.state !== 'approved' || wasOver(before, dateInHelsinki(now))) return undefined
  return { ...change, state: 'ended', endedBy: by, endedAt: now }
}

/** Its last day has passed. */
export const wasOver = ({ validTo }: Paper, today: LocalDate): boolean =>
  validTo !== undefined && validTo < today

/**
 * The paper to the eve of the one that takes its place, and through today at least: between the two nothing stops (R213).
 * Nothing when it ends by then anyhow.
 */
export function giveWay(
  before: Paper,
  { paperId, validFrom }: Pick<Paper, 'paperId' | 'validFrom'>,
  today: LocalDate,
): (PaperIn<'approved'> & { readonly validTo: LocalDate }) | undefined {
  if (before.state !== 'approved') return undefined
  const eve = addDays(validFrom, -1)
  const lastDay = eve > today ? eve : today
  const endsAnyhow = before.validTo !== undefined && before.validTo <= lastDay
  if (endsAnyhow || before.validFrom > lastDay) return undefined
  const { validTo } = before
  const gaveWay = { to: paperId, ...(validTo !== undefined && { validTo }) }
  return { ...before, validTo: lastDay, gaveWay }
}

/**
 * The paper as if the change had never been, to which it gave way and which is ended before its first day (R310). Nothing when the
 * change has begun, or took nothing from it.
 */
export function goOn(
  before: Paper,
  { paperId, validFrom }: Pick<Paper, 'paperId' | 'validFrom'>,
  today: LocalDate,
): PaperIn<'approved'> | undefined {
  if (before.state !== 'approved' || before.gaveWay?.to !== paperId) return undefined
  if (validFrom <= today) return undefined
  const { gaveWay, validTo: _eve, ...every } = before
  return { ...every, ...(gaveWay.validTo !== undefined && { validTo: gaveWay.validTo }) }
}

/** Where each step leads. The README draws it, and a test compares the two. */
export const lifecycle = {
  proposed: { approve: 'approved', reject: 'rejected' },
  approved: { end: 'ended' },
  rejected: {},
  ended: {},
} as const satisfies {
  readonly [State in Paper['state']]: { readonly [step: string]: Paper['state'] }
}
