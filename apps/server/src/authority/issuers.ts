import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import type { SignatureAlgorithm } from '@sotevarmenne/x509/signature-algorithm'
import type { IssuerId } from './contract.ts'
import type { LintIssuer } from './domain/lint-subject.ts'
import type { AuthorityNames } from './names.ts'

/** An issuer as everybody may know it. */
export type Issuer = LintIssuer & {
  readonly certificate: Certificate
  /** From the issuer's own certificate up to the root, in DER. */
  readonly chain: readonly Uint8Array[]
}

export type Issuers = {
  readonly root: Issuer
  readonly professional: Issuer
  readonly find: (id: string) => Issuer | undefined
  readonly all: readonly Issuer[]
  /** SubjectPublicKeyInfo of the key that signs tree heads of the audit trail (P-256, SHA-256). */
  readonly checkpointKey: Uint8Array
}

/** Reads the public half of the authority: `<issuer>.crt` and `checkpoint.spki`, which its creation left in the folder. */
export async function readIssuers(folder: string, names: AuthorityNames): Promise<Issuers> {
  const [rootDer, professionalDer, checkpointKey] = await Promise.all([
    readFile(join(folder, 'test-root.crt')),
    readFile(join(folder, 'test-professional.crt')),
    readFile(join(folder, 'checkpoint.spki')),
  ])
  const issuers = issuersOf(
    { root: new Uint8Array(rootDer), professional: new Uint8Array(professionalDer) },
    names,
  )
  return { ...issuers, checkpointKey: new Uint8Array(checkpointKey) }
}

function issuersOf(
  {
    root: rootDer,
    professional: professionalDer,
  }: Readonly<Record<'root' | 'professional', Uint8Array>>,
  names: AuthorityNames,
): Omit<Issuers, 'checkpointKey'> {
  const root = issuerOf('test-root', [rootDer], names)
  const professional = issuerOf('test-professional', [professionalDer, rootDer], names)
  const all = [root, professional]
  return { root, professional, all, find: (id) => all.find((issuer) => issuer.id === id) }
}

function issuerOf(
  id: IssuerId,
  chain: readonly [Uint8Array, ...Uint8Array[]],
  names: AuthorityNames,
): Issuer {
  const decoded = decodeCertificate(chain[0])
  if (!decoded.ok) throw new Error(`the certificate of ${id} is broken: ${decoded.refusal.kind}`)
  const certificate = decoded.value
  const spki = certificate.subjectPublicKeyInfo
  const subjectKeyIdentifier = certificate.known.subjectKeyIdentifier ?? keyIdentifier(spki)
  if (subjectKeyIdentifier === undefined) throw new Error(`the key of ${id} can't be read`)
  return {
    id,
    names: names.issuers[id],
    professionalPolicy: names.professionalPolicy,
    subjectDer: certificate.subjectDer,
    subjectKeyIdentifier,
    spki,
    signatureAlgorithm: ownAlgorithm,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    certificate,
    chain,
  }
}

/** Every issuer has a P-384 key. */
const ownAlgorithm: SignatureAlgorithm = 'ecdsa-sha384'
