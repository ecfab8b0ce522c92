import { timingSafeEqual } from 'node:crypto'
import { instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { randomOctets } from '#platform/random-octets.ts'
import type { AcmeDeps } from './deps.ts'
import { forgetNonces, useNonce } from './store.ts'

/** How long a program may keep one: long enough for whoever thinks about a challenge, short enough to forget it soon. */
const life = 30 * minute

/**
 * A nonce (RFC 8555 § 6.5) tells by a keyed hash that it is ours and until when: nothing is written when one is given, as
 * everybody may ask for them, and every process knows those of the others. That it is used once is written when it is used.
 */
export function giveNonce({ clock, sealing }: Pick<AcmeDeps, 'clock' | 'sealing'>): string {
  const said = Buffer.alloc(saidLength)
  said.writeUIntBE(plus(clock.now(), life), 0, 6)
  said.set(randomOctets(saidLength - 6), 6)
  return Buffer.concat([said, hashOf(sealing, said)]).toString('base64url')
}

const saidLength = 22
const hashLength = 16

const hashOf = (sealing: AcmeDeps['sealing'], said: Buffer): Uint8Array =>
  sealing.fingerprint(`nonce ${said.toString('base64url')}`).subarray(0, hashLength)

/** Its octets and its end; undefined when it is not ours, or over. */
export function readNonce(
  { clock, sealing }: Pick<AcmeDeps, 'clock' | 'sealing'>,
  nonce: unknown,
): { readonly octets: Uint8Array; readonly expiresAt: Instant } | undefined {
  if (typeof nonce !== 'string' || !/^[\w-]+$/.test(nonce)) return undefined
  const octets = Buffer.from(nonce, 'base64url')
  if (octets.length !== saidLength + hashLength) return undefined
  const said = octets.subarray(0, saidLength)
  if (!timingSafeEqual(octets.subarray(saidLength), hashOf(sealing, said))) return undefined
  const expiresAt = instant(said.readUIntBE(0, 6))
  return expiresAt <= clock.now() ? undefined : { octets: said, expiresAt }
}

/** Whether it is used for the first time, by whichever process; what follows may be refused, the nonce is gone. */
export async function takeNonce(
  { db }: Pick<AcmeDeps, 'db'>,
  { octets, expiresAt }: { readonly octets: Uint8Array; readonly expiresAt: Instant },
): Promise<boolean> {
  const used = await db.write(async (tx) => ok(await useNonce(tx, octets, expiresAt)), {
    isolation: 'read committed',
  })
  return used.ok && used.value
}

/** Those that are over are refused by what they say themselves. */
export const forgetUsedNonces = async ({ db, clock }: AcmeDeps): Promise<void> => {
  await db.write(
    async (tx) => {
      await forgetNonces(tx, clock.now())
      return ok(undefined)
    },
    { isolation: 'read committed' },
  )
}
