import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/organisations'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { pageOf, readNameCursor, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { OrganisationViewed } from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { nameOfPerson, showName, showOrganisation } from './show-organisation.ts'
import { organisationById, organisationsByName, proposedAgreementsOf, versionsOf } from './store.ts'
import { viewOrganisationProblems } from './problems.ts'

/** Organisations, sorted by name. Not about persons: it leaves no audit entry. */
export const listOrganisations = operation({
  contract: contracts.listOrganisations,
  problems: cursorProblems,
  handle:
    ({ db }: OrganisationsDeps) =>
    async (
      _permit,
      { query, agreements, cursor, limit },
    ): Promise<Result<ResponseOf<typeof contracts.listOrganisations>, CursorRefusal>> => {
      const behind = readNameCursor(cursor)
      if (!behind.ok) return behind

      return db.read(async (tx) => {
        const found = await organisationsByName(tx, {
          limit: limit + 1,
          ...(query !== undefined && query !== '' && { query }),
          isWaiting: agreements === 'proposed',
          behind: behind.value,
        })
        const { page, nextCursor } = pageOf(found, {
          limit,
          placeOf: ({ name, organisationId }) => ({ name, id: organisationId }),
        })
        const waitingAgreements = await proposedAgreementsOf(
          tx,
          page.map(({ organisationId }) => organisationId),
        )
        return ok({
          organisations: page.map((organisation) => ({
            ...showName(organisation),
            waitingAgreements: waitingAgreements.get(organisation.organisationId) ?? 0,
          })),
          ...(nextCursor !== undefined && { nextCursor }),
        })
      })
    },
})

export type ViewOrganisationRefusal = { readonly kind: 'organisation-not-found' }

/** The page names contacts, and the people behind agreements and entries. */
export async function recordViewed(
  { record }: Pick<OrganisationsDeps, 'record'>,
  tx: Tx,
  permit: Permit,
  organisationId: string,
): Promise<void> {
  const viewed: OrganisationViewed = { type: 'OrganisationViewed', organisationId }
  await record(tx, viewed, permit)
}

export const viewOrganisation = operation({
  contract: contracts.viewOrganisation,
  problems: viewOrganisationProblems,
  handle:
    (deps: OrganisationsDeps) =>
    (permit, { organisationId }) =>
      deps.db.write(
        async (
          tx,
        ): Promise<
          Result<ResponseOf<typeof contracts.viewOrganisation>, ViewOrganisationRefusal>
        > => {
          const organisation = await organisationById(tx, organisationId)
          if (!organisation) return refuse({ kind: 'organisation-not-found' })
          await recordViewed(deps, tx, permit, organisationId)
          return ok(await showOrganisation(deps, tx, permit, organisation))
        },
      ),
})

type History = ResponseOf<typeof contracts.viewOrganisationHistory>

/** The earlier versions of the organisation, with when and by whom they were entered. */
export const viewOrganisationHistory = operation({
  contract: contracts.viewOrganisationHistory,
  problems: viewOrganisationProblems,
  handle:
    (deps: OrganisationsDeps) =>
    (permit, { organisationId, before, limit }) =>
      deps.db.write(async (tx): Promise<Result<History, ViewOrganisationRefusal>> => {
        if (!(await organisationById(tx, organisationId)))
          return refuse({ kind: 'organisation-not-found' })
        await recordViewed(deps, tx, permit, organisationId)
        const found = await versionsOf(tx, deps.sealing, {
          organisationId,
          before,
          limit: limit + 1,
        })
        const versions: History['versions'] = []
        for (const { enteredAt, enteredBy, units, contacts, ...version } of found.slice(0, limit)) {
          const name = enteredBy === undefined ? undefined : await nameOfPerson(deps, tx, enteredBy)
          versions.push({
            ...version,
            units: [...units],
            contacts: [...contacts],
            enteredAt: formatInstant(enteredAt),
            ...(name !== undefined && { enteredBy: name }),
          })
        }
        return ok({ versions, hasEarlier: found.length > limit })
      }),
})
