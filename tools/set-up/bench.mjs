/**
 * `npm run bench`: measures, each bench in turn; `npm run bench -- ocsp 1000000 3` one of them with its own words. Never
 * part of the tests.
 */
import {
  benchPackages,
  environment,
  installDebianPackages,
  installNodePackages,
  node24,
  run,
  say,
} from './machine.mjs'

const benches = [
  'issuing',
  'enrolment',
  'floors',
  'ocsp',
  'lists',
  'growth',
  'reader',
  'cards',
  'renewals',
  'desk',
  'acme',
  'invoices',
  'trail',
  'weights',
]

const words = process.argv.slice(2).filter((word) => word !== '--yes')
const [name, ...more] = words
if (name !== undefined && !benches.includes(name)) {
  say(`There is no bench ${name}: ${benches.join(', ')}.`)
  process.exit(1)
}
await installDebianPackages({ yes: process.argv.includes('--yes'), more: benchPackages })
installNodePackages()
for (const each of name === undefined ? benches : [name]) {
  say(`\n== ${each}`)
  run(
    node24,
    [
      '--disable-warning=ExperimentalWarning',
      ...optionsOf(each),
      `tests/bench/${each}.ts`,
      ...more,
    ],
    { env: environment() },
  )
}

/** Those that make lists are the status process themselves: as its unit file has it (docs/operations/systemd). */
function optionsOf(bench) {
  return bench === 'lists' || bench === 'growth' ? ['--initial-old-space-size=128'] : []
}
