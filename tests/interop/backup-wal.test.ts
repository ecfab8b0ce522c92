// cspell:ignore PGHOST PGUSER basebackup walfile initdb timezone
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import {
  binaries,
  giveToServer,
  noServer,
  serverCommand,
} from '@sotevarmenne/tests/database/postgres'

const missing = noServer()
const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false
const run = promisify(execFile)

/** The settings and commands of docs/operations/backup.md, on a cluster of its own in other folders. */
describe('a database restored to a moment from a base backup and the WAL archive', { skip }, () => {
  let folder: string
  /** Of the page: each block of code with its folders replaced. */
  let page: readonly string[]

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-wal-'))
    await giveToServer(folder)
    const text = await readFile(new URL('../../docs/operations/backup.md', import.meta.url), 'utf8')
    page = [...text.matchAll(/```(?:ini|sh)\n([\s\S]*?)```/g)].map(([, block = '']) =>
      block
        .replaceAll(/^ +/gm, '')
        .replaceAll('/var/backups/sotevarmenne', join(folder, 'backups'))
        .replaceAll('/var/lib/postgresql/17', folder),
    )
    for (const name of ['backups', 'backups/wal', 'backups/base']) {
      await mkdir(join(folder, name))
      await giveToServer(join(folder, name))
    }
    await asServer(`${binaries}/initdb`, '--pgdata', data(), '--auth', 'trust', '--no-sync')
    await appendFile(
      join(data(), 'postgresql.conf'),
      `listen_addresses = ''\nunix_socket_directories = '${folder}'\n${block('archive_mode')}`,
    )
    await start()
  })
  after(async () => {
    await stop().catch(() => undefined)
    await rm(folder, { recursive: true, force: true })
  })

  const data = (): string => join(folder, 'main')
  const block = (part: string): string =>
    page.find((each) => each.includes(part)) ?? assert.fail(`the page has no block with ${part}`)
  /** Commands of the page's block, without the ones of systemd and users. */
  const commandsOf = (part: string): readonly string[] =>
    block(part)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('systemctl'))
      .map((line) => line.replace('runuser -u postgres -- ', ''))
  const asServer = async (...words: readonly string[]): Promise<string> => {
    const [command, ...rest] = serverCommand(words)
    const env = { ...process.env, LC_ALL: 'C.UTF-8', PGHOST: folder, PGUSER: 'postgres' }
    return (await run(command, rest, { cwd: folder, env })).stdout.trim()
  }
  const shell = (line: string): Promise<string> =>
    asServer('sh', '-c', `PATH=${binaries}:$PATH; ${line}`)
  const start = (): Promise<string> =>
    shell(`pg_ctl --pgdata ${data()} --wait --log ${folder}/log start`)
  const stop = (): Promise<string> => shell(`pg_ctl --pgdata ${data()} --mode fast stop`)
  const query = (sql: string): Promise<string> =>
    asServer(`${binaries}/psql`, '--no-psqlrc', '-At', '--dbname', 'postgres', '--command', sql)

  it('has everything until that moment, and nothing after it', async () => {
    await query('create table issued (serial int)')
    await query('insert into issued values (1)')
    for (const command of commandsOf('pg_basebackup')) await shell(command)
    await query('insert into issued values (2)')
    const moment = await query('select clock_timestamp()')
    await query('select pg_sleep(0.01)')
    await query('delete from issued')
    await query('select pg_switch_wal()')
    await stop()

    const day = await shell('date +%F')
    for (const command of commandsOf('recovery.signal'))
      await shell(command.replace('/base/2026-11-24', `/base/${day}`))
    const settings = block('recovery_target_time').replace(
      /(recovery_target_time = )'[^']+'/,
      (_, name) => `${String(name)}'${moment}'`,
    )
    const added = join(data(), 'postgresql.auto.conf')
    await writeFile(added, `${await readFile(added, 'utf8')}\n${settings}`)
    await start()
    // Promotion ends a moment after the server accepts connections.
    while ((await query('select pg_is_in_recovery()')) === 't') await query('select pg_sleep(0.02)')

    assert.equal(await query('select array_agg(serial order by serial) from issued'), '{1,2}')
    await query('insert into issued values (3)')
    assert.match(await query('select pg_walfile_name(pg_current_wal_lsn())'), /^00000002/)
  })
})
