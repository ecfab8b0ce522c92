import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { openDialog } from '@sotevarmenne/tests/browser/focus'
import { portalPages, type PortalPage } from '@sotevarmenne/tests/browser/portal-pages'

const point = 'operations/points/00000000-0000-4000-8000-000000000900'
const organisation = 'operations/organisations/00000000-0000-4000-8000-000000000801'

const pages: readonly PortalPage[] = [
  {
    name: 'the registration points',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/points?county=southwest-finland`)
      await page.locator('main li a').first().waitFor()
    },
  },
  {
    name: 'a point with a price and a registrar entered wrongly',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/${point}`)
      await page.locator('#appoint button').first().click()
      await page.locator('#appoint form button[type=submit]').click()
      await page.locator('#field-identityCode[aria-invalid=true]').waitFor()
      await page.locator('#set-price button').first().click()
      await page.locator('#set-price form button[type=submit]').click()
      await page.locator('#field-net[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'an appointment to be ended: the confirmation dialog',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/${point}`)
      await page.locator('[aria-labelledby=registrars] li button').first().click()
      await openDialog(page)
    },
  },
  {
    name: 'a point, to an auditor',
    as: 'auditor',
    open: async (page, base) => {
      await page.goto(`${base}/${point}`)
      await page.locator('#history').waitFor()
    },
  },
  {
    name: 'a new point with its errors',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/points/new`)
      await page.locator('#add-exception').click()
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-name[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'a point to be changed',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/${point}/change`)
      await page.locator('#field-name').waitFor()
    },
  },
  {
    name: 'the organisations',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/organisations`)
      await page.locator('main li a').first().waitFor()
    },
  },
  {
    name: 'an organisation to be entered, as the registers know it',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/organisations/new`)
      await page.locator('#field-businessId').fill('1572860-0')
      await page.keyboard.press('Enter')
      await page.locator('#add-contact').click()
      await page.locator('[aria-labelledby=enter] button[type=submit]').click()
      await page.locator('[id="field-contacts-0-name"][aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'an organisation with an agreement to be approved: the confirmation dialog',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/${organisation}`)
      await page.getByRole('button', { name: /^(Hyväksy|Godkänn|Approve)$/ }).click()
      await openDialog(page)
    },
  },
  {
    name: 'an organisation, to an auditor',
    as: 'auditor',
    open: async (page, base) => {
      await page.goto(`${base}/${organisation}`)
      await page.locator('#history').waitFor()
    },
  },
  {
    name: 'an organisation to be changed',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/${organisation}/change`)
      await page.locator('#field-name').waitFor()
    },
  },
  {
    name: 'an agreement with its errors',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/${organisation}/agreement`)
      await page.locator('#field-scope-some').press('Space')
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-validFrom[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'an authorisation with its errors',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/${organisation}/delegation`)
      await page.locator('#field-street').waitFor()
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-street[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the statistics',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/statistics`)
      await page.locator('figure summary').first().click()
      await page.locator('figure table').first().waitFor()
    },
  },
  {
    name: 'the points, to a holder',
    as: 'holder',
    open: (page, base) => page.goto(`${base}/operations/points`),
  },
]

