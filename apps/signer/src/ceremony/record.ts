import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { CeremonyPlan } from '@sotevarmenne/issuing/issuer-file'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import { formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import type { KeyedIssuer } from '#signer.ts'

/** Who did what, when, with which file, and what came of it. */
export type CeremonyRecord = {
  readonly ceremony: string
  readonly isRehearsal: boolean
  readonly heldAt: string
  /** Both gave their secret, or no root had opened. */
  readonly persons: readonly string[]
  /** SHA-256 of the reviewed file, hexadecimal. */
  readonly file: string
  readonly deeds: readonly Deed[]
}

export type Deed =
  | {
      readonly deed: 'certified'
      readonly issuer: string
      readonly serial: string
      /** SHA-256, hexadecimal. */
      readonly certificate: string
      readonly publicKey: string
      readonly notAfter: string
    }
  | { readonly deed: 'opened'; readonly issuer: string; readonly publicKey: string }
  | {
      readonly deed: 'listed'
      readonly issuer: string
      readonly number: string
      readonly entries: number
      readonly list: string
    }

/** A record with the signature of every root that was there, each over the same octets. */
export type SignedRecord = {
  readonly record: CeremonyRecord
  readonly signatures: readonly { readonly root: string; readonly signature: string }[]
}

export const certified = (issuer: string, certificate: Certificate): Deed => ({
  deed: 'certified',
  issuer,
  serial: formatSerial(certificate.serial),
  certificate: sha256(certificate.der),
  publicKey: sha256(certificate.subjectPublicKeyInfo),
  notAfter: formatInstant(certificate.notAfter),
})

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex')

/** Signs and keeps the record: `ceremonies/<when>.json` of the public folder. */
export async function keepRecord(
  {
    plan,
    isRehearsal,
    now,
    deeds,
  }: {
    readonly plan: CeremonyPlan
    readonly isRehearsal: boolean
    readonly now: Instant
    readonly deeds: readonly Deed[]
  },
  { folder, roots }: { readonly folder: string; readonly roots: ReadonlyMap<string, KeyedIssuer> },
): Promise<SignedRecord> {
  const record: CeremonyRecord = {
    ceremony: plan.name,
    isRehearsal,
    heldAt: formatInstant(now),
    persons: plan.persons,
    file: plan.fileDigest,
    deeds,
  }
  const signatures = []
  for (const [root, { key }] of roots) {
    const signature = await key.sign(octetsOf(record))
    if (!signature.ok) throw new Error(`${root} does not sign: ${signature.refusal.detail}`)
    signatures.push({ root, signature: Buffer.from(signature.value).toString('base64') })
  }
  const signed = { record, signatures }
  await mkdir(join(folder, 'ceremonies'), { recursive: true })
  await writeDurably(
    join(folder, 'ceremonies', `${record.heldAt.replaceAll(':', '')}.json`),
    `${JSON.stringify(signed, undefined, 2)}\n`,
    0o644,
  )
  return signed
}

export type RootKey = Pick<KeyedIssuer['issuer'], 'spki' | 'signatureAlgorithm'>

/** The roots whose signature on the record does not verify, or is not there; none when it holds. */
export const doubtfulRoots = (
  { record, signatures }: Pick<SignedRecord, 'signatures'> & { readonly record: object },
  roots: ReadonlyMap<string, RootKey>,
): readonly string[] =>
  [...roots].flatMap(([root, { spki, signatureAlgorithm: algorithm }]) => {
    const found = signatures.find((each) => each.root === root)?.signature ?? ''
    const signature = new Uint8Array(Buffer.from(found, 'base64'))
    return verifySignature({ algorithm, spki, data: octetsOf(record), signature }) ? [] : [root]
  })

/** What is signed can be taken for nothing else that a root signs: those begin with a DER sequence. */
const octetsOf = (record: object): Uint8Array =>
  new TextEncoder().encode(`sotevarmenne ceremony record\n${JSON.stringify(record)}`)
