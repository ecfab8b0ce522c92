import type { Instant } from '@sotevarmenne/kernel/instant'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import type { AskTimeStamp } from '@sotevarmenne/signatures/ask-time-stamp'
import type { GatherEvidence } from '@sotevarmenne/signatures/gather-evidence'
import type { Trust } from '@sotevarmenne/signatures/verify'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { certifiesPeople, type Issuers } from '#pki/ca/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Record } from '#platform/record.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { OtherSigner, OtherSignerRefusal } from './contract.ts'

/** What the deeds of documents stand on; `entry` wires it. */
export type DocumentDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly issuers: Pick<Issuers, 'all' | 'roots'>
  readonly certificates: Pick<Certificates, 'findCertificate'>
  readonly revocations: Pick<Revocations, 'statusOf'>
  readonly askTimeStamp: AskTimeStamp
  readonly gatherEvidence: GatherEvidence
  /** Whose time-stamps are believed; nobody’s while nothing is known. */
  readonly timeStampTrust: () => Promise<Trust>
}

/** What a signature of a card is completed with. */
export type SigningDeps = Omit<DocumentDeps, 'record'>

/** Cards of other trust services, for what more than the holders of cards of ours sign (R285). */
export type OtherSigners = {
  /** Their roots and authorities, as they are accepted now. */
  readonly trust: () => Promise<Trust>
  /** By what the certificate says of itself. */
  readonly accepts: (leaf: Certificate, at: Instant) => Promise<boolean>
  /** Whose card it is, and that it is not closed now: its issuer and registers are asked, outside transactions. */
  readonly signerOf: (leaf: Certificate) => Promise<Result<OtherSigner, OtherSignerRefusal>>
}

export const noOtherSigners: OtherSigners = {
  trust: () => Promise.resolve({ anchors: [], intermediates: [] }),
  accepts: () => Promise.resolve(false),
  signerOf: () => Promise.resolve(refuse({ kind: 'card-not-accepted' })),
}

/** Of holders of cards of ours, and of others. */
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

/** Whose signatures are believed: those of holders of cards of ours. */
const signersTrust = ({ issuers }: Pick<DocumentDeps, 'issuers'>): Trust => ({
  anchors: issuers.roots.map(({ certificate }) => certificate),
  intermediates: issuers.all.filter(certifiesPeople).map(({ certificate }) => certificate),
})
