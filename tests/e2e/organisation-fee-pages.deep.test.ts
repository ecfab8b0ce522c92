import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { listInvoiceRuns } from '@sotevarmenne/api/fees'
import { listPaymentImports } from '@sotevarmenne/api/payments'
import type { Page } from 'playwright-core'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { openDialog } from '@sotevarmenne/tests/browser/focus'
import { testCardKeys, viewTestPeople } from '@sotevarmenne/api/test-cards'
import { respond } from '@sotevarmenne/tests/browser/respond'
import { seededPages, type SeededPage, type ThereIs } from '@sotevarmenne/tests/seeded-pages'
import { bankFile, billing, makeTestCard } from '@sotevarmenne/tests/world/billing'
import { officers } from '@sotevarmenne/tests/world/officers'
import { accounts, businessIds } from '@sotevarmenne/tests/world/organisations'

const organisations = accounts()
const subjects = [organisations, billing(organisations), officers()] as const
type There = ThereIs<typeof subjects>

const aino = (there: There) => there.aino
const kaarlo = (there: There) => there.kaarlo
const auditor = (there: There) => there.auditor

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
    name: 'test cards, the keys of which the vendor chooses',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      // The environment has no test CA of RSA keys.
      await respond(page, viewTestPeople, async (real) => ({
        ...(await real()),
        keys: testCardKeys.options.toReversed(),
      }))
      await page.goto(`${base}/organisation/${organisation}/test-cards`)
      await page.locator('#field-cards-0-keys').selectOption('rsa')
      const keys = page.locator('#keys')
      assert.match(await keys.innerText(), /ECC/)
      await keys.click()
      await page.locator('[role=option]', { hasText: 'RSA' }).click()
      await page.locator('#keys', { hasText: 'RSA' }).waitFor()
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
    name: 'the prices of points that the organisation operates, and a proposal with its errors',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/point-prices`)
      await page.locator('#propose-price button').first().click()
      await page.locator('#propose-price form button[type=submit]').click()
      await page.locator('#field-section[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'a price that an operator proposed, for a case officer',
    as: kaarlo,
    open: async (page, base, { priceProposalId }) => {
      await page.goto(`${base}/operations/point-prices/${priceProposalId}`)
      await page.locator('#operator-decision').waitFor()
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

const officePages: readonly SeededPage<There>[] = [
  {
    name: 'the invoices, a month to be invoiced: the confirmation dialog',
    as: kaarlo,
    open: async (page, base) => {
      await respond(page, listInvoiceRuns, async (real) => ({
        ...(await real()),
        next: { month: '2026-11', organisations: 42 },
      }))
      await page.goto(`${base}/operations/invoices`)
      await page.locator('a[href*="/operations/invoices/"]').first().waitFor()
      await page.locator('[aria-labelledby=next] button').click()
      await openDialog(page)
    },
  },
  {
    name: 'an overdue invoice with a charge chosen to be credited',
    as: kaarlo,
    open: async (page, base, { ofService }) => {
      await page.goto(`${base}/operations/invoices/${ofService.invoiceId}`)
      await page.locator('main li input[type=checkbox]').first().press('Space')
      await page.locator('#credit').waitFor()
    },
  },
  {
    name: 'an invoice that the operator refused',
    as: kaarlo,
    open: async (page, base, { refusedInvoiceId }) => {
      await page.goto(`${base}/operations/invoices/${refusedInvoiceId}`)
      await page.getByText('No receiver has the address').waitFor()
    },
  },
  {
    name: 'a credit note, as an auditor sees it',
    as: auditor,
    open: async (page, base, { creditNoteId }) => {
      await page.goto(`${base}/operations/invoices/${creditNoteId}`)
      await page.locator('#lines').waitFor()
    },
  },
  {
    name: 'payments received, one of which is being dealt with',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/payments`)
      await page.locator('main li button').first().click()
      await page.locator('form #field-number').waitFor()
    },
  },
  {
    name: 'a bank’s file, checked before its import',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/payments`)
      await page.locator('#payment-file').setInputFiles(paymentFile)
      await page.locator('#preview-payments').click()
      await page.locator('#import-payments').waitFor()
      await page.locator('main table').waitFor()
    },
  },
  {
    name: 'a bank’s file with wrong rows',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/payments`)
      const records = paymentFile.buffer.toString('latin1')
      const buffer = Buffer.from(records.replaceAll(/^(3.{14})\d{6}/gm, '$1991399'), 'latin1')
      await page.locator('#payment-file').setInputFiles({ ...paymentFile, buffer })
      // By pointer: the field moves the focus to the chosen file.
      await page.locator('#preview-payments').click()
      await page.locator('#row-faults li').first().waitFor()
    },
  },
  {
    name: 'imports of bank files, one under way and one interrupted',
    as: kaarlo,
    open: async (page, base) => {
      await respond(page, listPaymentImports, async (real) => {
        const listed = await real()
        const states = { running: 4500, interrupted: 1500 } as const
        const others = Object.entries(states).flatMap(([state, done]) =>
          listed.imports.slice(0, 1).map(({ readyAt: _, ...one }) => ({
            ...{ ...one, importId: randomUUID(), state: state as keyof typeof states },
            ...{ entries: 10_000, done, waiting: 12 },
          })),
        )
        return { ...listed, imports: [...others, ...listed.imports] }
      })
      await page.goto(`${base}/operations/payments`)
      await page.locator('progress').nth(1).waitFor()
    },
  },
  {
    name: 'payments received, to read only',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/payments?show=all`)
      await page.locator('main li').first().waitFor()
    },
  },
  {
    name: 'invoices, searched with a wrong amount and day',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/invoices`)
      const invoices = page.locator('main a[href*="/operations/invoices/"]')
      await invoices.first().waitFor()
      await page.locator('#invoice-amount').fill('paljon')
      await page.locator('#invoice-to').fill('31.11.2026')
      await page.keyboard.press('Enter')
      await page.locator('#invoice-to:focus').waitFor()
      // Under a fault of the search no former result stays.
      await invoices.first().waitFor({ state: 'detached' })
    },
  },
  {
    name: 'the fees of an organisation, with an address that is none',
    as: kaarlo,
    open: async (page, base, { helsinki }) => {
      await page.goto(`${base}/operations/organisations/${helsinki}/fees`)
      await page.locator('#field-eInvoiceAddress').fill('x')
      await page.locator('[aria-labelledby=billing] button[type=submit]').click()
      await page.locator('#field-eInvoiceAddress[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the fees of an organisation that has merged: the confirmation dialog',
    as: kaarlo,
    open: async (page, base, { helsinki }) => {
      await page.goto(`${base}/operations/organisations/${helsinki}/fees`)
      await page.locator('#field-businessId').fill(businessIds.southwestFinland)
      await page.keyboard.press('Enter')
      await openDialog(page)
    },
  },
]

const paymentFile = {
  ...{ name: 'viitemaksut.txt', mimeType: 'text/plain' },
  // Another payment than the one that was imported.
  buffer: Buffer.from(
    Buffer.from(bankFile, 'base64').toString('latin1').replace('ABC001', 'ABC002'),
  ),
}

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
    checkPages('operations', officePages)

    it('an import that goes on becomes ready on the page without a click, and is then not asked for again', () =>
      inPage(kaarlo, async (page, { portal: url }) => {
        let requested = 0
        await respond(page, listPaymentImports, async (real) => {
          const listed = await real()
          requested += 1
          if (requested > 2) return listed
          const imports = listed.imports.map(({ readyAt: _, ...one }) => ({
            ...{ ...one, state: 'running' as const },
          }))
          return { ...listed, imports }
        })
        await page.goto(`${url}/fi/operations/payments`)
        await page.locator('progress').first().waitFor()
        const payments = page.waitForRequest((request) => /\/payments\?/.test(request.url()))
        await page.locator('progress').first().waitFor({ state: 'detached' })
        await payments
      }))

    it('a month that is being prepared becomes ready on the page without a click', () =>
      inPage(kaarlo, async (page, { portal: url }) => {
        let requested = 0
        await respond(page, listInvoiceRuns, async (real) => {
          const listed = await real()
          requested += 1
          if (requested > 1) return listed
          const runs = listed.runs.map(({ finishedAt: _finished, ...run }) => ({
            ...{ ...run, waiting: 12 },
          }))
          return { ...listed, runs }
        })
        await page.goto(`${url}/fi/operations/invoices`)
        await page.getByText('Kesken, jäljellä 12').waitFor()
        const last = page.waitForRequest(
          (request) => requested > 1 && request.url().includes('/api/v1/invoices?'),
        )
        await page.getByText('Kesken, jäljellä 12').waitFor({ state: 'detached' })
        await last
      }))

    it('an operator proposes a price with its decision, reads why another was rejected, and withdraws one by keyboard (R470, R471)', () =>
      inPage(aino, async (page, { portal, helsinki }) => {
        await page.goto(`${portal}/en/organisation/${helsinki}`)
        await page.getByRole('link', { name: 'Prices of the points' }).press('Enter')
        await page.getByText('Reason: Laskelmasta puuttuu laitteiden osuus.').waitFor()
        await page.locator('#propose-price button').first().press('Enter')
        const form = page.locator('#propose-price form')
        await form.getByLabel('Service').selectOption('handing-over')
        await form.getByLabel('What costs').fill('Work')
        await form.getByLabel('Euros').fill('15')
        await form.getByLabel('Price without VAT, €').fill('15,01')
        await form.getByRole('textbox', { name: 'First day' }).fill('26.11.2026')
        await form.getByLabel('Decided by').fill('Committee')
        await form.getByLabel('Day of the decision').fill('17.11.2026')
        await form.getByLabel('Section').fill('89 §')
        const propose = form.getByRole('button', { name: 'Propose a price', disabled: false })
        await propose.press('Enter')
        await page.locator('#field-net[aria-invalid=true]').waitFor()
        await form.getByLabel('Price without VAT, €').fill('15')
        await propose.press('Enter')
        await form.getByText('A change can take effect tomorrow at the earliest').waitFor()
        await form.getByRole('textbox', { name: 'First day' }).fill('1.2.2027')
        await propose.dblclick()
        await page.locator('div:focus', { hasText: 'The price is proposed' }).waitFor()
        const rows = page.locator('[aria-labelledby=proposals] li', { hasText: '89 §' })
        assert.equal(await rows.count(), 1)
        await rows
          .getByRole('button', { name: /^Withdraw the proposal/, disabled: false })
          .press('Enter')
        await openDialog(page)
        await page
          .locator('[role=dialog] button', { hasText: 'Withdraw the proposal' })
          .press('Enter')
        await page.locator('div:focus', { hasText: 'The proposal has been withdrawn' }).waitFor()
        await rows.getByText('Withdrawn', { exact: true }).waitFor()
      }))

    it('crediting some charges shows a confirmation about those charges, not about the invoice', () =>
      inPage(kaarlo, async (page, { portal: url, ofService }) => {
        await page.goto(`${url}/fi/operations/invoices/${ofService.invoiceId}`)
        await page.locator('main li input[type=checkbox]').first().press('Space')
        await page.locator('[aria-labelledby=credit] form button').click()
        await page
          .getByRole('dialog')
          .getByText(/^Hyvitetäänkö laskusta \d+ valitut maksut \(1\)\?$/)
          .waitFor()
      }))

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
        const table = page.getByRole('link', { name: 'Ladda ner debiteringarna (CSV)' })
        assert.match((await table.getAttribute('href')) ?? '', /language=sv/)
        const name = (await table.getAttribute('download')) ?? ''
        assert.match(name, /^debiteringar \d{4}-\d\d-\d\d–\d{4}-\d\d-\d\d\.csv$/)
      }))

    it('the days of the costs are those of the service, whatever the clock of the browser says (R505)', () =>
      inPage(aino, async (page, { portal: url, helsinki: organisation }) => {
        await page.route('**/api/v1/**', async (route) => {
          const response = await route.fetch()
          const date = 'Wed, 12 Apr 2028 22:30:00 GMT'
          await route.fulfill({ response, headers: { ...response.headers(), date } })
        })
        const summed = page.waitForRequest('**/charges/sums?**')
        await page.goto(`${url}/en/organisation/${organisation}/fees`)
        // In Finland it is the next day already.
        const { searchParams } = new URL((await summed).url())
        assert.equal(searchParams.get('from'), '2028-04-01')
        assert.equal(searchParams.get('to'), '2028-04-13')
      }))

    it('the revocation of a test card shows a message with the focus, since its button is gone', () =>
      inPage(aino, async (page, there) => {
        await makeTestCard(there)
        await page.goto(`${there.portal}/en/organisation/${there.helsinki}/test-cards`)
        await page.locator('[aria-label^="Revoke:"]').first().click()
        const dialog = page.getByRole('dialog')
        await dialog.getByRole('button', { name: 'Revoke' }).click()
        await dialog.getByText('Choose the reason for revoking').waitFor()
        await dialog.getByRole('radio', { name: 'Card lost' }).press('Space')
        await dialog.getByRole('button', { name: 'Revoke' }).click()
        await page.locator('main div:focus', { hasText: 'The test card is revoked' }).waitFor()
      }))
  },
)
