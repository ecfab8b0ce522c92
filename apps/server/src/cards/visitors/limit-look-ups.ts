import { day, hour, instant, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { LookUpRefused } from './contract.ts'
import type { VisitorsDeps } from './deps.ts'
import {
  forgetLookUps,
  insertLookUp,
  lockLimit,
  nameOfSubject,
  noteRefused,
  subjectsSince,
} from './store.ts'

/** Enough for the busiest desk; beyond it somebody looks people up who are not there. */
export const defaultLookUpsAnHour = 30

/** The report covers this; the audit log has each view for years. */
const retentionDays = 31

/** Deletes the look-ups that no report covers any more. */
export async function forgetOldLookUps({
  db,
  clock,
}: Pick<VisitorsDeps, 'db' | 'clock'>): Promise<void> {
  const forgotten = await db.write(async (tx) => {
    await forgetLookUps(tx, plus(clock.now(), -retentionDays * day))
    return ok(undefined)
  })
  if (!forgotten.ok) throw new Error('unreachable: forgetting is never refused')
}

export type TooManyLookUps = { readonly kind: 'too-many-look-ups' }

/**
 * Counts the look-up before any register is asked: whom the registrar looked up within the hour may be looked
 * at again, and of others so many, until a case officer releases more.
 */
export async function countLookUp(
  {
    db,
    clock,
    record,
    sealing,
    lookUpsAnHour = defaultLookUpsAnHour,
  }: Pick<VisitorsDeps, 'db' | 'clock' | 'record' | 'sealing' | 'lookUpsAnHour'>,
  permit: Permit<'orders.viewVisitor'>,
  {
    registrar,
    pointId,
    identityCode,
  }: Readonly<Record<'registrar' | 'pointId' | 'identityCode', string>>,
): Promise<Result<undefined, TooManyLookUps>> {
  const now = clock.now()
  const subject = sealing.fingerprint(identityCode)
  const counted = await db.write(
    async (tx) => {
      const { releasedAt } = await lockLimit(tx, registrar)
      const since = instant(Math.max(plus(now, -hour), releasedAt ?? 0))
      const seen = await subjectsSince(tx, registrar, since)
      if (!seen.has(nameOfSubject(subject)) && seen.size >= lookUpsAnHour) {
        await noteRefused(tx, registrar, now)
        const event: LookUpRefused = {
          type: 'LookUpRefused',
          pointId,
          about: { personId: registrar },
        }
        await record(tx, event, permit)
        return ok(false)
      }
      await insertLookUp(tx, { registrar, pointId, subject, at: now })
      return ok(true)
    },
    { isolation: 'read committed' },
  )
  if (!counted.ok) return counted
  return counted.value ? ok(undefined) : refuse({ kind: 'too-many-look-ups' })
}
