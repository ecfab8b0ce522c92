import type { ServiceRevocationReason } from '@sotevarmenne/api/service-certificates'
import * as contracts from '@sotevarmenne/api/service-certificates'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { stepBy } from '#platform/workflow.ts'
import type { RequestedOfMember } from '#organisations/accounts/index.ts'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { SerialNumber } from '#pki/issuance/contract.ts'
import type { CrlReason } from '#pki/revocation/contract.ts'
import { operation } from '#platform/operation.ts'
import type { Application, PastStep, StandingIn } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { revoke, type StepNotPossible } from './domain/application.ts'
import { lockOwn, showOwn, takeStep, type NotFound, type OwnRefusal } from './own-application.ts'
import { findApplication, lockApplication } from './store.ts'
import { closeRevoked } from './stores/outdated.ts'
import { ownProblems, stepProblem } from './problems.ts'

const crlReasonOf: { readonly [Reason in ServiceRevocationReason]: CrlReason } = {
  'key-compromised': 'keyCompromise',
  'data-changed': 'affiliationChanged',
  replaced: 'superseded',
  'not-needed': 'cessationOfOperation',
}

/** Any member of the organisation that applied revokes the certificate for good (R187). */
export const revokeServiceCertificate = operation({
  contract: contracts.revokeServiceCertificate,
  problems: { ...ownProblems, ...stepProblem },
  handle:
    (deps: ServiceCertificatesDeps) =>
    async (permit, { applicationId, reason }): Promise<Revoked> => {
      const found = await deps.db.read((tx) => findApplication(tx, deps.sealing, applicationId))
      if (!found) return refuse({ kind: 'application-not-found' })
      const checked = await actionOfRevoking(deps, permit, found.organisationId)
      return deps.db.write(async (tx): Promise<Revoked> => {
        const own = await lockOwn(deps, tx, permit, applicationId, checked)
        if (!own.ok) return own
        const revoked = await revokeNow(deps, tx, permit, { application: own.value, reason })
        return revoked.ok ? ok(await showOwn(deps, tx, permit, revoked.value)) : revoked
      })
    },
})

type Revoked = Result<ResponseOf<typeof contracts.viewApplication>, OwnRefusal | StepNotPossible>

/**
 * An urgent revocation does not wait for the business register: where that does not respond the role is
 * enough.
 */
export async function actionOfRevoking(
  { accounts }: Pick<ServiceCertificatesDeps, 'accounts'>,
  permit: Permit<'serviceCertificates.revoke'>,
  organisationId: string,
): Promise<RequestedOfMember> {
  const prepared = await accounts.prepareAction(permit, { organisationId, action: 'apply' })
  // Not by a reader: the role must allow it.
  return prepared.ok ? prepared.value : { organisationId, action: 'view', at: 'apply' }
}

/** The same at the request of the program that ordered it, or of the holder of its key. */
export const revokeByProgram =
  (deps: ServiceCertificatesDeps) =>
  async (
    tx: Tx,
    permit: Permit<'acme.serve'>,
    {
      applicationId,
      reason,
    }: { readonly applicationId: string; readonly reason: ServiceRevocationReason },
  ): Promise<Result<undefined, NotFound | StepNotPossible>> => {
    const application = await lockApplication(tx, deps.sealing, applicationId)
    if (!application?.byProgram) return refuse({ kind: 'application-not-found' })
    const revoked = await revokeNow(deps, tx, permit, { application, reason })
    return revoked.ok ? ok(undefined) : revoked
  }

/** Revokes it, and returns the application as it is then. */
export async function revokeNow(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  permit: Permit<
    | 'acme.serve'
    | 'serviceCertificates.decideOutdated'
    | 'serviceCertificates.revoke'
    | 'serviceCertificates.revokeOutdated'
  >,
  {
    application,
    reason,
  }: { readonly application: Application; readonly reason: ServiceRevocationReason },
): Promise<Result<Application & { readonly standing: StandingIn<'revoked'> }, StepNotPossible>> {
  const now = deps.clock.now()
  const revoked = revoke(application.standing, { reason, now })
  if (!revoked.ok) return revoked
  const { issuer, serial } = revoked.value
  const done = await deps.revocations.revokeCertificates(tx, permit, {
    issuer: issuer as IssuerId,
    serials: [serial as SerialNumber],
    reason: crlReasonOf[reason],
    cause: `service-certificate-${reason}`,
  })
  if (!done.ok) throw new Error(`certificate not found: ${application.applicationId}`)
  await closeRevoked(tx, application.applicationId)
  const past: PastStep =
    permit.actor.kind === 'person' ? stepBy(deps, permit, 'revoke') : { step: 'revoke', at: now }
  const event = { type: 'ServiceCertificateRevoked', reason } as const
  const changes = { standing: revoked.value }
  const changed = await takeStep(deps, tx, permit, application, { past, event, changes })
  return ok({ ...changed, ...changes })
}
