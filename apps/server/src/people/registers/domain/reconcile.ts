import type { ChangeKind, ToldBy } from '../contract.ts'
import { isRevoking, toldBy, type Finding } from './assess.ts'

/**
 * How far a change has come. `waiting` for its time, `held` by the brake, `released` by it or by two persons, `acted`;
 * `lapsed` when the register took it back before that, `withdrawn` after.
 */
export type ChangeState = 'waiting' | 'held' | 'released' | 'acted' | 'lapsed' | 'withdrawn'

/** What is known of a kind of change of one card: the newest of that kind that has neither lapsed nor been withdrawn. */
export type KnownChange = {
  readonly kind: ChangeKind
  readonly state: ChangeState
  readonly validTo?: string | undefined
}

/** Brings what is known of a card's changes to what a register says now; what the other register says stays. */
export function reconcile<Known extends KnownChange>(
  register: ToldBy,
  known: readonly Known[],
  findings: readonly Finding[],
): {
  /** Not known before, or known with another day. */
  readonly noticed: readonly Finding[]
  /** What the register says no longer, or otherwise. */
  readonly gone: readonly Known[]
} {
  const ofRegister = known.filter(({ kind }) => toldBy[kind] === register)
  const isSame = (change: Known, finding: Finding): boolean =>
    change.kind === finding.kind && change.validTo === finding.validTo
  return {
    noticed: findings.filter((finding) => !ofRegister.some((change) => isSame(change, finding))),
    gone: ofRegister.filter(
      (change) =>
        // A card that was taken away is not given back.
        !(change.state === 'acted' && isRevoking(change.kind)) &&
        !findings.some((finding) => isSame(change, finding)),
    ),
  }
}
