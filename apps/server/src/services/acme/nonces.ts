import { timingSafeEqual } from 'node:crypto'
import { instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { secureRandomBytes } from '#platform/secure-random-bytes.ts'
import type { AcmeDeps } from './deps.ts'
import { forgetNonces, useNonce } from './store.ts'

/** Validity of a nonce: long enough for a program to handle a challenge, short enough to delete it soon. */
const life = 30 * minute

/**
 * A nonce (RFC 8555 § 6.5) proves by a keyed hash that it is ours and until when it is valid: nothing is
 * stored when one is issued, as anybody may request them, and every process accepts those of the others. Its
 * use is stored.
 */
export function giveNonce({ clock, sealing }: Pick<AcmeDeps, 'clock' | 'sealing'>): string {
  const said = Buffer.alloc(saidLength)
  said.writeUIntBE(plus(clock.now(), life), 0, 6)
  said.set(secureRandomBytes(saidLength - 6), 6)
  return Buffer.concat([said, hashOf(sealing, said)]).toString('base64url')
}

const saidLength = 22
const hashLength = 16

const hashOf = (sealing: AcmeDeps['sealing'], said: Buffer): Uint8Array =>
  sealing.fingerprint(`nonce ${said.toString('base64url')}`).subarray(0, hashLength)

/** Its bytes and its end; undefined when it is not ours, or expired. */
export function readNonce(
  { clock, sealing }: Pick<AcmeDeps, 'clock' | 'sealing'>,
  nonce: unknown,
): { readonly bytes: Uint8Array; readonly expiresAt: Instant } | undefined {
  if (typeof nonce !== 'string' || !/^[\w-]+$/.test(nonce)) return undefined
  const bytes = Buffer.from(nonce, 'base64url')
  if (bytes.length !== saidLength + hashLength) return undefined
  const said = bytes.subarray(0, saidLength)
  if (!timingSafeEqual(bytes.subarray(saidLength), hashOf(sealing, said))) return undefined
  const expiresAt = instant(said.readUIntBE(0, 6))
  return expiresAt <= clock.now() ? undefined : { bytes: said, expiresAt }
}

/**
 * Whether it is used for the first time, in any process; the nonce is used up even if the request is refused.
 */
export async function takeNonce(
  { db }: Pick<AcmeDeps, 'db'>,
  { bytes, expiresAt }: { readonly bytes: Uint8Array; readonly expiresAt: Instant },
): Promise<boolean> {
  const used = await db.write(async (tx) => ok(await useNonce(tx, bytes, expiresAt)), {
    isolation: 'read committed',
  })
  return used.ok && used.value
}

/** Expired nonces are refused by the time in them. */
export const forgetUsedNonces = async ({ db, clock }: AcmeDeps): Promise<void> => {
  await db.write(
    async (tx) => {
      await forgetNonces(tx, clock.now())
      return ok(undefined)
    },
    { isolation: 'read committed' },
  )
}
