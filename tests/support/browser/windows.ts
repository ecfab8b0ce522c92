import type { Browser, Page } from 'playwright-core'
import { takeReaderFrom } from '../world/card-readers.ts'

/** Size of a phone, in CSS pixels. */
export const phone = { width: 390, height: 844 } as const

/**
 * Idle windows of each browser: a new one takes longer to open than most tests, and has no scripts cached.
 */
const free = new WeakMap<Browser, Page[]>()

/** How many milliseconds the clock in each browser's windows is ahead of the machine's. */
const clocks = new WeakMap<Browser, number>()

/** From now on the clock of this browser's windows is ahead of the machine's, or behind it. */
export function movePagesBy(browser: Browser, milliseconds: number): void {
  clocks.set(browser, milliseconds)
}

/** Runs in a phone-sized window without a session. */
export async function inWindow<Response>(
  browser: Browser,
  action: (page: Page) => Promise<Response>,
): Promise<Response> {
  const page = free.get(browser)?.pop() ?? (await openWindow(browser))
  try {
    const response = await action(page)
    if (await forgetAll(page)) free.set(browser, [...(free.get(browser) ?? []), page])
    else await page.context().close()
    return response
  } catch (fault) {
    await page.context().close()
    throw fault
  }
}

async function openWindow(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: phone })
  // Waits allow for a busy machine.
  context.setDefaultTimeout(120_000)
  const ahead = clocks.get(browser)
  // Its timers stay the browser's own: a page that counts down does so at its usual pace.
  if (ahead !== undefined)
    await context.addInitScript(`{
      const ahead = ${String(ahead)}
      const now = Date.now.bind(Date)
      const moved = () => now() + ahead
      globalThis.Date = new Proxy(Date, {
        apply: (of) => new of(moved()).toString(),
        construct: (of, given, by) => Reflect.construct(of, given.length === 0 ? [moved()] : given, by),
        get: (of, name) => (name === 'now' ? moved : Reflect.get(of, name)),
      })
    }`)
  return context.newPage()
}

/** Clears what a page may know of the one before it. False where it was just leaving for another one. */
async function forgetAll(page: Page): Promise<boolean> {
  try {
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await takeReaderFrom(page)
    // Cookies belong to the window; session storage belongs to the origin, which must therefore be left last.
    await page.evaluate('origin === "null" || sessionStorage.clear()')
    // On about:blank another process would load the next page's scripts again.
    if (page.url() !== 'about:blank')
      await page.goto(new URL('/robots.txt', page.url()).href, { timeout: 10_000 })
    await page.context().clearCookies()
    await page.context().clearPermissions()
    await page.removeAllListeners(undefined, { behavior: 'wait' })
    await page.setViewportSize(phone)
    return true
  } catch {
    return false
  }
}
