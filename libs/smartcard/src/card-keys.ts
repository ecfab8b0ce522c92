import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { concatenate } from '@sotevarmenne/x509/der'
import { run, type Command } from './apdu.ts'
import { fromHex } from './bytes.ts'
import { selectFile, type FileFacts } from './card-files.ts'
import type { CardChannel } from './card-channel.ts'
import { keySlots } from './layout.ts'
import { readTlvs, tlv } from './tlv.ts'
import type { CardSignatureAlgorithm, CardTrouble, KeyPurpose } from './words.ts'

export type KeyKind = { readonly type: 'rsa' | 'ec'; readonly bits: number }

/** The kind of the card's key for the purpose. Selects its file. */
export async function selectKey(
  channel: CardChannel,
  purpose: KeyPurpose,
): Promise<Result<KeyKind, CardTrouble>> {
  const { path } = keySlots[purpose]
  const selected = await selectFile(channel, path)
  if (!selected.ok) return selected
  const kind = selected.value && kindOfFile(selected.value)
  return kind ? ok(kind) : refuse<CardTrouble>({ kind: 'card-unreadable', file: path })
}

/** The kind of key in the file; undefined when it is no key file. */
export function kindOfFile({ type, size }: FileFacts): KeyKind | undefined {
  if (type === 'rsa-key') return { type: 'rsa', bits: size }
  return type === 'ec-key' ? { type: 'ec', bits: size } : undefined
}

/** A key with its SubjectPublicKeyInfo, as read from the card. */
export type CardKey = { readonly purpose: KeyPurpose; readonly spki: Uint8Array }

/** The SubjectPublicKeyInfo of the key in the file at the path, which was just created or selected. */
export async function readSelectedKey(
  channel: CardChannel,
  path: string,
  { type, bits }: KeyKind,
): Promise<Result<Uint8Array, CardTrouble>> {
  if (type === 'ec') {
    const response = await run(channel, gettingData(0x86))
    if (!response.ok) return response
    const point = readTlvs(response.value)?.get(0x86) ?? new Uint8Array()
    return spkiFrom(path, ecJwk(bits, point))
  }

  const modulus = await run(channel, gettingData(0x01))
  if (!modulus.ok) return modulus
  // The exponent is the one requested at key generation: the key's first signature confirms it, or fails.
  return spkiFrom(path, {
    kty: 'RSA',
    n: base64Url(modulus.value),
    e: base64Url(fromHex('010001')),
  })
}

/**
 * Signs a digest by the key of the selected directory; the caller has verified the PIN, if the card requires
 * one.
 */
export async function signDigest(
  channel: CardChannel,
  purpose: KeyPurpose,
  { type, bits }: KeyKind,
  hash: CardHash,
  digest: Uint8Array,
): Promise<Result<Uint8Array, CardTrouble>> {
  const { path } = keySlots[purpose]
  const prepared = await run(channel, settingKey(path, type === 'rsa' ? 0x02 : 0x04))
  if (!prepared.ok) return prepared

  // The leftmost bytes of a hash that is longer than the curve (FIPS 186-5 § 6.4.1).
  const block = type === 'rsa' ? digestInfo(hash, digest) : digest.subarray(0, Math.ceil(bits / 8))
  return run(channel, {
    name: 'sign',
    ins: 0x2a,
    p1: 0x9e,
    p2: 0x9a,
    data: block,
    expectsResponse: true,
  })
}

/** Whether it is the key's signature over the challenge, by the hash of `hashFor`. */
export function isChallengeSigned(
  spki: Uint8Array,
  challenge: Uint8Array,
  signature: Uint8Array,
): boolean {
  const kind = keyKindOf(spki)
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  return kind !== undefined && verify(hashFor(kind), challenge, key, signature)
}

/** The hash of the key's strength: SHA-256, or for P-384 and P-521 that of the curve. */
export const hashFor = ({ type, bits }: KeyKind): CardHash =>
  type === 'rsa' || bits === 256 ? 'sha256' : bits === 384 ? 'sha384' : 'sha512'

