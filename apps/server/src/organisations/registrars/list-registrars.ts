import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/registrars'
import type { RegistrarView } from '@sotevarmenne/api/registrars'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { cursorProblems, showPage, type CursorRefusal } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import {
  actForMember,
  memberProblems,
  type ActionRefusal,
  type MemberRefusal,
  actionProblems,
} from '#organisations/accounts/index.ts'
import type { RegistrarRole, Point, RegistrarViewed } from '#points/points/contract.ts'
import { holdsAt, endRegistrarRoleProblems } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { RegistrarsDeps } from './deps.ts'
import { listProblems } from './problems.ts'

type Shown = ResponseOf<typeof contracts.listRegistrars>
type Listed = Result<Shown, MemberRefusal | CursorRefusal>

/** Current and former registrars of the organisation's points. Recorded as access to each one shown. */
export const listRegistrars = operation({
  contract: contracts.listRegistrars,
  problems: listProblems,
  handle:
    (deps: RegistrarsDeps) =>
    (permit, { organisationId, standing, pointId, ...requested }) =>
      deps.db.write(async (tx): Promise<Listed> => {
        const member = await deps.accounts.checkMember(tx, permit, {
          ...{ organisationId, action: 'view', at: 'read' },
        })
        if (!member.ok) return member
        const points = await pointsOf(deps, tx, organisationId)
        const now = deps.clock.now()
        return showPage(requested, {
          find: (sought) =>
            deps.registration.registrarRolesPage(tx, {
              pointIds: points.map((one) => one.pointId).filter((id) => id === (pointId ?? id)),
              ...(standing !== undefined && {
                standing: { isOver: standing === 'ended', at: now },
              }),
              ...sought,
            }),
          placeOf: ({ appointedAt, registrarId }) => ({ at: appointedAt, id: registrarId }),
          show: async (page) => {
            await recordViews(deps, tx, permit, page)
            return {
              registrars: await showRegistrars(deps, tx, page, { points, now }),
              points: points.map(({ pointId: id, name }) => ({ pointId: id, name })),
            }
          },
        })
      }),
})

/** The present registrars of every point, for the office (R655). Recorded as access to each one shown. */
export const listAllRegistrars = operation({
  contract: contracts.listAllRegistrars,
  problems: cursorProblems,
  handle:
    (deps: RegistrarsDeps) =>
    (
      permit,
      requested,
    ): Promise<Result<ResponseOf<typeof contracts.listAllRegistrars>, CursorRefusal>> =>
      deps.db.write((tx) => {
        const now = deps.clock.now()
        return showPage(requested, {
          find: (sought) =>
            deps.registration.registrarRolesPage(tx, {
              ...{ pointIds: 'all', standing: { isOver: false, at: now }, ...sought },
            }),
          placeOf: ({ appointedAt, registrarId }) => ({ at: appointedAt, id: registrarId }),
          show: async (page) => {
            const pointIds = page.map(({ pointId }) => pointId)
            const points = [...(await deps.registration.findPoints(tx, pointIds)).values()]
            const shown = await showRegistrars(deps, tx, page, { points, now })
            await recordViews(deps, tx, permit, page)
            const withCard = await deps.cards.holdersOfCardsInUse(
              tx,
              page.map(({ personId }) => personId),
            )
            return {
              registrars: shown.map(({ registrarId, name, point, appointedAt }, index) => ({
                ...{ registrarId, name, point, appointedAt },
                hasCard: withCard.has(page[index]?.personId ?? ''),
              })),
            }
          },
        })
      }),
})

