import assert from 'node:assert/strict'
import { notResponding } from '@sotevarmenne/api/counterparts'
import { listWorkEmailDomains } from '@sotevarmenne/api/email-domains'
import { listOrders, viewVisitor } from '@sotevarmenne/api/orders'
import { chooseFile, openDialog, untilFocused } from '@sotevarmenne/tests/browser/focus'
import { respond } from '@sotevarmenne/tests/browser/respond'
import type { SeededPage } from '@sotevarmenne/tests/seeded-pages'
import { people } from '@sotevarmenne/tests/world/people'
import {
  aCertificate,
  choosePhoto,
  confirmByName,
  fillEveryOrder,
  find,
  openOrderForm,
  openStaffForm,
  openStaffStatement,
  openStatement,
  orderFormOf,
  riitta,
  scan,
  type There,
  zoneOf,
} from './desk-order-steps.ts'

const registersOfPeople = ['rights', 'population'] as const

export const pages: readonly SeededPage<There>[] = [
  { name: 'the desk', as: riitta, open: (page, base) => page.goto(`${base}/desk`) },
  {
    name: 'visitors found by name',
    as: riitta,
    open: async (page, base) => {
      await page.goto(`${base}/desk`)
      await page.locator('#identity-code').fill('esimerkki')
      await page.keyboard.press('Enter')
      await page.locator('#found').waitFor()
    },
  },
  {
    name: 'the question why somebody is looked up, with its errors',
    as: riitta,
    open: async (page, base, { stranger }) => {
      await page.goto(`${base}/desk`)
      await page.locator('#identity-code').fill(stranger().identityCode)
      await page.keyboard.press('Enter')
      await page.locator('#reason-heading').waitFor()
      await page.locator('#look-up-with-reason').press('Enter')
      await page.locator('#look-up-reason-at-the-desk:focus').waitFor()
      await page.locator('#look-up-reason-other').press('Space')
      await page.locator('#look-up-reason-text').fill('131052-308T')
      await page.keyboard.press('Enter')
      await page.locator('#look-up-reason-text[aria-invalid=true]:focus').waitFor()
    },
  },
  {
    name: 'a visitor with a card',
    as: riitta,
    open: (page, base) => find(page, base, people.olli),
  },
  {
    name: 'a visitor with a card while no register responds: cards go on, orders wait (R431)',
    as: riitta,
    open: async (page, base) => {
      await find(page, base, people.olli)
      await respond(page, viewVisitor, async (real) => {
        const { address: _address, ...known } = await real()
        const because = {
          kind: 'register-unavailable',
          title: notResponding(registersOfPeople),
          advice: notResponding(registersOfPeople),
        }
        return {
          ...known,
          ...{
            rights: [],
            silentRegisters: [...registersOfPeople],
            confirmedAt: known.today + 'T06:00:00Z',
          },
          mayOrder: known.mayOrder.map(({ product }) => ({ product, allowed: false, because })),
        }
      })
      await page.locator('#identity-code').press('Enter')
      await page.locator('#registers-silent').waitFor()
      assert.equal(
        await page.locator('main a[href*="/desk/order"]:not([href*="/desk/orders/"])').count(),
        0,
      )
      await page.locator('main a[href*="/desk/cards/"]').first().waitFor()
    },
  },
  {
    name: 'a visitor under non-disclosure',
    as: riitta,
    open: (page, base) => find(page, base, people.tuulaNotDisclosed),
  },
  { name: 'the order form', as: riitta, open: openOrderForm },
  {
    name: 'the order form of a limited right',
    as: riitta,
    open: (page, base) => orderFormOf(page, base, people.studentWithLimits),
  },
  {
    name: 'the order form with its errors',
    as: riitta,
    open: async (page, base, there) => {
      await openOrderForm(page, base, there)
      await page.locator('#field-noticeEmail').fill('hakija@')
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-noticeEmail[aria-invalid=true]').waitFor()
      await page.locator('#field-termsAccepted[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'a visitor who may get a staff card only',
    as: riitta,
    open: (page, base) => find(page, base, people.ottoWithoutRights),
  },
  {
    name: 'the order form of a staff card, for another organisation',
    as: riitta,
    open: openStaffForm,
  },
  {
    name: 'the order form of a staff card with the employment certificate',
    as: riitta,
    open: async (page, base) => {
      await openStaffForm(page, base)
      await chooseFile(page, '#field-certificate', aCertificate)
      await page
        .getByText(/^(Todistus on tallennettu|Intyget har sparats|The certificate has been saved)/)
        .waitFor()
    },
  },
  {
    name: 'the order form of a staff card that may be for e-mail',
    as: riitta,
    open: async (page, base) => {
      await respond(page, listWorkEmailDomains, () => ({ domains: ['varha.example.fi'] }))
      await openStaffForm(page, base)
      await page.locator('#field-workEmail').fill('otto@varha.example.fi')
    },
  },
  {
    name: 'the order form of a staff card with its errors',
    as: riitta,
    open: async (page, base) => {
      await openStaffForm(page, base)
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-termsAccepted[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the order form with a document read by a scanner',
    as: riitta,
    open: async (page, base, there) => {
      const visitor = await openOrderForm(page, base, there)
      await scan(page, zoneOf(visitor))
      await page.locator('#field-identification-documentNumber[value="PA1234567"]').waitFor()
      await untilFocused(page, 'input radio')
    },
  },
  {
    name: 'a document in doubt, with the errors of its form',
    as: riitta,
    open: async (page, base, there) => {
      await openOrderForm(page, base, there)
      await page.locator('#field-identification-documentNumber').fill('PA1234567')
      await page.locator('[aria-labelledby=question-2] button').last().click()
      await page.locator('#field-observation').waitFor()
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-observation[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the inquiries of a point',
    as: riitta,
    open: async (page, base) => {
      await page.goto(`${base}/desk/inquiries`)
      await page.locator('a[href*="/desk/inquiries/"]').first().waitFor()
    },
  },
  {
    name: 'an inquiry at the desk',
    as: riitta,
    open: async (page, base, { inquiry }) => {
      await page.goto(`${base}/desk/inquiries/${inquiry.inquiryId}`)
      await page.locator('#withdrawing').waitFor()
    },
  },
  {
    name: 'the statement of a card that is sent home, in Swedish and with its photo',
    as: riitta,
    open: async (page, base, there) => {
      await openOrderForm(page, base, there)
      await choosePhoto(page)
      await page.locator('main [role=group] button').first().click()
      await page.locator('canvas').waitFor({ state: 'detached' })
      await page.locator('#field-delivery-home').press('Space')
      await page.locator('#field-language-sv').press('Space')
      await fillEveryOrder(page, { hasPhoto: true })
      await page.locator('[lang=sv] img').waitFor()
      await page.locator('#statement-text button').first().click()
      await page.locator('#statement-text pre').waitFor()
    },
  },
  {
    name: 'a statement that is confirmed on paper, with its errors',
    as: riitta,
    open: async (page, base, there) => {
      await openStatement(page, base, there)
      await page.locator('#confirm-paper').press('Space')
      await page.locator('#confirm-order').press('Enter')
      await page.locator('#confirm-stored-at[aria-invalid=true]').waitFor()
    },
  },
  { name: 'the statement of a staff card to be signed', as: riitta, open: openStaffStatement },
  {
    name: 'the order of a staff card, with why it was decided so',
    as: riitta,
    open: async (page, base, there) => {
      await openStaffStatement(page, base)
      const { orders: all } = await there.riitta.request(listOrders, {})
      const { orderId } = all.find(({ product }) => product === 'staff-card') ?? there.order
      await page.goto(`${base}/desk/orders/${orderId}`)
      await page
        .getByText(/(23,00|23\.00)/)
        .first()
        .waitFor()
    },
  },
  {
    name: 'the confirmed order',
    as: riitta,
    open: async (page, base, there) => {
      const visitor = await openStatement(page, base, there)
      await confirmByName(page, visitor)
      await page
        .getByRole('button', { name: /^(Allekirjoita kort|Underteckna med|Sign with)/ })
        .click()
      await page.locator('#next').waitFor()
    },
  },
  { name: 'the orders', as: riitta, open: (page, base) => page.goto(`${base}/desk/orders`) },
  {
    name: 'the orders, with the errors of their search',
    as: riitta,
    open: async (page, base) => {
      await page.goto(`${base}/desk/orders`)
      await page.locator('#list-search').fill('x')
      await page.locator('#list-from').fill('eilen')
      await page.keyboard.press('Enter')
      await page.locator('#list-search[aria-invalid=true]:focus').waitFor()
    },
  },
  {
    name: 'an order',
    as: riitta,
    open: (page, base, { order }) => page.goto(`${base}/desk/orders/${order.orderId}`),
  },
  {
    name: 'an order to be cancelled: the confirmation dialog',
    as: riitta,
    open: async (page, base, { desk, stranger }) => {
      const { orderId } = await desk.sign(await desk.draft(stranger().identityCode))
      await page.goto(`${base}/desk/orders/${orderId}`)
      await page.locator('[aria-labelledby=cancelling] button').first().click()
      await openDialog(page)
    },
  },
  {
    name: 'a draft that was left',
    as: riitta,
    open: async (page, base, { desk, stranger }) => {
      const { orderId } = await desk.draft(stranger().identityCode)
      await page.goto(`${base}/desk/orders/${orderId}`)
      await page.locator('#draft').waitFor()
    },
  },
  {
    name: 'the choice of a photo file',
    as: riitta,
    open: async (page, base, there) => {
      await openOrderForm(page, base, there)
      await page.locator('#field-photo-upload').press('Space')
      await page.locator('input[type=file]').waitFor({ state: 'attached' })
    },
  },
  {
    name: 'a file that is no photo',
    as: riitta,
    open: async (page, base, there) => {
      await openOrderForm(page, base, there)
      await page.locator('#field-photo-upload').press('Space')
      const file = { name: 'face.png', mimeType: 'image/png', buffer: Buffer.from('no picture') }
      await page.locator('input[type=file]').setInputFiles(file)
      await page.locator('main [class*=alert]').first().waitFor()
    },
  },
  {
    name: 'the framing of a photo',
    as: riitta,
    open: async (page, base, there) => {
      await openOrderForm(page, base, there)
      await choosePhoto(page)
    },
  },
  {
    name: 'a framed photo',
    as: riitta,
    open: async (page, base, there) => {
      await openOrderForm(page, base, there)
      await choosePhoto(page)
      await page.locator('main [role=group] button').first().click()
      await page.locator('canvas').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'the desk when the service does not answer',
    as: riitta,
    open: async (page, base) => {
      await page.route('**/api/v1/**', (route) => route.abort())
      await page.goto(`${base}/desk`)
    },
  },
  {
    name: 'the desk, to a holder',
    as: ({ aino }) => aino,
    open: (page, base) => page.goto(`${base}/desk`),
  },
]

/** Checked in forced colours and by keyboard in every run; the others in the long tests. */
export const closely: ReadonlySet<string> = new Set(['the order form with its errors'])
