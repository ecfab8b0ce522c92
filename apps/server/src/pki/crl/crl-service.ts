import type { GuardLimits } from '#pki/ca/contract.ts'
import type { Issuers, LegacyCa, SignerClient } from '#pki/ca/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { Permit } from '#platform/permit.ts'
import type { Runtime } from '#platform/runtime.ts'
import { createCrls, type Crls } from './crl-updater.ts'
import { createLegacyCrls } from './legacy-crls.ts'
import { createRootCrls } from './root-crls.ts'
import type { ServedCrl } from './serve-crl.ts'

export type CrlServiceParts = Pick<Runtime, 'db' | 'record' | 'clock'> & {
  readonly issuers: Pick<Issuers, 'all' | 'find' | 'roots' | 'rootStatus'>
  /** Legacy CAs. */
  readonly legacyCas: readonly Pick<LegacyCa, 'id' | 'crl'>[]
  readonly certificates: Pick<Certificates, 'countIssued' | 'findCertificate'>
  readonly revocations: Pick<
    Revocations,
    'touchedSince' | 'causesAfter' | 'closeBlocks' | 'measureEntries' | 'entriesAfter'
  >
  readonly signer: Pick<SignerClient, 'signCrl' | 'noteEnds'>
  /** Where this node alone stores the CRLs that it serves. It is emptied at every start. */
  readonly folder: string
  readonly permit: () => Permit<'crl.publishCrl'>
  readonly crlRetryMilliseconds?: number
  /** See `CrlParts`. */
  readonly observePublication?: (milliseconds: number) => void
  readonly onFault: (fault: unknown) => void
}

export type CrlService = {
  readonly find: (issuer: string, shard: number | undefined) => ServedCrl | undefined
  readonly isReady: () => boolean
  /**
   * The first `nextUpdate` of the CRLs that this node publishes and serves; undefined until it has all of
   * them.
   */
  readonly endsFirst: Crls['endsFirst']
  /** The jobs to run periodically, each independent of the others. */
  readonly rounds: readonly (() => Promise<void>)[]
  readonly close: () => Promise<void>
}

/** All CRLs that a node serves: those it publishes, those that roots signed in a ceremony, those of legacy CAs. */
export function createCrlService(parts: CrlServiceParts): CrlService {
  const { issuers, legacyCas, folder, permit } = parts
  const roots = createRootCrls(issuers)
  const legacy = createLegacyCrls(legacyCas)
  const crls = createCrls({
    ...parts,
    countIssued: parts.certificates.countIssued,
    // Roots sign in ceremonies only: their certificates are all there already.
    issuers: { all: issuers.all.filter(({ role }) => role !== 'root'), find: issuers.find },
    folder,
    limits: (issuer) => issuers.find(issuer)?.guard ?? noGuard,
    permit,
  })
  return {
    find: (issuer, shard) =>
      crls.find(issuer, shard) ??
      (shard === undefined ? (roots.crl(issuer) ?? legacy.crl(issuer)) : undefined),
    isReady: () => crls.isReady() && roots.isReady(),
    endsFirst: crls.endsFirst,
    rounds: [roots.refresh, legacy.refresh, crls.refresh],
    close: crls.close,
  }
}

/** For an issuer that is no longer in the file no CRL is published: there is nothing to pause. */
const noGuard: GuardLimits = { number: Infinity, share: Infinity, windowMinutes: 1 }
