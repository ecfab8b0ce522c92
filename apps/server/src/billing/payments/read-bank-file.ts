import { refuse, type Result } from '@sotevarmenne/kernel/result'
import { fromBase64 } from '#platform/base64.ts'
import { isXml, readCamt054 } from './adapters/camt-054.ts'
import { isReferencePayments, readReferencePayments } from './adapters/reference-payments.ts'
import type { BankFile } from './contract.ts'
import type { PaymentsDeps } from './deps.ts'
import { accountOf, type BankFileRefusal } from './domain/bank-file.ts'

export type ReadRefusal = BankFileRefusal | { readonly kind: 'no-seller' }

/** The file of the seller's account, in either format. */
export function readBankFile(
  { seller }: Pick<PaymentsDeps, 'seller'>,
  file: string,
): Result<BankFile, ReadRefusal> {
  if (seller === undefined) return refuse({ kind: 'no-seller' })
  const bytes = fromBase64(file)
  const iban = seller.iban.replaceAll(/\s/g, '')
  if (isReferencePayments(bytes)) return readReferencePayments(bytes, accountOf(iban))
  return isXml(bytes) ? readCamt054(bytes, iban) : refuse({ kind: 'bank-file-unknown' })
}
