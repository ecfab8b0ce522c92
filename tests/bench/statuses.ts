import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { BenchService } from './service.ts'

/** Certificates of an older system, which come in by the import command. */
export type Statuses = {
  readonly serials: readonly Buffer[]
  /** Whether the certificate at this place is not revoked. */
  readonly isGood: (at: number) => boolean
}

export const issuer = 'professional-g1-ecc'

/** So many certificates, every tenth revoked. */
export const everyTenthRevoked = (certificates: number): Statuses => ({
  serials: serialsOf(certificates),
  isGood: (at) => at % 10 !== 9,
})

/** So many revoked certificates, and a tenth as many more that are not. */
export const mostRevoked = (revoked: number): Statuses => ({
  serials: serialsOf(Math.floor(revoked * 1.1)),
  isGood: (at) => at % 11 === 10,
})

/** Answers the file that was imported, and the seconds that it took. */
export async function importStatuses(
  service: BenchService,
  statuses: Statuses,
): Promise<{ readonly index: string; readonly seconds: number }> {
  const index = path.join(service.data, 'index.txt')
  await writeFile(index, indexOf(statuses))
  const begun = performance.now()
  await service.cli(['import', 'statuses', issuer, index])
  return { index, seconds: (performance.now() - begun) / 1000 }
}

const serialsOf = (count: number): readonly Buffer[] =>
  Array.from({ length: count }, () => Buffer.from([0x40, ...randomBytes(16)]))

/** As openssl keeps it. */
const indexOf = ({ serials, isGood }: Statuses): string =>
  serials
    .map((serial, at) => {
      const name = serial.toString('hex').toUpperCase()
      return isGood(at)
        ? `V\t351101000000Z\t\t${name}\tunknown\t/CN=${String(at)}\n`
        : `R\t351101000000Z\t251001000000Z,keyCompromise\t${name}\tunknown\t/CN=${String(at)}\n`
    })
    .join('')
