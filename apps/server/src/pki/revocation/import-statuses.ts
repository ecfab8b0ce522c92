import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { unreachable } from '@sotevarmenne/kernel/unreachable'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { IssuedCertificate } from '#pki/issuance/contract.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Db } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { DomainEvent, RecordAll } from '#platform/record.ts'
import type { CertificateRevoked, StatusesImported } from './contract.ts'
import { parseIndexLine, type ImportedStatus } from './domain/index-file.ts'
import type { Revoking } from './revoke-certificates.ts'
import { listedUntil } from './domain/listed-until.ts'
import { shardOf, shardOfSerial } from './domain/shard.ts'
import { appendRevocations, type NewRevocation } from './store.ts'

export type ImportingStatuses = Pick<Revoking, 'clock'> & {
  readonly db: Db
  readonly recordAll: RecordAll
  readonly certificates: Pick<Certificates, 'importCertificates' | 'findCertificate'>
}

export type StatusesToImport = {
  readonly issuer: IssuerId
  /**
   * The issuer's number of shards when the certificates were issued here and the database lost them: their
   * shard follows from the serial. Absent for those of an older system.
   */
  readonly shards?: number
  /** Of OpenSSL's index (`parseIndexLine`). */
  readonly lines: AsyncIterable<string>
  /** Called after each page. */
  readonly onProgress?: (imported: Imported) => void
}

/** How many were new: existing statuses are left as they are. */
export type Imported = { readonly certificates: number; readonly revocations: number }

export type ImportRefusal = {
  readonly kind: 'line-malformed'
  /** From 1. */
  readonly line: number
  readonly detail: string
}

/**
 * Imports an older system's statuses of an issuer's certificates, in pages of their own transactions. When
 * interrupted, or refused at a line, it is run again from the beginning: existing statuses are skipped. Opens
 * its own transactions.
 */
export const importStatuses =
  (deps: ImportingStatuses) =>
  async (
    permit: Permit<'revocation.importStatuses'>,
    { issuer, shards, lines, onProgress }: StatusesToImport,
  ): Promise<Result<Imported, ImportRefusal>> => {
    let line = 0
    let page: ImportedStatus[] = []
    let imported: Imported = { certificates: 0, revocations: 0 }
    const write = async (): Promise<void> => {
      const added = await writePage(deps, permit, { issuer, shards, page })
      imported = {
        certificates: imported.certificates + added.certificates,
        revocations: imported.revocations + added.revocations,
      }
      page = []
      onProgress?.(imported)
    }

    for await (const text of lines) {
      line += 1
      const status = parseIndexLine(text, deps.clock.now())
      if (!status.ok) return refuse({ kind: 'line-malformed', line, detail: status.refusal })
      page.push(status.value)
      if (page.length === pageSize) await write()
    }
    if (page.length > 0) await write()
    return ok(imported)
  }

/** Other revocations wait while a page is written: it must be short. */
const pageSize = 5_000

async function writePage(
  { db, clock, recordAll, certificates }: ImportingStatuses,
  permit: Permit<'revocation.importStatuses'>,
  {
    issuer,
    shards,
    page,
  }: Pick<StatusesToImport, 'issuer'> & {
    readonly shards: number | undefined
    readonly page: readonly ImportedStatus[]
  },
): Promise<Imported> {
  const written = await db.write<Imported, never>(
    async (tx) => {
      const added = await certificates.importCertificates(
        tx,
        page.map(({ serial, notAfter }) => ({ issuer, serial, notAfter })),
      )
      const areAllNew = added === page.length
      const revocations: NewRevocation[] = []
      const own = new Map<string, CertificateRevoked>()
      for (const { serial, notAfter, revoked: given } of page) {
        if (given === undefined) continue
        const { reason, at: revokedAt } = given
        const revocation = { issuer, serial, reason, cause: 'imported', revokedAt, notAfter }
        // No certificate of an older system points to our shards; its holders are unknown here, as are those of
        // certificates that the database lost.
        const found = areAllNew
          ? undefined
          : await certificates.findCertificate(tx, { issuer, serial })
        if (found?.state !== 'issued') {
          revocations.push({
            ...revocation,
            notAfter: listedUntil(revocation),
            shard: shards && shardOfSerial(serial, shards),
          })
          continue
        }
        // For our own we know the expiry better than the file: until then it stays on CRLs.
        const ends = { notAfter: found.notAfter, shard: shardOf(found.der) }
        revocations.push({ ...revocation, ...ends })
        own.set(serial, ownRevoked(found, revocation))
      }
      const revoked = await appendRevocations(tx, revocations, clock.now())
      const imported: Imported = { certificates: added, revocations: revoked.length }
      const events: DomainEvent[] = revoked.flatMap(({ serial }) => own.get(serial) ?? [])
      const event: StatusesImported = { type: 'StatusesImported', issuer, ...imported }
      if (added > 0 || revoked.length > 0) events.push(event)
      await recordAll(
        tx,
        events.map((each) => ({ event: each, permit })),
      )
      return ok(imported)
    },
    // Existing statuses are skipped by the unique keys.
    { isolation: 'read committed' },
  )
  return written.ok ? written.value : unreachable(written.refusal)
}

/**
 * As after any other revocation: its holder finds it in the access records, and the directory is notified.
 */
const ownRevoked = (
  { holder, cardId }: Pick<IssuedCertificate, 'holder' | 'cardId'>,
  { issuer, serial, reason, cause }: Pick<NewRevocation, 'issuer' | 'serial' | 'reason' | 'cause'>,
): CertificateRevoked => ({
  type: 'CertificateRevoked',
  ...{ issuer, serial, reason, cause },
  ...(holder !== undefined && cardId !== undefined && { about: { personId: holder, cardId } }),
})
