import { readFile } from 'node:fs/promises'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { Command, CommanderError } from 'commander'
import { z } from 'zod'
import { bootstrapProblems, type FirstTwo } from '#identity/permissions/index.ts'
import type { Problem } from '#platform/endpoint.ts'
import type { PointFacts } from '#points/points/contract.ts'
import { addAcceptedIssuersCommand } from './accepted-issuers-command.ts'
import { addProfileCommand } from './profile-command.ts'
import { addBlankCommands } from './blank-commands.ts'
import { addClientCommands } from './client-commands.ts'
import { addImportCommands } from './import-commands.ts'
import { addRestoreCommands } from './restore-commands.ts'
import type { CommandedService, Terminal, WithService } from './commanded-service.ts'
import type { Parts } from './parts.ts'

/** Does what the words of a command line ask for; answers the exit code. The service is opened only for a real deed. */
export async function runCommandLine(
  words: readonly string[],
  {
    open,
    ownAuthorities,
    terminal,
  }: {
    readonly open: () => Promise<CommandedService>
    /** The authorities of this service, which are known without opening it. */
    readonly ownAuthorities: () => Promise<readonly Certificate[]>
    readonly terminal: Terminal
  },
): Promise<number> {
  let exitCode = 0
  const withService: WithService =
    (act) =>
    async (...of) => {
      const service = await open()
      try {
        exitCode = (await act(service, ...of)) ? 0 : 1
      } finally {
        await service.stop()
      }
    }

  const program = createProgram(terminal)
  program
    .command('bootstrap')
    .description(
      'begins a new service: makes the cards of the first registrar and the first handler',
    )
    .option('--registrar <code>', 'personal identity code; better typed when asked for')
    .option('--handler <code>', 'personal identity code; better typed when asked for')
    .option('--point <file>', 'JSON of the first registration point: name and address')
    .action(async (options: BootstrapOptions) => {
      const asked = await askWhatIsMissing(options, terminal)
      await withService((service) => begin(service, asked, terminal))()
    })
  program
    .command('audit')
    .description('the audit trail')
    .command('verify')
    .description('goes over the whole trail: every entry, the tree and every signed head')
    .action(withService((service) => verifyTrail(service, terminal)))
  const jobs = program.command('jobs').description('work that leaves the building')
  jobs
    .command('dead')
    .description('lists the jobs that were given up, and why')
    .action(withService((service) => listDead(service, terminal)))
  jobs
    .command('revive')
    .description('has a job that was given up tried again')
    .argument('<kind>')
    .argument('<key>')
    .action(
      withService((service, kind: string, key: string) => revive(service, { kind, key }, terminal)),
    )
  addProfileCommand(program, terminal)
  addAcceptedIssuersCommand(program, { ownAuthorities, terminal })
  addClientCommands(program, { withService, terminal })
  addBlankCommands(program, { withService, terminal })
  addImportCommands(program, { withService, terminal })
  addRestoreCommands(program, { withService, terminal })

  try {
    await program.parseAsync(words, { from: 'user' })
    return exitCode
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode
    throw thrown
  }
}

/** Subcommands inherit what is set before they are added. */
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
  readonly handler?: string
  readonly point?: string
}

type Asked = Parameters<Parts['bootstrap']>[1]

/** Identity codes on a command line would stay in the shell's history and show in the list of processes. */
const askWhatIsMissing = async (
  { registrar, handler, point }: BootstrapOptions,
  { ask }: Terminal,
): Promise<Asked> => ({
  registrar: registrar ?? (await ask('Personal identity code of the first registrar: ')),
  handler: handler ?? (await ask('Personal identity code of the first handler: ')),
  point:
    point === undefined ? await askPoint(ask) : parsePoint(await readFile(point, 'utf8'), point),
})

const askPoint = async (ask: Terminal['ask']): Promise<PointFacts> => ({
  name: await ask('Name of the first registration point: '),
  address: {
    street: await ask('Its street address: '),
    postalCode: await ask('Its postal code: '),
    postOffice: await ask('Its post office: '),
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

/** Throws with the members that are wrong. */
function parsePoint(json: string, file: string): PointFacts {
  const read = pointFile.safeParse(JSON.parse(json))
  if (read.success) return read.data
  const faults = read.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
  throw new Error(`the registration point in ${file} is wrong:\n${faults.join('\n')}`)
}

async function begin(
  { systemPermit, bootstrap }: CommandedService,
  asked: Asked,
  terminal: Terminal,
): Promise<boolean> {
  const begun = await bootstrap(systemPermit('permissions.bootstrap', 'cli'), asked)
  if (begun.ok) {
    tellCodes(begun.value, terminal)
    return true
  }
  const { refusal } = begun
  const { title, advice }: Problem = bootstrapProblems[refusal.kind]
  const about = 'who' in refusal ? ` (${refusal.who}: ${refusal.because})` : ''
  terminal.complain(`${title.en}${about}. ${advice?.en ?? ''}`)
  return false
}

/** The only time that they are shown: nothing keeps them. */
function tellCodes({ registrar, handler }: FirstTwo, { say }: Terminal): void {
  say('The service has begun. Give each person their card and show only them its activation code:')
  for (const [who, card] of [
    ['registrar', registrar],
    ['handler', handler],
  ] as const) {
    say('')
    say(`  ${who}'s card    ${card.cardNumber}`)
    say(`  letter         ${card.letterNumber}`)
    say(`  activation code  ${card.activationCode}`)
  }
  say('')
  say('The codes are not shown again. Clear the screen when both have activated their cards.')
}

async function verifyTrail(
  { audit }: CommandedService,
  { say, complain }: Terminal,
): Promise<boolean> {
  const verified = await audit.verifyTrail()
  if (verified.ok) {
    const { size, checkpoints, erased, root } = verified.value
    say(`The trail holds: ${size} entries, ${checkpoints} signed heads, ${erased} erased.`)
    say(`Root: ${Buffer.from(root).toString('hex')}`)
    return true
  }
  complain(`The trail does not hold. Findings (${verified.refusal.length}):`)
  for (const { kind, ...place } of verified.refusal) complain(`  ${kind} ${JSON.stringify(place)}`)
  return false
}

async function listDead({ db, outbox }: CommandedService, { say }: Terminal): Promise<boolean> {
  const dead = await db.read(outbox.deadLetters)
  if (dead.length === 0) say('No job was given up.')
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
  else complain(`No job ${job.kind} ${job.key} was given up.`)
  return isRevived
}
