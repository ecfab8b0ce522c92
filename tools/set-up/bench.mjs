/** `npm run bench`: measures the issuing path on both databases. Never part of the tests. */
import { environment, installNodePackages, node24, run } from './machine.mjs'

installNodePackages()
run(
  node24,
  ['--disable-warning=ExperimentalWarning', 'tests/bench/issuing.ts', ...process.argv.slice(2)],
  { env: environment() },
)
