import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { reasons } from '../../apps/portal/src/texts/reasons.ts'
import { pausedCrls, overview } from '../../apps/portal/testing/fake-overview.ts'
import { reasonOf } from '../../apps/server/src/identity/permissions/domain/reason-of.ts'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { openDialog } from '@sotevarmenne/tests/browser/focus'
import { portalPages, type PortalPage } from '@sotevarmenne/tests/browser/portal-pages'

const entry = '00000000-0000-4000-8000-000000000701'

const pages: readonly PortalPage[] = [
  {
    name: 'the inquiries about identity',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/inquiries`)
      await page.locator('a[href*="/operations/inquiries/"]').first().waitFor()
    },
  },
  {
    name: 'somebody whom the police have identified, with the errors of the decision',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/inquiries/00000000-0000-4000-8000-000000000702`)
      await page.locator('#field-decision').press('Space')
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-reference[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the overview with paused CRLs: the confirmation dialog',
    as: 'caseOfficer',
    open: async (page, base, { environment }) => {
      environment.pauses.push(pausedCrls)
      await page.goto(`${base}/operations`)
      await page.locator('[aria-labelledby=paused-crls] button').click()
      await openDialog(page)
    },
  },
  {
    name: 'the programs: the confirmation dialog before a right is ended',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/programs`)
      await page.locator('main li button').first().click()
      await openDialog(page)
    },
  },
  {
    name: 'the programs, to an auditor',
    as: 'auditor',
    open: async (page, base) => {
      await page.goto(`${base}/operations/programs`)
      await page.locator('main li').nth(2).waitFor()
    },
  },
  {
    name: 'the roles',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/roles`)
      await page.locator('#propose').waitFor()
    },
  },
  {
    name: 'a role to be approved: the confirmation dialog',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/roles`)
      await page.locator('[aria-labelledby=proposals] button').first().click()
      await openDialog(page)
    },
  },
  {
    name: 'a role proposed for nobody',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/roles`)
      await page.locator('[aria-labelledby=propose] form button').click()
      await page.locator('#field-identityCode[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the roles, to an auditor',
    as: 'auditor',
    open: async (page, base) => {
      await page.goto(`${base}/operations/roles`)
      await page.locator('#holders').waitFor()
    },
  },
  {
    name: 'prices and value added tax, with a proposal to be approved',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/prices`)
      await page.locator('#propose-prices button').first().click()
      await page.locator('#propose-prices form').waitFor()
    },
  },
  {
    name: 'new prices without a first day',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/prices`)
      await page.locator('#propose-prices button').first().click()
      await page.locator('#propose-prices form > button').click()
      await page.locator('#field-beginsOn[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'a new rate of value added tax to be approved: the confirmation dialog',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/prices`)
      await page.locator('[aria-labelledby=waiting] button').first().click()
      await openDialog(page)
    },
  },
  {
    name: 'the prices, to an auditor',
    as: 'auditor',
    open: async (page, base) => {
      await page.goto(`${base}/operations/prices`)
      await page.locator('#vat-rate').waitFor()
    },
  },
  {
    name: 'the overview',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations`)
      await page.locator('figure summary').first().click()
      await page.locator('figure table').first().waitFor()
    },
  },
  {
    name: 'production with a delivery entered wrongly',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/production`)
      await page.locator('[aria-labelledby=stock] form button').click()
      await page.locator('#field-firstSerial[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the invoices, a month to be invoiced: the confirmation dialog',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/invoices`)
      await page.locator('a[href*="/operations/invoices/"]').first().waitFor()
      await page.locator('[aria-labelledby=next] button').click()
      await openDialog(page)
    },
  },
  {
    name: 'an overdue invoice with a charge chosen to be credited',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/invoices/00000000-0000-4000-8000-000000000951`)
      await page.locator('main li input[type=checkbox]').first().press('Space')
      await page.locator('#credit').waitFor()
    },
  },
  {
    name: 'an invoice that the operator refused',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/invoices/00000000-0000-4000-8000-000000000952`)
      await page.locator('#lines').waitFor()
    },
  },
  {
    name: 'a credit note, as an auditor sees it',
    as: 'auditor',
    open: async (page, base) => {
      await page.goto(`${base}/operations/invoices/00000000-0000-4000-8000-000000000953`)
      await page.locator('#lines').waitFor()
    },
  },
  {
    name: 'the fees of an organisation, with an address that is none',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/organisations/00000000-0000-4000-8000-000000000801/fees`)
      await page.locator('#field-eInvoiceAddress').fill('x')
      await page.locator('[aria-labelledby=billing] button[type=submit]').click()
      await page.locator('#field-eInvoiceAddress[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the fees of an organisation that has merged: the confirmation dialog',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/organisations/00000000-0000-4000-8000-000000000801/fees`)
      await page.locator('#field-businessId').fill('0204819-8')
      await page.keyboard.press('Enter')
      await openDialog(page)
    },
  },
  {
    name: 'the letters to the card and letter bureau',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/letters`)
      await page.locator('#letters-planned').waitFor()
    },
  },
  {
    name: 'the registers with paused changes: the confirmation dialog',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/registers`)
      await page.locator('[aria-labelledby=paused-changes] button').click()
      await openDialog(page)
    },
  },
  {
    name: 'the registers, to an auditor',
    as: 'auditor',
    open: async (page, base) => {
      await page.goto(`${base}/operations/registers`)
      await page.locator('#copy').waitFor()
    },
  },
  {
    name: 'the overview, to a holder',
    as: 'holder',
    open: (page, base) => page.goto(`${base}/operations`),
  },
  {
    name: 'the audit log',
    as: 'auditor',
    open: async (page, base) => {
      await page.goto(`${base}/operations/audit-log`)
      await page.locator('main li a[href*="/operations/audit-log/"]').first().waitFor()
    },
  },
  {
    name: 'a search with its errors',
    as: 'auditor',
    open: async (page, base) => {
      await page.goto(`${base}/operations/audit-log`)
      await page.locator('#field-identifier').fill('1234')
      await page.locator('#field-from').fill('32.1.2026')
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-identifier[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'an entry',
    as: 'auditor',
    open: async (page, base) => {
      await page.goto(`${base}/operations/audit-log/${entry}`)
      await page.locator('#proof').waitFor()
    },
  },
  {
    name: 'an entry that is not there',
    as: 'auditor',
    open: (page, base) => page.goto(`${base}/operations/audit-log/${entry.replace('701', '999')}`),
  },
  {
    name: 'the checked audit log',
    as: 'auditor',
    open: async (page, base) => {
      await page.goto(`${base}/operations/audit-log-check`)
      await page.locator('[aria-labelledby=check] button').click()
      await page.locator('[aria-labelledby=check] [class*=alert]').first().waitFor()
    },
  },
  {
    name: 'the audit log, to a case officer',
    as: 'caseOfficer',
    open: (page, base) => page.goto(`${base}/operations/audit-log`),
  },
]

describe('the pages of operations', { concurrency: 2, skip: noBrowser() }, () => {
  const { inPage, checkPages } = portalPages()

  checkPages('operations', pages)

  it('the sign-in leads an auditor to the dashboard', () =>
    inPage('auditor', async (page, { url }) => {
      await page.goto(`${url}/en/sign-in`)
      await page.waitForURL(`${url}/en/operations`)
    }))

  it('the auditor searches, opens an entry and finds everything about its card, by keyboard', () =>
    inPage('auditor', async (page, { url }) => {
      await page.goto(`${url}/en/operations/audit-log`)
      await page.locator('#field-operation').focus()
      await page.keyboard.type('Handing a card over')
      await page.locator('form button[type=submit]').focus()
      await page.keyboard.press('Enter')
      const found = page.locator('main li a[href*="/operations/audit-log/"]')
      await found.first().filter({ hasText: 'Handing a card over' }).waitFor()
      assert.equal(await page.locator('h2:focus').textContent(), 'Entries')
      await found.first().focus()
      assert.deepEqual(new Set(await found.allTextContents()), new Set(['Handing a card over']))
      await page.keyboard.press('Enter')
      await page.locator('#proof').waitFor()
      await page.getByRole('link', { name: /000101$/ }).focus()
      await page.keyboard.press('Enter')
      await found.first().waitFor()
      assert.ok((await found.allTextContents()).includes('Placing an order'))
      assert.ok(!page.url().includes('000101'), 'what is sought is not in the address')
    }))

  it('production shows its readers, and a failed card is tried again', () =>
    inPage('caseOfficer', async (page, { url }) => {
      await page.goto(`${url}/en/operations/production`)
      await page.getByText('Print room: Reader 1').waitFor()
      await page.getByRole('button', { name: 'Try again: card a0000002' }).press('Enter')
      await page.getByText('The card is in the queue again').waitFor()
      assert.equal(await page.getByRole('button', { name: /Try again/ }).count(), 0)
      await page.goto(`${url}/fi/operations/production`)
      await page.getByText('4,2 s').waitFor()
    }))

  it('late letters are sent by keyboard', () =>
    inPage('caseOfficer', async (page, { url }) => {
      await page.goto(`${url}/en/operations/letters`)
      await page.getByText('Population register does not answer').waitFor()
      await page.getByRole('button', { name: 'Send now' }).press('Enter')
      await page.locator('div:focus', { hasText: 'Sending has begun' }).waitFor()
      await page.getByText('Every letter has left on its day.').waitFor()
    }))

  it('a role is proposed, and approved by another person, by keyboard', () =>
    inPage('caseOfficer', async (page, { url, environment }) => {
      await page.goto(`${url}/en/operations/roles`)
      await page.locator('#field-identityCode').focus()
      await page.keyboard.type('140388-9039')
      await page.keyboard.press('Tab')
      await page.keyboard.type('CA officer')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.locator('div:focus', { hasText: 'It is proposed' }).waitFor()
      const own = page.locator('[aria-labelledby=proposals] li', { hasText: 'Aino Esimerkki' })
      assert.deepEqual(await own.locator('button').allTextContents(), ['Take it back'])

      await page.locator('[aria-labelledby=proposals] button').first().focus()
      await page.keyboard.press('Enter')
      await openDialog(page)
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Enter')
      await page.locator('div:focus', { hasText: 'The change holds' }).waitFor()
      assert.deepEqual(environment.roleHolders.map(({ name, role }) => [name, role]).at(-1), [
        'Olli Lääkäri',
        'auditor',
      ])
    }))

  it('a month that is being prepared becomes ready on the page without a click', () =>
    inPage('caseOfficer', async (page, { url }) => {
      let requested = 0
      await page.route('**/api/v1/invoice-runs', async (route) => {
        const response = await route.fetch()
        const runs = (await response.json()) as { runs: { finishedAt?: string }[] }
        requested += 1
        if (requested > 1 && runs.runs[0]) runs.runs[0].finishedAt = '2026-11-02T07:00:41.000Z'
        await route.fulfill({ response, json: runs })
      })
      await page.goto(`${url}/fi/operations/invoices`)
      await page.getByText('Kesken, jäljellä 12').waitFor()
      const last = page.waitForRequest(
        (request) => requested > 1 && request.url().includes('/api/v1/invoices?'),
      )
      await page.getByText('Kesken, jäljellä 12').waitFor({ state: 'detached' })
      await last
    }))

  it('crediting some charges shows a confirmation about those charges, not about the invoice', () =>
    inPage('caseOfficer', async (page, { url }) => {
      await page.goto(`${url}/fi/operations/invoices/00000000-0000-4000-8000-000000000951`)
      await page.locator('main li input[type=checkbox]').first().press('Space')
      await page.locator('[aria-labelledby=credit] form button').click()
      await page
        .getByRole('dialog')
        .getByText('Hyvitetäänkö laskusta 100001 valitut maksut (1)?')
        .waitFor()
    }))

  it('withdrawing one’s own proposal shows a confirmation, and then the result', () =>
    inPage('caseOfficer', async (page, { url }) => {
      await page.goto(`${url}/fi/operations/roles`)
      await page.locator('#field-identityCode').fill('140388-9039')
      await page.locator('[aria-labelledby=propose] form button').click()
      await page.getByRole('button', { name: 'Peru ehdotus' }).click()
      await page.getByRole('dialog').getByText('Perutaanko ehdotus?').waitFor()
      await page.getByRole('dialog').getByRole('button', { name: 'Peru ehdotus' }).click()
      await page.locator('div:focus', { hasText: 'Ehdotus on peruttu' }).waitFor()
    }))

  it('paused CRLs are released when two persons have approved, and an auditor can only view them', async () => {
    await inPage('caseOfficer', async (page, { url, environment }) => {
      const { firstApprovedAt: _none, firstRevoked: _nothing, ...unseen } = pausedCrls
      environment.pauses.push(unseen)
      await page.goto(`${url}/en/operations`)
      const panel = page.locator('[aria-labelledby=paused-crls]')
      const release = async (done: string): Promise<void> => {
        await panel.locator('button').click()
        await page.locator('[role=dialog] button').first().click()
        await page.locator('div:focus', { hasText: done }).waitFor()
      }
      await release('Your approval is recorded')
      await panel.getByText('Another person decides this.').waitFor()
      assert.equal(await panel.locator('button').count(), 0)
      environment.pauses = environment.pauses.map((pause) => ({ ...pause, may: ['release'] }))
      await page.reload()
      await release('The revocation lists are released')
      assert.deepEqual(environment.pauses, [])
    })
    await inPage('caseOfficer', async (page, { url, environment }) => {
      environment.pauses.push(pausedCrls)
      await page.goto(`${url}/en/operations`)
      await page.locator('[aria-labelledby=paused-crls] button').click()
      await page
        .locator('[role=dialog]', { hasText: '2400 certificates go to the revocation list' })
        .filter({ hasText: 'does not cover the 17 certificates' })
        .waitFor()
    })
    await inPage('auditor', async (page, { url, environment }) => {
      environment.pauses.push(pausedCrls)
      await page.goto(`${url}/en/operations`)
      await page.getByText('Employment ended: 2400').waitFor()
      assert.equal(await page.locator('[aria-labelledby=paused-crls] button').count(), 0)
    })
  })

  it('the dashboard draws each hour of issuing, revocation and OCSP, the age of each CRL, and the wait of jobs', () =>
    inPage('caseOfficer', async (page, { url }) => {
      await page.goto(`${url}/en/operations`)
      const inDrawings = <Found>(place: string, expression: string): Promise<readonly Found[]> =>
        page.evaluate(
          `[...document.querySelectorAll('[aria-labelledby=${place}] svg')].map((drawn) => ${expression})`,
        )
      const sizesIn = (place: string, side: 'width' | 'height') =>
        inDrawings<readonly number[]>(
          place,
          `[...drawn.querySelectorAll('rect')].map((bar) => bar.${side}.baseVal.value)`,
        )
      const maxParts = (sizes: readonly number[]): readonly number[] =>
        sizes.map((size) => Number((size / Math.max(...sizes, 1)).toFixed(2)))
      await page.locator('#queue').waitFor()

      const { at, hours, crls, queue } = overview
      const kinds = ['issued', 'revoked', 'ocspResponses'] as const
      assert.deepEqual(
        (await sizesIn('last-day', 'height')).map(maxParts),
        kinds.map((kind) => maxParts(hours.map((hour) => hour[kind]))),
      )
      const input = await inDrawings<string>('last-day', "drawn.getAttribute('aria-label')")
      for (const [index, kind] of kinds.entries()) {
        const total = hours.reduce((sum, hour) => sum + hour[kind], 0)
        const words = total === 0 ? 'none' : total.toLocaleString('en-GB')
        assert.ok(input[index]?.includes(words), `${kind}: ${String(input[index])}`)
      }
      assert.deepEqual(
        (await sizesIn('lists', 'width')).map(maxParts),
        crls.map(({ thisUpdate, nextUpdate }) => {
          const [begun, ends] = [Date.parse(thisUpdate), Date.parse(nextUpdate)]
          const over = Math.min((Date.parse(at) - begun) / (ends - begun), 1)
          return [1, Number(over.toFixed(2))]
        }),
      )
      assert.deepEqual((await sizesIn('queue', 'height')).map(maxParts), [
        maxParts(queue.ages.map(({ count }) => count)),
      ])
    }))

  it('a CRL that was not renewed in time is reported', () =>
    inPage('caseOfficer', async (page, { url }) => {
      await page.goto(`${url}/en/operations`)
      const lists = page.locator('[aria-labelledby=lists] li')
      await lists.first().waitFor()
      assert.deepEqual(
        (await lists.allTextContents()).map((text) => /Fresh|Aging|Expired/.exec(text)?.[0]),
        ['Fresh', 'Aging', 'Expired', 'Aging'],
      )
      assert.match((await lists.last().textContent()) ?? '', /root-g1-ecc.*key ceremony/)
    }))

  it('an inconsistency of the audit log is reported with its position', () =>
    inPage('auditor', async (page, server) => {
      server.environment.isAuditLogWhole = false
      await page.goto(`${server.url}/en/operations/audit-log-check`)
      await page.locator('[aria-labelledby=check] button').click()
      await page.getByText(/at place 12 was altered/).waitFor()
    }))

  it('every reason of a permit has its name in the three languages', () => {
    assert.deepEqual(new Set(Object.keys(reasons)), new Set<string>(Object.values(reasonOf)))
  })
})
