import { createHash } from 'node:crypto'
import { ok } from '@sotevarmenne/kernel/result'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import type { ProfileId } from '#authority/contract.ts'
import type { Issuer } from '#authority/index.ts'
import type { Permit } from '#platform/permit.ts'
import { completeCertificate } from './complete-certificate.ts'
import type { SerialNumber } from './contract.ts'
import type { Issuing } from './issuing.ts'
import { issuedEvent } from './settle-certificates.ts'
import { findHalfMade, insertReserved, saveIssued } from './store.ts'

export type Recovered = {
  readonly issued: number
  readonly voided: number
  /** Left for the next time, because the signer can't be reached. */
  readonly waiting: number
}

/**
 * Done at every start: writes down the authorities' own certificates, and takes every row that a crash left half made
 * to its end. Certificates of the same request are thereby never made twice.
 */
export const recover =
  (issuing: Issuing) =>
  async (permit: Permit<'certificates.recover'>): Promise<Recovered> => {
    for (const issuer of issuing.issuers.all) await adopt(issuing, permit, issuer)

    const halfMade = await issuing.db.read((tx) => findHalfMade(tx))
    const recovered = { issued: 0, voided: 0, waiting: 0 }
    for (const row of halfMade) {
      const result = await completeCertificate(issuing, permit, row)
      if (result.ok) recovered.issued += 1
      else if (result.refusal.kind === 'signer-unavailable') recovered.waiting += 1
      else recovered.voided += 1
    }
    return recovered
  }

/** The authority's creation signs before there is a database; its certificates get their rows here. */
const adopt = (
  { db, clock, recordAll }: Issuing,
  permit: Permit,
  { id, role, under, certificate }: Issuer,
): Promise<unknown> =>
  db.write(
    async (tx) => {
      const serial = formatSerial(certificate.serial) as SerialNumber
      const profile: ProfileId = role === 'root' ? 'ca-root' : 'ca-issuing'
      const row = { issuer: under, serial, profile }
      const added = await insertReserved(tx, [
        {
          ...row,
          requestKey: `authority:${id}:${serial}`,
          keyDigest: createHash('sha256').update(certificate.subjectPublicKeyInfo).digest('hex'),
          tbs: certificate.tbs,
          notBefore: certificate.notBefore,
          notAfter: certificate.notAfter,
          reservedAt: certificate.notBefore,
        },
      ])
      if (added.length === 0) return ok(undefined)
      await saveIssued(tx, [{ ...row, der: certificate.der }], clock.now())
      await recordAll(tx, [{ event: issuedEvent(row), permit }])
      return ok(undefined)
    },
    { isolation: 'read committed' },
  )
