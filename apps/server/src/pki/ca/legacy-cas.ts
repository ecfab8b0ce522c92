import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'
import { signData, verifySigned } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import { decodeCertificateList, type CertificateList } from '@sotevarmenne/x509/crl'
import { equalBytes } from '@sotevarmenne/x509/der'
import { attributeTypes, keyPurposes } from '@sotevarmenne/x509/oids'
import { assembleCertificateRequest, encodeTbsRequest } from '@sotevarmenne/x509/request'
import type { IssuerId } from './contract.ts'

/**
 * A CA of an older system, whose key is not here: it issues nothing any more, and its status is published
 * until its last certificate has ended. Its folder in `legacy/` has its certificate, its newest CRL and our
 * responder's key.
 */
export type LegacyCa = {
  readonly id: IssuerId
  readonly certificate: Certificate
  /** The CA's newest CRL; the known one while there is no newer. Undefined: none was imported. */
  readonly crl: (known?: LegacyCrl) => Promise<LegacyCrl | undefined>
  /** Signs our OCSP responses about its certificates; undefined while it has certified no key of ours. */
  readonly responder: () => Promise<LegacyResponder | undefined>
  /**
   * End of the responder certificate, for processes that may not read its key. Rejects when the certificate
   * cannot be read.
   */
  readonly responderEnds: () => Promise<Instant | undefined>
}

export type LegacyCrl = {
  readonly crl: CertificateList
  /** Changes when a newer CRL is imported. */
  readonly version: string
}

/** A key of ours that the legacy CA has certified for OCSP (RFC 6960 § 4.2.2.2). */
export type LegacyResponder = {
  readonly privateKey: KeyObject
  readonly certificate: Certificate
}

/**
 * Legacy CAs with folders next to our own certificates. A folder without a certificate is an interrupted
 * import and is ignored.
 */
export async function readLegacyCas(folder: string): Promise<readonly LegacyCa[]> {
  const names = (await unlessMissing(readdir(join(folder, 'legacy')))) ?? []
  const ids = names.filter((name) => acceptableName.test(name)).toSorted()
  const found = await Promise.all(ids.map((id) => readOne(folder, id)))
  return found.filter((each) => each !== undefined)
}

const acceptableName = /^legacy-[a-z0-9-]{1,50}$/

async function readOne(folder: string, id: string): Promise<LegacyCa | undefined> {
  const file = (name: string): string => fileOf(folder, id, name)
  const der = await unlessMissing(readFile(file('ca.crt')))
  if (der === undefined) return undefined
  const certificate = decodeCertificate(new Uint8Array(der))
  if (!certificate.ok) throw new Error(`the certificate of legacy CA ${id} is malformed`)
  return {
    id: id as IssuerId,
    certificate: certificate.value,
    crl: async (known) => {
      const found = await unlessMissing(stat(file('crl.crl')))
      if (found === undefined) return undefined
      // A newer one is another file under the same name; times are too coarse to distinguish two quick
      // imports.
      const version = `${String(found.mtimeMs)} ${String(found.size)} ${String(found.ino)}`
      if (known?.version === version) return known
      const crl = decodeCertificateList(new Uint8Array(await readFile(file('crl.crl'))))
      if (!crl.ok) throw new Error(`the CRL of legacy CA ${id} is malformed: ${crl.refusal.kind}`)
      return { crl: crl.value, version }
    },
    responder: async () => {
      const text = await unlessMissing(readFile(file('responder.json'), 'utf8'))
      return text === undefined ? undefined : parseResponder(id, text)
    },
    responderEnds: async () => {
      const der = await unlessMissing(readFile(file('responder.crt')))
      const certificate = der && decodeCertificate(new Uint8Array(der))
      if (certificate?.ok === false)
        throw new Error(`the responder certificate of legacy CA ${id} is malformed`)
      return certificate?.value.notAfter
    },
  }
}

