// cspell:ignore numbl
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import {
  installTools,
  noDebianMachine,
  openDebianMachine,
  type DebianMachine,
} from '@sotevarmenne/tests/machine/debian-machine'
import { untilItWorks } from '@sotevarmenne/tests/machine/namespace'

const root = path.resolve(import.meta.dirname, '../..')
await installTools({
  mmdebstrap: 'an empty Debian, in which packages are installed',
  lintian: 'Debian’s own checks of packages',
})
const missing = noDebianMachine()
const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false

/** What the page expects of the machine, and what stands for systemd in a folder. */
const onTheMachine = [
  ...['systemctl', 'systemd-standalone-sysusers', 'systemd-standalone-tmpfiles', 'procps'],
  ...['postgresql', 'nginx-light', 'openssl', 'openssl-provider-fips', 'curl', 'ca-certificates'],
  ...['libstdc++6', 'iproute2'],
]

/** The page names addresses of others; here the sandbox is at them. */
const addresses = [
  ['https://x-road.example', 'http://localhost:8091'],
  ['https://codes.example', 'http://localhost:8091/codeserver'],
  ['https://business.example/opendata-ytj-api/v3', 'http://localhost:8091/opendata-ytj-api/v3'],
  ['https://signing.example', 'http://localhost:8091'],
  ['https://bureau.example', 'http://localhost:8092'],
  ['FI/GOV/1234567-8/varmenne', 'FI-TEST/GOV/0245437-2/sotevarmenne'],
  ['FI/GOV/0245437-2/VTJmutpa/VTJmutpa', 'FI-TEST/GOV/0245437-2/VTJmutpa/VTJmutpa'],
  ['FI/GOV/7654321-0/Terhikki/rights', 'FI-TEST/GOV/0000000-0/Terhikki/rights'],
] as const

const typed = {
  bootstrap: [
    ...['010180-9015', '020275-902B', 'Ensimmäinen rekisteröintipiste'],
    ...['Katu 1', '00100', 'HELSINKI', ''],
  ].join('\n'),
}

