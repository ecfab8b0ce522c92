import type { BankField, BankFileFaults } from '@sotevarmenne/api/payments'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import type { BankEntry } from '../contract.ts'

/** As many entries of a file are read. */
export const maxEntries = 10_000

export type BankFileRefusal =
  /** Neither of the two formats. */
  | { readonly kind: 'bank-file-unknown' }
  /** Not well-formed, with a document type, or with fields that are missing or wrong. */
  | ({ readonly kind: 'bank-file-malformed' } & BankFileFaults)
  | { readonly kind: 'bank-file-encoding' }
  /** Its own sums are others than those of its entries: a part is missing. */
  | { readonly kind: 'bank-file-incomplete' }
  | { readonly kind: 'bank-file-too-long'; readonly max: number }
  | ({ readonly kind: 'bank-file-currency' } & BankFileFaults)
  /** Of another account than that of the seller. */
  | ({ readonly kind: 'bank-file-account' } & BankFileFaults)

export type RowFault = BankFileFaults['rows'][number]

/** As many are listed: a file with more is not the bank's. */
const maxFaults = 100

/** Refuses for all rows that have something wrong, after the first of them; undefined without any. */
export function refuseRows(
  faults: readonly RowFault[],
): Result<never, BankFileRefusal> | undefined {
  const [first] = faults
  return (
    first &&
    refuse({ kind: kindOf(first.field), rows: faults.slice(0, maxFaults), count: faults.length })
  )
}

/** The whole file can't be read: at this line. */
export const malformedAt = (line: number): BankFileRefusal => ({
  ...{ kind: 'bank-file-malformed', rows: [{ line, field: 'record' }], count: 1 },
})

const kindOf = (field: BankField) =>
  field === 'currency' || field === 'account'
    ? (`bank-file-${field}` as const)
    : ('bank-file-malformed' as const)

/** An entry as its file has it, with the bank's own identifier. */
export type FoundEntry = Omit<BankEntry, 'bankKey'> & { readonly bankId: string }

/**
 * Entries with a key that the same entry has in any file, of either format: entries of one file that are alike in
 * everything are numbered, since a payer may pay the same twice.
 */
export function withKeys(found: readonly FoundEntry[], account: string): readonly BankEntry[] {
  const alike = new Map<string, number>()
  return found.map(({ bankId, ...entry }) => {
    const { paidOn, amountCents, reference = '' } = entry
    const facts = [account, bankId, paidOn, amountCents, plainReference(reference)].join('|')
    const count = alike.get(facts) ?? 0
    alike.set(facts, count + 1)
    return { ...entry, bankKey: `${facts}|${String(count)}` }
  })
}

/** Without spaces and leading zeros, which the formats have in different ways. */
const plainReference = (reference: string): string =>
  reference.replaceAll(/\s/g, '').replace(/^0+/, '')

/** The Finnish part of an IBAN, as reference-payment files have it. */
export const accountOf = (iban: string): string => iban.replaceAll(/\s/g, '').slice(4)
