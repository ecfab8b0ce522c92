import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { databaseRoles } from '../../apps/server/src/entry/grants.ts'
import { processes } from '../../apps/server/src/entry/processes.ts'

const run = promisify(execFile)
const missing = existsSync('/usr/bin/systemd-analyze')
  ? undefined
  : 'Debian’s package systemd is not installed'
const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false

const root = path.join(import.meta.dirname, '../..')
const systemd = path.join(root, 'docs/operations/systemd')
const names = [...processes, 'signer', 'migrate'] as const

describe('the systemd units', async () => {
  const units = new Map(
    await Promise.all(
      names.map(async (name) => [name, await readFile(fileOf(name), 'utf8')] as const),
    ),
  )
  const table = await readFile(path.join(root, 'docs/security/processes.md'), 'utf8')

  for (const name of names)
    it(`are exposed as documented, and at most 2.0: ${name}`, { skip }, async () => {
      const { stdout } = await run('systemd-analyze', [
        ...['security', '--offline=true', '--threshold=20', '--no-pager', fileOf(name)],
      ])
      const [, exposure] = /Overall exposure level for \S+: (\d\.\d)/.exec(stdout) ?? []
      assert.ok(exposure, stdout)
      assert.match(
        table,
        new RegExp(`^\\| \`sotevarmenne-${name}\` +\\| ${exposure.replace('.', '\\.')} +\\|`, 'm'),
        `docs/security/processes.md: exposure of ${name} is ${exposure}`,
      )
    })

  it('are understood by systemd', { skip }, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-units-'))
    try {
      const files = await Promise.all(
        names.map(async (name) => {
          const file = path.join(folder, `sotevarmenne-${name}.service`)
          // The program is not installed on this machine.
          const unit = units.get(name)?.replace(/^(ExecStart=)\S+/m, `$1${process.execPath}`)
          await writeFile(file, unit ?? '')
          return file
        }),
      )
      const { stderr } = await run('systemd-analyze', [
        ...['verify', '--man=no', '--generators=no', '--recursive-errors=no', ...files],
      ])
      assert.doesNotMatch(stderr, /sotevarmenne/)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('dump no memory, and share no lines that one of them lacks', () => {
    const shared = (unit: string) =>
      [
        ...unit.matchAll(
          /^(?:Protect|Restrict(?!AddressFamilies)|Private(?!Network)|SystemCall|Capability|Ambient|Lock|NoNew|RemoveIPC|Keyring|LimitCORE|MemorySwapMax)\w*=.*$/gm,
        ),
      ].map(([line]) => line)
    const expected = shared(units.get('web') ?? '')
    assert.ok(expected.includes('LimitCORE=0') && expected.length > 20)
    for (const [name, unit] of units) assert.deepEqual(shared(unit), expected, name)
  })

  it('run each process as a user of its own, none of them root', () => {
    const users = [...units.values()].map((unit) => settingOf(unit, 'User'))
    assert.deepEqual(
      users,
      names.map((name) => `sotevarmenne-${name}`),
    )
    for (const unit of units.values()) assert.equal(settingOf(unit, 'Group'), 'sotevarmenne')
  })

  it('keep the signer from every network', () => {
    const signer = units.get('signer') ?? ''
    assert.equal(settingOf(signer, 'PrivateNetwork'), 'yes')
    assert.equal(settingOf(signer, 'RestrictAddressFamilies'), 'AF_UNIX')
  })

  it('give each signer socket to the processes that the documents name', async () => {
    const documented = await readFile(path.join(root, 'docs/operations/README.md'), 'utf8')
    const rows = [
      ...documented.matchAll(
        /^\| `(sotevarmenne-\w+)` +\| `run\/(\w+)\/signer\.sock` +\| ([^|]+?) +\|/gm,
      ),
    ]
    const folders = await readFile(path.join(systemd, 'sotevarmenne.tmpfiles.conf'), 'utf8')
    const sockets = [...folders.matchAll(/^d \/var\/lib\/sotevarmenne\/run\/(\w+) /gm)]
    assert.deepEqual(
      rows.map(([, , socket]) => socket).sort(),
      sockets.map(([, name]) => name).sort(),
    )
    for (const [, group = '', socket, members = ''] of rows) {
      assert.equal(group, `sotevarmenne-${String(socket)}`)
      const given = [...units].flatMap(([name, unit]) =>
        groupsOf(unit).includes(group) ? [name] : [],
      )
      assert.deepEqual(given.sort(), members.split(', ').sort(), group)
    }
  })

  it('are named with their users and database roles in the documents', async () => {
    const operations = await readFile(path.join(root, 'docs/operations/README.md'), 'utf8')
    const install = await readFile(path.join(root, 'docs/operations/install.md'), 'utf8')
    for (const name of names) {
      const row = new RegExp(
        `^\\| ${name} +\\| .*sotevarmenne-${name}\\.service\\) +\\| \`sotevarmenne-${name}\` +\\| `,
        'm',
      )
      assert.match(operations, row)
      assert.match(table, new RegExp(`^\\| ${name} +\\| \`sotevarmenne-${name}\` +\\| `, 'm'))
    }
    for (const [user, role] of Object.entries(databaseRoles)) {
      assert.match(
        table,
        new RegExp(`^\\| ${user} +\\| \`sotevarmenne-${user}\` +\\| \`${role}\` +\\|`, 'm'),
      )
      assert.match(install, new RegExp(`^sotevarmenne +sotevarmenne-${user} +${role}$`, 'm'))
    }
  })

  describe('with their users, groups and folders', { skip }, () => {
    let machine: string
    const etc = (file: string) => readFile(path.join(machine, 'etc', file), 'utf8')
    before(async () => {
      machine = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-machine-'))
      for (const kind of ['sysusers', 'tmpfiles']) {
        await mkdir(path.join(machine, `etc/${kind}.d`), { recursive: true })
        await cp(
          path.join(systemd, `sotevarmenne.${kind}.conf`),
          path.join(machine, `etc/${kind}.d/sotevarmenne.conf`),
        )
      }
      await mkdir(path.join(machine, 'var/lib'), { recursive: true })
      await run('systemd-sysusers', ['--root', machine])
    })
    after(() => rm(machine, { recursive: true }))

    it('have all that they name, and no other', async () => {
      const users = (await etc('passwd')).split('\n').flatMap((line) => line.split(':')[0] || [])
      assert.deepEqual(users.sort(), [...names, 'cli'].map((name) => `sotevarmenne-${name}`).sort())
      const groups = (await etc('group')).split('\n').flatMap((line) => line.split(':')[0] || [])
      const used = [...units.values()].flatMap((unit) => ['sotevarmenne', ...groupsOf(unit)])
      assert.deepEqual(groups.sort(), [...new Set(used)].sort())
    })

    it('find their folders with the right owner, and no others get in', async () => {
      const isRoot = process.getuid?.() === 0
      if (!isRoot) return // Owners of other users can't be set.
      await run('systemd-tmpfiles', ['--root', machine, '--create'])
      const passwd = await etc('passwd')
      const group = await etc('group')
      const idOf = (file: string, name: string) =>
        Number(new RegExp(`^${name}:x:(\\d+)`, 'm').exec(file)?.[1])
      const state = path.join(machine, 'var/lib/sotevarmenne')
      for (const [folder, mode, user, of] of [
        ['keys', 0o700, 'signer', 'sotevarmenne'],
        ['run/audit', 0o2750, 'signer', 'sotevarmenne-audit'],
        ['run/production', 0o2750, 'signer', 'sotevarmenne-production'],
        ['crls', 0o700, 'ocsp', 'sotevarmenne'],
        ['cards', 0o2770, 'jobs', 'sotevarmenne-cards'],
      ] as const) {
        const found = await stat(path.join(state, folder))
        assert.equal(found.mode & 0o7777, mode, folder)
        assert.equal(found.uid, idOf(passwd, `sotevarmenne-${user}`), folder)
        assert.equal(found.gid, idOf(group, of), folder)
      }
      const folders = await readdir(state)
      assert.deepEqual(folders.sort(), ['ca', 'cards', 'crls', 'keys', 'run'])
    })
  })
})

function fileOf(name: string): string {
  return path.join(systemd, `sotevarmenne-${name}.service`)
}

function settingOf(unit: string, name: string): string | undefined {
  return new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1]
}

function groupsOf(unit: string): readonly string[] {
  return settingOf(unit, 'SupplementaryGroups')?.split(' ') ?? []
}
