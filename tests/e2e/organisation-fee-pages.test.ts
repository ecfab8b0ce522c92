import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { openDialog } from '@sotevarmenne/tests/browser/focus'
import { seededPages, type SeededPage, type ThereIs } from '@sotevarmenne/tests/seeded-pages'
import { billing, makeTestCard } from '@sotevarmenne/tests/world/billing'
import { accounts } from '@sotevarmenne/tests/world/organisations'

const organisations = accounts()
const subjects = [organisations, billing(organisations)] as const
type There = ThereIs<typeof subjects>

const aino = (there: There) => there.aino
const kaarlo = (there: There) => there.kaarlo

const pages: readonly SeededPage<There>[] = [
  {
    name: 'a dispute that the office has refused',
    as: aino,
    open: async (page, base, { helsinki, ofService }) => {
      await page.goto(`${base}/organisation/${helsinki}/cases/${ofService.refused}`)
      await page.locator('main a[href*="/invoices/"]').waitFor()
    },
  },
  {
    name: 'an invoice, a dispute of which waits for a case officer',
    as: kaarlo,
    open: async (page, base, { ofService }) => {
      await page.goto(`${base}/operations/invoices/${ofService.invoiceId}`)
      await page.locator('form #field-text').waitFor()
    },
  },
  {
    name: 'test cards, one of which was just made',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/test-cards`)
      await page.locator('#make').click()
      await page.locator('pre').waitFor()
    },
  },
  {
    name: 'an order of test cards with its errors',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
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
    as: aino,
    open: async (page, base, there) => {
      await makeTestCard(there)
      await page.goto(`${base}/organisation/${there.helsinki}/test-cards`)
      await page.locator('main li button').first().click()
      await openDialog(page)
    },
  },
  {
    name: 'the fees of own organisation, and its billing that was changed',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/fees`)
      await page.locator('#field-reference').fill('KP 7')
      await page.keyboard.press('Enter')
      await page.locator('main div:focus').waitFor()
    },
  },
  {
    name: 'the fees of own organisation, and a cost centre that is too long',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/fees`)
      await page.locator('#field-costCentre').fill('x'.repeat(36))
      await page.keyboard.press('Enter')
      await page.locator('#field-costCentre[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'an invoice of own organisation',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/fees`)
      await page.locator('main li a[href*="/invoices/"]').last().click()
      await page.locator('#lines').waitFor()
    },
  },
  {
    name: 'an invoice of a point operator, disputed with it: to take back, and to dispute more',
    as: aino,
    open: async (page, base, { withoutSignatory: payer, ofOperator }) => {
      await page.goto(`${base}/organisation/${payer}/invoices/${ofOperator.invoiceId}`)
      await page.locator('#dispute').waitFor()
      await page.locator('form button[type=submit]').last().click()
      await page.locator('#field-text[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the fees of points that the organisation keeps, and a seller whose account number is none',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/point-fees`)
      await page.locator('#field-iban').fill('FI')
      await page.keyboard.press('Enter')
      await page.locator('#field-iban[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the visits of a month at the points that the organisation keeps',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/point-fees`)
      await page.locator('main a[href$="/point-fees/visits"]').click()
      await page.locator('main li').nth(1).waitFor()
    },
  },
  {
    name: 'an invoice of the point operator',
    as: aino,
    open: async (page, base, { helsinki: organisation, ofOperator }) => {
      await page.goto(`${base}/organisation/${organisation}/point-fees`)
      await page.locator(`main li a[href$="/point-fees/${ofOperator.invoiceId}"]`).click()
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

describe(
  'the pages of fees and test cards of organisations',
  { concurrency: 3, skip: noBrowser() },
  () => {
    const { inPage, checkPages } = seededPages(subjects)

    checkPages('organisations', pages)

    it('the totals of an invoice’s lines are visible on a phone', () =>
      inPage(aino, async (page, { portal: url, helsinki: organisation }) => {
        await page.goto(`${url}/fi/organisation/${organisation}/fees`)
        await page.locator('main table').nth(1).waitFor()
        assert.deepEqual(await cutTables(page), [])
        await page.locator('main li a[href*="/invoices/"]').last().click()
        await page.locator('#lines').waitFor()
        assert.deepEqual(await cutTables(page), [])
      }))

    it('the table of charges is requested in the page’s language, with a descriptive file name', () =>
      inPage(aino, async (page, { portal: url, helsinki: organisation }) => {
        await page.goto(`${url}/sv/organisation/${organisation}/fees`)
        const table = page.getByRole('link', { name: 'Ladda ned debiteringarna (CSV)' })
        assert.match((await table.getAttribute('href')) ?? '', /language=sv/)
        const name = (await table.getAttribute('download')) ?? ''
        assert.match(name, /^debiteringar \d{4}-\d\d-\d\d–\d{4}-\d\d-\d\d\.csv$/)
      }))

    it('the revocation of a test card shows a message with the focus, since its button is gone', () =>
      inPage(aino, async (page, there) => {
        await makeTestCard(there)
        await page.goto(`${there.portal}/en/organisation/${there.helsinki}/test-cards`)
        await page.locator('[aria-label^="Revoke:"]').first().click()
        await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
        await page.locator('main div:focus', { hasText: 'The test card is revoked' }).waitFor()
      }))
  },
)
