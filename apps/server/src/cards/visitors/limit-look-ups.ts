import type { LookUpReasonGiven } from '@sotevarmenne/api/orders'
import { day, hour, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { personOf, type Permit } from '#platform/permit.ts'
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

export type TooManyLookUps = { readonly kind: 'too-many-look-ups' }

export type LookUpRefusal =
  | TooManyLookUps
  /** Neither has the registrar called a visitor, nor given a reason. */
  | { readonly kind: 'look-up-reason-missing' }

type CountingDeps = Pick<VisitorsDeps, 'db' | 'clock' | 'record' | 'sealing' | 'lookUpsAnHour'>

/**
 * Counts the look-up before any register is asked: whom the registrar looked up within the hour may be looked
 * at again, and of others so many, until a case officer releases more. It rests on the visit that the
 * registrar has called, for one person, or on the reason that the registrar gives; the same person again that
 * day rests on what the first look-up did.
 */
export const countLookUp = (
  deps: CountingDeps & Pick<VisitorsDeps, 'calledVisit'>,
  permit: Permit<'orders.viewVisitor'>,
  {
    registrar,
    pointId,
    identityCode,
    because,
  }: Readonly<Record<'registrar' | 'pointId' | 'identityCode', string>> & {
    readonly because: LookUpReasonGiven | undefined
  },
): Promise<Result<LookUpBasis, LookUpRefusal>> =>
  counted(deps, permit, {
    ...{ registrar, pointId, identityCode },
    basisOf: async (tx, subject) => {
      const since = startOfDay(dateInHelsinki(deps.clock.now()))
      return (
        (await basisOfVisit(deps, tx, { registrar, pointId, subject, since })) ??
        (because && statedBasis(because)) ??
        (await earlierBasis(tx, { registrar, subject, since }))
      )
    },
  })

/**
 * The same at the advice desk, where each look-up has its reason, within the same number of people: who is a
 * registrar too has no second one (R541).
 */
export const countLookUpForCaller =
  (deps: CountingDeps) =>
  async (
    permit: Permit<'adviceDesk.lookUp'>,
    { identityCode, because }: { readonly identityCode: string; readonly because: LookUpBasis },
  ): Promise<Result<void, TooManyLookUps>> => {
    const count = await counted(deps, permit, {
      ...{ registrar: personOf(permit), identityCode },
      basisOf: () => Promise.resolve(because),
    })
    if (count.ok) return ok(undefined)
    if (count.refusal.kind === 'look-up-reason-missing')
      throw new Error('unreachable: the advice desk states its reason')
    return refuse(count.refusal)
  }

async function counted(
  { db, clock, record, sealing, lookUpsAnHour }: CountingDeps,
  permit: Permit,
  {
    registrar,
    pointId,
    identityCode,
    basisOf,
  }: {
    readonly registrar: string
    readonly pointId?: string
    readonly identityCode: string
    readonly basisOf: (tx: Tx, subject: Uint8Array) => Promise<LookUpBasis | undefined>
  },
): Promise<Result<LookUpBasis, LookUpRefusal>> {
  const now = clock.now()
  const subject = sealing.fingerprint(identityCode)
  const place = pointId !== undefined && { pointId }
  const count = await db.write(
    async (tx): Promise<Result<LookUpBasis | undefined, LookUpRefusal>> => {
      const { releasedAt } = await lockLimit(tx, registrar)
      const basis = await basisOf(tx, subject)
      if (!basis) return refuse({ kind: 'look-up-reason-missing' })
      const limit = await settingOn(tx, 'look-ups-an-hour', dateInHelsinki(now))
      const since = instant(Math.max(plus(now, -hour), releasedAt ?? 0))
      const seen = await subjectsSince(tx, registrar, since)
      if (!seen.has(nameOfSubject(subject)) && seen.size >= (lookUpsAnHour ?? limit.value)) {
        await noteRefused(tx, registrar, now)
        const event: LookUpRefused = {
          type: 'LookUpRefused',
          ...place,
          about: { personId: registrar },
          settings: { 'look-ups-an-hour': limit.version },
        }
        await record(tx, event, permit)
        return ok(undefined)
      }
      await insertLookUp(tx, { registrar, ...place, subject, basis, at: now })
      return ok(basis)
    },
    { isolation: 'read committed' },
  )
  if (!count.ok) return count
  return count.value ? ok(count.value) : refuse({ kind: 'too-many-look-ups' })
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
