import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
import { mailToWriter } from './contact/mail-to-writer.ts'
import { sendContactMessage } from './contact/send-contact-message.ts'
import {
  confirmContactMessage,
  continueContactMessage,
  viewContactMessage,
} from './contact/contact-message-by-link.ts'
import type { CasesDeps } from './deps.ts'
import { followCases } from './follow-cases.ts'
import { decideCase, handleCase, listCases, viewCase } from './office-cases.ts'
import {
  listOrganisationCases,
  openFor,
  openOrganisationCase,
  stepOnOrganisationCase,
  viewOrganisationCase,
} from './organisation-cases.ts'
import { waitingCases } from './stores/waiting.ts'
import { listOwnCases, openOwnCase, stepOnOwnCase, viewOwnCase } from './own-cases.ts'

export type Cases = ReturnType<typeof createCases>

/** Seals the texts. */
export function createCases(wired: Unsealed<CasesDeps>) {
  const deps: CasesDeps = withSealing(wired, 'cases')
  return {
    ...bindOperations(deps, {
      openOwnCase,
      listOwnCases,
      viewOwnCase,
      stepOnOwnCase,
      openOrganisationCase,
      listOrganisationCases,
      viewOrganisationCase,
      stepOnOrganisationCase,
      listCases,
      viewCase,
      handleCase,
      sendContactMessage,
      viewContactMessage,
      confirmContactMessage,
      continueContactMessage,
    }),
    openFor: openFor(deps),
    decideCase: decideCase(deps),
    mailToWriter: mailToWriter(deps),
    jobs: followCases(deps),
    waiting: [waitingCases],
  }
}
