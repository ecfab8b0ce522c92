import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { seededPages } from '@sotevarmenne/tests/seeded-pages'
import { points } from '@sotevarmenne/tests/world/points'

/** Searches by place, and waits for what a screen reader is then told. */
async function search(page: Page, place: string, said: RegExp) {
  await page.locator('#field-place').fill(place)
  await page.locator('form button[type=submit]').click()
  await page.locator('#outcome').getByText(said).waitFor({ state: 'attached' })
}

void describe('the search of a list', { skip: noBrowser() }, () => {
  const { inPage } = seededPages([points()])

  it('says to a screen reader what was found, also when the same was searched before', () =>
    inPage('nobody', async (page, { portal }) => {
      await page.goto(`${portal}/en/points`)
      await page.locator('main li a').first().waitFor()
      await search(page, 'No such place', /^The search found no /)
      await search(page, 'Esimerkkilä', /^Results shown: /)
      await search(page, 'No such place', /^The search found no /)
    }))
})
