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
 * An authority of an older system, whose key is not here: it issues nothing any more, and is answered for until its last
 * certificate has ended. Its folder in `older/` has its certificate, its newest list and our responder's key.
 */
export type OlderAuthority = {
  readonly id: IssuerId
  readonly certificate: Certificate
  /** What it signed last about what is revoked; the same as is known while there is none newer. Undefined: none was brought. */
  readonly list: (known?: OlderList) => Promise<OlderList | undefined>
  /** With what we answer OCSP questions about its certificates; undefined while it has certified no key of ours. */
  readonly responder: () => Promise<OlderResponder | undefined>
  /** When that ends, for who may not read its key. Rejects when the certificate can't be read. */
  readonly responderEnds: () => Promise<Instant | undefined>
}

export type OlderList = {
  readonly list: CertificateList
  /** Another value when a newer list was brought. */
  readonly version: string
}

/** A key of ours that the older authority has certified for OCSP (RFC 6960 § 4.2.2.2). */
export type OlderResponder = {
  readonly privateKey: KeyObject
  readonly certificate: Certificate
}

/**
 * Those whose folders lie beside the certificates of our own. One without a certificate was broken off while it was
 * taken over, and is none yet.
 */
export async function readOlderAuthorities(folder: string): Promise<readonly OlderAuthority[]> {
  const names = (await unlessMissing(readdir(join(folder, 'older')))) ?? []
  const ids = names.filter((name) => acceptableName.test(name)).toSorted()
  const found = await Promise.all(ids.map((id) => readOne(folder, id)))
  return found.filter((each) => each !== undefined)
}

const acceptableName = /^older-[a-z0-9-]{1,50}$/

async function readOne(folder: string, id: string): Promise<OlderAuthority | undefined> {
  const file = (name: string): string => fileOf(folder, id, name)
  const der = await unlessMissing(readFile(file('authority.crt')))
  if (der === undefined) return undefined
  const certificate = decodeCertificate(new Uint8Array(der))
  if (!certificate.ok) throw new Error(`the certificate of ${id} is broken`)
  return {
    id: id as IssuerId,
    certificate: certificate.value,
    list: async (known) => {
      const found = await unlessMissing(stat(file('list.crl')))
      if (found === undefined) return undefined
      // A newer one is another file under the same name; times are too coarse to tell two that come at once.
      const version = `${String(found.mtimeMs)} ${String(found.size)} ${String(found.ino)}`
      if (known?.version === version) return known
      const list = decodeCertificateList(new Uint8Array(await readFile(file('list.crl'))))
      if (!list.ok) throw new Error(`the list of ${id} is broken: ${list.refusal.kind}`)
      return { list: list.value, version }
    },
    responder: async () => {
      const text = await unlessMissing(readFile(file('responder.json'), 'utf8'))
      return text === undefined ? undefined : parseResponder(id, text)
    },
    responderEnds: async () => {
      const der = await unlessMissing(readFile(file('responder.crt')))
      const certificate = der && decodeCertificate(new Uint8Array(der))
      if (certificate?.ok === false)
        throw new Error(`the certificate of the responder of ${id} is broken`)
      return certificate?.value.notAfter
    },
  }
}

export type TakeRefusal =
  /** It must begin with `older-`, so that it is never one of ours. */
  | { readonly kind: 'name-not-acceptable' }
  | { readonly kind: 'taken-already' }
  | { readonly kind: 'authority-unknown' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'no-authority' }
  | { readonly kind: 'not-signed-by-it' }
  | { readonly kind: 'has-ended' }
  /** Of an issuing distribution point (RFC 5280 § 5.2.5): served at the address of the full list it would hide the rest. */
  | { readonly kind: 'list-of-a-part' }
  /** `last`: the number of the list that is here. */
  | { readonly kind: 'list-not-newer'; readonly last: string }
  | { readonly kind: 'no-responder-certificate' }
  | { readonly kind: 'not-our-key' }

type Took = Promise<Result<undefined, TakeRefusal>>

/**
 * Makes it known by its certificate (DER), which must be of an authority and not have ended. What is there already may be
 * brought again, here and below: whoever does not know whether it was taken asks once more.
 */
