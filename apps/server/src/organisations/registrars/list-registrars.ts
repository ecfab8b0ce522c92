import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/registrars'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { pageOf, readCursor, type CursorRefusal } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { actForMember, type ActRefusal, type MemberRefusal } from '#organisations/accounts/index.ts'
import type { Appointment, Point, RegistrarViewed } from '#points/points/contract.ts'
import { holdsAt } from '#points/points/index.ts'
import type { RegistrarsDeps } from './deps.ts'

type Shown = AnswerOf<typeof contracts.listRegistrars>
type RegistrarShown = Shown['registrars'][number]
type Listed = Result<Shown, MemberRefusal | CursorRefusal>

/** Who serves at the organisation's points, and who did. Each one shown was looked at. */
export const listRegistrars =
  (deps: RegistrarsDeps) =>
  async (
    permit: Permit<'registrars.view'>,
    input: InputOf<typeof contracts.listRegistrars>,
  ): Promise<Listed> => {
    const { organisationId, standing, pointId, cursor, limit } = input
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    return deps.db.write(async (tx): Promise<Listed> => {
      const member = await deps.accounts.judgeMember(tx, permit, { organisationId, act: 'look' })
      if (!member.ok) return member
      const points = await pointsOf(deps, tx, organisationId)
      const now = deps.clock.now()
      const found = await deps.registration.appointmentsPage(tx, {
        pointIds: points.map((one) => one.pointId).filter((id) => id === (pointId ?? id)),
        ...(standing !== undefined && { standing: { isOver: standing === 'ended', at: now } }),
        ...{ behind: behind.value, limit: limit + 1 },
      })
      const { page, nextCursor } = pageOf(found, {
        limit,
        placeOf: ({ appointedAt, registrarId }) => ({ at: appointedAt, id: registrarId }),
      })
      for (const appointment of page) await recordView(deps, tx, permit, appointment)
      return ok({
        registrars: await showRegistrars(deps, tx, page, { points, now }),
        ...(nextCursor !== undefined && { nextCursor }),
        points: points.map(({ pointId: id, name }) => ({ pointId: id, name })),
      })
    })
  }

export type EndRegistrarRefusal =
  | ActRefusal
  | { readonly kind: 'appointment-not-found' }
  | { readonly kind: 'appointment-already-ended' }

/** The keeper of the point says that the person is its registrar no more, at once (R247). */
export const endRegistrar =
  (deps: RegistrarsDeps) =>
  (
    permit: Permit<'registrars.send'>,
    { organisationId, registrarId }: InputOf<typeof contracts.endRegistrar>,
  ): Promise<Result<RegistrarShown, EndRegistrarRefusal>> =>
    actForMember(
      deps,
      permit,
      { organisationId, act: 'authorise' },
      async (tx): Promise<Result<RegistrarShown, EndRegistrarRefusal>> => {
        const points = await pointsOf(deps, tx, organisationId)
        const appointment = await deps.registration.findAppointment(tx, registrarId)
        if (!points.some(({ pointId }) => pointId === appointment?.pointId))
          return refuse({ kind: 'appointment-not-found' })
        const ended = await deps.registration.endAppointment(tx, permit, {
          ...{ registrarId, because: 'by-keeper' },
        })
        if (!ended.ok) return ended
        const now = deps.clock.now()
        const [registrar] = await showRegistrars(deps, tx, [ended.value], { points, now })
        if (!registrar) throw new Error('one appointment in, one registrar out')
        return ok(registrar)
      },
    )

async function pointsOf(
  { organisations, registration }: RegistrarsDeps,
  tx: Tx,
  organisationId: string,
): Promise<readonly Point[]> {
  const organisation = await organisations.organisationById(tx, organisationId)
  if (!organisation) throw new Error(`an account of no organisation: ${organisationId}`)
  return registration.pointsOfKeeper(tx, organisation.businessId)
}

async function recordView(
  { record }: RegistrarsDeps,
  tx: Tx,
  permit: Permit,
  { registrarId, pointId, personId }: Appointment,
): Promise<void> {
  // Whoever looks at oneself is no news to oneself.
  if (personId === personOf(permit)) return
  const event: RegistrarViewed = {
    ...{ type: 'RegistrarViewed', registrarId, pointId, about: { personId } },
  }
  await record(tx, event, permit)
}

/** The names are asked all at once. */
async function showRegistrars(
  { people }: RegistrarsDeps,
  tx: Tx,
  appointments: readonly Appointment[],
  { points, now }: { readonly points: readonly Point[]; readonly now: Instant },
): Promise<RegistrarShown[]> {
  const names = await people.namesOf(
    tx,
    appointments.map(({ personId }) => personId),
  )
  return appointments.map((appointment) => {
    const { registrarId, personId, pointId, appointedAt, endsAt, training } = appointment
    return {
      registrarId,
      name: names.get(personId) ?? '',
      point: { pointId, name: points.find((one) => one.pointId === pointId)?.name ?? '' },
      appointedAt: formatInstant(appointedAt),
      ...(endsAt !== undefined && { endsAt: formatInstant(endsAt) }),
      ...(training && { training }),
      mayEnd: holdsAt(appointment, now),
    }
  })
}
