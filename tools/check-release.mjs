/** CHANGELOG.md, docs/releases.md, the lock file and every package file agree on the version of the release. Needs no tag. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { faultsOfRelease } from './release-of-source.mjs'

const packages = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*package.json'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(file))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

const faults = faultsOfRelease({
  packages,
  lock: readFileSync('package-lock.json', 'utf8'),
  changelog: readFileSync('CHANGELOG.md', 'utf8'),
  releases: readFileSync('docs/releases.md', 'utf8'),
})
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`)
  process.exit(1)
}
