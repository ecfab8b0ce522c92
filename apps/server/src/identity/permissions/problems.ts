import type { ProblemsFor } from '#platform/endpoint.ts'
import type { BootstrapRefusal } from './bootstrap.ts'
import type { RoleChangeRefusal } from './domain/role-change.ts'
import type { DecideRefusal, ProposeRefusal } from './roles.ts'
import { texts } from './texts.ts'

const roleChangeProblems = {
  'has-the-role': { status: 409, ...texts.hasTheRole },
  'has-not-the-role': { status: 409, ...texts.hasNotTheRole },
  'has-another-role': { status: 422, ...texts.hasAnotherRole },
  'last-handler': { status: 422, ...texts.lastHandler },
} satisfies ProblemsFor<RoleChangeRefusal>

export const proposeProblems = {
  ...roleChangeProblems,
  'identity-code-wrong': { status: 422, ...texts.identityCodeWrong },
  'person-unknown': { status: 404, ...texts.personUnknown },
  'already-proposed': { status: 409, ...texts.alreadyProposed },
  'concerns-oneself': { status: 403, ...texts.concernsOneself },
} satisfies ProblemsFor<ProposeRefusal>

export const decideProblems = {
  ...roleChangeProblems,
  'proposal-unknown': { status: 404, ...texts.proposalUnknown },
  'own-proposal': { status: 403, ...texts.ownProposal },
  'concerns-oneself': { status: 403, ...texts.concernsOneself },
  'another-handler-decides': { status: 403, ...texts.anotherHandlerDecides },
} satisfies ProblemsFor<DecideRefusal>

/** For the terminal. */
export const bootstrapProblems = {
  'already-bootstrapped': { status: 409, ...texts.alreadyBootstrapped },
  'begun-with-others': { status: 409, ...texts.begunWithOthers },
  'not-two-persons': { status: 422, ...texts.notTwoPersons },
  'identity-code-wrong': { status: 422, ...texts.identityCodeWrong },
  'registers-refuse': { status: 422, ...texts.registersRefuse },
  'card-refused': { status: 422, ...texts.cardRefused },
  'appointment-refused': { status: 409, ...texts.appointmentRefused },
} satisfies ProblemsFor<BootstrapRefusal>
