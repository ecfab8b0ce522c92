import { randomFillSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { BenchService } from './service.ts'

/**
 * Certificates of a legacy system, loaded by the import command. A million of them in one block of memory: as
 * separate values they would keep the garbage collector busy in a benchmark of CRLs.
 */
export type Statuses = {
  readonly count: number
  readonly serial: (at: number) => Buffer
  /** Whether the certificate at this position is not revoked. */
  readonly isGood: (at: number) => boolean
}

export const issuer = 'professional-g1-ecc'

/** This number of certificates, every tenth revoked. */
export const everyTenthRevoked = (certificates: number): Statuses => ({
  ...serialsOf(certificates),
  isGood: (at) => at % 10 !== 9,
})

/** This number of revoked certificates, and a tenth as many more that are not. */
export const maxRevoked = (revoked: number): Statuses => ({
  ...serialsOf(Math.floor(revoked * 1.1)),
  isGood: (at) => at % 11 === 10,
})

/** Returns the imported file, and the seconds that it took. */
export async function importStatuses(
  service: BenchService,
  statuses: Statuses,
  of = issuer,
): Promise<{ readonly index: string; readonly seconds: number }> {
  const index = path.join(service.data, 'index.txt')
  await writeFile(index, indexOf(statuses))
  const begun = performance.now()
  await service.cli(['import', 'statuses', of, index])
  return { index, seconds: (performance.now() - begun) / 1000 }
}

/** Serials of good certificates, the last ones first. */
export function goodOnes({ count, serial, isGood }: Statuses, many: number): readonly Buffer[] {
  const found: Buffer[] = []
  for (let at = count - 1; at >= 0 && found.length < many; at -= 1)
    if (isGood(at)) found.push(serial(at))
  return found
}

function serialsOf(count: number): Pick<Statuses, 'count' | 'serial'> {
  const bytes = Buffer.allocUnsafe(count * 17)
  for (let from = 0; from < bytes.length; from += 1 << 24)
    randomFillSync(bytes, from, Math.min(1 << 24, bytes.length - from))
  for (let at = 0; at < count; at += 1) bytes[at * 17] = 0x40
  return { count, serial: (at) => bytes.subarray(at * 17, (at + 1) * 17) }
}

/** In openssl's index format. */
function* indexOf({ count, serial, isGood }: Statuses): Generator<string, void, undefined> {
  let lines = ''
  for (let at = 0; at < count; at += 1) {
    const name = serial(at).toString('hex').toUpperCase()
    lines += isGood(at)
      ? `V\t351101000000Z\t\t${name}\tunknown\t/CN=${String(at)}\n`
      : `R\t351101000000Z\t251001000000Z,keyCompromise\t${name}\tunknown\t/CN=${String(at)}\n`
    if (at % 1000 < 999 && at < count - 1) continue
    yield lines
    lines = ''
  }
}
