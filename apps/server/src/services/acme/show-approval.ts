import type * as shown from '@sotevarmenne/api/acme'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { allowed } from '@sotevarmenne/kernel/lifecycle'
import { becauseOf, statementToSign } from '#services/service-certificates/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Viewer } from '#platform/workflow.ts'
import { accountUrl } from './addresses.ts'
import type { EnrolmentApproval } from './contract.ts'
import type { AcmeDeps } from './deps.ts'
import { mayApprove, mayCheck, mayStep } from './domain/approval.ts'
import { accountsOf } from './stores/accounts.ts'
import { factsOfApproval, forProgram, type Assessed } from './under-approval.ts'

/**
 * The approval in the form of the HTTP contract, with the results of the rules and the operations that the
 * user may call.
 */
export async function showApproval(
  deps: AcmeDeps,
  tx: Tx,
  approval: EnrolmentApproval,
  { viewer, assessed }: { readonly viewer: Viewer; readonly assessed?: Assessed },
): Promise<shown.EnrolmentApprovalView> {
  const { facts, standing, history, hasConformity, approvalId } = approval
  const assessedNow =
    assessed ?? (await deps.serviceCertificates.assessForProgram(tx, forProgram(approval)))
  const { ofFacts, entry } = assessedNow
  const names = await deps.people.namesOf(
    tx,
    history.map(({ by }) => by),
  )
  const organisationOf = await deps.organisations.organisationNames(tx, [approval.organisationId])
  return {
    ...showRow(approval, organisationOf),
    ...(entry && { unitName: entry.name }),
    technicalContact: facts.technicalContact,
    mailbox: facts.mailbox,
    language: facts.language,
    hasConformity,
    ...('because' in standing && { because: standing.because }),
    assessments: isOver(standing)
      ? []
      : ofFacts.map(({ rule, refusal }) => ({
          rule,
          ...(refusal && { because: becauseOf(deps, refusal) }),
        })),
    ...(viewer.as === 'caseOfficer' && (await toSign(deps, tx, approval, { viewer, assessedNow }))),
    history: history.map(({ step, at, by, because }) => ({
      ...{ step, at: formatInstant(at), by: names.get(by) ?? '' },
      ...(because !== undefined && { because }),
    })),
    accounts: (await accountsOf(tx, deps.sealing, approvalId)).map(
      ({ accountId, state, openedAt, endedAt }) => ({
        ...{ accountId, url: accountUrl(deps, accountId) },
        state: state === 'valid' && isOver(standing) ? 'ended' : state,
        openedAt: formatInstant(openedAt),
        ...(endedAt !== undefined && { endedAt: formatInstant(endedAt) }),
      }),
    ),
    may: mayOf(approval, { ...viewer, now: deps.clock.now() }),
  }
}

/** The text for the case officer who may check or approve it. */
async function toSign(
  deps: AcmeDeps,
  tx: Tx,
  approval: EnrolmentApproval,
  { viewer, assessedNow }: { readonly viewer: Viewer; readonly assessedNow: Assessed },
): Promise<{ readonly toSign?: string }> {
  const { standing } = approval
  const deciding = { by: viewer.personId, now: deps.clock.now() }
  if (!mayCheck(standing, deciding).ok && !mayApprove(standing, deciding).ok) return {}
  const facts = await factsOfApproval(deps, tx, approval, assessedNow)
  const before = standing.state === 'checked' ? standing.approval : undefined
  return { toSign: statementToSign(before, { facts, now: deciding.now }) }
}

/** Approvals as lists show them; the organisations are read in one call. */
export async function showRows(
  { organisations }: Pick<AcmeDeps, 'organisations'>,
  tx: Tx,
  approvals: readonly EnrolmentApproval[],
) {
  const organisationOf = await organisations.organisationNames(
    tx,
    approvals.map(({ organisationId }) => organisationId),
  )
  return approvals.map((approval) => showRow(approval, organisationOf))
}

export const showRow = (
  { approvalId, organisationId, facts, standing, requestedAt }: EnrolmentApproval,
  organisationOf: Awaited<ReturnType<AcmeDeps['organisations']['organisationNames']>>,
) => ({
  ...{ approvalId, state: standing.state, isTest: facts.isTest, unitOid: facts.unitOid },
  names: [...facts.names],
  organisation: organisationOf(organisationId),
  requestedAt: formatInstant(requestedAt),
})

/** Calls the rules of the operations themselves. */
function mayOf(
  { standing }: EnrolmentApproval,
  { as, personId, now }: Viewer & { readonly now: Parameters<typeof mayCheck>[1]['now'] },
): shown.EnrolmentApprovalView['may'] {
  if (as === 'auditor') return []
  const isApproved = standing.state === 'approved'
  if (as === 'member') return allowed({ createEabKey: isApproved, end: mayStep(standing, 'end') })
  const deciding = { by: personId, now }
  return allowed({
    check: mayCheck(standing, deciding).ok,
    approve: mayApprove(standing, deciding).ok,
    refuse: mayStep(standing, 'refuse'),
    end: isApproved,
  })
}

const isOver = ({ state }: EnrolmentApproval['standing']): boolean =>
  state === 'refused' || state === 'ended'
