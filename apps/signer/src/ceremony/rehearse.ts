import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { checkpointKeyName, readCheckpointKeys } from '@sotevarmenne/issuing/checkpoint-keys'
import type { Cas } from '@sotevarmenne/issuing/issuer-file'
import { readCertificate } from '@sotevarmenne/issuing/issuers'
import { day } from '@sotevarmenne/kernel/instant'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'
import type { Passphrase } from '#keys/sealed-file.ts'
import type { KeyStore } from '#keys/signing-key.ts'
import { runCeremony } from './run-ceremony.ts'
import type { CeremonyRoom } from './open-roots.ts'
import { requestCertificate } from './request-certificate.ts'
import { readCrl } from './sign-root-status.ts'

export type Rehearsal = Omit<CeremonyRoom, 'secrets'> & {
  /** Both secrets come from it: a rehearsal has one person. */
  readonly passphrase: Passphrase
  /** Keys of the issuing CAs, which sign on this very machine. */
  readonly keys: KeyStore
}

/**
 * The whole ceremony of the file without persons, for demo and test environments: the same operations as in
 * a real one, with the root's keys beside the others. It also creates the checkpoint key of the audit log,
 * with its public half last: an interrupted rehearsal leaves nothing that anybody could trust.
 */
export async function rehearseCeremony({ passphrase, keys, ...room }: Rehearsal): Promise<void> {
  const secret = Buffer.from(passphrase).toString('utf8')
  const held = await runCeremony({
    ...room,
    secrets: [`${secret}, first person`, `${secret}, second person`],
    isRehearsal: true,
    requestOf: (facts) => requestCertificate(keys, facts),
  })
  if (!held.ok) throw new Error(`key ceremony failed: ${JSON.stringify(held.refusal)}`)
  if (!(await isProduced(room.publicFolder))) await makeCheckpointKey(keys, room.publicFolder)
}

/**
 * Creates the key that signs checkpoints of the audit log, in its final place, and publishes its public
 * half.
 */
export const makeCheckpointKey = async (keys: KeyStore, publicFolder: string): Promise<void> => {
  await makeGeneration(keys, publicFolder, 1)
}

/**
 * Creates the next checkpoint key: it signs from the next start of the signer on. Earlier checkpoints are
 * verified with the earlier public halves, which stay. Returns its name and public half
 * (SubjectPublicKeyInfo, DER).
 */
export async function renewCheckpointKey(
  keys: KeyStore,
  publicFolder: string,
): Promise<{ readonly name: string; readonly spki: Uint8Array }> {
  const { former } = await readCheckpointKeys(publicFolder)
  return makeGeneration(keys, publicFolder, former.length + 2)
}

/** The public half last: a key without it was interrupted, and is created again. */
async function makeGeneration(keys: KeyStore, publicFolder: string, generation: number) {
  const name = checkpointKeyName(generation)
  const { spki } = await keys.create(name, 'P-256')
  await writeDurably(join(publicFolder, `${name}.spki`), spki, 0o644)
  return { name, spki }
}

/** Whether a ceremony has been completed here. */
export const isProduced = (publicFolder: string): Promise<boolean> =>
  access(join(publicFolder, 'checkpoint.spki')).then(
    () => true,
    () => false,
  )

/** Whether a ceremony has anything to do: a CA without certificate, or a root's CRL that expires soon. */
export async function isCeremonyDue(
  { issuers }: Cas,
  { publicFolder, clock }: Pick<CeremonyRoom, 'publicFolder' | 'clock'>,
): Promise<boolean> {
  if (!(await isProduced(publicFolder))) return true
  for (const { id, role } of issuers) {
    if ((await readCertificate(publicFolder, id)) === undefined) return true
    if (role !== 'root') continue
    const crl = await readCrl(join(publicFolder, `${id}.crl`))
    if (crl === undefined || crl.nextUpdate < clock.now() + 60 * day) return true
  }
  return false
}
