import { randomUUID } from 'node:crypto'
import * as api from '@sotevarmenne/api/points'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { dateInHelsinki, endOfDay, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { plus, second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import { operation } from '#platform/operation.ts'
import type { RegistrarAppointed, RegistrarId, Training } from './contract.ts'
import type { OfficeDeps } from './deps.ts'
import { holdsAt } from './domain/registrar-role.ts'
import { staffingAt } from './domain/staffing.ts'
import { staffingShown } from './show-point.ts'
import { pointById } from './stores/points.ts'
import { insertRegistrarRole, registrarRolesAt, registrarRolesOf } from './stores/registrars.ts'
import { texts } from './texts.ts'
import { viewPointProblems } from './problems.ts'

export type AppointRegistrar = {
  readonly personId: string
  readonly pointId: string
  /** The last Finnish day of the role, inclusive; absent when it has no end. */
  readonly lastDay?: LocalDate
  readonly training?: Training
}

export type AppointRefusal =
  | { readonly kind: 'point-not-found' }
  | { readonly kind: 'already-registrar-there' }
  | { readonly kind: 'last-day-is-past' }
  | { readonly kind: 'training-not-completed' }
  | { readonly kind: 'appointing-oneself' }

export const appointRegistrar =
  ({ record, clock }: { record: Record; clock: Clock }) =>
  async (
    tx: Tx,
    permit: Permit<'registration.appointRegistrar' | 'registrars.decide'>,
    { personId, pointId, lastDay, training }: AppointRegistrar,
  ): Promise<Result<RegistrarId, AppointRefusal>> => {
    const now = clock.now()
    const point = await pointById(tx, pointId)
    if (!point) return refuse({ kind: 'point-not-found' })
    if (permit.actor.kind === 'person' && permit.actor.personId === personId)
      return refuse({ kind: 'appointing-oneself' })

    const held = await registrarRolesOf(tx, personId)
    if (held.some((other) => other.pointId === pointId && holdsAt(other, now)))
      return refuse({ kind: 'already-registrar-there' })

    const endsAt = lastDay && plus(endOfDay(lastDay), second)
    if (endsAt !== undefined && endsAt <= now) return refuse({ kind: 'last-day-is-past' })
    if (training && training.completedOn > dateInHelsinki(now))
      return refuse({ kind: 'training-not-completed' })

    const registrarId = randomUUID() as string as RegistrarId
    const appointed: RegistrarAppointed = {
      type: 'RegistrarAppointed',
      registrarId,
      pointId,
      ...(lastDay && { lastDay }),
      about: { personId },
    }
    await insertRegistrarRole(tx, {
      registrarId,
      personId,
      pointId: point.pointId,
      appointedAt: now,
      ...(endsAt !== undefined && { endsAt }),
      ...(training && { training }),
    })
    await record(tx, appointed, permit)
    return ok(registrarId)
  }

export type AppointByCodeRefusal =
  | AppointRefusal
  | { readonly kind: 'identity-code-wrong' }
  /** Registrars sign in with their own card, so the service knows them. */
  | { readonly kind: 'person-not-found' }

type Appointed = ResponseOf<typeof api.appointRegistrar>

/**
 * A case officer gives the person of the identity code, with proved training, the registrar role until the
 * last day.
 */
export const appointByCode = operation({
  contract: api.appointRegistrar,
  problems: {
    ...viewPointProblems,
    'already-registrar-there': { status: 409, ...texts.alreadyRegistrarThere },
    'last-day-is-past': { status: 422, ...texts.lastDayIsPast },
    'training-not-completed': { status: 422, ...texts.trainingNotCompleted },
    'appointing-oneself': { status: 403, ...texts.appointingOneself },
    'identity-code-wrong': { status: 422, ...texts.identityCodeWrong },
    'person-not-found': { status: 404, ...texts.personNotFound },
  },
  handle:
    (deps: OfficeDeps) =>
    async (
      permit,
      { pointId, identityCode, training, lastDay },
    ): Promise<Result<Appointed, AppointByCodeRefusal>> => {
      const code = parseIdentityCode(identityCode)
      if (!code.ok) return refuse({ kind: 'identity-code-wrong' })
      return deps.db.write(async (tx): Promise<Result<Appointed, AppointByCodeRefusal>> => {
        const person = await deps.people.findByIdentityCode(tx, code.value)
        if (!person) return refuse({ kind: 'person-not-found' })
        const appointed = await appointRegistrar(deps)(tx, permit, {
          personId: person.personId,
          pointId,
          lastDay: lastDay as LocalDate,
          training: { ...training, completedOn: training.completedOn as LocalDate },
        })
        if (!appointed.ok) return appointed
        const registrarRoles = await registrarRolesAt(tx, [pointId])
        const staffing = staffingShown(staffingAt(registrarRoles, deps.clock.now()))
        return ok({ registrarId: appointed.value, staffing })
      })
    },
})
