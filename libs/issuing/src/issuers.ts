import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'
import type { SignatureAlgorithm } from '@sotevarmenne/x509/signature-algorithm'
import { earlierExampleFile, type Cas } from './issuer-file.ts'
import { readCheckpointKeys, type CheckpointKeys } from './checkpoint-keys.ts'
import type { IssuerFacts, IssuerId, IssuerRole, KeyFamily } from './domain/issuer.ts'
import type { LintIssuer } from './domain/lint-subject.ts'
import { readRootStatus, type RootStatus } from './root-status.ts'

/** The public data of an issuer. */
export type Issuer = LintIssuer & {
  readonly certificate: Certificate
  /** From the issuer's own certificate up to the root, in DER. */
  readonly chain: readonly Uint8Array[]
  /** The root above it; a root's own certificate. */
  readonly root: Certificate
}

export type Issuers = {
  /** Of every generation and family; roots first, those for tests among them. */
  readonly all: readonly Issuer[]
  readonly roots: readonly Issuer[]
  /** Those that people's certificates are under: not the roots for tests. */
  readonly anchors: readonly Certificate[]
  readonly find: (id: string) => Issuer | undefined
  /**
   * The newest generation, which certifies now. Throws when this service has none, which its set-up decides.
   */
  readonly current: (role: IssuerRole, family: KeyFamily) => Issuer
  /** What a root signed at its last ceremony; returns `known` while there was no later one. */
  readonly rootStatus: (root: IssuerId, known?: RootStatus) => Promise<RootStatus>
  /** The keys that sign tree heads of the audit log. */
  readonly checkpointKeys: CheckpointKeys
}

/** Whether its certificates identify people. Those of the test CA never do where trust is required (R233). */
export const certifiesPeople = ({ role }: Pick<IssuerFacts, 'role'>): boolean =>
  role === 'professional' || role === 'temporary'

/**
 * Reads the public files of the CAs: `<issuer>.crt` and `checkpoint….spki`, which the key ceremony left in
 * the folder.
 */
export async function readIssuers(folder: string, { issuers, isShipped }: Cas): Promise<Issuers> {
  const [checkpointKeys, ...certificates] = await Promise.all([
    readCheckpointKeys(folder),
    ...issuers.map(({ id }) => readCertificate(folder, id)),
  ])
  const certified = issuers.map((facts, index) => ({ facts, certificate: certificates[index] }))
  const all = certified
    .flatMap(({ facts, certificate }) => {
      if (certificate === undefined) return []
      const root = certified.find((each) => each.facts.id === facts.under)?.certificate
      try {
        if (root === undefined) throw new Error(`certificate of root ${facts.under} is missing`)
        return [issuerOf(facts, certificate, root)]
      } catch (cause) {
        throw isShipped ? createdByEarlierFile(folder, cause) : cause
      }
    })
    .toSorted(rootsFirst)

  if (!all.some(({ role }) => role === 'root'))
    throw new Error(`no root certificate in ${folder}: hold the key ceremony first`)
  return {
    all,
    roots: all.filter(({ role }) => role === 'root'),
    anchors: all.flatMap(({ role, isForTests, certificate }) =>
      role === 'root' && isForTests !== true ? [certificate] : [],
    ),
    find: (id) => all.find((issuer) => issuer.id === id),
    current: (role, family) => {
      const [newest] = all
        .filter((issuer) => issuer.role === role && issuer.family === family)
        .toSorted((one, other) => other.generation - one.generation)
      if (newest === undefined) throw new Error(`no ${role} CA with ${family} keys`)
      return newest
    },
    rootStatus: (root, known) => readRootStatus(folder, root, known),
    checkpointKeys,
  }
}

/** No file of one's own says how these CAs were made: the shipped one of an earlier version does. */
const createdByEarlierFile = (folder: string, cause: unknown): Error =>
  new Error(
    `the CAs in ${folder} were not made by the CA file that ships with this version, but by that of an earlier one: ` +
      `set SOTEVARMENNE_CA_FILE to ${earlierExampleFile}, or begin a demo environment again with an empty folder`,
    { cause },
  )

/**
 * The certificate that a ceremony left in the folder. Undefined when the CA is decided and not yet created: a
 * further generation waits for its ceremony. Throws when it can't be decoded.
 */
export async function readCertificate(
  folder: string,
  id: string,
): Promise<Certificate | undefined> {
  const der = await unlessMissing(readFile(join(folder, `${id}.crt`)))
  if (der === undefined) return undefined
  const decoded = decodeCertificate(new Uint8Array(der))
  if (!decoded.ok) throw new Error(`certificate of ${id} can't be decoded: ${decoded.refusal.kind}`)
  return decoded.value
}

const rootsFirst = (one: Issuer, other: Issuer): number =>
  Number(other.role === 'root') - Number(one.role === 'root')

function issuerOf(facts: IssuerFacts, certificate: Certificate, root: Certificate): Issuer {
  const spki = certificate.subjectPublicKeyInfo
  checkPolicies(facts, certificate)
  checkRoot(facts, certificate, root)
  const subjectKeyIdentifier = certificate.known.subjectKeyIdentifier ?? keyIdentifier(spki)
  if (subjectKeyIdentifier === undefined)
    throw new Error(`public key of ${facts.id} can't be decoded`)
  return {
    ...facts,
    subjectDer: certificate.subjectDer,
    subjectKeyIdentifier,
    spki,
    signatureAlgorithm: algorithmOf(spki, facts.family),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    certificate,
    chain: facts.role === 'root' ? [certificate.der] : [certificate.der, root.der],
    root,
  }
}

/** A CA does not move to another root: its certificate is the one that relying parties have. */
function checkRoot({ id, under }: IssuerFacts, certificate: Certificate, root: Certificate): void {
  if (equalBytes(certificate.issuerDer, root.subjectDer)) return
  throw new Error(
    `${id} was not certified by ${under}, as the CA file says: keep the file by which it was made ` +
      '(SOTEVARMENNE_CA_FILE), and put the next generation under the other root',
  )
}

/**
 * A policy that the CA's own certificate lacks would hold in no path. It is in the file for a CA that was created
 * before it.
 */
function checkPolicies({ id, profilePolicies }: IssuerFacts, { known }: Certificate): void {
  const certified = new Set(known.certificatePolicies?.map(({ policy }) => policy))
  const missing = [...profilePolicies].find(([, { oid }]) => !certified.has(oid))
  if (missing === undefined) return
  const [profile, { oid }] = missing
  throw new Error(
    `certificate of ${id} lacks policy ${oid} of ${profile}: give it “fromGeneration” of the next generation, ` +
      'and create that in a key ceremony',
  )
}

/** A ceremony generates no P-256 keys; a CA that was created elsewhere may have one. */
function algorithmOf(spki: Uint8Array, family: KeyFamily): SignatureAlgorithm {
  const key = decodePublicKey(spki)
  return key?.kind === 'ec' && key.curve === 'P-256' ? 'ecdsa-sha256' : algorithms[family]
}

/** The signature algorithm of a key family (FINEID S2 § 2). */
export const algorithms: Readonly<Record<KeyFamily, SignatureAlgorithm>> = {
  ecc: 'ecdsa-sha384',
  rsa: 'rsa-sha512',
}
