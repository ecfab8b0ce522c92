import { signatureAlgorithms } from '@sotevarmenne/x509/signature-algorithm'
import { z } from 'zod'
import type { Basis } from '#pki/issuance/contract.ts'
import type { Tx } from '#platform/db.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import { fromBase64, toBase64 } from '#platform/base64.ts'

/** A registrar's signature on the statement of an order. */
export type SignedOrder = Omit<Extract<Basis, { readonly kind: 'order' }>, 'kind'>

/** Stored while the card waits for production. Undefined: it is one of the first two cards. */
export async function storeSignedOrder(
  tx: Tx,
  sealing: Sealing,
  { orderId, signed }: { readonly orderId: string; readonly signed: SignedOrder | undefined },
): Promise<void> {
  await tables(tx)
    .insertInto('production.signed_order')
    .values({
      order_id: orderId,
      is_first: signed === undefined,
      sealed: signed ? sealJson(sealing, written(signed), orderId) : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** `missing`: it may not be stored any more, or the order is of a version before 0.3.0. */
export async function signedOrderOf(
  tx: Tx,
  sealing: Sealing,
  orderId: string,
): Promise<SignedOrder | 'first-card' | 'missing'> {
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
export async function dropSignedOrder(tx: Tx, orderId: string): Promise<void> {
  await tables(tx).deleteFrom('production.signed_order').where('order_id', '=', orderId).execute()
}

const written = ({ statement, signature, signatureAlgorithm, certificate }: SignedOrder) => ({
  ...{ statement: toBase64(statement), signature: toBase64(signature), signatureAlgorithm },
  certificate: toBase64(certificate),
})

const bytes = z.string().transform(fromBase64)
const stored = z.object({
  ...{ statement: bytes, signature: bytes, certificate: bytes },
  signatureAlgorithm: z.enum(signatureAlgorithms),
})

const read = (value: unknown): SignedOrder => stored.parse(value)

type Tables = {
  'production.signed_order': { order_id: string; is_first: boolean; sealed: Uint8Array | null }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
