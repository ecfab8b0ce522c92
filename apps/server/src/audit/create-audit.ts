import type { AnswerOf, EndpointContract, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/audit'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { JobHandler, PlanJob } from '#platform/outbox.ts'
import type { CursorRefusal } from '#platform/paging.ts'
import type { Deed, Permit } from '#platform/permit.ts'
import type { Record, RecordAll } from '#platform/record.ts'
import type { TrailFinding, TrailVerified } from './contract.ts'
import { copyCheckpoint, planCopy } from './copy-checkpoint.ts'
import { eraseDaily, planErasure, type EraseDeps } from './erase-expired.ts'
import { createSequencer } from './sequencer.ts'
import { recordEvents, type RecordDeps } from './record.ts'
import { sequenceTrail, type SequenceDeps } from './sequence-trail.ts'
import { readTree } from './stores/tree.ts'
import { verifyTrail, type VerifyDeps } from './verify-trail.ts'
import { checkTrail } from './views/check-trail.ts'
import { exportTrail, type ExportTrailRefusal } from './views/export-trail.ts'
import { proveConsistency, type ProveConsistencyRefusal } from './views/prove-consistency.ts'
import { searchTrail, type SearchTrailRefusal } from './views/search-trail.ts'
import { viewCheckpoints } from './views/view-checkpoints.ts'
import { viewEntry, type ViewEntryRefusal } from './views/view-entry.ts'
import { viewOwnTrail, type ViewOwnTrailRefusal } from './views/view-own-trail.ts'

export type AuditDeps = Omit<RecordDeps, 'onRecorded'> &
  Omit<SequenceDeps, 'onSigned'> &
  Omit<EraseDeps, 'record'> &
  VerifyDeps & {
    readonly planJob: PlanJob
    readonly erasePermit: () => Permit<'audit.eraseEntries'>
    /** Where copies of the signed heads go, if anywhere. */
    readonly checkpointFolder?: string
    /** Hears of a turn of the sequencer that failed, for the log. */
    readonly onFault: (fault: unknown) => void
  }

type Act<Name extends Deed, Contract extends EndpointContract, Refused> = (
  permit: Permit<Name>,
  input: InputOf<Contract>,
) => Promise<Result<AnswerOf<Contract>, Refused>>

export type Audit = {
  readonly record: Record
  readonly recordAll: RecordAll
  /** Places what waits now, and has the head signed; for tests and for the end of a process. */
  readonly sequence: () => Promise<Result<number, { readonly kind: string }>>
  /** Keeps placing until stopped; one process at least must do it, several may. */
  readonly run: () => { readonly stop: () => Promise<void> }
  readonly jobs: readonly JobHandler[]
  /** Has what is over its time erased today, and every day from then on. */
  readonly planErasure: () => Promise<void>
  readonly verifyTrail: () => Promise<Result<TrailVerified, readonly TrailFinding[]>>
  readonly searchTrail: Act<'audit.viewTrail', typeof contracts.searchTrail, SearchTrailRefusal>
  readonly viewEntry: Act<'audit.viewTrail', typeof contracts.viewEntry, ViewEntryRefusal>
  readonly viewOwnTrail: Act<
    'audit.viewOwnTrail',
    typeof contracts.viewOwnTrail,
    ViewOwnTrailRefusal
  >
  readonly viewCheckpoints: Act<
    'audit.viewCheckpoints',
    typeof contracts.viewCheckpoints,
    CursorRefusal
  >
  readonly proveConsistency: Act<
    'audit.viewCheckpoints',
    typeof contracts.proveConsistency,
    ProveConsistencyRefusal
  >
  readonly checkTrail: Act<
    'audit.verifyTrail',
    typeof contracts.verifyTrail,
    { readonly kind: 'checkpoint-unknown' }
  >
  readonly exportTrail: (
    permit: Permit<'audit.exportTrail'>,
    input: InputOf<typeof contracts.exportTrail>,
  ) => Promise<Result<AsyncIterable<string>, ExportTrailRefusal>>
  /** How many entries stand in the tree. */
  readonly position: (tx: Tx) => Promise<number>
}

export function createAudit(deps: AuditDeps): Audit {
  const { db, clock, planJob, checkpointFolder: folder } = deps
  const sequence = sequenceTrail({
    ...deps,
    onSigned: async (tx, at) => {
      if (folder !== undefined) await planCopy(planJob, tx, at)
    },
  })
  const sequencer = createSequencer({ sequence, onFault: deps.onFault })
  const recordAll = recordEvents({ ...deps, onRecorded: sequencer.wake })
  const record: Record = (tx, event, permit) => recordAll(tx, [{ event, permit }])
  const recording = { ...deps, record, recordAll }
  return {
    record,
    recordAll,
    sequence,
    run: sequencer.run,
    jobs: [
      eraseDaily(recording),
      ...(folder === undefined ? [] : [copyCheckpoint({ db, folder })]),
    ],
    planErasure: async () => {
      const planned = await db.write(async (tx) => {
        await planErasure(planJob, tx, dateInHelsinki(clock.now()))
        return ok(undefined)
      })
      if (!planned.ok) throw new Error('unreachable: a plan is not refused')
    },
    verifyTrail: verifyTrail(deps),
    searchTrail: searchTrail(recording),
    viewEntry: viewEntry(recording),
    viewOwnTrail: viewOwnTrail(recording),
    viewCheckpoints: viewCheckpoints(deps),
    proveConsistency: proveConsistency(deps),
    checkTrail: checkTrail(recording),
    exportTrail: exportTrail(recording),
    position: async (tx) => (await readTree(tx)).size,
  }
}
