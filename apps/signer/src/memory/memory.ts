import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '@sotevarmenne/runtime/clock'
import { openCrlMemory, type CrlMemory } from './crl-memory.ts'
import { openHeadMemory, type HeadMemory } from './head-memory.ts'

/**
 * What the signer remembers besides its signing log, so that it believes no client about the past: the
 * entries of the newest CRLs and the last head of the audit log. All of it is in one folder, which has one
 * owner at a time.
 */
export type SignerMemory = {
  readonly crls: CrlMemory
  readonly heads: HeadMemory
  readonly close: () => Promise<void>
}

export async function openMemory(folder: string, clock: Clock): Promise<SignerMemory> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const heads = await openHeadMemory(folder, clock)
  return { crls: openCrlMemory(path.join(folder, 'crls')), heads, close: heads.close }
}
