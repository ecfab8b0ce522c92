import type { MemberProduct, OrganisationKind } from '@sotevarmenne/api/organisations'
import type { DecisionView } from '@sotevarmenne/api/decisions'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { json, there, timestamp, readOne, type Tx } from '#platform/db.ts'
import type { PlaceByName } from '#platform/paging.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Address } from '#people/persons/contract.ts'
import type { PriceListName } from '#cards/products/contract.ts'
import type {
  Acceptance,
  ChangedEnded,
  CustomerNumber,
  Organisation,
  OrganisationFacts,
  OrganisationId,
  Agreement,
  AgreementId,
  Unit,
} from './contract.ts'
import { contactsIn, sealContacts } from './stores/people.ts'

/** When the data were entered, and by which case officer; absent for a process of the service. */
type Entered = { readonly enteredAt: Instant; readonly enteredBy?: string }

export type OrganisationVersion = Pick<
  EnteredOrganisation,
  'version' | 'name' | 'units' | 'contacts'
> &
  Entered & {
    /** Not stored in versions from before it could change. */
    readonly kind?: OrganisationKind
  }

/** With its contacts. */
export type EnteredOrganisation = Organisation & Pick<OrganisationFacts, 'contacts'>

/** The next customer number; none is ever issued twice. */
export async function nextCustomerNumber(tx: Tx): Promise<CustomerNumber> {
  const { rows } = await sql<{ number: string }>`
    select 'A' || lpad(nextval('organisations.customer_number')::text, 7, '0') as number
  `.execute(tx)
  const number = rows.at(0)?.number
  if (number === undefined) throw new Error('nextval returned no row')
  return number as CustomerNumber
}

export async function insertOrganisation(
  tx: Tx,
  sealing: Sealing,
  organisation: EnteredOrganisation,
  entered: Entered,
): Promise<void> {
  await tables(tx)
    .insertInto('organisations.organisation')
    .values({
      organisation_id: organisation.organisationId,
      customer_number: organisation.customerNumber,
      business_id: organisation.businessId,
      oid: organisation.oid,
      name: organisation.name,
      kind: organisation.kind,
      units: json(organisation.units),
      version: organisation.version,
      added_at: timestamp(entered.enteredAt),
    })
    .execute()
  await insertVersion(tx, sealing, organisation, entered)
}

/** Stores the current data, and adds them to the versions. */
export async function saveOrganisation(
  tx: Tx,
  sealing: Sealing,
  organisation: EnteredOrganisation,
  entered: Entered,
): Promise<void> {
  const { organisationId, name, kind, units, version } = organisation
  await tables(tx)
    .updateTable('organisations.organisation')
    .set({ name, kind, units: json(units), version })
    .where('organisation_id', '=', organisationId)
    .execute()
  await insertVersion(tx, sealing, organisation, entered)
}

async function insertVersion(
  tx: Tx,
  sealing: Sealing,
  { organisationId, version, name, kind, units, contacts }: EnteredOrganisation,
  { enteredAt, enteredBy }: Entered,
): Promise<void> {
  await tables(tx)
    .insertInto('organisations.organisation_version')
    .values({
      organisation_id: organisationId,
      ...{ version, name, kind, units: json(units) },
      contacts_sealed: sealContacts(sealing, contacts, { organisationId, version }),
      entered_at: timestamp(enteredAt),
      entered_by: enteredBy ?? null,
    })
    .execute()
}

/** Newest first. */
export async function versionsOf(
  tx: Tx,
  sealing: Sealing,
  {
    organisationId,
    before,
    limit,
  }: {
    readonly organisationId: string
    readonly before?: number | undefined
    readonly limit: number
  },
): Promise<readonly OrganisationVersion[]> {
  const rows = await tables(tx)
    .selectFrom('organisations.organisation_version')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .$if(before !== undefined, (all) => all.where('version', '<', before ?? 0))
    .orderBy('version', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    ...{ version: row.version, name: row.name, units: row.units },
    contacts: contactsIn(row, sealing),
    ...(row.kind !== null && { kind: row.kind }),
    enteredAt: row.entered_at,
    ...(row.entered_by !== null && { enteredBy: row.entered_by }),
  }))
}

export const organisationById = (
  tx: Tx,
  organisationId: string,
): Promise<Organisation | undefined> =>
  readOne(organisations(tx).where('organisation_id', '=', organisationId), organisationOf)

/** The organisation, locked against changes of it and new agreements until the transaction ends. */
export const lockOrganisation = (
  tx: Tx,
  organisationId: string,
): Promise<Organisation | undefined> =>
  readOne(
    organisations(tx).where('organisation_id', '=', organisationId).forUpdate(),
    organisationOf,
  )

