import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { caSubject } from '@sotevarmenne/issuing/domain/ca-subject'
import type { IssuerFacts } from '@sotevarmenne/issuing/domain/issuer'
import type { Cas } from '@sotevarmenne/issuing/issuer-file'
import { readCertificate } from '@sotevarmenne/issuing/issuers'
import { instant, second, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, addYears, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Clock } from '@sotevarmenne/runtime/clock'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { encodeName } from '@sotevarmenne/x509/names'
import type { KeyStore, OpenRefusal, SigningKey } from '#keys/signing-key.ts'
import { createFileKeys } from '#keys/file-keys.ts'
import { mapWithConcurrency } from '@sotevarmenne/kernel/map-with-concurrency'
import { keysAtOnce } from '#keys/keys-at-once.ts'
import { openSigningLog, type SigningLog } from '#signing-log.ts'
import type { KeyedIssuer } from '#signer.ts'
import { checkPlan, type PlanRefusal } from './check-plan.ts'
import { keyKinds } from './request-certificate.ts'
import { passphraseOfTwo, type SecretsRefusal, type TwoSecrets } from './two-persons.ts'

/** What a ceremony works with. */
export type CeremonyRoom = {
  readonly cas: Cas
  readonly secrets: TwoSecrets
  /**
   * Sealed keys of roots and the log of what they signed: on a machine without network, or a medium in a
   * safe.
   */
  readonly rootFolder: string
  /** Where the results are readable by everybody. */
  readonly publicFolder: string
  readonly clock: Clock
  /** Called with each step, for the persons who watch. */
  readonly say: (line: string) => void
  /** See `Seal`; tests use a small one. */
  readonly workFactor?: number
}

export type OpenedRoots = {
  readonly roots: ReadonlyMap<string, KeyedIssuer>
  /** Roots with keys generated now and no certificate yet. */
  readonly created: ReadonlySet<string>
  readonly signingLog: SigningLog
  readonly now: Instant
}

export type OpenRootsRefusal =
  | PlanRefusal
  | SecretsRefusal
  | { readonly kind: 'root-does-not-open'; readonly root: string; readonly because: OpenRefusal }
  /** Its key has signed CRLs, and the folder does not have its certificate: a new key would replace it. */
  | { readonly kind: 'root-certificate-missing'; readonly root: string }

/**
 * Checks the file and the secrets, and opens the keys of the roots; creates those that have no certificate.
 */
export async function openRoots(
  room: CeremonyRoom,
): Promise<Result<OpenedRoots, OpenRootsRefusal>> {
  const now = wholeSecond(room.clock.now())
  const plan = checkPlan(room.cas.ceremony, now)
  if (!plan.ok) return plan
  const passphrase = passphraseOfTwo(room.secrets)
  if (!passphrase.ok) return passphrase

  await mkdir(room.rootFolder, { recursive: true, mode: 0o700 })
  const { workFactor } = room
  const keys = createFileKeys({
    folder: room.rootFolder,
    passphrase: passphrase.value,
    ...(workFactor === undefined ? {} : { workFactor }),
  })
  const signingLog = await openSigningLog(join(room.rootFolder, 'signing-log'))
  const roots = await openEach(room, { keys, signingLog, now })
  if (!roots.ok) await signingLog.close()
  return roots.ok ? ok({ ...roots.value, signingLog, now }) : roots
}

async function openEach(
  room: CeremonyRoom,
  {
    keys,
    signingLog,
    now,
  }: { readonly keys: KeyStore; readonly signingLog: SigningLog; readonly now: Instant },
): Promise<Result<Pick<OpenedRoots, 'roots' | 'created'>, OpenRootsRefusal>> {
  const decided = room.cas.issuers.filter(({ role }) => role === 'root')
  for (const { id } of decided) {
    const isNew = (await readCertificate(room.publicFolder, id)) === undefined
    if (isNew && signingLog.lastCrlNumber(id) !== undefined)
      return refuse({ kind: 'root-certificate-missing', root: id })
  }
  const created = new Set<string>()
  const opened = await mapWithConcurrency(decided, keysAtOnce, async (facts) => {
    const before = await readCertificate(room.publicFolder, facts.id)
    if (before !== undefined) {
      const key = await keys.open(facts.id, before.subjectPublicKeyInfo)
      return key.ok
        ? ok(keyed(facts, key.value, before))
        : refuse({ root: facts.id, because: key.refusal })
    }
    const key = await keys.create(facts.id, keyKinds[facts.family])
    created.add(facts.id)
    room.say(`made the key of ${facts.id}`)
    return ok(keyed(facts, key, { notBefore: now, notAfter: lastDay(facts, now) }))
  })
  const roots = new Map<string, KeyedIssuer>()
  for (const root of opened) {
    if (!root.ok) return refuse({ kind: 'root-does-not-open', ...root.refusal })
    roots.set(root.value.issuer.id, root.value)
  }
  return ok({ roots, created })
}

const keyed = (
  facts: IssuerFacts,
  key: SigningKey,
  { notBefore, notAfter }: { readonly notBefore: Instant; readonly notAfter: Instant },
): KeyedIssuer => ({
  key,
  issuer: {
    ...facts,
    subjectDer: encodeName(caSubject(facts)),
    subjectKeyIdentifier: identifierOf(key.spki),
    spki: key.spki,
    signatureAlgorithm: key.algorithm,
    notBefore,
    notAfter,
  },
})

export const wholeSecond = (at: Instant): Instant => instant(at - (at % second))

/** The day before the anniversary: the first day counts. */
export const lastDay = ({ years }: IssuerFacts, from: Instant): Instant =>
  endOfDay(addDays(addYears(dateInHelsinki(from), years), -1))

export function identifierOf(spki: Uint8Array): Uint8Array {
  const identifier = keyIdentifier(spki)
  if (identifier === undefined) throw new Error('private key cannot be read')
  return identifier
}
