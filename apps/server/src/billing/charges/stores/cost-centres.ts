import type { Instant } from '@sotevarmenne/kernel/instant'
import { timestamp, type Tx } from '#platform/db.ts'
import type { CostCentre } from '../contract.ts'

/** The cost centres that the organisation set; its own first, then by OID: at most one for each unit. */
export async function costCentresOf(
  tx: Tx,
  organisationId: string,
): Promise<readonly CostCentre[]> {
  const rows = await tables(tx)
    .selectFrom('charges.cost_centre')
    .select(['unit_oid', 'cost_centre'])
    .where('organisation_id', '=', organisationId)
    .orderBy('unit_oid')
    .execute()
  return rows.map(({ unit_oid, cost_centre }) => ({
    ...(unit_oid !== '' && { unitOid: unit_oid }),
    costCentre: cost_centre,
  }))
}

/** The cost centre of the unit, or else of the organisation itself; undefined where neither has one. */
export async function costCentreOf(
  tx: Tx,
  organisationId: string,
  unitOid: string | undefined,
): Promise<string | undefined> {
  const row = await tables(tx)
    .selectFrom('charges.cost_centre')
    .select('cost_centre')
    .where('organisation_id', '=', organisationId)
    .where('unit_oid', 'in', ['', unitOid ?? ''])
    .orderBy('unit_oid', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.cost_centre
}

/** Returns whether anything changed; without a cost centre, that of the unit is removed. */
export async function saveCostCentre(
  tx: Tx,
  {
    organisationId,
    unitOid = '',
    costCentre,
  }: {
    readonly organisationId: string
    readonly unitOid?: string | undefined
    readonly costCentre?: string | undefined
  },
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<boolean> {
  if (costCentre === undefined) {
    const gone = await tables(tx)
      .deleteFrom('charges.cost_centre')
      .where('organisation_id', '=', organisationId)
      .where('unit_oid', '=', unitOid)
      .returning('unit_oid')
      .executeTakeFirst()
    return gone !== undefined
  }
  const columns = { cost_centre: costCentre, changed_at: timestamp(at), changed_by: by }
  const saved = await tables(tx)
    .insertInto('charges.cost_centre')
    .values({ organisation_id: organisationId, unit_oid: unitOid, ...columns })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'unit_oid'])
        .doUpdateSet(columns)
        .where('charges.cost_centre.cost_centre', '!=', costCentre),
    )
    .returning('unit_oid')
    .executeTakeFirst()
  return saved !== undefined
}

const tables = (tx: Tx) =>
  tx.$extendTables<{
    'charges.cost_centre': {
      organisation_id: string
      unit_oid: string
      cost_centre: string
      changed_at: Instant
      changed_by: string
    }
  }>()
