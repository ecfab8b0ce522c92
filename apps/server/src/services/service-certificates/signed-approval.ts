import { hash } from 'node:crypto'
import {
  approvalStatement,
  readApprovalStatement,
  type Approved,
  type ApprovedKind,
} from '@sotevarmenne/issuing/domain/approval-statement'
import type { SignedApproval, Signature } from '@sotevarmenne/issuing/domain/evidence'
import type { CardSignatureInput } from '@sotevarmenne/api/values'
import { hour, minute, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { parseSignatureAlgorithm } from '@sotevarmenne/x509/signature-names'
import type { CodedOrganisation } from '#people/registers/contract.ts'
import { fromBase64, toBase64 } from '#platform/base64.ts'
import type { Permit } from '#platform/permit.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { rulesOf } from './assess.ts'
import type { CheckSignature } from '#platform/check-signature.ts'
import type { ApplicationFacts, ApprovalSigned } from './contract.ts'
import { texts } from './texts.ts'

export type ApprovalSignatureRefusal =
  | { readonly kind: 'signature-missing' }
  | { readonly kind: 'approval-signature-not-accepted'; readonly because: string }
  /** The data, or the text, are not those that were signed. */
  | { readonly kind: 'another-text-was-signed' }
  /** The second case officer: the data have changed since the first one signed. */
  | { readonly kind: 'approval-outdated' }

export const approvalSignatureProblems = {
  'signature-missing': { status: 422, ...texts.signatureMissing },
  'approval-signature-not-accepted': { status: 422, ...texts.approvalSignatureNotAccepted },
  'another-text-was-signed': { status: 409, ...texts.anotherTextWasSigned },
  'approval-outdated': { status: 409, ...texts.approvalOutdated },
} satisfies ProblemsFor<ApprovalSignatureRefusal>

/** A statement with the valid signature of a case officer. */
export type SignedStatement = {
  readonly statement: Uint8Array
  readonly approved: Approved
  readonly signature: Signature
  /** Serial of the certificate that signed. */
  readonly signedWith: string
}

/** For the audit log. */
export const aboutSigned = ({ statement, signedWith }: SignedStatement): ApprovalSigned => ({
  ...{ statementDigest: hash('sha256', statement), signedWith },
})

/** Outside the transaction of the decision, which compares the statement with the data at that moment. */
export async function checkApprovalSignature(
  checkSignature: CheckSignature,
  permit: Permit,
  signed: (CardSignatureInput & { readonly statement: string }) | undefined,
): Promise<Result<SignedStatement, ApprovalSignatureRefusal>> {
  if (signed === undefined) return refuse({ kind: 'signature-missing' })
  const statement = fromBase64(signed.statement)
  const approved = readApprovalStatement(Buffer.from(statement).toString('utf8'))
  if (approved === undefined) return refuse({ kind: 'another-text-was-signed' })
  const { signatureAlgorithm: name } = signed
  const signature = fromBase64(signed.signature)
  const checked = await checkSignature(permit, {
    ...{ data: statement, signature, signatureAlgorithm: name },
    chain: signed.chain.map(fromBase64),
  })
  if (!checked.ok)
    return refuse({ kind: 'approval-signature-not-accepted', because: checked.refusal.kind })
  const signatureAlgorithm = parseSignatureAlgorithm(name)
  const [certificate] = checked.value.chain
  if (signatureAlgorithm === undefined || certificate === undefined)
    throw new Error('unreachable: the signature was accepted')
  return ok({
    ...{ statement, approved, signature: { signature, signatureAlgorithm, certificate } },
    signedWith: checked.value.certificateSerial,
  })
}

/**
 * The approval with this signature: the first one if `before` is absent. `facts`: what the data say at this
 * moment, whenever the statement was drafted; `since`: when the present application was sent.
 */
export function withSignature(
  before: SignedApproval | undefined,
  { statement, approved, signature }: SignedStatement,
  {
    facts,
    now,
    since,
  }: {
    readonly facts: Omit<Approved, 'drafted'>
    readonly now: Instant
    readonly since: Instant
  },
): Result<SignedApproval, ApprovalSignatureRefusal> {
  if (before !== undefined && !Buffer.from(before.statement).equals(statement))
    return refuse({ kind: 'another-text-was-signed' })
  const isUnchanged = says(statement, { ...facts, drafted: approved.drafted })
  if (before !== undefined)
    return isUnchanged
      ? ok({ statement, approvals: [...before.approvals.slice(0, 1), signature] })
      : refuse({ kind: 'approval-outdated' })
  const { drafted } = approved
  const isFresh = drafted <= now + minute && drafted >= since && drafted > now - servesFor
  return isUnchanged && isFresh
    ? ok({ statement, approvals: [signature] })
    : refuse({ kind: 'another-text-was-signed' })
}

/** A page that was opened in the morning may be signed in the evening. */
const servesFor = 12 * hour

/** Why nothing is issued for an approval. */
export type ApprovalRefusal = { readonly kind: 'not-signed-by-two' | 'approval-outdated' }

/** Whether the approval is of two persons, and allows what the data say now. */
export function refusalOfApproval(
  approval: SignedApproval | undefined,
  { organisation, unit, organisationOid: oid }: ReturnType<typeof rulesOf>,
  { isTest }: Pick<ApplicationFacts, 'isTest'>,
): ApprovalRefusal | undefined {
  if (approval?.approvals.length !== 2) return { kind: 'not-signed-by-two' }
  const approved = readApprovalStatement(Buffer.from(approval.statement).toString('utf8'))
  const isTrue =
    approved !== undefined &&
    approvalStatement(approved) ===
      approvalStatement({ ...approved, organisation, unit, oid, isTest })
  return isTrue ? undefined : { kind: 'approval-outdated' }
}

/** What two case officers approve, by the registers at this moment. */
export function factsToApprove({
  kind,
  id,
  applicant,
  facts,
  names,
  ownerName,
  entry,
  keyDigest,
}: {
  readonly kind: ApprovedKind
  readonly id: string
  readonly applicant: { readonly name: string; readonly businessId: string } | undefined
  readonly facts: Pick<ApplicationFacts, 'product' | 'isTest' | 'unitOid' | 'names'>
  /** As they are approved; those of the facts by default. */
  readonly names?: readonly string[]
  readonly ownerName: string
  readonly entry: CodedOrganisation | undefined
  readonly keyDigest?: string | undefined
}): Omit<Approved, 'drafted'> {
  const { organisation, unit, organisationOid, validityDays } = rulesOf(
    { facts },
    { ownerName, entry },
  )
  return {
    ...{ kind, id, profile: facts.product, isTest: facts.isTest, organisation, unit },
    applicant: applicant ? `${applicant.name} ${applicant.businessId}` : '',
    ...{ oid: organisationOid, names: names ?? facts.names, validityDays, keyDigest },
  }
}

/** The text that the next case officer signs, base64. */
export const statementToSign = (
  before: SignedApproval | undefined,
  { facts, now }: { readonly facts: Omit<Approved, 'drafted'>; readonly now: Instant },
): string =>
  toBase64(before?.statement ?? Buffer.from(approvalStatement({ ...facts, drafted: now }), 'utf8'))

const says = (statement: Uint8Array, approved: Approved): boolean =>
  Buffer.from(approvalStatement(approved), 'utf8').equals(statement)

type Acting = { readonly by: string; readonly now: Instant }
type Signing = Acting & { readonly approval: SignedApproval }

/** The rules of what two case officers check and approve, one after the other. */
type RulesOfTwo<Standing, NotNow> = {
  readonly mayCheck: (standing: Standing, acting: Acting) => Result<unknown, NotNow>
  readonly mayApprove: (standing: Standing, acting: Acting) => Result<unknown, NotNow>
  readonly check: (standing: Standing, signing: Signing) => Result<Standing, NotNow>
  readonly approve: (standing: Standing, signing: Signing) => Result<Standing, NotNow>
  /** With the first signature, once it is checked. */
  readonly approvalOf: (standing: Standing) => SignedApproval | undefined
  /** When the applicant sent it. */
  readonly sentAt: (standing: Standing) => Instant | undefined
}

/** The decisions that are signed; any other decision is let through by `may`, and is not for `decide`. */
export const signedDecisions = <Standing, NotNow>(rules: RulesOfTwo<Standing, NotNow>) => {
  /** Before the signature is checked: who decides twice must not sign in vain. */
  const may = (standing: Standing, decision: string, acting: Acting): Result<unknown, NotNow> => {
    if (decision === 'check') return rules.mayCheck(standing, acting)
    return decision === 'approve' ? rules.mayApprove(standing, acting) : ok(undefined)
  }

  /** A check or an approval. `wrong`: what the checks at this moment found. */
  const decide = <Wrong>(
    standing: Standing,
    {
      decision,
      acting,
      signed,
      wrong,
      facts,
    }: {
      readonly decision: string
      readonly acting: Acting
      readonly signed: SignedStatement
      readonly wrong: Wrong | undefined
      readonly facts: Omit<Approved, 'drafted'>
    },
  ): Result<Standing, NotNow | Wrong | ApprovalSignatureRefusal> => {
    if (wrong !== undefined) return refuse(wrong)
    const possible = may(standing, decision, acting)
    if (!possible.ok) return possible
    const { now } = acting
    const approval = withSignature(rules.approvalOf(standing), signed, {
      ...{ facts, now, since: rules.sentAt(standing) ?? now },
    })
    if (!approval.ok) return approval
    const signing = { ...acting, approval: approval.value }
    return decision === 'check' ? rules.check(standing, signing) : rules.approve(standing, signing)
  }

  return { may, decide }
}
