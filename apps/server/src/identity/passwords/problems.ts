import type { ProblemsFor } from '#platform/endpoint.ts'
import type { SetPasswordRefusal } from './own-password.ts'
import type { PasswordSignInRefusal } from './sign-in-by-password.ts'
import { texts } from './texts.ts'

export const passwordSignInProblems = {
  'name-or-password-wrong': { status: 403, ...texts.nameOrPasswordWrong },
  'too-many-attempts': { status: 429, ...texts.tooManyAttempts },
} satisfies ProblemsFor<PasswordSignInRefusal>

export const setPasswordProblems = {
  'user-name-malformed': { status: 422, ...texts.userNameMalformed },
  'user-name-is-identity-code': { status: 422, ...texts.userNameIsIdentityCode },
  'user-name-taken': { status: 409, ...texts.userNameTaken },
  'password-too-short': { status: 422, ...texts.passwordTooShort },
  'password-too-long': { status: 422, ...texts.passwordTooLong },
  'password-easily-guessed': { status: 422, ...texts.passwordEasilyGuessed },
} satisfies ProblemsFor<SetPasswordRefusal>
