import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { SignerRefusal } from '@sotevarmenne/issuing/socket/messages'
import {
  day,
  formatInstant,
  instant,
  parseInstant,
  type Instant,
} from '@sotevarmenne/kernel/instant'
import type { Clock } from '@sotevarmenne/runtime/clock'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'
import { openLineFile } from './line-file.ts'

/**
 * For what certificates of persons and programs were signed, so that nothing is evidence for more of them than
 * one card, or one application, may need with all its tries.
 */
export type EvidenceMemory = {
  /** Counts one certificate more, or says why there may be none. */
  readonly take: (basis: BasisUse, at: Instant) => SignerRefusal | undefined
  /** The certificate that was counted was not signed after all. */
  readonly giveBack: (basis: BasisUse) => void
  /** Remembers it on the disk, before the signature leaves. */
  readonly keep: (basis: BasisUse, at: Instant) => Promise<void>
}

/**
 * `order <id>`, `earlier <number of the holder>`, or `first`; of programs `application <id>` and
 * `approval <id>`.
 */
export type BasisUse =
  `order ${string}` | `earlier ${string}` | 'first' | `application ${string}` | `approval ${string}`

/**
 * Three tries with two certificates each, and three rounds more by hand; for `first` of two persons. Of one who
 * has a certificate already: a renewal, and several spare cards.
 */
const maxCertificates = 24
/** An application is one certificate; after a crash of a step it may take another try. */
const maxOfApplication = 3
/** Of all programs under one enrolment approval in 30 days: each certificate lasts a year. */
const maxOfApproval = 1000

const maxOf = (basis: BasisUse): number => {
  if (basis.startsWith('application ')) return maxOfApplication
  return basis.startsWith('approval ') ? maxOfApproval : maxCertificates
}

/**
 * For how long after its first certificate a basis serves: an order or application as long as it may wait, the
 * first cards a week. An earlier certificate or an enrolment approval serves again after a month.
 */
const spanOf = (basis: BasisUse): number => {
  if (basis === 'first') return 7 * day
  return servesAgain(basis) ? 30 * day : 200 * day
}

const servesAgain = (basis: BasisUse): boolean =>
  basis.startsWith('earlier ') || basis.startsWith('approval ')

/** `lines`: what was written before. `write`: resolves when the line is on the disk. */
export function createEvidenceMemory({
  lines = [],
  write,
}: {
  readonly lines?: readonly string[]
  readonly write: (line: string) => Promise<void>
}): EvidenceMemory {
  const uses = new Map<BasisUse, { since: Instant; count: number }>()
  const take: EvidenceMemory['take'] = (basis, at) => {
    const known = uses.get(basis)
    const isOver = known !== undefined && at - known.since >= spanOf(basis)
    if (known === undefined || (isOver && servesAgain(basis))) {
      uses.set(basis, { since: at, count: 1 })
      return undefined
    }
    if (isOver || known.count >= maxOf(basis)) return { kind: 'evidence-used-up' }
    known.count += 1
    return undefined
  }
  for (const [index, text] of lines.entries()) {
    const line = parseLine(text)
    if (line === undefined)
      throw new Error(`the memory of evidence is damaged at line ${String(index + 1)}`)
    take(line.basis, line.at)
  }
  return {
    take,
    giveBack: (basis) => {
      const known = uses.get(basis)
      if (known !== undefined && known.count > 1) known.count -= 1
      else uses.delete(basis)
    },
    keep: (basis, at) => write(`${formatInstant(at)} ${basis}\n`),
  }
}

/**
 * The memory in the file `evidence` of the folder, without what is too old to serve again. `isBegun`: an earlier
 * version has signed certificates of persons, so that there are no first cards any more.
 */
export async function openEvidenceMemory(
  folder: string,
  { clock, isBegun = false }: { readonly clock: Clock; readonly isBegun?: boolean | undefined },
): Promise<EvidenceMemory & { readonly close: () => Promise<void> }> {
  const name = path.join(folder, 'evidence')
  const before = await unlessMissing(readFile(name, 'latin1'))
  if (before === undefined)
    await writeDurably(name, isBegun ? `${formatInstant(instant(0))} first\n` : '')
  else await forgetOld(name, before, clock.now())
  const { close, ...file } = await openLineFile(name)
  return { ...createEvidenceMemory(file), close }
}

/** An order is refused by its own date long before. */
const rememberedFor = 240 * day

async function forgetOld(name: string, text: string, now: Instant): Promise<void> {
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
  const remaining = lines.filter((each) => {
    const line = parseLine(each)
    return line === undefined || line.basis === 'first' || now - line.at < rememberedFor
  })
  if (remaining.length < lines.length) await writeDurably(name, remaining.join('\n'))
}

function parseLine(text: string): { readonly at: Instant; readonly basis: BasisUse } | undefined {
  const [, time = '', basis] =
    /^(\S+) ((?:order|earlier|application|approval) [\w/-]+|first)$/.exec(text) ?? []
  const at = parseInstant(time)
  return at === undefined || basis === undefined ? undefined : { at, basis: basis as BasisUse }
}
