import { setTimeout as wait } from 'node:timers/promises'
import type { BrakeLimits } from '#pki/ca/contract.ts'
import type { Issuers, OlderAuthority, SignerClient } from '#pki/ca/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import { authorityDocuments } from './documents.ts'
import { createOcsp, type OcspFigures } from './ocsp/create-ocsp.ts'
import { createLists, type Lists } from './lists/create-lists.ts'
import { createOfflineRoots } from './offline-roots.ts'
import { createOlderLists } from './older-lists.ts'
import type { ResponderKeyKind } from './responder-key.ts'
import { statementPdf, statementPdfPath } from './pages/statement-pdf.ts'
import { statusPages } from './pages/status-pages.ts'
import { serveStatus, type RunningServer } from './server.ts'

export { statusMetrics } from './metrics.ts'

export { statusApi } from './api.ts'
export { endsOfOlderResponders } from './ends-of-older-responders.ts'
export { freshnessOfLists } from './freshness-of-lists.ts'
export { heldRevocations } from './release-lists.ts'
export { ldapDirectory } from './directory/ldap-directory.ts'
export { keepDirectory } from './directory/keep-directory.ts'

export type StatusParts = {
  readonly db: Db
  readonly record: Record
  readonly clock: Clock
  readonly issuers: Pick<Issuers, 'all' | 'find' | 'roots' | 'rootStatus'>
  /** Of an older system; none unless given. */
  readonly older?: readonly OlderAuthority[]
  readonly certificates: Pick<
    Certificates,
    'issuedAfter' | 'issuedAmong' | 'countIssued' | 'issueResponderCertificate' | 'findCertificate'
  >
  readonly revocations: Pick<
    Revocations,
    | 'statusesSince'
    | 'touchedSince'
    | 'causesAfter'
    | 'closeBlocks'
    | 'measureEntries'
    | 'entriesAfter'
  >
  readonly signer: Pick<SignerClient, 'signList'>
  /** Where this node alone keeps the lists that it serves. What is in it is made anew at every start. */
  readonly listFolder: string
  /** What keys sign OCSP answers; P-256 unless told otherwise. */
  readonly responderKeys?: ResponderKeyKind
  /** Permits of this process for its own two deeds, made by `access` when they are needed. */
  readonly permits: {
    readonly issueCertificate: () => Permit<'certificates.issueCertificate'>
    readonly publishList: () => Permit<'status.publishList'>
  }
  /** Told of what went wrong; the service goes on and tries again. */
  readonly onFault: (fault: unknown) => void
}

export type Status = {
  /** One round: reads what is new, renews responder keys, publishes lists that are due. `start` does it twice a second. */
  readonly refresh: () => Promise<void>
  /** When the first of the lists that this node serves ends; undefined until all are there. */
  readonly listsEndFirst: Lists['endsFirst']
  readonly ocspFigures: () => OcspFigures
  /** Serves until closed. */
  readonly start: (address: {
    readonly host: string
    readonly port: number
  }) => Promise<RunningServer>
}

/** What relying parties read: OCSP, revocation lists, the authorities' certificates. */
export function createStatus(parts: StatusParts): Status {
  const { db, clock, issuers, permits, onFault, older = [] } = parts
  // Roots sign in ceremonies only: of them everything is there already.
  const online = issuers.all.filter(({ role }) => role !== 'root')
  const roots = createOfflineRoots(parts)
  const olderLists = createOlderLists(older)
  const lists = createLists({
    ...parts,
    countIssued: parts.certificates.countIssued,
    issuers: { all: online, find: issuers.find },
    folder: parts.listFolder,
    limits: (issuer) => issuers.find(issuer)?.brake ?? noBrake,
    permit: permits.publishList,
  })
  const ocsp = createOcsp({
    ...parts,
    issuers: online,
    responderKeys: parts.responderKeys ?? 'p256',
    permit: permits.issueCertificate,
  })

  const documents = authorityDocuments(issuers.all, older)
  const asPdf = statementPdf(issuers.all)

  const readNew = (): Promise<void> => db.read((tx) => ocsp.readRevocations(tx, clock.now()))

  return {
    refresh: async () => {
      await roots.refresh()
      await olderLists.refresh()
      await readNew()
      await ocsp.readIssued()
      await ocsp.renewKeys()
      await lists.refresh()
    },
    ocspFigures: ocsp.figures,
    listsEndFirst: lists.endsFirst,
    start: async (address) => {
      const stopping = new AbortController()
      const server = await serveStatus(
        {
          answerOcsp: (issuer) => ocsp.answererOf(issuer) ?? roots.answererOf(issuer),
          list: (issuer, shard) =>
            lists.find(issuer, shard) ??
            (shard === undefined ? (roots.list(issuer) ?? olderLists.list(issuer)) : undefined),
          document: (path) => (path === statementPdfPath ? asPdf() : documents.get(path)),
          page: statusPages(parts),
          isReady: () => ocsp.isReady() && lists.isReady() && roots.isReady(),
          revocationsReadAt: () => ocsp.figures().asOf,
          clock,
          onFault,
        },
        address,
      )
      // Apart: what is revoked is read without waiting for the signer, or for all that was ever issued.
      const { signal } = stopping
      const loop = { signal, onFault }
      const rounds = [
        repeat(readNew, loop),
        repeat(ocsp.readIssued, loop),
        repeat(ocsp.renewKeys, loop),
        repeat(lists.refresh, loop),
        repeat(roots.refresh, loop),
        repeat(olderLists.refresh, loop),
        repeat(() => ocsp.signAhead(signal), { ...loop, between: betweenPasses }),
      ]
      return {
        port: server.port,
        close: async () => {
          stopping.abort()
          await server.close()
          await Promise.all(rounds)
          await lists.close()
        },
      }
    },
  }
}

/** Of an issuer that is no longer in the file no list is made: there is nothing to hold. */
const noBrake: BrakeLimits = { number: Infinity, share: Infinity, windowMinutes: 1 }

/** Milliseconds between two rounds, and after one that failed. */
const betweenRounds = 400
const afterFault = 2000
/** To look through a million certificates for what is due takes a tenth of a second: seldom, then. */
const betweenPasses = 5000

async function repeat(
  round: () => Promise<void>,
  {
    signal,
    onFault,
    between = betweenRounds,
  }: {
    readonly signal: AbortSignal
    readonly onFault: (fault: unknown) => void
    readonly between?: number
  },
): Promise<void> {
  while (!signal.aborted) {
    let pause = between
    try {
      await round()
    } catch (fault) {
      onFault(fault)
      pause = afterFault
    }
    await wait(pause, undefined, { signal }).catch(() => undefined)
  }
}
