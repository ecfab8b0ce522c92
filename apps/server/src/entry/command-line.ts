import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { Command, CommanderError } from 'commander'
import { z } from 'zod'
import { bootstrapProblems, type FirstTwo } from '#identity/bootstrap/index.ts'
import type { Problem } from '#platform/endpoint.ts'
import type { PointFacts } from '#points/points/contract.ts'
import { addAcceptedIssuersCommand } from './accepted-issuers-command.ts'
import { addProfileCommand } from './profile-command.ts'
import { addBlankCommands } from './blank-commands.ts'
import { addClientCommands } from './client-commands.ts'
import { addImportCommands } from './import-commands.ts'
import { addDoctorCommand } from './doctor/doctor-command.ts'
import { addUpgradeCommand } from './upgrade-command.ts'
import { addRestoreCommands } from './restore-commands.ts'
import { addRevocationsCommand } from './revocations-command.ts'
import type {
  CommandContext,
  CommandedService,
  CommandGroup,
  Terminal,
  WithService,
} from './commanded-service.ts'
import type { Parts } from './parts.ts'

const groups: readonly CommandGroup[] = [
  addDoctorCommand,
  addUpgradeCommand,
  addProfileCommand,
  addAcceptedIssuersCommand,
  addClientCommands,
  addBlankCommands,
  addImportCommands,
  addRestoreCommands,
  addRevocationsCommand,
]

/** Runs a command line; returns the exit code. The service is opened only for a valid operation. */
export async function runCommandLine(
  words: readonly string[],
  {
    migrate,
    ...given
  }: Omit<CommandContext, 'withService' | 'exitWith'> & {
    /** As the owner of the database's tables; returns the migrations that ran. */
    readonly migrate: (onWait: (words: string) => void) => Promise<readonly string[]>
  },
): Promise<number> {
  const { open, terminal } = given
  let exitCode = 0
  const withService: WithService =
    (action) =>
    async (...of) => {
      const service = await open()
      try {
        exitCode = (await action(service, ...of)) ? 0 : 1
      } finally {
        await service.stop()
      }
    }

  const program = createProgram(terminal)
  program
    .command('bootstrap')
    .description(
      'begins a new service: produces the cards of the first registrar and the first case officer',
    )
    .option('--registrar <code>', 'personal identity code; better typed when asked for')
    .option('--case-officer <code>', 'personal identity code; better typed when asked for')
    .option('--point <file>', 'JSON of the first registration point: name and address')
    .action(async (options: BootstrapOptions) => {
      const requested = await promptForWhatIsMissing(options, terminal)
      await withService(async (service) => {
        await waitForSigner(service, terminal)
        return begin(service, requested, terminal)
      })()
    })
  program
    .command('migrate')
    .description(
      'brings the tables of the database, and the rights of the processes in it, to this version; run as the owner of the tables',
    )
    .action(async () => {
      for (const migration of await migrate(terminal.say)) terminal.say(migration)
      terminal.say('The database is of this version, and the rights of the processes are set.')
    })
  const audit = program.command('audit').description('the audit log')
  audit
    .command('verify')
    .description('verifies the whole audit log: every entry, the tree and every checkpoint')
    .action(withService((service) => verifyAuditLog(service, terminal)))
  audit
    .command('head')
    .description('shows size and root of the audit log, for a decision of two persons')
    .action(
      withService(async (service) => {
        const { size, root } = await service.audit.treeHead()
        terminal.say(JSON.stringify({ size, root: Buffer.from(root).toString('hex') }))
        return true
      }),
    )
  audit
    .command('receipts')
    .description('lists the entries that were recorded and are not proved to be in the log')
    .action(
      withService(async (service) => {
        terminal.say(await service.audit.openReceipts())
        return true
      }),
    )
  const jobs = program.command('jobs').description('work that leaves the building')
  jobs
    .command('dead')
    .description('lists the jobs that have failed for good, and why')
    .action(withService((service) => listDead(service, terminal)))
  jobs
    .command('revive')
    .description('has a job that failed for good tried again')
    .argument('<kind>')
    .argument('<key>')
    .action(
      withService((service, kind: string, key: string) => revive(service, { kind, key }, terminal)),
    )
  const exitWith = (code: number): void => {
    exitCode = code
  }
  for (const addTo of groups) addTo(program, { ...given, withService, exitWith })

  try {
    await program.parseAsync(words, { from: 'user' })
    return exitCode
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode
    throw thrown
  }
}

/** Subcommands inherit only what is set before they are added. */
const createProgram = ({ say, complain }: Terminal): Command =>
  new Command('cli')
    .description('Commands of those who run the service')
    .addHelpText('after', '\n  ceremony …   the key ceremony: cli ceremony --help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        say(text.trimEnd())
      },
      writeErr: (text) => {
        complain(text.trimEnd())
      },
    })

