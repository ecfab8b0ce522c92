import { decodeTbsCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import { decodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import { equalBytes } from '@sotevarmenne/x509/der'
import { encodeName } from '@sotevarmenne/x509/names'
import { day, hour, minute, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Clock } from '#platform/clock.ts'
import type { Authorities } from '../authorities.ts'
import type { SignerRefusal } from '../contract.ts'
import { authoritySubject } from '../domain/authority-subject.ts'
import { lintList } from '../domain/lint-list.ts'
import type { LintIssuer } from '../domain/lint-subject.ts'
import { lintTbs } from '../domain/lint.ts'
import { isProfile, profiles } from '../domain/profiles.ts'
import { keyDigests } from '../key-digests.ts'
import type { KeyUnavailable, SigningKey } from '../signing-key.ts'
import { digestOf, listUse, serialUse, type Journal } from './journal.ts'

/** The one place where CA keys sign. It trusts nobody: every byte is read and judged here again. */
export type Signer = {
  readonly signCertificate: (asked: {
    readonly issuer: string
    readonly profile: string
    readonly tbs: Uint8Array
  }) => Promise<Result<Uint8Array, SignerRefusal>>
  readonly signList: (asked: {
    readonly issuer: string
    readonly tbs: Uint8Array
  }) => Promise<Result<Uint8Array, SignerRefusal>>
  /** Signs a tree head of the audit trail, with a key that signs nothing else. */
  readonly signCheckpoint: (bytes: Uint8Array) => Promise<Result<Uint8Array, SignerRefusal>>
  readonly counts: () => SignerCounts
}

export type SignerCounts = {
  readonly certificates: number
  readonly lists: number
  readonly checkpoints: number
  /** The same bytes asked for again and answered from the journal. */
  readonly repeated: number
  readonly refused: number
}

export type KeyedIssuer = { readonly issuer: LintIssuer; readonly key: SigningKey }

export function createSigner({
  issuers,
  checkpointKey,
  journal,
  clock,
  ceremony,
}: SignerParts): Signer {
  const counts = { certificates: 0, lists: 0, checkpoints: 0, repeated: 0, refused: 0 }
  const underWay = new Map<string, Use>()

  const signedBefore = async (use: string): Promise<Use | undefined> => {
    const entry = await journal.find(use)
    return entry && { digest: entry.digest, signature: Promise.resolve(ok(entry.signature)) }
  }

  /** Signs for a use that has not been, or answers again what it was signed with; never two different things. */
  const signOnce = async (
    { use, tbs, key, otherBytes }: OneUse,
    isAllowed: () => SignerRefusal | undefined,
  ): Promise<Result<Uint8Array, SignerRefusal> & { readonly isRepeated?: true }> => {
    const digest = digestOf(tbs)
    const before = underWay.get(use) ?? (await signedBefore(use))
    if (before !== undefined) return repeated(before, { digest, otherBytes })
    const refusal = isAllowed()
    if (refusal !== undefined) return refuse(refusal)
    // Nothing is awaited between the look and this line but the journal, so look again.
    const meanwhile = underWay.get(use)
    if (meanwhile !== undefined) return repeated(meanwhile, { digest, otherBytes })

    const signing = key.sign(tbs).then(async (signature) => {
      if (!signature.ok) return unavailableAsRefusal(signature)
      await journal.append({ use, digest, signature: signature.value })
      return signature
    })
    underWay.set(use, { digest, signature: signing })
    try {
      return await signing
    } finally {
      underWay.delete(use)
    }
  }

  const counted = async (
    what: 'certificates' | 'lists' | 'checkpoints',
    signing: Promise<Result<Uint8Array, SignerRefusal> & { readonly isRepeated?: true }>,
  ): Promise<Result<Uint8Array, SignerRefusal>> => {
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
  }: Parameters<Signer['signCertificate']>[0]) => {
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
    const linted = lintTbs(tbs, {
      issuer: keyed.issuer,
      profile,
      authority: ceremony?.issuers.find((decided) =>
        equalBytes(encodeName(authoritySubject(decided)), certificate.value.subjectDer),
      ),
      ...keyDigests,
    })
    if (!linted.ok) return refuse({ kind: 'lint-failed', findings: linted.refusal })

    return signOnce(
      {
        use: serialUse(issuerId, formatSerial(certificate.value.serial)),
        tbs,
        key: keyed.key,
        otherBytes: { kind: 'serial-already-used' },
      },
      () => outsideWindow(certificate.value.notBefore, clock.now()),
    )
  }

  const signList = async ({ issuer: issuerId, tbs }: Parameters<Signer['signList']>[0]) => {
    const keyed = issuers.get(issuerId)
    if (keyed === undefined) return refuse({ kind: 'unknown-issuer' })
    const list = decodeTbsCertificateList(tbs)
    if (!list.ok) return refuse({ kind: 'malformed-bytes', detail: list.refusal.kind })
    const findings = lintList(list.value, keyed.issuer)
    if (findings.length > 0) return refuse({ kind: 'lint-failed', findings })

    const { number, thisUpdate } = list.value
    return signOnce(
      {
        use: listUse(issuerId, number),
        tbs,
        key: keyed.key,
        otherBytes: { kind: 'list-number-already-used' },
      },
      () => {
        const last = journal.lastListNumber(issuerId)
        if (last !== undefined && number <= last)
          return { kind: 'list-number-not-rising', last: String(last) }
        return outsideWindow(thisUpdate, clock.now())
      },
    )
  }

  return {
    signCertificate: (asked) => counted('certificates', signCertificate(asked)),
    signList: (asked) => counted('lists', signList(asked)),
    signCheckpoint: (bytes) =>
      counted(
        'checkpoints',
        bytes.length === 0 || bytes.length > longestCheckpoint
          ? Promise.resolve(refuse({ kind: 'malformed-bytes', detail: 'no tree head' }))
          : checkpointKey.sign(bytes).then(unavailableAsRefusal),
      ),
    counts: () => ({ ...counts }),
  }
}

export type SignerParts = {
  readonly issuers: ReadonlyMap<string, KeyedIssuer>
  readonly checkpointKey: SigningKey
  readonly journal: Journal
  readonly clock: Clock
  /** The authorities that are being created: only then are certificates of authorities signed, and only of these. */
  readonly ceremony?: Authorities
}

/** The same bytes get the same signature again, other bytes none. */
async function repeated(
  before: Use,
  asked: { readonly digest: string; readonly otherBytes: SignerRefusal },
): Promise<Result<Uint8Array, SignerRefusal> & { readonly isRepeated?: true }> {
  if (before.digest !== asked.digest) return refuse(asked.otherBytes)
  const result = await before.signature
  return result.ok ? { ...result, isRepeated: true } : result
}

const unavailableAsRefusal = (
  signature: Result<Uint8Array, KeyUnavailable>,
): Result<Uint8Array, SignerRefusal> =>
  signature.ok
    ? signature
    : refuse({ kind: 'signer-unavailable', detail: signature.refusal.detail })

type OneUse = {
  readonly use: string
  readonly tbs: Uint8Array
  readonly key: SigningKey
  readonly otherBytes: SignerRefusal
}

type Use = {
  readonly digest: string
  readonly signature: Promise<Result<Uint8Array, SignerRefusal>>
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
