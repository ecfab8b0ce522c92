import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { noBrowser } from '../support/browser.ts'
import { openDialog } from '../support/focus.ts'
import { portalPages, type PortalPage } from '../support/portal-pages.ts'

const organisation = '00000000-0000-4000-8000-000000000801'

const pages: readonly PortalPage[] = [
  {
    name: 'a dispute that the office has refused',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(
        `${base}/organisation/${organisation}/cases/d0000000-0000-4000-8000-000000000004`,
      )
      await page.locator('main a[href*="/invoices/"]').waitFor()
    },
  },
  {
    name: 'an invoice, a dispute of which waits for a case officer',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/invoices/00000000-0000-4000-8000-000000000951`)
      await page.locator('form #field-text').waitFor()
    },
  },
  {
    name: 'test cards, one of which was just made',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(`${base}/organisation/${organisation}/test-cards`)
      await page.locator('#make').click()
      await page.locator('pre').waitFor()
    },
  },
  {
    name: 'an order of test cards with its errors',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(`${base}/organisation/${organisation}/test-cards`)
      await page.locator('#add-card').click()
      await page.locator('#field-cards-0-count').fill('15')
      await page.locator('#field-cards-1-count').fill('6')
      await page.locator('#field-careOf').fill('O'.repeat(101))
      await page.locator('#order').click()
      await page.locator('#field-careOf[aria-invalid=true]').waitFor()
      await page
        .getByText(/100 (merkkiä|tecken|characters)/)
        .first()
        .waitFor()
    },
  },
  {
    name: 'a test card that is to be revoked',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(`${base}/organisation/${organisation}/test-cards`)
      await page.locator('main li button').first().click()
      await openDialog(page)
    },
  },
  {
    name: 'the fees of own organisation, and its billing that was changed',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(`${base}/organisation/${organisation}/fees`)
      await page.locator('#field-reference').fill('KP 7')
      await page.keyboard.press('Enter')
      await page.locator('main div:focus').waitFor()
    },
  },
  {
    name: 'the fees of own organisation, and a cost centre that is too long',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(`${base}/organisation/${organisation}/fees`)
      await page.locator('#field-costCentre').fill('x'.repeat(36))
      await page.keyboard.press('Enter')
      await page.locator('#field-costCentre[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'an invoice of own organisation',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(`${base}/organisation/${organisation}/fees`)
      await page.locator('main li a[href*="/invoices/"]').last().click()
      await page.locator('#lines').waitFor()
    },
  },
  {
    name: 'an invoice of a point operator, disputed with it: to take back, and to dispute more',
    as: 'holder',
    open: async (page, base) => {
      const storedId = '00000000-0000-4000-8000-000000000954'
      await page.goto(`${base}/organisation/${organisation}/invoices/${storedId}`)
      await page.locator('#dispute').waitFor()
      await page.locator('form button[type=submit]').last().click()
      await page.locator('#field-text[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the fees of points that the organisation keeps, and a seller whose account number is none',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(`${base}/organisation/${organisation}/point-fees`)
      await page.locator('#field-iban').fill('FI')
      await page.keyboard.press('Enter')
      await page.locator('#field-iban[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the visits of a month at the points that the organisation keeps',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(`${base}/organisation/${organisation}/point-fees`)
      await page.locator('main a[href$="/point-fees/visits"]').click()
      await page.locator('main li').nth(1).waitFor()
    },
  },
  {
    name: 'an invoice of the point operator',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(`${base}/organisation/${organisation}/point-fees`)
      await page.locator('main li a[href*="/point-fees/0"]').click()
      await page.locator('main table').waitFor()
      await page.locator('[aria-labelledby=credit] select').selectOption('wrong-payer')
      await page.locator('#field-payer').waitFor()
    },
  },
]

/** Tables wider than their visible area. */
const cutTables = (page: Page): Promise<readonly string[]> =>
  page.evaluate<string[]>(`[...document.querySelectorAll('main [role=region]')]
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
    .map((region) => region.ariaLabel)`)

describe('the pages of organisations', { concurrency: 2, skip: noBrowser() }, () => {
  const { inPage, checkPages } = portalPages()

  checkPages('organisations', pages)

  it('the revocation of a test card shows a message with the focus, since its button is gone', () =>
    inPage('holder', async (page, { url: base }) => {
      await page.goto(`${base}/en/organisation/${organisation}/test-cards`)
      await page.locator('[aria-label^="Revoke:"]').first().click()
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
      await page.locator('main div:focus', { hasText: 'The test card is revoked' }).waitFor()
    }))

  it('the totals of an invoice’s lines are visible on a phone', () =>
    inPage('holder', async (page, { url }) => {
      await page.goto(`${url}/fi/organisation/${organisation}/fees`)
      await page.locator('main table').nth(1).waitFor()
      assert.deepEqual(await cutTables(page), [])
      await page.locator('main li a[href*="/invoices/"]').last().click()
      await page.locator('#lines').waitFor()
      assert.deepEqual(await cutTables(page), [])
    }))

  it('the table of charges is requested in the page’s language, with a descriptive file name', () =>
    inPage('holder', async (page, { url }) => {
      await page.goto(`${url}/sv/organisation/${organisation}/fees`)
      const table = page.getByRole('link', { name: 'Ladda ned debiteringarna (CSV)' })
      assert.match((await table.getAttribute('href')) ?? '', /language=sv/)
      const name = (await table.getAttribute('download')) ?? ''
      assert.match(name, /^debiteringar \d{4}-\d\d-\d\d–\d{4}-\d\d-\d\d\.csv$/)
    }))
})
