import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { faultsOfRelease, faultsOfSchema, isNewer, schemaVersionIn } from './release-of-source.mjs'

const commit = 'c'.repeat(40)
const textOf = (content) => `${JSON.stringify(content, null, 2)}\n`
const root = { name: 'sotevarmenne', version: '0.2.0', workspaces: ['libs/*'] }
const pagesLibrary = {
  name: '@sotevarmenne/pages',
  version: '0.2.0',
  dependencies: { '@sotevarmenne/kernel': '0.2.0', fastify: '0.2.1' },
}
const lock = {
  ...root,
  lockfileVersion: 3,
  packages: {
    '': root,
    'libs/pages': pagesLibrary,
    'node_modules/@sotevarmenne/pages': { resolved: 'libs/pages', link: true },
    'node_modules/fastify': { version: '0.2.1' },
  },
}
const changelog = `# Changelog

## [Unreleased]

### Added

- Something new.

## [0.2.0] - 2026-11-29

### Added

- The first release.
`
const releases = (of = commit) => `# Releases

| version | date       | commit |
| ------- | ---------- | ------ |
| 0.2.0   | 2026-11-29 | ${of} |
`
const sources = {
  'package.json': textOf(root),
  'libs/pages/package.json': textOf(pagesLibrary),
  'package-lock.json': textOf(lock),
  'CHANGELOG.md': changelog,
  'docs/releases.md': releases(),
}

