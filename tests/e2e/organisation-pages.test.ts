import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page, Route } from 'playwright-core'
import { noBrowser } from '../support/browser.ts'
import { openDialog } from '../support/focus.ts'
import { portalPages, type PortalPage } from '../support/portal-pages.ts'

const organisation = '00000000-0000-4000-8000-000000000801'
const application = '00000000-0000-4000-8000-000000000851'
const refused = '00000000-0000-4000-8000-000000000853'
const outdatedCertificate = '00000000-0000-4000-8000-000000000854'
const approval = '00000000-0000-4000-8000-000000000871'
const named = '00000000-0000-4000-8000-000000000857'
const issued = '00000000-0000-4000-8000-000000000852'

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
    name: 'the service certificates of an organisation',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(`${base}/organisation/${organisation}/certificates`)
      await page.locator('#field-customerNumber').waitFor()
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
  {
    name: 'the form of an application with its errors',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(`${base}/organisation/${organisation}/certificates/new`)
      await page.locator('#field-names').waitFor()
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-mailbox[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'an application whose request is refused by a rule',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(`${base}/organisation/${organisation}/certificates/${application}`)
      await page.locator('#request-text').fill('a request')
      await page.locator('#examine').click()
      await page.getByText('RSA 1024').waitFor()
    },
  },
  {
    name: 'an application that was refused, and how to ask for a correction',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(`${base}/organisation/${organisation}/certificates/${refused}`)
      await page.locator('#if-wrong').waitFor()
    },
  },
  {
    name: 'a service certificate to be revoked: the confirmation dialog',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(`${base}/organisation/${organisation}/certificates/${issued}`)
      await page.locator('#revoke').click()
      await openDialog(page)
    },
  },
  {
    name: 'the confirmation dialog before a certificate is revoked that a supplier got with one’s OID',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(
        `${base}/organisation/${organisation}/supplier-requested-certificates/${named}`,
      )
      await page.locator('#revoke').click()
      await openDialog(page)
    },
  },
  {
    name: 'a request that a technical contact brings by the link',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/certificate-request#${'A'.repeat(43)}`)
      await page.locator('#request-text').waitFor()
    },
  },
  {
    name: 'the form that asks for an ACME enrolment approval, with its errors',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(`${base}/organisation/${organisation}/approvals/new`)
      await page.locator('#field-names').waitFor()
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-mailbox[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'an ACME enrolment approval with its key shown, accounts and orders',
    as: 'holder',
    open: async (page, base) => {
      await page.goto(`${base}/organisation/${organisation}/approvals/${approval}`)
      await page.locator('#show-key').click()
      await page.locator('pre').last().waitFor()
    },
  },
  {
    name: 'an ACME enrolment approval that waits for a case officer',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/enrolment-approvals/${approval}`)
      await page.locator('#because').waitFor()
    },
  },
  {
    name: 'the ACME enrolment approvals in force',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/enrolment-approvals`)
      await page.locator('main li a').first().waitFor()
      await page.locator('nav a[aria-current=page][href$="/certificate-queue"]').waitFor()
    },
  },
  {
    name: 'the queue of applications',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/certificate-queue`)
      await page.locator('main li a').first().waitFor()
      await page.locator('input[aria-label*="Järjestelmätoimittaja Oy: 3"]').waitFor()
    },
  },
  {
    name: 'an application that waits for a case officer',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/certificate-queue/${application}`)
      await page.locator('#because').waitFor()
    },
  },
  {
    name: 'the outdated certificates',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/outdated-certificates`)
      await page.locator('main li').first().waitFor()
      await page.locator('main ul ~ button').click()
      await page.locator('main li').nth(1).waitFor()
    },
  },
  {
    name: 'no certificate that is outdated',
    as: 'auditor',
    open: async (page, base) => {
      await page.route('**/api/v1/outdated-certificates?**', (route) =>
        route.fulfill({ json: { certificates: [] } }),
      )
      await page.goto(`${base}/operations/outdated-certificates`)
      await page.locator('main h1 ~ p').nth(1).waitFor()
    },
  },
  {
    name: 'the outdated certificates while the service does not answer',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.route('**/api/v1/outdated-certificates?**', (route) => route.abort())
      await page.goto(`${base}/operations/outdated-certificates`)
      await page.locator('main button').first().waitFor()
    },
  },
  {
    name: 'an outdated certificate: to be revoked on a day that nobody typed',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/certificate-queue/${outdatedCertificate}`)
      await page.locator('#field-decision-revoke').press('Space')
      await page.locator('[aria-labelledby=decide-outdated] button[type=submit]').click()
      await page.locator('#field-on[aria-invalid=true]').waitFor()
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

  it('an outdated certificate is revoked on a day, after the confirmation, by keyboard (R269)', () =>
    inPage('caseOfficer', async (page, { url }) => {
      await page.goto(`${url}/en/operations/outdated-certificates`)
      await page.getByRole('link', { name: 'kanta.example.fi' }).press('Enter')
      await page.locator('#field-decision-revoke').press('Space')
      await page.locator('#field-on').fill('15.12.2026')
      const requested = page.waitForRequest('**/outdated-certificates/*/decision')
      await page.getByRole('button', { name: 'Save the decision' }).press('Enter')
      await openDialog(page)
      await page.getByRole('button', { name: 'Revoke it' }).press('Enter')
      assert.deepEqual((await requested).postDataJSON(), {
        decision: { kind: 'revoke', on: '2026-12-15' },
      })
      await page.getByText('The decision is saved').waitFor()
    }))

  it('input on a page that was reached from another page is restored in its own fields (R270)', () =>
    inPage('agent', async (page, server) => {
      await page.goto(`${server.url}/en/hotline/calls`)
      await page.locator('main li a[href$="31"]').press('Enter')
      const note = page.getByRole('textbox', { name: 'Note' })
      await note.fill('No answer.')
      await page.getByRole('radio').nth(1).press('Space')
      server.signInAs('nobody')
      await page.locator('form button[type=submit]').press('Enter')
      await page.route('**/api/v1/sign-in/suomi-fi', (route) => {
        server.signInAs('agent')
        return route.fulfill({ json: { attempt: 'A'.repeat(43), address: page.url() } })
      })
      await page.locator('#sign-in-by-suomi-fi').press('Enter')
      await page.locator('#follow-up').waitFor()
      await page.waitForFunction(() => sessionStorage.getItem('saved-input') === null)
      assert.equal(await note.inputValue(), 'No answer.')
      assert.ok(await page.getByRole('radio').nth(1).isChecked())
    }))

  it('input outside the forms of a page is restored, too (R270)', () =>
    inPage('caseOfficer', async (page, server) => {
      await page.goto(`${server.url}/en/operations/certificate-queue`)
      await page.locator('main li a[href*="/certificate-queue/"]').first().press('Enter')
      await page.locator('#because').fill('The names are those of another unit.')
      server.signInAs('nobody')
      await page.locator('[aria-labelledby=decide] button').last().press('Enter')
      await page.route('**/api/v1/sign-in/suomi-fi', (route) => {
        server.signInAs('caseOfficer')
        return route.fulfill({ json: { attempt: 'A'.repeat(43), address: page.url() } })
      })
      await page.locator('#sign-in-by-suomi-fi').press('Enter')
      await page.locator('#because').waitFor()
      await page.waitForFunction(() => sessionStorage.getItem('saved-input') === null)
      assert.equal(
        await page.locator('#because').inputValue(),
        'The names are those of another unit.',
      )
    }))

  it('an application with a request opens at its heading, and an action keeps the focus on its button', () =>
    inPage('holder', async (page, { url: base }) => {
      await page.route(`**/certificate-applications/${application}{,/link}`, async (route) => {
        const url = route.request().url().replace('/link', '')
        const shown = (await (await page.request.get(url)).json()) as { state: string }
        await route.fulfill({ json: { ...shown, request: { assessments: [] } } })
      })
      await page.goto(`${base}/en/organisation/${organisation}/certificates/${application}`)
      const link = page.getByRole('button', { name: 'Mail the technical contact a link' })
      await link.waitFor()
      assert.equal(await page.locator('main div:focus').count(), 0)
      await link.focus()
      const answered = page.waitForResponse(/\/link$/)
      await page.keyboard.press('Enter')
      await answered
      await page.locator('button:focus', { hasText: 'Mail the technical contact a link' }).waitFor()
    }))

  it('a new request leaves the fields, and its replacement is announced too', () =>
    inPage('holder', async (page, { url: base }) => {
      await page.route(`**/certificate-applications/${application}/request/examine`, (route) =>
        route.fulfill({ json: { assessments: [] } }),
      )
      await page.route(`**/certificate-applications/${application}/request`, async (route) => {
        const url = route.request().url().replace('/request', '')
        await route.fulfill({ response: await page.request.get(url) })
      })
      await page.goto(`${base}/en/organisation/${organisation}/certificates/${application}`)
      for (const request of ['a request', 'another request']) {
        await page.locator('#request-text').fill(request)
        await page.locator('#examine').click()
        await page.locator('#bring').press('Enter')
        await page.locator('main div:focus', { hasText: 'The request has been brought' }).waitFor()
        assert.equal(await page.locator('#request-text').inputValue(), '')
        assert.equal(await page.locator('#bring').count(), 0)
      }
    }))

  it('certificates of other applicants with its OID are listed with the applicant, opened, and revoked with a reason by keyboard alone (R187)', () =>
    inPage('holder', async (page, { url: base }) => {
      const sent: unknown[] = []
      await page.route(`**/supplier-requested-certificates/${named}/revoke`, async (route) => {
        sent.push(route.request().postDataJSON())
        const url = route.request().url().replace('/revoke', '')
        const shown = (await (await page.request.get(url)).json()) as object
        await route.fulfill({ json: { ...shown, state: 'revoked', mayRevoke: false } })
      })
      await page.goto(`${base}/en/organisation/${organisation}/certificates`)
      const list = page.getByRole('region', { name: 'Certificates that others applied for' })
      await list.getByText('applied for by Järjestelmätoimittaja Oy').first().waitFor()
      await list.getByRole('button', { name: 'Show more' }).press('Enter')
      await list.getByText('ordered by a program').waitFor()
      assert.equal(await list.getByRole('listitem').count(), 2)
      await list.getByRole('link', { name: 'ajanvaraus.example.fi' }).press('Enter')
      await page.getByText('Järjestelmätoimittaja Oy, 9900027-4', { exact: true }).waitFor()

      await page.locator('#revoke').press('Enter')
      const dialog = page.getByRole('dialog')
      // The dialog takes the focus when it opens, which under load is after its first appearance.
      await page.locator('[role=dialog]:focus, [role=dialog] :focus').waitFor()
      await dialog.getByRole('radio', { name: 'It is no longer needed' }).press('ArrowUp')
      await dialog
        .getByRole('radio', { name: 'Another certificate is in use', checked: true })
        .waitFor()
      await dialog.getByRole('button', { name: 'Revoke the certificate' }).press('Enter')
      await page.locator('main div:focus', { hasText: 'The certificate is revoked' }).waitFor()
      assert.deepEqual(sent, [{ reason: 'replaced' }])
      assert.equal(await page.locator('#revoke').count(), 0)
    }))

  it('authorisations given and received are distinguished; ending one needs confirmation, and both operations show a message', () =>
    inPage('holder', async (page, { url: base }) => {
      const path = `**/accounts/${organisation}/supplier-authorisations`
      const requested: unknown[] = []
      const acted = async (route: Route) => {
        requested.push(route.request().postDataJSON())
        const list = route
          .request()
          .url()
          .replace(/authorisations.*/, 'authorisations')
        await route.fulfill({ response: await page.request.get(list) })
      }
      await page.route(path, (route) =>
        route.request().method() === 'POST' ? acted(route) : route.continue(),
      )
      await page.route(`${path}/*/end`, acted)
      await page.goto(`${base}/en/organisation/${organisation}/certificates`)
      const headings = page.getByRole('heading', { level: 2 })
      await headings.getByText('For whom we may apply').waitFor()
      await page.getByRole('button', { name: 'End: Järjestelmätoimittaja Oy' }).click()
      assert.equal(requested.length, 0)
      await page.getByRole('dialog').getByRole('button', { name: 'End' }).click()
      await page.locator('main div:focus', { hasText: 'The authorisation has ended' }).waitFor()

      await page.locator('#field-customerNumber').fill('A0000002')
      await page.locator('#field-businessId').fill('9900027-4')
      await page.keyboard.press('Enter')
      await page.locator('main div:focus', { hasText: 'The authorisation is given' }).waitFor()
      assert.equal(await page.getByText('The authorisation has ended').count(), 0)
      // The day is the service's own: the clock of the user may differ.
      assert.deepEqual(requested[1], { customerNumber: 'A0000002', businessId: '9900027-4' })
    }))

  const ofAccount = `${approval}/acme-accounts/00000000-0000-4000-8000-000000000872/end`
  const ends: readonly {
    readonly operation: string
    readonly on: string
    readonly press: readonly string[]
    readonly sent?: string
    readonly viewed?: string
    readonly says: string
  }[] = [
    {
      ...{ operation: 'the revocation of a certificate', on: `certificates/${issued}` },
      ...{ press: ['#revoke', '[role=dialog] button'], sent: `${issued}/revoke`, viewed: issued },
      says: 'The certificate is revoked',
    },
    {
      ...{ operation: 'an EAB key that is shown once', on: `approvals/${approval}` },
      ...{ press: ['#show-key'], says: 'Keep the key now' },
    },
    {
      ...{ operation: 'the end of an ACME account', on: `approvals/${approval}` },
      ...{ press: ['text=End the account', '[role=dialog] button'], sent: ofAccount },
      ...{ viewed: approval, says: 'The account has ended' },
    },
    {
      ...{ operation: 'the end of an ACME enrolment approval', on: `approvals/${approval}` },
      ...{ press: ['text=End the approval', '[role=dialog] button'], sent: `${approval}/end` },
      ...{ viewed: approval, says: 'The approval has ended' },
    },
    {
      ...{ operation: 'the revocation of a test card', on: 'test-cards' },
      press: ['[aria-label^="Revoke:"]', 'role=dialog >> role=button[name="Revoke"]'],
      says: 'The test card is revoked',
    },
  ]
  for (const { operation, on, press, sent, says, viewed = '' } of ends)
    it(`${operation} shows a message with the focus, since its button is gone`, () =>
      inPage('holder', async (page, { url: base }) => {
        if (sent !== undefined)
          await page.route(`**/${sent}`, async (route) => {
            const url = route.request().url()
            const at = url.slice(0, url.indexOf(viewed) + viewed.length)
            const shown = (await (await page.request.get(at)).json()) as object
            await route.fulfill({ json: { ...shown, may: [], accounts: [] } })
          })
        await page.goto(`${base}/en/organisation/${organisation}/${on}`)
        for (const button of press) await page.locator(button).first().click()
        await page.locator('main div:focus', { hasText: says }).waitFor()
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

  it('the menu marks enrolment approvals as the current page for a case officer', () =>
    inPage('caseOfficer', async (page, { url }) => {
      await page.goto(`${url}/en/operations/enrolment-approvals`)
      await page.locator('main li a').first().waitFor()
      const here = page.locator('header [aria-current=page]')
      assert.equal(await here.textContent(), 'Service certificates')
    }))
})