export async function takeOlderAuthority(
  folder: string,
  { id, certificate: der, now }: Brought & { readonly certificate: Uint8Array },
): Took {
  if (!acceptableName.test(id)) return refuse({ kind: 'name-not-acceptable' })
  const certificate = decodeCertificate(der)
  if (!certificate.ok) return refuse({ kind: 'unreadable' })
  if (certificate.value.known.basicConstraints?.cA !== true) return refuse({ kind: 'no-authority' })
  if (certificate.value.notAfter < now) return refuse({ kind: 'has-ended' })
  const older = await readOlderAuthorities(folder)
  for (const other of older) {
    const isSame = equalBytes(other.certificate.der, der)
    if (isSame && other.id === id) return ok(undefined)
    if (isSame || other.id === id) return refuse({ kind: 'taken-already' })
  }
  await mkdir(join(folder, 'older', id), { recursive: true })
  await writeDurably(fileOf(folder, id, 'authority.crt'), der, 0o644)
  return ok(undefined)
}

/** Its newest full list (DER): signed by it, in time, and with a higher number than the one that is here. */
export async function takeOlderList(
  folder: string,
  { id, list: der, now }: Brought & { readonly list: Uint8Array },
): Took {
  const older = (await readOlderAuthorities(folder)).find((each) => each.id === id)
  if (older === undefined) return refuse({ kind: 'authority-unknown' })
  const list = decodeCertificateList(der)
  if (!list.ok) return refuse({ kind: 'unreadable' })
  if (!isOf(list.value, older.certificate)) return refuse({ kind: 'not-signed-by-it' })
  if (list.value.distributionPoints.length > 0) return refuse({ kind: 'list-of-a-part' })
  if (list.value.nextUpdate <= now) return refuse({ kind: 'has-ended' })
  const last = (await older.list())?.list
  if (last !== undefined && equalBytes(last.der, der)) return ok(undefined)
  if (last !== undefined && list.value.number <= last.number)
    return refuse({ kind: 'list-not-newer', last: String(last.number) })
  await writeDurably(fileOf(folder, id, 'list.crl'), der, 0o644)
  return ok(undefined)
}

/**
 * The request (PKCS#10, DER) for a key (P-256) of ours that answers about its certificates. It is for the key that was
 * requested last until that is in use, so that no certificate on its way comes for a key that is gone; then for a new one.
 */
export async function requestOlderResponder(
  folder: string,
  id: string,
): Promise<Result<Uint8Array, TakeRefusal>> {
  const older = (await readOlderAuthorities(folder)).find((each) => each.id === id)
  if (older === undefined) return refuse({ kind: 'authority-unknown' })
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

/** The certificate (DER) that it has made of that request. Key and certificate are taken into use at once, together. */
export async function takeOlderResponder(
  folder: string,
  { id, certificate: der, now }: Brought & { readonly certificate: Uint8Array },
): Took {
  const older = (await readOlderAuthorities(folder)).find((each) => each.id === id)
  if (older === undefined) return refuse({ kind: 'authority-unknown' })
  const certificate = decodeCertificate(der)
  if (!certificate.ok) return refuse({ kind: 'unreadable' })
  const { known, notAfter, subjectPublicKeyInfo } = certificate.value
  if (!isOf(certificate.value, older.certificate)) return refuse({ kind: 'not-signed-by-it' })
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
  // Once more without the key, for everybody.
  await writeDurably(fileOf(folder, id, 'responder.crt'), der, 0o644)
  return ok(undefined)
}

/** Key and certificate of `responder.json`; none while there is none, or a broken one, which the next mends. */
const inUse = async (folder: string, id: string): Promise<ResponderFile> =>
  membersOf((await unlessMissing(readFile(fileOf(folder, id, 'responder.json'), 'utf8'))) ?? '')

type Brought = { readonly id: string; readonly now: Instant }

const fileOf = (folder: string, id: string, name: string): string => join(folder, 'older', id, name)

const isOf = (
  signed: Pick<Certificate, 'issuerDer'> & Parameters<typeof verifySigned>[0],
  { subjectDer, subjectPublicKeyInfo }: Certificate,
): boolean => equalBytes(signed.issuerDer, subjectDer) && verifySigned(signed, subjectPublicKeyInfo)

const spkiOf = (key: KeyObject): Uint8Array =>
  new Uint8Array(key.export({ format: 'der', type: 'spki' }))

function parseResponder(id: string, text: string): OlderResponder {
  const { key, certificate: base64 } = membersOf(text)
  const certificate = decodeCertificate(new Uint8Array(Buffer.from(base64 ?? '', 'base64')))
  if (key === undefined || !certificate.ok) throw new Error(`the responder of ${id} is broken`)
  return { privateKey: createPrivateKey(key), certificate: certificate.value }
}

type ResponderFile = { readonly key?: string; readonly certificate?: string }

/** None where it is no JSON: what the parser says of it would tell a part of the key. */
function membersOf(text: string): ResponderFile {
  try {
    return JSON.parse(text) as ResponderFile
  } catch {
    return {}
  }
}
