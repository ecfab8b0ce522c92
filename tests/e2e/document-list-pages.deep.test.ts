import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { languages } from '@sotevarmenne/pages/languages'
import { preparePdf } from '@sotevarmenne/signatures/pdf/prepare'
import { plainPdf } from '@sotevarmenne/signatures/testing/documents'
import { accept, makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import type { Browser, Page } from 'playwright-core'
import { createVirtualReader } from '../../apps/reader/src/cards/virtual-reader.ts'
import { theseReaders } from '../../apps/reader/src/cards/readers.ts'
import { defaultListPolicy } from '../../apps/reader/src/lists/list-policy.ts'
import { startReader, type Reader } from '../../apps/reader/src/reader.ts'
import { issueFrom } from '../../apps/reader/src/testing.ts'
import { noBrowser, openPageViewer } from '@sotevarmenne/tests/browser/chromium'
import { lookAtPage, nothingIn } from '@sotevarmenne/tests/browser/look-at-page'

const now = instant(Date.now())
const pins = { pin1: '1234', pin2: '123456' }
const origin = 'https://potilastiedot.esimerkki.example'
const chipSerial = 'E0000000000000009001'

type Replied = {
  readonly status: string
  readonly because?: string
  readonly items?: readonly { readonly status: string; readonly because?: string }[]
}

describe('the reader software’s page of a list', { skip: noBrowser() }, () => {
  let folder: string
  let cards: ReturnType<typeof createVirtualReader>
  let reader: Reader
  let browser: Browser
  let items: readonly unknown[]

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'list-pages-'))
    for (const name of ['roots', 'cards', 'drawer']) await mkdir(path.join(folder, name))
    const { certificates } = await makePersonalisedCard({
      store: fileStore(path.join(folder, 'cards', `${chipSerial}.json`)),
      ...{ issue: issueFrom(now), pins },
    })
    await writeFile(path.join(folder, 'roots', 'test.crt'), certificates.root)
    cards = createVirtualReader(path.join(folder, 'cards'), path.join(folder, 'drawer'))
    await cards.shelf?.insert(chipSerial)
    reader = await startReader({
      ...{ folder, home: folder, ports: { api: 0, apiTls: 0, page: 0 } },
      readers: theseReaders([cards]),
      // Nobody listens on port 1: the service is down.
      serviceUrl: 'http://127.0.0.1:1',
      rootFolders: [path.join(folder, 'roots')],
      clock: { now: () => now },
      listPolicy: { ...defaultListPolicy, sites: [origin] },
      reportFault: (fault) => {
        throw fault
      },
    })
    browser = await openPageViewer()
    const wishes = { kind: 'signature', signedAt: now, label: 'Allekirjoitus' } as const
    const pdf = accept(await preparePdf(plainPdf('Resepti'), wishes))
    items = Array.from({ length: 10 }, (_, index) => ({
      id: String(index),
      title: `Lääkemääräys ${String(index + 1)}: metformiini 500 mg`,
      ...(index === 9
        ? { type: 'application/pdf', content: base64(pdf.bytes), signatureType: 'cms-pades' }
        : { type: 'text/plain', content: base64(index === 1 ? longText : dose(index + 1)) }),
    }))
  })
  after(async () => {
    await browser.close()
    await reader.stop()
    await rm(folder, { recursive: true })
  })

  const request = (signal?: AbortSignal): Promise<Replied> =>
    fetch(`${reader.apiUrl}/sign-list`, {
      ...{ method: 'POST', headers: { origin, 'content-type': 'application/json' } },
      ...(signal && { signal }),
      body: JSON.stringify({ hashAlgorithm: 'SHA384', items }),
    }).then((response) => response.json() as Promise<Replied>)
  const list = (page: Page) => page.locator('[data-list]')
  const pinField = (page: Page) => page.locator('[data-list] input[name=pin]')
  const typePin = async (page: Page, pin: string) => {
    await pinField(page).fill(pin)
    await pinField(page).press('Enter')
  }

  const states = [
    {
      name: 'a list to sign',
      action: async (page: Page) => {
        // Short texts are open; this one is too long for that.
        await list(page).locator('summary').nth(1).press('Enter')
        await list(page).locator('pre', { hasText: 'rivi 30' }).waitFor()
      },
    },
    {
      name: 'a list after a wrong PIN',
      action: async (page: Page) => {
        await list(page).locator('input[type=checkbox]').nth(2).press('Space')
        await typePin(page, '9999')
        await list(page).locator('[role=alert]').waitFor()
        assert.equal(await list(page).locator('input[type=checkbox]').nth(2).isChecked(), false)
      },
    },
  ] as const
  for (const [place, { name, action }] of states.entries())
    for (const language of languages)
      it(`has no fault in ${language}: ${name}`, async () => {
        const leaving = new AbortController()
        const requested = request(leaving.signal).catch(() => undefined)
        const findings = await lookAtPage(
          browser,
          async (page) => {
            await page.goto(new URL(`?language=${language}`, reader.pageUrl).href)
            await list(page).waitFor()
            await action(page)
          },
          { of: 'reader', place: 100 + place, name, language },
          true,
        )
        leaving.abort()
        await requested
        assert.deepEqual(findings, nothingIn(language))
      })

  it('is read, struck and signed by keyboard alone, with one PIN2 (R690)', async () => {
    const page = await browser.newPage()
    await page.goto(new URL('?language=fi', reader.pageUrl).href)
    const replied = request()
    await list(page).waitFor()
    const focused = () =>
      page.evaluate<string>('document.activeElement.name || document.activeElement.tagName')
    const tabTo = async (name: string) => {
      for (let presses = 0; presses < 80 && (await focused()) !== name; presses += 1)
        await page.keyboard.press('Tab')
      assert.equal(await focused(), name)
    }
    await tabTo('document-0')
    await page.keyboard.press('Tab')
    assert.equal(await focused(), 'SUMMARY')
    await list(page)
      .locator('pre', { hasText: dose(1) })
      .waitFor()
    await tabTo('document-3')
    await page.keyboard.press('Space')
    await tabTo('pin')
    await page.keyboard.type(pins.pin2)
    await page.keyboard.press('Enter')
    const { status, items: results = [] } = await replied
    assert.equal(status, 'partly')
    assert.deepEqual(
      results.map((each) => each.because ?? each.status),
      Array.from({ length: 10 }, (_, index) => (index === 3 ? 'struck' : 'ok')),
    )
    await page.locator('[data-list-ended="9"]', { hasText: '9/9' }).waitFor()
    await page.locator('#readers [data-recorded]').waitFor()
    await page.close()
  })

  it('opens a PDF as it was sent, and only while it waits (R690)', async () => {
    const page = await browser.newPage()
    await page.goto(reader.pageUrl)
    const leaving = new AbortController()
    const requested = request(leaving.signal).catch(() => undefined)
    await list(page).waitFor()
    const link = await list(page).locator('a[href$="documents/9"]').getAttribute('href')
    const url = new URL(link ?? '', reader.pageUrl)
    const opened = await fetch(url)
    assert.equal(opened.headers.get('content-type'), 'application/pdf')
    assert.match(await opened.text(), /^%PDF-/)
    leaving.abort()
    await requested
    await list(page).waitFor({ state: 'detached' })
    assert.equal((await fetch(url)).status, 404)
    await page.close()
  })
})

const dose = (tablets: number): string => `${String(tablets)} tabletti päivässä`
const longText = Array.from({ length: 30 }, (_, line) => `rivi ${String(line + 1)}`).join('\n')

const base64 = (content: string | Uint8Array): string => Buffer.from(content).toString('base64')
