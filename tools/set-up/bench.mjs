/**
 * `npm run bench`: runs each benchmark in turn; `npm run bench -- ocsp 1000000 3` one of them with its own
 * arguments. Never part of the tests.
 */
import { once } from 'node:events'
import {
  benchPackages,
  environment,
  installDebianPackages,
  installNodePackages,
  node24,
  say,
  start,
} from './machine.mjs'

const benches = [
  'issuing',
  'enrolment',
  'floors',
  'ocsp',
  'crls',
  'revocation',
  'growth',
  'start',
  'tables',
  'nation',
  'reader',
  'cards',
  'renewals',
  'desk',
  'acme',
  'invoices',
  'audit-log',
  'batch',
  'weights',
  'floods',
]

const words = process.argv.slice(2).filter((word) => word !== '--yes')
const [name, ...more] = words
if (name !== undefined && !benches.includes(name)) {
  say(`There is no bench ${name}: ${benches.join(', ')}.`)
  process.exit(1)
}
await installDebianPackages({ yes: process.argv.includes('--yes'), more: benchPackages })
installNodePackages()
/** A failed benchmark, or one beyond its limits, does not stop the others. */
const failed = []
// The bench of a nation runs others, at their largest.
const wanted = name === undefined ? benches.filter((each) => each !== 'nation') : [name]
for (const each of wanted) {
  say(`\n== ${each}`)
  const bench = start(node24, [
    '--disable-warning=ExperimentalWarning',
    ...optionsOf(each),
    `tests/bench/${each}.ts`,
    ...more,
  ])
  const [code] = await once(bench, 'exit')
  if (code !== 0) failed.push(each)
}
if (failed.length > 0) {
  say(`\nFailed, or beyond a limit: ${failed.join(', ')}`)
  process.exitCode = 1
}

/**
 * Benchmarks that generate CRLs are the OCSP process themselves: with its unit file's options
 * (docs/operations/systemd).
 */
function optionsOf(bench) {
  return bench === 'crls' || bench === 'growth' ? ['--initial-old-space-size=128'] : []
}
