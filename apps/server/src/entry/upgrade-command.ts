import { version } from '@sotevarmenne/kernel/version'
import type { Command } from 'commander'
import { schemaVersion } from '#platform/schema-version.ts'
import {
  oldestAfter,
  programsToStop,
  type LockedTable,
  type PlannedMigration,
  type UpgradePlan,
} from '#platform/upgrade-plan.ts'
import type { CommandContext } from './commanded-service.ts'

/** `cli upgrade check`: what an upgrade to this program would do, in plain words; changes nothing. */
export function addUpgradeCommand(
  program: Command,
  {
    planUpgrade,
    terminal,
    exitWith,
  }: Pick<CommandContext, 'planUpgrade' | 'terminal' | 'exitWith'>,
): void {
  program
    .command('upgrade')
    .description('upgrades of the service')
    .command('check')
    .description(
      'says which migrations would run and which tables they lock, for how long, and what must stop before; changes nothing. Exit code 0: nothing must stop; 2: older programs must stop first; 1: no upgrade',
    )
    .action(async () => {
      const planned = await planUpgrade()
      for (const line of wordsOf(planned)) terminal.say(line)
      exitWith(mustStop(planned) ? 2 : 0)
    })
}

const mustStop = (plan: UpgradePlan): boolean =>
  plan.schema.ran.length > 0 && oldestAfter(plan) > plan.schema.version

/** What an operator reads before an upgrade. */
export function wordsOf(plan: UpgradePlan): readonly string[] {
  const { schema, migrations } = plan
  return [
    `This program: version ${version}, schema version ${String(schemaVersion)}.`,
    schema.ran.length === 0
      ? 'The database: empty.'
      : `The database: schema version ${String(schema.version)}; it allows programs from schema version ${String(schema.oldestProgram)} on.`,
    ...(migrations.length === 0
      ? [
          schema.isNewer
            ? 'No migration would run. The database is of a newer version, which allows this program to run.'
            : 'No migration would run.',
        ]
      : [
          `Migrations that would run: ${String(migrations.length)}.`,
          ...migrations.flatMap(wordsOfMigration),
          'Times are estimates by the number of rows, for a busy machine of two cores. Numbers of rows are those of the last ANALYZE.',
        ]),
    ...wordsOfOlderPrograms(plan),
  ]
}

const wordsOfMigration = ({
  module,
  name,
  tables,
  contraction,
  oldestProgram,
  isUnknown,
}: PlannedMigration): readonly string[] => [
  `  ${module}/${name}`,
  ...(isUnknown ? ['    What it locks depends on the rows: read the migration.'] : []),
  ...tables.map((table) => `    ${wordsOfTable(table)}`),
  ...(oldestProgram === undefined
    ? []
    : [
        `    Programs below schema version ${String(oldestProgram)} may not run after it${contraction === undefined ? '' : ` (${contraction.slice(0, 100)})`}.`,
      ]),
]

const waits = {
  all: 'all who use it wait',
  writers: 'those who change it wait',
  rows: 'those who change the same rows wait',
} as const

const wordsOfTable = ({ table, waiting, rows, bytes, seconds }: LockedTable): string =>
  `${table}: ${waits[waiting]}, ${seconds < 1 ? 'less than a second' : `about ${String(Math.ceil(seconds))} s`} (${String(rows)} rows, ${sizeOf(bytes)})`

const sizeOf = (bytes: number): string =>
  bytes < 1e6 ? `${String(Math.ceil(bytes / 1e3))} kB` : `${String(Math.ceil(bytes / 1e6))} MB`

function wordsOfOlderPrograms(plan: UpgradePlan): readonly string[] {
  const connected = plan.connected
    .filter(({ isProcess }) => isProcess)
    .map(
      ({ role, name, count, schema }) =>
        `  ${role}: ${schema === undefined ? `a program that does not say its schema version, as those of 0.2.0 (“${name}”)` : name}, ${String(count)} connections`,
    )
  const now =
    connected.length === 0
      ? ['No process is connected to the database now.']
      : ['Processes that are connected to the database now:', ...connected]
  if (plan.migrations.length === 0) return now
  if (!mustStop(plan))
    return [
      ...now,
      'Programs that run now may go on during the migrations and after them; replace them one after the other.',
    ]
  const left = programsToStop(plan).length
  return [
    ...now,
    `Programs below schema version ${String(oldestAfter(plan))} may not run after the migrations: stop them first, then migrate, then start the new ones.${left === 0 ? '' : ' Some are connected now.'}`,
  ]
}
