import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import {
  listPreparedOrders,
  prepareOrder,
  withdrawManyPrepared,
} from '@sotevarmenne/api/employments'
import { openDialog } from '@sotevarmenne/tests/browser/focus'
import { makeTestCard } from '@sotevarmenne/tests/world/billing'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { seededPages, type SeededPage, type ThereIs } from '@sotevarmenne/tests/seeded-pages'
import { accounts } from '@sotevarmenne/tests/world/organisations'
import { agreements } from '@sotevarmenne/tests/world/agreements'

const organisations = accounts()
const subjects = [organisations, agreements(organisations)] as const
type There = ThereIs<typeof subjects>

const aino = (there: There) => there.aino

/** Orders of strangers who share a surname: others of the same organisation are not found by it. */
async function prepareGroup(there: There, surname: string, givenNames: readonly string[]) {
  for (const given of givenNames)
    await there.aino.request(prepareOrder, {
      organisationId: there.helsinki,
      ...{ identityCode: there.stranger().identityCode, name: `${given} ${surname}` },
      ...{ title: 'Osastonsihteeri', reference: `HR-${surname}-${given}` },
      declaration: { logsInToPatientSystems: true, givenBy: 'Esko Esihenkilö' },
    })
}

const openList = async (page: Page, base: string, { helsinki }: There, search: string) => {
  await page.goto(`${base}/organisation/${helsinki}/prepared-orders`)
  await page.locator('#list-search').fill(search)
  await page.keyboard.press('Enter')
  await page.locator('main li', { hasText: search }).first().waitFor()
}

/** Of the buttons above the list: those shown, all that match, no choice. */
const chooseAll = (page: Page) =>
  page.getByRole('button', {
    name: /^(Valitse kaikki haun tulokset|Välj alla sökresultat|Choose all search results)$/,
  })

