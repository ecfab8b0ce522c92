/**
 * `npm run scenario`: the main job from nothing, in its own demo environment on free ports; exits with 0 or
 * with the failed step.
 */
import { buildPortal, environment, installNodePackages, node24, run } from './machine.mjs'

installNodePackages()
buildPortal()
run(
  node24,
  ['--disable-warning=ExperimentalWarning', 'tests/scenario/run.ts', ...process.argv.slice(2)],
  { env: environment() },
)
