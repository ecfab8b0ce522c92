import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { viewBlankOrder } from '@sotevarmenne/api/blank-orders'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { seededPages, type SeededPage, type ThereIs } from '@sotevarmenne/tests/seeded-pages'
import { blankOrders, orderedSeries } from '@sotevarmenne/tests/world/blank-orders'

const subjects = [blankOrders()] as const
type There = ThereIs<typeof subjects>

const riitta = ({ riitta: registrar }: There) => registrar
const kaarlo = ({ kaarlo: caseOfficer }: There) => caseOfficer

const pages: readonly SeededPage<There>[] = [
  {
    name: 'the orders of blank cards of a point',
    as: riitta,
    open: async (page, base) => {
      await page.goto(`${base}/desk/blank-orders?show=all`)
      await page.locator('main li a').first().waitFor()
    },
  },
  {
    name: 'an order of blank cards without a number',
    as: riitta,
    open: async (page, base) => {
      await page.goto(`${base}/desk/blank-orders/new`)
      await page.locator('#field-address-street').waitFor()
      await page.locator('main form button[type=submit]').click()
      await page.locator('#field-amount[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the dialog before a waiting order of blank cards is withdrawn',
    as: riitta,
    open: async (page, base, { blankOrder }) => {
      await page.goto(`${base}/desk/blank-orders/${blankOrder.waiting}`)
      await page.locator('main h1 ~ div button').last().click()
      await page.locator('[role=dialog] button').first().waitFor()
    },
  },
  {
    name: 'an order of blank cards that its point receives',
    as: riitta,
    open: async (page, base, { blankOrder }) => {
      await page.goto(`${base}/desk/blank-orders/${blankOrder.sent}`)
      await page.locator('[aria-labelledby=receive]').waitFor()
    },
  },
  {
    name: 'the queue of orders of blank cards',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/blank-orders`)
      await page.locator('main li a').first().waitFor()
    },
  },
  {
    name: 'a waiting order of blank cards in the office',
    as: kaarlo,
    open: async (page, base, { blankOrder }) => {
      await page.goto(`${base}/operations/blank-orders/${blankOrder.waiting}`)
      await page.locator('[aria-labelledby=send]').waitFor()
    },
  },
  {
    name: 'an order of blank cards that was received with a difference',
    as: kaarlo,
    open: async (page, base, { blankOrder }) => {
      await page.goto(`${base}/operations/blank-orders/${blankOrder.received}`)
      await page.locator('main dl').waitFor()
    },
  },
]

describe('pages of orders of blank cards', { skip: noBrowser(), concurrency: 1 }, () => {
  const { inPage, checkPages } = seededPages(subjects)
  checkPages('portal', pages)

  it('a point receives what the office sent, but for one card (R403)', () =>
    inPage(riitta, async (page, there) => {
      const { sent } = there.blankOrder
      await page.goto(`${there.portal}/en/desk/blank-orders/${sent}`)
      const last = page.locator('#field-lastSerial')
      assert.equal(await last.inputValue(), orderedSeries.lastSerial)
      await page.locator('#field-absent').fill('9600000000000000000C')
      await page.getByRole('button', { name: 'Record as received' }).click()
      await page.locator('h1:focus').waitFor()
      await page.getByText('Received', { exact: true }).first().waitFor()
      const { received } = await there.riitta.request(viewBlankOrder, { orderId: sent })
      assert.deepEqual([received?.amount, received?.missing, received?.extra], [9, 1, 0])
    }))
})
