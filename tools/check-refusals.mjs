/** Every kind of refusal that a problem of the server is declared for occurs in a test by name. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { findUntestedRefusals } from './refusals-of-source.mjs'

const files = execFileSync('git', [
  'ls-files',
  '--cached',
  '--others',
  '--exclude-standard',
  '*.ts',
])
  .toString()
  .trim()
  .split('\n')
const read = (chosen) => chosen.map((file) => ({ file, text: readFileSync(file, 'utf8') }))
const isTest = (file) => file.endsWith('.test.ts')
const isTesting = (file) => /\/testing(\/|\.ts$)|^tests\//.test(file)
const faults = findUntestedRefusals(
  read(
    files.filter((file) => file.startsWith('apps/server/') && !isTest(file) && !isTesting(file)),
  ),
  read(files.filter(isTest)),
)
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`)
  process.exit(1)
}
