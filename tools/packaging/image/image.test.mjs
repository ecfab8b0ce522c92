// cspell:ignore mountinfo
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { root } from '../../set-up/machine.mjs'

const read = (file) => readFileSync(path.join(import.meta.dirname, file), 'utf8')
const units = path.join(root, 'docs/operations/systemd')
const named = (text, kind) =>
  [...text.matchAll(new RegExp(`^${kind} (\\S+)`, 'gm'))].map(([, name]) => name)

describe('the users of the image', () => {
  const declared = readFileSync(path.join(units, 'sotevarmenne.sysusers.conf'), 'utf8')
  const users = read('passwd')
    .trim()
    .split('\n')
    .map((line) => line.split(':'))
  const groups = read('group')
    .trim()
    .split('\n')
    .map((line) => line.split(':'))

  it('are those of the Debian packages, and each has a number of its own', () => {
    const ours = ([name]) => name.startsWith('sotevarmenne')
    assert.deepEqual(
      users.filter(ours).map(([name]) => name),
      named(declared, 'u'),
    )
    assert.deepEqual(
      groups.filter(ours).map(([name]) => name),
      named(declared, 'g'),
    )
    for (const each of [users, groups])
      assert.equal(new Set(each.map(([, , number]) => number)).size, each.length)
  })

  it('are in the groups that their units name', () => {
    for (const file of readdirSync(units).filter((name) => name.endsWith('.service'))) {
      const unit = readFileSync(path.join(units, file), 'utf8')
      const user = /^User=(.*)$/m.exec(unit)[1]
      const wanted = /^SupplementaryGroups=(.*)$/m.exec(unit)?.[1].split(' ') ?? []
      const has = groups.filter(([, , , members]) => members.split(',').includes(user))
      assert.deepEqual(has.map(([name]) => name).sort(), wanted.sort(), file)
    }
  })
})

describe('a container of the image', () => {
  const folders = []
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  for (const name of ['signer', 'web', 'jobs', 'ocsp', 'tls-sign-in', 'cli'])
    it(`of ${name} says without a volume what is wrong, and starts nothing (R670)`, () => {
      const { status, stderr, stdout } = start(name, '/nothing-mounted')
      assert.equal(status, 1)
      assert.match(
        stderr,
        new RegExp(
          `^sotevarmenne ${name}: no volume is mounted at /nothing-mounted/\\S+: mount one there`,
        ),
      )
      assert.equal(stdout, '')
    })

  // Memory that is a file system of its own stands for a volume.
  const hasMemory =
    existsSync('/dev/shm') &&
    /^\S+ \S+ \S+ \S+ \/dev\/shm /m.test(readFileSync('/proc/self/mountinfo', 'utf8'))
  const skip = !hasMemory && 'needs a file system at /dev/shm'

  it('starts its process when everything is there', { skip }, () => {
    const data = newFolder('/dev/shm')
    for (const folder of ['run/issuing', 'ca', 'cards'])
      mkdirSync(path.join(data, folder), { recursive: true })
    const { status, stdout, stderr } = start('jobs', data)
    assert.equal(status, 0, stderr)
    assert.equal(stdout, 'node apps/server/src/entry/jobs.ts\n')
  })

  it('says which folder its volume lacks', { skip }, () => {
    const { status, stderr } = start('ocsp', newFolder('/dev/shm'))
    assert.equal(status, 1)
    assert.match(stderr, /run\/ocsp is missing on its volume: run the command prepare once/)
  })

  it('stores no CA key in memory that is gone with the container', { skip }, () => {
    const { status, stderr } = start('signer', newFolder('/dev/shm'))
    assert.equal(status, 1)
    assert.match(stderr, /keys is in memory \(tmpfs\): the keys would be lost with the container/)
  })

  it('without a word lists what it can do', () => {
    const { status, stderr } = start('', newFolder(tmpdir()))
    assert.equal(status, 1)
    for (const name of ['web', 'jobs', 'signer', 'ocsp', 'cli', 'prepare'])
      assert.match(stderr, new RegExp(`\\b${name}\\b`))
  })

  /** Its entry point, with a folder instead of `/usr/lib/sotevarmenne` and a Node that shows what it would run. */
  function start(name, data) {
    const lib = newFolder(tmpdir())
    mkdirSync(path.join(lib, 'bin'))
    writeFileSync(path.join(lib, 'bin/node'), '#!/bin/sh\necho node "$@"\n', { mode: 0o755 })
    const script = path.join(lib, 'entry.sh')
    writeFileSync(script, read('sotevarmenne.sh').replaceAll('/usr/lib/sotevarmenne', lib))
    return spawnSync('sh', [script, ...(name === '' ? [] : [name])], {
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin', SOTEVARMENNE_DATA: data },
    })
  }

  function newFolder(within) {
    const folder = mkdtempSync(path.join(within, 'image-entry-'))
    folders.push(folder)
    return folder
  }
})
