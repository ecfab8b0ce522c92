import type { AskTimeStamp } from '@sotevarmenne/signatures/ask-time-stamp'
import type { GatherEvidence } from '@sotevarmenne/signatures/gather-evidence'
import type { Trust } from '@sotevarmenne/signatures/verify'
import { certifiesPeople, type Issuers } from '#authority/index.ts'
import type { Certificates } from '#certificates/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Record } from '#platform/record.ts'
import type { Revocations } from '#revocation/index.ts'

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

/** Whose signatures are believed: those of holders of cards of ours. */
export const signersTrust = ({ issuers }: Pick<DocumentDeps, 'issuers'>): Trust => ({
  anchors: issuers.roots.map(({ certificate }) => certificate),
  intermediates: issuers.all.filter(certifiesPeople).map(({ certificate }) => certificate),
})
