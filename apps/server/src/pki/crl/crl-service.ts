import type { BrakeLimits } from '#pki/ca/contract.ts'
import type { Issuers, OlderAuthority, SignerClient } from '#pki/ca/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import { createLists, type Lists } from './crl-updater.ts'
import { createOlderLists } from './legacy-crls.ts'
import { createRootCrls } from './root-crls.ts'
import type { ServedList } from './serve-crl.ts'

export type CrlServiceParts = {
  readonly db: Db
  readonly record: Record
  readonly clock: Clock
  readonly issuers: Pick<Issuers, 'all' | 'find' | 'roots' | 'rootStatus'>
  /** Legacy CAs. */
  readonly older: readonly Pick<OlderAuthority, 'id' | 'list'>[]
  readonly certificates: Pick<Certificates, 'countIssued'>
  readonly revocations: Pick<
    Revocations,
    'touchedSince' | 'causesAfter' | 'closeBlocks' | 'measureEntries' | 'entriesAfter'
  >
  readonly signer: Pick<SignerClient, 'signList'>
  /** Where this node alone stores the CRLs that it serves. It is emptied at every start. */
  readonly folder: string
  readonly permit: () => Permit<'status.publishList'>
  readonly onFault: (fault: unknown) => void
}

export type CrlService = {
  readonly find: (issuer: string, shard: number | undefined) => ServedList | undefined
  readonly isReady: () => boolean
  /** The first `nextUpdate` of the CRLs that this node publishes and serves; undefined until all are there. */
  readonly endsFirst: Lists['endsFirst']
  /** What has to be done again and again, each apart from the others. */
  readonly rounds: readonly (() => Promise<void>)[]
  readonly close: () => Promise<void>
}

/** All CRLs that a node serves: those it publishes, those that roots signed in a ceremony, those of legacy CAs. */
export function createCrlService(parts: CrlServiceParts): CrlService {
  const { issuers, older, folder, permit } = parts
  const roots = createRootCrls(issuers)
  const legacy = createOlderLists(older)
  const lists = createLists({
    ...parts,
    countIssued: parts.certificates.countIssued,
    // Roots sign in ceremonies only: of them everything is there already.
    issuers: { all: issuers.all.filter(({ role }) => role !== 'root'), find: issuers.find },
    folder,
    limits: (issuer) => issuers.find(issuer)?.brake ?? noBrake,
    permit,
  })
  return {
    find: (issuer, shard) =>
      lists.find(issuer, shard) ??
      (shard === undefined ? (roots.list(issuer) ?? legacy.list(issuer)) : undefined),
    isReady: () => lists.isReady() && roots.isReady(),
    endsFirst: lists.endsFirst,
    rounds: [roots.refresh, legacy.refresh, lists.refresh],
    close: lists.close,
  }
}

/** Of an issuer that is no longer in the file no CRL is published: there is nothing to pause. */
const noBrake: BrakeLimits = { number: Infinity, share: Infinity, windowMinutes: 1 }
