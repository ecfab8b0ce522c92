import type { Instant } from '@sotevarmenne/kernel/instant'
import { readOne, timestamp, type Tx } from '#platform/db.ts'
import type { EmailDomain, EmailDomainId } from './contract.ts'

/** False when another request added it in this moment. */
export async function insertDomain(tx: Tx, domain: EmailDomain): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto('email_domains.domain')
    .values({
      domain_id: domain.domainId,
      organisation_id: domain.organisationId,
      ...{ domain: domain.domain, token: domain.token },
      added_at: timestamp(domain.addedAt),
      ...{ proved_at: null, ended_at: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows > 0n
}

/** Those in use first, then the ended ones; newest first. */
export async function domainsOf(tx: Tx, organisationId: string): Promise<readonly EmailDomain[]> {
  const rows = await domains(tx)
    .where('organisation_id', '=', organisationId)
    .orderBy('ended_at', (order) => order.desc().nullsFirst())
    .orderBy('added_at', 'desc')
    .orderBy('domain_id')
    .limit(500)
    .execute()
  return rows.map(domainOf)
}

type Own = { readonly organisationId: string; readonly domainId: string }

const own = (tx: Tx, { organisationId, domainId }: Own) =>
  domains(tx)
    .where('organisation_id', '=', organisationId)
    .where('domain_id', '=', domainId as EmailDomainId)

export const findDomain = (tx: Tx, sought: Own): Promise<EmailDomain | undefined> =>
  readOne(own(tx, sought), domainOf)

export const lockDomain = (tx: Tx, sought: Own): Promise<EmailDomain | undefined> =>
  readOne(own(tx, sought).forUpdate(), domainOf)

/** The organisation's domain of this name that has not ended. */
export const domainInUse = (
  tx: Tx,
  { organisationId, domain }: { readonly organisationId: string; readonly domain: string },
): Promise<EmailDomain | undefined> =>
  readOne(
    domains(tx)
      .where('organisation_id', '=', organisationId)
      .where('domain', '=', domain)
      .where('ended_at', 'is', null),
    domainOf,
  )

export async function saveProved(tx: Tx, domainId: EmailDomainId, at: Instant): Promise<void> {
  await tables(tx)
    .updateTable('email_domains.domain')
    .set({ proved_at: timestamp(at) })
    .where('domain_id', '=', domainId)
    .execute()
}

export async function saveEnded(tx: Tx, domainId: EmailDomainId, at: Instant): Promise<void> {
  await tables(tx)
    .updateTable('email_domains.domain')
    .set({ ended_at: timestamp(at) })
    .where('domain_id', '=', domainId)
    .execute()
}

type Row = {
  domain_id: EmailDomainId
  organisation_id: string
  domain: string
  token: string
  added_at: Instant
  proved_at: Instant | null
  ended_at: Instant | null
}

const domainOf = (row: Row): EmailDomain => ({
  domainId: row.domain_id,
  organisationId: row.organisation_id,
  ...{ domain: row.domain, token: row.token },
  addedAt: row.added_at,
  ...(row.proved_at !== null && { provedAt: row.proved_at }),
  ...(row.ended_at !== null && { endedAt: row.ended_at }),
})

const tables = (tx: Tx) => tx.$extendTables<{ 'email_domains.domain': Row }>()
const domains = (tx: Tx) => tables(tx).selectFrom('email_domains.domain').selectAll()
