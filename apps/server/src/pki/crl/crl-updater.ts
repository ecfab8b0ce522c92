import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { streamedCheckOf } from '@sotevarmenne/x509/algorithms'
import { signedListFrame } from '@sotevarmenne/x509/crl-frame'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { Issuer, Issuers } from '#pki/ca/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Permit } from '#platform/permit.ts'
import type { ListScope } from '#pki/revocation/contract.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import { isListDue } from './domain/crl-due.ts'
import { endLease, findListsAfter, takeLease, type PublishedList } from './store.ts'
import { brake, type BrakeParts } from './mass-revocation-guard.ts'
import {
  beginListFile,
  compress,
  orDiscarded,
  removeList,
  type ListFile,
  type UnfinishedFile,
} from './crl-file.ts'
import { tbsLengthOf, tbsOfList } from './tbs-crl.ts'
import { publishList, type Publishing } from './publish-crl.ts'

export type ListParts = Omit<Publishing, 'revocations'> & {
  readonly clock: Clock
  readonly issuers: Pick<Issuers, 'all' | 'find'>
  readonly revocations: Publishing['revocations'] &
    Pick<Revocations, 'touchedSince' | 'causesAfter'>
  readonly countIssued: BrakeParts['countIssued']
  /** From when on lists are held. */
  readonly limits: BrakeParts['limits']
  readonly permit: () => Permit<'status.publishList'>
  readonly onFault: (fault: unknown) => void
}

export type Lists = {
  /** One round: takes over what others have published, and publishes what is due, unless another node is at it. */
  readonly refresh: () => Promise<void>
  /** The list that is served now. */
  readonly find: (issuer: string, shard: number | undefined) => ListFile | undefined
  /** Whether every issuer has every list. One that has lapsed is told by a figure: the others, and OCSP, are answered all the same. */
  readonly isReady: () => boolean
  /** When the first of the lists that are served ends; undefined until all are there. */
  readonly endsFirst: () => Instant | undefined
  /** Waits for what is under way, gives up the lease and removes the files. */
  readonly close: () => Promise<void>
}

