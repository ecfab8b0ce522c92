import { integer, readDer, sequence, sequenceOf, unsignedOf } from './der.ts'

/**
 * An ECDSA signature from DER to r ‖ s, as for cards and JOSE; undefined when it is malformed or longer than
 * the curve.
 */
export function ecdsaDerToRaw(der: Uint8Array, coordinateBytes: number): Uint8Array | undefined {
  const node = readDer(der)
  const [rNode, sNode, ...rest] = (node.ok ? sequenceOf(node.value) : undefined) ?? []
  const r = unsignedOf(rNode)
  const s = unsignedOf(sNode)
  if (r === undefined || s === undefined || rest.length > 0) return undefined
  if (r.length > coordinateBytes || s.length > coordinateBytes) return undefined
  const raw = new Uint8Array(2 * coordinateBytes)
  raw.set(r, coordinateBytes - r.length)
  raw.set(s, 2 * coordinateBytes - s.length)
  return raw
}

/** An ECDSA signature from r ‖ s, both of the same length, to DER. */
export function ecdsaRawToDer(raw: Uint8Array): Uint8Array {
  const half = raw.length >> 1
  return sequence(integer(raw.subarray(0, half)), integer(raw.subarray(half)))
}
