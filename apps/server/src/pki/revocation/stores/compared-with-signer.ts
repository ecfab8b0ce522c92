import type { Instant } from '@sotevarmenne/kernel/instant'
import { timestamp, type Tx } from '#platform/db.ts'
import type { SigningLogFinding } from '#pki/issuance/index.ts'

/** Up to which byte the signing log was compared. */
export const readPosition = async (tx: Tx): Promise<number> =>
  (await positionOf(tx).executeTakeFirstOrThrow()).position

/** The same, locked until the transaction ends. */
export const lockPosition = async (tx: Tx): Promise<number> =>
  (await positionOf(tx).forUpdate().executeTakeFirstOrThrow()).position

const positionOf = (tx: Tx) =>
  tables(tx).selectFrom('revocation.compared_signing_log').select('position')

export async function savePosition(tx: Tx, position: number): Promise<void> {
  await tables(tx).updateTable('revocation.compared_signing_log').set({ position }).execute()
}

/** Returns those that were not found before. */
export async function addUnrecorded(
  tx: Tx,
  findings: readonly SigningLogFinding[],
  at: Instant,
): Promise<readonly Pick<SigningLogFinding, 'issuer' | 'serial'>[]> {
  if (findings.length === 0) return []
  return tables(tx)
    .insertInto('revocation.unrecorded_certificate')
    .values(findings.map((each) => ({ ...each, found_at: timestamp(at) })))
    .onConflict((conflict) => conflict.doNothing())
    .returning(['issuer', 'serial'])
    .execute()
}

/** How many were found since then. */
export async function countUnrecorded(tx: Tx, since: Instant): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('revocation.unrecorded_certificate')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('found_at', '>=', timestamp(since))
    .executeTakeFirstOrThrow()
  return count
}

/** Whether the decision is new here. */
export async function addDecision(tx: Tx, digest: string, at: Instant): Promise<boolean> {
  const added = await tables(tx)
    .insertInto('revocation.signer_decision')
    .values({ digest, recorded_at: timestamp(at) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('digest')
    .execute()
  return added.length > 0
}

type Tables = {
  'revocation.compared_signing_log': { single: boolean; position: number }
  'revocation.unrecorded_certificate': {
    issuer: string
    serial: string
    kind: string
    found_at: Instant
  }
  'revocation.signer_decision': { digest: string; recorded_at: Instant }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
