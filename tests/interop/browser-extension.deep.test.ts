import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createPublicKey, verify } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import type * as cardClient from '@sotevarmenne/card-client/card-client'
import { instant } from '@sotevarmenne/kernel/instant'
import { makePersonalisedCard, type PersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { chromiumOptions, noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { startFirefox } from '@sotevarmenne/tests/browser/firefox'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { readerWith } from '../../apps/reader/src/cards/card-file.ts'
import { theseReaders } from '../../apps/reader/src/cards/readers.ts'
import { startReader, type Reader } from '../../apps/reader/src/reader.ts'
import { issueFrom } from '../../apps/reader/src/testing.ts'

const root = path.resolve(import.meta.dirname, '../..')
const now = instant(Date.now())
const pin2 = '147036'

/** What the page's script leaves for the test. */
declare const createCardClient: typeof cardClient.createCardClient

/** Pages of a site that Chromium treats as public, without the permission to reach programs of the computer. */
describe('the browser extension', { skip: noBrowser() }, () => {
  let folder: string
  let created: PersonalisedCard
  let reader: Reader
  let site: Server
  let origin: string
  /** Folder of the client's package, as pages of others get it. */
  let client: string
  let extension: string
  let context: BrowserContext
  /** All that a browser showed or sent: no PIN may be in it. */
  const received: string[] = []

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'browser-extension-'))
    created = await makePersonalisedCard({
      issue: issueFrom(now),
      pins: { pin1: '2580', pin2 },
    })
    const roots = path.join(folder, 'roots')
    await mkdir(roots)
    await writeFile(path.join(roots, 'root.crt'), created.certificates.root)
    reader = await startReader({
      folder: path.join(folder, 'reader'),
      ports: { api: 0, apiTls: 0, page: 0 },
      readers: theseReaders([readerWith(created.card)]),
      home: folder,
      serviceUrl: 'http://127.0.0.1:1',
      rootFolders: [roots],
      clock: { now: () => now },
      reportFault: (fault) => {
        throw fault
      },
    })
    client = await packagedClient()
    const script = `${await readFile(path.join(client, 'card-client.js'), 'utf8')}
      globalThis.createCardClient = createCardClient`
    site = createServer((request, response) => {
      if (request.url === '/card-client.js')
        response.setHeader('content-type', 'text/javascript').end(script)
      else response.setHeader('content-type', 'text/html').end(pages[request.url ?? ''] ?? page)
    }).listen(0, '127.0.0.1')
    await once(site, 'listening')
    origin = `http://localhost:${String((site.address() as AddressInfo).port)}`
    extension = await packaged()
    context = await openChromium()
  })
  after(async () => {
    await context.close()
    site.closeAllConnections()
    site.close()
    await reader.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const openChromium = async (): Promise<BrowserContext> => {
    const profile = path.join(folder, 'profile')
    const another = path.join(folder, 'another')
    await writeAnotherExtension(another)
    await registerHost('chromium', path.join(profile, 'NativeMessagingHosts'))
    return chromium.launchPersistentContext(profile, {
      executablePath: chromiumOptions.executablePath,
      ignoreDefaultArgs: ['--disable-extensions'],
      args: [
        ...chromiumOptions.args,
        `--load-extension=${extension},${another}`,
        `--ip-address-space-overrides=127.0.0.1:${new URL(origin).port}=public`,
      ],
    })
  }

  const packaged = async (): Promise<string> => {
    await start(process.execPath, [packaging('extension'), '--to', folder])
    return path.join(folder, 'sotevarmenne-extension')
  }
  const packagedClient = async (): Promise<string> => {
    await start(process.execPath, [packaging('card-client'), '--to', folder])
    await start('sh', ['-c', `tar -xzf '${folder}'/sotevarmenne-card-client-*.tgz -C '${folder}'`])
    return path.join(folder, 'package')
  }

  /** As the package of the reader software does for the whole computer. */
  const registerHost = async (family: 'chromium' | 'firefox', hosts: string): Promise<void> => {
    const program = path.join(folder, 'native-host')
    const settings = [
      `SOTEVARMENNE_DATA='${path.join(folder, 'data')}'`,
      `SOTEVARMENNE_READER_PORT=${new URL(reader.apiUrl).port}`,
    ].join(' ')
    const start = path.join(root, 'apps/reader/src/start.ts')
    await writeFile(
      program,
      `#!/bin/sh\nexport ${settings}\nexec '${process.execPath}' '${start}' native-host\n`,
      { mode: 0o755 },
    )
    const manifest = await readFile(
      path.join(root, `apps/reader/packaging/native-host.${family}.json`),
      'utf8',
    )
    await mkdir(hosts, { recursive: true })
    await writeFile(
      path.join(hosts, 'sotevarmenne.reader.json'),
      JSON.stringify({ ...(JSON.parse(manifest) as object), path: program }),
    )
  }

  const opened = async (place = '/'): Promise<Page> => {
    const opened = await context.newPage()
    await opened.goto(`${origin}${place}`)
    return opened
  }

  /** The request that the person is asked about, once there is one. */
  const requested = async (): Promise<string> => {
    for (;;) {
      const shown = await (await fetch(reader.pageUrl)).text()
      const [, id] = /action="requests\/([^"]+)\/pin"/.exec(shown) ?? []
      if (id !== undefined) return id
      await sleep(50)
    }
  }
  const isShown = async () => /action="requests\//.test(await (await fetch(reader.pageUrl)).text())

  const typePin = (id: string) =>
    fetch(`${reader.pageUrl}requests/${id}/pin`, {
      method: 'POST',
      body: new URLSearchParams({ pin: pin2 }),
    })

  const assertSigned = (
    signed: cardClient.CardResult<cardClient.Signed>,
    content: string,
  ): void => {
    assert.ok(signed.ok, JSON.stringify(signed))
    const spki = created.started.keys.find(({ purpose }) => purpose === 'signature')?.spki
    assert.ok(spki)
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    const signature = Buffer.from(signed.value.signature, 'base64')
    assert.ok(verify('sha384', Buffer.from(content), key, signature))
  }

  it('has a client of less than 6 kB compressed, with types, that needs nothing else', async () => {
    assert.ok(gzipSync(await readFile(path.join(client, 'card-client.js'))).length < 6_000)
    const page = path.join(client, 'page.ts')
    const { compilerOptions } = JSON.parse(
      await readFile(path.join(root, 'apps/extension/tsconfig.json'), 'utf8'),
    ) as { readonly compilerOptions: object }
    await writeFile(
      path.join(client, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: { ...compilerOptions, strict: true, noEmit: true },
        files: ['page.ts'],
      }),
    )
    const compile = () => start(process.execPath, [compiler, '-p', client])
    const script = `import { createCardClient } from './card-client.js'
      void createCardClient().sign({ content: 'eA==' }).then((signed) =>
        signed.ok ? signed.value.chain : signed.refusal.kind)`
    await writeFile(page, script)
    await compile()
    await writeFile(page, script.replace('chain', 'chains'))
    await assert.rejects(compile(), { stdout: /'chains' does not exist/ })
  })

  it('reaches the reader software where the browser denies loopback to the page', async () => {
    const page = await opened()
    const denied = await page.evaluate(
      `fetch('${reader.apiUrl}/version').then(() => 'reached', () => 'denied')`,
    )
    assert.equal(denied, 'denied')
    const { found, way } = await page.evaluate(async () => {
      const client = createCardClient()
      return { found: await client.version(), way: client.way() }
    })
    assert.ok(found.ok)
    assert.equal(found.value.version, '1.2')
    assert.equal(way, 'extension')
    await page.close()
  })

  it('signs with the card; the PIN is typed into the reader software and never in the browser', async () => {
    const page = await opened()
    page.on('console', (message) => received.push(message.text()))
    const content = 'The patient is well.'
    const signing = page.evaluate(
      (content) => createCardClient().sign({ content: btoa(content), hashAlgorithm: 'SHA384' }),
      content,
    )
    const id = await requested()
    const shown = await (await fetch(reader.pageUrl)).text()
    assert.ok(shown.includes(new URL(origin).host), 'the site is named')
    await typePin(id)
    const signed = await signing
    assertSigned(signed, content)
    received.push(JSON.stringify(signed), await page.content())
    assert.ok(!received.join('\n').includes(pin2))
    await page.close()
  })

  it('signs a message larger than a browser takes at once from a program', async () => {
    const page = await opened()
    const signing = page.evaluate(() =>
      createCardClient().sign({
        content: btoa('x'.repeat(1_400_000)),
        hashAlgorithm: 'SHA384',
        signatureType: 'cms',
      }),
    )
    await typePin(await requested())
    const signed = await signing
    assert.ok(signed.ok, JSON.stringify(signed))
    assert.ok(signed.value.signature.length > 1_400_000)
    await page.close()
  })

  it('asks the person no longer once the page has gone', async () => {
    const page = await opened()
    void page
      .evaluate(() => createCardClient().sign({ content: btoa('gone'), hashAlgorithm: 'SHA384' }))
      .catch(() => undefined)
    await requested()
    await page.close()
    while (await isShown()) await sleep(50)
  })

  it('gives the origin that the browser knows, not one that the page names', async () => {
    const page = await opened()
    const refused = await page.evaluate(
      () =>
        new Promise<unknown>((resolve) => {
          const at = globalThis as unknown as cardClient.Browser
          at.addEventListener('message', ({ data }) => {
            const message = data as { readonly response?: string }
            if (message.response === 'forged') resolve(data)
          })
          const nonce = 'n'.repeat(64)
          at.postMessage(
            {
              ...{ channel: 'sotevarmenne-card', request: 'forged', path: '/sign' },
              origin: 'https://hospital.example',
              body: {
                content: btoa(`https://hospital.example;${nonce}`),
                selector: { keyusages: ['digitalsignature'] },
              },
            },
            at.location.origin,
          )
        }),
    )
    assert.match(JSON.stringify(refused), /"because":"foreign-challenge"/)
    await page.close()
  })

  it('gives a page in an iframe nothing, on either way', async () => {
    const page = await opened('/around')
    const frame = page.frames().find((each) => each !== page.mainFrame())
    assert.ok(frame)
    const found = await frame.evaluate(() => createCardClient().version())
    assert.equal(found.ok, false)
    // Nor by posting to the page around it.
    await frame.evaluate(() => {
      const top = (globalThis as unknown as { readonly top: cardClient.Browser }).top
      const body = { content: btoa('hostile') }
      top.postMessage({ channel: 'sotevarmenne-card', request: 'x', path: '/sign', body }, '*')
    })
    // A request of the page itself, after it, is the only one that the person is asked about.
    const signing = page.evaluate(() =>
      createCardClient().sign({ content: btoa('own'), hashAlgorithm: 'SHA384' }),
    )
    await typePin(await requested())
    assert.ok((await signing).ok)
    assert.ok(!(await isShown()))
    await page.close()
  })

  it('gives another extension nothing', async () => {
    const page = await context.newPage()
    await page.goto(`${origin}/another`)
    await page.waitForFunction(`document.documentElement.dataset.tried !== undefined`)
    const tried = await page.evaluate<string>(`document.documentElement.dataset.tried`)
    assert.match(tried, /^native: Access to the specified native messaging host is forbidden/)
    assert.match(tried, /extension: Could not establish connection/)
    await page.close()
  })

  it('signs in Firefox too', async () => {
    const home = path.join(folder, 'firefox-home')
    await registerHost('firefox', path.join(home, '.mozilla/native-messaging-hosts'))
    const profile = path.join(home, 'profile')
    await mkdir(profile)
    const firefox = await startFirefox({ profile, environment: { HOME: home, MOZ_HEADLESS: '1' } })
    try {
      await firefox.install(extension)
      await firefox.open(origin)
      const content = 'The patient is well.'
      const signing = firefox.evaluate(
        `(async () => {
          const client = createCardClient()
          const request = { content: btoa('${content}'), hashAlgorithm: 'SHA384' }
          const signed = await client.sign(request)
          return JSON.stringify([client.way(), signed])
        })()`,
      )
      await typePin(await requested())
      const [way, signed] = JSON.parse(await signing) as [
        cardClient.Way,
        cardClient.CardResult<cardClient.Signed>,
      ]
      assert.equal(way, 'extension')
      assertSigned(signed, content)
    } finally {
      await firefox.stop()
    }
  })
})

