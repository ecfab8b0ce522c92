import type { Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Record, RecordAll } from '#platform/record.ts'
import type {
  EntryId,
  InclusionProof,
  TrailEntry,
  TrailFinding,
  TrailSubject,
  TrailVerified,
} from './contract.ts'
import { createSequencer } from './jobs.ts'
import { proveInclusion, type ProveRefusal } from './prove-inclusion.ts'
import { recordEvents, type RecordDeps } from './record.ts'
import { sequenceTrail, type SequenceDeps } from './sequence-trail.ts'
import { entriesAbout, readTree } from './store.ts'
import { verifyTrail, type VerifyDeps } from './verify-trail.ts'

export type AuditDeps = Omit<RecordDeps, 'onRecorded'> &
  SequenceDeps &
  VerifyDeps & {
    /** Hears of a turn of the sequencer that failed, for the log. */
    readonly onFault: (fault: unknown) => void
  }

export type Audit = {
  readonly record: Record
  readonly recordAll: RecordAll
  /** Places what waits now, and has the head signed; for tests and for the end of a process. */
  readonly sequence: () => Promise<Result<number, { readonly kind: string }>>
  /** Keeps placing until stopped; one process at least must do it, several may. */
  readonly run: () => { readonly stop: () => Promise<void> }
  readonly verifyTrail: () => Promise<Result<TrailVerified, readonly TrailFinding[]>>
  /** Everything recorded about one card, person or order, oldest first. */
  readonly trailAbout: (tx: Tx, subject: TrailSubject) => Promise<readonly TrailEntry[]>
  readonly proveInclusion: (
    tx: Tx,
    entryId: EntryId,
  ) => Promise<Result<InclusionProof, ProveRefusal>>
  /** How many entries stand in the tree. */
  readonly position: (tx: Tx) => Promise<number>
}

export function createAudit(deps: AuditDeps): Audit {
  const sequence = sequenceTrail(deps)
  const sequencer = createSequencer({ sequence, onFault: deps.onFault })
  const recordAll = recordEvents({ ...deps, onRecorded: sequencer.wake })
  return {
    record: (tx, event, permit) => recordAll(tx, [{ event, permit }]),
    recordAll,
    sequence,
    run: sequencer.run,
    verifyTrail: verifyTrail(deps),
    trailAbout: entriesAbout,
    proveInclusion,
    position: async (tx) => (await readTree(tx)).size,
  }
}
