import type { DomainEvent } from '#platform/record.ts'

/**
 * The program beside a card refused a command of this service and ended the relay: somebody else speaks for the
 * service, or the program's list is older than the command.
 */
export type RelayCommandRefused = DomainEvent & {
  readonly type: 'RelayCommandRefused'
  /** Header and length of data, or `own-step`. */
  readonly command: string
  /** Name and version of the program. */
  readonly program: string
}
