import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { checkpointBytes, sha256 } from '@sotevarmenne/issuing/checkpoint'
import { caSubject } from '@sotevarmenne/issuing/domain/ca-subject'
import { findingsOf } from '@sotevarmenne/issuing/domain/lint'
import { lintCrl } from '@sotevarmenne/issuing/domain/lint-crl'
import type { LintIssuer } from '@sotevarmenne/issuing/domain/lint-subject'
import { areEqual, leafHash, rootOfRange } from '@sotevarmenne/issuing/domain/merkle'
import { isProfile, profiles } from '@sotevarmenne/issuing/domain/profiles'
import type { Cas } from '@sotevarmenne/issuing/issuer-file'
import { keyDigests } from '@sotevarmenne/issuing/key-digests'
import { maxTogether } from '@sotevarmenne/issuing/socket/frames'
import type {
  CheckpointRequested,
  EntryReceipt,
  PlacedEntries,
  SignerCounts,
  SignerRefusal,
  SignerState,
} from '@sotevarmenne/issuing/socket/messages'
import { day, hour, minute, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { createBatcher } from '@sotevarmenne/runtime/batch'
import type { Clock } from '@sotevarmenne/runtime/clock'
import { decodeTbsCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import { createCrlReader, type CrlReader } from '@sotevarmenne/x509/crl-reader'
import { equalBytes } from '@sotevarmenne/x509/der'
import { encodeName } from '@sotevarmenne/x509/names'
import type { KeyUnavailable, PieceSigning, SigningKey } from './keys/signing-key.ts'
import type { AdminKeys } from './admin-keys.ts'
import {
  needsEvidence,
  type Accepted,
  type createEvidenceCheck,
} from './evidence/check-evidence.ts'
import type { NoteKey } from './note-key.ts'
import type { CrlComparison, CrlScope } from './memory/crl-memory.ts'
import type { SignerMemory } from './memory/memory.ts'
import {
  digestOf,
  crlUse,
  serialUse,
  type SigningLog,
  type SigningLogEntry,
} from './signing-log.ts'

/** The one place where CA keys sign. It trusts no client: every byte is parsed and checked here again. */
export type Signer = {
  /** Written to the signing log before the response; concurrent signatures are written together. */
  readonly signCertificate: (
    requested: RequestedCertificate,
  ) => Promise<Result<Uint8Array, SignerRefusal>>
  /**
   * Promises that these bytes are never signed, nor others under their serial; or returns the signature that
   * they got before. Written to the signing log before the response.
   */
  readonly voidReservation: (
    requested: RequestedVoiding,
  ) => Promise<Result<Uint8Array | undefined, SignerRefusal>>
  /** A CRL that comes in pieces, one of which is in memory at a time. After a refusal, no more is read. */
  readonly signCrl: (requested: RequestedCrl) => Promise<Result<Uint8Array, SignerRefusal>>
  /**
   * Takes note of when certificates end that an earlier version signed without writing it down: their bytes
   * are those in the signing log. Others are passed over.
   */
  readonly noteEnds: (requested: CertificatesPresented) => Promise<void>
  /**
   * Signs a checkpoint of the audit log, with a key that signs nothing else: only of a tree that contains the
   * tree of the last checkpoint.
   */
  readonly signCheckpoint: (
    requested: CheckpointRequested,
  ) => Promise<Result<Uint8Array, SignerRefusal>>
  /** Remembers audit entries that were committed, until they are proved to be in a signed tree. */
  readonly keepReceipts: (
    receipts: readonly EntryReceipt[],
  ) => Promise<Result<undefined, SignerRefusal>>
  /** See `ReceiptMemory`. */
  readonly openReceipts: SignerMemory['receipts']['openAfter']
  /** Settles the receipts of entries that are proved to be in the tree of a signed head. */
  readonly placeEntries: (placed: PlacedEntries) => Promise<Result<undefined, SignerRefusal>>
  /** The head that was signed last, as a note for witnesses. */
  readonly lastNote: () => Result<string, SignerRefusal>
  readonly adminKeys: Pick<AdminKeys, 'derive' | 'readBack' | 'prove'>
  /** See `SigningLog`. */
  readonly signingLogFrom: SigningLog['linesFrom']
  readonly counts: () => SignerCounts
  readonly state: () => SignerState
}

export type RequestedCertificate = {
  readonly issuer: string
  readonly profile: string
  readonly tbs: Uint8Array
  /** That somebody who may asked for the certificate: as `encodeEvidence` of libs/issuing writes it. */
  readonly evidence?: Uint8Array
}

/** The serial is sent beside the bytes, which a later version may no longer be able to parse. */
export type RequestedVoiding = {
  readonly issuer: string
  /** Lower-case hexadecimal. */
  readonly serial: string
  readonly tbs: Uint8Array
}

export type RequestedCrl = CrlScope & { readonly chunks: AsyncIterable<Uint8Array> }

/** To-be-signed bytes of certificates of one issuer. */
export type CertificatesPresented = { readonly issuer: string; readonly tbs: readonly Uint8Array[] }

export type KeyedIssuer = { readonly issuer: LintIssuer; readonly key: SigningKey }

export function createSigner({
  issuers,
  checkpointKey,
  signingLog,
  memory = noMemory,
  clock,
  adminKeys = noAdminKeys,
  noteKey,
  decisions = [],
  checkEvidence,
  ceremony,
}: SignerParts): Signer {
  const counts = { certificates: 0, crls: 0, checkpoints: 0, repeated: 0, refused: 0 }
  const suspicious: { [Kind in SignerRefusal['kind']]?: number } = {}
  const noteRefusal = ({ kind }: SignerRefusal): void => {
    if (suspiciousKinds.has(kind)) suspicious[kind] = (suspicious[kind] ?? 0) + 1
  }
  const underWay = new Map<string, Use>()
  /** When certificates end, by their use, where the signing log does not say. */
  const ends = new Map<string, Instant>()

  const signedBefore = (use: string): Use | undefined => {
    const entry = signingLog.find(use)
    return (
      entry && {
        digestOf: () => entry.then(({ digest }) => digest),
        signature: () =>
          entry.then(({ signature }) => (signature === undefined ? voided : ok(signature))),
      }
    )
  }

  /** Under load a flush costs as much as a signature: those of some milliseconds share one. */
  const writeDown = createBatcher<SigningLogEntry, undefined>(
    async (entries) => {
      await signingLog.append(entries)
      return entries.map(() => undefined)
    },
    { maxBatchSize: maxTogether, threshold: 8, linger: () => wait(6) },
  )

  /** Signs for a use that is new, or returns the earlier signature; never two different ones. */
  const signOnce = async ({
    use,
    digest,
    notAfter,
    sign,
    otherBytes,
    isAllowed,
  }: OneUse): Promise<SignerResponse & { readonly isRepeated?: true }> => {
    const before = underWay.get(use) ?? signedBefore(use)
    if (before !== undefined) return repeated(before, { digest, otherBytes })
    const refusal = isAllowed()
    if (refusal !== undefined) return refuse(refusal)

    // Nothing was awaited since the check: no other call signs for this use.
    const signAndWrite = async (): Promise<SignerResponse> => {
      const signature = await sign()
      if (!signature.ok) return unavailableAsRefusal(signature)
      await writeDown({
        ...{ use, digest, signature: signature.value },
        ...(notAfter !== undefined && { notAfter }),
      })
      return signature
    }
    const response = receivedLater(signAndWrite())
    underWay.set(use, { digestOf: () => Promise.resolve(digest), signature: () => response })
    try {
      return await response
    } finally {
      underWay.delete(use)
    }
  }

  const voidReservation: Signer['voidReservation'] = async ({ issuer, serial, tbs }) => {
    if (!isWord(issuer) || !isSerial(serial))
      return refuse({ kind: 'malformed-request', detail: 'no issuer or serial' })
    const use = serialUse(issuer, serial)
    const digest = digestOf(tbs)
    const before = underWay.get(use) ?? signedBefore(use)
    if (before !== undefined) {
      const known = await repeated(before, { digest, otherBytes: { kind: 'serial-already-used' } })
      return !known.ok && known.refusal.kind === 'serial-voided' ? ok(undefined) : known
    }
    // Nothing was awaited since the check: no other call signs for this use from here on.
    const written = receivedLater(signingLog.append([{ use, digest, signature: undefined }]))
    underWay.set(use, {
      digestOf: () => Promise.resolve(digest),
      signature: () => written.then(() => voided),
    })
    try {
      await written
      return ok(undefined)
    } finally {
      underWay.delete(use)
    }
  }

  const counted = async (
    what: 'certificates' | 'crls' | 'checkpoints',
    signing: Promise<SignerResponse & { readonly isRepeated?: true }>,
  ): Promise<SignerResponse> => {
    const result = await signing
    if (!result.ok) {
      counts.refused += 1
      noteRefusal(result.refusal)
    } else if (result.isRepeated) counts.repeated += 1
    else counts[what] += 1
    return result.ok ? ok(result.value) : result
  }

  const signCertificate = async ({
    issuer: issuerId,
    profile,
    tbs,
    evidence,
  }: RequestedCertificate): Promise<SignerResponse & { readonly isRepeated?: true }> => {
    const keyed = issuers.get(issuerId)
    if (keyed === undefined) return refuse({ kind: 'unknown-issuer' })
    if (!isProfile(profile)) return refuse({ kind: 'unknown-profile' })
    if (!profiles[profile].issuers.includes(keyed.issuer.role))
      return refuse({ kind: 'profile-not-of-issuer' })
    if (profiles[profile].ca.cA && ceremony === undefined)
      return refuse({ kind: 'ca-outside-ceremony' })
    const certificate = decodeTbsCertificate(tbs)
    if (!certificate.ok)
      return refuse({ kind: 'malformed-bytes', detail: certificate.refusal.kind })
    const { serial, subjectDer, notBefore, notAfter } = certificate.value
    const findings = findingsOf(certificate.value, {
      issuer: keyed.issuer,
      profile,
      ca: ceremony?.issuers.find((decided) =>
        equalBytes(encodeName(caSubject(decided)), subjectDer),
      ),
      ...keyDigests,
    })
    if (findings.length > 0) return refuse({ kind: 'lint-failed', findings })

    const use = serialUse(issuerId, Buffer.from(serial).toString('hex'))
    const isNew = signedBefore(use) === undefined
    const checked =
      isNew && checkEvidence !== undefined && needsEvidence(profile, keyed.issuer)
        ? await checkEvidence(
            { certificate: certificate.value, issuer: keyed.issuer, profile, evidence },
            clock.now(),
          )
        : ok<Accepted>({})
    if (!checked.ok) return checked
    const { basis, holder } = checked.value
    const at = clock.now()
    const giveBack = (): void => {
      if (basis !== undefined) memory.evidence.giveBack(basis)
      memory.counts.giveBack(profile, at)
    }
    const take = (): SignerRefusal | undefined => {
      const refusal = basis === undefined ? undefined : memory.evidence.take(basis, at)
      if (refusal !== undefined) return refusal
      const full = memory.counts.take(profile, at)
      if (full !== undefined && basis !== undefined) memory.evidence.giveBack(basis)
      return full
    }
    return signOnce({
      use,
      digest: digestOf(tbs),
      notAfter,
      sign: async () => {
        let isDone = false
        try {
          const signature = await keyed.key.sign(tbs)
          if (!signature.ok) return signature
          await memory.counts.written()
          if (basis !== undefined) await memory.evidence.keep(basis, clock.now())
          if (holder !== undefined) await memory.holders?.keep(holder)
          isDone = true
          return signature
        } finally {
          if (!isDone) giveBack()
        }
      },
      otherBytes: { kind: 'serial-already-used' },
      isAllowed: () => outsideWindow(notBefore, clock.now()) ?? take(),
    })
  }

  const signCrl = async (
    requested: RequestedCrl,
  ): Promise<SignerResponse & { readonly isRepeated?: true }> => {
    const keyed = issuers.get(requested.issuer)
    if (keyed === undefined) return refuse({ kind: 'unknown-issuer' })
    const signing = keyed.key.signPieces()
    try {
      return await readAndSign(keyed.issuer, signing, requested)
    } finally {
      signing.close()
    }
  }

  const readAndSign = async (
    issuer: LintIssuer,
    signing: PieceSigning,
    { shard, chunks }: RequestedCrl,
  ): Promise<SignerResponse & { readonly isRepeated?: true }> => {
    const comparison = await memory.crls.compare({ issuer: issuer.id, shard })
    const reader = createCrlReader(comparison.add)
    const hashing = createHash('sha256')
    for await (const chunk of chunks) {
      const read = reader.push(chunk)
      if (!read.ok) return refuse({ kind: 'malformed-bytes', detail: read.refusal.kind })
      await signing.add(chunk)
      hashing.update(chunk)
    }
    const crl = reader.end()
    if (!crl.ok) return refuse({ kind: 'malformed-bytes', detail: crl.refusal.kind })
    const findings = lintCrl(crl.value, issuer, shard)
    if (findings.length > 0) return refuse({ kind: 'lint-failed', findings })

    const { number, thisUpdate } = crl.value
    const use = crlUse(issuer.id, number)
    const outOfTurn = (): SignerRefusal | undefined => {
      const last = signingLog.lastCrlNumber(issuer.id) ?? 0n
      if (number <= last) return { kind: 'crl-number-not-rising', last: String(last) }
      if (number > last + maxCrlNumberStep)
        return { kind: 'crl-number-too-high', last: String(last) }
      const { lastUpdate } = comparison
      const outside = outsideWindow(thisUpdate, clock.now())
      return outside === undefined && lastUpdate !== undefined && thisUpdate < lastUpdate
        ? { kind: 'crl-older-than-last', lastUpdate }
        : outside
    }
    // A repeated request is answered from the signing log, and changes nothing.
    if (signedBefore(use) === undefined) {
      const refusal = outOfTurn() ?? (await leftOut(issuer, comparison, reader))
      if (refusal !== undefined) return refuse(refusal)
    }
    return signOnce({
      use,
      digest: hashing.digest('hex'),
      sign: async () => {
        const signature = await signing.sign()
        // Before the signing log has it: a crash in between leaves entries that every later CRL has too.
        if (signature.ok) await comparison.keep(thisUpdate)
        return signature
      },
      otherBytes: {
        kind: 'crl-number-already-used',
        last: String(signingLog.lastCrlNumber(issuer.id) ?? number),
      },
      isAllowed: () => outOfTurn() ?? (comparison.claim() ? undefined : { kind: 'crl-not-last' }),
    })
  }

  const leftOut = async (
    issuer: LintIssuer,
    comparison: CrlComparison,
    reader: CrlReader,
  ): Promise<SignerRefusal | undefined> => {
    const missing = await comparison.findMissing({
      has: reader.serials().has,
      endOf: async (serial) => {
        const use = serialUse(issuer.id, formatSerial(serial))
        return (await signingLog.find(use))?.notAfter ?? ends.get(use)
      },
    })
    if (missing.length === 0) return undefined
    const serials = missing.slice(0, maxMissingSerials).map(formatSerial)
    return { kind: 'crl-entries-missing', count: missing.length, serials }
  }

  const noteEnds: Signer['noteEnds'] = async ({ issuer, tbs: presented }) => {
    for (const tbs of presented) {
      const certificate = decodeTbsCertificate(tbs)
      if (!certificate.ok) continue
      const use = serialUse(issuer, formatSerial(certificate.value.serial))
      const entry = await signingLog.find(use)
      if (entry?.digest !== digestOf(tbs) || entry.signature === undefined) continue
      if (ends.size >= maxEnds) ends.clear()
      ends.set(use, certificate.value.notAfter)
    }
  }

  const signCheckpoint = async ({
    proof,
    ...head
  }: CheckpointRequested): Promise<SignerResponse> => {
    if (head.root.length !== 32 || !Number.isSafeInteger(head.size) || head.size < 1)
      return refuse({ kind: 'malformed-request', detail: 'no tree head' })
    const now = clock.now()
    if (Math.abs(now - head.at) > minute) return refuse({ kind: 'outside-time-window', now })
    const refusal = memory.heads.refusalOf(head, proof)
    if (refusal !== undefined) return refuse(refusal)
    await memory.heads.keep(head)
    return unavailableAsRefusal(await checkpointKey.sign(checkpointBytes(head)))
  }

  const placeEntries: Signer['placeEntries'] = async ({ digests, ...range }) => {
    const root = memory.heads.rootOf(range.size)
    if (root === undefined) return refuse({ kind: 'head-not-known' })
    const leaves = digests.map((digest) => leafHash(sha256, digest))
    const reached = rootOfRange(sha256, { ...range, leaves })
    if (reached === undefined || !areEqual(reached, root))
      return refuse({ kind: 'entries-not-proved' })
    await memory.receipts.settle(digests)
    return ok(undefined)
  }

  return {
    signCertificate: (requested) => counted('certificates', signCertificate(requested)),
    voidReservation,
    signCrl: (requested) => counted('crls', signCrl(requested)),
    noteEnds,
    signCheckpoint: (requested) => counted('checkpoints', signCheckpoint(requested)),
    keepReceipts: async (receipts) =>
      (await memory.receipts.keep(receipts))
        ? ok(undefined)
        : refuse({ kind: 'too-many-receipts' }),
    openReceipts: (nr) => memory.receipts.openAfter(nr),
    placeEntries,
    lastNote: () => {
      const last = memory.heads.last()
      return noteKey === undefined || last === undefined
        ? refuse({ kind: noteKey === undefined ? 'no-note-key' : 'no-head-yet' })
        : ok(noteKey.sign(last))
    },
    adminKeys: {
      ...adminKeys,
      derive: async (card) => {
        const derived = await adminKeys.derive(card)
        if (!derived.ok) noteRefusal(derived.refusal)
        return derived
      },
    },
    signingLogFrom: signingLog.linesFrom,
    counts: () => ({ ...counts, ...adminKeys.counts() }),
    state: () => ({
      counts: { ...counts, ...adminKeys.counts() },
      suspicious,
      today: memory.counts.today(clock.now()),
      decisions,
      receipts: memory.receipts.figures(),
      keys: [
        // Without a writable signing log no key signs.
        ...[...issuers].map(([name, { key }]) => ({
          name,
          trouble: signingLog.trouble() ?? key.trouble() ?? null,
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
  readonly signingLog: SigningLog
  /** Of what only the running signer signs. Absent during a key ceremony. */
  readonly memory?: UsedMemory
  /** Absent in tests that are about something else, and during a key ceremony, which certifies no person. */
  readonly checkEvidence?: ReturnType<typeof createEvidenceCheck> | undefined
  readonly clock: Clock
  /** Absent where there are no witnesses. */
  readonly noteKey?: NoteKey | undefined
  /** Absent during a key ceremony. */
  readonly adminKeys?: AdminKeys
  /** Shown in its state. */
  readonly decisions?: SignerState['decisions']
  /** The CAs that are being created: only then are CA certificates signed, and only for these. */
  readonly ceremony?: Cas
}

type UsedMemory = Pick<
  SignerMemory,
  'crls' | 'heads' | 'receipts' | 'evidence' | 'holders' | 'counts'
>

type SignerResponse = Result<Uint8Array, SignerRefusal>

const noAdminKeys: AdminKeys = {
  derive: () => Promise.resolve(refuse({ kind: 'no-admin-master-key' })),
  readBack: () => Promise.resolve(refuse({ kind: 'no-admin-master-key' })),
  prove: () => Promise.resolve(refuse({ kind: 'no-admin-master-key' })),
  counts: () => ({ adminKeys: 0, adminProofs: 0 }),
  versions: [],
}

const nothingHere = (): never => {
  throw new Error('a ceremony signs no CRL, no checkpoint and for no person here')
}
const noMemory: UsedMemory = {
  crls: { compare: nothingHere, revokedAt: nothingHere, forget: nothingHere },
  evidence: { take: nothingHere, giveBack: nothingHere, keep: nothingHere },
  holders: undefined,
  // The CAs' own certificates are decided by two persons anyway.
  counts: {
    take: () => undefined,
    giveBack: () => undefined,
    written: () => Promise.resolve(),
    allow: nothingHere,
    today: () => [],
  },
  heads: {
    ...{ refusalOf: nothingHere, keep: nothingHere, last: nothingHere },
    ...{ rootOf: nothingHere, close: nothingHere },
  },
  receipts: {
    ...{ keep: nothingHere, openAfter: nothingHere, settle: nothingHere, abandonAll: nothingHere },
    ...{ figures: () => ({ open: 0, oldest: null }), close: nothingHere },
  },
}

const voided = refuse({ kind: 'serial-voided' })

/** Both are written in lines of the signing log. */
const isWord = (text: string): boolean => /^[\w-]{1,64}$/.test(text)
const isSerial = (text: string): boolean => /^([0-9a-f]{2}){1,20}$/.test(text)

/** The same bytes get the same signature again, other bytes none. */
async function repeated(
  before: Use,
  requested: { readonly digest: string; readonly otherBytes: SignerRefusal },
): Promise<SignerResponse & { readonly isRepeated?: true }> {
  if ((await before.digestOf()) !== requested.digest) return refuse(requested.otherBytes)
  const result = await before.signature()
  return result.ok ? { ...result, isRepeated: true } : result
}

/** A promise whose fault is handled when it is awaited later; until then it must not end the process. */
function receivedLater<Value>(promise: Promise<Value>): Promise<Value> {
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
  /** Of a certificate: until when it is valid. */
  readonly notAfter?: Instant
  readonly sign: () => ReturnType<SigningKey['sign']>
  readonly otherBytes: SignerRefusal
  /** Why it may not be signed now; called only when it was not signed before. */
  readonly isAllowed: () => SignerRefusal | undefined
}

type Use = {
  readonly digestOf: () => Promise<string>
  readonly signature: () => Promise<SignerResponse>
}

/**
 * What is refused so was not asked for by the service as it is: a process was taken over, or the signer and the
 * database do not belong together. A head or a CRL that does not follow is not among them: after a crash the service
 * learns from the refusal where to go on.
 */
const suspiciousKinds: ReadonlySet<SignerRefusal['kind']> = new Set([
  'card-already-produced',
  'crl-older-than-last',
  'evidence-missing',
  'evidence-not-accepted',
  'evidence-used-up',
  'serial-already-used',
])

/** They are presented again when they are forgotten. */
const maxEnds = 500_000
const maxMissingSerials = 2000

/** Numbers that were taken and not signed leave gaps; more of them are an error or an attack. */
const maxCrlNumberStep = 1000n

/**
 * A new signature is for now: bytes with a start long ago or in the future are an old or forged request. A
 * request that waited over a night for recovery is still accepted.
 */
const outsideWindow = (begins: Instant, now: Instant): SignerRefusal | undefined =>
  begins >= now - (day + hour) && begins <= now + minute
    ? undefined
    : { kind: 'outside-time-window', now }
