import type { Instant } from '@sotevarmenne/kernel/instant'
import { readOne, timestamp, type Tx } from '#platform/db.ts'
import type { Billing } from '../contract.ts'

export const findBilling = (tx: Tx, organisationId: string): Promise<Billing | undefined> =>
  readOne(
    tables(tx)
      .selectFrom('invoices.billing')
      .select(['e_invoice_address', 'operator', 'reference', 'street', 'postal_code', 'town'])
      .where('organisation_id', '=', organisationId),
    (row) => ({
      eInvoiceAddress: row.e_invoice_address,
      ...(row.operator !== null && { operator: row.operator }),
      ...(row.reference !== null && { reference: row.reference }),
      ...addressOf(row),
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
    street: billing.postalAddress?.street ?? null,
    postal_code: billing.postalAddress?.postalCode ?? null,
    town: billing.postalAddress?.town ?? null,
    changed_at: timestamp(at),
    changed_by: by,
  }
  await tables(tx)
    .insertInto('invoices.billing')
    .values({ organisation_id: organisationId, ...columns })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(columns))
    .execute()
}

type AddressColumns = {
  readonly street: string | null
  readonly postal_code: string | null
  readonly town: string | null
}

/** Its three columns are written together. */
const addressOf = ({
  street,
  postal_code: postalCode,
  town,
}: AddressColumns): Pick<Billing, 'postalAddress'> =>
  street === null || postalCode === null || town === null
    ? {}
    : { postalAddress: { street, postalCode, town } }

const tables = (tx: Tx) =>
  tx.$extendTables<{
    'invoices.billing': AddressColumns & {
      organisation_id: string
      e_invoice_address: string
      operator: string | null
      reference: string | null
      changed_at: Instant
      changed_by: string
    }
  }>()
