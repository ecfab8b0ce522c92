import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setGlobalProxyFromEnv } from 'node:http'
import { homedir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { unknownSettings, type PortName, type Settings } from '@sotevarmenne/kernel/settings'
import { version } from '@sotevarmenne/kernel/version'
import { browserTrust } from './browsers/trust-browsers.ts'
import { insertIntoVpcd } from '@sotevarmenne/smartcard/vpcd'
import { allPcscReaders } from './cards/all-pcsc-readers.ts'
import { openCardFile, readerWith } from './cards/card-file.ts'
import { createPcscReader } from './cards/pcsc-reader.ts'
import { theseReaders, type Readers } from './cards/readers.ts'
import { createVirtualReader } from './cards/virtual-reader.ts'
import { realClock, demoClock } from './clock.ts'
import { ifThere } from './files.ts'
import { serveExtension } from './native-host/native-host.ts'
import { openBy } from './page/show-page.ts'
import { listPolicyOf } from './lists/list-policy.ts'
import { startReader } from './reader.ts'
import { fixedSettings } from './settings/policy.ts'
import { settingsIn } from './settings/settings.ts'
import { faultFile, policyOfRegistry, windowsDefaults } from './settings/windows.ts'
import { tlsCertificate } from './signing-api/tls-certificate.ts'

/*
 * The reader software as a program: `start.ts [run | open | card <file> [--pcsc] | is-running | trust-browsers |
 * untrust-browsers | native-host | version]`. Its configuration is read here and nowhere else.
 */
const isWindows = process.platform === 'win32'
const env: Settings = isWindows
  ? {
      ...windowsDefaults(import.meta.dirname, process.env),
      ...process.env,
      ...(await policyOfRegistry()),
    }
  : process.env
const data = path.resolve(env['SOTEVARMENNE_DATA'] ?? '.data')
const folder = path.join(data, 'reader')
// A program without a console on Windows.
const writeFault = isWindows
  ? faultFile(path.join(folder, 'faults.txt'))
  : (words: string) => void process.stderr.write(words)
const unknown = unknownSettings(process.env)
if (unknown.length > 0) {
  writeFault(`${unknown.join('\n')}\n`)
  process.exit(1)
}
const isExample = env['SOTEVARMENNE_DEMO_ENVIRONMENT'] === '1'
const port = (name: PortName, usual: number): number =>
  Number(env[`SOTEVARMENNE_${name}_PORT`] ?? usual)
const byOrganisation = fixedSettings(env)
if (!byOrganisation.ok) {
  const { kind, value } = byOrganisation.refusal
  writeFault(`A setting of the organisation is not valid, ${kind}: ${value}\n`)
  process.exit(1)
}
// The patient system of the demo environment may let people sign lists.
const demoSites = `http://localhost:${String(port('PATIENT', 8093))}`
const listPolicy = listPolicyOf(isExample ? { SOTEVARMENNE_LIST_SITES: demoSites, ...env } : env)
if (!listPolicy.ok) {
  const { kind, value } = listPolicy.refusal
  writeFault(`A setting of the organisation is not valid, ${kind}: ${value}\n`)
  process.exit(1)
}
const allowedLists = listPolicy.value
const fixed = byOrganisation.value
const proxy = env['SOTEVARMENNE_PROXY']
if (proxy !== undefined && proxy !== '')
  setGlobalProxyFromEnv({
    http_proxy: proxy,
    https_proxy: proxy,
    no_proxy: ['localhost', '127.0.0.1', env['SOTEVARMENNE_NO_PROXY'] ?? ''].join(','),
  })
const home = process.env['HOME'] ?? homedir()
const cardReader = env['SOTEVARMENNE_CARD_READER'] ?? 'virtual'
const reportFault = (fault: unknown) => {
  writeFault(`${String(fault)}\n`)
}
const say = (words: string) => void process.stdout.write(`${words}\n`)

const [command = 'run', option, more] = process.argv.slice(2)
switch (command) {
  case 'run':
    // The user may have switched off the start with the session.
    if (option !== '--at-session-start' || (await startsWithSession())) await run(readers())
    break
  case 'card':
    await runWithCard(option, { inPcsc: more === '--pcsc' })
    break
  case 'open':
    await open()
    break
  case 'is-running':
    process.exitCode = (await isRunning()) ? 0 : 1
    break
  case 'trust-browsers':
    await trustBrowsers()
    break
  case 'untrust-browsers':
    process.exitCode = (await browserTrust({ folder, home, reportFault }).takeBack()).ok ? 0 : 1
    break
  case 'native-host':
    await serveExtension({
      ...{ input: process.stdin, output: process.stdout },
      api: `http://127.0.0.1:${String(port('READER', 53951))}`,
    })
    // The browser may leave the input open.
    process.stdin.destroy()
    break
  case 'version':
    say(version)
    break
  default:
    process.stderr.write(`There is no command ${command}.\n`)
    process.exitCode = 2
}

async function startsWithSession(): Promise<boolean> {
  return (await settingsIn(path.join(folder, 'settings.json'), fixed).load()).startsWithSession
}

/** Whether the page with the last known URL is served. */
async function isRunning(): Promise<boolean> {
  const url = await ifThere(readFile(path.join(folder, 'page-url'), 'utf8'))
  const response = url && (await fetch(url.trim()).catch(() => undefined))
  return response instanceof Response && response.ok
}

/** Opens the page in the user's browser, and starts the program before where it does not run. */
async function open(): Promise<void> {
  if (!(await isRunning())) {
    spawn(process.execPath, [import.meta.filename, 'run'], {
      detached: true,
      stdio: 'ignore',
    }).unref()
    for (let attempt = 0; attempt < 40 && !(await isRunning()); attempt += 1) await sleep(250)
  }
  openBy(env['SOTEVARMENNE_PAGE_OPENER'] ?? 'xdg-open', path.join(folder, 'page.html'), {
    isUnit: false,
    reportFault,
  })
}

/** With the virtual test card of a file; its root is trusted because the user named the file. */
async function runWithCard(
  file: string | undefined,
  { inPcsc }: { readonly inPcsc: boolean },
): Promise<void> {
  const opened =
    file === undefined ? undefined : await openCardFile(path.resolve(file)).catch(() => undefined)
  if (opened?.ok !== true) {
    process.stderr.write('Name the file of a virtual test card: card <file> [--pcsc]\n')
    process.exitCode = 2
    return
  }
  const { card, root } = opened.value
  const alsoTrusted = root === undefined ? [] : [root]
  if (!inPcsc) {
    await run(theseReaders([readerWith(card)]), alsoTrusted)
    return
  }
  const vpcd = { host: '127.0.0.1', port: port('VPCD', 35963) }
  const isIn = await insertIntoVpcd(card, vpcd).then(
    () => true,
    () => false,
  )
  if (isIn) await run(allPcscReaders(), alsoTrusted)
  else {
    process.stderr.write(
      `No virtual PC/SC reader listens at ${String(vpcd.port)}: install Debian's pcscd and vsmartcard-vpcd, and start pcscd.\n`,
    )
    process.exitCode = 4
  }
}

async function run(inReaders: Readers, alsoTrusted: readonly Uint8Array[] = []): Promise<void> {
  const keyFile = env['SOTEVARMENNE_NOTICE_KEY_FILE']
  const pageOpener = env['SOTEVARMENNE_PAGE_OPENER'] ?? ''
  const reader = await startReader({
    folder,
    ports: {
      api: port('READER', 53951),
      apiTls: port('READER_TLS', 53952),
      page: port('READER_PAGE', 53950),
    },
    readers: inReaders,
    alsoTrusted,
    serviceUrl:
      env['SOTEVARMENNE_SERVICE_URL'] ??
      env['SOTEVARMENNE_PUBLIC_URL'] ??
      `http://localhost:${String(port('PORTAL', 8080))}`,
    // An installer brings the roots. In the demo environment they are those that the service on this machine
    // created.
    rootFolders: [
      path.join(folder, 'roots'),
      // Those that the installer brought.
      ...(isWindows ? [path.join(import.meta.dirname, 'roots')] : []),
      ...(env['SOTEVARMENNE_ROOTS'] ?? '').split(path.delimiter).filter((each) => each !== ''),
      ...(isExample ? [path.join(data, 'ca')] : []),
    ],
    clock: isExample ? demoClock(path.join(data, 'clock.json')) : realClock,
    fixedSettings: fixed,
    listPolicy: allowedLists,
    home,
    ...(pageOpener !== '' && {
      showPage: (file: string) => {
        openBy(pageOpener, file, {
          isUnit: process.env['INVOCATION_ID'] !== undefined,
          reportFault,
        })
      },
    }),
    noticeKey: keyFile === undefined ? undefined : readFileSync(keyFile, 'utf8'),
    reportFault,
  }).catch((fault: unknown) => {
    if (!isPortTaken(fault)) throw fault
    writeFault('It runs already, or another program has one of its ports.\n')
    process.exit(3)
  })
  say(`The reader software: ${reader.pageUrl}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void reader.stop().then(() => process.exit(0))
    })
}

function isPortTaken(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE'
}

function readers(): Readers {
  if (cardReader === 'pcsc') return allPcscReaders()
  return theseReaders([
    cardReader.startsWith('pcsc:')
      ? createPcscReader(cardReader.slice('pcsc:'.length))
      : createVirtualReader(path.join(data, 'cards'), path.join(data, 'spare-cards')),
  ])
}

/** Only with the user's consent: given at a terminal, or by `--yes`. */
async function trustBrowsers(): Promise<void> {
  const agrees =
    option === '--yes' ||
    (process.stdin.isTTY &&
      (await promptAtTerminal(
        'Your browsers will trust a certificate that is good for localhost and 127.0.0.1 alone, and whose signing key is destroyed. Agreed? [y/N] ',
      )))
  if (!agrees) {
    say('Nothing was changed.')
    process.exitCode = 1
    return
  }
  await tlsCertificate(folder)
  const given = await browserTrust({ folder, home, reportFault }).give()
  process.exitCode = given.ok ? 0 : 1
}

async function promptAtTerminal(request: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const response = await terminal.question(request)
  terminal.close()
  return /^(y|yes|k|kyllä|j|ja)$/i.test(response.trim())
}
