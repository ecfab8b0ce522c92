import type { Browser, Page } from 'playwright-core'

/** Of a telephone, in CSS pixels. */
export const phone = { width: 390, height: 844 } as const

/** Windows of each browser that nobody looks into: a new one takes longer to open than most tests, and knows no script yet. */
const free = new WeakMap<Browser, Page[]>()

/** When the clock of each browser's windows begins, where it is not the machine's. */
const clocks = new WeakMap<Browser, string>()

/** From now on a page in this browser's windows begins at that moment, whenever it is opened; its clock goes on from there. */
export function startPagesAt(browser: Browser, moment: string): void {
  clocks.set(browser, moment)
}

/** Acts in a window of a phone's size that knows nobody. */
export async function inWindow<Answer>(
  browser: Browser,
  act: (page: Page) => Promise<Answer>,
): Promise<Answer> {
  const page = free.get(browser)?.pop() ?? (await openWindow(browser))
  try {
    const answer = await act(page)
    await forgetAll(page)
    free.set(browser, [...(free.get(browser) ?? []), page])
    return answer
  } catch (fault) {
    await page.context().close()
    throw fault
  }
}

async function openWindow(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: phone })
  // A page waits for what is shown, however busy the machine is.
  context.setDefaultTimeout(120_000)
  const moment = clocks.get(browser)
  // Its timers stay the browser's own: a page that counts down does so at its usual pace.
  if (moment !== undefined)
    await context.addInitScript(`{
      const ahead = ${Date.parse(moment)} - Date.now()
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

/** What a page may know of the one before it. */
async function forgetAll(page: Page): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  // Cookies are of the window; what a tab keeps is of its place, which must be left last.
  await page.evaluate('origin === "null" || sessionStorage.clear()')
  await page.goto('about:blank')
  await page.context().clearCookies()
  await page.context().clearPermissions()
  await page.removeAllListeners(undefined, { behavior: 'wait' })
  await page.setViewportSize(phone)
}