describe('the pages of the office', { concurrency: 2, skip: noBrowser() }, () => {
  const { inPage, checkPages } = portalPages()

  checkPages('office', pages)

  it('a point is changed by keyboard, and its history shows the changes', () =>
    inPage('caseOfficer', async (page, { url }) => {
      await page.goto(`${url}/en/${point}`)
      await page.getByRole('link', { name: 'Change the facts' }).press('Enter')
      const monday = page.getByLabel('Monday')
      assert.equal(await monday.inputValue(), '08:00–11:30, 12:15–15:30')
      await monday.fill('9-15')
      await page.getByLabel('Friday').fill('9.00–12.30')
      await page.locator('#add-exception').press('Enter')
      await page.keyboard.type('31.12.2026')
      await page.keyboard.press('Tab')
      await page.locator('[id="field-exceptions-1-reason"]').fill('Inventory')
      await page.getByRole('group', { name: 'Thursday, 31 December 2026' }).waitFor()
      await page.getByRole('button', { name: 'Save' }).press('Enter')
      await page.locator('div:focus', { hasText: 'The facts are saved' }).waitFor()
      const history = page.locator('[aria-labelledby=history]')
      await history
        .getByText(/Opening hours: .*→ Monday 09:00–15:00 .*Friday 09:00–12:30/)
        .waitFor()
      await history.getByText('31 Dec 2026 closed, Inventory').waitFor()
    }))

  it('a price above its verified cost is reported at its field, and one within it is set', () =>
    inPage('caseOfficer', async (page, { url }) => {
      await page.goto(`${url}/en/${point}`)
      await page.locator('#set-price button').first().press('Enter')
      await page.getByLabel('What costs').fill('Work')
      await page.getByLabel('Euros').fill('30')
      await page.getByLabel('Price without VAT, €').fill('30,01')
      await page.locator('#set-price').getByLabel('First day').fill('1.1.2027')
      await page.locator('#set-price form button[type=submit]').press('Enter')
      await page.locator('#field-net[aria-invalid=true]').waitFor()
      await page.getByLabel('Price without VAT, €').fill('30')
      await page.getByText('Ceiling €30.00. A visitor pays €37.65.').waitFor()
      await page.locator('#set-price form button[type=submit]').press('Enter')
      await page.locator('div:focus', { hasText: 'The price is set' }).waitFor()
      await page.getByText('€37.65 · from 1 Jan 2027').waitFor()
    }))

  it('a second registrar is appointed by keyboard, and the warning disappears', () =>
    inPage('caseOfficer', async (page, { url }) => {
      await page.goto(`${url}/en/${point}`)
      const warning = page.getByText('The point has too few registrars')
      await warning.waitFor()
      await page.locator('#appoint button').first().press('Enter')
      await page.locator('#field-identityCode').focus()
      for (const typed of ['140388-9039', 'Web course', '1.11.2026', 'RK-18', '31.12.2028']) {
        await page.keyboard.type(typed)
        await page.keyboard.press('Tab')
      }
      await page.keyboard.press('Enter')
      await page.locator('div:focus', { hasText: 'The registrar is appointed' }).waitFor()
      await page.getByText('Olli Lääkäri').waitFor()
      assert.equal(await warning.count(), 0)
    }))

  it('an agreement is entered by keyboard, and waits for another case officer', () =>
    inPage('caseOfficer', async (page, { url }) => {
      await page.goto(`${url}/en/${organisation}`)
      await page.getByRole('link', { name: 'Enter a card agreement' }).press('Enter')
      await page.locator('#field-scope-some').press('Space')
      await page.getByRole('checkbox', { name: /Sisätautien poliklinikka/ }).press('Space')
      await page.locator('#field-validFrom').fill('1.1.2027')
      await page.getByRole('button', { name: 'Enter', exact: true }).press('Enter')
      await page.locator('div:focus', { hasText: 'Another case officer approves it' }).waitFor()
      const entered = page.locator('section', { hasText: '1 Jan 2027' })
      assert.deepEqual(await entered.locator('button').allTextContents(), ['Reject'])
    }))

  it('a change of an agreement links to the agreement that it changes', () =>
    inPage('caseOfficer', async (page, { url }) => {
      await page.route(
        '**/api/**/organisations/00000000-0000-4000-8000-000000000801',
        async (route) => {
          const response = await route.fetch()
          const shown = (await response.json()) as {
            agreements: { kind: string; agreementId: string }[]
          }
          const before = shown.agreements.find(({ kind }) => kind === 'agreement')
          const change = {
            ...before,
            ...{ agreementId: '00000000-0000-4000-8000-000000000814', validFrom: '2027-01-01' },
            replaces: before?.agreementId,
          }
          await route.fulfill({
            response,
            json: { ...shown, agreements: [change, ...shown.agreements] },
          })
        },
      )
      await page.goto(`${url}/en/${organisation}`)
      await page
        .getByRole('link', { name: 'Changes the agreement in force from 1 Jan 2026' })
        .press('Enter')
      const earlier = page.locator('h3:target', { hasText: 'Card agreement' })
      await earlier.waitFor()
      assert.equal(await earlier.getAttribute('id'), '00000000-0000-4000-8000-000000000811')
    }))

  it('the statistics can be requested for other days, and every number is in the file', () =>
    inPage('auditor', async (page, { url }) => {
      await page.goto(`${url}/en/operations/statistics`)
      await page.locator('#complaints').waitFor()
      await page.getByLabel('From', { exact: true }).fill('1.9.2026')
      const requested = page.waitForRequest(/office\/statistics\?from=2026-09-01/)
      await page.getByLabel('From', { exact: true }).press('Enter')
      await requested
      await page.locator('#complaints').waitFor()
      const saved = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Save as CSV' }).press('Enter')
      const file = await readFile(await (await saved).path(), 'utf8')
      const lines = file.trimEnd().split('\r\n')
      assert.equal(lines[0], 'Figure,Week from / Place,Detail,Count')
      assert.ok(lines.includes('Orders begun,2026-09-07,"Staff card, Produced",140'))
      assert.ok(lines.includes('Of them overdue,Turun rekisteröintipiste,,4'))
    }))
})
