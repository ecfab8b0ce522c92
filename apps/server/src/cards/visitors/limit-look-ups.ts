import type { LookUpReasonGiven } from '@sotevarmenne/api/orders'
import { day, hour, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { Tx } from '#platform/db.ts'
import { settingOn } from '#settings/index.ts'
import type { LookUpBasis, LookUpRefused } from './contract.ts'
import type { VisitorsDeps } from './deps.ts'
import {
  earlierBasis,
  forgetLookUps,
  insertLookUp,
  isVisitOfAnother,
  lockLimit,
  nameOfSubject,
  noteRefused,
  subjectsSince,
} from './store.ts'

/** Deletes the look-ups that no report covers any more. */
export async function forgetOldLookUps({
  db,
  clock,
}: Pick<VisitorsDeps, 'db' | 'clock'>): Promise<void> {
  const forgotten = await db.write(async (tx) => {
    const now = clock.now()
    const retention = await settingOn(tx, 'look-up-retention', dateInHelsinki(now))
    await forgetLookUps(tx, plus(now, -retention.value * day))
    return ok(undefined)
  })
  if (!forgotten.ok) throw new Error('unreachable: forgetting is never refused')
}

export type LookUpRefusal =
  | { readonly kind: 'too-many-look-ups' }
  /** Neither has the registrar called a visitor, nor given a reason. */
  | { readonly kind: 'look-up-reason-missing' }

/**
 * Counts the look-up before any register is asked: whom the registrar looked up within the hour may be looked
 * at again, and of others so many, until a case officer releases more. It rests on the visit that the
 * registrar has called, for one person, or on the reason that the registrar gives; the same person again that
 * day rests on what the first look-up did.
 */
export async function countLookUp(
  {
    db,
    clock,
    record,
    sealing,
    calledVisit,
    lookUpsAnHour,
  }: Pick<VisitorsDeps, 'db' | 'clock' | 'record' | 'sealing' | 'calledVisit' | 'lookUpsAnHour'>,
  permit: Permit<'orders.viewVisitor'>,
  {
    registrar,
    pointId,
    identityCode,
    because,
  }: Readonly<Record<'registrar' | 'pointId' | 'identityCode', string>> & {
    readonly because: LookUpReasonGiven | undefined
  },
): Promise<Result<LookUpBasis, LookUpRefusal>> {
  const now = clock.now()
  const subject = sealing.fingerprint(identityCode)
  const counted = await db.write(
    async (tx): Promise<Result<LookUpBasis | undefined, LookUpRefusal>> => {
      const { releasedAt } = await lockLimit(tx, registrar)
      const today = startOfDay(dateInHelsinki(now))
      const basis =
        (await basisOfVisit({ calledVisit }, tx, { registrar, pointId, subject, since: today })) ??
        (because && statedBasis(because)) ??
        (await earlierBasis(tx, { registrar, subject, since: today }))
      if (!basis) return refuse({ kind: 'look-up-reason-missing' })
      const limit = await settingOn(tx, 'look-ups-an-hour', dateInHelsinki(now))
      const since = instant(Math.max(plus(now, -hour), releasedAt ?? 0))
      const seen = await subjectsSince(tx, registrar, since)
      if (!seen.has(nameOfSubject(subject)) && seen.size >= (lookUpsAnHour ?? limit.value)) {
        await noteRefused(tx, registrar, now)
        const event: LookUpRefused = {
          type: 'LookUpRefused',
          pointId,
          about: { personId: registrar },
          settings: { 'look-ups-an-hour': limit.version },
        }
        await record(tx, event, permit)
        return ok(undefined)
      }
      await insertLookUp(tx, { registrar, pointId, subject, basis, at: now })
      return ok(basis)
    },
    { isolation: 'read committed' },
  )
  if (!counted.ok) return counted
  return counted.value ? ok(counted.value) : refuse({ kind: 'too-many-look-ups' })
}

const statedBasis = ({ reason, text }: LookUpReasonGiven): LookUpBasis => ({
  reason,
  ...(text !== undefined && text !== '' && { text }),
})

/** A visit is one person’s: it covers nobody else. */
async function basisOfVisit(
  { calledVisit }: Pick<VisitorsDeps, 'calledVisit'>,
  tx: Tx,
  {
    subject,
    ...called
  }: {
    readonly registrar: string
    readonly pointId: string
    readonly subject: Uint8Array
    readonly since: Instant
  },
): Promise<LookUpBasis | undefined> {
  const visitId = await calledVisit(tx, called)
  if (visitId === undefined || (await isVisitOfAnother(tx, { visitId, subject }))) return undefined
  return { visitId }
}
