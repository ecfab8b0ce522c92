import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
import {
  attachProof,
  changeApplication,
  draftApplication,
  listApplications,
  sendApplication,
  viewApplication,
  withdrawApplication,
} from './apply.ts'
import { decideApplication, listQueue, viewProof, viewQueued } from './decide.ts'
import type { RegistrarsDeps } from './deps.ts'
import { endsWithOthers, lapses } from './follow-agreements.ts'
import { forgetting, plansTerms, terms } from './follow-terms.ts'
import {
  endRegistrar,
  listAllRegistrars,
  listRegistrars,
  viewRegistrarTasks,
} from './list-registrars.ts'
import { mailsOf } from './mails.ts'
import { waitingApplications } from './stores/waiting.ts'

/** Seals applications and proofs. */
export function createRegistrars(wired: Unsealed<RegistrarsDeps>) {
  const deps: RegistrarsDeps = withSealing(wired, 'registrars')
  const forget = forgetting(deps)
  return {
    ...bindOperations(deps, {
      listRegistrars,
      listAllRegistrars,
      viewRegistrarTasks,
      endRegistrar,
      listApplications,
      draftApplication,
      viewApplication,
      changeApplication,
      attachProof,
      sendApplication,
      withdrawApplication,
      listQueue,
      viewQueued,
      viewProof,
      decideApplication,
    }),
    mailsOf: mailsOf(deps),
    planDaily: forget.plan,
    jobs: [...lapses(deps), ...terms(deps), forget.handler],
    subscriptions: [...endsWithOthers(deps), ...plansTerms(deps)],
    waiting: [waitingApplications],
  }
}
