import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { hasRow, timestamp, type Tx } from '#platform/db.ts'

/** Organisations not requested from the business register since the instant, the longest ago first. */
export async function businessesToQuery(
  tx: Tx,
  { before, limit }: { readonly before: Instant; readonly limit: number },
): Promise<
  readonly {
    readonly organisationId: string
    readonly businessId: BusinessId
    readonly hasCeased: boolean
  }[]
> {
  const rows = await tables(tx)
    .selectFrom('organisations.organisation')
    .select(['organisation_id', 'business_id', 'has_ceased'])
    .where((where) =>
      where.or([
        where('business_requested_at', 'is', null),
        where('business_requested_at', '<', timestamp(before)),
      ]),
    )
    .orderBy('business_requested_at', (order) => order.asc().nullsFirst())
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    businessId: row.business_id as BusinessId,
    hasCeased: row.has_ceased,
  }))
}

export async function saveBusinessResponse(
  tx: Tx,
  {
    organisationId,
    hasCeased,
    requestedAt,
  }: {
    readonly organisationId: string
    readonly hasCeased: boolean
    readonly requestedAt: Instant
  },
): Promise<void> {
  await tables(tx)
    .updateTable('organisations.organisation')
    .set({ business_requested_at: timestamp(requestedAt), has_ceased: hasCeased })
    .where('organisation_id', '=', organisationId)
    .execute()
}

/** Whether by the register's last response any of them has ceased. */
export const hasAnyCeased = (tx: Tx, organisationIds: readonly string[]): Promise<boolean> =>
  hasRow(
    tables(tx)
      .selectFrom('organisations.organisation')
      .select('organisation_id')
      .where('organisation_id', 'in', [...organisationIds])
      .where('has_ceased', '=', true),
  )

type Tables = {
  'organisations.organisation': {
    organisation_id: string
    business_id: string
    business_requested_at: Instant | null
    has_ceased: boolean
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
