import { generateKeyPairSync, sign } from 'node:crypto'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { Db } from '#platform/db.ts'
import { aPermit } from '../../../../tests/support/permit.ts'
import { createAudit, type Audit, type AuditDeps } from './index.ts'

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
/** The key of the checkpoints in tests: SPKI in DER. */
export const checkpointKey = new Uint8Array(keys.publicKey.export({ format: 'der', type: 'spki' }))

export const signHead = (octets: Uint8Array): Uint8Array =>
  new Uint8Array(sign('sha256', octets, keys.privateKey))

/** A trail whose heads are signed at once, with no listeners and no jobs unless the test brings them. */
export const anAudit = (db: Db, other: Partial<AuditDeps> = {}): Audit =>
  createAudit({
    db,
    clock: { now: () => instant(1_795_000_000_000) },
    planListeners: () => Promise.resolve(),
    planJob: () => Promise.resolve(),
    signCheckpoint: (octets) => Promise.resolve(ok(signHead(octets))),
    checkpointKeys: { current: checkpointKey, former: [] },
    keptYears: 15,
    erasePermit: () => aPermit('audit.eraseEntries'),
    onFault: (fault) => {
      throw new Error('the sequencer failed', { cause: fault })
    },
    ...other,
  })

/** So many entries about as many persons, a signed head behind each group. */
export async function aTrail(
  db: Db,
  audit: Audit,
  { entries, perHead }: { readonly entries: number; readonly perHead: number },
): Promise<void> {
  const permit = aPermit('cards.viewCard', { personId: 'registrar', pointId: 'desk' })
  for (let begin = 0; begin < entries; begin += perHead) {
    const happened = Array.from({ length: Math.min(perHead, entries - begin) }, (_, nr) => ({
      permit,
      event: { type: 'CardViewed', nr: begin + nr, about: { personId: `P${String(begin + nr)}` } },
    }))
    const recorded = await db.write(async (tx) => {
      await audit.recordAll(tx, happened)
      return ok(undefined)
    })
    const placed = await audit.sequence()
    if (!recorded.ok || !placed.ok) throw new Error('the trail does not grow')
  }
}
