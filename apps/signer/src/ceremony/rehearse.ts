import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { checkpointKeyName, readCheckpointKeys } from '@sotevarmenne/issuing/checkpoint-keys'
import type { Authorities } from '@sotevarmenne/issuing/issuer-file'
import { readCertificate } from '@sotevarmenne/issuing/issuers'
import { day } from '@sotevarmenne/kernel/instant'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'
import type { KeyStore } from '#keys/signing-key.ts'
import { holdCeremony } from './hold-ceremony.ts'
import type { CeremonyRoom } from './open-roots.ts'
import { requestCertificate } from './request-certificate.ts'
import { readList } from './sign-root-status.ts'

export type Rehearsal = Omit<CeremonyRoom, 'secrets'> & {
  /** Both secrets come from it: a rehearsal has one person. */
  readonly passphrase: string
  /** Of the issuing authorities, who sign on this very machine. */
  readonly keys: KeyStore
}

/**
 * The whole ceremony of the file with nobody there, for example worlds and tests: the same deeds as in life, with the
 * root's keys beside the others. It leaves the key of the audit trail's checkpoints too, and its public half last: a
 * rehearsal that was cut off has left nothing that anybody could trust.
 */
export async function rehearseCeremony({ passphrase, keys, ...room }: Rehearsal): Promise<void> {
  const held = await holdCeremony({
    ...room,
    secrets: [`${passphrase}, first person`, `${passphrase}, second person`],
    isRehearsal: true,
    requestOf: (facts) => requestCertificate(keys, facts),
  })
  if (!held.ok) throw new Error(`the ceremony was not held: ${JSON.stringify(held.refusal)}`)
  if (!(await isMade(room.publicFolder))) await makeCheckpointKey(keys, room.publicFolder)
}

/** Makes the key that signs tree heads of the audit trail, where it will sign, and leaves its public half. */
export const makeCheckpointKey = async (keys: KeyStore, publicFolder: string): Promise<void> => {
  await makeGeneration(keys, publicFolder, 1)
}

/**
 * Makes the next key for tree heads: it signs from the next start of the signer on. What earlier ones signed is verified
 * by their public halves, which stay. Answers its name and public half (SubjectPublicKeyInfo, DER).
 */
export async function renewCheckpointKey(
  keys: KeyStore,
  publicFolder: string,
): Promise<{ readonly name: string; readonly spki: Uint8Array }> {
  const { former } = await readCheckpointKeys(publicFolder)
  return makeGeneration(keys, publicFolder, former.length + 2)
}

/** The public half last: a key without it was broken off, and is made anew. */
async function makeGeneration(keys: KeyStore, publicFolder: string, generation: number) {
  const name = checkpointKeyName(generation)
  const { spki } = await keys.create(name, 'P-256')
  await writeDurably(join(publicFolder, `${name}.spki`), spki, 0o644)
  return { name, spki }
}

/** Whether a ceremony has been held to its end here. */
export const isMade = (publicFolder: string): Promise<boolean> =>
  access(join(publicFolder, 'checkpoint.spki')).then(
    () => true,
    () => false,
  )

/** Whether there is something for a ceremony to do: an authority without certificate, or a root's list that lapses soon. */
export async function isCeremonyDue(
  { issuers }: Authorities,
  { publicFolder, clock }: Pick<CeremonyRoom, 'publicFolder' | 'clock'>,
): Promise<boolean> {
  if (!(await isMade(publicFolder))) return true
  for (const { id, role } of issuers) {
    if ((await readCertificate(publicFolder, id)) === undefined) return true
    if (role !== 'root') continue
    const list = await readList(join(publicFolder, `${id}.crl`))
    if (list === undefined || list.nextUpdate < clock.now() + 60 * day) return true
  }
  return false
}
