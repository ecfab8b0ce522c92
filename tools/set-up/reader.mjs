/**
 * `npm run reader`: the reader software alone, at the readers of this machine, with the trust settings of a
 * developer's service.
 */
import path from 'node:path'
import { environment, installNodePackages, missingAddOns, node24, run, say } from './machine.mjs'

installNodePackages()
for (const words of missingAddOns()) say(words)
const words = process.argv.slice(2)
// `card <file>`: npm has changed to the repository's folder, but the path is relative to the user's.
if (words[0] === 'card' && words[1] !== undefined)
  words[1] = path.resolve(process.env.INIT_CWD ?? process.cwd(), words[1])
run(node24, ['--disable-warning=ExperimentalWarning', 'apps/reader/src/start.ts', ...words], {
  env: { SOTEVARMENNE_CARD_READER: 'pcsc', SOTEVARMENNE_DEMO_ENVIRONMENT: '1', ...environment() },
})
