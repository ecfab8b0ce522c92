import * as contracts from '@sotevarmenne/api/service-certificates'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { Application } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { isOver } from './domain/application.ts'
import { lookUpNameProofs } from './look-up-name-proofs.ts'
import { lockOwn, type NotFound, type OwnRefusal } from './own-application.ts'
import { notFound, ownProblems } from './problems.ts'
import { findApplication } from './store.ts'

type Input = InputOf<typeof contracts.viewApplicationNameProofs>

/** What to publish at the names, and which of them have it now. */
export const viewApplicationNameProofs = operation({
  contract: contracts.viewApplicationNameProofs,
  problems: ownProblems,
  handle:
    (deps: ServiceCertificatesDeps) =>
    async (
      permit: Permit<'serviceCertificates.apply'>,
      { applicationId }: Input,
    ): Promise<Result<contracts.NameProofsView, OwnRefusal>> => {
      const application = await deps.db.write((tx) => lockOwn(deps, tx, permit, applicationId))
      return application.ok ? ok(await proofsOf(deps, application.value)) : application
    },
})

/** The same for the case officers who decide. */
export const viewQueuedApplicationNameProofs = operation({
  contract: contracts.viewQueuedApplicationNameProofs,
  problems: notFound,
  handle:
    (deps: ServiceCertificatesDeps) =>
    async (
      _permit: Permit<'serviceCertificates.viewQueue'>,
      { applicationId }: Input,
    ): Promise<Result<contracts.NameProofsView, NotFound>> => {
      const application = await deps.db.read((tx) =>
        findApplication(tx, deps.sealing, applicationId),
      )
      // Case officers do not see drafts.
      if (!application || application.standing.state === 'draft')
        return refuse({ kind: 'application-not-found' })
      return ok(await proofsOf(deps, application))
    },
})

/** The name of a system that signs is no address; of what is decided nothing is looked up any more. */
const proofsOf = (
  deps: Pick<ServiceCertificatesDeps, 'probe' | 'sealing'>,
  { applicationId, facts: { product, names }, standing }: Application,
): Promise<contracts.NameProofsView> =>
  lookUpNameProofs(deps, {
    id: applicationId,
    names: product === 'server' && !isOver(standing) ? names : [],
  })
