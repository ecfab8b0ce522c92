import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/organisations'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { OrganisationsDeps } from './deps.ts'
import { showName, showOrganisation } from './show-organisation.ts'
import { organisationById, organisationsByName, type Place } from './store.ts'

export type ListOrganisationsRefusal = { readonly kind: 'cursor-unreadable' }

/** Organisations by name. About no person: it leaves no entry in the trail. */
export const listOrganisations =
  ({ db }: OrganisationsDeps) =>
  async (
    _permit: Permit<'organisations.viewOrganisations'>,
    { query, cursor, limit }: InputOf<typeof contracts.listOrganisations>,
  ): Promise<Result<AnswerOf<typeof contracts.listOrganisations>, ListOrganisationsRefusal>> => {
    const behind = cursor === undefined ? undefined : placeOf(cursor)
    if (cursor !== undefined && !behind) return refuse({ kind: 'cursor-unreadable' })

    const found = await db.read((tx) =>
      organisationsByName(tx, {
        limit: limit + 1,
        ...(query !== undefined && query !== '' && { query }),
        ...(behind && { behind }),
      }),
    )
    const page = found.slice(0, limit)
    const last = page.at(-1)
    return ok({
      organisations: page.map(showName),
      ...(last && found.length > limit && { nextCursor: cursorOf(last) }),
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

/** Registration points to choose among when a paper is entered. */
export const listPaperPoints =
  ({ db, points }: OrganisationsDeps) =>
  (
    _permit: Permit<'organisations.viewOrganisations'>,
  ): Promise<Result<AnswerOf<typeof contracts.listPaperPoints>, never>> =>
    db.read(async (tx) =>
      ok({
        points: (await points.allPoints(tx)).map(({ pointId, name }) => ({ pointId, name })),
      }),
    )

/** A place in the list as an opaque text. */
const cursorOf = ({ name, organisationId }: Place): string =>
  Buffer.from(`${organisationId};${name.toLowerCase()}`).toString('base64url')

function placeOf(cursor: string): Place | undefined {
  const [, organisationId, name] =
    /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12});(.*)$/s.exec(
      Buffer.from(cursor, 'base64url').toString('utf8'),
    ) ?? []
  return organisationId === undefined || name === undefined ? undefined : { organisationId, name }
}
