import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/organisations'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { pageOf, readNameCursor, type CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import type { OrganisationsDeps } from './deps.ts'
import { showName, showOrganisation } from './show-organisation.ts'
import { organisationById, organisationsByName } from './store.ts'

/** Organisations by name. About no person: it leaves no entry in the trail. */
export const listOrganisations =
  ({ db }: OrganisationsDeps) =>
  async (
    _permit: Permit<'organisations.viewOrganisations'>,
    { query, cursor, limit }: InputOf<typeof contracts.listOrganisations>,
  ): Promise<Result<AnswerOf<typeof contracts.listOrganisations>, CursorRefusal>> => {
    const behind = readNameCursor(cursor)
    if (!behind.ok) return behind

    const found = await db.read((tx) =>
      organisationsByName(tx, {
        limit: limit + 1,
        ...(query !== undefined && query !== '' && { query }),
        behind: behind.value,
      }),
    )
    const { page, nextCursor } = pageOf(found, {
      limit,
      placeOf: ({ name, organisationId }) => ({ name, id: organisationId }),
    })
    return ok({
      organisations: page.map(showName),
      ...(nextCursor !== undefined && { nextCursor }),
    })
  }

export type ViewOrganisationRefusal = { readonly kind: 'organisation-not-found' }

export const viewOrganisation =
  (deps: OrganisationsDeps) =>
  (
    permit: Permit<'organisations.viewOrganisations'>,
    { organisationId }: InputOf<typeof contracts.viewOrganisation>,
  ): Promise<Result<AnswerOf<typeof contracts.viewOrganisation>, ViewOrganisationRefusal>> =>
    deps.db.read(
      async (
        tx,
      ): Promise<Result<AnswerOf<typeof contracts.viewOrganisation>, ViewOrganisationRefusal>> => {
        const organisation = await organisationById(tx, organisationId)
        if (!organisation) return refuse({ kind: 'organisation-not-found' })
        return ok(await showOrganisation(deps, tx, permit, organisation))
      },
    )
