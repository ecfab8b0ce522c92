import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Browser, CDPSession } from 'playwright-core'
import { builtPortal } from '@sotevarmenne/tests/browser/build-portal'
import { openPageViewer } from '@sotevarmenne/tests/browser/chromium'
import { openSeededEnvironment } from '@sotevarmenne/tests/world/history'
import { points } from '@sotevarmenne/tests/world/points'
import { sayLimits, tableOf, type Limit } from './limits.ts'

/**
 * `npm run bench -- weights`: how long a person with a slow line and an old computer waits for each public page,
 * at the first visit: until the first words, and until the page can be used; and how much script it fetches.
 */
const slow = { latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }
const slowerProcessor = 4

type Reached = {
  readonly page: string
  /** Compressed, in kB of 1000 bytes. */
  readonly script: number
  /** Of it, what had arrived before the first words. */
  readonly scriptBefore: number
  /** In seconds since the address was opened. */
  readonly words: number
  readonly usable: number
}

const portal = builtPortal()
const place = points()
const environment = await openSeededEnvironment(place.history)
const browser = await openPageViewer()
try {
  const textPages = z
    .array(z.object({ path: z.string(), language: z.string() }))
    .parse(JSON.parse(readFileSync(path.join(portal, 'text-pages/index.json'), 'utf8')))
    .filter(({ language }) => language === 'fi')
    .map((page) => page.path)
  const application = [
    'sign-in',
    'points',
    `points/${place.found().pointId}`,
    'spare-points',
  ].concat(['contact-form', 'appointment', 'test-my-card', 'check-document', 'certificate-request'])
  const reached: Reached[] = []
  for (const page of [...application, ...textPages])
    reached.push(
      await visit(browser, `${environment.portal}/fi${page === '' ? '' : `/${page}`}`, page),
    )
  const rows = reached.map(({ page, script, scriptBefore, words, usable }) => [
    page === '' ? 'the front page' : page.replace(/[0-9a-f-]{36}/, '…'),
    ...[script.toFixed(0), scriptBefore.toFixed(0), words.toFixed(1), usable.toFixed(1)],
  ])
  process.stdout.write(
    `${tableOf([['page', 'kB of script', 'before the words', 'first words, s', 'usable, s'], ...rows])}\n`,
  )
  const slowest = (of: Exclude<keyof Reached, 'page'>, pages = reached): number =>
    Math.max(...pages.map((one) => one[of]))
  const limits: readonly Limit[] = [
    { what: 'first words of every public page', reached: slowest('words'), max: 2, unit: 's' },
    { what: 'every public page usable', reached: slowest('usable'), max: 4, unit: 's' },
    { what: 'script before first words', reached: slowest('scriptBefore'), max: 120, unit: 'kB' },
    { what: 'script of an application page', reached: slowest('script'), max: 300, unit: 'kB' },
    {
      what: 'script of a text page',
      reached: slowest(
        'script',
        reached.filter(({ page }) => textPages.includes(page)),
      ),
      ...{ max: 30, unit: 'kB' },
    },
  ]
  sayLimits(limits)
} finally {
  await browser.close()
  await environment.close()
}

/** Opens the page with an empty cache. Usable: the application has replaced the first words, or all is loaded. */
async function visit(browser: Browser, address: string, page: string): Promise<Reached> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  try {
    const window = await context.newPage()
    const protocol: CDPSession = await context.newCDPSession(window)
    await protocol.send('Network.enable')
    await protocol.send('Network.emulateNetworkConditions', { offline: false, ...slow })
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: slowerProcessor })
    await window.goto(address, { waitUntil: 'commit' })
    await window.locator('main h1:visible').first().waitFor()
    const words = await window.evaluate<number>(
      "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now()",
    )
    await window.locator('#first-words').waitFor({ state: 'detached' })
    await window.locator('#portal h1:visible, main h1:visible').first().waitFor()
    const usable = await window.evaluate<number>('performance.now()')
    await window.waitForLoadState('networkidle')
    const scripts = await window.evaluate<{ transferSize: number; responseEnd: number }[]>(
      "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).map((one) => one.toJSON())",
    )
    const weigh = (until: number): number =>
      scripts.reduce((sum, one) => sum + (one.responseEnd > until ? 0 : one.transferSize), 0) / 1000
    return {
      ...{ page, script: weigh(Infinity), scriptBefore: weigh(words) },
      ...{ words: words / 1000, usable: usable / 1000 },
    }
  } finally {
    await context.close()
  }
}