const start = promisify(execFile)
const compiler = path.join(root, 'node_modules/typescript-7/bin/tsc')
const packaging = (tool: string): string => path.join(root, `tools/packaging/${tool}.mjs`)

const page =
  '<!doctype html><title>A patient system</title><script type="module" src="/card-client.js"></script>'
const pages: Readonly<Record<string, string>> = {
  '/around': `${page}<iframe src="/inside" allow="loopback-network; local-network-access"></iframe>`,
}

/** It starts the program of ours, and sends ours a message; what comes of it stands on the page. */
async function writeAnotherExtension(folder: string): Promise<void> {
  const { allowed_origins: origins } = JSON.parse(
    await readFile(path.join(root, 'apps/reader/packaging/native-host.chromium.json'), 'utf8'),
  ) as { readonly allowed_origins: readonly string[] }
  const ours = new URL(origins[0] ?? '').host
  await mkdir(folder)
  await writeFile(
    path.join(folder, 'manifest.json'),
    JSON.stringify({
      ...{ manifest_version: 3, name: 'Another', version: '1' },
      permissions: ['nativeMessaging'],
      background: { service_worker: 'background.js' },
      content_scripts: [{ matches: ['http://localhost/*'], js: ['content.js'] }],
    }),
  )
  await writeFile(
    path.join(folder, 'background.js'),
    `chrome.runtime.onMessage.addListener((message, sender, respond) => {
      const send = (target, start) => new Promise((resolve) => start((answer) =>
        resolve(target + ': ' + (chrome.runtime.lastError?.message ?? JSON.stringify(answer)))))
      const request = { origin: 'https://hospital.example', path: '/version' }
      Promise.all([
        send('native', (done) => chrome.runtime.sendNativeMessage('sotevarmenne.reader', request, done)),
        send('extension', (done) => chrome.runtime.sendMessage('${ours}', request, done)),
      ]).then((all) => respond(all.join(' ')))
      return true
    })`,
  )
  await writeFile(
    path.join(folder, 'content.js'),
    `if (location.pathname === '/another') chrome.runtime.sendMessage('try').then((tried) => {
      document.documentElement.dataset.tried = tried
    })`,
  )
}