export type TakeRefusal =
  /** It must begin with `legacy-`, so that it is never one of ours. */
  | { readonly kind: 'name-not-acceptable' }
  | { readonly kind: 'taken-already' }
  | { readonly kind: 'ca-not-found' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'not-a-ca' }
  | { readonly kind: 'not-signed-by-it' }
  | { readonly kind: 'has-ended' }
  /**
   * A CRL shard, by its issuing distribution point (RFC 5280 § 5.2.5): served as the full CRL it would hide
   * other revocations.
   */
  | { readonly kind: 'sharded-crl' }
  /** `last`: number of the CRL that is here. */
  | { readonly kind: 'list-not-newer'; readonly last: string }
  | { readonly kind: 'no-responder-certificate' }
  | { readonly kind: 'not-our-key' }

type Took = Promise<Result<undefined, TakeRefusal>>

/**
 * Imports its certificate (DER), which must be of a CA and not expired. Here and below the same import may be
 * repeated: if its outcome is unknown, run it again.
 */
export async function importLegacyCa(
  folder: string,
  { id, certificate: der, now }: Brought & { readonly certificate: Uint8Array },
): Took {
  if (!acceptableName.test(id)) return refuse({ kind: 'name-not-acceptable' })
  const certificate = decodeCertificate(der)
  if (!certificate.ok) return refuse({ kind: 'unreadable' })
  if (certificate.value.known.basicConstraints?.cA !== true) return refuse({ kind: 'not-a-ca' })
  if (certificate.value.notAfter < now) return refuse({ kind: 'has-ended' })
  const legacyCas = await readLegacyCas(folder)
  for (const other of legacyCas) {
    const isSame = equalBytes(other.certificate.der, der)
    if (isSame && other.id === id) return ok(undefined)
    if (isSame || other.id === id) return refuse({ kind: 'taken-already' })
  }
  await mkdir(join(folder, 'legacy', id), { recursive: true })
  await writeDurably(fileOf(folder, id, 'ca.crt'), der, 0o644)
  return ok(undefined)
}

/** Imports its newest full CRL (DER): signed by it, in time, and with a higher number than the stored one. */
export async function importLegacyCrl(
  folder: string,
  { id, crl: der, now }: Brought & { readonly crl: Uint8Array },
): Took {
  const legacyCa = (await readLegacyCas(folder)).find((each) => each.id === id)
  if (legacyCa === undefined) return refuse({ kind: 'ca-not-found' })
  const crl = decodeCertificateList(der)
  if (!crl.ok) return refuse({ kind: 'unreadable' })
  if (!isOf(crl.value, legacyCa.certificate)) return refuse({ kind: 'not-signed-by-it' })
  if (crl.value.limits !== undefined) return refuse({ kind: 'sharded-crl' })
  if (crl.value.nextUpdate <= now) return refuse({ kind: 'has-ended' })
  const last = (await legacyCa.crl())?.crl
  if (last !== undefined && equalBytes(last.der, der)) return ok(undefined)
  if (last !== undefined && crl.value.number <= last.number)
    return refuse({ kind: 'list-not-newer', last: String(last.number) })
  await writeDurably(fileOf(folder, id, 'crl.crl'), der, 0o644)
  return ok(undefined)
}

/**
 * The request (PKCS#10, DER) for an OCSP key of ours (P-256) for its certificates. Repeated for the same key
 * until that is in use, so that no certificate arrives for a deleted key; then for a new key.
 */
