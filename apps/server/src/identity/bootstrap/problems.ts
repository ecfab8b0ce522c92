import { dualControlProblems } from '#platform/dual-control-problems.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import type { BootstrapRefusal } from './bootstrap.ts'
import { texts } from './texts.ts'

/** For the terminal. */
export const bootstrapProblems = {
  'already-bootstrapped': { status: 409, ...texts.alreadyBootstrapped },
  'begun-with-others': { status: 409, ...texts.begunWithOthers },
  ...dualControlProblems,
  'identity-code-wrong': { status: 422, ...texts.identityCodeWrong },
  'registers-refuse': { status: 422, ...texts.registersRefuse },
  'card-refused': { status: 422, ...texts.cardRefused },
  'registrar-role-refused': { status: 409, ...texts.registrarRoleRefused },
} satisfies ProblemsFor<BootstrapRefusal>
