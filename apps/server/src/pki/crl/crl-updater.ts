import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { streamedCheckOf } from '@sotevarmenne/x509/algorithms'
import { signedCrlFrame } from '@sotevarmenne/x509/crl-frame'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { Issuer, Issuers } from '#pki/ca/index.ts'
import type { Clock } from '#platform/clock.ts'
import { leaseMilliseconds, whileLeased } from '#platform/lease.ts'
import type { Permit } from '#platform/permit.ts'
import type { CrlScope } from '#pki/revocation/contract.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { Setting } from '#settings/contract.ts'
import { settingOn } from '#settings/index.ts'
import { isCrlDue } from './domain/crl-due.ts'
import { endLease, findCrlsAfter, takeLease, type PublishedCrl } from './store.ts'
import { guard, type GuardParts } from './mass-revocation-guard.ts'
import {
  beginCrlFile,
  compress,
  orDiscarded,
  removeCrl,
  type CrlFile,
  type UnfinishedFile,
} from './crl-file.ts'
import { tbsLengthOf, tbsOfCrl } from './tbs-crl.ts'
import { publicationDelays } from './publication-delays.ts'
import { publishCrl, type Publishing } from './publish-crl.ts'

export type CrlParts = Omit<Publishing, 'revocations'> & {
  readonly clock: Clock
  readonly issuers: Pick<Issuers, 'all' | 'find'>
  readonly revocations: Publishing['revocations'] &
    Pick<Revocations, 'touchedSince' | 'causesAfter'>
  readonly countIssued: GuardParts['countIssued']
  /** The thresholds at which CRLs are paused. */
  readonly limits: GuardParts['limits']
  readonly permit: () => Permit<'crl.publishCrl'>
  /** Milliseconds until something that failed is tried again; default ten seconds. */
  readonly crlRetryMilliseconds?: number
  readonly onFault: (fault: unknown) => void
  /** Is told, of each CRL with new revocations, how long the first of them waited until it was served here. */
  readonly observePublication?: (milliseconds: number) => void
}

export type Crls = {
  /**
   * One round: takes over what others have published, and publishes what is due, unless another node does so
   * already.
   */
  readonly refresh: () => Promise<void>
  /** The CRL that is served now. */
  readonly find: (issuer: string, shard: number | undefined) => CrlFile | undefined
  /**
   * Whether every issuer has every CRL. An expired one shows in a metric only: the others, and OCSP, are
   * still served.
   */
  readonly isReady: () => boolean
  /** When the first of the CRLs that are served ends; undefined until all are there. */
  readonly endsFirst: () => Instant | undefined
  /** Waits for what is under way, releases the lease and removes the files. */
  readonly close: () => Promise<void>
}

