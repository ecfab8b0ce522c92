/**
 * `npm start`: the whole service on an embedded database, with its example world. Installs what is missing (npm packages
 * only), then starts three programs: the service, the sandbox (what others own) and the reader software.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
const portal = `http://localhost:${port('PORTAL', 8080)}`

// Only a folder that began as an example world of ours is ever emptied, and only where no database server keeps what goes with it.
const mark = path.join(data, 'example-world')
if (readdirSync(data).length === 0) writeFileSync(mark, '')
const startAnewFile = path.join(data, 'start-anew')
const isOnServer = Boolean(process.env.SOTEVARMENNE_DATABASE_URL ?? process.env.DATABASE_URL)
const mayStartAnew = existsSync(mark) && !isOnServer
const env = {
  ...environment(),
  SOTEVARMENNE_EXAMPLE_WORLD: '1',
  SOTEVARMENNE_DATA: data,
  ...(mayStartAnew && { SOTEVARMENNE_START_ANEW_FILE: startAnewFile }),
}

const howToStartAnew = mayStartAnew
  ? `Everything is kept in ${data}; delete it to start anew, or press the button on the example world's front page.`
  : `What it keeps is in ${data}${isOnServer ? ' and in the database: to start anew delete both' : ''}.`

let programs = []
let isStopping = false
let isStartingAnew = false
let worst = 0
process.on('SIGINT', () => stop(0))
process.on('SIGTERM', () => stop(0))
launch()
if (mayStartAnew) {
  rmSync(startAnewFile, { force: true })
  setInterval(() => {
    if (existsSync(startAnewFile) && !isStopping && !isStartingAnew) void startAnew()
  }, 500)
}
await tellWhenReady()

function launch() {
  programs = [
    ['sandbox', 'apps/sandbox/src/start.ts'],
    ['service', 'apps/server/src/entry/all.ts'],
    ['reader', 'apps/reader/src/start.ts'],
  ].map(([name, file]) => {
    const program = start(node24, ['--disable-warning=ExperimentalWarning', file], { env })
    program.once('exit', (code) => {
      if (isStartingAnew) return
      if (!isStopping) say(`The ${name} stopped (${code ?? 'by a signal'}). Stopping the others.`)
      stop(code ?? 1)
    })
    return program
  })
}

function stop(code) {
  worst = Math.max(worst, code)
  if (isStopping) return
  isStopping = true
  void allEnded().then(() => process.exit(worst))
}

async function allEnded() {
  for (const program of programs) program.kill('SIGTERM')
  while (programs.some(({ exitCode, signalCode }) => exitCode === null && signalCode === null))
    await sleep(50)
}

/** The world as it was at its first start: asked for on the front page of the example world. */
async function startAnew() {
  say('The example world starts anew.')
  isStartingAnew = true
  await allEnded()
  for (const name of readdirSync(data))
    rmSync(path.join(data, name), { recursive: true, force: true })
  writeFileSync(mark, '')
  isStartingAnew = false
  if (isStopping) return
  launch()
  await tellWhenReady()
}

async function tellWhenReady() {
  while (!isStopping && !(await isReady(`${portal}/health/ready`))) await sleep(200)
  while (!isStopping && !existsSync(path.join(data, 'reader/page-url'))) await sleep(100)
  if (isStopping) return
  say(`
sotevarmenne runs, with its example world.

  The service          ${portal}
  The reader software  ${readFileSync(path.join(data, 'reader/page-url'), 'utf8').trim()}
  The door for programs  https://service.localhost:${port('MACHINES', 8443)}   certificates by request, see docs/operations/enrolment.md
  The door for cards     https://service.localhost:${port('CARD_DOOR', 8445)}   sign-in by the browser’s certificate dialogue, see docs/operations/tls-sign-in.md
  The example world    http://localhost:${port('SANDBOX', 8090)}   registers, letters, patient system, clock

Try this first: open the reader software and the service side by side, put in the card of Riitta Rekisteröijä, and
sign in (PIN1 1234, PIN2 123456). Then serve the nurse Aino Esimerkki, 140388-9039. The example world has more people.

${howToStartAnew} Ctrl+C stops.
`)
}

async function isReady(url) {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}
