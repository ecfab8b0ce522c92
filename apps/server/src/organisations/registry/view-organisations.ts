import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/organisations'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { pageOf, readNameCursor, type CursorRefusal } from '#platform/paging.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { OrganisationViewed } from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { nameOfPerson, showName, showOrganisation } from './show-organisation.ts'
import { organisationById, organisationsByName, proposedPapersOf, versionsOf } from './store.ts'

/** Organisations by name. About no person: it leaves no entry in the trail. */
export const listOrganisations =
  ({ db }: OrganisationsDeps) =>
  async (
    _permit: Permit<'organisations.viewOrganisations'>,
    { query, papers, cursor, limit }: InputOf<typeof contracts.listOrganisations>,
  ): Promise<Result<AnswerOf<typeof contracts.listOrganisations>, CursorRefusal>> => {
    const behind = readNameCursor(cursor)
    if (!behind.ok) return behind

    return db.read(async (tx) => {
      const found = await organisationsByName(tx, {
        limit: limit + 1,
        ...(query !== undefined && query !== '' && { query }),
        isWaiting: papers === 'proposed',
        behind: behind.value,
      })
      const { page, nextCursor } = pageOf(found, {
        limit,
        placeOf: ({ name, organisationId }) => ({ name, id: organisationId }),
      })
      const waitingPapers = await proposedPapersOf(
        tx,
        page.map(({ organisationId }) => organisationId),
      )
      return ok({
        organisations: page.map((organisation) => ({
          ...showName(organisation),
          waitingPapers: waitingPapers.get(organisation.organisationId) ?? 0,
        })),
        ...(nextCursor !== undefined && { nextCursor }),
      })
    })
  }

export type ViewOrganisationRefusal = { readonly kind: 'organisation-not-found' }

/** It names contacts, and beside papers and entries who did them. */
export async function recordViewed(
  { record }: Pick<OrganisationsDeps, 'record'>,
  tx: Tx,
  permit: Permit,
  organisationId: string,
): Promise<void> {
  const viewed: OrganisationViewed = { type: 'OrganisationViewed', organisationId }
  await record(tx, viewed, permit)
}

export const viewOrganisation =
  (deps: OrganisationsDeps) =>
  (
    permit: Permit<'organisations.viewOrganisations'>,
    { organisationId }: InputOf<typeof contracts.viewOrganisation>,
  ): Promise<Result<AnswerOf<typeof contracts.viewOrganisation>, ViewOrganisationRefusal>> =>
    deps.db.write(
      async (
        tx,
      ): Promise<Result<AnswerOf<typeof contracts.viewOrganisation>, ViewOrganisationRefusal>> => {
        const organisation = await organisationById(tx, organisationId)
        if (!organisation) return refuse({ kind: 'organisation-not-found' })
        await recordViewed(deps, tx, permit, organisationId)
        return ok(await showOrganisation(deps, tx, permit, organisation))
      },
    )

type History = AnswerOf<typeof contracts.viewOrganisationHistory>

/** What was entered of the organisation, when and by whom. */
export const viewOrganisationHistory =
  (deps: OrganisationsDeps) =>
  (
    permit: Permit<'organisations.viewOrganisations'>,
    { organisationId, before, limit }: InputOf<typeof contracts.viewOrganisationHistory>,
  ): Promise<Result<History, ViewOrganisationRefusal>> =>
    deps.db.write(async (tx): Promise<Result<History, ViewOrganisationRefusal>> => {
      if (!(await organisationById(tx, organisationId)))
        return refuse({ kind: 'organisation-not-found' })
      await recordViewed(deps, tx, permit, organisationId)
      const found = await versionsOf(tx, deps.sealing, { organisationId, before, limit: limit + 1 })
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
    })
