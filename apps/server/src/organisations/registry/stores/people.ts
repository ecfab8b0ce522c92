import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { AuthorisationPeople, Contact, Paper } from '../contract.ts'

type OfVersion = { readonly organisationId: string; readonly version: number }

/** Whom to reach of the organisation, as it was entered last, or by that version; nobody of one that is not known. */
export async function contactsOf(
  tx: Tx,
  sealing: Sealing,
  organisationId: string,
  version?: number,
): Promise<readonly Contact[]> {
  const { rows } = await sql<VersionRow>`
    select organisation_id, version, contacts_sealed
    from organisations.organisation_version
    where organisation_id = ${organisationId}
      ${version === undefined ? sql`` : sql`and version <= ${version}`}
    order by version desc limit 1`.execute(tx)
  return rows[0] ? contactsIn(rows[0], sealing) : []
}

type VersionRow = {
  readonly organisation_id: string
  readonly version: number
  readonly contacts_sealed: Uint8Array
}

export function contactsIn(row: VersionRow, sealing: Sealing): readonly Contact[] {
  const version = { organisationId: row.organisation_id, version: row.version }
  return opened(sealing, row.contacts_sealed, contextOf(version)) as readonly Contact[]
}

export const sealContacts = (
  sealing: Sealing,
  contacts: readonly Contact[],
  version: OfVersion,
): Uint8Array => sealed(sealing, contacts, contextOf(version))

const contextOf = ({ organisationId, version }: OfVersion): string =>
  `${organisationId} ${String(version)}`

/** Who stands in the authorisations among the papers, by their ids. */
export async function peopleOf(
  tx: Tx,
  sealing: Sealing,
  papers: readonly Paper[],
): Promise<ReadonlyMap<string, AuthorisationPeople>> {
  const paperIds = papers.filter(({ kind }) => kind === 'authorisation').map((one) => one.paperId)
  if (paperIds.length === 0) return new Map()
  const { rows } = await sql<PaperRow>`
    select paper_id, people_sealed from organisations.paper
    where paper_id = any(${paperIds}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.paper_id, peopleIn(row, sealing)]))
}

type PaperRow = { readonly paper_id: string; readonly people_sealed: Uint8Array | null }

function peopleIn(row: PaperRow, sealing: Sealing): AuthorisationPeople {
  if (row.people_sealed === null)
    throw new Error(`authorisation ${row.paper_id} has no contact and nobody who accepted it`)
  return opened(sealing, row.people_sealed, row.paper_id) as AuthorisationPeople
}

/** Nothing of them stays in clear. */
export async function savePeople(
  tx: Tx,
  sealing: Sealing,
  paperId: string,
  people: AuthorisationPeople,
): Promise<void> {
  await sql`
    update organisations.paper set people_sealed = ${sealed(sealing, people, paperId)},
      accompanying = accompanying - 'contact' #- '{accepted,by}'
    where paper_id = ${paperId}`.execute(tx)
}

const sealed = (sealing: Sealing, value: unknown, context: string): Uint8Array =>
  sealing.seal(Buffer.from(JSON.stringify(value), 'utf8'), context)

/** What this file has sealed. */
const opened = (sealing: Sealing, octets: Uint8Array, context: string): unknown =>
  JSON.parse(Buffer.from(sealing.open(octets, context)).toString('utf8'))
