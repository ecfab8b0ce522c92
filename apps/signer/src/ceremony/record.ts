import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { CeremonyPlan } from '@sotevarmenne/issuing/issuer-file'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import { formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import type { KeyedIssuer } from '#signer.ts'

/** Who did what, when, with which file, and the result. */
export type CeremonyRecord = {
  readonly ceremony: string
  readonly isRehearsal: boolean
  readonly heldAt: string
  /** Both gave their secret, otherwise no root would have opened. */
  readonly persons: readonly string[]
  /** SHA-256 of the reviewed file, hexadecimal. */
  readonly file: string
  readonly operations: readonly CeremonyOperation[]
}

export type CeremonyOperation =
  | {
      readonly operation: 'certified'
      readonly issuer: string
      readonly serial: string
      /** SHA-256, hexadecimal. */
      readonly certificate: string
      readonly publicKey: string
      readonly notAfter: string
    }
  | { readonly operation: 'opened'; readonly issuer: string; readonly publicKey: string }
  | {
      readonly operation: 'listed'
      readonly issuer: string
      readonly number: string
      readonly entries: number
      readonly crl: string
    }

/** A record with the signature of every root that took part, each over the same bytes. */
export type SignedRecord = {
  readonly record: CeremonyRecord
  readonly signatures: readonly { readonly root: string; readonly signature: string }[]
}

export const certified = (issuer: string, certificate: Certificate): CeremonyOperation => ({
  operation: 'certified',
  issuer,
  serial: formatSerial(certificate.serial),
  certificate: sha256(certificate.der),
  publicKey: sha256(certificate.subjectPublicKeyInfo),
  notAfter: formatInstant(certificate.notAfter),
})

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex')

/** Signs and stores the record: `ceremonies/<when>.json` of the public folder. */
export async function writeRecord(
  {
    plan,
    isRehearsal,
    now,
    operations,
  }: {
    readonly plan: CeremonyPlan
    readonly isRehearsal: boolean
    readonly now: Instant
    readonly operations: readonly CeremonyOperation[]
  },
  { folder, roots }: { readonly folder: string; readonly roots: ReadonlyMap<string, KeyedIssuer> },
): Promise<SignedRecord> {
  const record: CeremonyRecord = {
    ceremony: plan.name,
    isRehearsal,
    heldAt: formatInstant(now),
    persons: plan.persons,
    file: plan.fileDigest,
    operations,
  }
  const signed = await signByEvery(record, roots, recordPrefix)
  await writeSigned(signed, join(folder, 'ceremonies'), record.heldAt)
  return signed
}

type Signatures = { readonly signatures: SignedRecord['signatures'] }

/** The record with the signature of every root over it, after a prefix that says what it is. */
export async function signByEvery<Recorded extends object>(
  record: Recorded,
  roots: ReadonlyMap<string, KeyedIssuer>,
  prefix: string,
): Promise<Signatures & { readonly record: Recorded }> {
  const signatures = []
  for (const [root, { key }] of roots) {
    const signature = await key.sign(bytesOf(record, prefix))
    if (!signature.ok) throw new Error(`root ${root} cannot sign: ${signature.refusal.detail}`)
    signatures.push({ root, signature: Buffer.from(signature.value).toString('base64') })
  }
  return { record, signatures }
}

/** Writes it into the folder, under the time; resolves to the file. */
export async function writeSigned(
  signed: Signatures & { readonly record: object },
  folder: string,
  time: string,
): Promise<string> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, `${time.replaceAll(':', '')}.json`)
  await writeDurably(file, `${JSON.stringify(signed, undefined, 2)}\n`, 0o644)
  return file
}

export type RootKey = Pick<KeyedIssuer['issuer'], 'spki' | 'signatureAlgorithm'>

/** The roots whose signature on the record is missing or does not verify; empty when all verify. */
export const doubtfulRoots = (
  { record, signatures }: Signatures & { readonly record: object },
  roots: ReadonlyMap<string, RootKey>,
  prefix = recordPrefix,
): readonly string[] =>
  [...roots].flatMap(([root, { spki, signatureAlgorithm: algorithm }]) => {
    const found = signatures.find((each) => each.root === root)?.signature ?? ''
    const signature = new Uint8Array(Buffer.from(found, 'base64'))
    return verifySignature({ algorithm, spki, data: bytesOf(record, prefix), signature })
      ? []
      : [root]
  })

/**
 * The signed bytes cannot be confused with anything else that a root signs, which begins with a DER
 * sequence.
 */
const bytesOf = (record: object, prefix: string): Uint8Array =>
  new TextEncoder().encode(`${prefix}${JSON.stringify(record)}`)

const recordPrefix = 'sotevarmenne ceremony record\n'

/** Whether every root has signed it. */
export const isSignedByEvery = (
  signed: Signatures & { readonly record: object },
  roots: ReadonlyMap<string, RootKey>,
  prefix: string,
): boolean => doubtfulRoots(signed, roots, prefix).length === 0