export async function organisationsByIds(
  tx: Tx,
  organisationIds: readonly string[],
): Promise<ReadonlyMap<string, Organisation>> {
  if (organisationIds.length === 0) return new Map()
  const rows = await organisations(tx)
    .where('organisation_id', 'in', [...organisationIds])
    .execute()
  return new Map(rows.map((row) => [row.organisation_id, organisationOf(row)]))
}

/** Names of organisations in lists, read all at once. Throws for an unknown id. */
export async function organisationNames(
  tx: Tx,
  organisationIds: readonly string[],
): Promise<
  (organisationId: string) => Pick<Organisation, 'organisationId' | 'name' | 'businessId'>
> {
  const found = await organisationsByIds(tx, [...new Set(organisationIds)])
  return (organisationId) => {
    const organisation = found.get(organisationId)
    if (!organisation) throw new Error(`organisation ${organisationId} of the row not found`)
    const { name, businessId } = organisation
    return { organisationId: organisation.organisationId, name, businessId }
  }
}

/** The organisation with the business ID or the OID, if any. */
export const organisationWith = (
  tx: Tx,
  { businessId, oid }: Pick<OrganisationFacts, 'businessId' | 'oid'>,
): Promise<Organisation | undefined> =>
  readOne(
    organisations(tx).where((where) =>
      where.or([where('business_id', '=', businessId), where('oid', '=', oid)]),
    ),
    organisationOf,
  )

export const organisationByBusinessId = (
  tx: Tx,
  businessId: string,
): Promise<Organisation | undefined> =>
  readOne(organisations(tx).where('business_id', '=', businessId), organisationOf)

/** By business ID; those that the service does not know are left out. */
export async function organisationsByBusinessIds(
  tx: Tx,
  businessIds: readonly string[],
): Promise<ReadonlyMap<string, Organisation>> {
  if (businessIds.length === 0) return new Map()
  const rows = await organisations(tx)
    .where('business_id', 'in', [...businessIds])
    .execute()
  return new Map(rows.map((row) => [row.business_id, organisationOf(row)]))
}

export const organisationByNumbers = (
  tx: Tx,
  { customerNumber, businessId }: { readonly customerNumber: string; readonly businessId: string },
): Promise<Organisation | undefined> =>
  readOne(
    organisations(tx)
      .where('customer_number', '=', customerNumber)
      .where('business_id', '=', businessId),
    organisationOf,
  )

/** Sorted by name. */
export async function organisationsByName(
  tx: Tx,
  page: {
    readonly query?: string
    /** Only those with a proposed agreement. */
    readonly isWaiting?: boolean
    readonly behind?: PlaceByName | undefined
    readonly limit: number
  },
): Promise<readonly Organisation[]> {
  const { query, isWaiting, behind, limit } = page
  const rows = await organisations(tx)
    .$if(isWaiting === true, (all) =>
      all.where('organisation_id', 'in', (waiting) =>
        waiting
          .selectFrom('organisations.agreement')
          .select('organisation_id')
          .where('state', '=', 'proposed'),
      ),
    )
    .$if(query !== undefined, (all) => all.where(matches(query ?? '')))
    .$if(behind !== undefined, (all) =>
      all.where(
        sql<boolean>`(lower(name), organisation_id) > (lower(${behind?.name}), ${behind?.id}::uuid)`,
      ),
    )
    .orderBy(sql`lower(name)`)
    .orderBy('organisation_id')
    .limit(limit)
    .execute()
  return rows.map(organisationOf)
}

