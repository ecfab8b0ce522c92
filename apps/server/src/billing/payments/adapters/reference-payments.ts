import type { BankField } from '@sotevarmenne/api/payments'
import { parseLocalDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { BankFile } from '../contract.ts'
import {
  maxEntries,
  refuseRows,
  withKeys,
  type BankFileRefusal,
  type FoundEntry,
  type RowFault,
} from '../domain/bank-file.ts'

/** Records of 90 characters: a batch begins with 0, has entries of 3 and 5, and ends with the sums of 9. */
const lengthOfRecord = 90

export const isReferencePayments = (bytes: Uint8Array): boolean =>
  /^0\d{10}/.test(textOf(bytes.subarray(0, 11)))

/**
 * Incoming reference payments in the fixed format of Finnish banks (Finance Finland, "Incoming reference payments",
 * KTL): one byte a character, of which only names need more than ASCII.
 */
export function readReferencePayments(
  bytes: Uint8Array,
  account: string,
): Result<BankFile, BankFileRefusal> {
  const lines = textOf(bytes).split(/\r?\n/)
  const found: FoundEntry[] = []
  const faults: RowFault[] = []
  let batch: Batch | undefined
  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') continue
    const wrong = (field: BankField): unknown => faults.push({ line: index + 1, field })
    const record = text.padEnd(lengthOfRecord)
    const type = record[0]
    if (text.length > lengthOfRecord) wrong('record')
    else if (type === '0') {
      if (batch !== undefined) wrong('record')
      if (record[22] !== euros) wrong('currency')
      batch = noEntries
    } else if (type === '3' || type === '5') {
      const read = entryOf(record, account)
      if (batch === undefined) wrong('record')
      else if (!read.ok) wrong(read.refusal)
      else {
        if (found.length === maxEntries)
          return refuse({ kind: 'bank-file-too-long', max: maxEntries })
        batch = withEntry(batch, read.value)
        found.push(read.value)
      }
    } else if (type === '9') {
      if (batch === undefined || !/^\d{34}$/.test(record.slice(1, 35))) wrong('record')
      // The sums of a batch with a wrong row say nothing.
      else if (faults.length === 0 && !isSumOf(record, batch))
        return refuse({ kind: 'bank-file-incomplete' })
      batch = undefined
    } else wrong('record')
  }
  const refused = refuseRows(faults)
  if (refused) return refused
  if (batch !== undefined) return refuse({ kind: 'bank-file-incomplete' })
  return ok({ format: 'ktl', entries: withKeys(found, account), skipped: 0 })
}

const euros = '1'

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

/** The entry of the record, or which field is wrong. */
function entryOf(record: string, account: string): Result<FoundEntry, BankField> {
  const paidOn = dayOf(record.slice(15, 21))
  const bankId = record.slice(27, 43).trim()
  const reference = record.slice(43, 63).trim()
  const amount = record.slice(77, 87)
  const sign = record[87] === '1' ? -1 : 1
  const cents = Number(amount)
  if (record.slice(1, 15) !== account) return refuse('account')
  if (paidOn === undefined) return refuse('day')
  if (bankId === '') return refuse('bank-id')
  if (!/^\d*$/.test(reference)) return refuse('reference')
  if (record[75] !== euros) return refuse('currency')
  if (!/^\d{10}$/.test(amount) || cents === 0) return refuse('amount')
  if (!/[ 01]/.test(record[87] ?? '')) return refuse('direction')
  const payer = record.slice(63, 75).trim()
  return ok({
    ...{ paidOn, bankId, amountCents: sign * cents },
    ...(/[1-9]/.test(reference) && { reference: reference.replace(/^0+/, '') }),
    ...(payer !== '' && { payer }),
  })
}

/** `YYMMDD` of this century. */
const dayOf = (text: string): LocalDate | undefined =>
  /^\d{6}$/.test(text)
    ? parseLocalDate(`20${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4)}`)
    : undefined

/** Numbers and sums of a batch: payments, and corrections. */
type Batch = readonly [number, number, number, number]

const noEntries: Batch = [0, 0, 0, 0]

const withEntry = (
  [paid, paidCents, back, backCents]: Batch,
  { amountCents }: FoundEntry,
): Batch =>
  amountCents > 0
    ? [paid + 1, paidCents + amountCents, back, backCents]
    : [paid, paidCents, back + 1, backCents - amountCents]

const isSumOf = (record: string, [paid, paidCents, back, backCents]: Batch): boolean =>
  record.slice(1, 35) ===
  [
    String(paid).padStart(6, '0'),
    String(paidCents).padStart(11, '0'),
    String(back).padStart(6, '0'),
    String(backCents).padStart(11, '0'),
  ].join('')
