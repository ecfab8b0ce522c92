import type * as shown from '@sotevarmenne/api/registrars'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { allowed } from '@sotevarmenne/kernel/lifecycle'
import type { Tx } from '#platform/db.ts'
import type { Problem } from '#platform/endpoint.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { recordAccess } from '#platform/record.ts'
import type { Viewer } from '#platform/workflow.ts'
import type { Organisation } from '#organisations/registry/contract.ts'
import type { Point } from '#points/points/contract.ts'
import type { Assessed } from './assess.ts'
import { checkProblems } from './check-problems.ts'
import type {
  RegistrarApplication,
  RegistrarApplicationsListed,
  RegistrarApplicationViewed,
} from './contract.ts'
import type { RegistrarsDeps } from './deps.ts'
import { checkDecider, mayChange, mayWithdraw } from './domain/application.ts'
import { firstRefusal, type RegistrarRefused } from './domain/check-registrar.ts'

/** The application in the HTTP contract's form, with its checks and the viewer's possible actions. */
export async function showApplication(
  deps: RegistrarsDeps,
  tx: Tx,
  application: RegistrarApplication,
  { assessed, viewer }: { readonly assessed: Assessed; readonly viewer: Viewer },
): Promise<shown.RegistrarApplicationView> {
  const { facts, standing, history, hasProof } = application
  const { training } = facts
  const isOver = !mayWithdraw(standing)
  const names = await deps.people.namesOf(tx, [
    ...history.map(({ by }) => by),
    ...(assessed.personId === undefined ? [] : [assessed.personId]),
  ])
  // An organisation would learn whose an identity code is.
  const knownName =
    viewer.as === 'member' || assessed.personId === undefined
      ? undefined
      : names.get(assessed.personId)
  return {
    ...showRow(application, { organisation: assessed.organisation, point: assessed.at.point }),
    identityCode: facts.identityCode,
    ...(knownName !== undefined && { knownName }),
    training: { ...training, lastDay: assessed.training.lastDay },
    hasProof,
    ...('because' in standing && { because: standing.because }),
    // A settled application is not checked again.
    checks: isOver
      ? []
      : assessed.checked.map(({ rule, refusal }) => ({
          rule,
          ...(refusal && { because: becauseOf(refusal) }),
        })),
    ...('decision' in standing && { decision: standing.decision }),
    history: history.map(({ step, at, by, because }) => ({
      ...{ step, at: formatInstant(at), by: names.get(by) ?? '' },
      ...(because !== undefined && { because }),
    })),
    may: mayOf(application, assessed, viewer),
  }
}

/**
 * Rows of lists: organisations and points are requested all at once. Recorded as access to each person named.
 */
export async function showRows(
  deps: Pick<RegistrarsDeps, 'organisations' | 'registration' | 'people' | 'record'>,
  tx: Tx,
  permit: Permit,
  applications: readonly RegistrarApplication[],
) {
  const { organisations, registration, people } = deps
  const codes = applications.map(({ facts }) => facts.identityCode)
  const looked: RegistrarApplicationsListed = { type: 'RegistrarApplicationsListed' }
  const named = (await people.knownAmong(tx, codes)).values()
  if (applications.length > 0) await recordAccess(deps, tx, permit, { looked, named })
  const organisationOf = await organisations.organisationNames(
    tx,
    applications.map(({ organisationId }) => organisationId),
  )
  const points = await registration.findPoints(
    tx,
    applications.map(({ facts }) => facts.pointId),
  )
  return applications.map((application) =>
    showRow(application, {
      organisation: organisationOf(application.organisationId),
      point: points.get(application.facts.pointId),
    }),
  )
}

const showRow = (
  { applicationId, facts, standing, draftedAt }: RegistrarApplication,
  {
    organisation: { organisationId, name, businessId },
    point,
  }: {
    readonly organisation: Pick<Organisation, 'organisationId' | 'name' | 'businessId'>
    readonly point: Pick<Point, 'name'> | undefined
  },
) => ({
  ...{ applicationId, state: standing.state, name: facts.name },
  point: { pointId: facts.pointId, name: point?.name ?? '' },
  organisation: { organisationId, name, businessId },
  draftedAt: formatInstant(draftedAt),
  ...('sentAt' in standing && { sentAt: formatInstant(standing.sentAt) }),
})

function becauseOf({ kind, ...facts }: RegistrarRefused) {
  const { title, advice }: Pick<Problem, 'title' | 'advice'> = checkProblems[kind]
  return { kind, title, ...(advice && { advice }), facts }
}

/** Applies the rules of the operations themselves. */
function mayOf(
  { standing }: RegistrarApplication,
  { personId: about, checked }: Assessed,
  { as, personId }: Viewer,
): shown.RegistrarApplicationView['may'] {
  if (as === 'auditor') return []
  if (as === 'caseOfficer') {
    const may = checkDecider(standing, { by: personId, personId: about }).ok
    return allowed({ approve: may && !firstRefusal(checked), giveBack: may, refuse: may })
  }
  const isOurs = mayChange(standing)
  return allowed({ change: isOurs, send: isOurs, withdraw: mayWithdraw(standing) })
}

/** It shows a person's identity code: every access is recorded, except to one's own. */
export async function recordView(
  { record }: Pick<RegistrarsDeps, 'record'>,
  tx: Tx,
  permit: Permit,
  application: RegistrarApplication,
  { personId }: Assessed,
): Promise<void> {
  if (personId === personOf(permit)) return
  const event: RegistrarApplicationViewed = {
    ...{ type: 'RegistrarApplicationViewed', ...aboutApplication(application) },
    ...(personId !== undefined && { about: { personId } }),
  }
  await record(tx, event, permit)
}

export const aboutApplication = ({
  applicationId,
  organisationId,
}: Pick<RegistrarApplication, 'applicationId' | 'organisationId'>) => ({
  applicationId,
  organisationId,
})
