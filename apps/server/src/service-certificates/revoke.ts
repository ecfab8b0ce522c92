import type * as contracts from '@sotevarmenne/api/service-certificates'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import { organisationOid } from '@sotevarmenne/identifiers/oid'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { IssuerId } from '#authority/contract.ts'
import type { SerialNumber } from '#certificates/contract.ts'
import type { CrlReason } from '#revocation/contract.ts'
import type {
  Application,
  PastStep,
  RevocationReason,
  ServiceCertificateRevoked,
} from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { revoke, type StepNotPossible } from './domain/application.ts'
import {
  pastStep,
  saveAndShow,
  withStep,
  type NotFound,
  type OwnRefusal,
} from './own-application.ts'
import { aboutApplication } from './show-application.ts'
import { findApplication, lockApplication, saveApplication } from './store.ts'
import { closeRevoked } from './stores/overtaken.ts'

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
  async (
    permit: Permit<'serviceCertificates.revoke'>,
    { applicationId, reason }: InputOf<typeof contracts.revokeServiceCertificate>,
  ): Promise<Result<AnswerOf<typeof contracts.viewApplication>, OwnRefusal | StepNotPossible>> => {
    type Revoked = Result<AnswerOf<typeof contracts.viewApplication>, OwnRefusal | StepNotPossible>
    const acts = await actsOfSides(deps, permit, applicationId)
    return deps.db.write(async (tx): Promise<Revoked> => {
      const application = await lockApplication(tx, deps.sealing, applicationId)
      if (!application) return refuse({ kind: 'application-not-found' })
      const mayRevoke = await judgeSides(deps, tx, permit, acts)
      if (!mayRevoke.ok) return mayRevoke
      const revoked = await revokeNow(deps, tx, permit, { application, reason })
      return revoked.ok ? saveAndShow(deps, tx, permit, revoked.value) : revoked
    })
  }

/** The same at the wish of the program that ordered it, or of whoever has its key. */
export const revokeByProgram =
  (deps: ServiceCertificatesDeps) =>
  async (
    tx: Tx,
    permit: Permit<'acme.serve'>,
    {
      applicationId,
      reason,
    }: { readonly applicationId: string; readonly reason: RevocationReason },
  ): Promise<Result<undefined, NotFound | StepNotPossible>> => {
    const application = await lockApplication(tx, deps.sealing, applicationId)
    if (!application?.byProgram) return refuse({ kind: 'application-not-found' })
    const revoked = await revokeNow(deps, tx, permit, { application, reason })
    if (!revoked.ok) return revoked
    await saveApplication(tx, deps.sealing, revoked.value)
    return ok(undefined)
  }

/** Revokes it, and answers the application as it is then; not saved yet. */
export async function revokeNow(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  permit: Permit,
  { application, reason }: { readonly application: Application; readonly reason: RevocationReason },
): Promise<Result<Application, StepNotPossible>> {
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
  if (!done.ok) throw new Error(`a certificate that is not there: ${application.applicationId}`)
  await closeRevoked(tx, application.applicationId)
  const event: ServiceCertificateRevoked = {
    ...{ type: 'ServiceCertificateRevoked', reason },
    ...aboutApplication(application),
  }
  await deps.record(tx, event, permit)
  const past: PastStep =
    permit.actor.kind === 'person' ? pastStep('revoke', deps, permit) : { step: 'revoke', at: now }
  return ok(withStep(application, past, { standing: revoked.value }))
}

type Judged = Parameters<ServiceCertificatesDeps['accounts']['judgeMember']>[2]

/** As what the person would revoke it: for the applicant, or for whoever's OID it is. */
async function actsOfSides(
  deps: ServiceCertificatesDeps,
  permit: Permit,
  applicationId: string,
): Promise<readonly Judged[]> {
  const sides = await deps.db.read(async (tx) => {
    const application = await findApplication(tx, deps.sealing, applicationId)
    return application ? sidesOf(deps, tx, application) : []
  })
  const acts: Judged[] = []
  for (const organisationId of sides) {
    const prepared = await deps.accounts.prepareAct(permit, { organisationId, act: 'apply' })
    // A certificate that has to go does not wait for the business register: then the role is enough.
    acts.push(prepared.ok ? prepared.value : { organisationId, act: 'look', at: 'apply' })
  }
  return acts
}

async function sidesOf(
  { codes, organisations }: ServiceCertificatesDeps,
  tx: Tx,
  { organisationId, facts }: Application,
): Promise<readonly string[]> {
  const entry = await codes.findOrganisation(tx, facts.unitOid)
  const businessId = entry.ok ? entry.value.value?.businessId : undefined
  if (businessId === undefined) return [organisationId]
  const oid = organisationOid(businessId)
  const owner = await organisations.organisationWith(tx, { businessId, oid })
  return [...new Set([organisationId, ...(owner ? [owner.organisationId] : [])])]
}

/** Whether one of them is so; to whom neither account is open, the application is not there. */
async function judgeSides(
  { accounts }: ServiceCertificatesDeps,
  tx: Tx,
  permit: Permit,
  acts: readonly Judged[],
): Promise<Result<undefined, OwnRefusal>> {
  let refusal: OwnRefusal = { kind: 'application-not-found' }
  for (const act of acts) {
    const member = await accounts.judgeMember(tx, permit, act)
    if (member.ok) return ok(undefined)
    if (member.refusal.kind !== 'account-not-found') refusal = member.refusal
  }
  return refuse(refusal)
}
