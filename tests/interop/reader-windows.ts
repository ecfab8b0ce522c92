import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { setTimeout as sleep } from 'node:timers/promises'
import { whyNoVirtualReader } from '@sotevarmenne/tests/card/virtual-reader'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import type { AtPcsc, ReaderProgram } from './reader-at-pcsc.ts'

/** Missing requirements, in words; throws where CI=true. */
export const whyNoWindows = (): string | undefined =>
  whyNoVirtualReader({
    more: [
      ['/usr/bin/wine', 'wine'],
      ['/usr/lib/wine/wine64', 'wine64'],
      ['/usr/bin/wixl', 'wixl'],
      ['/usr/bin/msibuild', 'msitools'],
      ['/usr/bin/osslsigncode', 'osslsigncode'],
    ],
  })

const root = path.resolve(import.meta.dirname, '../..')

/** Builds the MSI as a release does; returns its file. */
export async function buildMsi(
  to: string,
  options: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const tool = path.join(root, 'tools/set-up/package-reader-windows.mjs')
  const { stdout } = await promisify(execFile)(process.execPath, [tool, '--to', to, ...options], {
    env: { ...process.env, ...env },
  })
  const file = stdout.trim().split('\n').at(-1) ?? ''
  assert.ok(file.endsWith('.msi'), stdout)
  return file
}

/** No program under Wine takes longer, except the reader software itself, which runs until it is stopped. */
const maxRun = 180_000

/** A Windows of its own under Wine, below a folder. */
export type Windows = {
  /** Runs a program to its end; returns its exit code and what it wrote. Wine's streams must be files. */
  readonly run: (
    words: readonly string[],
    more?: NodeJS.ProcessEnv,
  ) => Promise<{ readonly code: number; readonly output: string }>
  /** Starts the installed reader software, and waits until it serves. */
  readonly startReader: (given: AtPcsc) => Promise<ReaderProgram>
  readonly install: (msi: string) => Promise<number>
  readonly uninstall: (msi: string) => Promise<number>
  /** Of the reader software, as Windows lists programs. */
  readonly installedVersions: () => Promise<readonly string[]>
  /** Sets a value of the group policy. */
  readonly setPolicy: (name: string, type: string, value: string) => Promise<void>
  readonly drive: string
  readonly programFolder: string
  readonly stop: () => Promise<void>
}

export async function startWindows(folder: string): Promise<Windows> {
  const prefix = path.join(folder, 'wine')
  await mkdir(prefix, { recursive: true })
  const environment = {
    ...process.env,
    ...{ WINEPREFIX: prefix, WINEDEBUG: '-all', WINEARCH: 'win64' },
    // Wine 10 aborts at its start where this is set.
    TMPDIR: undefined,
  }
  const drive = path.join(prefix, 'drive_c')
  const programFolder = path.join(drive, 'Program Files/Sotevarmenne Reader')
  let runs = 0

  const begin = async (
    words: readonly string[],
    more: NodeJS.ProcessEnv,
    limit: { readonly timeout?: number } = {},
  ) => {
    runs += 1
    const file = path.join(folder, `output-${String(runs)}.txt`)
    const output = await open(file, 'w')
    const program = spawn('wine', words, {
      env: { ...environment, ...more },
      stdio: ['ignore', output.fd, output.fd],
      killSignal: 'SIGKILL',
      ...limit,
    })
    const code = new Promise<number>((resolve, reject) => {
      program.once('error', reject)
      program.once('exit', (number) => {
        resolve(number ?? -1)
      })
    })
    await output.close()
    return { code, output: () => readFile(file, 'utf8') }
  }
  const run: Windows['run'] = async (words, more = {}) => {
    const begun = await begin(words, more, { timeout: maxRun })
    return { code: await begun.code, output: await begun.output() }
  }
  const installer = async (option: string, msi: string) =>
    (await run(['msiexec', option, windowsPath(msi), '/qn'])).code
  const stop = async () => {
    await promisify(execFile)('wineserver', ['-k'], { env: environment }).catch(() => undefined)
  }
  const booted = await run(['wineboot', '--init'])
  assert.equal(booted.code, 0, booted.output)

  return {
    run,
    drive,
    programFolder,
    install: (msi) => installer('/i', msi),
    uninstall: (msi) => installer('/x', msi),
    installedVersions: async () => {
      const programs = String.raw`HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall`
      const { output } = await run(['reg', 'query', programs, '/s'])
      return output
        .split(/\r?\n(?=HKEY_)/)
        .filter((each) => each.includes('sotevarmenne card reader'))
        .map((each) => /DisplayVersion\s+REG_SZ\s+(\S+)/.exec(each)?.[1] ?? '')
    },
    setPolicy: async (name, type, value) => {
      const key = String.raw`HKLM\Software\Policies\Sotevarmenne\Reader`
      const words = ['reg', 'add', key, '/v', name, '/t', type, '/d', value, '/f']
      assert.equal((await run(words)).code, 0)
    },
    startReader: async ({ pcsc, created }) => {
      const port = await freePorts(['api', 'tls', 'page'])
      const roots = path.join(programFolder, 'roots')
      await mkdir(roots, { recursive: true })
      await writeFile(path.join(roots, 'root.crt'), created.certificates.root)
      const exe = path.join(programFolder, 'sotevarmenne-reader.exe')
      const script = windowsPath(path.join(programFolder, 'reader.mjs'))
      const data = path.join(
        drive,
        'users',
        userInfo().username,
        'AppData/Local/sotevarmenne/reader',
      )
      await rm(path.join(data, 'page-url'), { force: true })
      const program = await begin([exe, script, 'run'], {
        PCSCLITE_CSOCK_NAME: pcsc.socket,
        SOTEVARMENNE_READER_PORT: String(port.api),
        SOTEVARMENNE_READER_TLS_PORT: String(port.tls),
        SOTEVARMENNE_READER_PAGE_PORT: String(port.page),
      })
      let pageUrl: string | undefined
      for (let attempt = 0; attempt < 600 && pageUrl === undefined; attempt += 1) {
        await sleep(100)
        if (existsSync(path.join(data, 'page-url')))
          pageUrl = (await readFile(path.join(data, 'page-url'), 'utf8')).trim()
      }
      assert.ok(pageUrl !== undefined, await program.output())
      return {
        pageUrl,
        apiUrl: `http://127.0.0.1:${String(port.api)}`,
        stop: async () => {
          await run(['taskkill', '/F', '/IM', 'sotevarmenne-reader.exe'])
          await program.code
        },
      }
    },
    stop,
  }
}

/** Wine shows this machine's files as drive Z. */
export const windowsPath = (file: string): string => `Z:${file.replaceAll('/', '\\')}`
