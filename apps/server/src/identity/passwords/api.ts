import * as contracts from '@sotevarmenne/api/authentication'
import { endpoint, sessionEndpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Passwords } from './create-passwords.ts'
import { passwordSignInProblems, setPasswordProblems } from './problems.ts'

export const passwordsApi = (passwords: Passwords): readonly Endpoint[] => [
  sessionEndpoint({
    contract: contracts.signInByPassword,
    action: passwords.signInByPassword,
    problems: passwordSignInProblems,
  }),
  endpoint({
    contract: contracts.viewOwnPassword,
    action: (permit) => passwords.viewOwnPassword(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.setOwnPassword,
    action: passwords.setOwnPassword,
    problems: setPasswordProblems,
  }),
  endpoint({
    contract: contracts.removeOwnPassword,
    action: (permit) => passwords.removeOwnPassword(permit),
    problems: {},
  }),
]
