import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { addWebhook, listWebhookDeliveries, testWebhook } from '@sotevarmenne/api/webhooks'
import { openDialog } from '@sotevarmenne/tests/browser/focus'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { seededPages, type SeededPage, type ThereIs } from '@sotevarmenne/tests/seeded-pages'
import { accounts } from '@sotevarmenne/tests/world/organisations'

const organisations = accounts()
const subjects = [organisations] as const
type There = ThereIs<typeof subjects>

const aino = (there: There) => there.aino
const open = (page: Page, base: string, { helsinki }: There) =>
  page.goto(`${base}/organisation/${helsinki}/webhooks`)

/** Of a receiver at which nobody listens. */
async function aWebhook(there: There, name = 'Henkilöstöjärjestelmä') {
  const { helsinki: organisationId } = there
  return there.aino.request(addWebhook, {
    ...{ organisationId, name, url: 'https://127.0.0.1:9/webhook' },
    kinds: ['card.issued', 'card.cancelled', 'invoice.sent'],
  })
}

const pages: readonly SeededPage<There>[] = [
  {
    name: 'the webhooks of an organisation, with the errors of the form',
    as: aino,
    open: async (page, base, there) => {
      await aWebhook(there)
      await open(page, base, there)
      await page.locator('main li a').first().waitFor()
      await page.locator('form button[type=submit]').press('Enter')
      await page.locator('#field-name[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'a webhook whose receiver does not work, with its deliveries',
    as: aino,
    open: async (page, base, there) => {
      const { helsinki: organisationId } = there
      const { endpointId } = await aWebhook(there, 'Laskutusjärjestelmä')
      await there.aino.request(testWebhook, { organisationId, endpointId })
      await there.service.webhookQueue.drain()
      await page.goto(`${base}/organisation/${organisationId}/webhooks/${endpointId}`)
      await page.locator('main li').first().waitFor()
    },
  },
]

describe('the pages of webhooks', { concurrency: 3, skip: noBrowser() }, () => {
  const { inPage, checkPages } = seededPages(subjects)

  checkPages('organisations', pages)

  it('a webhook is added, tested, sent again, given another secret, disabled and removed on its page (R525, R526)', () =>
    inPage(aino, async (page, there) => {
      const { helsinki: organisationId } = there
      const button = (name: string) => page.getByRole('button', { name, disabled: false })
      const confirm = async () => {
        await openDialog(page)
        await page.getByRole('dialog').getByRole('button').first().press('Enter')
      }
      const said = (words: string) => page.locator('main div:focus', { hasText: words }).waitFor()
      await open(page, `${there.portal}/en`, there)
      await page.locator('#field-name').fill('HR')
      await page.locator('#field-url').fill('https://127.0.0.1:9/hooks')
      await page.locator('[id="field-kinds-card.issued"]').press('Space')
      await page.locator('form button[type=submit]').press('Enter')
      await said('The webhook has been added')
      const secret = (await page.locator('main code').textContent()) ?? ''
      assert.match(secret, /^whsec_/)
      await page.reload()
      await page.getByRole('link', { name: 'HR', exact: true }).press('Enter')
      await page.getByRole('heading', { name: 'HR', exact: true }).waitFor()
      assert.equal(await page.locator('main code').count(), 0, 'it is shown once')
      const endpointId = new URL(page.url()).pathname.split('/').at(-1) ?? ''

      await button('Send a test message').press('Enter')
      await said('The test message is being sent')
      await there.service.webhookQueue.drain()
      await button('Refresh the list').press('Enter')
      await page.getByText('no connection to the server').waitFor()
      await button('Send again: Test message').press('Enter')
      await said('The message is being sent again')
      await there.service.webhookQueue.drain()
      const { deliveries } = await there.aino.request(listWebhookDeliveries, {
        ...{ organisationId, endpointId },
      })
      assert.deepEqual(
        deliveries.map(({ kind, attempts, lastFault }) => [kind, attempts, lastFault]),
        [['webhook.test', 1, 'no-connection']],
      )

      await button('Change the signing secret').press('Enter')
      await confirm()
      await said('The signing secret has been changed')
      assert.notEqual(await page.locator('main code').textContent(), secret)
      await page.getByText('Signs too, until').waitFor()
      await button('Disable the webhook').press('Enter')
      await confirm()
      await said('The webhook has been disabled')
      // What the page asks for after the next change comes late, when the webhook is removed already.
      const removed = Promise.withResolvers<undefined>()
      await page.route(
        /\/webhooks$/,
        async (route) => {
          const response = await route.fetch()
          await removed.promise
          await route.fulfill({ response }).catch(() => undefined)
        },
        { times: 1 },
      )
      await button('Enable the webhook').press('Enter')
      await said('The webhook has been enabled')
      await button('Remove the webhook').press('Enter')
      await confirm()
      // The focus passes on with the address.
      await page.getByText('The webhook has been removed').waitFor()
      removed.resolve(undefined)
      await page.getByRole('link', { name: 'HR', exact: true }).waitFor({ state: 'detached' })
    }))
})
