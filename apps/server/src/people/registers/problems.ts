import { notResponding, registerName } from '@sotevarmenne/api/counterparts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import type { NoCopyYet, RegisterUnavailable } from './contract.ts'
import { texts } from './texts.ts'

/** For every operation that requests a register. */
export const unavailableProblems = {
  'register-unavailable': {
    status: 503,
    ...texts.registerUnavailable,
    titleOf: ({ register }) => {
      const named = registerName.safeParse(register)
      return named.success ? notResponding([named.data]) : texts.registerUnavailable.title
    },
  },
} satisfies ProblemsFor<RegisterUnavailable>

export const noCopyProblems = {
  'no-copy-of-code-service': { status: 503, ...texts.noCopyOfCodeService },
} satisfies ProblemsFor<NoCopyYet>
