import { randomFillSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { BenchService } from './service.ts'

/**
 * Certificates of an older system, which come in by the import command. A million of them in one piece of memory: as values of their
 * own they would keep the collector of a bench that measures lists busy.
 */
export type Statuses = {
  readonly count: number
  readonly serial: (at: number) => Buffer
  /** Whether the certificate at this place is not revoked. */
  readonly isGood: (at: number) => boolean
}

export const issuer = 'professional-g1-ecc'

/** So many certificates, every tenth revoked. */
export const everyTenthRevoked = (certificates: number): Statuses => ({
  ...serialsOf(certificates),
  isGood: (at) => at % 10 !== 9,
})

/** So many revoked certificates, and a tenth as many more that are not. */
export const mostRevoked = (revoked: number): Statuses => ({
  ...serialsOf(Math.floor(revoked * 1.1)),
  isGood: (at) => at % 11 === 10,
})

/** Answers the file that was imported, and the seconds that it took. */
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
  const octets = Buffer.allocUnsafe(count * 17)
  for (let from = 0; from < octets.length; from += 1 << 24)
    randomFillSync(octets, from, Math.min(1 << 24, octets.length - from))
  for (let at = 0; at < count; at += 1) octets[at * 17] = 0x40
  return { count, serial: (at) => octets.subarray(at * 17, (at + 1) * 17) }
}

/** As openssl keeps it. */
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
