/** `npm run reader`: the reader software alone, at the readers of this machine, with what a developer's service trusts. */
import { environment, installNodePackages, missingAddOns, node24, run, say } from './machine.mjs'

installNodePackages()
for (const words of missingAddOns()) say(words)
const words = process.argv.slice(2)
run(node24, ['--disable-warning=ExperimentalWarning', 'apps/reader/src/start.ts', ...words], {
  env: { SOTEVARMENNE_CARD_READER: 'pcsc', SOTEVARMENNE_EXAMPLE_WORLD: '1', ...environment() },
})
