/** Each rule of `docs/rules.md` has its own number and a test named for it; every cited rule exists. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { faultsOfRules } from './rules-of-source.mjs'

const files = execFileSync(
  'git',
  ['ls-files', '-co', '--exclude-standard', 'apps', 'docs', 'libs', 'tests'],
  { encoding: 'utf8' },
)
  .split('\n')
  .filter((file) => /\.(ts|tsx|mjs|md)$/.test(file) && existsSync(file))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

const faults = faultsOfRules({ rules: readFileSync('docs/rules.md', 'utf8'), files })
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`)
  process.exit(1)
}