/** Which of its points nobody serves, and a figure. Counts only: nobody's data are shown. */
export const viewRegistrarTasks = operation({
  contract: contracts.viewRegistrarTasks,
  problems: memberProblems,
  handle:
    (deps: RegistrarsDeps) =>
    (permit, { organisationId }): Promise<Result<Tasks, MemberRefusal>> =>
      deps.db.read(async (tx): Promise<Result<Tasks, MemberRefusal>> => {
        const member = await deps.accounts.checkMember(tx, permit, {
          ...{ organisationId, action: 'view', at: 'read' },
        })
        if (!member.ok) return member
        const serving = new Set<string>()
        const withoutRegistrar: Tasks['withoutRegistrar'] = []
        for (const { pointId, name } of await pointsOf(deps, tx, organisationId)) {
          const there = await deps.registration.registrarsAt(tx, pointId, deps.clock.now())
          if (there.length === 0) withoutRegistrar.push({ pointId, name })
          for (const personId of there) serving.add(personId)
        }
        return ok({ withoutRegistrar, registrars: serving.size })
      }),
})

type Tasks = ResponseOf<typeof contracts.viewRegistrarTasks>

export type EndRegistrarRefusal =
  | ActionRefusal
  | { readonly kind: 'registrar-role-not-found' }
  | { readonly kind: 'registrar-role-already-ended' }

/** The operator of the point ends the person's registrar role at once (R247). */
export const endRegistrar = operation({
  contract: contracts.endRegistrar,
  problems: {
    ...actionProblems,
    ...endRegistrarRoleProblems,
  },
  handle:
    (deps: RegistrarsDeps) =>
    (
      permit,
      { organisationId, registrarId },
    ): Promise<Result<RegistrarView, EndRegistrarRefusal>> =>
      actForMember<RegistrarView, EndRegistrarRefusal>(
        deps,
        permit,
        { organisationId, action: 'authorise' },
        async (tx) => {
          const points = await pointsOf(deps, tx, organisationId)
          const registrarRole = await deps.registration.findRegistrarRole(tx, registrarId)
          if (!points.some(({ pointId }) => pointId === registrarRole?.pointId))
            return refuse({ kind: 'registrar-role-not-found' })
          const ended = await deps.registration.endRegistrarRole(tx, permit, {
            ...{ registrarId, because: 'by-point-operator' },
          })
          if (!ended.ok) return ended
          const now = deps.clock.now()
          const [registrar] = await showRegistrars(deps, tx, [ended.value], { points, now })
          if (!registrar) throw new Error('expected one registrar for one registrar role')
          return ok(registrar)
        },
      ),
})

async function pointsOf(
  { organisations, registration }: RegistrarsDeps,
  tx: Tx,
  organisationId: string,
): Promise<readonly Point[]> {
  const organisation = await organisations.organisationById(tx, organisationId)
  if (!organisation) throw new Error(`account of unknown organisation ${organisationId}`)
  return registration.pointsOfPointOperator(tx, organisation.businessId)
}

/** In one statement, however many they are. People are not notified of access to their own data by themselves. */
async function recordViews(
  { recordAll }: RegistrarsDeps,
  tx: Tx,
  permit: Permit,
  page: readonly RegistrarRole[],
): Promise<void> {
  const events = page
    .filter(({ personId }) => personId !== personOf(permit))
    .map(({ registrarId, pointId, personId }): RegistrarViewed => ({
      ...{ type: 'RegistrarViewed', registrarId, pointId, about: { personId } },
    }))
  if (events.length > 0)
    await recordAll(
      tx,
      events.map((event) => ({ event, permit })),
    )
}

/** Names are requested all at once. */
async function showRegistrars(
  { people }: RegistrarsDeps,
  tx: Tx,
  registrarRoles: readonly RegistrarRole[],
  { points, now }: { readonly points: readonly Point[]; readonly now: Instant },
): Promise<RegistrarView[]> {
  const names = await people.namesOf(
    tx,
    registrarRoles.map(({ personId }) => personId),
  )
  return registrarRoles.map((registrarRole) => {
    const { registrarId, personId, pointId, appointedAt, endsAt, training } = registrarRole
    return {
      registrarId,
      name: names.get(personId) ?? '',
      point: { pointId, name: points.find((one) => one.pointId === pointId)?.name ?? '' },
      appointedAt: formatInstant(appointedAt),
      ...(endsAt !== undefined && { endsAt: formatInstant(endsAt) }),
      ...(training && { training }),
      mayEnd: holdsAt(registrarRole, now),
    }
  })
}
