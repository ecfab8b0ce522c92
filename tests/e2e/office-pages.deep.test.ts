import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { viewStatistics, type Statistics } from '@sotevarmenne/api/dashboards'
import { viewLookUps } from '@sotevarmenne/api/look-ups'
import { viewOrganisation } from '@sotevarmenne/api/organisations'
import type { Page } from 'playwright-core'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { openDialog } from '@sotevarmenne/tests/browser/focus'
import { respond } from '@sotevarmenne/tests/browser/respond'
import { seededPages, type SeededPage, type ThereIs } from '@sotevarmenne/tests/seeded-pages'
import { businessIdOf, customers, newPoint } from '@sotevarmenne/tests/world/customers'
import { complaints } from '@sotevarmenne/tests/world/desk'
import { officers } from '@sotevarmenne/tests/world/officers'
import { appoint } from '@sotevarmenne/tests/world/registrars'

const people = officers()
const subjects = [people, customers(people), complaints()] as const
type There = ThereIs<typeof subjects>

const kaarlo = ({ kaarlo: caseOfficer }: There) => caseOfficer
const auditor = (there: There) => there.auditor
const holder = (there: There) => there.holder

const atPoint = (pointId: string): string => `operations/points/${pointId}`
const atCustomer = ({ customer }: There): string =>
  `operations/organisations/${customer.organisationId}`

/** As after a busy hour: the first registrar has reached the limit. */
const atLimit = (page: Page): Promise<void> =>
  respond(page, viewLookUps, async (real) => {
    const { registrars, ...report } = await real()
    return {
      ...report,
      registrars: registrars.map((one, index) => ({ ...one, isRefused: index === 0 })),
    }
  })

