import type { Instant } from '@sotevarmenne/kernel/instant'
import { readOne, timestamp, type Tx } from '#platform/db.ts'
import type { Billing } from '../contract.ts'

export const findBilling = (tx: Tx, organisationId: string): Promise<Billing | undefined> =>
  readOne(
    tables(tx)
      .selectFrom('invoices.billing')
      .select(['e_invoice_address', 'operator', 'reference'])
      .where('organisation_id', '=', organisationId),
    (row) => ({
      eInvoiceAddress: row.e_invoice_address,
      ...(row.operator !== null && { operator: row.operator }),
      ...(row.reference !== null && { reference: row.reference }),
    }),
  )

export async function saveBilling(
  tx: Tx,
  organisationId: string,
  { billing, by, at }: { readonly billing: Billing; readonly by: string; readonly at: Instant },
): Promise<void> {
  const columns = {
    e_invoice_address: billing.eInvoiceAddress,
    operator: billing.operator ?? null,
    reference: billing.reference ?? null,
    changed_at: timestamp(at),
    changed_by: by,
  }
  await tables(tx)
    .insertInto('invoices.billing')
    .values({ organisation_id: organisationId, ...columns })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(columns))
    .execute()
}

const tables = (tx: Tx) =>
  tx.$extendTables<{
    'invoices.billing': {
      organisation_id: string
      e_invoice_address: string
      operator: string | null
      reference: string | null
      changed_at: Instant
      changed_by: string
    }
  }>()
