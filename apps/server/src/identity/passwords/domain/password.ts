import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Brand } from '@sotevarmenne/kernel/brand'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { knownWords, rowsOfKeys } from './known-texts.ts'

/** Chosen by the person, in lower case. */
export type UserName = Brand<string, 'UserName'>

/** Composed (NFC), so that every keyboard produces the same bytes. */
type Password = Brand<string, 'Password'>

export type UserNameRefusal =
  | { readonly kind: 'user-name-malformed' }
  /** Identity codes must not be stored as user names. */
  | { readonly kind: 'user-name-is-identity-code' }

export function parseUserName(text: string): Result<UserName, UserNameRefusal> {
  const name = text.normalize('NFKC').trim().toLowerCase()
  if (parseIdentityCode(name).ok) return refuse({ kind: 'user-name-is-identity-code' })
  return /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{5,63}$/u.test(name)
    ? ok(name as UserName)
    : refuse({ kind: 'user-name-malformed' })
}

/**
 * Characters of a password. At least fifteen where nothing else proves the identity (NIST SP 800-63B-4
 * § 3.1.1.2); three unrelated words are as long (advice of the UK's NCSC). No kind of character is required.
 */
export const passwordLength = { shortest: 15, max: 128 } as const

export type PasswordRefusal =
  | { readonly kind: 'password-too-short' }
  | { readonly kind: 'password-too-long' }
  /** Too little of it is unpredictable. */
  | { readonly kind: 'password-easily-guessed' }

/** Checks that the text is acceptable as a password (R222). */
export function checkPassword(text: string, userName: UserName): Result<Password, PasswordRefusal> {
  const password = text.normalize('NFC')
  const length = Array.from(password).length
  if (length < passwordLength.shortest) return refuse({ kind: 'password-too-short' })
  if (length > passwordLength.max) return refuse({ kind: 'password-too-long' })
  return unknownIn(password.toLowerCase(), userName).length < minUnknown
    ? refuse({ kind: 'password-easily-guessed' })
    : ok(password as Password)
}

/** Min characters that must remain after predictable parts are removed. */
const minUnknown = 8

function unknownIn(password: string, userName: UserName): string {
  let rest = password
  for (const known of [userName, ...knownWords]) rest = rest.replaceAll(known, '')
  for (const row of rowsOfKeys) rest = withoutRuns(rest, row)
  // Repetitions count once.
  return rest.replace(/^(.+?)\1+(?=(.*))/u, '$1')
}

/** Removes runs of four or more characters that stand in the row in the same order. */
function withoutRuns(text: string, row: string): string {
  let rest = ''
  for (let at = 0; at < text.length;) {
    let length = 0
    while (at + length < text.length && row.includes(text.slice(at, at + length + 1))) length += 1
    if (length < shortestRun) rest += text.slice(at, at + Math.max(length, 1))
    at += Math.max(length, 1)
  }
  return rest
}

const shortestRun = 4

/**
 * Rate limits of attempts; right passwords do not count. Over the limit, none is allowed until the window
 * since the first ends.
 */
export const maxAttempts = {
  /** With one user name, whether or not it exists. */
  name: { max: 10, minutes: 60 },
  /** From one network address. */
  address: { max: 30, minutes: 15 },
} as const

/**
 * Wrong passwords in a row, from any address, after which a password is turned off (NIST SP 800-63B-4
 * § 3.2.2).
 */
export const maxWrongInARow = 100
