import type { Parts } from './parts.ts'

/** What the commands work on. */
export type CommandedService = Pick<
  Parts,
  'authorityFolder' | 'bootstrap' | 'clock' | 'db' | 'importStatuses' | 'older' | 'stop'
> & {
  readonly issuers: Pick<Parts['issuers'], 'find' | 'all'>
  readonly certificates: Pick<
    Parts['certificates'],
    'certifyClient' | 'registerClient' | 'endClient' | 'allClients'
  >
  readonly systemPermit: Parts['systemPermit']
  readonly blanks: Pick<Parts['blanks'], 'receiveBlanks'>
  readonly codes: Pick<Parts['codes'], 'copyCodesDaily'>
  readonly organisations: Pick<Parts['organisations'], 'importOrganisations'>
  readonly people: Pick<Parts['people'], 'findByIdentityCode'>
  readonly registration: Pick<Parts['registration'], 'allPoints'>
  readonly audit: Pick<Parts['audit'], 'record' | 'verifyTrail'>
  readonly outbox: Pick<Parts['outbox'], 'deadLetters' | 'revive'>
}

export type Terminal = {
  /** Asks on the terminal and answers the line that is typed. Rejects when there is nobody to type. */
  readonly ask: (question: string) => Promise<string>
  readonly say: (line: string) => void
  readonly complain: (line: string) => void
}

/** A command's deed, with the service open while it lasts; it answers whether it was done. */
export type WithService = <Words extends readonly unknown[]>(
  act: (service: CommandedService, ...of: Words) => Promise<boolean>,
) => (...of: Words) => Promise<void>
