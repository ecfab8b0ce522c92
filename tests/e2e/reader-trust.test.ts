import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { chromium } from 'playwright-core'
import { browserTrust, type BrowserTrust } from '../../apps/reader/src/browsers/trust-browsers.ts'
import { theseReaders } from '../../apps/reader/src/cards/readers.ts'
import { startReader, type Reader } from '../../apps/reader/src/reader.ts'
import { chromiumOptions, noBrowser } from '@sotevarmenne/tests/browser/chromium'

/** A real browser with its own home directory, as a user has it: no overrides. */
describe("the signing API's own certificate", { skip: noBrowser() }, () => {
  let home: string
  let reader: Reader
  let trust: BrowserTrust
  let site: Site

  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'reader-trust-'))
    const folder = path.join(home, 'reader')
    const reportFault = (fault: unknown) => {
      throw fault
    }
    reader = await startReader({
      folder,
      ports: { api: 0, apiTls: 0, page: 0 },
      readers: theseReaders([]),
      home,
      serviceUrl: 'http://127.0.0.1:1',
      rootFolders: [],
      clock: { now: () => instant(Date.now()) },
      reportFault,
    })
    trust = browserTrust({ folder, home, reportFault })
    site = await startSite()
  })
  after(async () => {
    site.stop()
    await reader.stop()
    await rm(home, { recursive: true, force: true, maxRetries: 20 })
  })

  /** The response to a page of another origin, in a freshly started browser. */
  const versionSeenByPage = async (): Promise<unknown> => {
    const context = await chromium.launchPersistentContext(path.join(home, 'profile'), {
      ...chromiumOptions,
      env: { ...process.env, HOME: home },
    })
    try {
      const page = await context.newPage()
      await page.goto(site.url)
      return await page.evaluate(`fetch('${reader.apiTlsUrl}/version')
        .then((answer) => answer.json())
        .then(({ version }) => version, (fault) => fault.message)`)
    } finally {
      await context.close()
    }
  }

  it('is not trusted by a browser until the user agrees', async () => {
    assert.equal(await versionSeenByPage(), 'Failed to fetch')
    assert.ok((await trust.give()).ok)
    assert.equal(await versionSeenByPage(), '1.2')
  })
})

type Site = { readonly url: string; readonly stop: () => void }

/** A third party's web page. */
async function startSite(): Promise<Site> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<title>A patient system</title>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${String(address.port)}/`, stop }
}
