import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { authoritySubject } from '@sotevarmenne/issuing/domain/authority-subject'
import type { IssuerFacts } from '@sotevarmenne/issuing/domain/issuer'
import type { Authorities } from '@sotevarmenne/issuing/issuer-file'
import { readCertificate } from '@sotevarmenne/issuing/issuers'
import { instant, second, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, addYears, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Clock } from '@sotevarmenne/runtime/clock'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { encodeName } from '@sotevarmenne/x509/names'
import type { KeyStore, OpenRefusal, SigningKey } from '#keys/signing-key.ts'
import { createFileKeys } from '#keys/file-keys.ts'
import { inLanes } from '#map-with-concurrency.ts'
import { openJournal, type Journal } from '#signing-log.ts'
import type { KeyedIssuer } from '#signer.ts'
import { judgePlan, type PlanRefusal } from './judge-plan.ts'
import { keyKinds } from './request-certificate.ts'
import { passphraseOfTwo, type SecretsRefusal, type TwoSecrets } from './two-persons.ts'

/** What a ceremony works with. */
export type CeremonyRoom = {
  readonly authorities: Authorities
  readonly secrets: TwoSecrets
  /** Sealed keys of roots and the journal of what they signed: on a machine without network, or a medium in a safe. */
  readonly rootFolder: string
  /** Where everybody may read what was made. */
  readonly publicFolder: string
  readonly clock: Clock
  /** Told what is done, for the persons who watch. */
  readonly say: (line: string) => void
  /** See `Seal`; tests take a small one. */
  readonly workFactor?: number
}

export type OpenedRoots = {
  readonly roots: ReadonlyMap<string, KeyedIssuer>
  /** Those whose keys were made now, and which have no certificate yet. */
  readonly made: ReadonlySet<string>
  readonly journal: Journal
  readonly now: Instant
}

export type OpenRootsRefusal =
  | PlanRefusal
  | SecretsRefusal
  | { readonly kind: 'root-does-not-open'; readonly root: string; readonly because: OpenRefusal }
  /** Its key has signed lists, and the folder does not have its certificate: another key would push it aside. */
  | { readonly kind: 'root-certificate-missing'; readonly root: string }

/** Judges the file and the secrets, and opens the keys of the roots; makes those that have no certificate. */
export async function openRoots(
  room: CeremonyRoom,
): Promise<Result<OpenedRoots, OpenRootsRefusal>> {
  const now = wholeSecond(room.clock.now())
  const plan = judgePlan(room.authorities.ceremony, now)
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
  const journal = await openJournal(join(room.rootFolder, 'journal'))
  const roots = await openEach(room, { keys, journal, now })
  if (!roots.ok) await journal.close()
  return roots.ok ? ok({ ...roots.value, journal, now }) : roots
}

async function openEach(
  room: CeremonyRoom,
  {
    keys,
    journal,
    now,
  }: { readonly keys: KeyStore; readonly journal: Journal; readonly now: Instant },
): Promise<Result<Pick<OpenedRoots, 'roots' | 'made'>, OpenRootsRefusal>> {
  const decided = room.authorities.issuers.filter(({ role }) => role === 'root')
  for (const { id } of decided) {
    const isNew = (await readCertificate(room.publicFolder, id)) === undefined
    if (isNew && journal.lastListNumber(id) !== undefined)
      return refuse({ kind: 'root-certificate-missing', root: id })
  }
  const made = new Set<string>()
  const opened = await inLanes(decided, async (facts) => {
    const before = await readCertificate(room.publicFolder, facts.id)
    if (before !== undefined) {
      const key = await keys.open(facts.id, before.subjectPublicKeyInfo)
      return key.ok
        ? ok(keyed(facts, key.value, before))
        : refuse({ root: facts.id, because: key.refusal })
    }
    const key = await keys.create(facts.id, keyKinds[facts.family])
    made.add(facts.id)
    room.say(`made the key of ${facts.id}`)
    return ok(keyed(facts, key, { notBefore: now, notAfter: lastDay(facts, now) }))
  })
  const roots = new Map<string, KeyedIssuer>()
  for (const root of opened) {
    if (!root.ok) return refuse({ kind: 'root-does-not-open', ...root.refusal })
    roots.set(root.value.issuer.id, root.value)
  }
  return ok({ roots, made })
}

const keyed = (
  facts: IssuerFacts,
  key: SigningKey,
  { notBefore, notAfter }: { readonly notBefore: Instant; readonly notAfter: Instant },
): KeyedIssuer => ({
  key,
  issuer: {
    ...facts,
    subjectDer: encodeName(authoritySubject(facts)),
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
  if (identifier === undefined) throw new Error('a key can’t be read')
  return identifier
}
