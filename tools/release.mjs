/**
 * `npm run release -- 1.2.3`: makes a release of what is committed (docs/releases.md). It sets the version of
 * every package, moves the "Unreleased" entries of CHANGELOG.md under the version and today's date, commits
 * that, creates the tag `v1.2.3`, and commits the row of docs/releases.md with the commit of the release. It
 * pushes nothing.
 *
 * If all that is written already and only the commit is missing, as at the first release, it only tags and
 * fills in the commit.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import {
  changelogAt,
  faultsOfRelease,
  isNewer,
  isRelease,
  lockAt,
  packageAt,
  tableWith,
  tableWithCommit,
} from './release-of-source.mjs'

const [version = ''] = process.argv.slice(2)
const tag = `v${version}`
const read = (file) => readFileSync(file, 'utf8')
const git = (...words) => execFileSync('git', words, { encoding: 'utf8' }).trim()
const packageFiles = git('ls-files', '*package.json').split('\n')
const present = JSON.parse(read('package.json')).version

if (!isRelease(version)) stop('Name the version: npm run release -- 1.2.3')
if (git('status', '--porcelain') !== '')
  stop('Commit or undo your changes first: a release is what is committed.')
if (git('tag', '--list', tag) !== '') stop(`The tag ${tag} is there already.`)
const waits =
  tableWithCommit(read('docs/releases.md'), { version: present, commit: '' }) !== undefined
if (waits && version !== present)
  stop(`${present} is not finished: run npm run release -- ${present} first.`)
if (!waits && !isNewer(version, present)) stop(`${version} is not newer than ${present}.`)

if (!waits) writeRelease()
const faults = faultsOfRelease({
  packages: packageFiles.map((file) => ({ file, text: read(file) })),
  lock: read('package-lock.json'),
  changelog: read('CHANGELOG.md'),
  releases: read('docs/releases.md'),
})
if (faults.length > 0) {
  if (!waits) git('checkout', '--', '.')
  stop(`Nothing was released:\n${faults.join('\n')}`)
}
if (!waits) git('commit', '--quiet', '--all', '--message', `Release ${version}`)
const commit = git('rev-parse', 'HEAD')
git('tag', '--annotate', '--message', `Release ${version}`, tag, commit)
writeFileSync('docs/releases.md', tableWithCommit(read('docs/releases.md'), { version, commit }))
git('commit', '--quiet', '--all', '--message', `Name the commit of release ${version}`)
process.stdout.write(
  `Released ${version}: commit ${commit}, tag ${tag}.\nPublish it: git push --follow-tags\n`,
)

function writeRelease() {
  const date = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Helsinki' })
  const changelog = changelogAt(read('CHANGELOG.md'), { version, date })
  if (changelog === undefined)
    stop('CHANGELOG.md has nothing under "Unreleased": say first what is new.')
  for (const file of packageFiles) writeFileSync(file, packageAt(read(file), version))
  writeFileSync('package-lock.json', lockAt(read('package-lock.json'), version))
  writeFileSync('CHANGELOG.md', changelog)
  writeFileSync('docs/releases.md', tableWith(read('docs/releases.md'), { version, date }))
}

function stop(why) {
  process.stderr.write(`${why}\n`)
  process.exit(1)
}
