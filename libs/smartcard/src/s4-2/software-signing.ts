import { concatenate, readDer, sequenceOf, unsignedOf } from '@sotevarmenne/x509/der'
import { digestInfo, type KeyKind } from '../card-keys.ts'
import { sha1Prefix } from '../virtual-card/signing.ts'
import { padForSignature, rawRsa, signHash, unpadCryptogram } from '../virtual-card/software-key.ts'
import type { KeyFile } from '../virtual-card/state.ts'

/*
 * What an organisation card computes, by the algorithm byte of its security environment: high nibble the
 * hash, low nibble the scheme (FINEID S1 v4.2 § 3.6.3, table 6). Without a hash it takes a whole DigestInfo
 * (02) or block (00), as OpenSC's drivers for FINEID cards send them.
 */

export function signatureBy(
  key: KeyFile,
  algorithm: number,
  data: Uint8Array,
): Uint8Array | undefined {
  const type: KeyKind['type'] | undefined = schemeTypes[algorithm & 0x0f]
  if (key.kind !== `${String(type)}-key`) return undefined
  const hash = hashes[algorithm >> 4]
  if (algorithm >> 4 !== 0 && data.length !== hash?.length) return undefined
  if (type === 'ec') return hash && signByCurve(key, data)
  if (algorithm === 0x00) return rawRsa(key.parts, data)
  const block = padForSignature(hash ? hash.digestInfo(data) : data, key.bits / 8)
  return block && rawRsa(key.parts, block)
}

/** A cryptogram after its padding indicator: PKCS #1 v1.5 (1A, or 02 as OpenSC sends it), or the block (00). */
export function deciphered(
  { kind, parts }: KeyFile,
  algorithm: number,
  data: Uint8Array,
): Uint8Array | undefined {
  if (kind !== 'rsa-key' || !paddingIndicators.includes(data[0] ?? 0xff)) return undefined
  const block = rawRsa(parts, data.subarray(1))
  if (algorithm === 0x00 || !block) return block
  return algorithm === 0x1a || algorithm === 0x02 ? unpadCryptogram(block) : undefined
}

/** ISO/IEC 7816-8 § 11.10: no further indication; 81 is FINEID's. */
const paddingIndicators: readonly number[] = [0x00, 0x81]

/** Both numbers side by side, each of the curve's length. */
function signByCurve({ bits, parts }: KeyFile, digest: Uint8Array): Uint8Array | undefined {
  const coordinateLength = Math.ceil(bits / 8)
  const der = signHash(bits, parts, digest.subarray(0, coordinateLength))
  const read = der && readDer(der)
  const numbers = read?.ok === true ? sequenceOf(read.value)?.map(unsignedOf) : undefined
  return numbers && concatenate(...numbers.map((each) => filled(each, coordinateLength)))
}

type Hash = {
  readonly length: number
  readonly digestInfo: (digest: Uint8Array) => Uint8Array
}

const hashes: Readonly<Record<number, Hash | undefined>> = {
  1: { length: 20, digestInfo: (digest) => concatenate(sha1Prefix, digest) },
  4: { length: 32, digestInfo: (digest) => digestInfo('sha256', digest) },
  5: { length: 48, digestInfo: (digest) => digestInfo('sha384', digest) },
  6: { length: 64, digestInfo: (digest) => digestInfo('sha512', digest) },
}

const schemeTypes: Readonly<Record<number, KeyKind['type'] | undefined>> = {
  0: 'rsa',
  2: 'rsa',
  4: 'ec',
}

function filled(number: Uint8Array | undefined, length: number): Uint8Array {
  const bytes = number ?? new Uint8Array()
  const whole = new Uint8Array(length)
  whole.set(bytes, length - bytes.length)
  return whole
}
