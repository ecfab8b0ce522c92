import { hash } from 'node:crypto'
import { addDays, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
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

export type EnrolRefusal = CertifyRefusal | { readonly kind: 'client-unknown' }

/** Certifies the key of a request as the client's rules have it. The same request answers with the same certificate. */
export const enrolCertificate =
  (issuing: Issuing) =>
  async (
    permit: Permit<'certificates.enrolCertificate'>,
    der: Uint8Array,
  ): Promise<Result<IssuedCertificate, EnrolRefusal>> => {
    const client =
      permit.actor.kind === 'client' ? await issuing.clients.byId(permit.actor.clientId) : undefined
    if (client === undefined) return refuse({ kind: 'client-unknown' })
    const { clientId, rules } = client
    return certify(issuing, permit, { der, rules, asker: `client:${clientId}`, clientId })
  }

export type CertifyClient = {
  readonly rules: EnrolmentRules
  /** PKCS#10, DER. */
  readonly request: Uint8Array
}

/**
 * Certifies the key of a program that is to be a client, by the rules that it will have: with this certificate it opens
 * its connections. Nobody has to bring one of somebody else's. By other rules the same request is another one, and its
 * key is refused: what was certified by wrong rules is never answered as if it were by the mended ones.
 */
export const certifyClient =
  (issuing: Issuing) =>
  (
    permit: Permit<'certificates.registerClient'>,
    { rules, request }: CertifyClient,
  ): Promise<Result<IssuedCertificate, EnrolRefusal>> =>
    certify(issuing, permit, { der: request, rules, asker: `to-be-client:${digestOf(rules)}` })

export type CertifyService = {
  /** Whose request it is: requests of different askers are different. */
  readonly asker: string
  /** PKCS#10, DER. */
  readonly request: Uint8Array
  readonly rules: Omit<EnrolmentRules, 'family'>
  /** A test version, by the test authority. */
  readonly isTest: boolean
}

/** Certifies the key of an approved request, in the tree of its key. The same request of the same asker answers with the same certificate. */
export const certifyService =
  (issuing: Issuing) =>
  async (
    permit: Permit<'certificates.issueCertificate'>,
    { asker, request: der, rules, isTest }: CertifyService,
  ): Promise<Result<IssuedCertificate, CertifyRefusal>> => {
    const request = decodeCertificateRequest(der)
    if (!request.ok) return refuse({ kind: 'request-malformed', detail: detailOf(request.refusal) })
    const family = familyOf(request.value.subjectPublicKeyInfo)
    return certify(issuing, permit, { der, asker, rules: { ...rules, family }, isTest })
  }

const requestKeyOf = (asker: string, der: Uint8Array): string => `${asker}:${sha256(der)}`

/** Whether a certificate of the request was begun, or is there: asking for it again gives that one. */
export const isServiceBegun = async (
  tx: Tx,
  { asker, request }: Pick<CertifyService, 'asker' | 'request'>,
): Promise<boolean> => (await findByRequestKey(tx, requestKeyOf(asker, request))) !== undefined

/** The same for the same rules, in whatever order their members were read. */
const digestOf = (rules: EnrolmentRules): string =>
  sha256(JSON.stringify(rules, Object.keys(rules).toSorted()))

const sha256 = (content: Uint8Array | string): string => hash('sha256', content)

async function certify(
  issuing: Issuing,
  permit: Permit,
  {
    der,
    rules,
    asker,
    clientId,
    isTest = false,
  }: {
    readonly der: Uint8Array
    readonly rules: EnrolmentRules
    /** Requests of different askers are different, be they ever so alike. */
    readonly asker: string
    readonly clientId?: ClientId
    readonly isTest?: boolean
  },
): Promise<Result<IssuedCertificate, CertifyRefusal>> {
  const request = decodeCertificateRequest(der)
  if (!request.ok) return refuse({ kind: 'request-malformed', detail: detailOf(request.refusal) })
  const { subjectPublicKeyInfo: spki, signatureAlgorithm, tbs, signature } = request.value

  const names = certifiedNames(rules, request.value)
  if (!names.ok) return names

  const now = wholeSecond(issuing.clock.now())
  return issue(issuing, permit, {
    requestKey: requestKeyOf(asker, der),
    issuer: issuing.issuers.current(isTest ? 'test' : 'service', rules.family),
    profile: rules.profile,
    ...names.value,
    spki,
    isPossessed: () => signatureCheckOf(signatureAlgorithm, spki)(tbs, signature),
    notBefore: now,
    notAfter: endOfDay(addDays(dateInHelsinki(now), rules.validityDays - 1)),
    ...(clientId === undefined ? {} : { clientId }),
  })
}

export const detailOf = (refusal: RequestRefusal): string =>
  'part' in refusal
    ? refusal.part
    : 'type' in refusal
      ? `${refusal.kind} ${refusal.type}`
      : refusal.kind