const pdf = (name: string) => ({
  ...{ name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.7 ${name}`) },
})

const pages: readonly SeededPage<There>[] = [
  {
    name: 'prepared orders that are searched and chosen, and what their withdrawal would do',
    as: aino,
    open: async (page, base, there) => {
      await prepareGroup(there, 'Perunen', ['Aada', 'Eero'])
      await openList(page, base, there, 'Perunen')
      await chooseAll(page).press('Enter')
      await page.locator('#bulk-withdraw').press('Enter')
      await page.locator('#bulk-yes').waitFor()
    },
  },
  {
    name: 'files that are to be attached to prepared orders, some of which are nobody’s',
    as: aino,
    open: async (page, base, there) => {
      // Those of another language have been prepared before.
      const surname = `Liitto-${base.slice(-2)}`
      await prepareGroup(there, surname, ['Aada', 'Eero'])
      await openList(page, base, there, surname)
      await chooseAll(page).press('Enter')
      await page.locator('details:has(#bulk-certificates) > summary').press('Enter')
      await page
        .locator('#bulk-certificates')
        .setInputFiles([pdf(`${surname} Aada.pdf`), pdf('Joku Muu.pdf')])
      await page.locator('#bulk-yes').waitFor()
    },
  },
  {
    name: 'test cards that are searched by number, and the confirmation of their revocation',
    as: aino,
    open: async (page, base, there) => {
      await makeTestCard(there)
      await page.goto(`${base}/organisation/${there.helsinki}/test-cards`)
      await page.locator('main li input[type=checkbox]').first().press('Space')
      await page.locator('#revoke-many').press('Enter')
      await openDialog(page)
    },
  },
]

describe('pages of organisations for many at once', { concurrency: 3, skip: noBrowser() }, () => {
  const { inPage, checkPages } = seededPages(subjects)

  checkPages('organisations', pages)

  it('all search results are withdrawn after a preview, once, and nothing else is (R450)', () =>
    inPage(aino, async (page, there) => {
      await prepareGroup(there, 'Kertanen', ['Aada', 'Eero', 'Iida'])
      const base = `${there.portal}/en`
      await openList(page, base, there, 'Kertanen')
      const listed = () =>
        there.aino.request(listPreparedOrders, {
          ...{ organisationId: there.helsinki, search: 'Kertanen' },
        })
      await chooseAll(page).press('Enter')
      await page.locator('#bulk-withdraw').press('Enter')
      await page.getByText('Orders to be withdrawn: 3').waitFor()
      const { orders, counts } = await listed()
      assert.deepEqual(
        orders.map(({ state }) => state),
        ['waits', 'waits', 'waits'],
      )
      // Somebody else withdraws one meanwhile.
      await there.aino.request(withdrawManyPrepared, {
        organisationId: there.helsinki,
        rows: orders.slice(0, 1).map(({ preparedId }) => ({ preparedId, state: 'waits' as const })),
      })
      await page.getByRole('button', { name: 'Withdraw orders (3)' }).press('Enter')
      await page.locator('main div:focus', { hasText: 'Done: 2' }).waitFor()
      await page.getByText('Done already before: 1.').waitFor()
      const after = await listed()
      assert.deepEqual(
        after.orders.map(({ state }) => state),
        [...['withdrawn', 'withdrawn', 'withdrawn']],
      )
      assert.ok(after.counts.withdrawn >= counts.withdrawn + 3)
    }))

  it('chosen drafts alone are sent to the desk after a preview (R284, R450)', () =>
    inPage(aino, async (page, there) => {
      const draft = async (given: string) =>
        there.byPassword.request(prepareOrder, {
          organisationId: there.helsinki,
          ...{ identityCode: there.stranger().identityCode, name: `${given} Luonnos` },
          ...{ title: 'Osastonsihteeri' },
          declaration: { logsInToPatientSystems: true, givenBy: 'Esko Esihenkilö' },
        })
      await draft('Aada')
      await draft('Eero')
      await openList(page, `${there.portal}/en`, there, 'Luonnos')
      await page.getByRole('checkbox', { name: /Aada Luonnos/ }).press('Space')
      await page.locator('#bulk-send').press('Enter')
      await page.getByText('Drafts to be sent: 1.').waitFor()
      await page.locator('#bulk-yes').press('Enter')
      await page.locator('main div:focus', { hasText: 'Done: 1' }).waitFor()
      const { orders } = await there.aino.request(listPreparedOrders, {
        ...{ organisationId: there.helsinki, search: 'Luonnos' },
      })
      assert.deepEqual(orders.map(({ name, state }) => [name, state]).toSorted(), [
        ['Aada Luonnos', 'waits'],
        ['Eero Luonnos', 'draft'],
      ])
    }))

  it('a session that ends during an act leaves the rest unchanged, and the act goes on after another sign-in (R450)', () =>
    inPage(aino, async (page, there) => {
      await prepareGroup(there, 'Katkonen', ['Aada', 'Eero'])
      await openList(page, `${there.portal}/en`, there, 'Katkonen')
      await chooseAll(page).press('Enter')
      await page.locator('#bulk-withdraw').press('Enter')
      await page.route('**/prepared-orders/withdrawals', (route) =>
        route.fulfill({
          status: 403,
          contentType: 'application/problem+json',
          json: {
            ...{ type: '/problems/sign-in-too-old', kind: 'sign-in-too-old', status: 403 },
            title: 'Sign in again',
          },
        }),
      )
      await page.locator('#bulk-yes').press('Enter')
      await page.getByText('0 of 2 processed. The rest have not been changed.').waitFor()
      await page.unroute('**/prepared-orders/withdrawals')
      await page.getByRole('button', { name: 'Continue' }).press('Enter')
      await page.locator('main div:focus', { hasText: 'Done: 2' }).waitFor()
    }))

  it('files are attached to the orders of the people whose names they have, after a preview (R451)', () =>
    inPage(aino, async (page, there) => {
      await prepareGroup(there, 'Todistus', ['Aada', 'Eero'])
      await openList(page, `${there.portal}/en`, there, 'Todistus')
      await chooseAll(page).press('Enter')
      await page.locator('summary', { hasText: 'Attach employment certificates' }).press('Enter')
      await page
        .locator('#bulk-certificates')
        .setInputFiles([pdf('todistus_eero.pdf'), pdf('hr-todistus-aada.pdf'), pdf('other.pdf')])
      await page.getByText('Files to be attached: 2 of 3.').waitFor()
      await page.getByText('other.pdf: the name is of none of the chosen people').waitFor()
      await page.getByText('Eero Todistus: todistus_eero.pdf').waitFor()
      await page.locator('#bulk-yes').press('Enter')
      await page.locator('main div:focus', { hasText: 'Done: 2' }).waitFor()
      await page.locator('main li', { hasText: 'employment certificate attached' }).nth(1).waitFor()
      // The same again: no certificate is replaced.
      await chooseAll(page).press('Enter')
      await page.locator('summary', { hasText: 'Attach employment certificates' }).press('Enter')
      await page.locator('#bulk-certificate').setInputFiles(pdf('all.pdf'))
      await page.getByText('This can’t be done for: 2').waitFor()
      assert.equal(await page.locator('#bulk-yes').count(), 0)
    }))

  it('one certificate is attached to all chosen orders (R451)', () =>
    inPage(aino, async (page, there) => {
      await prepareGroup(there, 'Yhteinen', ['Aada', 'Eero'])
      await openList(page, `${there.portal}/en`, there, 'Yhteinen')
      await page.getByRole('button', { name: 'Choose all that are shown (2)' }).press('Enter')
      await page.locator('summary', { hasText: 'Attach employment certificates' }).press('Enter')
      await page.locator('#bulk-certificate').setInputFiles(pdf('all.pdf'))
      await page.getByText('Orders to which all.pdf will be attached: 2.').waitFor()
      await page.locator('#bulk-yes').press('Enter')
      await page.locator('main div:focus', { hasText: 'Done: 2' }).waitFor()
    }))
})
