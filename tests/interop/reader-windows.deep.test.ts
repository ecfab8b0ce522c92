import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe } from 'node:test'
import { testsAtPcsc } from './reader-at-pcsc.ts'
import { buildMsi, startWindows, whyNoWindows, type Windows } from './reader-windows.ts'

describe(
  'the reader software for Windows, installed under Wine',
  { skip: whyNoWindows() ?? false },
  () => {
    let folder: string
    let windows: Windows

    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'reader-windows-'))
      const [msi, started] = await Promise.all([buildMsi(folder), startWindows(folder)])
      windows = started
      assert.equal(await windows.install(msi), 0)
      assert.ok(existsSync(path.join(windows.programFolder, 'sotevarmenne-reader.exe')))
    })
    after(async () => {
      await windows.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 20 })
    })

    testsAtPcsc(
      async (given) => {
        await windows.setPolicy('ServiceUrl', 'REG_SZ', given.serviceUrl)
        return windows.startReader(given)
      },
      { isShort: true },
    )
  },
)
