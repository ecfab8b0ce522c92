import type { Instant } from '@sotevarmenne/kernel/instant'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import type { RequestTimeStamp } from '@sotevarmenne/signatures/request-time-stamp'
import type { GatherEvidence } from '@sotevarmenne/signatures/gather-evidence'
import type { Trust } from '@sotevarmenne/signatures/verify'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { certifiesPeople, type Issuers } from '#pki/ca/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { OtherSigner, OtherSignerRefusal } from './contract.ts'

/** Dependencies of the operations on documents; wired in `entry`. */
export type DocumentDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly issuers: Pick<Issuers, 'all' | 'anchors'>
  readonly certificates: Pick<Certificates, 'findCertificate'>
  readonly revocations: Pick<Revocations, 'statusOf'>
  readonly requestTimeStamp: RequestTimeStamp
  readonly gatherEvidence: GatherEvidence
  /** Trusted time-stamp authorities; empty until they are known. */
  readonly timeStampTrust: () => Promise<Trust>
}

/** Dependencies for completing a signature of a card. */
export type SigningDeps = Omit<DocumentDeps, 'record'>

/** Cards of other trust services, for documents that not only holders of our cards sign (R285). */
export type OtherSigners = {
  /** Their roots and CAs, as accepted now. */
  readonly trust: () => Promise<Trust>
  /** Checked by the certificate's own content. */
  readonly accepts: (leaf: Certificate, at: Instant) => Promise<boolean>
  /**
   * Whose card it is, and that it is not cancelled now: requests to its issuer and registers, outside
   * transactions.
   */
  readonly signerOf: (leaf: Certificate) => Promise<Result<OtherSigner, OtherSignerRefusal>>
}

export const noOtherSigners: OtherSigners = {
  trust: () => Promise.resolve({ anchors: [], intermediates: [] }),
  accepts: () => Promise.resolve(false),
  signerOf: () => Promise.resolve(refuse({ kind: 'card-not-accepted' })),
}

/** Trust for signatures of holders of our cards, and of others. */
export async function allSignersTrust(
  deps: Pick<DocumentDeps, 'issuers'>,
  others: OtherSigners,
): Promise<Trust> {
  const [own, more] = [signersTrust(deps), await others.trust()]
  return {
    anchors: [...own.anchors, ...more.anchors],
    intermediates: [...own.intermediates, ...more.intermediates],
  }
}

/** Trusted signers: holders of our cards. */
const signersTrust = ({ issuers }: Pick<DocumentDeps, 'issuers'>): Trust => ({
  anchors: issuers.anchors,
  intermediates: issuers.all.filter(certifiesPeople).map(({ certificate }) => certificate),
})
