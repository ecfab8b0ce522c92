import {
  approvalStatement,
  readApprovalStatement,
  type Approved,
  type ApprovedProfile,
} from '@sotevarmenne/issuing/domain/approval-statement'
import type { SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import type { CardSignatureInput } from '@sotevarmenne/api/values'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import { parseSignatureAlgorithm } from '@sotevarmenne/x509/signature-names'
import { fromBase64 } from '#platform/base64.ts'
import type { EnrolmentRules } from './contract.ts'

type NamedRules = { readonly name: string; readonly rules: EnrolmentRules }

/** What two case officers sign before a client is registered; undefined for rules by which none is. */
export function clientStatement(
  { name, rules }: NamedRules,
  { id, drafted }: Pick<Approved, 'id'> & { readonly drafted: Instant },
): string | undefined {
  const { profile, organisation, unit, organisationOid: oid, validityDays } = rules
  if (!isOfServices(profile)) return undefined
  return approvalStatement({
    ...{ kind: 'client', id, applicant: name, profile, isTest: false, organisation, unit, oid },
    ...{
      names: [...rules.dnsNames, ...(rules.addresses ?? []), ...rules.commonNames],
      validityDays,
    },
    ...{ keyDigest: undefined, drafted },
  })
}

export type ClientApprovalRefusal = {
  readonly kind:
    | 'two-approvals-needed'
    | 'approvals-of-different-texts'
    | 'approvals-of-one-person'
    /** The statement says something else than the rules. */
    | 'approval-of-other-rules'
    | 'approval-signature-wrong'
}

/** As the page of client programs saves it when a case officer has signed. */
export type SentApproval = CardSignatureInput & { readonly statement: string }

/** Puts two signed statements together. The signer checks once more, and whose certificates they are. */
export function clientApproval(
  sent: readonly SentApproval[],
  rules: NamedRules,
): Result<SignedApproval, ClientApprovalRefusal> {
  const [first, second, ...more] = sent
  if (!first || !second || more.length > 0) return refuse({ kind: 'two-approvals-needed' })
  if (first.statement !== second.statement) return refuse({ kind: 'approvals-of-different-texts' })
  const statement = fromBase64(first.statement)
  const text = Buffer.from(statement).toString('utf8')
  const approved = readApprovalStatement(text)
  if (approved === undefined || clientStatement(rules, approved) !== text)
    return refuse({ kind: 'approval-of-other-rules' })
  const approvals: SignedApproval['approvals'][number][] = []
  for (const { signature: base64, signatureAlgorithm: name, chain } of [first, second]) {
    const signatureAlgorithm = parseSignatureAlgorithm(name)
    const certificate = fromBase64(chain[0] ?? '')
    const signature = fromBase64(base64)
    const decoded = decodeCertificate(certificate)
    const isSigned =
      decoded.ok &&
      signatureAlgorithm !== undefined &&
      verifySignature({
        ...{ algorithm: signatureAlgorithm, spki: decoded.value.subjectPublicKeyInfo },
        ...{ data: statement, signature },
      })
    if (!isSigned) return refuse({ kind: 'approval-signature-wrong' })
    approvals.push({ signature, signatureAlgorithm, certificate })
  }
  const [one, other] = approvals.map(({ certificate }) => certificate)
  return one && other && equalBytes(one, other)
    ? refuse({ kind: 'approvals-of-one-person' })
    : ok({ statement, approvals })
}

const isOfServices = (profile: EnrolmentRules['profile']): profile is ApprovedProfile =>
  profile === 'server' || profile === 'system-signature'