/** How many agreements of each of the organisations are proposed. */
export async function proposedAgreementsOf(
  tx: Tx,
  organisationIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (organisationIds.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('organisations.agreement')
    .select(({ fn }) => ['organisation_id', fn.countAll<number>().as('count')])
    .where('state', '=', 'proposed')
    .where('organisation_id', 'in', [...organisationIds])
    .groupBy('organisation_id')
    .execute()
  return new Map(rows.map(({ organisation_id: of, count }) => [of, count]))
}

/** Organisations with an agreement that names the point, sorted by name. */
export async function organisationsAtPoint(
  tx: Tx,
  {
    pointId,
    query,
    limit,
  }: { readonly pointId: string; readonly query?: string; readonly limit: number },
): Promise<readonly Organisation[]> {
  const rows = await organisations(tx)
    .where('organisation_id', 'in', (agreementsThere) =>
      agreementsThere
        .selectFrom('organisations.agreement')
        .select('organisation_id')
        .where(sql<boolean>`points @> array[${pointId}]::text[]`)
        .where('state', '!=', 'rejected'),
    )
    .$if(query !== undefined, (all) => all.where(matches(query ?? '')))
    .orderBy(sql`lower(name)`)
    .orderBy('organisation_id')
    .limit(limit)
    .execute()
  return rows.map(organisationOf)
}

/** The cards in agreements that name the point and are not over. */
export async function productsAt(
  tx: Tx,
  { pointId }: { readonly pointId: string },
): Promise<ReadonlySet<MemberProduct>> {
  const { rows } = await sql<{ product: MemberProduct }>`
    select distinct unnest(products) as product from organisations.agreement
    where points @> array[${pointId}]::text[] and state = 'approved'`.execute(tx)
  return new Set(rows.map(({ product }) => product))
}

/**
 * The beginning of the name or of a word in it; or one of the numbers in full: also the business ID without
 * its dash, and the OID of a unit.
 */
const matches = (query: string) => {
  const begun = query.replaceAll(/[\\%_]/g, '\\$&')
  const businessId = query.replace(/^(\d{7})(\d)$/, '$1-$2')
  return sql<boolean>`(
    lower(name) like lower(${`${begun}%`}) or lower(name) like lower(${`% ${begun}%`})
    or business_id = ${businessId} or oid = ${query} or customer_number = ${query.toUpperCase()}
    or units @> ${JSON.stringify([{ oid: query }])}::jsonb
  )`
}

export async function insertAgreement(tx: Tx, agreement: Agreement): Promise<void> {
  const accompanying: Accompanying | undefined =
    agreement.kind === 'delegation'
      ? { deliveryAddress: agreement.deliveryAddress, accepted: agreement.accepted }
      : undefined
  await tables(tx)
    .insertInto('organisations.agreement')
    .values({
      agreement_id: agreement.agreementId,
      organisation_id: agreement.organisationId,
      kind: agreement.kind,
      products: [...agreement.products],
      points: [...agreement.points],
      valid_from: agreement.validFrom,
      valid_to: agreement.validTo ?? null,
      units:
        agreement.kind === 'agreement' && agreement.units !== 'all' ? [...agreement.units] : null,
      price_list: agreement.kind === 'agreement' ? agreement.priceList : null,
      delegate: agreement.kind === 'delegation' ? agreement.delegate : null,
      accompanying: accompanying ? json(accompanying) : null,
      is_signed: agreement.isSigned === true,
      replaces: agreement.replaces ?? null,
      proposed_by: agreement.proposedBy,
      proposed_at: timestamp(agreement.proposedAt),
      ...stateColumns(agreement),
    })
    .execute()
}

export async function saveAgreement(tx: Tx, agreement: Agreement): Promise<void> {
  await tables(tx)
    .updateTable('organisations.agreement')
    .set({
      ...stateColumns(agreement),
      valid_to: agreement.validTo ?? null,
      gave_way: agreement.gaveWay ? json(agreement.gaveWay) : null,
    })
    .where('agreement_id', '=', agreement.agreementId)
    .execute()
}

export const findAgreement = (tx: Tx, agreementId: string): Promise<Agreement | undefined> =>
  readOne(agreements(tx).where('agreement_id', '=', agreementId), agreementOf)

export const lockAgreement = (tx: Tx, agreementId: string): Promise<Agreement | undefined> =>
  readOne(agreements(tx).where('agreement_id', '=', agreementId).forUpdate(), agreementOf)

/** The organisations' own agreements, newest first. */
export async function agreementsOf(
  tx: Tx,
  organisationIds: readonly string[],
): Promise<readonly Agreement[]> {
  if (organisationIds.length === 0) return []
  const rows = await agreements(tx)
    .where('organisation_id', 'in', [...organisationIds])
    .orderBy('proposed_at', 'desc')
    .orderBy('agreement_id')
    .execute()
  return rows.map(agreementOf)
}

/** Changes that replace the agreement, or would. */
export async function changesOf(tx: Tx, agreementId: AgreementId): Promise<readonly Agreement[]> {
  const rows = await agreements(tx).where('replaces', '=', agreementId).forUpdate().execute()
  return rows.map(agreementOf)
}

/** Delegations that others gave to the organisation, newest first. */
export async function delegationsOf(tx: Tx, organisationId: string): Promise<readonly Agreement[]> {
  const rows = await agreements(tx)
    .where('delegate', '=', organisationId)
    .orderBy('proposed_at', 'desc')
    .orderBy('agreement_id')
    .execute()
  return rows.map(agreementOf)
}

type OrganisationRow = {
  organisation_id: string
  customer_number: string
  business_id: string
  oid: string
  name: string
  kind: OrganisationKind
  units: readonly Unit[]
  version: number
  added_at: Instant
}

type VersionRow = Pick<OrganisationRow, 'organisation_id' | 'version' | 'name' | 'units'> & {
  contacts_sealed: Uint8Array
  entered_at: Instant
  entered_by: string | null
  kind: OrganisationKind | null
}

type Accompanying = {
  readonly deliveryAddress: Address
  readonly accepted: Omit<Acceptance, 'by'>
}

type AgreementRow = {
  agreement_id: string
  organisation_id: string
  kind: Agreement['kind']
  state: Agreement['state']
  products: MemberProduct[]
  points: string[]
  valid_from: LocalDate
  valid_to: LocalDate | null
  units: string[] | null
  price_list: PriceListName | null
  delegate: string | null
  accompanying: Accompanying | null
  proposed_by: string
  proposed_at: Instant
  approved_by: string | null
  approved_at: Instant | null
  rejected_by: string | null
  rejected_at: Instant | null
  rejected_because: ChangedEnded | null
  ended_by: string | null
  ended_at: Instant | null
  decision: DecisionView | null
  is_signed: boolean
  replaces: string | null
  gave_way: Agreement['gaveWay'] | null
}

type Tables = {
  'organisations.organisation': OrganisationRow
  'organisations.organisation_version': VersionRow
  'organisations.agreement': AgreementRow
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
const organisations = (tx: Tx) => tables(tx).selectFrom('organisations.organisation').selectAll()
const agreements = (tx: Tx) => tables(tx).selectFrom('organisations.agreement').selectAll()

const organisationOf = (row: OrganisationRow): Organisation => ({
  organisationId: row.organisation_id as OrganisationId,
  customerNumber: row.customer_number as CustomerNumber,
  businessId: row.business_id as BusinessId,
  oid: row.oid as Oid,
  name: row.name,
  kind: row.kind,
  units: row.units,
  version: row.version,
})

/** The columns that change during the life cycle; those not used in the current state are empty. */
const stateColumns = (agreement: Agreement) => {
  const approved = agreement.state === 'approved' || agreement.state === 'ended'
  return {
    state: agreement.state,
    approved_by: approved ? agreement.approvedBy : null,
    approved_at: approved ? timestamp(agreement.approvedAt) : null,
    rejected_by: agreement.state === 'rejected' ? agreement.rejectedBy : null,
    rejected_at: agreement.state === 'rejected' ? timestamp(agreement.rejectedAt) : null,
    rejected_because: agreement.state === 'rejected' ? (agreement.because ?? null) : null,
    ended_by: agreement.state === 'ended' ? agreement.endedBy : null,
    ended_at: agreement.state === 'ended' ? timestamp(agreement.endedAt) : null,
    decision: agreement.decision === undefined ? null : json(agreement.decision),
  }
}

const agreementOf = (row: AgreementRow): Agreement => ({ ...termsOf(row), ...stateOf(row) })

function termsOf(row: AgreementRow) {
  const every = {
    agreementId: row.agreement_id as AgreementId,
    organisationId: row.organisation_id as OrganisationId,
    products: row.products,
    points: row.points,
    validFrom: row.valid_from,
    ...(row.valid_to !== null && { validTo: row.valid_to }),
    ...(row.gave_way && { gaveWay: row.gave_way }),
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    ...(row.decision !== null && { decision: row.decision }),
    ...(row.is_signed && { isSigned: true as const }),
    ...(row.replaces !== null && { replaces: row.replaces as AgreementId }),
  }
  if (row.kind === 'agreement')
    return {
      ...every,
      kind: row.kind,
      units: row.units === null ? ('all' as const) : (row.units as Oid[]),
      priceList: there(row, 'price_list'),
    }
  return {
    ...every,
    deliveryAddress: there(row, 'accompanying').deliveryAddress,
    accepted: withoutName(there(row, 'accompanying').accepted),
    kind: row.kind,
    delegate: there(row, 'delegate') as OrganisationId,
  }
}

/** In rows that are not sealed yet, the name is here too. */
const withoutName = ({ on, personId }: Accompanying['accepted']): Accompanying['accepted'] => ({
  on,
  ...(personId !== undefined && { personId }),
})

function stateOf(row: AgreementRow) {
  switch (row.state) {
    case 'proposed':
      return { state: row.state }
    case 'rejected':
      return {
        state: row.state,
        rejectedBy: there(row, 'rejected_by'),
        rejectedAt: there(row, 'rejected_at'),
        ...(row.rejected_because !== null && { because: row.rejected_because }),
      }
    case 'approved':
      return { state: row.state, ...approvalOf(row) }
    case 'ended':
      return {
        state: row.state,
        ...approvalOf(row),
        endedBy: there(row, 'ended_by'),
        endedAt: there(row, 'ended_at'),
      }
  }
}

const approvalOf = (row: AgreementRow) => ({
  approvedBy: there(row, 'approved_by'),
  approvedAt: there(row, 'approved_at'),
})
