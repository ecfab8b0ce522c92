import type { ServiceProduct } from '@sotevarmenne/api/service-certificates'
import type { Language } from '@sotevarmenne/api/values'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { hasRow, json, optionalTimestamp, readOne, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type RowsSought } from '#platform/paging.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import type {
  Application,
  ApplicationFacts,
  ApplicationId,
  ByProgram,
  PastStep,
  RequestLinkId,
  Standing,
  SupplierAuthorisation,
  SupplierAuthorisationId,
} from './contract.ts'
import { openApproval, sealApproval } from './stores/sealed-approval.ts'

export async function insertApplication(
  tx: Tx,
  sealing: Sealing,
  application: Application,
): Promise<void> {
  await tables(tx)
    .insertInto('service_certificates.application')
    .values({
      application_id: application.applicationId,
      organisation_id: application.organisationId,
      drafted_at: timestamp(application.draftedAt),
      conformity_sealed: null,
      request: application.request ?? null,
      by_program: application.byProgram ? json(application.byProgram) : null,
      ...factColumns(application, sealing),
      ...standingColumns(application, sealing),
    })
    .execute()
}

/** Saves facts, state, history and request; the certificate of conformity is stored separately. */
export async function saveApplication(
  tx: Tx,
  sealing: Sealing,
  application: Application,
): Promise<void> {
  await tables(tx)
    .updateTable('service_certificates.application')
    .set({
      request: application.request ?? null,
      ...factColumns(application, sealing),
      ...standingColumns(application, sealing),
    })
    .where('application_id', '=', application.applicationId)
    .execute()
}

export async function storeConformity(
  tx: Tx,
  sealing: Sealing,
  { applicationId, pdf }: { readonly applicationId: ApplicationId; readonly pdf: Uint8Array },
): Promise<void> {
  await tables(tx)
    .updateTable('service_certificates.application')
    .set({ conformity_sealed: sealing.seal(pdf, `conformity ${applicationId}`) })
    .where('application_id', '=', applicationId)
    .execute()
}

export async function conformityOf(
  tx: Tx,
  sealing: Sealing,
  applicationId: string,
): Promise<Uint8Array | undefined> {
  const row = await applications(tx).where('application_id', '=', applicationId).executeTakeFirst()
  const sealed = row?.conformity_sealed ?? undefined
  return sealed && sealing.open(sealed, `conformity ${applicationId}`)
}

export const findApplication = (tx: Tx, sealing: Sealing, applicationId: string) =>
  readOne(applications(tx).where('application_id', '=', applicationId), (row) =>
    applicationOf(row, sealing),
  )

export const lockApplication = (tx: Tx, sealing: Sealing, applicationId: string) =>
  readOne(applications(tx).where('application_id', '=', applicationId).forUpdate(), (row) =>
    applicationOf(row, sealing),
  )

/** Those of these that exist. */
export async function findApplications(
  tx: Tx,
  sealing: Sealing,
  applicationIds: readonly ApplicationId[],
): Promise<readonly Application[]> {
  if (applicationIds.length === 0) return []
  const rows = await applications(tx)
    .where('application_id', 'in', [...applicationIds])
    .execute()
  return rows.map((row) => applicationOf(row, sealing))
}

/** The organisation's own applications, newest first; its programs' orders are listed with their accounts. */
export async function applicationsOf(
  tx: Tx,
  sealing: Sealing,
  {
    organisationId,
    filter,
    behind,
    limit,
  }: RowsSought & {
    readonly organisationId: string
    readonly filter?: 'waits-for-us' | undefined
  },
): Promise<readonly Application[]> {
  const rows = await applications(tx)
    .where('organisation_id', '=', organisationId)
    .where('by_program', 'is', null)
    .$if(filter !== undefined, (all) => all.where('state', 'in', ['draft', 'returned']))
    .$call(inOrderOfTime({ at: 'drafted_at', id: 'application_id', order: 'desc', behind, limit }))
    .execute()
  return rows.map((row) => applicationOf(row, sealing))
}

