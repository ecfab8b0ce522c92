import type * as contracts from '@sotevarmenne/api/service-certificates'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import { organisationOid } from '@sotevarmenne/identifiers/oid'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { IssuerId } from '#authority/contract.ts'
import type { SerialNumber } from '#certificates/contract.ts'
import type { CrlReason } from '#revocation/contract.ts'
import type { Application, RevocationReason, ServiceCertificateRevoked } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { revoke, type StepNotPossible } from './domain/application.ts'
import { pastStep, saveAndShow, withStep, type NotFound } from './own-application.ts'
import { aboutApplication } from './show-application.ts'
import { lockApplication } from './store.ts'

const crlReasonOf: { readonly [Reason in RevocationReason]: CrlReason } = {
  'key-compromised': 'keyCompromise',
  'data-changed': 'affiliationChanged',
  replaced: 'superseded',
  'not-needed': 'cessationOfOperation',
}

/**
 * Revokes the certificate for good (R187): any member of the organisation that applied, or of the one that the certificate names,
 * which may be another.
 */
export const revokeServiceCertificate =
  (deps: ServiceCertificatesDeps) =>
  (
    permit: Permit<'serviceCertificates.revoke'>,
    { applicationId, reason }: InputOf<typeof contracts.revokeServiceCertificate>,
  ): Promise<Result<AnswerOf<typeof contracts.viewApplication>, NotFound | StepNotPossible>> => {
    type Revoked = Result<AnswerOf<typeof contracts.viewApplication>, NotFound | StepNotPossible>
    return deps.db.write(async (tx): Promise<Revoked> => {
      const application = await lockApplication(tx, deps.sealing, applicationId)
      if (!application || !(await concerns(deps, tx, permit, application)))
        return refuse({ kind: 'application-not-found' })
      const past = pastStep('revoke', deps, permit)
      const revoked = revoke(application.standing, { reason, now: past.at })
      if (!revoked.ok) return revoked

      const { issuer, serial } = revoked.value
      const done = await deps.revocations.revokeCertificates(tx, permit, {
        issuer: issuer as IssuerId,
        serials: [serial as SerialNumber],
        reason: crlReasonOf[reason],
        cause: `service-certificate-${reason}`,
      })
      if (!done.ok) throw new Error(`a certificate that is not there: ${applicationId}`)
      const event: ServiceCertificateRevoked = {
        ...{ type: 'ServiceCertificateRevoked', reason },
        ...aboutApplication(application),
      }
      await deps.record(tx, event, permit)
      return saveAndShow(deps, tx, permit, withStep(application, past, { standing: revoked.value }))
    })
  }

/** Whether the person acts for the applicant, or for whoever's OID it is. */
async function concerns(
  { accounts, codes, organisations }: ServiceCertificatesDeps,
  tx: Tx,
  permit: Permit,
  { organisationId, facts }: Application,
): Promise<boolean> {
  const isOf = async (of: string) =>
    (await accounts.judgeMember(tx, permit, { organisationId: of, act: 'apply' })).ok
  if (await isOf(organisationId)) return true
  const entry = await codes.findOrganisation(tx, facts.unitOid)
  const businessId = entry.ok ? entry.value.value?.businessId : undefined
  if (businessId === undefined) return false
  const oid = organisationOid(businessId)
  const owner = await organisations.organisationWith(tx, { businessId, oid })
  return owner !== undefined && isOf(owner.organisationId)
}
