import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { seededPages, type SeededPage, type ThereIs } from '@sotevarmenne/tests/seeded-pages'
import { memberRoles } from '@sotevarmenne/tests/world/member-roles'
import { accounts } from '@sotevarmenne/tests/world/organisations'

const organisations = accounts()
const subjects = [organisations, memberRoles(organisations)] as const
type There = ThereIs<typeof subjects>

const open = async (page: Page, base: string, { helsinki }: There, path = ''): Promise<void> => {
  await page.goto(`${base}/organisation/${helsinki}${path}`)
  await page.locator('main h1').waitFor()
}

const notEnough = 'Your role in the organisation is not enough for this'

const pages: readonly SeededPage<There>[] = [
  {
    name: 'the account of an organisation, for finance',
    as: ({ finance }) => finance,
    open: async (page, base, there) => {
      await open(page, base, there)
      await page.locator('main a[href$="/fees"]').first().waitFor()
    },
  },
  {
    name: 'the prepared orders of an organisation, for a reader',
    as: ({ reader }) => reader,
    open: async (page, base, there) => {
      await open(page, base, there, '/prepared-orders')
      await page.locator(`main a[href$="/organisation/${there.helsinki}"]`).waitFor()
    },
  },
]

describe(
  'the pages of an account in the roles of finance and of a reader',
  { concurrency: 3, skip: noBrowser() },
  () => {
    const { inPage, checkPages } = seededPages(subjects)

    checkPages('organisations', pages)

    it('finance has the links of billing, and none of cards, orders, agreements and keys (R530, R532)', () =>
      inPage(
        ({ finance }) => finance,
        async (page, there) => {
          await open(page, `${there.portal}/en`, there)
          await page.locator('main a[href$="/fees"]').first().waitFor()
          await page.getByText('Finance', { exact: true }).waitFor()
          const addresses = await Promise.all(
            (await page.locator('main a').all()).map((link) => link.getAttribute('href')),
          )
          const links = addresses.map((address) => address?.split('/').at(-1))
          for (const shown of ['facts', 'fees', 'people', 'point-prices'])
            assert.ok(links.includes(shown), shown)
          for (const hidden of [
            ...['cards', 'prepared-orders', 'employment-ends', 'registrars', 'certificates'],
            ...['test-cards', 'agreements', 'cases', 'api-keys', 'webhooks'],
          ])
            assert.ok(!links.includes(hidden), hidden)
          await page.getByRole('heading', { name: 'Needs your attention' }).waitFor()
          for (const path of ['', '/fees', '/people', '/facts', '/point-prices']) {
            await open(page, `${there.portal}/en`, there, path)
            await page.waitForLoadState('networkidle')
            assert.equal(await page.getByText(notEnough).count(), 0, path)
          }
          await page.goto(`${there.portal}/en/organisation/${there.helsinki}/cards`)
          await page.getByText(notEnough).first().waitFor()
        },
      ))

    it('a reader sees the pages of an administrator without a button that changes something (R531, R532)', () =>
      inPage(
        ({ reader }) => reader,
        async (page, there) => {
          const base = `${there.portal}/en`
          await open(page, base, there)
          await page.locator('main a[href$="/webhooks"]').waitFor()
          for (const path of [
            ...[
              'prepared-orders',
              'cards',
              'employment-ends',
              'registrars',
              'certificates',
              'cases',
            ],
            ...['test-cards', 'agreements', 'api-keys', 'webhooks', 'facts', 'people'],
          ]) {
            await open(page, base, there, `/${path}`)
            await page
              .locator('main a[href$="/organisation/' + there.helsinki + '"]')
              .first()
              .waitFor()
            assert.equal(
              await page
                .locator('main form button[type=submit]')
                .filter({ hasNotText: /Search|Show/ })
                .count(),
              0,
              path,
            )
            assert.equal(await page.locator('main a[href$="/new"]').count(), 0, path)
            assert.equal(await page.getByText(notEnough).count(), 0, path)
          }
        },
      ))

    it('an administrator invites people in the new roles, with what they may do in plain words (R530, R531)', () =>
      inPage(
        ({ aino }) => aino,
        async (page, there) => {
          await open(page, `${there.portal}/en`, there, '/people')
          const form = page.locator('section[aria-labelledby=invite]')
          await form.locator('#field-email').fill('lukija@example.fi')
          await form.getByText('changes and signs nothing').waitFor()
          await form.getByRole('radio', { name: 'Reader' }).press('Space')
          await form.locator('button[type=submit]').press('Enter')
          await page.getByText('lukija@example.fi').waitFor()
          await page.getByText('Finance, ').first().waitFor()
        },
      ))
  },
)
