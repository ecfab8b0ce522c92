import { formatSerial } from '@sotevarmenne/x509/certificate'
import { parseJournalLine, type Issuers } from '#pki/ca/index.ts'
import type { Db } from '#platform/db.ts'
import {
  countIssued,
  findBesideJournal,
  type SignedBesideRow,
  type SignedSerial,
} from './stores/journal.ts'

/** A certificate that the signer signed, and what is wrong with its row. */
export type JournalFinding = Pick<SignedSerial, 'issuer' | 'serial'> & {
  readonly kind:
    | 'row-missing'
    /** The row says that it was given up, which only happens to bytes that were never signed. */
    | 'given-up-though-signed'
    /** The row holds other bytes than those that were signed. */
    | 'other-bytes'
}

export type JournalComparison = {
  /** Certificates that the signer has signed. */
  readonly signed: number
  /** Certificates that were issued here and of which the journal knows nothing: it is older than the database, or cut off. */
  readonly unknownToJournal: number
  readonly findings: readonly JournalFinding[]
}

/**
 * Compares what the signer has signed with what is written: after a restore the two may be of different times. The
 * authorities' own certificates are left out: they are signed in a ceremony. Throws at a line that can't be read.
 */
export const compareJournal =
  ({ db, issuers }: { readonly db: Db; readonly issuers: Pick<Issuers, 'all'> }) =>
  async (lines: AsyncIterable<string>): Promise<JournalComparison> => {
    const ofAuthorities = new Set(
      issuers.all.map(({ under, certificate }) => `${under} ${formatSerial(certificate.serial)}`),
    )
    const findings: JournalFinding[] = []
    let signed = 0
    let issued = 0
    let page: SignedSerial[] = []
    const judgePage = async (): Promise<void> => {
      const asked = page
      page = []
      for (const one of await db.read((tx) => findBesideJournal(tx, asked))) {
        signed += 1
        if (one.state === 'issued') issued += 1
        const kind = faultOf(one)
        if (kind !== undefined) findings.push({ kind, issuer: one.issuer, serial: one.serial })
      }
    }

    let lineNumber = 0
    for await (const line of lines) {
      lineNumber += 1
      const read = parseJournalLine(line)
      if (read === undefined) throw new Error(`line ${String(lineNumber)} is no line of a journal`)
      const { kind, issuer, number: serial, digest, signature } = read
      const isSigned = kind === 'serial' && signature !== undefined
      if (isSigned && !ofAuthorities.has(`${issuer} ${serial}`))
        page.push({ issuer, serial, digest })
      if (page.length === pageSize) await judgePage()
    }
    await judgePage()
    const unknownToJournal = (await db.read(countIssued)) - issued
    return { signed, unknownToJournal, findings }
  }

const pageSize = 10_000

function faultOf({ state, isSame }: SignedBesideRow): JournalFinding['kind'] | undefined {
  if (state === null) return 'row-missing'
  if (state === 'void') return 'given-up-though-signed'
  return isSame === false ? 'other-bytes' : undefined
}
