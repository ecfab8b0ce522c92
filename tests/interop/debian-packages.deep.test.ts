import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'

const root = path.resolve(import.meta.dirname, '../..')
const isMissing = (program: string) => spawnSync(program, ['--version']).error !== undefined

/** Installing, upgrading and removing both is the long test; the server is built like the signer. */
const skip = isMissing('dpkg-deb') && 'needs dpkg-deb'

describe('the Debian package of the signer', { skip }, () => {
  let folder: string
  let file: string

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'debian-package-'))
    file = await build('one', '022')
  })
  after(() => rm(folder, { recursive: true, force: true }))

  it('has the same bytes wherever it is built (R641)', async () => {
    const other = await build('another', '077')
    assert.equal(await digestOf(file), await digestOf(other))
  })

  it('has files that belong to root, and none that others may change or run as their owner', () => {
    const lines = dpkgDeb('--contents').trimEnd().split('\n')
    assert.ok(lines.length > 100)
    for (const line of lines) {
      assert.match(line, /^(-rw-r--r--|-rwxr-xr-x|drwxr-xr-x|lrwxrwxrwx) root\/root /, line)
      assert.doesNotMatch(line, /\.test\.ts|\/apps\/(server|sandbox)\/|\.tsx\b|\.map$/, line)
    }
    // Settings and keys are written on the machine: no package brings them, and no upgrade replaces them.
    assert.deepEqual(
      lines.filter((line) => !/ \.\/(usr\/|$|usr$)/.test(line)),
      [],
    )
  })

  it('starts nothing when it is installed, and deletes no key when it is purged', () => {
    const control = path.join(folder, 'control')
    execFileSync('dpkg-deb', ['--control', file, control])
    const scripts = execFileSync('sh', ['-c', 'cat postinst prerm postrm'], {
      cwd: control,
      encoding: 'utf8',
    })
    assert.doesNotMatch(scripts, /systemctl (re)?start|systemctl enable|@\w+@/)
    assert.doesNotMatch(scripts, /rm -r[^\n]*(keys|passphrase)/)
  })

  async function build(name: string, mask: string): Promise<string> {
    const to = path.join(folder, name)
    await mkdir(to)
    const tool = path.join(root, 'tools/packaging/debian-packages.mjs')
    const words = ['--to', to, '--only', 'signer', '--fast']
    const { status, stderr, stdout } = spawnSync(
      'sh',
      ['-c', `umask ${mask}; exec "$@"`, 'sh', process.execPath, tool, ...words],
      { encoding: 'utf8', env: { ...process.env, TMPDIR: to, TZ: `Etc/GMT-${mask.slice(2)}` } },
    )
    assert.equal(status, 0, stderr)
    return stdout.trim()
  }
  const dpkgDeb = (action: string) =>
    execFileSync('dpkg-deb', [action, file], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
})

const digestOf = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
