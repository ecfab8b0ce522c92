import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Recorded } from './check-crl.ts'

/** What the service says it has revoked, by the name of the CA. */
export type RecordedRevocations = {
  readonly byCa: ReadonlyMap<string, readonly Recorded[]>
  /** When the list was complete. */
  readonly asOf: number
}

/**
 * Reads what `sotevarmenne revocations` writes: a line of JSON for each revocation, and a last one that says as of
 * when the list is complete. Rejects a file without it, which is part of a list.
 */
export async function readRecorded(file: string): Promise<RecordedRevocations> {
  const byCa = new Map<string, Recorded[]>()
  let asOf: number | undefined
  let count = 0
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Infinity,
  })) {
    count += 1
    if (asOf !== undefined) throw new Error(`line ${String(count)} follows the last one`)
    const read = JSON.parse(line) as { readonly [member: string]: unknown }
    if (read['asOf'] !== undefined) {
      asOf = timeOf(read['asOf'], count)
      continue
    }
    const { issuer, serial } = read
    if (typeof issuer !== 'string' || typeof serial !== 'string' || !/^[0-9a-f]+$/.test(serial))
      throw new Error(`line ${String(count)} is not a revocation`)
    const ofCa = byCa.get(issuer) ?? []
    byCa.set(issuer, ofCa)
    ofCa.push({
      serial: serial.replace(/^0+(?=.)/, ''),
      revokedAt: timeOf(read['revokedAt'], count),
      notAfter: timeOf(read['notAfter'], count),
    })
  }
  if (asOf === undefined) throw new Error('its last line is missing')
  return { byCa, asOf }
}

function timeOf(value: unknown, line: number): number {
  const at = typeof value === 'string' ? Date.parse(value) : NaN
  if (Number.isNaN(at)) throw new Error(`line ${String(line)} has no time`)
  return at
}
