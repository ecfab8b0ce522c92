import { ok } from '@sotevarmenne/kernel/result'
import { unreachable } from '@sotevarmenne/kernel/unreachable'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { CertificateIssued } from './contract.ts'
import { aboutCertificate } from './domain/about.ts'
import type { IssuingDeps } from './deps.ts'
import { findBySerial, nameOf, saveIssued, type StoredCertificate } from './store.ts'

export type ToSettle = {
  readonly row: StoredCertificate
  /** The certificate, whose signature was checked. */
  readonly der: Uint8Array
  readonly permit: Permit
}

/**
 * Writes signed certificates down; answers each as it stands from now on, which another process may have written.
 * Undefined for one whose row was given up: it keeps no other from its end.
 */
export const settleCertificates =
  ({ db, clock, recordAll }: IssuingDeps) =>
  async (signed: readonly ToSettle[]): Promise<readonly (Uint8Array | undefined)[]> => {
    const written = await db.write<readonly (Uint8Array | undefined)[], never>(
      async (tx) => {
        // The same request asked twice at once is signed twice with the same bytes: one of the two settles it.
        const each = new Map(signed.map((one) => [nameOf(one.row), one]))
        const saved = await saveIssued(
          tx,
          [...each.values()].map(({ row, der }) => ({ ...row, der })),
          clock.now(),
        )
        const ours = new Set(saved.flatMap((key) => each.get(nameOf(key)) ?? []))
        await recordAll(
          tx,
          [...ours].map(({ row, permit }) => ({ event: issuedEvent(row), permit })),
        )

        const ders: (Uint8Array | undefined)[] = []
        for (const one of signed) ders.push(ours.has(one) ? one.der : await derOf(tx, one.row))
        return ok(ders)
      },
      { isolation: 'read committed' },
    )
    return written.ok ? written.value : unreachable(written.refusal)
  }

async function derOf(
  tx: Tx,
  { issuer, serial }: StoredCertificate,
): Promise<Uint8Array | undefined> {
  const now = await findBySerial(tx, { issuer, serial })
  return now?.state === 'issued' ? now.der : undefined
}

export const issuedEvent = (row: Parameters<typeof aboutCertificate>[0]): CertificateIssued => ({
  type: 'CertificateIssued',
  ...aboutCertificate(row),
})
