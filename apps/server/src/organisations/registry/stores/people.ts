import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import type { DelegationPeople, Contact, Agreement } from '../contract.ts'

type OfVersion = { readonly organisationId: string; readonly version: number }

/** Contacts of the organisation, in the current or the given version; none for an unknown organisation. */
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
  return openJson(sealing, row.contacts_sealed, contextOf(version)) as readonly Contact[]
}

export const sealContacts = (
  sealing: Sealing,
  contacts: readonly Contact[],
  version: OfVersion,
): Uint8Array => sealJson(sealing, contacts, contextOf(version))

const contextOf = ({ organisationId, version }: OfVersion): string =>
  `${organisationId} ${String(version)}`

/** People named in the delegations among the agreements, by agreement id. */
export async function peopleOf(
  tx: Tx,
  sealing: Sealing,
  agreements: readonly Agreement[],
): Promise<ReadonlyMap<string, DelegationPeople>> {
  const agreementIds = agreements
    .filter(({ kind }) => kind === 'delegation')
    .map((one) => one.agreementId)
  if (agreementIds.length === 0) return new Map()
  const { rows } = await sql<AgreementRow>`
    select agreement_id, people_sealed from organisations.agreement
    where agreement_id = any(${agreementIds}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.agreement_id, peopleIn(row, sealing)]))
}

type AgreementRow = { readonly agreement_id: string; readonly people_sealed: Uint8Array | null }

function peopleIn(row: AgreementRow, sealing: Sealing): DelegationPeople {
  if (row.people_sealed === null)
    throw new Error(`delegation ${row.agreement_id} has no contact and no acceptance`)
  return openJson(sealing, row.people_sealed, row.agreement_id) as DelegationPeople
}

/** Stores them sealed only. */
export async function savePeople(
  tx: Tx,
  sealing: Sealing,
  agreementId: string,
  people: DelegationPeople,
): Promise<void> {
  await sql`
    update organisations.agreement set people_sealed = ${sealJson(sealing, people, agreementId)},
      accompanying = accompanying - 'contact' #- '{accepted,by}'
    where agreement_id = ${agreementId}`.execute(tx)
}