type BootstrapOptions = {
  readonly registrar?: string
  readonly caseOfficer?: string
  readonly point?: string
}

type Requested = Parameters<Parts['bootstrap']>[1]

/** Identity codes as arguments would stay in the shell's history and be visible in the process list. */
const promptForWhatIsMissing = async (
  { registrar, caseOfficer, point }: BootstrapOptions,
  { request }: Terminal,
): Promise<Requested> => ({
  registrar: registrar ?? (await request('Personal identity code of the first registrar: ')),
  caseOfficer: caseOfficer ?? (await request('Personal identity code of the first case officer: ')),
  point:
    point === undefined
      ? await requestPoint(request)
      : parsePoint(await readFile(point, 'utf8'), point),
})

const requestPoint = async (request: Terminal['request']): Promise<PointFacts> => ({
  name: await request('Name of the first registration point: '),
  address: {
    street: await request('Its street address: '),
    postalCode: await request('Its postal code: '),
    postOffice: await request('Its post office: '),
    country: 'FI',
  },
})

const text = z.string().trim().min(1)
const pointFile = z.object({
  name: text,
  address: z.object({
    street: text,
    postalCode: text,
    postOffice: text,
    country: z.string().length(2).default('FI'),
  }),
})

/** Throws with the malformed members. */
function parsePoint(json: string, file: string): PointFacts {
  const read = pointFile.safeParse(JSON.parse(json))
  if (read.success) return read.data
  const faults = read.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
  throw new Error(`the registration point in ${file} is malformed:\n${faults.join('\n')}`)
}

/** One that was started just before has not opened its sockets yet. If it stays silent, the operation says so. */
async function waitForSigner({ signer }: CommandedService, { say }: Terminal): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    const responds = await signer.state().then(
      () => true,
      () => false,
    )
    if (responds) return
    if (tries === 0) say('Waiting for the signer …')
    await wait(500)
  }
}

async function begin(
  { systemPermit, bootstrap }: CommandedService,
  requested: Requested,
  terminal: Terminal,
): Promise<boolean> {
  const begun = await bootstrap(systemPermit('permissions.bootstrap', 'cli'), requested)
  if (begun.ok) {
    printCodes(begun.value, terminal)
    return true
  }
  const { refusal } = begun
  const { title, advice }: Problem = bootstrapProblems[refusal.kind]
  const about = 'who' in refusal ? ` (${refusal.who}: ${refusal.because})` : ''
  terminal.complain(`${title.en}${about}. ${advice?.en ?? ''}`)
  return false
}

/** The only time that they are shown: they are not stored. */
function printCodes({ registrar, caseOfficer }: FirstTwo, { say }: Terminal): void {
  say('The service has begun. Give each person their card and show only them its activation code:')
  for (const [who, card] of [
    ['registrar', registrar],
    ['caseOfficer', caseOfficer],
  ] as const) {
    say('')
    say(`  ${who}'s card    ${card.cardNumber}`)
    say(`  letter         ${card.letterNumber}`)
    say(`  activation code  ${card.activationCode}`)
  }
  say('')
  say('The codes are not shown again. Clear the screen when both have activated their cards.')
}

async function verifyAuditLog(
  { audit }: CommandedService,
  { say, complain }: Terminal,
): Promise<boolean> {
  const verified = await audit.verifyAuditLog()
  if (verified.ok) {
    const { size, checkpoints, erased, root } = verified.value
    say(`The audit log is intact: ${size} entries, ${checkpoints} checkpoints, ${erased} erased.`)
    say(`Root: ${Buffer.from(root).toString('hex')}`)
    return true
  }
  complain(`The audit log is not intact. Findings (${verified.refusal.length}):`)
  for (const { kind, ...place } of verified.refusal) complain(`  ${kind} ${JSON.stringify(place)}`)
  return false
}

async function listDead({ db, outbox }: CommandedService, { say }: Terminal): Promise<boolean> {
  const dead = await db.read(outbox.deadLetters)
  if (dead.length === 0) say('No job has failed for good.')
  for (const { kind, key, attempts, failedAt, lastFault } of dead)
    say(`${kind} ${key}  ${formatInstant(failedAt)}, ${attempts} attempts: ${lastFault}`)
  return true
}

async function revive(
  { db, outbox }: CommandedService,
  job: { readonly kind: string; readonly key: string },
  { say, complain }: Terminal,
): Promise<boolean> {
  const revived = await db.write(async (tx) => {
    const dead = await outbox.deadLetters(tx)
    if (!dead.some(({ kind, key }) => kind === job.kind && key === job.key)) return ok(false)
    await outbox.revive(tx, job)
    return ok(true)
  })
  const isRevived = revived.ok && revived.value
  if (isRevived) say(`${job.kind} ${job.key} is tried again.`)
  else complain(`No job ${job.kind} ${job.key} has failed for good.`)
  return isRevived
}
