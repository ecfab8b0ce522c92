import { createHash } from 'node:crypto'
import { addDays, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import { signatureCheckOf } from '@sotevarmenne/x509/algorithms'
import { decodeCertificateRequest, type RequestRefusal } from '@sotevarmenne/x509/request'
import type { Permit } from '#platform/permit.ts'
import type { IssuedCertificate, IssueRefusal } from './contract.ts'
import { certifiedNames, type NamesRefusal } from './domain/enrolment-rules.ts'
import { issue, wholeSecond } from './issue-certificate.ts'
import type { Issuing } from './issuing.ts'

export type EnrolRefusal =
  | IssueRefusal
  | NamesRefusal
  | { readonly kind: 'request-malformed'; readonly detail: string }
  | { readonly kind: 'client-unknown' }

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

    const request = decodeCertificateRequest(der)
    if (!request.ok) return refuse({ kind: 'request-malformed', detail: detailOf(request.refusal) })
    const { subjectPublicKeyInfo: spki, signatureAlgorithm, tbs, signature } = request.value

    const { clientId, rules } = client
    const names = certifiedNames(rules, request.value)
    if (!names.ok) return names

    const now = wholeSecond(issuing.clock.now())
    return issue(issuing, permit, {
      requestKey: `client:${clientId}:${createHash('sha256').update(der).digest('hex')}`,
      issuer: issuing.issuers.current('service', rules.family),
      profile: rules.profile,
      ...names.value,
      spki,
      isPossessed: () => signatureCheckOf(signatureAlgorithm, spki)(tbs, signature),
      notBefore: now,
      notAfter: endOfDay(addDays(dateInHelsinki(now), rules.validityDays - 1)),
      clientId,
    })
  }

const detailOf = (refusal: RequestRefusal): string =>
  'part' in refusal
    ? refusal.part
    : 'type' in refusal
      ? `${refusal.kind} ${refusal.type}`
      : refusal.kind
