import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { Command } from 'commander'
import type { UpgradePlan } from '#platform/upgrade-plan.ts'
import type { Parts } from './parts.ts'

/** The part of the service that the commands use. */
export type CommandedService = Pick<
  Parts,
  'caFolder' | 'bootstrap' | 'clock' | 'db' | 'importStatuses' | 'legacyCas' | 'stop'
> & {
  readonly issuers: Pick<Parts['issuers'], 'find' | 'all' | 'roots' | 'rootStatus'>
  readonly signer: Pick<Parts['signer'], 'state'>
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
  readonly audit: Pick<Parts['audit'], 'record' | 'treeHead' | 'openReceipts' | 'verifyAuditLog'>
  readonly outbox: Pick<Parts['outbox'], 'deadLetters' | 'figures' | 'revive'>
}

export type Terminal = {
  /** Prompts on the terminal and returns the line that is typed. Rejects when stdin is closed. */
  readonly request: (request: string) => Promise<string>
  readonly say: (line: string) => void
  readonly complain: (line: string) => void
}

/** Runs a command's operation with the service open meanwhile; returns whether it succeeded. */
export type WithService = <Words extends readonly unknown[]>(
  action: (service: CommandedService, ...of: Words) => Promise<boolean>,
) => (...of: Words) => Promise<void>

/** What commands are run with. */
export type CommandContext = {
  /** For a command that opens the service by itself. */
  readonly open: () => Promise<CommandedService>
  readonly withService: WithService
  /** As the owner of the database's tables; changes nothing. */
  readonly planUpgrade: () => Promise<UpgradePlan>
  /** The CAs of this service, which are known without opening it. */
  readonly ownCas: () => Promise<readonly Certificate[]>
  /** The environment that this command was given. */
  readonly settings: NodeJS.ProcessEnv
  readonly terminal: Terminal
  readonly exitWith: (code: number) => void
}

/** Adds the commands of one subject. */
export type CommandGroup = (program: Command, context: CommandContext) => void
