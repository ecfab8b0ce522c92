import { join } from 'node:path'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { decisionPrefix, type Decision, type DecisionRecord } from '#memory/decisions.ts'
import { openRoots, type CeremonyRoom, type OpenRootsRefusal } from './open-roots.ts'
import { signByEvery, writeSigned } from './record.ts'

/**
 * Opens the roots with both secrets and signs a decision with each. Resolves to the file, in `decisions/` of
 * the public folder.
 */
export async function decide(
  decision: Decision,
  room: CeremonyRoom,
): Promise<Result<string, OpenRootsRefusal | { readonly kind: 'no-roots-yet' }>> {
  const opened = await openRoots(room)
  if (!opened.ok) return opened
  const { roots, created, signingLog, now } = opened.value
  try {
    if (created.size > 0) return refuse({ kind: 'no-roots-yet' })
    const { persons, fileDigest: file } = room.cas.ceremony
    const record: DecisionRecord = { decision, decidedAt: formatInstant(now), persons, file }
    const signed = await signByEvery(record, roots, decisionPrefix)
    return ok(await writeSigned(signed, join(room.publicFolder, 'decisions'), record.decidedAt))
  } finally {
    await signingLog.close()
  }
}
