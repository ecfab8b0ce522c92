import { hash } from 'node:crypto'
import type { IpAddressRule } from '@sotevarmenne/kernel/ip-address'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { IssuerId } from '#pki/ca/contract.ts'
import { profiles } from '#pki/ca/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Module } from '#platform/module.ts'
import { bindOperations } from '#platform/operation.ts'
import type { Permit } from '#platform/permit.ts'
import { compareSigned } from './compare-signing-log.ts'
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
import { enrolBatch } from './enrol-batch.ts'
import { enrolProgram } from './enrol-program.ts'
import { examineRequest, type RequestExamined, type ToExamine } from './examine-request.ts'
import { issueCertificate, issueResponderCertificate } from './issue-certificate.ts'
import type { IssuingDeps } from './deps.ts'
import { createIssuing, issuingInGroups, type Issuing } from './issuing.ts'
import { endClientByOffice, listClients } from './office-clients.ts'
import { recover, type Recovered, type RecoverOptions } from './recover.ts'
import {
  findByCard,
  findByHolder,
  findBySerial,
  insertImported,
  type StoredCertificate,
  isKeyUsed,
} from './store.ts'
import {
  findIssuedAfter,
  findIssuedAmong,
  type IssuedPage,
  type IssuedPosition,
} from './stores/issued.ts'
import { eraseExpiredBatches } from './stores/batches.ts'
import { countIssued } from './stores/count-issued.ts'
import { findHoldersAfter, type HoldersQueried } from './stores/holders.ts'

export type Certificates = Module & {
  /** Opens its own transactions: not to be called inside one. */
  readonly issueCertificate: (
    permit: Permit<'certificates.issueCertificate'>,
    request: IssueCertificate,
  ) => Promise<Result<IssuedCertificate, IssueRefusal>>
  readonly issueResponderCertificate: (
    permit: Permit<'certificates.issueCertificate'>,
    request: IssueResponderCertificate,
  ) => Promise<Result<IssuedCertificate, IssueRefusal>>
  /** Certifies the key of a request (PKCS#10, DER) by the rules of the client that sends it. */
  readonly enrolCertificate: (
    permit: Permit<'certificates.enrolCertificate'>,
    request: Uint8Array,
  ) => Promise<Result<IssuedCertificate, EnrolRefusal>>
  /** Certifies the key of a future client, by its rules. */
  readonly certifyClient: (
    permit: Permit<'certificates.registerClient'>,
    requested: CertifyClient,
  ) => Promise<Result<IssuedCertificate, EnrolRefusal>>
  /** Certifies the key of an approved request. Opens its own transactions: not to be called inside one. */
  readonly certifyService: (
    permit: Permit<'certificates.issueCertificate'>,
    requested: CertifyService,
  ) => Promise<Result<IssuedCertificate, CertifyRefusal>>
  readonly isServiceBegun: typeof isServiceBegun
  /** A parsed request, with the result of each rule. */
  readonly examineRequest: (tx: Tx, requested: ToExamine) => Promise<RequestExamined>
  /** Whether some CA of servers certifies the address. */
  readonly isServerAddress: IpAddressRule
  /** The certificates of the issuer and of its root, DER. */
  readonly chainOf: (issuer: string) => readonly Uint8Array[]
  readonly registerClient: (
    permit: Permit<'certificates.registerClient'>,
    client: RegisterClient,
  ) => Promise<Result<Client, RegisterRefusal>>
  readonly endClient: (
    permit: Permit<'certificates.endClient'>,
    clientId: ClientId,
  ) => Promise<Result<undefined, { readonly kind: 'client-not-found' }>>
  /** The client whose TLS certificate (DER) this is. */
  readonly findClient: (certificate: Uint8Array) => Promise<PresentClient | undefined>
  /** A client whose right has not ended. */
  readonly findClientById: (clientId: string) => Promise<Client | undefined>
  /** Also the ended ones, oldest first. */
  readonly allClients: (tx: Tx) => Promise<readonly Client[]>
  /** Records certificates of an older system; returns how many were new. */
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
  /**
   * Holders of a certificate of the profiles that ends at the instant or later, a page in order of their ids.
   */
  readonly holdersAfter: (tx: Tx, requested: HoldersQueried) => Promise<readonly string[]>
  /** In any state. `serial` is lower-case hexadecimal, as from `formatSerial` of libs/x509. */
  readonly findCertificate: (
    tx: Tx,
    key: { readonly issuer: string; readonly serial: string },
  ) => Promise<CertificateRow | undefined>
  /** Whether there is a certificate of the key (SubjectPublicKeyInfo in DER), in any state but void. */
  readonly isKeyCertified: (tx: Tx, spki: Uint8Array) => Promise<boolean>
  /** Of certificates that the signer has signed, those that are not recorded so. */
  readonly compareSigned: ReturnType<typeof compareSigned>
  /**
   * The serials of issued certificates, a page at a time in the order in which they were settled; from the
   * beginning without a position. A transaction that commits late may settle before a position that was read:
   * a follower reads the last seconds once more.
   */
  readonly issuedAfter: (tx: Tx, position?: IssuedPosition) => Promise<IssuedPage>
  /** How many certificates the issuer has issued, in any state. */
  readonly countIssued: (tx: Tx, issuer: IssuerId) => Promise<number>
  /** Of these serials, those under which the issuer has issued a certificate. */
  readonly issuedAmong: (
    tx: Tx,
    requested: { readonly issuer: string; readonly serials: readonly string[] },
  ) => Promise<readonly SerialNumber[]>
}

export function createCertificates(deps: IssuingDeps): Certificates {
  const issuing = createIssuing(deps)
  const certificates = certificatesOf(deps, issuing)
  const inGroups = { enrolCertificate: enrolCertificate(issuingInGroups(issuing)) }
  return {
    ...certificates,
    operations: bindOperations({ ...deps, certificates }, { listClients, endClientByOffice })
      .operations,
    enrolmentOperations: bindOperations(
      { ...deps, certificates, inGroups },
      { enrolProgram, enrolBatch },
    ).operations,
    schedules: [{ name: 'erase expired batches', run: () => eraseExpired(deps) }],
  }
}

async function eraseExpired({ db, clock }: IssuingDeps): Promise<void> {
  await db.write(
    async (tx) => {
      await eraseExpiredBatches(tx, clock.now())
      return ok(undefined)
    },
    { isolation: 'read committed' },
  )
}

function certificatesOf(deps: IssuingDeps, issuing: Issuing): Certificates {
  return {
    issueCertificate: issueCertificate(issuing),
    issueResponderCertificate: issueResponderCertificate(issuing),
    enrolCertificate: enrolCertificate(issuing),
    certifyClient: certifyClient(issuing),
    certifyService: certifyService(issuing),
    isServiceBegun,
    examineRequest: (tx, requested) => examineRequest(deps, tx, requested),
    isServerAddress: (address) =>
      deps.issuers.all.some(
        (issuer) =>
          profiles.server.issuers.includes(issuer.role) && issuer.isServerAddress(address),
      ),
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
    isKeyCertified: (tx, spki) => isKeyUsed(tx, hash('sha256', spki)),
    compareSigned: compareSigned(deps.issuers),
    issuedAfter: findIssuedAfter,
    countIssued,
    issuedAmong: findIssuedAmong,
  }
}

const allIssued = (rows: readonly StoredCertificate[]): readonly IssuedCertificate[] =>
  rows.flatMap((row) => (row.state === 'issued' ? [issuedOf(row, row.der)] : []))
