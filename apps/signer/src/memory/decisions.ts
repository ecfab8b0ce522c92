import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { day, formatInstant, parseInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'
import type { Clock } from '@sotevarmenne/runtime/clock'
import type { AppliedDecision } from '@sotevarmenne/issuing/socket/messages'
import { isProfile } from '@sotevarmenne/issuing/domain/profiles'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import { isSignedByEvery, type RootKey } from '#ceremony/record.ts'
import { lastCrlUse, type SigningLog } from '#signing-log.ts'
import type { SignerMemory } from './memory.ts'

const issuer = z.string().regex(/^[\w-]{1,64}$/)

/**
 * What only two persons may decide about the signer's memory, on the day when it no longer agrees with the
 * service: both secrets open the roots, and every root signs the decision.
 */
export const decisionFile = z.discriminatedUnion('kind', [
  z.strictObject({
    /** CRLs of the issuer continue after this number. */
    kind: z.literal('last-crl-number'),
    issuer,
    number: z.int().nonnegative(),
    reason: z.string().min(10),
  }),
  z.strictObject({
    /** The next CRL of the scope is signed whatever entries it leaves out. */
    kind: z.literal('crl-entries'),
    issuer,
    /** Absent: the full CRL. */
    shard: z.int().nonnegative().optional(),
    reason: z.string().min(10),
  }),
  z.strictObject({
    /** The audit log continues from this head, after a restore: what was signed beyond it is lost. */
    kind: z.literal('audit-head'),
    size: z.int().positive(),
    root: z.string().regex(/^[0-9a-f]{64}$/),
    reason: z.string().min(10),
  }),
  z.strictObject({
    /** So many certificates of the profile may be signed on the day. */
    kind: z.literal('day-limit'),
    profile: z.string().refine(isProfile),
    day: z.iso.date(),
    certificates: z.int().positive(),
    reason: z.string().min(10),
  }),
])

export type Decision = z.output<typeof decisionFile>

/** With what the roots sign it. */
export type DecisionRecord = {
  readonly decision: Decision
  readonly decidedAt: string
  readonly persons: readonly string[]
  /** SHA-256 of the reviewed file of the CAs, hexadecimal. */
  readonly file: string
}

const signedDecision = z.object({
  record: z.object({
    decision: decisionFile,
    decidedAt: z.iso.datetime(),
    persons: z.array(z.string()),
    file: z.string(),
  }),
  signatures: z.array(z.object({ root: z.string(), signature: z.string() })),
})

/** A decision is applied soon or never: an old one that lay somewhere must not be found and used. */
const appliedWithin = 30 * day

export const decisionPrefix = 'sotevarmenne signer decision\n'

/**
 * Checks a decision, and puts it where the signer applies it at its next start. Throws when it may not be
 * applied. Resolves to its SHA-256, hexadecimal.
 */
export async function submitDecision(
  content: string,
  { folder, roots, clock }: DecisionParts,
): Promise<string> {
  checkDecision(content, roots, clock)
  const digest = digestOf(content)
  await mkdir(path.join(folder, 'submitted'), { recursive: true, mode: 0o700 })
  await writeDurably(path.join(folder, 'submitted', `${digest}.json`), content)
  return digest
}

/**
 * Applies what was submitted and not applied before, each once. After a crash in between it is applied again,
 * before anything is signed. One that may not be applied is reported and left: the signer starts all the same.
 * Returns all that were applied so far.
 */
export async function applyDecisions({
  folder,
  roots,
  clock,
  signingLog,
  memory,
  onRefused,
}: DecisionParts & {
  readonly onRefused: (digest: string, fault: unknown) => void
  readonly signingLog: SigningLog
  readonly memory: Pick<SignerMemory, 'crls' | 'heads' | 'counts' | 'receipts'>
}): Promise<readonly AppliedDecision[]> {
  const file = path.join(folder, 'applied')
  const applied = parseApplied((await unlessMissing(readFile(file, 'utf8'))) ?? '')
  for (const name of (
    (await unlessMissing(readdir(path.join(folder, 'submitted')))) ?? []
  ).sort()) {
    const content = await readFile(path.join(folder, 'submitted', name), 'utf8')
    const digest = digestOf(content)
    if (applied.some((each) => each.digest === digest)) continue
    try {
      const decision = checkDecision(content, roots, clock)
      const at = clock.now()
      await apply(decision, { digest, at, signingLog, memory })
      applied.push({ digest, kind: decision.kind, at })
    } catch (fault) {
      onRefused(digest, fault)
      continue
    }
    await writeDurably(file, applied.map(formatApplied).join(''))
  }
  return applied
}

type DecisionParts = {
  readonly folder: string
  readonly roots: ReadonlyMap<string, RootKey>
  readonly clock: Clock
}

function checkDecision(
  content: string,
  roots: ReadonlyMap<string, RootKey>,
  clock: Clock,
): Decision {
  // The signatures are over the text as it was written, members in their order.
  const signed = JSON.parse(content) as z.output<typeof signedDecision>
  const read = signedDecision.safeParse(signed)
  if (!read.success) throw new Error(`no decision: ${z.prettifyError(read.error)}`)
  if (roots.size === 0 || !isSignedByEvery(signed, roots, decisionPrefix))
    throw new Error('the decision is not signed by every root')
  const { decision, decidedAt } = read.data.record
  const age = clock.now() - Date.parse(decidedAt)
  if (age < -day || age > appliedWithin)
    throw new Error(`the decision of ${decidedAt} is too old or in the future`)
  return decision
}

async function apply(
  decision: Decision,
  {
    digest,
    at,
    signingLog,
    memory,
  }: {
    readonly digest: string
    readonly at: Instant
    readonly signingLog: SigningLog
    readonly memory: Pick<SignerMemory, 'crls' | 'heads' | 'counts' | 'receipts'>
  },
): Promise<void> {
  switch (decision.kind) {
    case 'last-crl-number': {
      const use = lastCrlUse(decision.issuer, BigInt(decision.number))
      await signingLog.append([{ use, digest, signature: undefined }])
      return
    }
    case 'crl-entries':
      await memory.crls.forget({ issuer: decision.issuer, shard: decision.shard })
      return
    case 'day-limit': {
      const { profile, day, certificates } = decision
      await memory.counts.allow({ profile, day: localDate(day), certificates })
      return
    }
    case 'audit-head': {
      const root = new Uint8Array(Buffer.from(decision.root, 'hex'))
      await memory.heads.keep({ size: decision.size, root, at })
      // Entries that were announced and are not in the log by now are lost with it.
      await memory.receipts.abandonAll()
    }
  }
}

const digestOf = (content: string): string => createHash('sha256').update(content).digest('hex')

const formatApplied = ({ at, digest, kind }: AppliedDecision): string =>
  `${formatInstant(at)} ${digest} ${kind}\n`

const parseApplied = (text: string): AppliedDecision[] =>
  text
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => {
      const [, time = '', digest, kind] = /^(\S+) ([0-9a-f]{64}) (\S+)$/.exec(line) ?? []
      const at = parseInstant(time)
      return at === undefined || digest === undefined || kind === undefined
        ? []
        : [{ digest, kind, at }]
    })