export async function requestLegacyResponder(
  folder: string,
  id: string,
): Promise<Result<Uint8Array, TakeRefusal>> {
  const legacyCa = (await readLegacyCas(folder)).find((each) => each.id === id)
  if (legacyCa === undefined) return refuse({ kind: 'ca-not-found' })
  const requested = await unlessMissing(readFile(fileOf(folder, id, 'requested.key'), 'utf8'))
  const isWaiting = requested !== undefined && requested !== (await inUse(folder, id)).key
  const privateKey = isWaiting ? createPrivateKey(requested) : newKey()
  const signatureAlgorithm = 'ecdsa-sha256'
  const tbs = encodeTbsRequest({
    subject: [{ type: attributeTypes.commonName, value: `OCSP responder of ${id}` }],
    subjectPublicKeyInfo: spkiOf(createPublicKey(privateKey)),
    extensions: [],
  })
  const key = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  if (!isWaiting) await writeDurably(fileOf(folder, id, 'requested.key'), key, 0o640)
  const signature = signData(signatureAlgorithm, privateKey, tbs)
  return ok(assembleCertificateRequest({ tbs, signatureAlgorithm, signature }))
}

const newKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

/**
 * Imports the certificate (DER) issued for that request. Key and certificate are put into use at once,
 * together.
 */
export async function importLegacyResponder(
  folder: string,
  { id, certificate: der, now }: Brought & { readonly certificate: Uint8Array },
): Took {
  const legacyCa = (await readLegacyCas(folder)).find((each) => each.id === id)
  if (legacyCa === undefined) return refuse({ kind: 'ca-not-found' })
  const certificate = decodeCertificate(der)
  if (!certificate.ok) return refuse({ kind: 'unreadable' })
  const { known, notAfter, subjectPublicKeyInfo } = certificate.value
  if (!isOf(certificate.value, legacyCa.certificate)) return refuse({ kind: 'not-signed-by-it' })
  if (known.extKeyUsage?.includes(keyPurposes.ocspSigning) !== true)
    return refuse({ kind: 'no-responder-certificate' })
  if (notAfter < now) return refuse({ kind: 'has-ended' })
  const base64 = Buffer.from(der).toString('base64')
  if ((await inUse(folder, id)).certificate !== base64) {
    const key = await unlessMissing(readFile(fileOf(folder, id, 'requested.key'), 'utf8'))
    if (key === undefined || !equalBytes(spkiOf(createPublicKey(key)), subjectPublicKeyInfo))
      return refuse({ kind: 'not-our-key' })
    await writeDurably(
      fileOf(folder, id, 'responder.json'),
      `${JSON.stringify({ key, certificate: base64 })}\n`,
      0o640,
    )
  }
  // A second copy without the key, readable by every process.
  await writeDurably(fileOf(folder, id, 'responder.crt'), der, 0o644)
  return ok(undefined)
}

/**
 * Key and certificate of `responder.json`; empty if there is none or it is malformed: the next import
 * replaces it.
 */
const inUse = async (folder: string, id: string): Promise<ResponderFile> =>
  membersOf((await unlessMissing(readFile(fileOf(folder, id, 'responder.json'), 'utf8'))) ?? '')

type Brought = { readonly id: string; readonly now: Instant }

const fileOf = (folder: string, id: string, name: string): string =>
  join(folder, 'legacy', id, name)

const isOf = (
  signed: Pick<Certificate, 'issuerDer'> & Parameters<typeof verifySigned>[0],
  { subjectDer, subjectPublicKeyInfo }: Certificate,
): boolean => equalBytes(signed.issuerDer, subjectDer) && verifySigned(signed, subjectPublicKeyInfo)

const spkiOf = (key: KeyObject): Uint8Array =>
  new Uint8Array(key.export({ format: 'der', type: 'spki' }))

function parseResponder(id: string, text: string): LegacyResponder {
  const { key, certificate: base64 } = membersOf(text)
  const certificate = decodeCertificate(new Uint8Array(Buffer.from(base64 ?? '', 'base64')))
  if (key === undefined || !certificate.ok)
    throw new Error(`the responder file of legacy CA ${id} is malformed`)
  return { privateKey: createPrivateKey(key), certificate: certificate.value }
}

type ResponderFile = { readonly key?: string; readonly certificate?: string }

/** Empty if it is not JSON: the parser's message would reveal a part of the key. */
function membersOf(text: string): ResponderFile {
  try {
    return JSON.parse(text) as ResponderFile
  } catch {
    return {}
  }
}
