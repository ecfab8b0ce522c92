import type { Result } from '@sotevarmenne/kernel/result'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { issuedOf } from './complete-certificate.ts'
import { allClients } from './client-store.ts'
import {
  endClient,
  registerClient,
  type PresentClient,
  type RegisterClient,
  type RegisterRefusal,
} from './clients.ts'
import type {
  CertificateRow,
  Client,
  ClientId,
  ImportedCertificate,
  IssueCertificate,
  IssuedCertificate,
  IssueRefusal,
  IssueResponderCertificate,
  SerialNumber,
} from './contract.ts'
import {
  certifyClient,
  certifyService,
  enrolCertificate,
  isServiceBegun,
  type CertifyClient,
  type CertifyRefusal,
  type CertifyService,
  type EnrolRefusal,
} from './enrol-certificate.ts'
import { examineRequest, type RequestExamined, type ToExamine } from './examine-request.ts'
import { issueCertificate, issueResponderCertificate } from './issue-certificate.ts'
import type { IssuingDeps } from './deps.ts'
import { createIssuing } from './issuing.ts'
import { recover, type Recovered, type RecoverOptions } from './recover.ts'
import {
  findByCard,
  findByHolder,
  findBySerial,
  insertImported,
  type StoredCertificate,
} from './store.ts'
import {
  findIssuedAfter,
  findIssuedAmong,
  type IssuedPage,
  type IssuedPosition,
} from './stores/issued.ts'
import { countIssued } from './stores/count-issued.ts'
import { findHoldersAfter, type HoldersAsked } from './stores/holders.ts'

export type Certificates = {
  /** Own transactions: not to be called inside one. */
  readonly issueCertificate: (
    permit: Permit<'certificates.issueCertificate'>,
    request: IssueCertificate,
  ) => Promise<Result<IssuedCertificate, IssueRefusal>>
  readonly issueResponderCertificate: (
    permit: Permit<'certificates.issueCertificate'>,
    request: IssueResponderCertificate,
  ) => Promise<Result<IssuedCertificate, IssueRefusal>>
  /** Certifies the key of a request (PKCS#10, DER) by the rules of the client who sends it. */
  readonly enrolCertificate: (
    permit: Permit<'certificates.enrolCertificate'>,
    request: Uint8Array,
  ) => Promise<Result<IssuedCertificate, EnrolRefusal>>
  /** Certifies the key of who is to be a client, by its rules. */
  readonly certifyClient: (
    permit: Permit<'certificates.registerClient'>,
    asked: CertifyClient,
  ) => Promise<Result<IssuedCertificate, EnrolRefusal>>
  /** Certifies the key of an approved request. Own transactions: not to be called inside one. */
  readonly certifyService: (
    permit: Permit<'certificates.issueCertificate'>,
    asked: CertifyService,
  ) => Promise<Result<IssuedCertificate, CertifyRefusal>>
  readonly isServiceBegun: typeof isServiceBegun
  /** A request taken apart, with what each rule makes of it. */
  readonly examineRequest: (tx: Tx, asked: ToExamine) => Promise<RequestExamined>
  /** The certificates of the issuer and of its root, DER. */
  readonly chainOf: (issuer: string) => readonly Uint8Array[]
  readonly registerClient: (
    permit: Permit<'certificates.registerClient'>,
    client: RegisterClient,
  ) => Promise<Result<Client, RegisterRefusal>>
  readonly endClient: (
    permit: Permit<'certificates.endClient'>,
    clientId: ClientId,
  ) => Promise<Result<undefined, { readonly kind: 'client-unknown' }>>
  /** The client whose TLS certificate (DER) this is. */
  readonly findClient: (certificate: Uint8Array) => Promise<PresentClient | undefined>
  /** A client whose right has not ended. */
  readonly findClientById: (clientId: string) => Promise<Client | undefined>
  /** Also the ended ones, oldest first. */
  readonly allClients: (tx: Tx) => Promise<readonly Client[]>
  /** Writes down certificates of an older system; answers how many were new. */
  readonly importCertificates: (
    tx: Tx,
    imported: readonly Omit<ImportedCertificate, 'state'>[],
  ) => Promise<number>
  readonly recover: (
    permit: Permit<'certificates.recover'>,
    options?: RecoverOptions,
  ) => Promise<Recovered>
  /** Those that were issued for the card, oldest first; revoked and expired ones too. */
  readonly certificatesOfCard: (tx: Tx, cardId: string) => Promise<readonly IssuedCertificate[]>
  /** Those that were issued for the holder, likewise. */
  readonly certificatesOfHolder: (tx: Tx, holder: string) => Promise<readonly IssuedCertificate[]>
  /** Whoever holds a certificate of the profiles that ends at the instant or later, a page in order of their ids. */
  readonly holdersAfter: (tx: Tx, asked: HoldersAsked) => Promise<readonly string[]>
  /** In any state. `serial` is lower-case hexadecimal, as `formatSerial` of libs/x509 makes it. */
  readonly findCertificate: (
    tx: Tx,
    key: { readonly issuer: string; readonly serial: string },
  ) => Promise<CertificateRow | undefined>
  /**
   * The serials of what was issued, a page at a time in the order in which it was settled; from the beginning without a
   * position. A transaction that commits late may settle before a position that was read: who follows reads some seconds
   * once more.
   */
  readonly issuedAfter: (tx: Tx, position?: IssuedPosition) => Promise<IssuedPage>
  /** How many certificates of the issuer there are, whatever became of them. */
  readonly countIssued: (tx: Tx, issuer: IssuerId) => Promise<number>
  /** Those of the serials under which the issuer has issued a certificate. */
  readonly issuedAmong: (
    tx: Tx,
    asked: { readonly issuer: string; readonly serials: readonly string[] },
  ) => Promise<readonly SerialNumber[]>
}

export function createCertificates(deps: IssuingDeps): Certificates {
  const issuing = createIssuing(deps)
  return {
    issueCertificate: issueCertificate(issuing),
    issueResponderCertificate: issueResponderCertificate(issuing),
    enrolCertificate: enrolCertificate(issuing),
    certifyClient: certifyClient(issuing),
    certifyService: certifyService(issuing),
    isServiceBegun,
    examineRequest: (tx, asked) => examineRequest(deps, tx, asked),
    chainOf: (id) => {
      const issuer = deps.issuers.all.find((one) => one.id === id)
      return issuer === undefined ? [] : [issuer.certificate.der, issuer.root.der]
    },
    registerClient: registerClient(issuing),
    endClient: endClient(issuing),
    findClient: issuing.clients.ofCertificate,
    findClientById: issuing.clients.byId,
    allClients,
    importCertificates: (tx, imported) => insertImported(tx, imported, deps.clock.now()),
    recover: recover(issuing),
    certificatesOfCard: async (tx, cardId) => allIssued(await findByCard(tx, cardId)),
    certificatesOfHolder: async (tx, holder) => allIssued(await findByHolder(tx, holder)),
    holdersAfter: findHoldersAfter,
    findCertificate: findBySerial,
    issuedAfter: findIssuedAfter,
    countIssued,
    issuedAmong: findIssuedAmong,
  }
}

const allIssued = (rows: readonly StoredCertificate[]): readonly IssuedCertificate[] =>
  rows.flatMap((row) => (row.state === 'issued' ? [issuedOf(row, row.der)] : []))
