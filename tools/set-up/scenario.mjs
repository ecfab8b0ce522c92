/** `npm run scenario`: the main job from nothing, in a demo environment of its own on free ports; ends with 0 or with the step that failed. */
import { buildPortal, environment, installNodePackages, node24, run } from './machine.mjs'

installNodePackages()
buildPortal()
run(
  node24,
  ['--disable-warning=ExperimentalWarning', 'tests/scenario/run.ts', ...process.argv.slice(2)],
  { env: environment() },
)