describe('the check of a release', () => {
  const faultsWith = (other = {}) => {
    const files = { ...sources, ...other }
    return faultsOfRelease({
      packages: ['package.json', 'libs/pages/package.json'].map((file) => ({
        file,
        text: files[file],
      })),
      lock: files['package-lock.json'],
      changelog: files['CHANGELOG.md'],
      releases: files['docs/releases.md'],
    })
  }

  it('passes when everything names the same version, with its commit known or not yet', () => {
    assert.deepEqual(faultsWith(), [])
    assert.deepEqual(faultsWith({ 'docs/releases.md': releases('–') }), [])
  })

  it('reports a package, an inner dependency and an entry of the lock file at another version', () => {
    assert.deepEqual(
      faultsWith({ 'libs/pages/package.json': textOf({ ...pagesLibrary, version: '0.1.0' }) }),
      ['libs/pages/package.json: version is 0.1.0, and the release is 0.2.0'],
    )
    const dependencies = { '@sotevarmenne/kernel': '0.1.0' }
    assert.deepEqual(
      faultsWith({ 'libs/pages/package.json': textOf({ ...pagesLibrary, dependencies }) }),
      ['libs/pages/package.json: @sotevarmenne/kernel is 0.1.0, and the release is 0.2.0'],
    )
    const packages = { ...lock.packages, '': { ...root, version: '0.1.0' } }
    assert.deepEqual(faultsWith({ 'package-lock.json': textOf({ ...lock, packages }) }), [
      'package-lock.json, "": version is 0.1.0, and the release is 0.2.0',
    ])
  })

  it('reports a changelog with another version, without "Unreleased", or with unknown kinds of change', () => {
    const faultsOfText = (text) => faultsWith({ 'CHANGELOG.md': text })
    assert.match(
      faultsOfText(changelog.replace('[0.2.0]', '[0.3.0]')).join('\n'),
      /its newest release is 0\.3\.0, and the packages are at 0\.2\.0/,
    )
    assert.deepEqual(faultsOfText(changelog.replace('## [Unreleased]\n', '')), [
      'CHANGELOG.md: the first section is not "## [Unreleased]"',
    ])
    assert.match(faultsOfText(changelog.replace('### Added', '### News'))[0], /"News" is none of/)
    assert.match(faultsOfText(changelog.replace(' - 2026-11-29', ''))[0], /is not like "## \[1/)
    assert.match(
      faultsOfText(`${changelog}\n## [0.2.1] - 2026-11-30\n\n- Older?\n`).join('\n'),
      /0\.2\.1 does not stand in order/,
    )
  })

  it('reports a release that is missing, has another date or no commit in the table of releases', () => {
    for (const [from, to, said] of [
      ['0.2.0 ', '0.1.0 ', /names 0\.1\.0 of 2026-11-29, but CHANGELOG\.md names 0\.2\.0 of/],
      ['2026-11-29', '2026-11-30', /names 0\.2\.0 of 2026-11-30, but/],
      [commit, 'main', /"main" is not the commit of 0\.2\.0/],
    ])
      assert.match(faultsWith({ 'docs/releases.md': releases().replace(from, to) })[0], said)
  })

  it('fails as a program on the first fault that it finds', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'release-'))
    try {
      writeSources(folder, { ...sources, 'package.json': textOf({ ...root, version: '0.3.0' }) })
      execFileSync('git', ['init', '--quiet'], { cwd: folder })
      execFileSync('git', ['add', '.'], { cwd: folder })
      const { status, stderr } = runTool('check-release.mjs', folder)
      assert.equal(status, 1)
      assert.match(stderr, /libs\/pages\/package\.json: version is 0\.2\.0/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('the check of the migrations since a release (R551)', () => {
  const released = [{ file: 'a/migrations/2026-11-29-baseline.ts', hash: '1' }]
  const added = { file: 'a/migrations/2026-12-01-more.ts', hash: '2' }
  const faultsWith = (present, version) =>
    faultsOfSchema({ released, present, releasedVersion: 1, version })

  it('passes without a new one, and with one under a higher schema version', () => {
    assert.deepEqual(faultsWith(released, 1), [])
    assert.deepEqual(faultsWith([...released, added], 2), [])
  })

  it('reports a new one under the schema version of the release', () => {
    assert.match(
      faultsWith([...released, added], 1).join('\n'),
      /^schema-version\.ts: a\/migrations\/2026-12-01-more\.ts came after .* raise schemaVersion/,
    )
  })

  it('reports a released one that was changed or removed', () => {
    for (const present of [[], [{ ...released[0], hash: '3' }]])
      assert.match(faultsWith(present, 2).join('\n'), /2026-11-29-baseline\.ts: .* never changed/)
  })

  it('reads the schema version of a program', () => {
    assert.equal(schemaVersionIn('export const schemaVersion = 7\n'), 7)
    assert.equal(schemaVersionIn(undefined), 1)
  })
})

describe('a version', () => {
  it('is newer by the first part that differs', () => {
    assert.equal(isNewer('0.10.0', '0.9.9'), true)
    assert.equal(isNewer('1.0.0', '0.99.0'), true)
    assert.equal(isNewer('0.2.0', '0.2.0'), false)
    assert.equal(isNewer('0.2.9', '0.3.0'), false)
  })
})

describe('the release command', () => {
  let folder
  const git = (...words) => execFileSync('git', words, { cwd: folder, encoding: 'utf8' }).trim()
  const read = (file) => readFileSync(path.join(folder, file), 'utf8')
  const release = (version) => runTool('release.mjs', folder, version)

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'release-'))
    writeSources(folder, sources)
    git('init', '--quiet', '--initial-branch', 'main')
    git('config', 'user.name', 'Test')
    git('config', 'user.email', 'test@example.org')
    commitAll('Begin')
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  it('sets the version everywhere, dates the changelog, and tags the commit that the table names', () => {
    const { status, stdout, stderr } = release('0.3.0')
    assert.equal(status, 0, stderr)
    const released = git('rev-parse', 'v0.3.0^{commit}')
    assert.ok(stdout.includes(released))
    assert.equal(git('status', '--porcelain'), '')
    assert.equal(git('log', '-1', '--format=%s', released), 'Release 0.3.0')
    assert.equal(git('rev-parse', 'HEAD^'), released)

    assert.equal(JSON.parse(read('package.json')).version, '0.3.0')
    assert.deepEqual(JSON.parse(read('libs/pages/package.json')), {
      ...pagesLibrary,
      version: '0.3.0',
      dependencies: { '@sotevarmenne/kernel': '0.3.0', fastify: '0.2.1' },
    })
    const { packages } = JSON.parse(read('package-lock.json'))
    assert.equal(packages['libs/pages'].version, '0.3.0')
    assert.equal(packages['node_modules/fastify'].version, '0.2.1')
    assert.match(
      read('CHANGELOG.md'),
      /## \[Unreleased\]\n\n## \[0\.3\.0\] - \d{4}-\d\d-\d\d\n\n### Added\n\n- Something new\./,
    )
    assert.match(
      read('docs/releases.md'),
      new RegExp(`\\| 0\\.3\\.0 +\\| [-\\d]+ \\| \`${released}\` \\|\n\\| 0\\.2\\.0 `),
    )
    assert.equal(runTool('check-release.mjs', folder).status, 0)
  })

  it('finishes a release that lacks only its commit and tag', () => {
    writeSources(folder, { ...sources, 'docs/releases.md': releases('–') })
    commitAll('Write the first release')
    const first = git('rev-parse', 'HEAD')
    assert.match(release('0.3.0').stderr, /0\.2\.0 is not finished/)
    const { status, stderr } = release('0.2.0')
    assert.equal(status, 0, stderr)
    assert.equal(git('rev-parse', 'v0.2.0^{commit}'), first)
    assert.ok(read('docs/releases.md').includes(first))
    assert.equal(read('CHANGELOG.md'), changelog)
  })

  it('refuses and leaves everything unchanged', () => {
    const refusals = [
      ['three', /Name the version/],
      ['0.2.0', /0\.2\.0 is not newer than 0\.2\.0/],
      ['0.1.9', /is not newer/],
    ]
    for (const [version, said] of refusals) {
      const { status, stderr } = release(version)
      assert.equal(status, 1)
      assert.match(stderr, said)
    }
    writeFileSync(path.join(folder, 'left.txt'), 'not committed')
    assert.match(release('0.3.0').stderr, /Commit or undo your changes first/)
    rmSync(path.join(folder, 'left.txt'))

    git('tag', 'v0.3.0')
    assert.match(release('0.3.0').stderr, /The tag v0\.3\.0 is there already/)
    git('tag', '--delete', 'v0.3.0')

    const nothingNew = changelog.replace('### Added\n\n- Something new.\n\n', '')
    writeSources(folder, { 'CHANGELOG.md': nothingNew })
    commitAll('Say nothing')
    assert.match(release('0.3.0').stderr, /nothing under "Unreleased"/)
    writeSources(folder, { 'CHANGELOG.md': changelog.replace('### Added', '### News') })
    commitAll('Say it wrongly')
    assert.match(release('0.3.0').stderr, /Nothing was released:\n.*"News" is none of/)

    assert.equal(git('status', '--porcelain'), '')
    assert.equal(git('tag', '--list'), '')
    assert.equal(JSON.parse(read('package.json')).version, '0.2.0')
  })

  function commitAll(message) {
    git('add', '--all')
    git('commit', '--quiet', '--message', message)
  }
})

function writeSources(folder, files) {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
}

const runTool = (tool, folder, ...words) =>
  spawnSync(process.execPath, [path.join(import.meta.dirname, tool), ...words], {
    cwd: folder,
    encoding: 'utf8',
  })
