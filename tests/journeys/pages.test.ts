import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type Page } from 'playwright-core'
import { startFakeServer, type FakeServer } from '../../apps/portal/testing/fake-server.ts'

type OpenedPage = {
  readonly name: string
  readonly as: 'registrar' | 'holder' | 'nobody'
  readonly open: (page: Page, base: string) => Promise<unknown>
}

const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const idOf = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

async function find(page: Page, base: string, identityCode: string): Promise<void> {
  await page.goto(`${base}/desk`)
  await page.locator('#identity-code').fill(identityCode)
  await page.keyboard.press('Enter')
  await page.locator('#visitor-name').waitFor()
}

async function openOrderForm(page: Page, base: string): Promise<void> {
  await find(page, base, '140388-9039')
  await page.locator('a[href$="/desk/order"]').click()
  await page.locator('#question-1').waitFor()
}

async function openStatement(page: Page, base: string): Promise<void> {
  await openOrderForm(page, base)
  await page.locator('#field-identification-documentType').check({ force: true })
  await page.locator('#field-identification-documentNumber').fill('PA1234567')
  await page.locator('#field-identification-expires').fill('31.12.2030')
  await page.locator('#field-photo').check({ force: true })
  await page.locator('#field-termsAccepted').check({ force: true })
  await page.locator('form button[type=submit]').click()
  await page.locator('#statement').waitFor()
}

/** Stands for the reader software with a card whose holder gives the right PIN. */
const answerAsReader = (page: Page): Promise<unknown> =>
  page.route('http://127.0.0.1:53951/**', (route) => {
    const version = { hashAlgorithms: 'SHA256, SHA384', signatureAlgorithms: 'SHA384withECDSA' }
    const signed = {
      status: 'ok',
      reasonCode: 200,
      signature: 'c2lnbmVk',
      signatureAlgorithm: 'SHA384withECDSA',
      chain: ['bGVhZg=='],
    }
    return route.fulfill({
      json: route.request().url().endsWith('/version') ? version : signed,
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
    })
  })

const pages: readonly OpenedPage[] = [
  { name: 'the front page', as: 'nobody', open: (page, base) => page.goto(base) },
  { name: 'help', as: 'nobody', open: (page, base) => page.goto(`${base}/help`) },
  { name: 'a missing page', as: 'nobody', open: (page, base) => page.goto(`${base}/nothing`) },
  { name: 'the sign-in', as: 'nobody', open: (page, base) => page.goto(`${base}/sign-in`) },
  {
    name: 'the sign-in without reader software',
    as: 'nobody',
    open: async (page, base) => {
      await page.route('http://127.0.0.1:53951/**', (route) => route.abort())
      await page.goto(`${base}/sign-in`)
      await page.locator('main button').click()
      await page.locator('main [class*=alert]').first().waitFor()
    },
  },
  { name: 'the desk', as: 'registrar', open: (page, base) => page.goto(`${base}/desk`) },
  {
    name: 'a visitor with a card',
    as: 'registrar',
    open: (page, base) => find(page, base, '051170-904A'),
  },
  {
    name: 'a visitor under non-disclosure',
    as: 'registrar',
    open: (page, base) => find(page, base, '300983-9079'),
  },
  { name: 'the order form', as: 'registrar', open: openOrderForm },
  {
    name: 'the order form with its errors',
    as: 'registrar',
    open: async (page, base) => {
      await openOrderForm(page, base)
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-termsAccepted[aria-invalid=true]').waitFor()
    },
  },
  { name: 'the statement to be signed', as: 'registrar', open: openStatement },
  {
    name: 'the confirmed order',
    as: 'registrar',
    open: async (page, base) => {
      await answerAsReader(page)
      await openStatement(page, base)
      await page.getByRole('button', { name: /^(Allekirjoita kort|Signera med|Sign with)/ }).click()
      await page.locator('#next').waitFor()
    },
  },
  {
    name: 'the desk right after the sign-in by card',
    as: 'nobody',
    open: async (page, base) => {
      await answerAsReader(page)
      await page.goto(`${base}/sign-in`)
      await page.locator('main button').click()
      await page.locator('#identity-code').waitFor()
    },
  },
  { name: 'the orders', as: 'registrar', open: (page, base) => page.goto(`${base}/desk/orders`) },
  {
    name: 'an order',
    as: 'registrar',
    open: (page, base) => page.goto(`${base}/desk/orders/${idOf(401)}`),
  },
  { name: 'the cards', as: 'registrar', open: (page, base) => page.goto(`${base}/desk/cards`) },
  {
    name: 'a card to hand over',
    as: 'registrar',
    open: (page, base) => page.goto(`${base}/desk/cards/${idOf(101)}`),
  },
  { name: 'own cards', as: 'holder', open: (page, base) => page.goto(`${base}/own`) },
]

/** Every page of the portal in every language, without the service: accessible, within the width of a phone, silent console. */
describe('every page of the portal', () => {
  const dist = mkdtempSync(join(tmpdir(), 'portal-'))
  let server: FakeServer
  let browser: Browser

  before(async () => {
    const root = fileURLToPath(new URL('../..', import.meta.url))
    const vite = join(root, 'node_modules/vite/bin/vite.js')
    const build = ['build', join(root, 'apps/portal'), '--outDir', dist, '--emptyOutDir']
    execFileSync(process.execPath, [vite, ...build], { stdio: 'pipe' })
    server = await startFakeServer({ dist })
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: chromiumFlags })
  })

  after(async () => {
    await browser.close()
    await server.close()
    rmSync(dist, { recursive: true })
  })

  for (const { name, as, open } of pages)
    for (const language of ['fi', 'sv', 'en'])
      it(`${name} has no accessibility violation in ${language}`, async () => {
        server.signInAs(as)
        const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
        const page = await context.newPage()
        const faults: string[] = []
        page.on('pageerror', (fault) => faults.push(fault.message))
        page.on('console', (line) => {
          if (line.text().includes('Content Security Policy')) faults.push(line.text())
        })
        await open(page, `${server.url}/${language}`)
        await page.locator('h1').waitFor()

        const { violations } = await new AxeBuilder({ page }).analyze()
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        const lang = await page.locator('html').getAttribute('lang')
        await context.close()

        assert.deepEqual(found, [])
        assert.deepEqual(faults, [])
        assert.equal(overflow, 0)
        assert.equal(lang, language)
      })
})
