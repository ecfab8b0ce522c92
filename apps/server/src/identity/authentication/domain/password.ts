import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Brand } from '@sotevarmenne/kernel/brand'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { knownWords, rowsOfKeys } from './known-texts.ts'

/** Chosen by its person, in small letters. */
export type UserName = Brand<string, 'UserName'>

/** Composed (NFC), so that every keyboard writes the same octets. */
type Password = Brand<string, 'Password'>

export type UserNameRefusal =
  | { readonly kind: 'user-name-malformed' }
  /** It would stand where identity codes are not to stand. */
  | { readonly kind: 'user-name-is-identity-code' }

export function parseUserName(text: string): Result<UserName, UserNameRefusal> {
  const name = text.normalize('NFKC').trim().toLowerCase()
  if (parseIdentityCode(name).ok) return refuse({ kind: 'user-name-is-identity-code' })
  return /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{5,63}$/u.test(name)
    ? ok(name as UserName)
    : refuse({ kind: 'user-name-malformed' })
}

/**
 * Characters of a password. Fifteen at least where nothing else proves who it is (NIST SP 800-63B-4 § 3.1.1.2); three
 * words that have nothing to do with each other are as long (the advice of Britain's cyber security centre). No kind of character is asked for.
 */
export const passwordLength = { shortest: 15, longest: 128 } as const

export type PasswordRefusal =
  | { readonly kind: 'password-too-short' }
  | { readonly kind: 'password-too-long' }
  /** So little of it is not known that it is soon guessed. */
  | { readonly kind: 'password-easily-guessed' }

/** May this be somebody's password (R222)? */
export function judgePassword(text: string, userName: UserName): Result<Password, PasswordRefusal> {
  const password = text.normalize('NFC')
  const length = Array.from(password).length
  if (length < passwordLength.shortest) return refuse({ kind: 'password-too-short' })
  if (length > passwordLength.longest) return refuse({ kind: 'password-too-long' })
  return unknownIn(password.toLowerCase(), userName).length < leastUnknown
    ? refuse({ kind: 'password-easily-guessed' })
    : ok(password as Password)
}

/** Characters that have to be left once what everybody knows is taken out. */
const leastUnknown = 8

function unknownIn(password: string, userName: UserName): string {
  let rest = password
  for (const known of [userName, ...knownWords]) rest = rest.replaceAll(known, '')
  for (const row of rowsOfKeys) rest = withoutRuns(rest, row)
  // What is repeated counts once.
  return rest.replace(/^(.+?)\1+(?=(.*))/u, '$1')
}

/** Without what stands in the row in the same order, four characters and more of it. */
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

/** How often it may be tried, with right passwords not counted: so often, and then not until the time since the first is over. */
export const mostAttempts = {
  /** With one user name, whether anybody has it. */
  name: { most: 10, minutes: 60 },
  /** From one network address. */
  address: { most: 30, minutes: 15 },
} as const

/** Wrong ones in a row, from wherever, after which a password opens nothing more (NIST SP 800-63B-4 § 3.2.2). */
export const mostWrongInARow = 100

/** An IPv6 network is one asker: whoever has one address of it has them all. */
export function askerOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address
  const [head = '', tail] = address.split('::')
  const before = head.split(':').filter(Boolean)
  const after = (tail ?? '').split(':').filter(Boolean)
  const missing = tail === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array.from({ length: missing }, () => '0'), ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
