import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { languages, type Language } from '@sotevarmenne/pages/languages'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { hardToSee } from './hard-to-see.ts'
import { inWindow, phone } from './windows.ts'

/** Problems of a page, in words. */
export type Findings = {
  /** Violated rules of WCAG and good practice. */
  readonly accessibility: readonly string[]
  /** Errors of its scripts, and violations of its content security policy. */
  readonly console: readonly string[]
  /** Window widths that the page exceeds, in CSS pixels. */
  readonly tooWideAt: readonly number[]
  /** In forced colours and by keyboard, where checked closely. */
  readonly hardToSee: readonly string[]
  readonly language: string | null
}

/** No findings, in the language. */
export const nothingIn = (language: string): Findings => ({
  accessibility: [],
  console: [],
  tooWideAt: [],
  hardToSee: [],
  language,
})

/** PAGES_IN names them, with commas: all for pictures, one in each of the long tests (`tests/e2e/languages.ts`). */
const named = process.env['PAGES_IN']?.split(',') as readonly Language[] | undefined

/** In how many languages each page is checked. */
export const languagesPerPage = named?.length ?? 1

/** In which languages the page at this place of its list is checked: otherwise in one, pages of a list taking turns. */
export const languagesOf = (place: number): readonly Language[] =>
  named ?? languages.filter((_, turn) => turn === place % languages.length)

/** Each check of the pages of a list, in its order: where there are several languages, one after the other. */
export const inLanguages = <Page>(pages: readonly Page[]) =>
  Array.from({ length: languagesPerPage }).flatMap((_, turn) =>
    pages.flatMap((page, place) => {
      const language = languagesOf(place)[turn]
      return language === undefined ? [] : [{ page, place, language }]
    }),
  )

const desktop = { width: 1280, height: 844 } as const
/** Remaining size of a desktop of 1280 by 1024 at 400 % (WCAG 2.1, 1.4.10). */
const zoomed = { width: 320, height: 256 } as const

/** Position of a page among the pictures of `npm run pictures`. */
export type Pictured = {
  readonly of:
    'public' | 'portal' | 'operations' | 'office' | 'organisations' | 'reader' | 'sandbox' | 'ocsp'
  /** In the list of its pages, which the contact sheet follows. */
  readonly place: number
  readonly name: string
  readonly language: string
}

/**
 * Opens a page in a new window without a session, and checks it at a phone's width, at a desktop's and at
 * that of a desktop enlarged to 400 %; in forced colours and by keyboard too for close checks, or in the
 * language of PAGES_CLOSELY. With PICTURES=folder it is saved as a picture at the first two.
 */
export async function lookAtPage(
  browser: Browser,
  open: (page: Page) => Promise<unknown>,
  pictured: Pictured,
  isClosely = process.env['PAGES_CLOSELY'] === pictured.language,
): Promise<Findings> {
  return inWindow(browser, async (page) => {
    const console = faultsOf(page)
    await open(page)
    await page.locator('#first-words').waitFor({ state: 'detached' })
    await page.locator('h1').first().waitFor()
    const accessibility = [
      ...(await violationsOf(page)),
      ...(isClosely ? await violationsOfSecondEngine(page) : []),
    ]
    const tooWideAt: number[] = []
    for (const [size, window] of Object.entries({ phone, desktop, zoomed })) {
      await page.setViewportSize(window)
      if (window !== zoomed) await keepPicture(page, pictureOf(pictured, size))
      const isTooWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
      if (isTooWide === true) tooWideAt.push(window.width)
    }
    await page.setViewportSize(desktop)
    const hard = isClosely ? await hardToSee(page) : []
    const language = await page.locator('html').getAttribute('lang')
    return { accessibility, console: [...console], tooWideAt, hardToSee: hard, language }
  })
}

/** Rules of WCAG and good practice that the page currently violates, each with the first place. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe)
  // The nodes that pass would be listed one by one.
  const violations = await page.evaluate<AxeResults['violations']>(`
    axe.run(document, { resultTypes: ['violations'], preload: false })
      .then((results) => results.violations)`)
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
}

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/**
 * The same by IBM's rules (accessibility-checker-engine), which find other faults; not what needs a human's review,
 * nor what is folded, whose labels they take for empty.
 */
