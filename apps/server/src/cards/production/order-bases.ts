import { signatureAlgorithms } from '@sotevarmenne/x509/signature-algorithm'
import { z } from 'zod'
import type { Basis } from '#pki/issuance/contract.ts'
import type { Tx } from '#platform/db.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import { fromBase64, toBase64 } from '#platform/base64.ts'

/**
 * What shows the signer that a card was ordered: a registrar's signature on the order, or the holder's
 * confirmation of the renewal. An earlier certificate is added when the card is produced.
 */
export type OrderBasis =
  | Extract<Basis, { readonly kind: SignedKind }>
  | Omit<Extract<Basis, { readonly kind: 'renewal-identified' }>, 'certificate'>

type SignedKind = 'order' | 'renewal-signed'

/** Stored while the card waits for production. Undefined: it is one of the first two cards. */
export async function storeOrderBasis(
  tx: Tx,
  sealing: Sealing,
  { orderId, basis }: { readonly orderId: string; readonly basis: OrderBasis | undefined },
): Promise<void> {
  await tables(tx)
    .insertInto('production.signed_order')
    .values({
      order_id: orderId,
      is_first: basis === undefined,
      sealed: basis ? sealJson(sealing, written(basis), orderId) : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** `missing`: it may not be stored any more, or the order is of a version that stored none. */
export async function orderBasisOf(
  tx: Tx,
  sealing: Sealing,
  orderId: string,
): Promise<OrderBasis | 'first-card' | 'missing'> {
  const row = await tables(tx)
    .selectFrom('production.signed_order')
    .selectAll()
    .where('order_id', '=', orderId)
    .executeTakeFirst()
  if (row?.is_first) return 'first-card'
  const sealed = row?.sealed ?? undefined
  return sealed === undefined ? 'missing' : read(openJson(sealing, sealed, orderId))
}

/** The address in the statement may not be stored any more (R23). */
export async function forgetSignedOrder(tx: Tx, orderId: string): Promise<void> {
  await tables(tx)
    .updateTable('production.signed_order')
    .set({ sealed: null })
    .where('order_id', '=', orderId)
    .execute()
}

/** The card is produced, or never will be. */
export async function dropOrderBasis(tx: Tx, orderId: string): Promise<void> {
  await tables(tx).deleteFrom('production.signed_order').where('order_id', '=', orderId).execute()
}

function written(basis: OrderBasis): z.input<typeof stored> {
  const statement = toBase64(basis.statement)
  if (basis.kind === 'renewal-identified')
    return { kind: basis.kind, statement, idToken: basis.idToken }
  const { kind, signatureAlgorithm } = basis
  return {
    ...{ kind, statement, signatureAlgorithm },
    ...{ signature: toBase64(basis.signature), certificate: toBase64(basis.certificate) },
  }
}

const bytes = z.string().transform(fromBase64)
const signed = {
  ...{ statement: bytes, signature: bytes, certificate: bytes },
  signatureAlgorithm: z.enum(signatureAlgorithms),
}
const stored = z.discriminatedUnion('kind', [
  // Rows without a kind are of a time when only orders were signed.
  z.object({ kind: z.literal('order').default('order'), ...signed }),
  z.object({ kind: z.literal('renewal-signed'), ...signed }),
  z.object({ kind: z.literal('renewal-identified'), statement: bytes, idToken: z.string() }),
])

const read = (value: unknown): OrderBasis => stored.parse(value)

type Tables = {
  'production.signed_order': { order_id: string; is_first: boolean; sealed: Uint8Array | null }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
