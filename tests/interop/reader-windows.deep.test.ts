import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { version } from '@sotevarmenne/kernel/version'
import { testsAtPcsc } from './reader-at-pcsc.ts'
import { buildMsi, startWindows, whyNoWindows, type Windows } from './reader-windows.ts'

describe(
  'the reader software for Windows, installed under Wine (R580)',
  { skip: whyNoWindows() ?? false },
  () => {
    let folder: string
    let msi: string
    let windows: Windows

    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'reader-windows-'))
      const [built, started] = await Promise.all([buildMsi(folder), startWindows(folder)])
      msi = built
      windows = started
      assert.equal(await windows.install(msi), 0)
      assert.ok(existsSync(path.join(windows.programFolder, 'sotevarmenne-reader.exe')))
    })

    testsAtPcsc(
      async (given) => {
        await windows.setPolicy('ServiceUrl', 'REG_SZ', given.serviceUrl)
        return windows.startReader(given)
      },
      { isShort: true },
    )

    // Hooks run in this order: the program has been stopped.
    after(async () => {
      await windows.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 20 })
    })

    it('is built twice with the same bytes (R581)', async () => {
      const again = await buildMsi(path.join(folder, 'again'))
      assert.equal(await digestOf(again), await digestOf(msi))
    })

    it('is replaced by a newer version while it runs, and by no older one (R580)', async () => {
      assert.deepEqual(await windows.installedVersions(), [version])
      const newer = await buildMsi(path.join(folder, 'newer'), ['--version', '90.1.0'])
      assert.equal(await windows.install(newer), 0)
      assert.deepEqual(await windows.installedVersions(), ['90.1.0'])
      assert.notEqual(await windows.install(msi), 0)
      assert.deepEqual(await windows.installedVersions(), ['90.1.0'])

      assert.equal(await windows.uninstall(newer), 0)
      assert.deepEqual(await windows.installedVersions(), [])
      assert.equal(existsSync(path.join(windows.programFolder, 'sotevarmenne-reader.exe')), false)
      assert.equal(existsSync(path.join(windows.programFolder, 'node_modules')), false)
      const started = String.raw`HKLM\Software\Microsoft\Windows\CurrentVersion\Run`
      const { output } = await windows.run(['reg', 'query', started])
      assert.doesNotMatch(output, /Sotevarmenne/)
    })
  },
)

const digestOf = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
