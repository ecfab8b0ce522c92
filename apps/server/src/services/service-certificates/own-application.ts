import { ok, type Result } from '@sotevarmenne/kernel/result'
import type * as shown from '@sotevarmenne/api/service-certificates'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { memberBy, withStep } from '#platform/workflow.ts'
import {
  ownItems,
  type ChangeOwnRefusal as ChangeOwn,
  type OwnRefusal as Own,
} from '#organisations/accounts/index.ts'
import { assess } from './assess.ts'
import type { Application, ApplicationEvent, PastStep } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { findApplication, lockApplication, saveApplication } from './store.ts'
import { aboutApplication, showApplication } from './show-application.ts'

const notFound = 'application-not-found'
export type NotFound = { readonly kind: typeof notFound }
export type OwnRefusal = Own<typeof notFound>
export type ChangeOwnRefusal = ChangeOwn<typeof notFound>

export const { lockOwn, withOwn } = ownItems({
  ...{ notFound, find: findApplication, lock: lockApplication },
})

type Of<Event> = Event extends unknown ? Omit<Event, 'applicationId' | 'organisationId'> : never

type StepTaken = {
  readonly past: PastStep
  readonly event: Of<ApplicationEvent>
  readonly changes?: Partial<Application>
}

/** Saves the application with the step in its history, and records it. */
export async function takeStep(
  { sealing, record }: Pick<ServiceCertificatesDeps, 'sealing' | 'record'>,
  tx: Tx,
  permit: Permit,
  application: Application,
  { past, event, changes }: StepTaken,
): Promise<Application> {
  const changed = withStep(application, past, changes)
  await saveApplication(tx, sealing, changed)
  await record(tx, { ...event, ...aboutApplication(application) }, permit)
  return changed
}

/** The same, and shows it to its organisation. */
export const takeOwnStep = async (
  deps: ServiceCertificatesDeps,
  tx: Tx,
  permit: Permit,
  application: Application,
  taken: StepTaken,
): Promise<Result<shown.ApplicationView, never>> =>
  ok(await showOwn(deps, tx, permit, await takeStep(deps, tx, permit, application, taken)))

export const showOwn = async (
  deps: ServiceCertificatesDeps,
  tx: Tx,
  permit: Permit,
  application: Application,
): Promise<shown.ApplicationView> =>
  showApplication(deps, tx, application, {
    ...{ assessed: await assess(deps, tx, application), viewer: memberBy(permit) },
  })