describe('the Debian packages, on an empty machine by the commands of install.md', { skip }, () => {
  let page: string
  let machine: DebianMachine
  let folder: string
  let sandboxData: string

  before(async () => {
    page = await readFile(path.join(root, 'docs/operations/install.md'), 'utf8')
    folder = await mkdtemp(path.join(tmpdir(), 'debian-packages-'))
    sandboxData = await mkdtemp(path.join(tmpdir(), 'debian-packages-sandbox-'))
    build('--to', folder, '--fast')
    machine = await openDebianMachine(onTheMachine)
    for (const name of ['server', 'signer']) await machine.bring(fileOf(name, version))
    await machine.run('pg_ctlcluster 17 main start')
    machine.startBeside([process.execPath, 'apps/sandbox/src/start.ts'], {
      ...{ PATH: process.env['PATH'], SOTEVARMENNE_DATA: sandboxData },
    })
  })
  after(async () => {
    await machine.close()
    for (const each of [folder, sandboxData]) await rm(each, { recursive: true, force: true })
  })

  it('lead to the first cards by at most 12 commands in 15 minutes (R642)', async (test) => {
    const commands = commandsOf(page.slice(0, page.indexOf(afterFirstCards)))
    assert.ok(commands.length >= 8 && commands.length <= 12, String(commands.length))
    const begun = performance.now()
    let output = ''
    for (const command of commands) {
      // RuntimeDirectory= of the unit, which this machine's systemctl does not read.
      if (command.startsWith('systemctl enable'))
        await machine.run('install -d -o sotevarmenne-signer /run/sotevarmenne-signer')
      output = await machine.run(forThisMachine(command), typed.bootstrap)
      if (command.startsWith('apt-get install'))
        test.diagnostic(`packages installed after ${seconds(begun)} s`)
    }
    const minutes = (performance.now() - begun) / 60_000
    test.diagnostic(
      `${String(commands.length)} commands, the first card after ${minutes.toFixed(1)} minutes`,
    )
    assert.ok(minutes < 15)
    assert.equal([...output.matchAll(/activation code +\d{8}/g)].length, 2, output)
  })

  it('are ready to serve by the commands of the page', async () => {
    const end = page.indexOf('## Check the installation')
    for (const command of commandsOf(page.slice(page.indexOf(afterFirstCards), end)))
      await machine.run(command)
    await until('web is ready', () => machine.run('curl -sf http://127.0.0.1:8080/health/ready'))
    await until('a checkpoint is stored', () => machine.run('ls /mnt/checkpoints/*.ndjson'))
    assert.match(await machine.run('sotevarmenne doctor'), / Faults: 0\.$/m)
  })

  it('run as the users of their units, and serve', async () => {
    await until('OCSP serves', () => machine.run('curl -sf http://127.0.0.1:8081/health/ready'))
    const users = await machine.run('ps -eo user:30,args | grep [/]usr/lib/sotevarmenne')
    for (const name of ['signer', 'web', 'jobs', 'ocsp'])
      assert.match(users, new RegExp(`^sotevarmenne-${name} `, 'm'))
    assert.doesNotMatch(users, /^root .*\/bin\/node/m)
    const portal = await machine.run('curl -sf http://127.0.0.1:8080/fi/')
    assert.match(portal, /<html lang="fi"/)
  })

  it('read a setting with & on the command line as their units do (R640)', async () => {
    await machine.run(
      `sed -i 's#?host=/run/postgresql#?host=/run/postgresql\\&application_name=from-file#' /etc/sotevarmenne/cli.env`,
    )
    assert.match(await machine.run('sotevarmenne audit verify'), /The audit log is intact/)
    assert.match(await machine.run('sotevarmenne jobs dead'), /No job has failed for good/)
    assert.equal(existsSync(path.join(machine.root, 'var/lib/sotevarmenne/db')), false)
  })

  it('let the superuser of PostgreSQL make a backup beside their own roles', async () => {
    const dump = await machine.run('runuser -u postgres -- pg_dump --schema-only sotevarmenne')
    assert.match(dump, /CREATE TABLE audit\./)
  })

  it('are the files that were built, and keep secrets from other users', async () => {
    assert.equal(await machine.run('dpkg --verify sotevarmenne-server sotevarmenne-signer'), '')
    for (const [user, file] of [
      ['web', '/var/lib/sotevarmenne/keys'],
      ['ocsp', '/etc/sotevarmenne/people-key'],
      ['ocsp', '/etc/sotevarmenne/population-register-password'],
      ['web', '/etc/sotevarmenne/signer-passphrase'],
      ['ocsp', '/etc/sotevarmenne/web.env'],
      ['web', '/etc/sotevarmenne/people.env'],
    ])
      await assert.rejects(
        machine.run(`runuser -u sotevarmenne-${String(user)} -- head -c1 ${String(file)}`),
        /Permission denied/,
      )
  })

  it('are upgraded with their settings, data and keys, and restart nothing by themselves', async () => {
    const before = await machine.run('pgrep -f entry/[w]eb.ts')
    const settings = await machine.run('md5sum /etc/sotevarmenne/*')
    build('--to', folder, '--version', '99.0.0', '--fast')
    for (const name of ['server', 'signer']) await machine.bring(fileOf(name, '99.0.0'))
    const check = await machine.run(
      `dpkg-deb --extract sotevarmenne-server_99.0.0_*.deb /opt/sotevarmenne.new
       /opt/sotevarmenne.new/usr/sbin/sotevarmenne upgrade check; rm -r /opt/sotevarmenne.new`,
    )
    assert.match(check, /version/i, check)
    const said = await machine.run('dpkg --install ./*_99.0.0_*.deb')
    assert.match(said, /run on with the old program until they are restarted/)
    assert.equal(await machine.run('pgrep -f entry/[w]eb.ts'), before)
    assert.equal(await machine.run('md5sum /etc/sotevarmenne/*'), settings)
    await machine.run('systemctl restart sotevarmenne-signer sotevarmenne-web')
    await until('web serves', () => machine.run('curl -sf http://127.0.0.1:8080/health/live'))
    assert.match(await machine.run('sotevarmenne audit verify'), /The audit log is intact/)
  })

  it('are removed with their processes, and purged but for keys that nobody can make again', async () => {
    await machine.run('dpkg --remove sotevarmenne-server sotevarmenne-signer')
    assert.equal(await machine.run('pgrep -f [/]usr/lib/sotevarmenne || true'), '')
    const left = await machine.run('ls /usr/lib | grep sotevarmenne || true; ls /etc/sotevarmenne')
    assert.doesNotMatch(left, /sotevarmenne-/)
    assert.match(left, /web\.env/)
    const said = await machine.run('dpkg --purge sotevarmenne-server sotevarmenne-signer')
    for (const stays of ['people-key', 'signer-passphrase', 'keys', 'ca'])
      assert.match(said, new RegExp(`/${stays} stays`))
    const found = await machine.run(
      `find /etc/sotevarmenne /var/lib/sotevarmenne -mindepth 1 -maxdepth 1
       find / -xdev -iname '*sotevarmenne*' -not -path '/root/*' -not -path '/proc/*' -not -path '/var/lib/sotevarmenne/*' -not -path '/var/log/*'`,
    )
    assert.deepEqual(found.trim().split('\n').sort(), [
      '/etc/postgresql/17/main/pg_hba.conf.before-sotevarmenne',
      '/etc/sotevarmenne',
      '/etc/sotevarmenne/people-key',
      '/etc/sotevarmenne/population-register-password',
      '/etc/sotevarmenne/signer-passphrase',
      '/etc/systemd/system/sotevarmenne-jobs.service.d',
      '/var/lib/sotevarmenne',
      '/var/lib/sotevarmenne/ca',
      '/var/lib/sotevarmenne/cards',
      '/var/lib/sotevarmenne/keys',
    ])
  })

  it('have no fault that Debian’s lintian knows', () => {
    const files = ['server', 'signer'].map((name) => fileOf(name, version))
    const words = ['--fail-on', 'error,warning', '--allow-root', ...files]
    const { stdout, status, error } = spawnSync('lintian', words, { encoding: 'utf8' })
    assert.equal(error, undefined)
    assert.equal(stdout, '')
    assert.equal(status, 0)
  })

  const afterFirstCards = '## 7. Where checkpoints go'
  const version = '0.2.0'
  const fileOf = (name: string, of: string) =>
    path.join(folder, `sotevarmenne-${name}_${of}_amd64.deb`)
  const seconds = (begun: number) => ((performance.now() - begun) / 1000).toFixed(0)
  const until = (what: string, request: () => Promise<string>): Promise<void> =>
    untilItWorks(what, request, () =>
      machine.run(
        'systemctl status sotevarmenne-web 2>&1 || true; tail -n 30 /var/log/journal/*sotevarmenne* || true',
      ),
    )
})

/** The commands of a part of the page: the lines of its shell blocks, a here document with its command. */
function commandsOf(part: string): readonly string[] {
  const lines = [...part.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = '']) =>
    block.trimEnd().split('\n'),
  )
  const commands: string[] = []
  let isHere = false
  for (const line of lines) {
    commands.push(isHere ? `${commands.pop() ?? ''}\n${line}` : line)
    if (line.includes("<<'END'")) isHere = true
    else if (line === 'END') isHere = false
  }
  return commands
}

const forThisMachine = (command: string): string =>
  addresses.reduce((text, [named, here]) => text.replaceAll(named, here), command)

function build(...words: readonly string[]): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'tools/packaging/debian-packages.mjs'), ...words],
    { encoding: 'utf8' },
  )
  assert.equal(status, 0, stderr)
}
