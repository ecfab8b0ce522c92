import { minute, parseInstant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

/** Who requests, for which user and until when: signed by the service. */
export type UserContext = {
  readonly application: string
  readonly user: string
  readonly role: string
  /** `yyyyMMddHHmmssZ`. */
  readonly expiresAt: string
}

export type ContextRefusal =
  | { readonly kind: 'context-of-another-application' }
  | { readonly kind: 'context-role-not-found' }
  | { readonly kind: 'context-expired' }
  | { readonly kind: 'context-too-long' }

/** The only role of this interface. */
export const lookUpRole = 'HetuHaku'

/**
 * Checks everything in the context except its signature. It is valid for thirty minutes, with a clock skew of
 * one.
 */
export function checkContext(
  { application, role, expiresAt }: UserContext,
  { registeredAs, now }: { readonly registeredAs: string; readonly now: Instant },
): Result<void, ContextRefusal> {
  if (application !== registeredAs) return refuse({ kind: 'context-of-another-application' })
  if (role !== lookUpRole) return refuse({ kind: 'context-role-not-found' })
  const end = readExpiry(expiresAt)
  if (end === undefined || end <= now) return refuse({ kind: 'context-expired' })
  if (end > plus(now, 31 * minute)) return refuse({ kind: 'context-too-long' })
  return ok(undefined)
}

/** The text that is signed. */
export const contextText = ({ application, user, role, expiresAt }: UserContext): string =>
  `${application};${user};${role};${expiresAt};`

/** `20261124140000Z`; undefined when there is no such time. */
export function readExpiry(text: string): Instant | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minutes, seconds] = match
  return parseInstant(
    `${String(year)}-${String(month)}-${String(day)}T${String(hour)}:${String(minutes)}:${String(seconds)}Z`,
  )
}

/**
 * The possible readings of a serial number, in the notation of our store: lower-case hexadecimal, whole
 * bytes.
 */
export function serialsIn(written: string): readonly string[] {
  const text = written.replaceAll(/[\s:]/g, '').replace(/^0x/i, '')
  const even = (hex: string): string => (hex.length % 2 === 0 ? hex : `0${hex}`)
  return [
    ...(/^[\da-f]+$/i.test(text) ? [even(text.toLowerCase())] : []),
    ...(/^\d+$/.test(text) && text.length <= 60 ? [even(BigInt(text).toString(16))] : []),
  ]
}
