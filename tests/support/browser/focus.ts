import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** Waits until an opened dialog has the focus: a key pressed earlier goes elsewhere. */
export const openDialog = (page: Page): Promise<void> =>
  page.locator('[role=dialog] :focus').waitFor()

/**
 * Gives a file to a field, and waits for the delayed focus on its button: a key pressed earlier goes there.
 */
export async function chooseFile(
  page: Page,
  field: string,
  file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer },
): Promise<void> {
  await page.locator(field).setInputFiles(file)
  await page.locator('main button:focus').waitFor()
}

/** Waits at most two minutes until the named element has the focus: the element, and its text or its type. */
export async function untilFocused(page: Page, expected: string): Promise<void> {
  const end = performance.now() + 120_000
  let found = await focused(page)
  while (found !== expected && performance.now() < end) {
    await page.waitForTimeout(50)
    found = await focused(page)
  }
  assert.equal(found, expected)
}

const focused = (page: Page): Promise<unknown> =>
  page.evaluate(`(({ localName, textContent, type }) =>
    localName + ' ' + (textContent.trim() || type))(document.activeElement)`)
