import type { ResponseOf, EndpointContract, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/audit'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { JobHandler, PlanJob } from '#platform/outbox.ts'
import type { CursorRefusal } from '#platform/paging.ts'
import type { Permission, Permit } from '#platform/permit.ts'
import type { Record, RecordAll } from '#platform/record.ts'
import type { AuditLogFinding, AuditLogVerified } from './contract.ts'
import { copyCheckpoint, planCopy } from './copy-checkpoint.ts'
import { eraseDaily, planErasure, type EraseDeps } from './erase-expired.ts'
import { createSequencer } from './sequencer.ts'
import { recordEvents, type RecordDeps } from './record.ts'
import { sequenceAuditLog, type SequenceDeps } from './sequence-audit-log.ts'
import { readTree } from './stores/tree.ts'
import { verifyAuditLog, type VerifyDeps } from './verify-audit-log.ts'
import { checkAuditLog } from './views/check-audit-log.ts'
import { exportAuditLog, type ExportAuditLogRefusal } from './views/export-audit-log.ts'
import { proveConsistency, type ProveConsistencyRefusal } from './views/prove-consistency.ts'
import { searchAuditLog, type SearchAuditLogRefusal } from './views/search-audit-log.ts'
import { viewCheckpoints } from './views/view-checkpoints.ts'
import { viewEntry, type ViewEntryRefusal } from './views/view-entry.ts'
import { viewOwnAuditLog, type ViewOwnAuditLogRefusal } from './views/view-own-audit-log.ts'

export type AuditDeps = Omit<RecordDeps, 'onRecorded'> &
  Omit<SequenceDeps, 'onSigned'> &
  Omit<EraseDeps, 'record'> &
  VerifyDeps & {
    readonly planJob: PlanJob
    readonly erasePermit: () => Permit<'audit.eraseEntries'>
    /** The folder for copies of the checkpoints, if any. */
    readonly checkpointFolder?: string
    /** Receives the failure of a sequencer run, for the log. */
    readonly onFault: (fault: unknown) => void
  }

type Action<Name extends Permission, Contract extends EndpointContract, Refused> = (
  permit: Permit<Name>,
  input: InputOf<Contract>,
) => Promise<Result<ResponseOf<Contract>, Refused>>

export type Audit = {
  readonly record: Record
  readonly recordAll: RecordAll
  /** Places pending entries now, and has the tree head signed; for tests and for the end of a process. */
  readonly sequence: () => Promise<Result<number, { readonly kind: string }>>
  /** Places entries until stopped; at least one process must run it, several may. */
  readonly run: () => { readonly stop: () => Promise<void> }
  readonly jobs: readonly JobHandler[]
  /** Has entries past their retention erased today, and every day from then on. */
  readonly planErasure: () => Promise<void>
  readonly verifyAuditLog: () => Promise<Result<AuditLogVerified, readonly AuditLogFinding[]>>
  readonly searchAuditLog: Action<
    'audit.viewAuditLog',
    typeof contracts.searchAuditLog,
    SearchAuditLogRefusal
  >
  readonly viewEntry: Action<'audit.viewAuditLog', typeof contracts.viewEntry, ViewEntryRefusal>
  readonly viewOwnAuditLog: Action<
    'audit.viewOwnAuditLog',
    typeof contracts.viewOwnAuditLog,
    ViewOwnAuditLogRefusal
  >
  readonly viewCheckpoints: Action<
    'audit.viewCheckpoints',
    typeof contracts.viewCheckpoints,
    CursorRefusal
  >
  readonly proveConsistency: Action<
    'audit.viewCheckpoints',
    typeof contracts.proveConsistency,
    ProveConsistencyRefusal
  >
  readonly checkAuditLog: Action<
    'audit.verifyAuditLog',
    typeof contracts.verifyAuditLog,
    { readonly kind: 'checkpoint-not-found' }
  >
  readonly exportAuditLog: (
    permit: Permit<'audit.exportAuditLog'>,
    input: InputOf<typeof contracts.exportAuditLog>,
  ) => Promise<Result<AsyncIterable<string>, ExportAuditLogRefusal>>
  /** The number of entries in the tree. */
  readonly position: (tx: Tx) => Promise<number>
}

export function createAudit(deps: AuditDeps): Audit {
  const { db, clock, planJob, checkpointFolder: folder } = deps
  const sequence = sequenceAuditLog({
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
      if (!planned.ok) throw new Error('unreachable: planning is never refused')
    },
    verifyAuditLog: verifyAuditLog(deps),
    searchAuditLog: searchAuditLog(recording),
    viewEntry: viewEntry(recording),
    viewOwnAuditLog: viewOwnAuditLog(recording),
    viewCheckpoints: viewCheckpoints(deps),
    proveConsistency: proveConsistency(deps),
    checkAuditLog: checkAuditLog(recording),
    exportAuditLog: exportAuditLog(recording),
    position: async (tx) => (await readTree(tx)).size,
  }
}
