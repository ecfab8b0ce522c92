import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { lintCrl } from '@sotevarmenne/issuing/domain/lint-crl'
import type { LintFinding } from '@sotevarmenne/issuing/domain/lint-subject'
import { day, instant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'
import { formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import {
  assembleCertificateList,
  decodeCertificateList,
  encodeTbsCertificateList,
} from '@sotevarmenne/x509/crl'
import type { RevokedCertificate } from '@sotevarmenne/x509/crl-entry'
import { readWholeCrl } from '@sotevarmenne/x509/crl-reader'
import { equalBytes } from '@sotevarmenne/x509/der'
import {
  assembleOcspResponse,
  commonOcspHashes,
  encodeCertId,
  encodeResponseData,
} from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import { digestOf, crlUse, type SigningLog } from '#signing-log.ts'
import type { KeyedIssuer } from '#signer.ts'
import { identifierOf } from './open-roots.ts'

export type RootStatusRefusal = {
  readonly kind: 'list-not-acceptable'
  readonly root: string
  readonly findings: readonly LintFinding[]
}

export type RootStatus = {
  readonly number: bigint
  readonly entries: number
  readonly crl: Uint8Array
}

/** A root signs once a year, with a month to spare. */
export const rootStatusValidity = 396 * day

/**
 * Signs what relying parties need from a root until the next ceremony: its CRL, and an OCSP response for
 * each certificate that it issued, with its own key (RFC 6960 § 2.2; without nonces, RFC 9654 § 2.1). Both
 * are written to the folder.
 */
export async function signRootStatus(
  { issuer, key }: KeyedIssuer,
  {
    folder,
    rootFolder,
    signingLog,
    now,
    root,
    issued,
    revoke = [],
  }: {
    readonly folder: string
    /**
     * Stores the last CRL beside the keys: past revocations do not depend on the files that somebody brings.
     */
    readonly rootFolder: string
    readonly signingLog: SigningLog
    readonly now: Instant
    readonly root: Certificate
    readonly issued: readonly Certificate[]
    /** In addition to those on the last CRL. */
    readonly revoke?: readonly RevokedCertificate[]
  },
): Promise<Result<RootStatus, RootStatusRefusal>> {
  const sign = async (data: Uint8Array): Promise<Uint8Array> => {
    const signature = await key.sign(data)
    if (!signature.ok) throw new Error(`${issuer.id} cannot sign: ${signature.refusal.detail}`)
    return signature.value
  }
  const crlName = `${issuer.id}.crl`
  const last = await readCrl(join(rootFolder, crlName))
  const known = last?.entries ?? []
  const entries = [
    ...known,
    ...revoke.filter(({ serial }) => !known.some((each) => equalBytes(each.serial, serial))),
  ]
  const number = greatest(signingLog.lastCrlNumber(issuer.id) ?? 0n, last?.number ?? 0n) + 1n
  const { signatureAlgorithm } = issuer
  // Nothing that the root signs outlives its certificate (R720).
  const nextUpdate = instant(Math.min(now + rootStatusValidity, root.notAfter))
  const tbs = encodeTbsCertificateList({
    signatureAlgorithm,
    issuer: issuer.subjectDer,
    thisUpdate: now,
    nextUpdate,
    number,
    authorityKeyIdentifier: issuer.subjectKeyIdentifier,
    entries,
  })
  const crl = readWholeCrl(tbs)
  if (!crl.ok) throw new Error(`generated CRL cannot be read: ${crl.refusal.kind}`)
  const findings = lintCrl(crl.value, issuer)
  if (findings.length > 0) return refuse({ kind: 'list-not-acceptable', root: issuer.id, findings })

  const signature = await sign(tbs)
  const signed = assembleCertificateList({ tbs, signatureAlgorithm, signature })
  // Before the signing log has it: a crash in between leaves a CRL that is one ahead, from which the next one
  // continues.
  await writeDurably(join(rootFolder, crlName), signed, 0o644)
  await signingLog.append([{ use: crlUse(issuer.id, number), digest: digestOf(tbs), signature }])

  const responses: Record<string, string> = {}
  for (const { serial } of issued) {
    const entry = entries.find((each) => equalBytes(each.serial, serial))
    const data = encodeResponseData({
      responderKeyHash: identifierOf(key.spki),
      producedAt: now,
      responses: commonOcspHashes.map((hashAlgorithm) => ({
        certIdDer: encodeCertId(certIdFor({ hashAlgorithm, issuer: root, serial })),
        status: entry === undefined ? { kind: 'good' } : { kind: 'revoked', ...entry },
        thisUpdate: now,
        nextUpdate,
      })),
    })
    const der = assembleOcspResponse({
      tbs: data,
      signatureAlgorithm,
      signature: await sign(data),
      certificates: [],
    })
    responses[formatSerial(serial)] = Buffer.from(der).toString('base64')
  }
  await writeDurably(
    join(folder, `${issuer.id}.ocsp.json`),
    `${JSON.stringify(responses, undefined, 2)}\n`,
    0o644,
  )
  await writeDurably(join(folder, crlName), signed, 0o644)
  return ok({ number, entries: entries.length, crl: signed })
}

const greatest = (one: bigint, other: bigint): bigint => (one > other ? one : other)

/** The CRL in the file; undefined when there is none. Throws when it is broken. */
export async function readCrl(file: string) {
  const der = await unlessMissing(readFile(file))
  if (der === undefined) return undefined
  const crl = decodeCertificateList(new Uint8Array(der))
  if (!crl.ok) throw new Error(`CRL file ${file} is broken: ${crl.refusal.kind}`)
  return crl.value
}
