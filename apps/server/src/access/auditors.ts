import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { AuditorAppointed, AuditorEnded } from './contract.ts'
import type { AccessDeps } from './deps.ts'
import { rolesNow } from './roles-now.ts'
import { deleteAuditor, insertAuditor, isAuditor } from './store.ts'

type AppointPermit = Permit<'access.appointAuditor'>
type OfPerson = { readonly personId: string }
type Nothing = { readonly [name: string]: never }

export type AppointAuditorRefusal =
  | { readonly kind: 'person-unknown' }
  | { readonly kind: 'already-auditor' }
  | { readonly kind: 'has-another-role' }

/** From now on the person audits. Whoever serves or decides audits nobody (EN 319 401: trusted roles are separate). */
export const appointAuditor =
  (deps: AccessDeps) =>
  (
    permit: AppointPermit,
    { personId }: OfPerson,
  ): Promise<Result<Nothing, AppointAuditorRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Nothing, AppointAuditorRefusal>> => {
      const now = deps.clock.now()
      if (!(await deps.people.findPerson(tx, personId))) return refuse({ kind: 'person-unknown' })
      if (await isAuditor(tx, personId)) return refuse({ kind: 'already-auditor' })
      const { roles } = await rolesNow(deps, tx, personId, now)
      if (roles.some((role) => role !== 'holder')) return refuse({ kind: 'has-another-role' })

      await insertAuditor(tx, personId, now)
      const event: AuditorAppointed = { type: 'AuditorAppointed', about: { personId } }
      await deps.record(tx, event, permit)
      return ok({})
    })

export type EndAuditorRefusal = { readonly kind: 'not-an-auditor' }

export const endAuditor =
  ({ db, record }: AccessDeps) =>
  (permit: AppointPermit, { personId }: OfPerson): Promise<Result<Nothing, EndAuditorRefusal>> =>
    db.write(async (tx): Promise<Result<Nothing, EndAuditorRefusal>> => {
      const wasAuditor = await deleteAuditor(tx, personId)
      if (!wasAuditor) return refuse({ kind: 'not-an-auditor' })

      const event: AuditorEnded = { type: 'AuditorEnded', about: { personId } }
      await record(tx, event, permit)
      return ok({})
    })
