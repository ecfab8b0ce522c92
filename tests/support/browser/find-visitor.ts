import type { Page } from 'playwright-core'

/**
 * Finds the visitor at the desk, and says why, by keyboard: nobody was called from the queue. A person whom
 * the registrar has looked up today is shown at once.
 */
export async function findVisitor(page: Page, identityCode: string): Promise<void> {
  await page.locator('#identity-code').fill(identityCode)
  await page.keyboard.press('Enter')
  const shown = page.locator('#visitor-name')
  const form = page.locator('#reason-heading')
  await shown.or(form).first().waitFor()
  if (await form.isVisible()) await giveReason(page)
  await shown.waitFor()
}

export async function giveReason(page: Page): Promise<void> {
  await page.locator('#look-up-reason-at-the-desk').press('Space')
  await page.locator('#look-up-with-reason').press('Enter')
}
