import { describe } from 'node:test'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { seededPages } from '@sotevarmenne/tests/seeded-pages'
import { closely, pages } from './desk-order-pages.ts'
import { subjects } from './desk-order-steps.ts'
import { testOrdersByKeyboard } from './desk-orders-by-keyboard.ts'

/** Every page of visitors and orders at the desk, in every language. */
describe(
  'every page of the portal, of orders at the desk',
  { concurrency: 3, skip: noBrowser() },
  () => {
    const { inPage, checkPages } = seededPages(subjects)

    checkPages('portal', pages, closely)

    testOrdersByKeyboard(inPage)
  },
)
