import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '@sotevarmenne/runtime/clock'
import { openCrlMemory, type CrlMemory } from './crl-memory.ts'
import { openDerivationMemory, type DerivationMemory } from './derivation-memory.ts'
import { openDailyCounts, type DailyCounts } from './daily-counts.ts'
import { openEvidenceMemory, type EvidenceMemory } from './evidence-memory.ts'
import { openHolderMemory, type HolderMemory } from './holder-memory.ts'
import { openHeadMemory, type HeadMemory } from './head-memory.ts'
import { openReceiptMemory, type ReceiptMemory } from './receipt-memory.ts'

/**
 * What the signer remembers besides its signing log, so that it believes no client about the past: the
 * entries of the newest CRLs, the last head of the audit log, the receipts of its entries, the cards for which an
 * admin key was derived, for what certificates of persons were signed, whose number each is, and how many of
 * each profile on each day. All of it is in one folder, which has one owner at a time.
 */
export type SignerMemory = {
  readonly crls: CrlMemory
  readonly heads: HeadMemory
  readonly receipts: ReceiptMemory
  readonly derivations: DerivationMemory
  readonly evidence: EvidenceMemory
  /** Absent without a master key. */
  readonly holders: HolderMemory | undefined
  readonly counts: DailyCounts
  readonly close: () => Promise<void>
}

/**
 * `earlierLogs`: folder of the logs of admin key uses that versions before 0.3.0 wrote. `isBegun`: they signed
 * certificates of persons. `master`: the oldest master key of admin keys. `perDay`: see `openDailyCounts`; none is
 * refused without it.
 */
export async function openMemory(
  folder: string,
  clock: Clock,
  {
    earlierLogs,
    isBegun,
    master,
    perDay = Number.MAX_SAFE_INTEGER,
  }: {
    readonly earlierLogs?: string
    readonly isBegun?: boolean
    readonly master?: Uint8Array | undefined
    readonly perDay?: number | undefined
  } = {},
): Promise<SignerMemory> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const heads = await openHeadMemory(folder, clock)
  const receipts = await openReceiptMemory(folder, clock)
  const derivations = await openDerivationMemory(folder, {
    ...(earlierLogs !== undefined && { earlierLogs }),
  })
  const evidence = await openEvidenceMemory(folder, { clock, isBegun })
  const holders = master && (await openHolderMemory(folder, master))
  const counts = await openDailyCounts(folder, perDay)
  return {
    crls: openCrlMemory(path.join(folder, 'crls')),
    ...{ heads, receipts, derivations, evidence, holders, counts },
    close: async () => {
      await heads.close()
      await receipts.close()
      await derivations.close()
      await evidence.close()
      await holders?.close()
    },
  }
}
