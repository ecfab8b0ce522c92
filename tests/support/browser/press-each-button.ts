import { idempotencyKeyHeader } from '@sotevarmenne/api/idempotency-key'
import { contracts } from '@sotevarmenne/api/permissions'
import type { Page, Request } from 'playwright-core'
import { pressTwice } from './press-twice.ts'

/** What became of double clicks on the buttons of a page. */
export type Pressed = {
  /** Not when a button of an earlier page has ended what it shows. */
  readonly opens: boolean
  readonly buttons: readonly string[]
  /** Something was sent twice, or something else was pressed. */
  readonly faults: readonly string[]
  /** Buttons that were gone when the page was opened again: what an earlier one did can't be repeated. */
  readonly gone: readonly string[]
  /** Pressed, but the second press came too late for a double click: the machine is busy. */
  readonly late: readonly string[]
}

/** Double-clicks each button of a page once, in the page as it is opened again for each. */
export async function pressEachButton(page: Page, openPage: () => Promise<void>): Promise<Pressed> {
  const open = async () => {
    await openPage()
    await untilShown(page)
  }
  await page.addInitScript(noteClicks)
  // An earlier button may have done what the page is about: then it does not open again.
  page.setDefaultTimeout(15_000)
  const posts = followPosts(page)
  const opens = await open().then(
    () => true,
    () => false,
  )
  const labels = opens
    ? [...new Set(await buttonsOf(page).allInnerTexts())].filter((label) => label !== '')
    : []

  const buttons: string[] = []
  const faults: string[] = []
  const gone: string[] = []
  const late: string[] = []
  for (const [index, label] of labels.entries()) {
    const button = buttonsOf(page).getByText(label, { exact: true })
    const isThere =
      index === 0 ||
      (await open().then(
        async () => (await button.count()) > 0,
        () => false,
      ))
    if (!isThere) {
      gone.push(label)
      continue
    }
    await page.evaluate('sessionStorage.removeItem("clicked")')
    const { origin } = new URL(page.url())
    posts.forget()
    try {
      await pressTwice(button.first(), index % 2 === 0 ? 0 : 100)
    } catch {
      gone.push(label)
      continue
    }
    await posts.answered()
    const clicks = await clicksOf(page, origin)
    if (clicks.some(({ at }) => at - (clicks[0]?.at ?? at) > doubleClickMilliseconds)) {
      late.push(label)
      continue
    }
    buttons.push(label)
    faults.push(
      ...posts.twice().map((what) => `${label}: sent ${what} twice`),
      ...besides(clicks).map((what) => `${label}: pressed ${what} too`),
    )
  }
  return { opens, buttons, faults, gone, late }
}

/** Nothing of the page is still to come. */
async function untilShown(page: Page): Promise<void> {
  await page.locator('#first-words').waitFor({ state: 'detached' })
  await page.locator('h1').first().waitFor()
  await page
    .locator('main :not(button) > .fi-loadingSpinner--loading')
    .waitFor({ state: 'detached' })
}

/** The longest time between the two presses of a double click, in the settings of usual desktops. */
const doubleClickMilliseconds = 500

/** Those of the dialog, if one is open. */
const buttonsOf = (page: Page) =>
  page.locator(
    ':is([role=dialog], body:not(:has([role=dialog])) main) button:visible:not(:disabled):not([aria-disabled=true])',
  )

/** Notes each control that a pointer presses, and when; another page of the portal knows it too. */
const noteClicks = `if (!globalThis.notesClicks) {
  globalThis.notesClicks = true
  const ids = new WeakMap()
  let count = 0
  addEventListener('click', (event) => {
    if (event.detail === 0 || !(event.target instanceof Element)) return
    const control = event.target.closest('a, button, input, label, select, summary, textarea')
    if (!control) return
    if (!ids.has(control)) ids.set(control, performance.timeOrigin + '-' + (count += 1))
    const clicked = JSON.parse(sessionStorage.getItem('clicked') ?? '[]')
    const at = performance.timeOrigin + event.timeStamp
    clicked.push({ at, id: ids.get(control), what: control.localName + ' ' + control.textContent.trim().slice(0, 60) })
    sessionStorage.setItem('clicked', JSON.stringify(clicked))
  }, true)
}`

type Click = { readonly at: number; readonly id: string; readonly what: string }

async function clicksOf(page: Page, origin: string): Promise<readonly Click[]> {
  // A sign-in may have led to another site, whose storage has the presses of others. The page itself says whose it is:
  // its address may be another one a moment later.
  return page
    .evaluate<Click[]>(
      `location.origin === '${origin}' ? JSON.parse(sessionStorage.getItem('clicked') ?? '[]') : []`,
    )
    .catch(() => [])
}

const besides = (clicks: readonly Click[]): readonly string[] =>
  clicks.filter(({ id }) => id !== clicks[0]?.id).map(({ what }) => what)

function followPosts(page: Page) {
  const sent: Request[] = []
  const open = new Set<Request>()
  page.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().includes('/api/v1/')) return
    sent.push(request)
    open.add(request)
  })
  const close = (request: Request): void => {
    open.delete(request)
  }
  page.on('requestfinished', close)
  page.on('requestfailed', close)
  return {
    forget: () => {
      sent.length = 0
      open.clear()
    },
    answered: async () => {
      const end = performance.now() + 5000
      do await page.waitForTimeout(20)
      while (open.size > 0 && performance.now() < end)
    },
    /** Requests that do something, sent again; with the same key the service does it once. */
    twice: () =>
      [...new Map(sent.map((request) => [keyOf(request) ?? request, request])).values()]
        .filter(doesSomething)
        .map((request) => `${new URL(request.url()).pathname} ${request.postData() ?? ''}`)
        .filter((what, index, all) => all.indexOf(what) !== index),
  }
}

const keyOf = (request: Request): string | undefined => request.headers()[idempotencyKeyHeader]

const doesSomething = (request: Request): boolean => {
  const { pathname } = new URL(request.url())
  const found = contracts.find(({ contract }) =>
    new RegExp(`^/api/v1${contract.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(pathname),
  )
  return !['reads', 'new-session', 'own-key'].includes(found?.contract.onRepeat ?? '')
}
