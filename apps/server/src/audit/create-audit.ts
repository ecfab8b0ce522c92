import { sha256 } from '@sotevarmenne/issuing/checkpoint'
import { rootOf } from '@sotevarmenne/issuing/domain/merkle'
import { formatVerifierKey } from '@sotevarmenne/issuing/signed-note'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import type { PlanJob } from '#platform/outbox.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import { bindOperations } from '#platform/operation.ts'
import { requestCosignatures, type Witness, type WitnessDeps } from './request-cosignatures.ts'
import { copyCheckpoint, planCopy } from './copy-checkpoint.ts'
import { eraseDaily, planErasure, type EraseDeps } from './erase-expired.ts'
import { forwardingLags } from './forwarding/forwarding-lag.ts'
import { forwardAuditLog, type ForwardDeps } from './forwarding/forward-audit-log.ts'
import { createSequencer } from './sequencer.ts'
import { recordEvents, type RecordDeps } from './record.ts'
import { sequenceAuditLog, type SequenceDeps } from './sequence-audit-log.ts'
import { latestCosignature } from './stores/cosignatures.ts'
import { readTree } from './stores/tree.ts'
import { createReceiptSender, type ReceiptDeps } from './send-receipts.ts'
import { listReceipts, settleReceipts, type SettleDeps } from './settle-receipts.ts'
import { isOwnLog } from './is-own-log.ts'
import { verifyAuditLog, type VerifyDeps } from './verify-audit-log.ts'
import { checkAuditLog } from './views/check-audit-log.ts'
import { exportAuditLog } from './views/export-audit-log.ts'
import { proveConsistency } from './views/prove-consistency.ts'
import { searchAuditLog } from './views/search-audit-log.ts'
import { viewCheckpoints } from './views/view-checkpoints.ts'
import { viewEntry } from './views/view-entry.ts'
import { viewHistory } from './views/view-history.ts'
import { viewOwnAuditLog } from './views/view-own-audit-log.ts'

export type AuditDeps = Omit<RecordDeps, 'onRecorded'> &
  Omit<SequenceDeps, 'onSigned'> &
  Omit<EraseDeps, 'record'> &
  Omit<ForwardDeps, 'record'> &
  VerifyDeps & {
    /** The signer, which receives what was recorded. */
    readonly receipts: Pick<ReceiptDeps, 'sendReceipts'> & Omit<SettleDeps, 'db'>
    readonly planJob: PlanJob
    readonly erasePermit: () => Permit<'audit.eraseEntries'>
    readonly witnesses?: readonly Witness[]
    readonly lastNote: WitnessDeps['lastNote']
    /** The folder for copies of the checkpoints, if any. */
    readonly checkpointFolder?: string
    /** Receives the failure of a sequencer run, for the log. */
    readonly onFault: (fault: unknown) => void
  }

export type Audit = ReturnType<typeof createAudit>

export function createAudit(deps: AuditDeps) {
  const { db, clock, planJob, checkpointFolder: folder, witnesses = [] } = deps
  const sequence = sequenceAuditLog({
    ...deps,
    onSigned: async (tx, at) => {
      if (folder !== undefined) await planCopy(planJob, tx, at)
    },
  })
  const sequencer = createSequencer({ sequence, onFault: deps.onFault })
  const sender = createReceiptSender({ ...deps.receipts, onFault: deps.onFault })
  const settle = settleReceipts({ db, ...deps.receipts })
  const recordAll = recordEvents({
    ...deps,
    onRecorded: (entries) => {
      sequencer.wake()
      sender.add(entries)
    },
  })
  const record: Record = (tx, event, permit) => recordAll(tx, [{ event, permit }])
  const recording = { ...deps, record, recordAll }
  return {
    record,
    recordAll,
    sequence,
    run: sequencer.run,
    settleReceipts: settle,
    schedules: [
      {
        name: 'receipts of audit entries',
        run: async () => {
          await settle()
        },
      },
      { name: 'audit log to the SIEM', run: forwardAuditLog(recording) },
      { name: 'witnesses of the audit log', run: requestCosignatures({ ...deps, witnesses }) },
    ],
    /** For metrics: when each witness last cosigned; undefined where one never did. */
    cosignedAt: (tx: Tx) =>
      Promise.all(
        witnesses.map(async ({ key }) => (await latestCosignature(tx, formatVerifierKey(key)))?.at),
      ),
    forwardingLags,
    /** Sends the receipts that wait. */
    stop: sender.stop,
    jobs: [
      eraseDaily(recording),
      ...(folder === undefined ? [] : [copyCheckpoint({ db, folder })]),
    ],
    planDaily: async (): Promise<void> => {
      const planned = await db.write(async (tx) => {
        await planErasure(planJob, tx, dateInHelsinki(clock.now()))
        return ok(undefined)
      })
      if (!planned.ok) throw new Error('unreachable: planning is never refused')
    },
    isOwnLog: isOwnLog(deps),
    verifyAuditLog: verifyAuditLog(deps),
    searchAuditLog: searchAuditLog(recording),
    viewEntry: viewEntry(recording),
    viewHistory: viewHistory(recording),
    ...bindOperations(recording, {
      checkAuditLog,
      exportAuditLog,
      viewOwnAuditLog,
      viewCheckpoints,
      proveConsistency,
    }),
    position: async (tx: Tx) => (await readTree(tx)).size,
    /** Lines for the stand-alone verifier: what was announced and is not proved to be in the log. */
    openReceipts: () => listReceipts({ db, ...deps.receipts }),
    /** Of the tree as it is now, signed or not. */
    treeHead: async () => {
      const tree = await db.read(readTree)
      return { size: tree.size, root: rootOf(sha256, tree) }
    },
  }
}