/** Certificates that others applied for, by hand or by program, with these OIDs, newest application first. */
export async function certificatesOfOthers(
  tx: Tx,
  sealing: Sealing,
  {
    organisationId,
    oids,
    behind,
    limit,
  }: RowsSought & { readonly organisationId: string; readonly oids: readonly Oid[] },
): Promise<readonly Application[]> {
  const rows = await applications(tx)
    .where(sql<boolean>`unit_oid = any(${[...oids]}::text[])`)
    .where('organisation_id', '<>', organisationId)
    .where('state', 'in', ['issued', 'revoked'])
    .$call(inOrderOfTime({ at: 'drafted_at', id: 'application_id', order: 'desc', behind, limit }))
    .execute()
  return rows.map((row) => applicationOf(row, sealing))
}

/** States of these applications, as far as they exist. */
export async function standingsOf(
  tx: Tx,
  applicationIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  const rows = await tables(tx)
    .selectFrom('service_certificates.application')
    .select(['application_id', 'standing'])
    .where('application_id', 'in', [...applicationIds])
    .execute()
  return new Map(rows.map(({ application_id, standing }) => [application_id, standing]))
}

/** The first name in the certificate of each of these applications. */
export async function firstNamesOf(
  tx: Tx,
  applicationIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (applicationIds.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('service_certificates.application')
    .select(['application_id', 'names'])
    .where(sql<boolean>`application_id = any(${[...applicationIds]}::uuid[])`)
    .execute()
  return new Map(rows.map(({ application_id, names }) => [application_id, names[0] ?? '']))
}

/** The program's application for the certificate. */
export const programApplicationOf = (
  tx: Tx,
  { issuer, serial }: { readonly issuer: string; readonly serial: string },
): Promise<{ readonly applicationId: string; readonly standing: Standing } | undefined> =>
  readOne(
    tables(tx)
      .selectFrom('service_certificates.application')
      .select(['application_id', 'standing'])
      .where('by_program', 'is not', null)
      .where(sql<boolean>`standing ->> 'serial' = ${serial}`)
      .where(sql<boolean>`standing ->> 'issuer' = ${issuer}`),
    (row) => ({ applicationId: row.application_id, standing: row.standing }),
  )

/** Whether a program of the organisation has a later certificate of the same names. */
export const isRenewed = (tx: Tx, application: Application): Promise<boolean> =>
  hasRow(
    tables(tx)
      .selectFrom('service_certificates.application')
      .select('application_id')
      .where('organisation_id', '=', application.organisationId)
      .where('drafted_at', '>', timestamp(application.draftedAt))
      .where('state', '=', 'issued')
      .where('by_program', 'is not', null)
      .where(sql<boolean>`names = ${[...application.facts.names]}::text[]`)
      .limit(1),
  )

/** Applications that wait for a case officer, oldest first. */
export async function applicationsInQueue(
  tx: Tx,
  sealing: Sealing,
  { behind, limit }: RowsSought,
): Promise<readonly Application[]> {
  const rows = await applications(tx)
    .where('state', 'in', ['sent', 'checked'])
    .$call(inOrderOfTime({ at: 'sent_at', id: 'application_id', order: 'asc', behind, limit }))
    .execute()
  return rows.map((row) => applicationOf(row, sealing))
}

/** Lets a technical contact add the request, once. */
export type RequestLink = {
  readonly linkId: RequestLinkId
  readonly applicationId: ApplicationId
  readonly expiresAt: Instant
}

/** Voids unused links from now on. */
export async function endLinks(tx: Tx, applicationId: ApplicationId): Promise<void> {
  await tables(tx)
    .updateTable('service_certificates.request_link')
    .set({ replaced: true })
    .where('application_id', '=', applicationId)
    .where('used_at', 'is', null)
    .execute()
}

/** A new link voids the one before it. */
export async function insertLink(tx: Tx, link: RequestLink, createdAt: Instant): Promise<void> {
  await endLinks(tx, link.applicationId)
  await tables(tx)
    .insertInto('service_certificates.request_link')
    .values({
      link_id: link.linkId,
      application_id: link.applicationId,
      created_at: timestamp(createdAt),
      expires_at: timestamp(link.expiresAt),
      used_at: null,
      replaced: false,
    })
    .execute()
}

/** The link, unless it was used or ended. */
export const openLink = (tx: Tx, linkId: string): Promise<RequestLink | undefined> =>
  readOne(openLinks(tx).where('link_id', '=', linkId), linkOf)

export const openLinkOf = (
  tx: Tx,
  applicationId: ApplicationId,
): Promise<RequestLink | undefined> =>
  readOne(openLinks(tx).where('application_id', '=', applicationId), linkOf)

export async function linksSince(
  tx: Tx,
  applicationId: ApplicationId,
  since: Instant,
): Promise<number> {
  const row = await tables(tx)
    .selectFrom('service_certificates.request_link')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('application_id', '=', applicationId)
    .where('created_at', '>=', timestamp(since))
    .executeTakeFirstOrThrow()
  return row.count
}

/** Returns whether it was still open: of two requests by one link, one succeeds. */
export const useLink = (tx: Tx, linkId: RequestLinkId, at: Instant): Promise<boolean> =>
  hasRow(
    tables(tx)
      .updateTable('service_certificates.request_link')
      .set({ used_at: timestamp(at) })
      .where('link_id', '=', linkId)
      .where('used_at', 'is', null)
      .where('replaced', '=', false)
      .returning('link_id'),
  )

export async function insertAuthorisation(
  tx: Tx,
  authorisation: SupplierAuthorisation,
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<void> {
  await tables(tx)
    .insertInto('service_certificates.supplier_authorisation')
    .values({
      supplier_authorisation_id: authorisation.supplierAuthorisationId,
      giver: authorisation.giver,
      authorised: authorisation.authorised,
      oids: authorisation.oids === 'all' ? null : [...authorisation.oids],
      valid_from: authorisation.validFrom,
      valid_to: authorisation.validTo ?? null,
      given_by: by,
      given_at: timestamp(at),
      ended_by: null,
      ended_at: null,
    })
    .execute()
}

export const lockAuthorisation = (
  tx: Tx,
  supplierAuthorisationId: string,
): Promise<SupplierAuthorisation | undefined> =>
  readOne(
    authorisations(tx).where('supplier_authorisation_id', '=', supplierAuthorisationId).forUpdate(),
    authorisationOf,
  )

export async function endAuthorisation(
  tx: Tx,
  supplierAuthorisationId: SupplierAuthorisationId,
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<void> {
  await tables(tx)
    .updateTable('service_certificates.supplier_authorisation')
    .set({ ended_by: by, ended_at: timestamp(at) })
    .where('supplier_authorisation_id', '=', supplierAuthorisationId)
    .execute()
}

/** Authorisations given and received by the organisation, newest first. */
export async function authorisationsOf(
  tx: Tx,
  organisationId: string,
): Promise<readonly SupplierAuthorisation[]> {
  const rows = await authorisations(tx)
    .where((where) =>
      where.or([where('giver', '=', organisationId), where('authorised', '=', organisationId)]),
    )
    .orderBy('given_at', 'desc')
    .execute()
  return rows.map(authorisationOf)
}

type ApplicationRow = {
  application_id: string
  organisation_id: string
  state: Standing['state']
  standing: Standing
  /** Of the standing; null when it has none. */
  approval_sealed: Uint8Array | null
  product: ServiceProduct
  is_test: boolean
  unit_oid: string
  names: string[]
  language: Language
  invoice_reference: string | null
  contacts_sealed: Uint8Array
  conformity_sealed: Uint8Array | null
  request: Uint8Array | null
  history: readonly PastStep[]
  drafted_at: Instant
  sent_at: Instant | null
  by_program: ByProgram | null
}

type LinkRow = {
  link_id: string
  application_id: string
  created_at: Instant
  expires_at: Instant
  used_at: Instant | null
  replaced: boolean
}

type AuthorisationRow = {
  supplier_authorisation_id: string
  giver: string
  authorised: string
  oids: string[] | null
  valid_from: LocalDate
  valid_to: LocalDate | null
  given_by: string
  given_at: Instant
  ended_by: string | null
  ended_at: Instant | null
}

type Tables = {
  'service_certificates.application': ApplicationRow
  'service_certificates.request_link': LinkRow
  'service_certificates.supplier_authorisation': AuthorisationRow
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
const applications = (tx: Tx) =>
  tables(tx).selectFrom('service_certificates.application').selectAll()
const openLinks = (tx: Tx) =>
  tables(tx)
    .selectFrom('service_certificates.request_link')
    .selectAll()
    .where('used_at', 'is', null)
    .where('replaced', '=', false)
const authorisations = (tx: Tx) =>
  tables(tx).selectFrom('service_certificates.supplier_authorisation').selectAll()

type Contacts = Pick<ApplicationFacts, 'technicalContact' | 'mailbox'>

function factColumns({ applicationId, facts }: Application, sealing: Sealing) {
  const { product, isTest, unitOid, names, language, invoiceReference } = facts
  const contacts: Contacts = { technicalContact: facts.technicalContact, mailbox: facts.mailbox }
  return {
    product,
    is_test: isTest,
    unit_oid: unitOid,
    names: [...names],
    language,
    invoice_reference: invoiceReference ?? null,
    contacts_sealed: sealJson(sealing, contacts, applicationId),
  }
}

function standingColumns({ applicationId, standing, history }: Application, sealing: Sealing) {
  const { approval, ...plain } = { approval: undefined, ...standing }
  return {
    state: standing.state,
    standing: json(plain),
    approval_sealed: sealApproval(sealing, approval, applicationId),
    history: json(history),
    sent_at: optionalTimestamp('sentAt' in standing ? standing.sentAt : undefined),
  }
}

/** The only reader of rows: their values were written by `insertApplication` and `saveApplication`. */
function applicationOf(row: ApplicationRow, sealing: Sealing): Application {
  const contacts = openJson(sealing, row.contacts_sealed, row.application_id) as Contacts
  return {
    applicationId: row.application_id as ApplicationId,
    organisationId: row.organisation_id,
    facts: {
      product: row.product,
      isTest: row.is_test,
      unitOid: row.unit_oid as Oid,
      names: row.names,
      language: row.language,
      ...(row.invoice_reference !== null && { invoiceReference: row.invoice_reference }),
      ...contacts,
    },
    standing: withApproval(row, sealing),
    history: row.history,
    draftedAt: row.drafted_at,
    ...(row.request !== null && { request: new Uint8Array(row.request) }),
    hasConformity: row.conformity_sealed !== null || row.by_program?.hasConformity === true,
    ...(row.by_program !== null && { byProgram: row.by_program }),
  }
}

function withApproval(
  { standing, approval_sealed, application_id }: ApplicationRow,
  sealing: Sealing,
): Standing {
  if (approval_sealed === null) return standing
  const approval = openApproval(sealing, approval_sealed, application_id)
  return standing.state === 'checked' || standing.state === 'approved'
    ? { ...standing, approval }
    : standing
}

const linkOf = (row: LinkRow): RequestLink => ({
  linkId: row.link_id as RequestLinkId,
  applicationId: row.application_id as ApplicationId,
  expiresAt: row.expires_at,
})

const authorisationOf = (row: AuthorisationRow): SupplierAuthorisation => ({
  supplierAuthorisationId: row.supplier_authorisation_id as SupplierAuthorisationId,
  giver: row.giver,
  authorised: row.authorised,
  oids: row.oids === null ? 'all' : (row.oids as Oid[]),
  validFrom: row.valid_from,
  ...(row.valid_to !== null && { validTo: row.valid_to }),
  ...(row.ended_at !== null && { endedAt: row.ended_at }),
})