/** The CRLs of an OCSP node. It alone uses its folder, and rebuilds it from the database at every start. */
export function createCrls(parts: CrlParts): Crls {
  const { db, clock, issuers, revocations, folder, permit, onFault } = parts
  const { crlRetryMilliseconds = 10_000 } = parts
  const publishOne = publishCrl(parts)
  const checkGuard = guard(parts)
  const delays = publicationDelays(clock.now, parts.observePublication ?? (() => undefined))
  const holder = randomUUID()
  const scopes = issuers.all.flatMap(scopesOf)
  /** The newest CRL of each scope, published by any node, and as it is served here. */
  const published = new Map<string, PublishedCrl>()
  const served = new Map<string, CrlFile>()
  const replaced = new Map<string, CrlFile>()
  /** When something that failed is tried again, by a monotonic clock. */
  const notBefore = new Map<string, number>()
  /** Position of the last revocation that touched a scope. */
  const touched = new Map<string, number>()
  let lastPublished = 0
  let lastPosition = 0
  let isFolderReady = false
  let compressing = Promise.resolve()
  let rounds = Promise.resolve()

  const prepareFolder = async (): Promise<void> => {
    if (isFolderReady) return
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    isFolderReady = true
  }

  const servedNumber = (scope: CrlScope): number => served.get(nameOf(scope))?.number ?? 0

  /** Writes a CRL again from the revocations. */
  const write = async (issuer: Issuer, crl: PublishedCrl): Promise<UnfinishedFile> => {
    const { signature } = crl
    const check = streamedCheckOf(issuer.signatureAlgorithm, issuer.spki)
    const tbsLength = tbsLengthOf(issuer, headingOf(crl))
    const file = await beginCrlFile(folder, { ...crl, tbsLength })
    await orDiscarded(file, async () => {
      for await (const piece of tbsOfCrl(parts, issuer, headingOf(crl))) {
        check.update(piece)
        await file.add(piece)
      }
      // Thrown before the file gets its name: the last good CRL stays.
      if (!check.isBy(signature))
        throw new Error(`CRL ${String(crl.number)} of ${crl.issuer} is not what was signed`)
      return ok(undefined)
    })
    return file
  }

  const serve = async (
    issuer: Issuer,
    crl: PublishedCrl,
    unfinished: UnfinishedFile,
  ): Promise<void> => {
    const { signature, ...facts } = crl
    const { signatureAlgorithm } = issuer
    const tbsLength = tbsLengthOf(issuer, headingOf(crl))
    const plain = await unfinished.finish(
      signedCrlFrame(tbsLength, { signatureAlgorithm, signature }),
    )
    const name = nameOf(crl)
    const file: CrlFile = { ...facts, plain, gzip: undefined, br: undefined }
    const before = served.get(name)
    served.set(name, file)
    delays.noteServed(name, crl.position)
    compressing = compressing.then(() => compressServed(name, file)).catch(onFault)
    // The one before last: a request may be about to open the last one.
    const old = replaced.get(name)
    if (before !== undefined) replaced.set(name, before)
    if (old !== undefined) await removeCrl(old)
  }

  const compressServed = async (name: string, file: CrlFile): Promise<void> => {
    if (served.get(name) !== file || file.plain.length < worthCompressing) return
    const forms = { ...file, ...(await compress(file.plain)) }
    if (served.get(name) === file) served.set(name, forms)
    else await removeCrl(forms)
  }

  /** Takes over what others have published, and what could not be written before. */
  const follow = async (): Promise<void> => {
    for (const crl of await db.read((tx) => findCrlsAfter(tx, lastPublished))) {
      published.set(nameOf(crl), crl)
      lastPublished = crl.published
    }
    for (const crl of published.values()) {
      const issuer = issuers.find(crl.issuer)
      if (issuer === undefined || servedNumber(crl) === crl.number) continue
      await attempt(nameOf(crl), 'serve', async () => {
        await serve(issuer, crl, await write(issuer, crl))
      })
    }
  }

  /**
   * Issuers with revocations that the guard has not checked yet: a fault of the guard must not let them pass.
   */
  const unlooked = new Set<IssuerId>()

  /** Reads where something was revoked. */
  const noteTouched = async (): Promise<void> => {
    const news = await db.read((tx) => revocations.touchedSince(tx, lastPosition))
    // What was revoked before the start of this node is not of its making.
    const isFirst = lastPosition === 0
    for (const { issuer, shard, last, firstRecordedAt } of news) {
      if (!isFirst)
        for (const name of new Set([nameOf({ issuer, shard }), nameOf({ issuer })]))
          delays.noteRevoked(name, { last, firstRecordedAt })
      touched.set(nameOf({ issuer, shard }), last)
      touched.set(nameOf({ issuer }), Math.max(last, touched.get(nameOf({ issuer })) ?? 0))
      lastPosition = Math.max(lastPosition, last)
      unlooked.add(issuer)
    }
  }

  /** Which issuers' CRLs are paused for now, and up to which position they go. */
  const pausedNow = async (now: Instant): Promise<ReadonlyMap<IssuerId, number>> => {
    // Before the first CRL there is nothing to compare with: an older system's revocations are published at once.
    const listed = [...unlooked].flatMap((issuer) => {
      const full = published.get(nameOf({ issuer }))
      return full === undefined ? [] : [{ issuer, position: full.position }]
    })
    const { open, added } = await checkGuard(permit(), { touched: listed, now })
    unlooked.clear()
    // Once they are released, what came after the agreements is checked.
    for (const { issuer } of open) unlooked.add(issuer)
    for (const { issuer, revoked, causes } of added) {
      const why = causes.map(({ cause, count }) => `${cause} ${String(count)}`).join(', ')
      onFault(new Error(`the CRLs of ${issuer} are paused: ${String(revoked)} revoked (${why})`))
    }
    return new Map(open.map(({ issuer, position }) => [issuer, position]))
  }

  const publishIfDue = async (
    scope: Scope,
    { asOf, interval }: { readonly asOf: Instant; readonly interval: Setting<'crl-interval'> },
    paused: number | undefined,
  ): Promise<void> => {
    const { issuer, shard } = scope
    const name = nameOf({ issuer: issuer.id, shard })
    const last = published.get(name)
    // While paused, a CRL goes as far as was released, and not beyond.
    const lastRevocation = Math.min(touched.get(name) ?? 0, paused ?? Infinity)
    const due = { now: asOf, lastRevocation, intervalMinutes: interval.value }
    if (!isCrlDue(last, due)) return
    await attempt(name, 'publish', async () => {
      const takenAt = performance.now()
      if (!(await hasLease())) return
      // A CRL never goes back: what a shard listed before the pause stays listed.
      const position = paused === undefined ? lastPosition : Math.max(paused, last?.position ?? 0)
      const settings = { 'crl-interval': interval.version }
      const response = await whileLeased({ takenAt, renew: hasLease }, () =>
        publishOne(permit(), { ...scope, position, asOf, last, settings }),
      )
      if (!response.ok) throw new Error(`no CRL of ${name}: ${response.refusal.kind}`)
      published.set(name, response.value.crl)
      await serve(issuer, response.value.crl, response.value.file)
    })
  }

  /** A CRL that can't be signed or written delays no other; it is tried again later. */
  const attempt = async (
    name: string,
    what: string,
    action: () => Promise<void>,
  ): Promise<void> => {
    const key = `${what} ${name}`
    if (performance.now() < (notBefore.get(key) ?? 0)) return
    try {
      await action()
      notBefore.delete(key)
    } catch (fault) {
      notBefore.set(key, performance.now() + crlRetryMilliseconds)
      onFault(fault)
    }
  }

  const lease = { name: 'crls', holder }
  const hasLease = async (): Promise<boolean> => {
    const taken = await db.write(
      async (tx) => ok(await takeLease(tx, { ...lease, seconds: leaseSeconds })),
      { isolation: 'read committed' },
    )
    return taken.ok && taken.value
  }

  const refresh = async (): Promise<void> => {
    await prepareFolder()
    // What another node has published is not published again.
    await follow()
    await noteTouched()
    // Taken after its data was read: a CRL is not older than its entries (RFC 5280 § 5.1.2.6).
    const asOf = clock.now()
    const paused = await pausedNow(asOf)
    const interval = await db.read((tx) => settingOn(tx, 'crl-interval', dateInHelsinki(asOf)))
    for (const scope of scopes)
      await publishIfDue(scope, { asOf, interval }, paused.get(scope.issuer.id))
  }

  const endsFirst = (): Instant | undefined => {
    const ends = scopes.flatMap(({ issuer, shard }) => {
      const crl = served.get(nameOf({ issuer: issuer.id, shard }))
      return crl === undefined ? [] : [crl.nextUpdate]
    })
    return ends.length < scopes.length ? undefined : instant(Math.min(...ends))
  }

  return {
    refresh: () => {
      // One round after the other, for all callers.
      const round = rounds.then(refresh)
      rounds = round.catch(() => undefined)
      return round
    },
    find: (issuer, shard) => served.get(nameOf({ issuer: issuer as IssuerId, shard })),
    isReady: () => endsFirst() !== undefined,
    endsFirst,
    close: async () => {
      await rounds
      await compressing
      await db
        .write(
          async (tx) => {
            await endLease(tx, lease)
            return ok(undefined)
          },
          { isolation: 'read committed' },
        )
        .catch(onFault)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type Scope = { readonly issuer: Issuer; readonly shard: number | undefined }

/** For this long after a node has died, no node publishes any. */
const leaseSeconds = leaseMilliseconds / 1000

/** Bytes: below this a download costs the same either way. */
const worthCompressing = 1400

const scopesOf = (issuer: Issuer): readonly Scope[] => [
  { issuer, shard: undefined },
  ...Array.from({ length: issuer.shards }, (_, shard) => ({ issuer, shard })),
]

const nameOf = ({ issuer, shard }: CrlScope): string =>
  shard === undefined ? issuer : `${issuer} ${String(shard)}`

const headingOf = ({ position, ...crl }: PublishedCrl) => ({ ...crl, upTo: position })
