import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import type { SigningKey } from '@sotevarmenne/signatures/signed-data'
import { signData } from '@sotevarmenne/x509/algorithms'
import { encodePem } from '@sotevarmenne/x509/bundle'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import {
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoints,
  extKeyUsage,
  keyUsage,
  subjectKeyIdentifier,
  type Extension,
} from '@sotevarmenne/x509/extensions'
import { keyPurposes } from '@sotevarmenne/x509/oids'
import {
  certify,
  exampleName,
  identifierOf,
  newKeyed,
  openCertified,
  pemOf,
  toBase64,
  type Keyed,
} from '../environment/certify.ts'
import { ifThere } from '../environment/files.ts'
import { listOf } from '../environment/list-of.ts'

/** A time-stamp authority of the demo environment: its key, and the root above it with its CRL. */
export type TimeStampAuthority = {
  readonly key: SigningKey
  readonly root: Certificate
  /** The root's CRL, newly signed: it has never revoked anything. */
  readonly list: (at: Instant) => Uint8Array
}

/** Longer than anybody moves the demo clock. */
const validityDays = 20 * 366

/**
 * Opens the authority of the folder, or creates one. `root.pem` is the root for others to trust.
 */
export async function openTimeStampAuthority(
  folder: string,
  { now, crlUrl }: { readonly now: Instant; readonly crlUrl: string },
): Promise<TimeStampAuthority> {
  const file = path.join(folder, 'tsa.json')
  const stored = await ifThere(readFile(file, 'utf8'))
  if (stored !== undefined) return open(JSON.parse(stored) as Stored)
  const created = make(now, crlUrl)
  const opened = open(created)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(path.join(folder, 'root.pem'), encodePem('CERTIFICATE', [opened.root.der]))
  await writeFile(file, JSON.stringify(created), { mode: 0o600 })
  return opened
}

/** Keys as PKCS#8 in PEM, certificates as DER in base64. */
type Stored = Readonly<Record<'rootKey' | 'root' | 'key' | 'certificate', string>>

const algorithm = 'ecdsa-sha256'

function open({ rootKey, root, key, certificate }: Stored): TimeStampAuthority {
  const above = openCertified(rootKey, root)
  const ca = openCertified(key, certificate)
  return {
    root: above.certificate,
    key: {
      certificate: ca.certificate,
      chain: [above.certificate.der],
      algorithm,
      sign: (data) => Promise.resolve(signData(algorithm, ca.privateKey, data)),
    },
    list: (at) => listOf(above, at),
  }
}

function make(now: Instant, crlUrl: string): Stored {
  const root = newKeyed(exampleName('TEST Example Time-Stamp Root'), 'P-256')
  const ca = newKeyed(exampleName('TEST Example Time-Stamp Authority'), 'P-256')
  const certified = (subject: Keyed, extensions: readonly Extension[]): string =>
    toBase64(
      certify({
        ...{ subject, by: root },
        ...{ notBefore: plus(now, -day), notAfter: plus(now, validityDays * day) },
        extensions: [
          ...extensions,
          subjectKeyIdentifier(identifierOf(subject)),
          authorityKeyIdentifier(identifierOf(root)),
        ],
      }),
    )
  return {
    rootKey: pemOf(root),
    root: certified(root, [
      basicConstraints({ cA: true, pathLength: 0 }),
      keyUsage(['keyCertSign', 'cRLSign']),
    ]),
    key: pemOf(ca),
    certificate: certified(ca, [
      keyUsage(['digitalSignature']),
      // It must be critical (RFC 3161 § 2.3).
      { ...extKeyUsage([keyPurposes.timeStamping]), critical: true },
      crlDistributionPoints([crlUrl]),
    ]),
  }
}
