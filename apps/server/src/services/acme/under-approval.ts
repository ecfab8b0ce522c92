import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { withStep } from '#platform/workflow.ts'
import {
  approvalProblems,
  assessmentProblems,
  factsToApprove,
  type ApprovalRefusal,
  type FactsRefusal,
  type ForProgram,
  type RequestRefused,
} from '#services/service-certificates/index.ts'
import { no, type AcmeRefusal } from './acme-refusal.ts'
import type { ApprovalStepTaken, EnrolmentApproval, PastApprovalStep } from './contract.ts'
import type { AcmeDeps } from './deps.ts'
import { nameOf } from './domain/approved-names.ts'
import { saveApproval } from './store.ts'

export const aboutApproval = ({
  approvalId,
  organisationId,
}: Pick<EnrolmentApproval, 'approvalId' | 'organisationId'>) => ({ approvalId, organisationId })

/** Input for the rules of `service-certificates`: the approval's facts with these names. */
export const forProgram = (
  { organisationId, facts, hasConformity }: Omit<EnrolmentApproval, 'standing'>,
  names: readonly string[] = [...new Set(facts.names.map(nameOf))],
): ForProgram => {
  const { isTest, unitOid, technicalContact, mailbox, language } = facts
  return {
    ...{ organisationId, hasConformity },
    facts: {
      ...{ product: 'server', isTest, unitOid, names, technicalContact, mailbox, language },
    },
  }
}

/** What both case officers approve, by the registers at this moment. */
export const factsOfApproval = async (
  { organisations }: Pick<AcmeDeps, 'organisations'>,
  tx: Tx,
  approval: EnrolmentApproval,
  { ownerName, entry }: Assessed,
) =>
  factsToApprove({
    ...{ kind: 'acme', id: approval.approvalId, ownerName, entry },
    ...{ facts: forProgram(approval).facts, names: approval.facts.names },
    applicant: await organisations.organisationById(tx, approval.organisationId),
  })

export type Assessed = Awaited<ReturnType<AcmeDeps['serviceCertificates']['assessForProgram']>>

/**
 * Whether programs may still act under the approval (R191). The code service and the supplier authorisation
 * of the OID's owner are checked at each operation that could lead to a certificate.
 */
export async function checkUnderApproval(
  { serviceCertificates }: Pick<AcmeDeps, 'serviceCertificates'>,
  tx: Tx,
  approval: EnrolmentApproval,
  names?: readonly string[],
): Promise<Result<undefined, AcmeRefusal>> {
  const { refusal } = await serviceCertificates.assessForProgram(tx, forProgram(approval, names))
  return refusal ? refusedByRules(refusal) : ok(undefined)
}

/**
 * Saves it with the step in its history, and records that. With an approval end the orders under it that are
 * not issued yet (R191).
 */
export async function takeStep(
  {
    serviceCertificates,
    record,
    sealing,
  }: Pick<AcmeDeps, 'serviceCertificates' | 'record' | 'sealing'>,
  tx: Tx,
  permit: Permit,
  approval: EnrolmentApproval,
  {
    past,
    type,
    standing,
    signed,
  }: Pick<EnrolmentApproval, 'standing'> &
    Pick<ApprovalStepTaken, 'type' | 'signed'> & { readonly past: PastApprovalStep },
): Promise<EnrolmentApproval> {
  const changed = withStep(approval, past, { standing })
  await saveApproval(tx, sealing, changed)
  const { approvalId } = approval
  if (standing.state === 'ended') await serviceCertificates.endProgram(tx, { approvalId })
  const event: ApprovalStepTaken = {
    ...{ type, ...aboutApproval(approval) },
    ...(signed && { signed }),
  }
  await record(tx, event, permit)
  return changed
}

/** Refusals of the rules of service certificates as ACME errors. */
export function refusedByRules({
  kind,
  ...facts
}: FactsRefusal | RequestRefused | ApprovalRefusal): Result<never, AcmeRefusal> {
  const { title } = { ...assessmentProblems, ...approvalProblems }[kind]
  const named = 'name' in facts ? `: ${facts.name}` : ''
  const detail = `${title.en}${named}.`
  if (passing.has(kind)) return no('serverInternal', detail, { status: 503, retryAfter: 600 })
  if (kind === 'key-already-used') return no('badPublicKey', `${detail} ${newKeyAdvice}`)
  if (ofKey.has(kind)) return no('badPublicKey', detail)
  if (kind === 'address-without-name') return no('rejectedIdentifier', detail)
  return no(ofRequest.has(kind) ? 'badCSR' : 'unauthorized', detail)
}

/** The setting of each program that would renew with the same key: the guide for relying parties has them too. */
const newKeyAdvice =
  'Renew with a new key each time: acme.sh --always-force-new-domain-key; certbot and lego without --reuse-key; ' +
  'dehydrated PRIVATE_KEY_RENEW=yes; uacme after removing private/<name>/key.pem.'

/** Temporary problems. */
const passing: ReadonlySet<string> = new Set(['no-copy-of-code-service', 'copy-not-of-today'])
const ofKey: ReadonlySet<string> = new Set([
  'key-not-readable',
  'key-too-weak',
  'key-family-not-served',
])
const ofRequest: ReadonlySet<string> = new Set([
  'request-missing',
  'request-malformed',
  'bad-proof-of-possession',
  'name-not-allowed',
  'name-missing',
  'name-not-requested',
  'ca-certificate-requested',
])
