/**
 * `npm start`: the whole service on an embedded database, with its example world. Installs what is missing (npm packages
 * only), then starts three programs: the service, the sandbox (what others own) and the reader software.
 */
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  buildPortal,
  environment,
  installNodePackages,
  missingAddOns,
  node24,
  root,
  say,
  start,
} from './machine.mjs'

installNodePackages()
for (const words of missingAddOns()) say(words)
buildPortal()

const data = path.resolve(process.env.SOTEVARMENNE_DATA ?? path.join(root, '.data'))
mkdirSync(data, { recursive: true, mode: 0o700 })
const port = (name, usual) => process.env[`SOTEVARMENNE_${name}_PORT`] ?? usual
const env = { ...environment(), SOTEVARMENNE_EXAMPLE_WORLD: '1', SOTEVARMENNE_DATA: data }

const programs = [
  ['sandbox', 'apps/sandbox/src/start.ts'],
  ['service', 'apps/server/src/entry/all.ts'],
  ['reader', 'apps/reader/src/start.ts'],
].map(([name, file]) => {
  const program = start(node24, ['--disable-warning=ExperimentalWarning', file], { env })
  program.once('exit', (code) => {
    if (!stopping) say(`The ${name} stopped (${code ?? 'by a signal'}). Stopping the others.`)
    stop(code ?? 1)
  })
  return program
})

let stopping = false
let worst = 0
function stop(code) {
  worst = Math.max(worst, code)
  if (stopping) return
  stopping = true
  for (const program of programs) program.kill('SIGTERM')
  const stillRunning = setInterval(() => {
    if (programs.some((program) => program.exitCode === null && program.signalCode === null)) return
    clearInterval(stillRunning)
    process.exit(worst)
  }, 50)
}
process.on('SIGINT', () => stop(0))
process.on('SIGTERM', () => stop(0))

const portal = `http://localhost:${port('PORTAL', 8080)}`
while (!stopping && !(await isReady(`${portal}/health/ready`))) await sleep(200)
while (!stopping && !existsSync(path.join(data, 'reader/page-url'))) await sleep(100)
if (!stopping) {
  const { readFileSync } = await import('node:fs')
  say(`
sotevarmenne runs, with its example world.

  The service          ${portal}
  The reader software  ${readFileSync(path.join(data, 'reader/page-url'), 'utf8').trim()}
  The door for programs  https://service.localhost:${port('MACHINES', 8443)}   certificates by request, see docs/operations/enrolment.md
  The example world    http://localhost:${port('SANDBOX', 8090)}   registers, letters, patient system, clock

Try this first: open the reader software and the service side by side, put in the card of Riitta Rekisteröijä, and
sign in (PIN1 1234, PIN2 123456). Then serve the nurse Aino Esimerkki, 140388-9039. The example world has more people.

Everything is kept in ${data}; delete it to start anew. Ctrl+C stops.
`)
}

async function isReady(url) {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}
