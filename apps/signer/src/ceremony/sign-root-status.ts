import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { lintList } from '@sotevarmenne/issuing/domain/lint-list'
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
import type { RevokedEntry } from '@sotevarmenne/x509/crl-entry'
import { readWholeList } from '@sotevarmenne/x509/crl-reader'
import { equalBytes } from '@sotevarmenne/x509/der'
import { assembleOcspResponse, encodeCertId, encodeResponseData } from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import { digestOf, listUse, type Journal } from '#signing-log.ts'
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
  readonly list: Uint8Array
}

/** A root is asked to sign once a year, with a month to spare. */
export const rootStatusValidity = 396 * day

/**
 * Signs what relying parties ask of a root until the next ceremony: its revocation list, and an OCSP answer about each
 * certificate that it issued, by its own key (RFC 6960 § 2.2; without nonces, RFC 9654 § 2.1). Both go to the folder.
 */
export async function signRootStatus(
  { issuer, key }: KeyedIssuer,
  {
    folder,
    rootFolder,
    journal,
    now,
    root,
    issued,
    revoke = [],
  }: {
    readonly folder: string
    /** Keeps the last list beside the keys: what was revoked once does not depend on what somebody brings. */
    readonly rootFolder: string
    readonly journal: Journal
    readonly now: Instant
    readonly root: Certificate
    readonly issued: readonly Certificate[]
    /** Beside those that stand on the last list. */
    readonly revoke?: readonly RevokedEntry[]
  },
): Promise<Result<RootStatus, RootStatusRefusal>> {
  const sign = async (data: Uint8Array): Promise<Uint8Array> => {
    const signature = await key.sign(data)
    if (!signature.ok) throw new Error(`${issuer.id} does not sign: ${signature.refusal.detail}`)
    return signature.value
  }
  const listName = `${issuer.id}.crl`
  const last = await readList(join(rootFolder, listName))
  const known = last?.entries ?? []
  const entries = [
    ...known,
    ...revoke.filter(({ serial }) => !known.some((each) => equalBytes(each.serial, serial))),
  ]
  const number = greatest(journal.lastListNumber(issuer.id) ?? 0n, last?.number ?? 0n) + 1n
  const { signatureAlgorithm } = issuer
  const nextUpdate = instant(now + rootStatusValidity)
  const tbs = encodeTbsCertificateList({
    signatureAlgorithm,
    issuer: issuer.subjectDer,
    thisUpdate: now,
    nextUpdate,
    number,
    authorityKeyIdentifier: issuer.subjectKeyIdentifier,
    entries,
  })
  const list = readWholeList(tbs)
  if (!list.ok) throw new Error(`a list of our own can't be read: ${list.refusal.kind}`)
  const findings = lintList(list.value, issuer)
  if (findings.length > 0) return refuse({ kind: 'list-not-acceptable', root: issuer.id, findings })

  const signature = await sign(tbs)
  const signed = assembleCertificateList({ tbs, signatureAlgorithm, signature })
  // Before the journal has it: a crash in between leaves a list that is one ahead, from which the next one goes on.
  await writeDurably(join(rootFolder, listName), signed, 0o644)
  await journal.append([{ use: listUse(issuer.id, number), digest: digestOf(tbs), signature }])

  const answers: Record<string, string> = {}
  for (const { serial } of issued) {
    const entry = entries.find((each) => equalBytes(each.serial, serial))
    const data = encodeResponseData({
      responderKeyHash: identifierOf(key.spki),
      producedAt: now,
      responses: (['sha1', 'sha256'] as const).map((hashAlgorithm) => ({
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
    answers[formatSerial(serial)] = Buffer.from(der).toString('base64')
  }
  await writeDurably(
    join(folder, `${issuer.id}.ocsp.json`),
    `${JSON.stringify(answers, undefined, 2)}\n`,
    0o644,
  )
  await writeDurably(join(folder, listName), signed, 0o644)
  return ok({ number, entries: entries.length, list: signed })
}

const greatest = (one: bigint, other: bigint): bigint => (one > other ? one : other)

/** The list in the file; undefined when there is none. Throws when it is broken. */
export async function readList(file: string) {
  const der = await unlessMissing(readFile(file))
  if (der === undefined) return undefined
  const list = decodeCertificateList(new Uint8Array(der))
  if (!list.ok) throw new Error(`the list ${file} is broken: ${list.refusal.kind}`)
  return list.value
}
