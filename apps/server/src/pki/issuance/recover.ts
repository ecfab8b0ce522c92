import type { IssuingPermit } from './contract.ts'
import { hash } from 'node:crypto'
import { instant, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import type { ProfileId } from '#pki/ca/contract.ts'
import type { Issuer } from '#pki/ca/index.ts'
import type { Permit } from '#platform/permit.ts'
import { completeCertificate } from './complete-certificate.ts'
import type { SerialNumber } from './contract.ts'
import type { Issuing } from './issuing.ts'
import { issuedEvent } from './settle-certificate.ts'
import { findIncomplete, writeRows } from './store.ts'

export type Recovered = {
  readonly issued: number
  readonly voided: number
  /** Left for the next run, because the signer can't be reached. */
  readonly waiting: number
}

/**
 * Runs at every start and periodically: records the CAs' own certificates, and completes every row that a
 * crash, or an unreachable signer, left incomplete. A request is thereby never issued twice. A row that can't
 * be completed prevents no other; rejects with the faults of all such rows at the end.
 */
export const recover =
  (issuing: Issuing) =>
  async (
    permit: Permit<'certificates.recover'>,
    { restingFor = 0 }: RecoverOptions = {},
  ): Promise<Recovered> => {
    for (const issuer of issuing.issuers.all) await adopt(issuing, permit, issuer)

    // At a start every row counts, also one from the future: the clock may have been put back.
    const reservedBefore = restingFor === 0 ? endOfTime : plus(issuing.clock.now(), -restingFor)
    const incomplete = await issuing.db.read((tx) => findIncomplete(tx, reservedBefore))
    const recovered = { issued: 0, voided: 0, waiting: 0 }
    const faults: unknown[] = []
    for (const row of incomplete) {
      try {
        const result = await completeCertificate(issuing, permit, row)
        if (result.ok) recovered.issued += 1
        else if (result.refusal.kind === 'signer-unavailable') recovered.waiting += 1
        else recovered.voided += 1
      } catch (cause) {
        faults.push(new Error(`${row.issuer} ${row.serial} stays incomplete`, { cause }))
      }
    }
    if (faults.length > 0)
      throw new AggregateError(
        faults,
        `${String(faults.length)} certificates stay incomplete; of the others ${JSON.stringify(recovered)}`,
      )
    return recovered
  }

export type RecoverOptions = {
  /** Milliseconds since it was written: a younger row may be in progress, in this process or another. */
  readonly restingFor?: number
}

const endOfTime = instant(Date.UTC(9999, 11, 31))

/** The CA's creation signs before there is a database; its certificates get their rows here. */
const adopt = (
  { db, clock, recordAll }: Issuing,
  permit: IssuingPermit,
  { id, role, under, certificate }: Issuer,
): Promise<unknown> =>
  db.write(
    async (tx) => {
      const serial = formatSerial(certificate.serial) as SerialNumber
      const profile: ProfileId = role === 'root' ? 'ca-root' : 'ca-issuing'
      const row = { issuer: under, serial, profile }
      const now = clock.now()
      const reservation = {
        ...row,
        requestKey: `authority:${id}:${serial}`,
        keyDigest: hash('sha256', certificate.subjectPublicKeyInfo),
        tbs: certificate.tbs,
        notBefore: certificate.notBefore,
        notAfter: certificate.notAfter,
        reservedAt: certificate.notBefore,
      }
      const added = await writeRows(tx, { reserved: [reservation], issued: [], now })
      if (added.length === 0) return ok(undefined)
      await writeRows(tx, { reserved: [], issued: [{ ...row, der: certificate.der }], now })
      await recordAll(tx, [{ event: issuedEvent(row), permit }])
      return ok(undefined)
    },
    { isolation: 'read committed' },
  )
