import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { timestamp, type Tx } from '#platform/db.ts'

/** Whom the business register was not asked about since; the longest ago first. */
export async function businessesToAsk(
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
        where('business_asked_at', 'is', null),
        where('business_asked_at', '<', timestamp(before)),
      ]),
    )
    .orderBy('business_asked_at', (order) => order.asc().nullsFirst())
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    businessId: row.business_id as BusinessId,
    hasCeased: row.has_ceased,
  }))
}

export async function saveBusinessAnswer(
  tx: Tx,
  {
    organisationId,
    hasCeased,
    askedAt,
  }: {
    readonly organisationId: string
    readonly hasCeased: boolean
    readonly askedAt: Instant
  },
): Promise<void> {
  await tables(tx)
    .updateTable('organisations.organisation')
    .set({ business_asked_at: timestamp(askedAt), has_ceased: hasCeased })
    .where('organisation_id', '=', organisationId)
    .execute()
}

/** Whether the register said last that any of them is no more. */
export async function hasAnyCeased(tx: Tx, organisationIds: readonly string[]): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('organisations.organisation')
    .select('organisation_id')
    .where('organisation_id', 'in', [...organisationIds])
    .where('has_ceased', '=', true)
    .executeTakeFirst()
  return row !== undefined
}

type Tables = {
  'organisations.organisation': {
    organisation_id: string
    business_id: string
    business_asked_at: Instant | null
    has_ceased: boolean
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