const pages: readonly SeededPage<There>[] = [
  {
    name: 'the look-ups, a registrar at the limit',
    as: kaarlo,
    open: async (page, base) => {
      await atLimit(page)
      await page.goto(`${base}/operations/look-ups`)
      await page.locator('main li button').first().waitFor()
    },
  },
  {
    name: 'the registration points',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/points?county=southwest-finland`)
      await page.locator('main li a').first().waitFor()
    },
  },
  {
    name: 'a point with a price and a registrar entered wrongly',
    as: kaarlo,
    open: async (page, base, { pointId }) => {
      await page.goto(`${base}/${atPoint(pointId)}`)
      await page.locator('#appoint button').first().click()
      await page.locator('#appoint form button[type=submit]').click()
      await page.locator('#field-identityCode[aria-invalid=true]').waitFor()
      await page.locator('#propose-price button').first().click()
      await page.locator('#field-net').fill('999')
      await page.locator('#propose-price form button[type=submit]').click()
      await page.locator('#field-net[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'a proposed price of a point, for another case officer',
    as: kaarlo,
    open: async (page, base, { priceProposalId }) => {
      await page.goto(`${base}/operations/point-prices/${priceProposalId}`)
      await page.locator('#operator-decision').waitFor()
    },
  },
  {
    name: 'an appointment to be ended: the confirmation dialog',
    as: kaarlo,
    open: async (page, base, { pointId }) => {
      await page.goto(`${base}/${atPoint(pointId)}`)
      await page.locator('[aria-labelledby=registrars] li button').first().click()
      await openDialog(page)
    },
  },
  {
    name: 'a point, to an auditor',
    as: auditor,
    open: async (page, base, { pointId }) => {
      await page.goto(`${base}/${atPoint(pointId)}`)
      await page.locator('#history').waitFor()
    },
  },
  {
    name: 'a new point with its errors',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/points/new`)
      await page.locator('#add-exception').click()
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-name[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'a point to be changed',
    as: kaarlo,
    open: async (page, base, { pointId }) => {
      await page.goto(`${base}/${atPoint(pointId)}/change`)
      await page.locator('#field-name').waitFor()
    },
  },
  {
    name: 'the organisations',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/organisations`)
      await page.locator('main li a').first().waitFor()
    },
  },
  {
    name: 'an organisation to be entered, as the registers know it',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/organisations/new`)
      await page.locator('#field-businessId').fill(businessIdOf('Hoivakoti Koivu Oy'))
      await page.keyboard.press('Enter')
      await page.locator('#add-contact').click()
      await page.locator('[aria-labelledby=enter] button[type=submit]').click()
      await page.locator('[id="field-contacts-0-name"][aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'an organisation with an agreement to be approved: the confirmation dialog',
    as: kaarlo,
    open: async (page, base, there) => {
      await page.goto(`${base}/${atCustomer(there)}`)
      await page.getByRole('button', { name: /^(Hyväksy|Godkänn|Approve)$/ }).click()
      await openDialog(page)
    },
  },
  {
    name: 'an organisation, to an auditor',
    as: auditor,
    open: async (page, base, there) => {
      await page.goto(`${base}/${atCustomer(there)}`)
      await page.locator('#history').waitFor()
    },
  },
  {
    name: 'an organisation to be changed',
    as: kaarlo,
    open: async (page, base, there) => {
      await page.goto(`${base}/${atCustomer(there)}/change`)
      await page.locator('#field-name').waitFor()
    },
  },
  {
    name: 'an agreement with its errors',
    as: kaarlo,
    open: async (page, base, there) => {
      await page.goto(`${base}/${atCustomer(there)}/agreement`)
      await page.locator('#field-scope-some').press('Space')
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-validFrom[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'an authorisation with its errors',
    as: kaarlo,
    open: async (page, base, there) => {
      await page.goto(`${base}/${atCustomer(there)}/delegation`)
      await page.locator('#field-street').waitFor()
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-street[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the statistics',
    as: kaarlo,
    open: async (page, base) => {
      await respond(page, viewStatistics, async (real) => ({
        ...(await real()),
        refusals: [
          {
            ...{ operation: 'orders.draftOrder', reason: 'no-right', count: 131 },
            title: {
              fi: 'Ammattioikeutta ei ole',
              sv: 'Yrkesrättigheten saknas',
              en: 'There is no right to practise',
            },
          },
          { operation: 'cards.handOverCard', reason: 'given-no-longer', count: 3 },
        ],
      }))
      await page.goto(`${base}/operations/statistics`)
      await page.locator('figure summary').first().click()
      await page.locator('figure table').first().waitFor()
    },
  },
  {
    name: 'the points, to a holder',
    as: holder,
    open: (page, base) => page.goto(`${base}/operations/points`),
  },
]

describe('the pages of the office', { concurrency: 3, skip: noBrowser() }, () => {
  const { inPage, checkPages } = seededPages(subjects)

  checkPages('office', pages)

  it('a point is changed by keyboard, and its history shows the changes', () =>
    inPage(kaarlo, async (page, there) => {
      await page.goto(
        `${there.portal}/en/${atPoint(await newPoint(there, 'Porin rekisteröintipiste'))}`,
      )
      await page.getByRole('link', { name: 'Change the details' }).press('Enter')
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
      await page.locator('div:focus', { hasText: 'The details are saved' }).waitFor()
      const history = page.locator('[aria-labelledby=history]')
      await history
        .getByText(/Opening hours: .*→ Monday 09:00–15:00 .*Friday 09:00–12:30/)
        .waitFor()
      await history.getByText('31 Dec 2026 closed, Inventory').waitFor()
    }))

  it('a price above its verified cost is reported at its field, and one within it waits for another case officer (R471)', () =>
    inPage(kaarlo, async (page, there) => {
      await page.goto(
        `${there.portal}/en/${atPoint(await newPoint(there, 'Ulvilan rekisteröintipiste'))}`,
      )
      await page.locator('#propose-price button').first().press('Enter')
      await page.getByLabel('What costs').fill('Work')
      await page.getByLabel('Euros').fill('30')
      await page.getByLabel('Price without VAT, €').fill('30,01')
      const form = page.locator('#propose-price form')
      await form.getByRole('textbox', { name: 'First day' }).fill('1.1.2027')
      await form.getByLabel('Decided by').fill('Director')
      await form.getByLabel('Day of the decision').fill('20.11.2026')
      await form.getByLabel('Section').fill('14 §')
      await form.getByRole('button', { name: 'Propose a price' }).press('Enter')
      await page.locator('#field-net[aria-invalid=true]').waitFor()
      await page.getByLabel('Price without VAT, €').fill('30')
      await page.getByText('Ceiling €30.00. A visitor pays €37.65.').waitFor()
      await form.getByRole('button', { name: 'Propose a price', disabled: false }).press('Enter')
      await page.locator('div:focus', { hasText: 'The price is proposed' }).waitFor()
      await page
        .getByRole('link', { name: 'Registering an application: free of charge → €37.65' })
        .press('Enter')
      await page.getByText('Another person decides this.').waitFor()
      await page.getByText('Waiting', { exact: true }).waitFor()
      assert.equal(await page.getByRole('button', { name: 'Approve the price' }).count(), 0)
      await page
        .getByRole('button', { name: 'Withdraw the proposal', disabled: false })
        .press('Enter')
      await page.getByText('Withdrawn', { exact: true }).waitFor()
    }))

  it('another case officer sees what a proposed price changes and who decided it, and approves it by keyboard (R472)', () =>
    inPage(kaarlo, async (page, { portal, priceProposalId }) => {
      await page.goto(`${portal}/en/operations/point-prices/${priceProposalId}`)
      await page.getByText('free of charge → €11.30').first().waitFor()
      const marked = page.locator('nav a[aria-current=page]')
      assert.match((await marked.allTextContents()).join(), /^Points\b[^,]*$/)
      for (const fact of ['Johtaja', '20 Nov 2026', '14 §', 'from 1 Jan 2027'])
        await page.getByText(fact, { exact: true }).waitFor()
      await page
        .getByRole('button', { name: 'Reject the proposal', disabled: false })
        .press('Enter')
      await page.getByText('Write the reason for rejecting').waitFor()
      await page.getByRole('button', { name: 'Approve the price', disabled: false }).press('Enter')
      await openDialog(page)
      await page.getByRole('dialog').getByRole('button').first().press('Enter')
      await page.locator('div:focus', { hasText: 'It is decided' }).waitFor()
      await page.getByText('Approved', { exact: true }).waitFor()
    }))

  it('a paper authorisation names points of the list, and none for days that another one has (R656)', () =>
    inPage(kaarlo, async (page, there) => {
      await page.goto(`${there.portal}/en/${atCustomer(there)}/delegation`)
      const points = page.getByRole('group', { name: /^Points at which cards are ordered/ })
      const chosen = points.getByRole('checkbox', { name: /Esimerkkilän rekisteröintipiste/ })
      await chosen.press('Space')
      await page.locator('dd', { hasText: '9900023-7' }).waitFor()
      for (const label of await points.getByRole('checkbox').all())
        assert.match((await label.locator('..').textContent()) ?? '', /9900023-7/)
      for (const [name, typed] of [
        ['street', 'Katu 1'],
        ['postalCode', '28100'],
        ['postOffice', 'PORI'],
        ['contact-name', 'Pirjo Esimerkki'],
        ['contact-email', 'pirjo@example.fi'],
        ['validFrom', '1.6.2027'],
        ['acceptedBy', 'Pirjo Esimerkki'],
        ['acceptedOn', '20.11.2026'],
      ] as const)
        await page.locator(`#field-${name}`).fill(typed)
      const enter = () => page.locator('form button[type=submit]:not([disabled])').press('Enter')
      await enter()
      await page.getByText('The organisation has already authorised the same point').waitFor()
      await page.locator('#field-validFrom').fill('1.11.2026')
      await page.locator('#field-validTo').fill('30.11.2026')
      await enter()
      await page.waitForURL(/organisations\/[\da-f-]{36}$/)
      await page.getByText('1 Nov 2026–30 Nov 2026').first().waitFor()
    }))

  it('a second registrar is appointed by keyboard, and the warning disappears', () =>
    inPage(kaarlo, async (page, there) => {
      const pointId = await newPoint(there, 'Harjavallan rekisteröintipiste')
      await appoint(there, pointId)
      const { identityCode, surname } = there.stranger()
      await there.desk.find(identityCode)
      await page.goto(`${there.portal}/en/${atPoint(pointId)}`)
      const warning = page.getByText('The point has too few registrars')
      await warning.waitFor()
      await page.locator('#appoint button').first().press('Enter')
      await page.locator('#field-identityCode').focus()
      for (const typed of [identityCode, 'Web course', '1.11.2026', 'RK-18', '31.12.2028']) {
        await page.keyboard.type(typed)
        await page.keyboard.press('Tab')
      }
      await page.keyboard.press('Enter')
      await page.locator('div:focus', { hasText: 'The registrar is appointed' }).waitFor()
      await page.getByText(surname).waitFor()
      assert.equal(await warning.count(), 0)
    }))

  it('an agreement is entered by keyboard, and waits for another case officer', () =>
    inPage(kaarlo, async (page, there) => {
      await page.goto(`${there.portal}/en/${atCustomer(there)}`)
      await page.getByRole('link', { name: 'Enter a card agreement' }).press('Enter')
      await page.locator('#field-scope-some').press('Space')
      await page.getByRole('checkbox', { name: /Fysio Liike Kemi/ }).press('Space')
      await page.locator('#field-validFrom').fill('1.1.2027')
      await page.getByRole('button', { name: 'Enter', exact: true }).press('Enter')
      await page.locator('div:focus', { hasText: 'Another case officer approves it' }).waitFor()
      const entered = page.locator('section', { hasText: '1 Jan 2027' })
      assert.deepEqual(await entered.locator('button').allTextContents(), ['Reject'])
    }))

  it('a change of an agreement links to the agreement that it changes', () =>
    inPage(kaarlo, async (page, there) => {
      const { agreementId } = there.customer
      await respond(page, viewOrganisation, async (real) => {
        const shown = await real()
        const before = shown.agreements.filter((agreement) => agreement.agreementId === agreementId)
        const changes = before.map((agreement) => ({
          ...{ ...agreement, agreementId: randomUUID() },
          ...{ validFrom: '2027-01-01', replaces: agreementId },
        }))
        return { ...shown, agreements: [...changes, ...shown.agreements] }
      })
      await page.goto(`${there.portal}/en/${atCustomer(there)}`)
      await page
        .getByRole('link', { name: 'Changes the agreement in force from 1 Jan 2026' })
        .press('Enter')
      const earlier = page.locator('h3:target', { hasText: 'Card agreement' })
      await earlier.waitFor()
      assert.equal(await earlier.getAttribute('id'), agreementId)
    }))

  it('a registrar at the limit is allowed more look-ups once, and the outcome has the focus', () =>
    inPage(kaarlo, async (page, there) => {
      await atLimit(page)
      let released = 0
      page.on('request', (request) => {
        if (/look-ups\/.*\/release$/.test(request.url())) released += 1
      })
      await page.goto(`${there.portal}/en/operations/look-ups`)
      await page.getByRole('button', { name: /Allow more look-ups/ }).dblclick()
      // The second click may already have been beside the dialog: it has no focus then.
      await page.locator('[role=dialog] button').first().dblclick()
      await page.locator('main :focus', { hasText: 'can go on' }).waitFor()
      assert.equal(released, 1)
      const saved = page.waitForEvent('download')
      await page.getByText('Download the table (CSV)').click()
      const file = await readFile(await (await saved).path(), 'utf8')
      assert.match(file, /^"registrar";"person";"look_ups"/)
      assert.match(file, /"Riitta Rekisteröijä"/)
    }))

  it('the statistics can be requested for other days, and every number is in the file', () =>
    inPage(auditor, async (page, there) => {
      await page.goto(`${there.portal}/en/operations/statistics`)
      await page.locator('#complaints').waitFor()
      await page.getByLabel('From', { exact: true }).fill('1.9.2026')
      const responded = page.waitForResponse(/office\/statistics\?from=2026-09-01/)
      await page.getByLabel('From', { exact: true }).press('Enter')
      const { orders, waits, refusals, places, complaints } = (await (
        await responded
      ).json()) as Statistics
      await page.locator('#complaints').waitFor()
      const saved = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Save as CSV' }).press('Enter')
      const file = await readFile(await (await saved).path(), 'utf8')
      const lines = file.trimEnd().split('\r\n')
      assert.equal(lines[0], '"Figure";"Week from / Place";"Detail";"Count"')
      const [order] = orders
      assert.ok(order)
      const begun = `"Orders begun";"${order.from}";"Professional card, Produced"`
      assert.ok(lines.includes(`${begun};${String(order.count)}`))
      assert.deepEqual(
        lines.slice(1).map((line) => Number(line.slice(line.lastIndexOf(';') + 1))),
        [
          ...orders.map(({ count }) => count),
          ...waits.flatMap(({ units }) => units.map(({ median }) => median)),
          ...refusals.map(({ count }) => count),
          ...places.flatMap(({ blanks, spareOut, spareOverdue }) => [
            ...(blanks ? [blanks.inStock] : []),
            ...[spareOut, spareOverdue],
          ]),
          ...complaints.map(({ count }) => count),
        ],
      )
    }))
})
