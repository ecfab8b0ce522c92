import { randomUUID } from 'node:crypto'
import { listPausedRevocations, viewPauses } from '@sotevarmenne/api/crl'
import { viewOverview } from '@sotevarmenne/api/dashboards'
import { viewCounterparts } from '@sotevarmenne/api/counterparts'
import { viewRegisters } from '@sotevarmenne/api/registers'
import { openDialog } from '@sotevarmenne/tests/browser/focus'
import { respond } from '@sotevarmenne/tests/browser/respond'
import type { SeededPage } from '@sotevarmenne/tests/seeded-pages'
import {
  aStatementFile,
  auditor,
  busy,
  filterForm,
  holder,
  kaarlo,
  pausedCrls,
  pausedRevocations,
  proposalOf,
  type There,
  troubled,
  withTwoFailing,
  withLateLetters,
  withStation,
} from './operations-steps.ts'

export const pages: readonly SeededPage<There>[] = [
  {
    name: 'the inquiries about identity',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/inquiries`)
      await page.locator('a[href*="/operations/inquiries/"]').first().waitFor()
    },
  },
  {
    name: 'somebody whom the police have identified, with the errors of the decision',
    as: kaarlo,
    open: async (page, base, { withoutDocument }) => {
      await page.goto(`${base}/operations/inquiries/${withoutDocument}`)
      await page.locator('#field-decision').press('Space')
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-reference[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the overview with paused CRLs: the confirmation dialog',
    as: kaarlo,
    open: async (page, base) => {
      await respond(page, viewPauses, () => ({ pauses: [pausedCrls] }))
      await page.goto(`${base}/operations`)
      await page.locator('[aria-labelledby=paused-crls] button').click()
      await openDialog(page)
    },
  },
  {
    name: 'the revocations that the mass-revocation guard holds back',
    as: kaarlo,
    open: async (page, base) => {
      await respond(page, viewPauses, () => ({ pauses: [pausedCrls] }))
      await respond(page, listPausedRevocations, () => pausedRevocations)
      await page.goto(`${base}/operations`)
      await page.locator('[aria-labelledby=paused-crls] a').click()
      await page.getByText('ajanvaraus.example.fi').waitFor()
    },
  },
  {
    name: 'the programs: the confirmation dialog before a right is ended',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/programs`)
      await page.locator('main li button').first().click()
      await openDialog(page)
    },
  },
  {
    name: 'the rules of a program, to be signed by a case officer',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/programs`)
      await page.locator('#statement-of-rules').setInputFiles(aStatementFile())
      await page.locator('#sign-it').waitFor()
    },
  },
  {
    name: 'another file than the rules of a program, which nobody signs',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/programs`)
      const buffer = Buffer.from('Tilaus / Beställning / Order: x')
      const file = { name: 'other.txt', mimeType: 'text/plain', buffer }
      await page.locator('#statement-of-rules').setInputFiles(file)
      await page.locator('[id^=statement-of-rules-statusText]').filter({ hasText: '.' }).waitFor()
    },
  },
  {
    name: 'the programs, to an auditor',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/programs`)
      await page.locator('main li').nth(2).waitFor()
    },
  },
  {
    name: 'the roles',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/roles`)
      await page.locator('#propose').waitFor()
    },
  },
  {
    name: 'a role to be approved: the confirmation dialog',
    as: kaarlo,
    open: async (page, base, { candidates }) => {
      await page.goto(`${base}/operations/roles`)
      await proposalOf(page, candidates[0]).locator('button').first().click()
      await openDialog(page)
    },
  },
  {
    name: 'a role proposed for nobody',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/roles`)
      await page.locator('[aria-labelledby=propose] form button').click()
      await page.locator('#field-identityCode[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the roles, to an auditor',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/roles`)
      await page.locator('#holders').waitFor()
    },
  },
  {
    name: 'prices and value added tax, with a proposal to be approved',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/prices`)
      await page.locator('#propose-prices button').first().click()
      await page.locator('#propose-prices form').waitFor()
    },
  },
  {
    name: 'new prices without a first day',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/prices`)
      await page.locator('#propose-prices button').first().click()
      await page.locator('#propose-prices form > button').click()
      await page.locator('#field-beginsOn[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'a new rate of value added tax to be approved: the confirmation dialog',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/prices`)
      await page.locator('[aria-labelledby=waiting] button').first().click()
      await openDialog(page)
    },
  },
  {
    name: 'the prices, to an auditor',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/prices`)
      await page.locator('#vat-rate').waitFor()
    },
  },
  {
    name: 'the rules for rights to practise, with codes entered wrongly',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/right-rules`)
      await page.locator('#propose-rules button').first().click()
      await page.locator('#field-doctorId').fill('T20 lääkärit')
      await page.locator('#propose-rules form > button').click()
      await page.locator('#field-doctorId[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the rules for rights to practise, to an auditor',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/right-rules`)
      await page.locator('#rules').waitFor()
    },
  },
  {
    name: 'the settings of the service, of which one that is on or off is proposed without a choice',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/settings`)
      await page.locator('#propose-setting button').first().click()
      await page.locator('#field-key').selectOption('staff-card-email')
      await page.locator('#field-numbers[type=radio]').waitFor()
      await page.locator('#propose-setting form > button').click()
      await page.locator('#field-beginsOn[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the settings of the service, with a value outside its limits',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/settings`)
      await page.locator('#propose-setting button').first().click()
      await page.locator('#field-key').selectOption('card-end-reminders')
      await page.locator('#field-numbers').fill('90, 0')
      await page.locator('#propose-setting form > button').click()
      await page.locator('#field-numbers[aria-invalid=true]').waitFor()
      await page.getByRole('link', { name: /1–10 eri|1–10 olika|one to ten different/ }).waitFor()
      await page.locator('#field-beginsOn[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'a new setting to be approved: the confirmation dialog',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/settings`)
      await page.locator('[aria-labelledby=waiting] button').first().click()
      await openDialog(page)
    },
  },
  {
    name: 'the settings of the service, to an auditor',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/settings`)
      await page.locator('#setting-payment-term').waitFor()
    },
  },
  {
    name: 'the services of registration points, of which one is proposed without a name and with a wrong code',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/point-services`)
      await page.locator('#service-registering').waitFor()
      await page.locator('#propose-service button').first().click()
      await page.locator('#field-code').fill('Oma palvelu')
      await page.locator('#propose-service form > button').click()
      await page.locator('#field-fi[aria-invalid=true]').waitFor()
      await page.locator('#field-code[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the services of registration points, of which one is ended: proposed',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/point-services`)
      await page.locator('#propose-service button').first().click()
      await page.locator('#propose-service input[type=radio][value=end]').check({ force: true })
      await page.locator('#field-service').selectOption('new-code')
      await page.locator('#field-beginsOn').fill('1.3.2027')
      await page.locator('#propose-service form > button').click()
      await page
        .locator('[aria-labelledby=waiting] li, [aria-labelledby=waiting] section')
        .nth(1)
        .waitFor()
    },
  },
  {
    name: 'a new service of registration points to be approved: the confirmation dialog',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/point-services`)
      await page.locator('[aria-labelledby=waiting] button').first().click()
      await openDialog(page)
    },
  },
  {
    name: 'the services of registration points, to an auditor',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/point-services`)
      await page.locator('#service-new-code').waitFor()
    },
  },
  {
    name: 'the overview',
    as: kaarlo,
    open: async (page, base) => {
      await respond(page, viewOverview, async (real) => busy(await real()))
      await page.goto(`${base}/operations`)
      await page.locator('figure summary').first().click()
      await page.locator('figure table').first().waitFor()
    },
  },
  {
    name: 'production with a delivery entered wrongly',
    as: kaarlo,
    open: async (page, base) => {
      await withStation(page)
      await page.goto(`${base}/operations/production`)
      await page.locator('[aria-labelledby=stock] form button').click()
      await page.locator('#field-firstSerial[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the letters to the card and letter bureau',
    as: kaarlo,
    open: async (page, base) => {
      await withLateLetters(page)
      await page.goto(`${base}/operations/letters`)
      await page.locator('#letters-planned').waitFor()
    },
  },
  {
    name: 'the registers with paused changes: the confirmation dialog',
    as: kaarlo,
    open: async (page, base) => {
      await respond(page, viewRegisters, async (real) => troubled(await real()))
      await page.goto(`${base}/operations/registers`)
      await page.locator('[aria-labelledby=paused-changes] button').click()
      await openDialog(page)
    },
  },
  {
    name: 'the registers, to an auditor',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/registers`)
      await page.locator('#copy').waitFor()
    },
  },
  {
    name: 'other systems, of which two fail',
    as: kaarlo,
    open: async (page, base) => {
      await respond(page, viewCounterparts, async (real) => ({
        ...(await real()),
        ...{ at: '2026-11-26T10:00:00.000Z', counterparts: [...withTwoFailing] },
      }))
      await page.goto(`${base}/operations/registers`)
      await page.locator('[aria-labelledby=others] li').nth(3).waitFor()
    },
  },
  {
    name: 'the overview, to a holder',
    as: holder,
    open: (page, base) => page.goto(`${base}/operations`),
  },
  {
    name: 'the audit log',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/audit-log`)
      await page.locator('main li a[href*="/operations/audit-log/"]').first().waitFor()
    },
  },
  {
    name: 'a search with its errors',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/audit-log`)
      await page.locator('#field-identifier').fill('1234')
      await page.locator('#field-from').fill('32.1.2026')
      await page.locator(`${filterForm} button[type=submit]`).click()
      await page.locator('#field-identifier[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'whom and what an auditor finds',
    as: auditor,
    open: async (page, base, { audited }) => {
      await page.goto(`${base}/operations/audit-log`)
      await page.locator('#field-sought').fill(audited.name)
      await page.locator('#field-sought').press('Enter')
      await page.locator('main li a[href*="/history/card/"]').first().waitFor()
    },
  },
  {
    name: 'a search of an auditor that finds nothing, after one too short',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/audit-log`)
      await page.locator('#field-sought').fill('x')
      await page.locator('#field-sought').press('Enter')
      await page.locator('#field-sought[aria-invalid=true]').waitFor()
      await page.locator('#field-sought').fill('Xyzzy')
      await page.locator('#field-sought').press('Enter')
      await page.locator('h2:focus').waitFor()
    },
  },
  {
    name: 'the audit log with views, folded',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/audit-log`)
      await page.locator('#field-showsViews-label').click()
      await page.locator(`${filterForm} button[type=submit]`).click()
      await page.locator('main summary').first().waitFor()
    },
  },
  {
    name: 'the history of a card, to an auditor',
    as: auditor,
    open: async (page, base, { audited }) => {
      await page.goto(`${base}/operations/audit-log/history/card/${audited.cardId}`)
      await page.locator('#checkpoint').waitFor()
    },
  },
  {
    name: 'the history of somebody of whom the log has nothing',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/audit-log/history/person/${randomUUID()}`)
      await page.locator('#checkpoint').waitFor()
    },
  },
  {
    name: 'an entry',
    as: auditor,
    open: async (page, base, { entryId }) => {
      await page.goto(`${base}/operations/audit-log/${entryId}`)
      await page.locator('#proof').waitFor()
    },
  },
  {
    name: 'an entry that is not there',
    as: auditor,
    open: (page, base) => page.goto(`${base}/operations/audit-log/${randomUUID()}`),
  },
  {
    name: 'the checked audit log',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/audit-log-check`)
      await page.locator('[aria-labelledby=check] button').click()
      await page.locator('[aria-labelledby=check] [class*=alert]').first().waitFor()
    },
  },
  {
    name: 'the audit log, to a case officer',
    as: kaarlo,
    open: (page, base) => page.goto(`${base}/operations/audit-log`),
  },
]
