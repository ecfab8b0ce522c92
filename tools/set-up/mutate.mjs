/** `npm run mutate -- cards/products`: how many changes of a module's rules its tests notice. See tools/mutation. */
import { environment, installNodePackages, node24, run } from './machine.mjs'

installNodePackages()
run(
  node24,
  ['--disable-warning=ExperimentalWarning', 'tools/mutation/run.mjs', ...process.argv.slice(2)],
  { env: environment() },
)
