import type { Browser, Page } from 'playwright-core'

/** Of a telephone, in CSS pixels. */
export const phone = { width: 390, height: 844 } as const

/** Windows of each browser that nobody looks into: a new one takes longer to open than most tests, and knows no script yet. */
const free = new WeakMap<Browser, Page[]>()

/** Acts in a window of a phone's size that knows nobody. */
export async function inWindow<Answer>(
  browser: Browser,
  act: (page: Page) => Promise<Answer>,
): Promise<Answer> {
  const page =
    free.get(browser)?.pop() ?? (await (await browser.newContext({ viewport: phone })).newPage())
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
