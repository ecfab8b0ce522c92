import { ok } from '@sotevarmenne/kernel/result'
import { parseSigningLogLine, type Issuers, type SignerClient } from '#pki/ca/index.ts'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { SerialNumber } from '#pki/issuance/contract.ts'
import type { Permit } from '#platform/permit.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { Schedule } from '#platform/module.ts'
import type { SignerDecisionApplied, UnrecordedCertificateFound } from './contract.ts'
import { listedUntil } from './domain/listed-until.ts'
import { shardOfSerial } from './domain/shard.ts'
import { appendRevocations } from './store.ts'
import {
  addDecision,
  addUnrecorded,
  lockPosition,
  readPosition,
  savePosition,
} from './stores/compared-with-signer.ts'

export type ComparingWithSigner = Pick<Runtime, 'db' | 'clock' | 'record' | 'systemPermit'> & {
  readonly issuers: Pick<Issuers, 'all' | 'find'>
  readonly certificates: Pick<Certificates, 'compareSigned'>
  readonly signer: Pick<SignerClient, 'signingLogFrom' | 'state'>
}

/**
 * Compares what the signer has signed with the records, every minute. A certificate that was signed and is not
 * recorded was not asked for by this service: it is recorded as found, and revoked. The row of a certificate
 * is always written before it is signed. What two persons decided at the signer gets its audit entry.
 */
export function compareWithSigner(deps: ComparingWithSigner): {
  readonly schedules: readonly Schedule[]
} {
  const permit = () => deps.systemPermit('revocation.compareWithSigner')
  return {
    schedules: [
      {
        name: 'comparison with the signer',
        run: async () => {
          await recordDecisions(deps, permit())
          // A part of the log at a time, until its end is reached.
          while ((await comparePart(deps, permit())) > 0);
        },
      },
    ],
  }
}

/**
 * So many at once mean that the database lost its rows, not that somebody had certificates signed: whether
 * they are revoked is decided in the restore (docs/operations/backup.md).
 */
const maxRevokedAtOnce = 100

/** Returns how many bytes were compared; 0: there is nothing new. */
async function comparePart(
  { db, clock, record, issuers, certificates, signer }: ComparingWithSigner,
  permit: Permit<'revocation.compareWithSigner'>,
): Promise<number> {
  const from = await db.read(readPosition)
  const read = await signer.signingLogFrom(from)
  if (!read.ok) throw new Error(`the signing log can't be read: ${read.refusal.kind}`)
  if (read.value.length === 0) return 0
  const lines = Buffer.from(read.value).toString('latin1').trimEnd().split('\n')
  const signed = lines.flatMap((text) => {
    const line = parseSigningLogLine(text)
    if (line === undefined) throw new Error('a line of the signing log is not understood')
    const { kind, issuer, number: serial, digest, signature, notAfter } = line
    return kind === 'serial' && signature !== undefined
      ? [{ issuer, serial, digest, notAfter }]
      : []
  })
  const written = await db.write(
    async (tx) => {
      // Another node may have compared this part meanwhile.
      if ((await lockPosition(tx)) !== from) return ok(undefined)
      const now = clock.now()
      const findings = await certificates.compareSigned(tx, signed)
      const isNew = new Set(
        (await addUnrecorded(tx, findings, now)).map(({ issuer, serial }) => `${issuer} ${serial}`),
      )
      const found = findings.filter(({ issuer, serial }) => isNew.has(`${issuer} ${serial}`))
      const isRevoked = found.length <= maxRevokedAtOnce
      if (isRevoked)
        await appendRevocations(
          tx,
          found.map(({ issuer, serial }) => {
            const line = signed.find((each) => each.issuer === issuer && each.serial === serial)
            const shards = issuers.find(issuer)?.shards ?? 0
            return {
              issuer: issuer as IssuerId,
              serial: serial as SerialNumber,
              shard: shardOfSerial(serial, shards),
              ...{ reason: 'privilegeWithdrawn', cause: 'unrecorded', revokedAt: now },
              notAfter: line?.notAfter ?? listedUntil({ notAfter: now, revokedAt: now }),
            }
          }),
          now,
        )
      for (const { issuer, serial, kind } of found) {
        const event: UnrecordedCertificateFound = {
          type: 'UnrecordedCertificateFound',
          ...{ issuer, serial, kind, isRevoked },
        }
        await record(tx, event, permit)
      }
      await savePosition(tx, from + read.value.length)
      return ok(undefined)
    },
    { isolation: 'read committed' },
  )
  return written.ok ? read.value.length : 0
}

async function recordDecisions(
  { db, clock, record, signer }: ComparingWithSigner,
  permit: Permit<'revocation.compareWithSigner'>,
): Promise<void> {
  const { decisions } = await signer.state()
  if (decisions.length === 0) return
  const recorded = await db.write(async (tx) => {
    for (const { digest, kind } of decisions) {
      if (!(await addDecision(tx, digest, clock.now()))) continue
      const event: SignerDecisionApplied = { type: 'SignerDecisionApplied', digest, decision: kind }
      await record(tx, event, permit)
    }
    return ok(undefined)
  })
  if (!recorded.ok) throw new Error('unreachable: recording is never refused')
}
