/**
 * `npm start`: the whole service on an embedded database, with its demo environment. Installs what is missing
 * (npm packages only), then starts three programs: the service, the sandbox (systems of others) and the
 * reader software. Until they are ready only their progress is printed; their log follows.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
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

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
installNodePackages()
for (const words of missingAddOns()) say(words)
buildPortal()

const data = path.resolve(process.env.SOTEVARMENNE_DATA ?? path.join(root, '.data'))
mkdirSync(data, { recursive: true, mode: 0o700 })
const port = (name, usual) => process.env[`SOTEVARMENNE_${name}_PORT`] ?? usual
const portal = `http://localhost:${port('PORTAL', 8080)}`

// Only a folder that began as a demo environment is ever emptied, and only without a database server that
// stores related data.
const mark = path.join(data, 'demo-environment')
if (readdirSync(data).length === 0) writeFileSync(mark, '')
const startAgainFile = path.join(data, 'start-again')
const isOnServer = Boolean(process.env.SOTEVARMENNE_DATABASE_URL ?? process.env.DATABASE_URL)
const mayStartAgain = existsSync(mark) && !isOnServer
const env = {
  ...environment(),
  SOTEVARMENNE_DEMO_ENVIRONMENT: '1',
  SOTEVARMENNE_DATA: data,
  ...(mayStartAgain && { SOTEVARMENNE_START_AGAIN_FILE: startAgainFile }),
}

const howToStartAgain = mayStartAgain
  ? `Everything is stored in ${data}; delete it to start from nothing, or press the button on the front page of the demo environment.`
  : `Everything is stored in ${data}${isOnServer ? ' and in the database: to start from nothing delete both' : ''}.`

let programs = []
let isStopping = false
let isStartingAgain = false
let worst = 0
/** Log lines held back until the message that everything runs was printed; undefined afterwards. */
let heldLog
process.on('SIGINT', () => stop(0))
process.on('SIGTERM', () => stop(0))
launch()
if (mayStartAgain) {
  rmSync(startAgainFile, { force: true })
  setInterval(() => {
    if (existsSync(startAgainFile) && !isStopping && !isStartingAgain) void startAgain()
  }, 500)
}
await reportReady()

function launch() {
  heldLog = []
  say('Starting the service, the demo environment and the card reader software …')
  programs = [
    ['sandbox', 'apps/sandbox/src/start.ts'],
    ['service', 'apps/server/src/entry/all.ts'],
    ['reader', 'apps/reader/src/start.ts'],
  ].map(([name, file]) => {
    const program = start(node24, ['--disable-warning=ExperimentalWarning', file], {
      env,
      stdio: ['inherit', 'pipe', 'inherit'],
    })
    createInterface({ input: program.stdout }).on('line', (line) => {
      // A warning asks for something now, such as a blank card in the reader.
      if (heldLog !== undefined && /^\{"level":[123]0,/.test(line)) heldLog.push(line)
      else say(line)
    })
    program.once('exit', (code) => {
      if (isStartingAgain) return
      sayHeldLog()
      if (!isStopping) say(`The ${name} stopped (${code ?? 'by a signal'}). Stopping the others.`)
      stop(code ?? 1)
    })
    return program
  })
}

function sayHeldLog() {
  for (const line of heldLog ?? []) say(line)
  heldLog = undefined
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

/** Restores the first start's state of the demo environment: requested on its front page. */
async function startAgain() {
  say('The demo environment starts again from nothing.')
  isStartingAgain = true
  await allEnded()
  for (const name of readdirSync(data))
    rmSync(path.join(data, name), { recursive: true, force: true })
  writeFileSync(mark, '')
  isStartingAgain = false
  if (isStopping) return
  launch()
  await reportReady()
}

async function reportReady() {
  while (!isStopping && !(await isReady(`${portal}/health/ready`))) await sleep(200)
  while (!isStopping && !existsSync(path.join(data, 'reader/page-url'))) await sleep(100)
  if (isStopping) return
  say(`
sotevarmenne runs: version ${version}, with its demo environment.

  The service                 ${portal}
  Card reader software        ${readFileSync(path.join(data, 'reader/page-url'), 'utf8').trim()}
  Demo environment            http://localhost:${port('SANDBOX', 8090)}   registers, letters, patient system, clock
  Enrolment API               https://service.localhost:${port('ENROLMENT_API', 8443)}   certificates for programs, see docs/operations/enrolment.md
  Client-certificate sign-in  https://service.localhost:${port('TLS_SIGN_IN', 8445)}   the browser’s certificate dialogue, see docs/operations/tls-sign-in.md

Try this first: open the card reader software and the service side by side, put in the card of Riitta Rekisteröijä, and
sign in (PIN1 1234, PIN2 123456). Then serve the nurse Aino Esimerkki, 140388-9039. The demo environment has more people.

${howToStartAgain} Ctrl+C stops.
`)
  sayHeldLog()
}

async function isReady(url) {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}
