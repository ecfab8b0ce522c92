/**
 * CHANGELOG.md, docs/releases.md, the lock file and every package file agree on the version of the release. Needs no
 * tag. And the migrations since the release fit its schema version.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import {
  faultsOfRelease,
  faultsOfSchema,
  releasedCommit,
  schemaVersionIn,
} from './release-of-source.mjs'

const isMigration = (file) => /\/migrations\/\d{4}-\d\d-\d\d-[\w-]+\.ts$/.test(file)
const schemaFile = 'apps/server/src/platform/schema-version.ts'
const git = (words) =>
  execFileSync('git', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
const filesOf = (pattern) =>
  git(['ls-files', '-co', '--exclude-standard', pattern])
    .split('\n')
    .filter((file) => file !== '' && existsSync(file))

const packages = filesOf('*package.json').map((file) => ({
  file,
  text: readFileSync(file, 'utf8'),
}))
const releases = readFileSync('docs/releases.md', 'utf8')

const faults = [
  ...faultsOfRelease({
    packages,
    lock: readFileSync('package-lock.json', 'utf8'),
    changelog: readFileSync('CHANGELOG.md', 'utf8'),
    releases,
  }),
  ...migrationsSince(releasedCommit(releases)),
]
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`)
  process.exit(1)
}

function migrationsSince(commit) {
  if (commit === undefined) return []
  try {
    git(['cat-file', '-e', `${commit}^{commit}`])
  } catch {
    process.stdout.write(`${commit} is not in this clone: its migrations were not compared\n`)
    return []
  }
  const released = git(['ls-tree', '-r', commit])
    .split('\n')
    .flatMap((line) => {
      const [, hash, file] = /^\S+ blob (\S+)\t(.+)$/.exec(line) ?? []
      return file !== undefined && isMigration(file) ? [{ file, hash }] : []
    })
  const files = filesOf('*/migrations/*.ts').filter(isMigration)
  const hashes = files.length === 0 ? [] : git(['hash-object', ...files]).split('\n')
  return faultsOfSchema({
    released,
    present: files.map((file, at) => ({ file, hash: hashes[at] })),
    releasedVersion: schemaVersionIn(fileAt(commit, schemaFile)),
    version: existsSync(schemaFile) ? schemaVersionIn(readFileSync(schemaFile, 'utf8')) : 1,
  })
}

function fileAt(commit, file) {
  try {
    return git(['show', `${commit}:${file}`])
  } catch {
    return undefined
  }
}
