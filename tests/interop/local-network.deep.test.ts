import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, rmdir, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { chromium } from 'playwright-core'
import { theseReaders } from '../../apps/reader/src/cards/readers.ts'
import { startReader, type Reader } from '../../apps/reader/src/reader.ts'
import { chromiumOptions, noBrowser } from '@sotevarmenne/tests/browser/chromium'

/**
 * The policies of this machine's Chromium, writable by root only. The one of this test names its own site
 * alone.
 */
const policies = '/etc/chromium/policies/managed'
const policyFile = path.join(policies, 'sotevarmenne-test.json')
const skip = noBrowser() || (process.getuid?.() !== 0 && 'needs root')

/** A site that Chromium treats as public, and the reader software of this machine (Local Network Access). */
describe('Chromium’s block of a public site from the reader software', { skip }, () => {
  let folder: string
  let reader: Reader
  let site: Server
  let origin: string

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'local-network-'))
    reader = await startReader({
      folder,
      ports: { api: 0, apiTls: 0, page: 0 },
      readers: theseReaders([]),
      home: folder,
      serviceUrl: 'http://127.0.0.1:1',
      rootFolders: [],
      clock: { now: () => instant(Date.now()) },
      reportFault: (fault) => {
        throw fault
      },
    })
    site = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end('<title>A patient system</title>')
    }).listen(0, '127.0.0.1')
    await once(site, 'listening')
    origin = `http://localhost:${String((site.address() as AddressInfo).port)}`
    await mkdir(policies, { recursive: true })
  })
  after(async () => {
    site.closeAllConnections()
    site.close()
    await reader.stop()
    await rm(policyFile, { force: true })
    // Other policies stay, and their folder with them.
    await rmdir(policies).catch(() => undefined)
    await rm(folder, { recursive: true, force: true })
  })

  const versionSeenUnder = async (policy?: string): Promise<unknown> => {
    await rm(policyFile, { force: true })
    if (policy !== undefined) await writeFile(policyFile, JSON.stringify({ [policy]: [origin] }))
    const space = `--ip-address-space-overrides=127.0.0.1:${new URL(origin).port}=public`
    const browser = await chromium.launch({
      ...chromiumOptions,
      args: [...chromiumOptions.args, space],
    })
    try {
      const page = await browser.newPage()
      await page.goto(origin)
      return await page.evaluate(`fetch('${reader.apiUrl}/version')
        .then((answer) => answer.json())
        .then(({ version }) => version, () => navigator.permissions.query({ name: 'loopback-network' })
          .then(({ state }) => state))`)
    } finally {
      await browser.close()
    }
  }

  it('is active until access is allowed, and is reported to the page', async () => {
    assert.equal(await versionSeenUnder(), 'denied')
  })

  for (const policy of ['LoopbackNetworkAllowedForUrls', 'LocalNetworkAccessAllowedForUrls'])
    it(`is lifted where the workplace's policy names the site: ${policy}`, async () => {
      assert.equal(await versionSeenUnder(policy), '1.2')
    })
})
