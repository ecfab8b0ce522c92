import { formatSerial } from '@sotevarmenne/x509/certificate'
import { parseSigningLogLine, type Issuers } from '#pki/ca/index.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { SigningLogFault } from './contract.ts'
import {
  countIssued,
  findBesideSigningLog,
  type SignedBesideRow,
  type SignedSerial,
} from './stores/signing-log.ts'

/** A certificate that the signer signed, and what is wrong with its row. */
export type SigningLogFinding = Pick<SignedSerial, 'issuer' | 'serial'> & {
  readonly kind: SigningLogFault
}

export type SigningLogComparison = {
  /** Certificates that the signer has signed. */
  readonly signed: number
  /**
   * Certificates that were issued here and are missing in the signing log: it is older than the database, or
   * cut off.
   */
  readonly unknownToSigningLog: number
  readonly findings: readonly SigningLogFinding[]
}

/**
 * Compares what the signer has signed with the database: after a restore the two may be of different times.
 * The CAs' own certificates are left out: they are signed in a ceremony. Throws at a line that can't be read.
 */
export const compareSigningLog =
  ({ db, issuers }: { readonly db: Db; readonly issuers: Pick<Issuers, 'all'> }) =>
  async (lines: AsyncIterable<string>): Promise<SigningLogComparison> => {
    const ofCas = serialsOfCas(issuers)
    const findings: SigningLogFinding[] = []
    let signed = 0
    let issued = 0
    let page: SignedSerial[] = []
    const checkPage = async (): Promise<void> => {
      const requested = page
      page = []
      const beside = await db.read((tx) => findBesideSigningLog(tx, requested))
      signed += beside.length
      issued += beside.filter(({ state }) => state === 'issued').length
      findings.push(...beside.flatMap(findingOf))
    }

    let lineNumber = 0
    for await (const line of lines) {
      lineNumber += 1
      const read = parseSigningLogLine(line)
      if (read === undefined)
        throw new Error(`line ${String(lineNumber)} is not a valid line of a signing log`)
      const { kind, issuer, number: serial, digest, signature } = read
      const isSigned = kind === 'serial' && signature !== undefined
      if (isSigned && !ofCas.has(`${issuer} ${serial}`)) page.push({ issuer, serial, digest })
      if (page.length === pageSize) await checkPage()
    }
    await checkPage()
    const unknownToSigningLog = (await db.read(countIssued)) - issued
    return { signed, unknownToSigningLog, findings }
  }

const pageSize = 10_000

/** The same for certificates that were signed, within the caller's transaction. */
export const compareSigned =
  (issuers: Pick<Issuers, 'all'>) =>
  async (tx: Tx, signed: readonly SignedSerial[]): Promise<readonly SigningLogFinding[]> => {
    const ofCas = serialsOfCas(issuers)
    const others = signed.filter(({ issuer, serial }) => !ofCas.has(`${issuer} ${serial}`))
    return (await findBesideSigningLog(tx, others)).flatMap(findingOf)
  }

const serialsOfCas = ({ all }: Pick<Issuers, 'all'>): ReadonlySet<string> =>
  new Set(all.map(({ under, certificate }) => `${under} ${formatSerial(certificate.serial)}`))

function findingOf(one: SignedBesideRow): readonly SigningLogFinding[] {
  const kind = faultOf(one)
  return kind === undefined ? [] : [{ kind, issuer: one.issuer, serial: one.serial }]
}

function faultOf({ state, isSame }: SignedBesideRow): SigningLogFinding['kind'] | undefined {
  if (state === null) return 'row-missing'
  if (state === 'void') return 'voided-though-signed'
  return isSame === false ? 'other-bytes' : undefined
}