/** The SubjectPublicKeyInfo in a certificate; undefined when the bytes are not a certificate. */
export function certifiedKey(certificate: Uint8Array | undefined): Uint8Array | undefined {
  if (!certificate) return undefined
  try {
    const { publicKey } = new X509Certificate(certificate)
    return new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
  } catch {
    // OpenSSL throws on bytes that are not a certificate: expected from a broken card.
    return undefined
  }
}

/** The kind of key in a SubjectPublicKeyInfo that OpenSSL decoded; undefined for a kind that no card has. */
export function keyKindOf(spki: Uint8Array): KeyKind | undefined {
  const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({
    key: Buffer.from(spki),
    format: 'der',
    type: 'spki',
  })
  const bits =
    asymmetricKeyType === 'rsa'
      ? asymmetricKeyDetails?.modulusLength
      : curveBits[asymmetricKeyDetails?.namedCurve ?? '']
  return bits === undefined ? undefined : { type: asymmetricKeyType === 'rsa' ? 'rsa' : 'ec', bits }
}

const curveBits: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp384r1: 384,
  secp521r1: 521,
}

export type CardHash = 'sha256' | 'sha384' | 'sha512'

export const hashOf = (hash: CardHash, data: Uint8Array): Uint8Array =>
  new Uint8Array(createHash(hash).update(data).digest())

export const digestLengths: Readonly<Record<CardHash, number>> = {
  sha256: 32,
  sha384: 48,
  sha512: 64,
}

export const schemes: Readonly<
  Record<CardSignatureAlgorithm, { readonly type: 'rsa' | 'ec'; readonly hash: CardHash }>
> = {
  'ecdsa-sha256': { type: 'ec', hash: 'sha256' },
  'ecdsa-sha384': { type: 'ec', hash: 'sha384' },
  'ecdsa-sha512': { type: 'ec', hash: 'sha512' },
  'rsa-sha256': { type: 'rsa', hash: 'sha256' },
  'rsa-sha384': { type: 'rsa', hash: 'sha384' },
  'rsa-sha512': { type: 'rsa', hash: 'sha512' },
}

const gettingData = (object: number): Command => ({
  name: `get public key ${object.toString(16)}`,
  ins: 0xca,
  p1: 0x01,
  p2: object,
  expectsResponse: true,
})

const settingKey = (path: string, algorithm: number): Command => ({
  name: 'set the signing key',
  ins: 0x22,
  p1: 0x41,
  p2: 0xb6,
  data: concatenate(
    tlv(0x80, Uint8Array.of(algorithm)),
    tlv(0x81, fromHex(path.slice(-4))),
    tlv(0x84, Uint8Array.of(0)),
  ),
})

type Jwk = Readonly<Record<string, string>>

function ecJwk(bits: number, point: Uint8Array): Jwk {
  const length = Math.ceil(bits / 8)
  return {
    kty: 'EC',
    crv: `P-${String(bits)}`,
    x: base64Url(point.subarray(1, 1 + length)),
    y: base64Url(point.subarray(1 + length)),
  }
}

function spkiFrom(path: string, jwk: Jwk): Result<Uint8Array, CardTrouble> {
  try {
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    return ok(new Uint8Array(key.export({ format: 'der', type: 'spki' })))
  } catch {
    // OpenSSL throws on numbers that are not a key: the card's file is broken.
    return refuse<CardTrouble>({ kind: 'card-unreadable', file: path })
  }
}

const base64Url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/** DigestInfo (RFC 8017 § 9.2, note 1). */
export const digestInfo = (hash: CardHash, digest: Uint8Array): Uint8Array =>
  concatenate(fromHex(digestInfoHeads[hash]), digest)

const digestInfoHeads: Readonly<Record<CardHash, string>> = {
  sha256: '3031300D060960864801650304020105000420',
  sha384: '3041300D060960864801650304020205000430',
  sha512: '3051300D060960864801650304020305000440',
}
