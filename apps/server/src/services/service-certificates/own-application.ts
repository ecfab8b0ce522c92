import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { MemberRefusal, PreparedAction } from '#organisations/accounts/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import { assess } from './assess.ts'
import type { Application, PastStep, Step } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { findApplication, lockApplication, saveApplication } from './store.ts'
import { showApplication } from './show-application.ts'

export type NotFound = { readonly kind: 'application-not-found' }
export type OwnRefusal = NotFound | Exclude<MemberRefusal, { kind: 'account-not-found' }>
export type ChangeOwnRefusal = OwnRefusal | RegisterUnavailable

/**
 * Runs an operation on the application for a person who applies for its organisation now; others learn
 * nothing of it.
 */
export async function withOwn<Value, Refused>(
  deps: ServiceCertificatesDeps,
  permit: Permit,
  applicationId: string,
  action: (tx: Tx, application: Application) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | ChangeOwnRefusal>> {
  const found = await deps.db.read((tx) => findApplication(tx, deps.sealing, applicationId))
  if (!found) return refuse({ kind: 'application-not-found' })
  const applying = { organisationId: found.organisationId, action: 'apply' } as const
  const prepared = await deps.accounts.prepareAction(permit, applying)
  if (!prepared.ok) return prepared
  return deps.db.write(async (tx): Promise<Result<Value, Refused | OwnRefusal>> => {
    const own = await lockOwn(deps, tx, permit, { applicationId, checked: prepared.value })
    return own.ok ? action(tx, own.value) : own
  })
}

/** The application, locked, if the person may see it; with `checked`: or may do with it what was prepared. */
export async function lockOwn(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  permit: Permit,
  {
    applicationId,
    checked,
  }: { readonly applicationId: string; readonly checked?: PreparedAction | undefined },
): Promise<Result<Application, OwnRefusal>> {
  const application = await lockApplication(tx, deps.sealing, applicationId)
  if (!application) return refuse({ kind: 'application-not-found' })
  const { organisationId } = application
  const viewer = { organisationId, action: 'view', at: 'apply' } as const
  const member = await deps.accounts.checkMember(tx, permit, checked ?? viewer)
  if (member.ok) return ok(application)
  const { kind } = member.refusal
  return kind === 'account-not-found'
    ? refuse({ kind: 'application-not-found' })
    : refuse(member.refusal)
}

/** The application with one more history entry. */
export const withStep = (
  application: Application,
  past: PastStep,
  changes: Partial<Application> = {},
): Application => ({ ...application, ...changes, history: [...application.history, past] })

export const pastStep = (
  step: Step,
  { clock }: Pick<ServiceCertificatesDeps, 'clock'>,
  permit: Permit,
): PastStep => ({ step, at: clock.now(), by: personOf(permit) })

/** Saves it, and shows it to its organisation. */
export async function saveAndShow(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  permit: Permit,
  application: Application,
) {
  await saveApplication(tx, deps.sealing, application)
  return ok(await showOwn(deps, tx, permit, application))
}

export const showOwn = async (
  deps: ServiceCertificatesDeps,
  tx: Tx,
  permit: Permit,
  application: Application,
) =>
  showApplication(deps, tx, application, {
    assessed: await assess(deps, tx, application),
    viewer: { as: 'member', personId: personOf(permit) },
  })
