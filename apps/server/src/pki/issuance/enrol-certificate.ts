import type { IssuingPermit } from './contract.ts'
import { hash } from 'node:crypto'
import { canonicalJson } from '@sotevarmenne/kernel/canonical-json'
import { addDays, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Basis, SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import { signatureCheckOf } from '@sotevarmenne/x509/algorithms'
import { decodeCertificateRequest, type RequestRefusal } from '@sotevarmenne/x509/request'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { ClientId, EnrolmentRules, IssuedCertificate, IssueRefusal } from './contract.ts'
import { certifiedNames, type NamesRefusal } from './domain/enrolment-rules.ts'
import { familyOf, issue, wholeSecond } from './issue-certificate.ts'
import type { Issuing } from './issuing.ts'
import { findByRequestKey } from './store.ts'

export type CertifyRefusal =
  IssueRefusal | NamesRefusal | { readonly kind: 'request-malformed'; readonly detail: string }

export type EnrolRefusal =
  | CertifyRefusal
  | { readonly kind: 'client-not-found' }
  /** Two case officers have not signed its rules. */
  | { readonly kind: 'client-not-approved' }

/** Certifies the key of a request by the client's rules. The same request returns the same certificate. */
export const enrolCertificate =
  (issuing: Issuing) =>
  async (
    permit: Permit<'certificates.enrolCertificate'>,
    der: Uint8Array,
  ): Promise<Result<IssuedCertificate, EnrolRefusal>> => {
    const client =
      permit.actor.kind === 'client' ? await issuing.clients.byId(permit.actor.clientId) : undefined
    if (client === undefined) return refuse({ kind: 'client-not-found' })
    const { clientId, rules, approval } = client
    if (approval === undefined) return refuse({ kind: 'client-not-approved' })
    const requester = `client:${clientId}`
    return certify(issuing, permit, { der, rules, requester, clientId, approval })
  }

export type CertifyClient = {
  readonly rules: EnrolmentRules
  /** PKCS#10, DER. */
  readonly request: Uint8Array
  readonly approval: SignedApproval
}

/**
 * Certifies the key of a future client program, by the rules that it will have: it opens its connections with
 * this certificate, and needs none of another issuer. Under other rules the same request is a different one,
 * and its key is refused: a certificate issued by wrong rules is never returned for the corrected ones.
 */
export const certifyClient =
  (issuing: Issuing) =>
  (
    permit: Permit<'certificates.registerClient'>,
    { rules, request, approval }: CertifyClient,
  ): Promise<Result<IssuedCertificate, EnrolRefusal>> =>
    certify(issuing, permit, {
      ...{ der: request, rules, approval, requester: `to-be-client:${digestOf(rules)}` },
    })

export type CertifyService = {
  /** The owner of the request: requests of different requesters are different. */
  readonly requester: string
  /** PKCS#10, DER. */
  readonly request: Uint8Array
  readonly rules: Omit<EnrolmentRules, 'family'>
  /** A test version, by the test CA. */
  readonly isTest: boolean
  /** What shows the signer that two case officers approved it. */
  readonly approval?: SignedApproval
}

/**
 * Certifies the key of an approved request, in its key's tree. A repeated request returns the same
 * certificate.
 */
export const certifyService =
  (issuing: Issuing) =>
  async (
    permit: Permit<'certificates.issueCertificate'>,
    { requester, request: der, rules, isTest, approval }: CertifyService,
  ): Promise<Result<IssuedCertificate, CertifyRefusal>> => {
    const request = decodeCertificateRequest(der)
    if (!request.ok) return refuse({ kind: 'request-malformed', detail: detailOf(request.refusal) })
    const family = familyOf(request.value.subjectPublicKeyInfo)
    return certify(issuing, permit, {
      ...{ der, requester, rules: { ...rules, family }, isTest },
      ...(approval && { approval }),
    })
  }

const requestKeyOf = (requester: string, der: Uint8Array): string => `${requester}:${sha256(der)}`

/** Whether a certificate of the request was begun or exists: requesting it again returns that one. */
export const isServiceBegun = async (
  tx: Tx,
  { requester, request }: Pick<CertifyService, 'requester' | 'request'>,
): Promise<boolean> => (await findByRequestKey(tx, requestKeyOf(requester, request))) !== undefined

/** The same for the same rules, in any order of their members, those of their members too. */
const digestOf = (rules: EnrolmentRules): string => sha256(canonicalJson(rules))

const sha256 = (content: Uint8Array | string): string => hash('sha256', content)

async function certify(
  issuing: Issuing,
  permit: IssuingPermit,
  {
    der,
    rules,
    requester,
    clientId,
    isTest = false,
    approval,
  }: {
    readonly der: Uint8Array
    readonly rules: EnrolmentRules
    /** Identical requests of different requesters are different. */
    readonly requester: string
    readonly clientId?: ClientId
    readonly isTest?: boolean
    readonly approval?: SignedApproval
  },
): Promise<Result<IssuedCertificate, CertifyRefusal>> {
  const request = decodeCertificateRequest(der)
  if (!request.ok) return refuse({ kind: 'request-malformed', detail: detailOf(request.refusal) })
  const { subjectPublicKeyInfo: spki, signatureAlgorithm, tbs, signature } = request.value

  const names = certifiedNames(rules, request.value)
  if (!names.ok) return names

  const now = wholeSecond(issuing.clock.now())
  return issue(issuing, permit, {
    requestKey: requestKeyOf(requester, der),
    issuer: issuing.issuers.current(isTest ? 'test' : 'service', rules.family),
    profile: rules.profile,
    ...names.value,
    spki,
    // Proof of possession of a CSR: its own key signed it.
    provesPossession: () => signatureCheckOf(signatureAlgorithm, spki)(tbs, signature),
    ...(approval && {
      evidence: {
        proof: { challenge: tbs, signature },
        basis: approvedByTwo(approval),
      },
    }),
    notBefore: now,
    notAfter: endOfDay(addDays(dateInHelsinki(now), rules.validityDays - 1)),
    ...(clientId === undefined ? {} : { clientId }),
  })
}

/** One object for one approval, so that it is encoded once for all certificates of a client. */
function approvedByTwo(approval: SignedApproval): Basis {
  const basis = basisBefore.get(approval) ?? { kind: 'approved-by-two', ...approval }
  basisBefore.set(approval, basis)
  return basis
}

const basisBefore = new WeakMap<SignedApproval, Basis>()

export const detailOf = (refusal: RequestRefusal): string =>
  'part' in refusal
    ? refusal.part
    : 'type' in refusal
      ? `${refusal.kind} ${refusal.type}`
      : refusal.kind
