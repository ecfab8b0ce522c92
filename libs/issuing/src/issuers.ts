import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'
import type { SignatureAlgorithm } from '@sotevarmenne/x509/signature-algorithm'
import type { Authorities } from './issuer-file.ts'
import { readCheckpointKeys, type CheckpointKeys } from './checkpoint-keys.ts'
import type { IssuerFacts, IssuerId, IssuerRole, KeyFamily } from './domain/issuer.ts'
import type { LintIssuer } from './domain/lint-subject.ts'
import { readRootStatus, type RootStatus } from './root-status.ts'

/** An issuer as everybody may know it. */
export type Issuer = LintIssuer & {
  readonly certificate: Certificate
  /** From the issuer's own certificate up to the root, in DER. */
  readonly chain: readonly Uint8Array[]
  /** The root above it; a root's own certificate. */
  readonly root: Certificate
}

export type Issuers = {
  /** Of every generation and family; roots first. */
  readonly all: readonly Issuer[]
  readonly roots: readonly Issuer[]
  readonly find: (id: string) => Issuer | undefined
  /** The newest generation: who certifies today. Throws when this service has none, which its set-up decides. */
  readonly current: (role: IssuerRole, family: KeyFamily) => Issuer
  /** What a root signed at its last ceremony; the same as is known while no later one was held. */
  readonly rootStatus: (root: IssuerId, known?: RootStatus) => Promise<RootStatus>
  /** Of those that sign tree heads of the audit trail. */
  readonly checkpointKeys: CheckpointKeys
}

/** Whose certificates say who somebody is. Those of the test authority never do, wherever trust is asked for (R233). */
export const certifiesPeople = ({ role }: Pick<IssuerFacts, 'role'>): boolean =>
  role === 'professional' || role === 'temporary'

/** Reads the public half of the authorities: `<issuer>.crt` and `checkpoint….spki`, which their creation left in the folder. */
export async function readIssuers(folder: string, { issuers }: Authorities): Promise<Issuers> {
  const [checkpointKeys, ...certificates] = await Promise.all([
    readCheckpointKeys(folder),
    ...issuers.map(({ id }) => readCertificate(folder, id)),
  ])
  const certified = issuers.map((facts, index) => ({ facts, certificate: certificates[index] }))
  const all = certified
    .flatMap(({ facts, certificate }) => {
      if (certificate === undefined) return []
      const root = certified.find((each) => each.facts.id === facts.under)?.certificate
      if (root === undefined) throw new Error(`the certificate of ${facts.under} is not there`)
      return [issuerOf(facts, certificate, root)]
    })
    .toSorted(rootsFirst)

  if (!all.some(({ role }) => role === 'root'))
    throw new Error(`no root in ${folder}: the key ceremony has to be held first`)
  return {
    all,
    roots: all.filter(({ role }) => role === 'root'),
    find: (id) => all.find((issuer) => issuer.id === id),
    current: (role, family) => {
      const [newest] = all
        .filter((issuer) => issuer.role === role && issuer.family === family)
        .toSorted((one, other) => other.generation - one.generation)
      if (newest === undefined) throw new Error(`there is no ${role} authority of ${family} keys`)
      return newest
    },
    rootStatus: (root, known) => readRootStatus(folder, root, known),
    checkpointKeys,
  }
}

/**
 * The certificate that a ceremony left in the folder. Undefined when it was decided and not yet made: a further generation
 * waits for its ceremony. Throws when it is broken.
 */
export async function readCertificate(
  folder: string,
  id: string,
): Promise<Certificate | undefined> {
  const der = await unlessMissing(readFile(join(folder, `${id}.crt`)))
  if (der === undefined) return undefined
  const decoded = decodeCertificate(new Uint8Array(der))
  if (!decoded.ok) throw new Error(`the certificate of ${id} is broken: ${decoded.refusal.kind}`)
  return decoded.value
}

const rootsFirst = (one: Issuer, other: Issuer): number =>
  Number(other.role === 'root') - Number(one.role === 'root')

function issuerOf(facts: IssuerFacts, certificate: Certificate, root: Certificate): Issuer {
  const spki = certificate.subjectPublicKeyInfo
  const subjectKeyIdentifier = certificate.known.subjectKeyIdentifier ?? keyIdentifier(spki)
  if (subjectKeyIdentifier === undefined) throw new Error(`the key of ${facts.id} can't be read`)
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

/** A ceremony makes no P-256 keys; an authority that was made elsewhere may have one. */
function algorithmOf(spki: Uint8Array, family: KeyFamily): SignatureAlgorithm {
  const key = decodePublicKey(spki)
  return key?.kind === 'ec' && key.curve === 'P-256' ? 'ecdsa-sha256' : algorithms[family]
}

/** What the keys of a family sign with (FINEID S2 § 2). */
export const algorithms: Readonly<Record<KeyFamily, SignatureAlgorithm>> = {
  ecc: 'ecdsa-sha384',
  rsa: 'rsa-sha512',
}
