import { generateKeyPairSync, sign } from 'node:crypto'
import { checkpointBytes } from '@sotevarmenne/issuing/checkpoint'
import type { TreeHead } from '@sotevarmenne/issuing/domain/tree-head'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import type { Db } from '#platform/db.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { createAudit, type Audit, type AuditDeps } from './index.ts'

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
/** The key of the checkpoints in tests: SPKI in DER. */
export const checkpointKey = new Uint8Array(keys.publicKey.export({ format: 'der', type: 'spki' }))

export const signTreeHead = (head: TreeHead): Uint8Array =>
  new Uint8Array(sign('sha256', checkpointBytes(head), keys.privateKey))

/** A signer that takes receipts and forgets them. */
export const noReceipts: AuditDeps['receipts'] = {
  sendReceipts: () => Promise.resolve(ok(undefined)),
  openReceipts: () => Promise.resolve(ok([])),
  placeEntries: () => Promise.resolve(ok(undefined)),
}

/** An audit log with checkpoints signed at once, without subscribers or jobs unless the test passes them. */
export const anAudit = (db: Db, other: Partial<AuditDeps> = {}): Audit =>
  createAudit({
    db,
    clock: { now: () => instant(1_795_000_000_000) },
    planSubscribers: () => Promise.resolve(),
    planJob: () => Promise.resolve(),
    signCheckpoint: (head) => Promise.resolve(ok(signTreeHead(head))),
    receipts: noReceipts,
    lastNote: () => Promise.resolve(refuse({ kind: 'no-note-key' })),
    checkpointKeys: { current: checkpointKey, former: [] },
    retentionYears: 15,
    erasePermit: () => aPermit('audit.eraseEntries'),
    onFault: (fault) => {
      throw new Error('the sequencer failed', { cause: fault })
    },
    ...other,
  })

/** As many entries about as many persons, with a checkpoint after each group. */
export async function anAuditLog(
  db: Db,
  audit: Audit,
  { entries, perCheckpoint }: { readonly entries: number; readonly perCheckpoint: number },
): Promise<void> {
  const permit = aPermit('cards.viewCard', { personId: 'registrar', pointId: 'desk' })
  for (let begin = 0; begin < entries; begin += perCheckpoint) {
    const happened = Array.from({ length: Math.min(perCheckpoint, entries - begin) }, (_, nr) => ({
      permit,
      event: { type: 'CardViewed', nr: begin + nr, about: { personId: `P${String(begin + nr)}` } },
    }))
    const recorded = await db.write(async (tx) => {
      await audit.recordAll(tx, happened)
      return ok(undefined)
    })
    const placed = await audit.sequence()
    if (!recorded.ok || !placed.ok) throw new Error('the audit log does not grow')
  }
}
