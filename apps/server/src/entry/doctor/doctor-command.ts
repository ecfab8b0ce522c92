import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { instant } from '@sotevarmenne/kernel/instant'
import { parseEnvironmentFile } from '@sotevarmenne/runtime/environment-file'
import type { Command } from 'commander'
import { figuresOfRegisters } from '#cards/register-changes/index.ts'
import { freshnessOfCrls } from '#pki/crl/index.ts'
import { readDatabaseFacts } from '#platform/database-facts.ts'
import { within } from '#platform/within.ts'
import { allHealth } from '#reporting/counterparts/index.ts'
import type { CommandContext, CommandedService } from '../commanded-service.ts'
import { checkpointDestinationsOf, readConfig, type Config } from '../config.ts'
import { checkDisk } from './check-disk.ts'
import { checkFiles } from './check-files.ts'
import { checkService, type ServiceFacts } from './check-service.ts'
import { fault, ok, type Finding } from './finding.ts'

/** `cli doctor`: whether an installation is as it should be, in plain words; changes nothing. */
export function addDoctorCommand(
  program: Command,
  { open, settings, terminal, exitWith }: CommandContext,
): void {
  program
    .command('doctor')
    .description(
      'checks the installation: settings, files, certificates, disks, clock, database, backup, signer, CAs, CRLs, jobs, other systems',
    )
    .option(
      '--settings <files...>',
      'check the files that these environment files name too, of other processes',
    )
    .option('--files-only', 'check the files alone: as root, who is no user of the database')
    .action(async ({ settings: others = [], filesOnly = false }: DoctorOptions) => {
      const findings = [
        ...(await checkSettings(settings, others)),
        ...(filesOnly ? [] : await checkRunning(settings, open)),
      ]
      const width = Math.max(...findings.map(({ about }) => about.length))
      for (const { state, about, words } of findings)
        terminal.say(`${state.padEnd(8)} ${about.padEnd(width)}  ${words}`)
      const counted = (state: Finding['state']) =>
        String(findings.filter((each) => each.state === state).length)
      terminal.say(
        `Checks passed: ${counted('ok')}. Warnings: ${counted('warning')}. Faults: ${counted('fault')}.`,
      )
      if (counted('fault') !== '0') exitWith(1)
    })
}

type DoctorOptions = { readonly settings?: readonly string[]; readonly filesOnly?: boolean }

async function checkSettings(
  own: NodeJS.ProcessEnv,
  otherFiles: readonly string[],
): Promise<readonly Finding[]> {
  const now = instant(Date.now())
  const findings = [...(await checkFiles(own, now))]
  for (const file of otherFiles) {
    const text = await readFile(file, 'utf8').catch((thrown: unknown) => thrown)
    if (typeof text === 'string')
      findings.push(...(await checkFiles(parseEnvironmentFile(text), now)))
    else findings.push(fault('settings', `${file} can't be read: ${thrown(text)}`))
  }
  return findings
}

const thrown = (what: unknown): string => (what instanceof Error ? what.message : String(what))

/** The service is opened as for every command: where that fails, the reason is the finding. */
async function checkRunning(
  settings: NodeJS.ProcessEnv,
  open: () => Promise<CommandedService>,
): Promise<readonly Finding[]> {
  let config: Config
  try {
    config = readConfig(settings)
  } catch (reason) {
    return [fault('settings', thrown(reason))]
  }
  const findings: Finding[] = [
    ok('settings', 'are well-formed'),
    await checkDisk('disk', config.data),
    ...(config.checkpointFolder === undefined
      ? []
      : [await checkDisk('disk', config.checkpointFolder)]),
  ]
  // Opening an embedded database would create it.
  if (!existsSync(config.data)) return findings
  try {
    const service = await open()
    try {
      return [...findings, ...checkService(await factsOf(service, config))]
    } finally {
      await service.stop()
    }
  } catch (reason) {
    return [...findings, fault('database', thrown(reason))]
  }
}

async function factsOf(
  { db, clock, issuers, legacyCas, signer, outbox }: CommandedService,
  config: Config,
): Promise<ServiceFacts> {
  const state = await within(maxSilence, signer.state()).catch(() => undefined)
  return db.read(async (tx) => ({
    now: clock.now(),
    machineTime: instant(Date.now()),
    database: await readDatabaseFacts(tx),
    signer: state,
    issuers: issuers.all.map(({ id, certificate }) => ({ id, notAfter: certificate.notAfter })),
    crls: await freshnessOfCrls(issuers, legacyCas)(tx),
    outbox: await outbox.figures(tx),
    counterparts: await allHealth(tx),
    codesCopiedAt: (await figuresOfRegisters(tx)).copiedAt,
    checkpointDestinations: config.isDemoEnvironment ? 1 : checkpointDestinationsOf(config),
  }))
}

/** Milliseconds for the signer. */
const maxSilence = 5_000
