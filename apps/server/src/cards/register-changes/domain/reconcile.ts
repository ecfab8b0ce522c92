import type { ChangeKind, ChangeState, ReportingRegister } from '@sotevarmenne/api/registers'
import { isRevoking, reportedBy, type Finding } from './assess.ts'

/** A kind of change of one card: the newest of that kind that has neither lapsed nor been withdrawn. */
export type KnownChange = {
  readonly kind: ChangeKind
  readonly state: ChangeState
  readonly validTo?: string | undefined
}

/** Reconciles a card's known changes with a register's current response; those of the other register stay. */
export function reconcile<Known extends KnownChange>(
  register: ReportingRegister,
  known: readonly Known[],
  findings: readonly Finding[],
): {
  /** New, or with another day. */
  readonly noticed: readonly Finding[]
  /** No longer reported, or changed. */
  readonly gone: readonly Known[]
} {
  const ofRegister = known.filter(({ kind }) => reportedBy[kind] === register)
  const isSame = (change: Known, finding: Finding): boolean =>
    change.kind === finding.kind && change.validTo === finding.validTo
  return {
    noticed: findings.filter((finding) => !ofRegister.some((change) => isSame(change, finding))),
    gone: ofRegister.filter(
      (change) =>
        // A revoked card is not restored.
        !(change.state === 'applied' && isRevoking(change.kind)) &&
        !findings.some((finding) => isSame(change, finding)),
    ),
  }
}
