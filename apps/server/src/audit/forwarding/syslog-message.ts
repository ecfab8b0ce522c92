import { formatInstant, instant } from '@sotevarmenne/kernel/instant'
import type { OcsfEvent } from './ocsf-event.ts'

/**
 * An event as a message of RFC 5424, framed by its length (RFC 5425 § 4.3). All characters are ASCII, so that no byte
 * order mark is needed before the JSON. A receiver need not take more than 8192 bytes (§ 4.3.1): of a longer event the
 * facts are left out, which the entry itself has.
 */
export function syslogFrame(event: OcsfEvent, { hostName }: { readonly hostName: string }): string {
  const { sequence } = event.metadata
  const header = [
    `<${String(facility * 8 + (event.severity_id > 1 ? notice : informational))}>1`,
    formatInstant(instant(event.time)),
    printable(hostName, 255),
    'sotevarmenne',
    '-',
    printable(event.activity_name, 32),
    `[meta sequenceId="${String((sequence % maxSequenceId) + 1)}"]`,
  ].join(' ')
  const whole = `${header} ${asciiJson(event)}`
  const message =
    whole.length <= maxBytes
      ? whole
      : `${header} ${asciiJson({ ...event, unmapped: { factsLeftOut: true } })}`
  return `${String(message.length)} ${message}`
}

/** Log audit (RFC 5424 § 6.2.1). */
const facility = 13
const notice = 5
const informational = 6

const maxBytes = 8192

/** After it a sender begins again at 1 (RFC 5424 § 7.3.1). */
const maxSequenceId = 2_147_483_647

/** Printable ASCII without a space, at most so long; a hyphen for nothing (RFC 5424 § 6.2). */
const printable = (text: string, max: number): string =>
  text.replaceAll(/[^!-~]/g, '').slice(0, max) || '-'

const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
