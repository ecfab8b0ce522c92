/** `npm run cli -- <words>`: commands for operators of the service; `--help` lists them. */
import { environment, installNodePackages, node24, run } from './machine.mjs'

installNodePackages()
run(
  node24,
  [
    '--disable-warning=ExperimentalWarning',
    'apps/server/src/entry/cli.ts',
    ...process.argv.slice(2),
  ],
  { env: environment() },
)
