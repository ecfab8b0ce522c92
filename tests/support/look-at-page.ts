import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type Page } from 'playwright-core'

/** What is wrong with a page, in words. */
export type Findings = {
  /** Rules of WCAG and good practice that it breaks. */
  readonly accessibility: readonly string[]
  /** Faults of its scripts, and what its content security policy stopped. */
  readonly console: readonly string[]
  /** Widths of a window in which it is wider than that, in CSS pixels. */
  readonly tooWideAt: readonly number[]
  readonly language: string | null
}

/** Nothing to find, in the language. */
export const nothingIn = (language: string): Findings => ({
  accessibility: [],
  console: [],
  tooWideAt: [],
  language,
})

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

const height = 844
const widths = { phone: 390, desktop: 1280 } as const

/** Opens a page in a browser without a past, at a phone's width, and judges it there and at a desktop's. */
export async function lookAtPage(
  browser: Browser,
  open: (page: Page) => Promise<unknown>,
): Promise<Findings> {
  const context = await browser.newContext({ viewport: { width: widths.phone, height } })
  try {
    const page = await context.newPage()
    const console: string[] = []
    page.on('pageerror', (fault) => console.push(fault.message))
    page.on('console', (line) => {
      if (line.text().includes('Content Security Policy')) console.push(line.text())
    })
    await open(page)
    await page.locator('h1').waitFor()
    // In the page itself: there are no frames of other origins, for which axe would open pages of its own.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    const tooWideAt: number[] = []
    for (const width of [widths.phone, widths.desktop]) {
      await page.setViewportSize({ width, height })
      const isTooWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
      if (isTooWide === true) tooWideAt.push(width)
    }
    return {
      accessibility: violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`),
      console,
      tooWideAt,
      language: await page.locator('html').getAttribute('lang'),
    }
  } finally {
    await context.close()
  }
}
