import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { SerialNumber } from '#pki/issuance/contract.ts'
import type { CrlReason } from '../contract.ts'

/** An older system's status of one certificate. */
export type ImportedStatus = {
  readonly serial: SerialNumber
  readonly notAfter: Instant
  readonly revoked?: { readonly at: Instant; readonly reason: CrlReason }
}

/**
 * Reads one line of OpenSSL's index of certificates (openssl-ca, `database`): state `V`, `R` or `E`, end,
 * revocation with its reason, serial, file, subject, separated by tabs. The subject is not stored. Refuses
 * with what is wrong.
 */
export function parseIndexLine(line: string, now: Instant): Result<ImportedStatus, string> {
  const [state, end, revocation, hex] = line.split('\t')
  const notAfter = parseTime(end)
  if (notAfter === undefined) return refuse('the end of the validity can’t be read')
  if (hex === undefined || !/^[0-9A-Fa-f]{1,40}$/.test(hex))
    return refuse('the serial number can’t be read')
  const status = { serial: serialOf(hex), notAfter }
  if (state === 'V' || state === 'E') return ok(status)
  if (state !== 'R') return refuse('the state is none of V, R and E')

  const [time, reason = 'unspecified'] = revocation?.split(',') ?? []
  const at = parseTime(time)
  if (at === undefined) return refuse('the time of the revocation can’t be read')
  // A CRL states when each was revoked: no revocation is older than CRLs, or later than the CRL itself.
  if (at < earliest || at > now) return refuse('the time of the revocation can’t be true')
  if (!isReason(reason))
    return refuse(`the reason ${reason} is not one of a revocation that is final`)
  return ok({ ...status, revoked: { at, reason } })
}

const earliest = instant(Date.UTC(1990, 0, 1))

const reasons = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'privilegeWithdrawn',
] as const satisfies readonly CrlReason[]

const isReason = (word: string): word is CrlReason => reasons.some((reason) => reason === word)

/** As `formatSerial` writes it: lower case, whole bytes, no leading zeros. */
function serialOf(hex: string): SerialNumber {
  const digits = hex.toLowerCase().replace(/^0+(?=.)/, '')
  return (digits.length % 2 === 0 ? digits : `0${digits}`) as SerialNumber
}

/** `YYMMDDHHMMSSZ` until 2049, or `YYYYMMDDHHMMSSZ` (RFC 5280 § 4.1.2.5). */
function parseTime(text: string | undefined): Instant | undefined {
  const [, century, year, rest] = (text && /^(\d\d)?(\d\d)(\d{10}Z)$/.exec(text)) || []
  if (year === undefined || rest === undefined) return undefined
  const begun = century ?? (Number(year) < 50 ? '20' : '19')
  const at = Date.parse(
    `${begun}${year}${rest.replace(/(..)(..)(..)(..)(..)Z/, '-$1-$2T$3:$4:$5Z')}`,
  )
  return Number.isNaN(at) ? undefined : instant(at)
}
