import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto'
import { access, mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { TreeHead } from '@sotevarmenne/issuing/domain/tree-head'
import {
  formatVerifierKey,
  isNoteName,
  isSignedBy,
  joinNote,
  noteText,
  parseVerifierKey,
  signatureLine,
  spkiBegin,
  type VerifierKey,
} from '@sotevarmenne/issuing/signed-note'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'
import { readSealedFile, writeSealedFile, type Passphrase, type Seal } from './keys/sealed-file.ts'

/** Signs tree heads as notes, for witnesses (C2SP tlog-checkpoint, Ed25519). */
export type NoteKey = {
  /** The note of the head: its text, and our signature. */
  readonly sign: (head: TreeHead) => string
}

/** Public: the verifier key, for witnesses and auditors. */
export const verifierKeyFile = 'audit-note.vkey'

type Folders = { readonly keyFolder: string; readonly publicFolder: string }

/**
 * Makes the key with which tree heads are signed for witnesses. `origin`: the name by which they know this
 * log, for ever. Throws when there is one already. Returns the verifier key.
 */
export async function makeNoteKey(
  { keyFolder, publicFolder }: Folders,
  origin: string,
  seal: Omit<Seal, 'purpose'>,
): Promise<string> {
  await mkdir(keyFolder, { recursive: true, mode: 0o700 })
  await mkdir(publicFolder, { recursive: true })
  if (!isNoteName(origin)) throw new Error(`an origin has no spaces and no plus sign: ${origin}`)
  const file = fileIn(keyFolder)
  const published = path.join(publicFolder, verifierKeyFile)
  if (await exists(published)) throw new Error(`there is a key for witnesses already: ${file}`)
  // A crash may have left the key without its verifier key.
  const publicKey = (await exists(file))
    ? createPublicKey(await openPrivateKey(file, seal.passphrase))
    : await makeKey(file, seal)
  const text = formatVerifierKey({ name: origin, type: 'signature', key: bytesOf(publicKey) })
  await writeDurably(published, `${text}\n`, 0o644)
  return text
}

async function makeKey(file: string, seal: Omit<Seal, 'purpose'>): Promise<KeyObject> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' })
  await writeSealedFile(file, secret, { ...seal, purpose })
  secret.fill(0)
  return publicKey
}

async function openPrivateKey(file: string, passphrase: Passphrase): Promise<KeyObject> {
  const secret = await readSealedFile(file, { passphrase, purpose })
  if (!secret.ok) throw new Error(`the key for witnesses cannot be opened: ${secret.refusal.kind}`)
  const key = createPrivateKey({ key: Buffer.from(secret.value), format: 'der', type: 'pkcs8' })
  secret.value.fill(0)
  return key
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

/** Undefined where no ceremony made one. Throws when it does not open, or is not the published one. */
export async function openNoteKey(
  { keyFolder, publicFolder }: Folders,
  passphrase: Passphrase,
): Promise<NoteKey | undefined> {
  const published = await unlessMissing(readFile(path.join(publicFolder, verifierKeyFile), 'utf8'))
  if (published === undefined) return undefined
  const key = parseVerifierKey(published)
  if (key === undefined) throw new Error(`${verifierKeyFile} is no verifier key`)
  const privateKey = await openPrivateKey(fileIn(keyFolder), passphrase)
  const signText = (text: string): string =>
    signatureLine(key, sign(null, Buffer.from(text), privateKey))
  if (!isOwn(key, signText))
    throw new Error(`the key for witnesses is not that of ${verifierKeyFile}`)
  return {
    sign: (head) => {
      const text = noteText(key.name, head)
      return joinNote({ text, lines: [signText(text)] })
    },
  }
}

const isOwn = (key: VerifierKey, signText: (text: string) => string): boolean => {
  const text = 'self-test of the key for witnesses\n'
  return isSignedBy(text, signText(text), key)
}

const purpose = 'private key of audit-note'
const fileIn = (keyFolder: string): string => path.join(keyFolder, 'audit-note.key')

const bytesOf = (publicKey: KeyObject): Uint8Array =>
  new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })).slice(spkiBegin.length)
