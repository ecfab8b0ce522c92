import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { violationsOf } from '@sotevarmenne/tests/browser/look-at-page'
import { portalPages, type PortalPage } from '@sotevarmenne/tests/browser/portal-pages'

const idOf = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

async function find(page: Page, base: string, identityCode: string): Promise<void> {
  await page.goto(`${base}/desk`)
  await page.locator('#identity-code').fill(identityCode)
  await page.keyboard.press('Enter')
  await page.locator('#visitor-name').waitFor()
}

async function openOrderForm(
  page: Page,
  base: string,
  identityCode = '140388-9039',
): Promise<void> {
  await find(page, base, identityCode)
  await page.locator('a[href$="/desk/order"]').click()
  await page.locator('#question-1').waitFor()
}

/** Simulates the reader software with a card and a holder who types the right PIN. */
const respondAsReader = (page: Page): Promise<unknown> =>
  page.route('http://127.0.0.1:53951/**', (route) => {
    const version = { hashAlgorithms: 'SHA256, SHA384', signatureAlgorithms: 'SHA384withECDSA' }
    const signed = {
      status: 'ok',
      reasonCode: 200,
      signature: 'c2lnbmVk',
      signatureAlgorithm: 'SHA384withECDSA',
      chain: ['bGVhZg=='],
    }
    return route.fulfill({
      json: route.request().url().endsWith('/version') ? version : signed,
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
    })
  })

const pages: readonly PortalPage[] = [
  {
    name: 'the order form of a staff card, filled from what the employer prepared',
    as: 'registrar',
    open: async (page, base) => {
      await find(page, base, '250690-906D')
      await page.locator('a[href*="/desk/order/staff-card?prepared="]').click()
      await page.locator('#field-title').waitFor()
      assert.equal(await page.locator('#field-title').inputValue(), 'Osastonsihteeri')
      assert.equal(await page.locator('#field-employmentEndsOn').inputValue(), '30.6.2027')
      assert.ok(await page.locator('#field-declaration-logsIn').isChecked())
      assert.equal(await page.locator('#field-declaration-givenBy').inputValue(), 'Esko Esihenkilö')
      await page.locator('#field-employer:checked').waitFor()
      assert.equal(await page.locator('#field-certificate').count(), 0)
    },
  },
  {
    name: 'a card of which a blank card was rejected',
    as: 'registrar',
    open: (page, base) => page.goto(`${base}/desk/cards/${idOf(106)}`),
  },
  {
    name: 'a card whose production failed for good',
    as: 'registrar',
    open: (page, base) => page.goto(`${base}/desk/cards/${idOf(107)}`),
  },
]

/** What the seeded server does not show yet (seeded-pages.ts), by a fake of the service. */
describe('every page of the portal', { concurrency: 3, skip: noBrowser() }, () => {
  const { inPage, checkPages } = portalPages()

  checkPages('portal', pages)

  describe('by keyboard and in time', () => {
    it('the desk locks when the card is removed, and continues where it was with the same card alone (R108)', () =>
      inPage('registrar', async (page, server) => {
        server.signInByWatchedCard('0a', idOf(1))
        await respondAsReader(page)
        let isIn = true
        await page.route('http://127.0.0.1:53951/presence**', async (route) => {
          const requested = new URL(route.request().url()).searchParams
          assert.match(requested.get('serial') ?? '', /^0[ab]$/)
          const end = performance.now() + Number(requested.get('seconds')) * 1000
          while (isIn && performance.now() < end) await sleep(20)
          await route
            .fulfill({
              json: { card: isIn ? 'in' : 'out' },
              headers: { 'access-control-allow-origin': '*' },
            })
            // The page may be gone by now.
            .catch(() => undefined)
        })
        await openOrderForm(page, `${server.url}/en`)
        await page.locator('#field-identification-documentNumber').fill('PA1234567')
        const signedOut = page.waitForRequest(/\/session\?because=card-taken-out$/)
        isIn = false
        await page.locator('h1:focus', { hasText: 'The desk is locked' }).waitFor()
        assert.ok(await page.locator('#question-1').isHidden())
        assert.equal(await page.locator('#sign-in-by-suomi-fi').count(), 0)
        assert.deepEqual(await violationsOf(page), [])
        await signedOut
        await page.locator('#sign-in-by-card').waitFor()

        isIn = true
        assert.ok(await page.locator('#question-1').isHidden(), 'a card in the reader is no PIN')
        await page.locator('#sign-in-by-card').click()
        await page.locator('#question-1').waitFor()
        assert.equal(
          await page.locator('#field-identification-documentNumber').inputValue(),
          'PA1234567',
        )
        isIn = false
        await page.getByText('The desk is locked').waitFor()

        // The registrar's other card, a spare one, opens the desk from its start.
        server.signInByWatchedCard('0b', idOf(2))
        isIn = true
        await page.locator('#sign-in-by-card').click()
        await page.locator('#identity-code').waitFor()
        assert.equal(await page.locator('#question-1').count(), 0)
      }))
  })

  it('a card with nothing delivered is cancelled for that reason', () =>
    inPage('registrar', async (page, server) => {
      await page.goto(`${server.url}/en/desk/cards/${idOf(107)}`)
      await page.getByText('The limits of the PINs on the card are not right').waitFor()
      await page.locator('[aria-labelledby=card-cancellation] button').click()
      await page.locator('[role=dialog] button').first().click()
      await page.locator('[role=dialog]').waitFor({ state: 'detached' })
      const cancelled = server.environment.cards.find(({ cardId }) => cardId === idOf(107))
      assert.equal(cancelled?.cancelled?.reason, 'production-failed')
    }))
})
