import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { authoritySubject } from '@sotevarmenne/issuing/domain/authority-subject'
import { findingsOf } from '@sotevarmenne/issuing/domain/lint'
import { lintList } from '@sotevarmenne/issuing/domain/lint-list'
import type { LintIssuer } from '@sotevarmenne/issuing/domain/lint-subject'
import { isProfile, profiles } from '@sotevarmenne/issuing/domain/profiles'
import type { Authorities } from '@sotevarmenne/issuing/issuer-file'
import { keyDigests } from '@sotevarmenne/issuing/key-digests'
import { mostTogether } from '@sotevarmenne/issuing/socket/frames'
import type {
  SignerCounts,
  SignerRefusal,
  SignerState,
} from '@sotevarmenne/issuing/socket/messages'
import { day, hour, minute, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { gather } from '@sotevarmenne/runtime/batch'
import type { Clock } from '@sotevarmenne/runtime/clock'
import { decodeTbsCertificate } from '@sotevarmenne/x509/certificate'
import { createListReader } from '@sotevarmenne/x509/crl-reader'
import { equalBytes } from '@sotevarmenne/x509/der'
import { encodeName } from '@sotevarmenne/x509/names'
import type { KeyUnavailable, PieceSigning, SigningKey } from './keys/signing-key.ts'
import type { AdminKeys } from './admin-keys.ts'
import { digestOf, listUse, serialUse, type Journal, type JournalEntry } from './signing-log.ts'

/** The one place where CA keys sign. It trusts nobody: every byte is read and judged here again. */
export type Signer = {
  /** In the journal before it is answered; what is signed meanwhile is written there together. */
  readonly signCertificate: (asked: AskedCertificate) => Promise<Result<Uint8Array, SignerRefusal>>
  /**
   * Promises that these bytes are never signed, nor others under their serial; or answers the signature that they got
   * before. In the journal before it is answered.
   */
  readonly giveUp: (asked: AskedGivingUp) => Promise<Result<Uint8Array | undefined, SignerRefusal>>
  /** A list that comes in pieces, of which one is held at a time. What comes after a refusal is not taken. */
  readonly signList: (asked: {
    readonly issuer: string
    readonly chunks: AsyncIterable<Uint8Array>
  }) => Promise<Result<Uint8Array, SignerRefusal>>
  /** Signs a tree head of the audit trail, with a key that signs nothing else. */
  readonly signCheckpoint: (bytes: Uint8Array) => Promise<Result<Uint8Array, SignerRefusal>>
  readonly adminKeys: Pick<AdminKeys, 'derive' | 'prove'>
  readonly counts: () => SignerCounts
  readonly state: () => SignerState
}

export type AskedCertificate = {
  readonly issuer: string
  readonly profile: string
  readonly tbs: Uint8Array
}

/** The serial is asked beside the bytes, which a later version may no longer be able to read. */
export type AskedGivingUp = {
  readonly issuer: string
  /** Lower-case hexadecimal. */
  readonly serial: string
  readonly tbs: Uint8Array
}

export type KeyedIssuer = { readonly issuer: LintIssuer; readonly key: SigningKey }

export function createSigner({
  issuers,
  checkpointKey,
  journal,
  clock,
  adminKeys = noAdminKeys,
  ceremony,
}: SignerParts): Signer {
  const counts = { certificates: 0, lists: 0, checkpoints: 0, repeated: 0, refused: 0 }
  const underWay = new Map<string, Use>()

  const signedBefore = (use: string): Use | undefined => {
    const entry = journal.find(use)
    return (
      entry && {
        digestOf: () => entry.then(({ digest }) => digest),
        signature: () =>
          entry.then(({ signature }) => (signature === undefined ? givenUp : ok(signature))),
      }
    )
  }

  /** Under load a flush costs as much as a signature: those of some milliseconds share one. */
  const writeDown = gather<JournalEntry, undefined>(
    async (entries) => {
      await journal.append(entries)
      return entries.map(() => undefined)
    },
    { most: mostTogether, enough: 8, rest: () => wait(6) },
  )

  /** Signs for a use that has not been, or answers again what it was signed with; never two different things. */
  const signOnce = async ({
    use,
    digest,
    sign,
    otherBytes,
    isAllowed,
  }: OneUse): Promise<SignerAnswer & { readonly isRepeated?: true }> => {
    const before = underWay.get(use) ?? signedBefore(use)
    if (before !== undefined) return repeated(before, { digest, otherBytes })
    const refusal = isAllowed()
    if (refusal !== undefined) return refuse(refusal)

    // Nothing was awaited since the look: nobody else signs for this use.
    const signAndWrite = async (): Promise<SignerAnswer> => {
      const signature = await sign()
      if (!signature.ok) return unavailableAsRefusal(signature)
      await writeDown({ use, digest, signature: signature.value })
      return signature
    }
    const answer = heardLater(signAndWrite())
    underWay.set(use, { digestOf: () => Promise.resolve(digest), signature: () => answer })
    try {
      return await answer
    } finally {
      underWay.delete(use)
    }
  }

  const giveUp: Signer['giveUp'] = async ({ issuer, serial, tbs }) => {
    if (!isWord(issuer) || !isSerial(serial))
      return refuse({ kind: 'malformed-request', detail: 'no issuer or serial' })
    const use = serialUse(issuer, serial)
    const digest = digestOf(tbs)
    const before = underWay.get(use) ?? signedBefore(use)
    if (before !== undefined) {
      const known = await repeated(before, { digest, otherBytes: { kind: 'serial-already-used' } })
      return !known.ok && known.refusal.kind === 'serial-given-up' ? ok(undefined) : known
    }
    // Nothing was awaited since the look: nobody signs for this use from here on.
    const written = heardLater(journal.append([{ use, digest, signature: undefined }]))
    underWay.set(use, {
      digestOf: () => Promise.resolve(digest),
      signature: () => written.then(() => givenUp),
    })
    try {
      await written
      return ok(undefined)
    } finally {
      underWay.delete(use)
    }
  }

  const counted = async (
    what: 'certificates' | 'lists' | 'checkpoints',
    signing: Promise<SignerAnswer & { readonly isRepeated?: true }>,
  ): Promise<SignerAnswer> => {
    const result = await signing
    if (!result.ok) counts.refused += 1
    else if (result.isRepeated) counts.repeated += 1
    else counts[what] += 1
    return result.ok ? ok(result.value) : result
  }

  const signCertificate = async ({
    issuer: issuerId,
    profile,
    tbs,
  }: AskedCertificate): Promise<SignerAnswer & { readonly isRepeated?: true }> => {
    const keyed = issuers.get(issuerId)
    if (keyed === undefined) return refuse({ kind: 'unknown-issuer' })
    if (!isProfile(profile)) return refuse({ kind: 'unknown-profile' })
    if (!profiles[profile].issuers.includes(keyed.issuer.role))
      return refuse({ kind: 'profile-not-of-issuer' })
    if (profiles[profile].authority.cA && ceremony === undefined)
      return refuse({ kind: 'authority-outside-ceremony' })
    const certificate = decodeTbsCertificate(tbs)
    if (!certificate.ok)
      return refuse({ kind: 'malformed-bytes', detail: certificate.refusal.kind })
    const { serial, subjectDer, notBefore } = certificate.value
    const findings = findingsOf(certificate.value, {
      issuer: keyed.issuer,
      profile,
      authority: ceremony?.issuers.find((decided) =>
        equalBytes(encodeName(authoritySubject(decided)), subjectDer),
      ),
      ...keyDigests,
    })
    if (findings.length > 0) return refuse({ kind: 'lint-failed', findings })

    return signOnce({
      use: serialUse(issuerId, Buffer.from(serial).toString('hex')),
      digest: digestOf(tbs),
      sign: () => keyed.key.sign(tbs),
      otherBytes: { kind: 'serial-already-used' },
      isAllowed: () => outsideWindow(notBefore, clock.now()),
    })
  }

  const signList = async ({
    issuer: issuerId,
    chunks,
  }: Parameters<Signer['signList']>[0]): Promise<SignerAnswer & { readonly isRepeated?: true }> => {
    const keyed = issuers.get(issuerId)
    if (keyed === undefined) return refuse({ kind: 'unknown-issuer' })
    const signing = keyed.key.signPieces()
    try {
      return await readAndSign(keyed.issuer, signing, chunks)
    } finally {
      signing.close()
    }
  }

  const readAndSign = async (
    issuer: LintIssuer,
    signing: PieceSigning,
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<SignerAnswer & { readonly isRepeated?: true }> => {
    const reader = createListReader()
    const hashing = createHash('sha256')
    for await (const chunk of chunks) {
      const read = reader.push(chunk)
      if (!read.ok) return refuse({ kind: 'malformed-bytes', detail: read.refusal.kind })
      await signing.add(chunk)
      hashing.update(chunk)
    }
    const list = reader.end()
    if (!list.ok) return refuse({ kind: 'malformed-bytes', detail: list.refusal.kind })
    const findings = lintList(list.value, issuer)
    if (findings.length > 0) return refuse({ kind: 'lint-failed', findings })

    const { number, thisUpdate } = list.value
    return signOnce({
      use: listUse(issuer.id, number),
      digest: hashing.digest('hex'),
      sign: signing.sign,
      otherBytes: {
        kind: 'list-number-already-used',
        last: String(journal.lastListNumber(issuer.id) ?? number),
      },
      isAllowed: () => {
        const last = journal.lastListNumber(issuer.id)
        if (last !== undefined && number <= last)
          return { kind: 'list-number-not-rising', last: String(last) }
        return outsideWindow(thisUpdate, clock.now())
      },
    })
  }

  return {
    signCertificate: (asked) => counted('certificates', signCertificate(asked)),
    giveUp,
    signList: (asked) => counted('lists', signList(asked)),
    signCheckpoint: (bytes) =>
      counted(
        'checkpoints',
        bytes.length === 0 || bytes.length > longestCheckpoint
          ? Promise.resolve(refuse({ kind: 'malformed-bytes', detail: 'no tree head' }))
          : checkpointKey.sign(bytes).then(unavailableAsRefusal),
      ),
    adminKeys,
    counts: () => ({ ...counts, ...adminKeys.counts() }),
    state: () => ({
      counts: { ...counts, ...adminKeys.counts() },
      keys: [
        // What can't be written down is not signed, by whichever key.
        ...[...issuers].map(([name, { key }]) => ({
          name,
          trouble: journal.trouble() ?? key.trouble() ?? null,
        })),
        { name: 'checkpoint', trouble: checkpointKey.trouble() ?? null },
        {
          name: 'card-admin',
          trouble: adminKeys.versions.length === 0 ? 'it was never made' : null,
        },
      ],
    }),
  }
}

export type SignerParts = {
  readonly issuers: ReadonlyMap<string, KeyedIssuer>
  readonly checkpointKey: SigningKey
  readonly journal: Journal
  readonly clock: Clock
  /** None while a ceremony is held. */
  readonly adminKeys?: AdminKeys
  /** The authorities that are being created: only then are certificates of authorities signed, and only of these. */
  readonly ceremony?: Authorities
}

type SignerAnswer = Result<Uint8Array, SignerRefusal>

const noAdminKeys: AdminKeys = {
  derive: () => Promise.resolve(refuse({ kind: 'no-admin-master-key' })),
  prove: () => Promise.resolve(refuse({ kind: 'no-admin-master-key' })),
  counts: () => ({ adminKeys: 0, adminProofs: 0 }),
  versions: [],
}

const givenUp = refuse({ kind: 'serial-given-up' })

/** Both stand in lines of the journal. */
const isWord = (text: string): boolean => /^[\w-]{1,64}$/.test(text)
const isSerial = (text: string): boolean => /^([0-9a-f]{2}){1,20}$/.test(text)

/** The same bytes get the same signature again, other bytes none. */
async function repeated(
  before: Use,
  asked: { readonly digest: string; readonly otherBytes: SignerRefusal },
): Promise<SignerAnswer & { readonly isRepeated?: true }> {
  if ((await before.digestOf()) !== asked.digest) return refuse(asked.otherBytes)
  const result = await before.signature()
  return result.ok ? { ...result, isRepeated: true } : result
}

/** A promise whose fault is heard by who awaits it later; until then it must not end the process. */
function heardLater<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined)
  return promise
}

const unavailableAsRefusal = (
  signature: Result<Uint8Array, KeyUnavailable>,
): Result<Uint8Array, SignerRefusal> =>
  signature.ok
    ? signature
    : refuse({ kind: 'signer-unavailable', detail: signature.refusal.detail })

type OneUse = {
  readonly use: string
  /** SHA-256 of the bytes, hexadecimal. */
  readonly digest: string
  readonly sign: () => ReturnType<SigningKey['sign']>
  readonly otherBytes: SignerRefusal
  /** Why it may not be signed now; asked only when it was not signed before. */
  readonly isAllowed: () => SignerRefusal | undefined
}

type Use = {
  readonly digestOf: () => Promise<string>
  readonly signature: () => Promise<SignerAnswer>
}

/** A tree head is a few hundred octets. */
const longestCheckpoint = 4096

/**
 * A new signature is for now: bytes that begin long ago or in the future are somebody's old or forged request. A
 * request that waited for recovery over a night is still taken.
 */
const outsideWindow = (begins: Instant, now: Instant): SignerRefusal | undefined =>
  begins >= now - (day + hour) && begins <= now + minute
    ? undefined
    : { kind: 'outside-time-window', now }
