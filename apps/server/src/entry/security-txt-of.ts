import type { Clock } from '#platform/clock.ts'
import { securityTxt } from '#platform/security-txt.ts'
import type { Logger } from '#platform/telemetry.ts'
import type { Config } from './config.ts'

type WithContact = Pick<Config, 'securityContact'>

/** Composes `security.txt`; empty without a contact. */
export const securityTxtOf = (
  { securityContact }: WithContact,
  clock: Clock,
): { readonly securityTxt?: () => string } =>
  securityContact === undefined
    ? {}
    : { securityTxt: () => securityTxt(securityContact, clock.now()) }

/** At the start of a process that would serve the file. */
export function warnWithoutSecurityContact(
  { securityContact }: WithContact,
  logger: Pick<Logger, 'warn'>,
): void {
  if (securityContact === undefined)
    logger.warn(
      'SOTEVARMENNE_SECURITY_CONTACTS is not set: no security.txt tells where to report a weakness',
    )
}
