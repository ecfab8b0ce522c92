import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import assert from 'node:assert/strict'
import type { BusinessStatus } from '@sotevarmenne/api/organisations'
import { organisationOid, type Oid } from '@sotevarmenne/identifiers/oid'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { looksLikeIpAddress } from '@sotevarmenne/kernel/ip-address'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { approvalStatement, type Approved } from '@sotevarmenne/issuing/domain/approval-statement'
import type { SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import { subjectAltName } from '@sotevarmenne/x509/extensions'
import type { Name } from '@sotevarmenne/x509/names'
import { assembleCertificateRequest, encodeTbsRequest } from '@sotevarmenne/x509/request'
import { createAccounts } from '#organisations/accounts/index.ts'
import { createCertificates } from '#pki/issuance/index.ts'
import { createOrganisations } from '#organisations/registry/index.ts'
import { createPeople } from '#people/persons/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import { createOutbox } from '#platform/outbox.ts'
import type { Record } from '#platform/record.ts'
import type { CodedOrganisation } from '#people/registers/contract.ts'
import { createCodes } from '#people/registers/index.ts'
import { createRevocations } from '#pki/revocation/index.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { recordEach } from '@sotevarmenne/tests/operation/record'
import { anIdentityCode } from '../../cards/orders/testing.ts'
import { aBusinessId } from '../../organisations/registry/testing.ts'
import type { CheckSignature } from '#platform/check-signature.ts'
import { createServiceCertificates } from './index.ts'
import type { ProofProbe } from './look-up-name-proofs.ts'

export const publicUrl = 'https://service.example'

export type Keys = { readonly privateKey: KeyObject; readonly publicKey: KeyObject }
export const ecKeys = (): Keys => generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** PKCS#10 in DER. `signer`: the signing key, if it is not the requested one. */
export function requestOf(
  subject: Name,
  names: readonly string[],
  { keys = ecKeys(), signer = keys }: { keys?: Keys | undefined; signer?: Keys | undefined } = {},
): Buffer {
  const tbs = encodeTbsRequest({
    subject,
    subjectPublicKeyInfo: new Uint8Array(keys.publicKey.export({ format: 'der', type: 'spki' })),
    extensions:
      names.length === 0
        ? []
        : [
            subjectAltName(
              names.map((value) => ({ kind: looksLikeIpAddress(value) ? 'ip' : 'dns', value })),
            ),
          ],
  })
  const signature = new Uint8Array(sign('sha256', tbs, signer.privateKey))
  const isRsa = signer.privateKey.asymmetricKeyType === 'rsa'
  const signatureAlgorithm = isRsa ? 'rsa-sha256' : 'ecdsa-sha256'
  return Buffer.from(assembleCertificateRequest({ tbs, signature, signatureAlgorithm }))
}

export type ServiceEnvironment = Awaited<ReturnType<typeof createServiceEnvironment>>
export type Hospital = Awaited<ReturnType<ServiceEnvironment['aHospital']>>

type ServiceCa = Pick<TestCa, 'issuers' | 'signer' | 'close'>

/** The CAs of service certificates, and of their test versions. */
export const isOfServices = ({ role, family }: { role: string; family: string }): boolean =>
  family === 'ecc' && (role === 'root' || role === 'service' || role === 'test')

/**
 * A case officer's signature, as the pages send it; `toSign` as the case officer saw it. The real one is checked
 * in tests with the real signer.
 */
export const aSignature = (toSign: string | undefined) => ({
  statement: toSign ?? '',
  ...{ signature: 'AA==', signatureAlgorithm: 'SHA384withECDSA', chain: ['AA=='] },
})

/** Accepts every signature but one of the bytes of `aWrongSignature`. */
const checkSignature: CheckSignature = ({ actor }, { signature }) =>
  Promise.resolve(
    signature[0] === 0
      ? ok({
          certificateSerial: '0a',
          chain: [Buffer.from(actor.kind === 'person' ? actor.personId : 'nobody')],
        })
      : refuse({ kind: 'wrong-signature' }),
  )

export const aWrongSignature = (toSign: string | undefined) => ({
  ...{ ...aSignature(toSign), signature: '/w==' },
})

/** An approval of two case officers, as it is stored. */
export const signedByTwo = (approved: Approved): SignedApproval => ({
  statement: new Uint8Array(Buffer.from(approvalStatement(approved), 'utf8')),
  approvals: ['first', 'second'].map((by) => ({
    ...{ signature: new Uint8Array([0]), signatureAlgorithm: 'ecdsa-sha384' },
    certificate: new Uint8Array(Buffer.from(by)),
  })),
})

const noProofs: ProofProbe = {
  fetchKeyAuthorization: () => Promise.resolve(refuse({ kind: 'connection' })),
  lookUpTexts: () => Promise.resolve(ok([])),
}

/** The part of the service that service certificates need, over one database. */
export async function createServiceEnvironment(
  db: Db,
  {
    clock,
    record,
    coded = new Map<string, CodedOrganisation>(),
    intermediaries = [],
    status = () => 'active',
    businessName = () => 'Esimerkkilän sairaala',
    copiedAt = () => clock.now(),
    probe = noProofs,
    ...given
  }: {
    clock: Clock
    record: Record
    /** Default: a CA of its own. */
    ca?: ServiceCa | undefined
    /** Content of the code service, by OID. */
    coded?: Map<string, CodedOrganisation> | undefined
    /** Kanta intermediaries in the code service. */
    intermediaries?: CodedOrganisation[] | undefined
    /** Status in the business register. */
    status?: (businessId: BusinessId) => BusinessStatus
    businessName?: (businessId: BusinessId) => string
    /** When the code service was copied, if it was. */
    copiedAt?: () => Instant | undefined
    /** What is published at the names of applications; by default nothing. */
    probe?: ProofProbe | undefined
  },
) {
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  const businessRegister = {
    lookUpBusiness: (businessId: BusinessId) =>
      Promise.resolve(
        ok({ businessId, name: businessName(businessId), status: status(businessId) }),
      ),
  }
  // Copied only when a test says so: most tests use the current content of the code service.
  const copies = createCodes({
    ...{ db, clock, record, systemPermit: (operation) => aPermit(operation) },
    codeServer: {
      readList: (codeList) =>
        Promise.resolve(ok([...coded.values()].filter((entry) => entry.codeList === codeList))),
    },
  })
  const codes = {
    ...{ historyOf: copies.historyOf, touchedSince: copies.touchedSince },
    intermediaries: () => Promise.resolve(ok({ value: intermediaries, copiedAt: clock.now() })),
    findOrganisation: (_tx: unknown, oid: Oid) => {
      const at = copiedAt()
      return Promise.resolve(
        at === undefined
          ? refuse({ kind: 'no-copy-of-code-service' })
          : ok({ value: coded.get(oid), copiedAt: at }),
      )
    },
    organisationsOf: (_tx: unknown, businessId: BusinessId) =>
      Promise.resolve(
        ok({
          value: [...coded.values()].filter((one) => one.businessId === businessId),
          copiedAt: clock.now(),
        }),
      ),
  }
  const organisations = createOrganisations({
    systemPermit: (operation) => aPermit(operation),
    ...{ db, clock, record, people, businessRegister, codes, secret: new Uint8Array(32).fill(4) },
    points: { findPoints: () => Promise.resolve(new Map()) },
  })
  const accounts = createAccounts({
    ...{ db, clock, record, people, businessRegister, organisations },
    signingRegister: { lookUpSigning: () => Promise.resolve(ok('alone')) },
    secret: new Uint8Array(32).fill(1),
    publicUrl,
    systemPermit: (operation) => aPermit(operation),
  })
  const ca: ServiceCa = given.ca ?? (await startTestCa({ clock, isWanted: isOfServices }))
  const { issuers, signer } = ca
  const certificates = createCertificates({
    ...{ db, recordAll: recordEach(record), issuers, signer, clock },
  })
  const revocations = createRevocations({ record, clock, certificates })
  const outbox = createOutbox({ db, clock })
  const serviceCertificates = createServiceCertificates({
    ...{ db, clock, record, people, accounts, organisations, businessRegister, codes },
    ...{
      certificates,
      revocations,
      planJob: outbox.planJob,
      secret: new Uint8Array(32).fill(2),
    },
    ...{ publicUrl, checkSignature, probe },
    systemPermit: (operation) => aPermit(operation),
  })
  outbox.use({ handlers: serviceCertificates.jobs, subscriptions: [] })

  async function aPerson(): Promise<string> {
    const remembered = await db.write(async (tx) =>
      ok(
        await people.rememberPerson(tx, {
          ...{ identityCode: anIdentityCode(), givenNames: 'Aino', surname: 'Esimerkki' },
          ...{ language: 'fi', nonDisclosure: false },
        }),
      ),
    )
    assert.ok(remembered.ok)
    return remembered.value
  }

  /** A hospital, or another organisation of the code service, with a unit, an account and a signatory. */
  async function aHospital(changes: Partial<CodedOrganisation> = {}) {
    const businessId = aBusinessId() as BusinessId
    const root = organisationOid(businessId)
    const unitOid = `${root}.10.1` as Oid
    for (const [oid, name] of [
      [root, 'Esimerkkilän sairaala'],
      [unitOid, 'Esimerkkilän sairaalan apteekki'],
    ] as const)
      coded.set(oid, {
        ...{ oid, name, businessId, codeList: 'organisations', sector: 'public' },
        validFrom: localDate('2020-01-01'),
        ...changes,
      })
    return { ...(await anAccount(businessId)), unitOid }
  }

  /** An IT supplier, which is not in the code service. */
  const aSupplier = () => anAccount(aBusinessId() as BusinessId)

  async function anAccount(businessId: BusinessId) {
    const personId = await aPerson()
    const opened = await accounts.openAccount(aPermit('accounts.openAccount', { personId }), {
      ...{ businessId, contact: { email: 'aino@example.fi', language: 'fi' } },
    })
    assert.ok(opened.ok && opened.value.state === 'open')
    return { personId, organisationId: opened.value.organisationId, businessId }
  }

  return {
    ...{ people, organisations, accounts, ca, certificates, revocations, outbox },
    checkSignature,
    ...{
      copyCodes: copies.copyCodes,
      serviceCertificates,
      coded,
      intermediaries,
      aPerson,
      aHospital,
      aSupplier,
    },
  }
}