/** The lists of a status node. Its folder is its own: what is in it is made anew from the database at every start. */
export function createLists(parts: ListParts): Lists {
  const { db, clock, issuers, revocations, folder, permit, onFault } = parts
  const publishOne = publishList(parts)
  const braked = brake(parts)
  const holder = randomUUID()
  const scopes = issuers.all.flatMap(scopesOf)
  /** The newest list of each scope: published by whomever, and as it is served here. */
  const published = new Map<string, PublishedList>()
  const served = new Map<string, ListFile>()
  const replaced = new Map<string, ListFile>()
  /** When something that failed is tried again, by a clock that nobody moves. */
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

  const servedNumber = (scope: ListScope): number => served.get(nameOf(scope))?.number ?? 0

  /** Writes a list anew from the revocations. */
  const write = async (issuer: Issuer, list: PublishedList): Promise<UnfinishedFile> => {
    const { signature } = list
    const check = streamedCheckOf(issuer.signatureAlgorithm, issuer.spki)
    const tbsLength = tbsLengthOf(issuer, headingOf(list))
    const file = await beginListFile(folder, { ...list, tbsLength })
    await orDiscarded(file, async () => {
      for await (const piece of tbsOfList(parts, issuer, headingOf(list))) {
        check.update(piece)
        await file.add(piece)
      }
      // Thrown before the file has its name: the last good list stays.
      if (!check.isBy(signature))
        throw new Error(`list ${String(list.number)} of ${list.issuer} is not what was signed`)
      return ok(undefined)
    })
    return file
  }

  const serve = async (
    issuer: Issuer,
    list: PublishedList,
    unfinished: UnfinishedFile,
  ): Promise<void> => {
    const { signature, ...facts } = list
    const { signatureAlgorithm } = issuer
    const tbsLength = tbsLengthOf(issuer, headingOf(list))
    const plain = await unfinished.finish(
      signedListFrame(tbsLength, { signatureAlgorithm, signature }),
    )
    const name = nameOf(list)
    const file: ListFile = { ...facts, plain, gzip: undefined, br: undefined }
    const before = served.get(name)
    served.set(name, file)
    compressing = compressing.then(() => compressServed(name, file)).catch(onFault)
    // The one before last: somebody may just be about to open the last.
    const old = replaced.get(name)
    if (before !== undefined) replaced.set(name, before)
    if (old !== undefined) await removeList(old)
  }

  const compressServed = async (name: string, file: ListFile): Promise<void> => {
    if (served.get(name) !== file || file.plain.length < worthCompressing) return
    const forms = { ...file, ...(await compress(file.plain)) }
    if (served.get(name) === file) served.set(name, forms)
    else await removeList(forms)
  }

  /** Takes over what others have published, and what could not be written before. */
  const follow = async (): Promise<void> => {
    for (const list of await db.read((tx) => findListsAfter(tx, lastPublished))) {
      published.set(nameOf(list), list)
      lastPublished = list.published
    }
    for (const list of published.values()) {
      const issuer = issuers.find(list.issuer)
      if (issuer === undefined || servedNumber(list) >= list.number) continue
      await attempt(nameOf(list), 'serve', async () => {
        await serve(issuer, list, await write(issuer, list))
      })
    }
  }

  /** Issuers where something was revoked that the brake has not looked at: a fault of it must not let them by. */
  const unlooked = new Set<IssuerId>()

  /** Reads where something was revoked. */
  const noteTouched = async (): Promise<void> => {
    const news = await db.read((tx) => revocations.touchedSince(tx, lastPosition))
    for (const { issuer, shard, last } of news) {
      touched.set(nameOf({ issuer, shard }), last)
      touched.set(nameOf({ issuer }), Math.max(last, touched.get(nameOf({ issuer })) ?? 0))
      lastPosition = Math.max(lastPosition, last)
      unlooked.add(issuer)
    }
  }

  /** Which issuers' lists hold nothing new for now, and up to which position they go. */
  const heldNow = async (now: Instant): Promise<ReadonlyMap<IssuerId, number>> => {
    // Before the first list there is nothing to compare with: what an older system had revoked comes at once.
    const listed = [...unlooked].flatMap((issuer) => {
      const full = published.get(nameOf({ issuer }))
      return full === undefined ? [] : [{ issuer, position: full.position }]
    })
    const { open, added } = await braked(permit(), { touched: listed, now })
    unlooked.clear()
    // Once they are released, what came after the agreements is looked at.
    for (const { issuer } of open) unlooked.add(issuer)
    for (const { issuer, revoked, causes } of added) {
      const why = causes.map(({ cause, count }) => `${cause} ${String(count)}`).join(', ')
      onFault(new Error(`the lists of ${issuer} are held: ${String(revoked)} revoked (${why})`))
    }
    return new Map(open.map(({ issuer, position }) => [issuer, position]))
  }

  const publishIfDue = async (
    scope: Scope,
    asOf: Instant,
    held: number | undefined,
  ): Promise<void> => {
    const { issuer, shard } = scope
    const name = nameOf({ issuer: issuer.id, shard })
    const last = published.get(name)
    // Under a hold a list goes as far as was released, and not beyond.
    const lastRevocation = Math.min(touched.get(name) ?? 0, held ?? Infinity)
    if (!isListDue(last, { now: asOf, lastRevocation })) return
    await attempt(name, 'publish', async () => {
      if (!(await hasLease())) return
      // A list never goes back: what a shard told before the hold stays told.
      const position = held === undefined ? lastPosition : Math.max(held, last?.position ?? 0)
      const answer = await publishOne(permit(), { ...scope, position, asOf, last })
      if (!answer.ok) throw new Error(`no list of ${name}: ${answer.refusal.kind}`)
      published.set(name, answer.value.list)
      await serve(issuer, answer.value.list, answer.value.file)
    })
  }

  /** One list that can't be made or written holds up no other; it is tried again after a while. */
  const attempt = async (name: string, what: string, act: () => Promise<void>): Promise<void> => {
    const key = `${what} ${name}`
    if (performance.now() < (notBefore.get(key) ?? 0)) return
    try {
      await act()
      notBefore.delete(key)
    } catch (fault) {
      notBefore.set(key, performance.now() + afterFault)
      onFault(fault)
    }
  }

  const lease = { name: 'lists', holder }
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
    // After what it tells was read: a list is not older than its entries (RFC 5280 § 5.1.2.6).
    const asOf = clock.now()
    const held = await heldNow(asOf)
    for (const scope of scopes) await publishIfDue(scope, asOf, held.get(scope.issuer.id))
  }

  const endsFirst = (): Instant | undefined => {
    const ends = scopes.flatMap(({ issuer, shard }) => {
      const list = served.get(nameOf({ issuer: issuer.id, shard }))
      return list === undefined ? [] : [list.nextUpdate]
    })
    return ends.length < scopes.length ? undefined : instant(Math.min(...ends))
  }

  return {
    refresh: () => {
      // One round after the other, whoever asks.
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

/** Longer than a list takes; as long as nobody makes any after a node has died. */
const leaseSeconds = 20

/** Milliseconds until something that failed is tried again. */
const afterFault = 10_000

/** Octets: below, a download costs the same either way. */
const worthCompressing = 1400

const scopesOf = (issuer: Issuer): readonly Scope[] => [
  { issuer, shard: undefined },
  ...Array.from({ length: issuer.shards }, (_, shard) => ({ issuer, shard })),
]

const nameOf = ({ issuer, shard }: ListScope): string =>
  shard === undefined ? issuer : `${issuer} ${String(shard)}`

const headingOf = ({ position, ...list }: PublishedList) => ({ ...list, upTo: position })