async function violationsOfSecondEngine(page: Page): Promise<readonly string[]> {
  await page.evaluate(secondEngine)
  return page.evaluate<readonly string[]>(`
    new ace.Checker().check(document, ['WCAG_2_2']).then(({ results }) => results
      .filter(({ ruleId, node, value: [policy, outcome] }) =>
        policy === 'VIOLATION' && outcome === 'FAIL' && !node?.closest?.('details:not([open])') && !${JSON.stringify(Object.keys(notFaults))}.includes(ruleId))
      .map(({ ruleId, message, snippet }) => ruleId + ': ' + message + ' ' + snippet.slice(0, 120)))`)
}

/** Rules that find what is no fault, and why. The first four are of the design system. */
const notFaults: Readonly<Record<string, string>> = {
  aria_hidden_nontabbable: 'what is behind a dialog, which holds the focus: tested by keyboard',
  aria_id_unique: 'lists that are closed, and sizes of files that are not shown',
  input_label_before: 'the button of a file field, behind its hidden input',
  label_ref_valid: 'the label of a group, which is named by it in another way too',
  aria_article_label_unique: 'articles are no landmarks',
  aria_form_label_unique: 'a form without a name is no landmark (HTML-AAM)',
  input_checkboxes_grouped: 'times of one appointment, grouped by day',
  label_content_exists: 'the label holds its input and its text',
}

const secondEngine = readFileSync(
  fileURLToPath(import.meta.resolve('accessibility-checker-engine/ace.js')),
  'utf8',
)

/** Errors of the page's scripts, and violations of its content security policy, from now on. */
export function faultsOf(page: Page): readonly string[] {
  const faults: string[] = []
  page.on('pageerror', (fault) => faults.push(fault.message))
  page.on('console', (line) => {
    if (line.text().includes('Content Security Policy')) faults.push(line.text())
  })
  return faults
}

/**
 * A page during a scenario passes axe once it has its heading; with PICTURES=folder it is saved as a picture
 * too.
 */
export async function lookAtStep(page: Page, name: string): Promise<void> {
  await page.locator('h1:visible').first().waitFor()
  assert.deepEqual(await violationsOf(page), [], name)
  await keepPicture(page, `steps/${name}`)
}

/** The contact sheet identifies it by its file name (`tools/set-up/contact-sheet.mjs`). */
const pictureOf = ({ of, place, name, language }: Pictured, size: string): string =>
  `${of}/${String(place).padStart(3, '0')} ${name.replaceAll(/[^\w ,’'-]/g, '')}.${language}.${size}`

async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (folder === undefined) return
  const file = path.join(folder, `${name}.png`)
  await mkdir(path.dirname(file), { recursive: true })
  // Behind a dialog only the visible window is dimmed.
  const fullPage = !(await page.locator('[role=dialog]').first().isVisible())
  await page.screenshot({ path: file, fullPage, animations: 'disabled' })
}

/**
 * The fields above a list that are not on one line with those beside them, and how near the list is: at a desktop's
 * width.
 */
export async function fieldsOffTheLine(page: Page, form: string, list: string) {
  await page.setViewportSize(desktop)
  return page.evaluate<{ readonly off: readonly string[]; readonly distance: number }>(`(() => {
    const form = document.querySelector(${JSON.stringify(form)})
    const fields = [...form.querySelectorAll('.fi-dropdown_button, input:not([type=hidden], [type=checkbox]), button[type=submit]')]
      .map((one) => ({ id: one.id, box: one.getBoundingClientRect() }))
    const isBeside = (one, other) => one.top < other.bottom && other.top < one.bottom
    const off = fields.filter(({ box }) =>
      fields.some((other) => isBeside(box, other.box) && Math.abs(box.bottom - other.box.bottom) > 1)).map(({ id }) => id)
    const distance = document.querySelector(${JSON.stringify(list)}).getBoundingClientRect().top -
      Math.max(...fields.map(({ box }) => box.bottom))
    return { off, distance }
  })()`)
}
