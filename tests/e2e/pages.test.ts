import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { noBrowser } from '../support/browser.ts'
import { violationsOf } from '../support/look-at-page.ts'
import { portalPages, type PortalPage } from '../support/portal-pages.ts'

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

/** Begins a call and finds its holder. */
async function openCall(page: Page, base: string, search: string): Promise<void> {
  await page.goto(`${base}/hotline`)
  await page.locator('#hotline-search').fill(search)
  await page.keyboard.press('Enter')
  if (search === 'esimerkki') await page.locator('input[name=holder]').first().press('Space')
  await page.locator('#what-happened').waitFor()
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
    name: 'the cards that came back to the office',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/uncollected`)
      await page.locator('main li button').first().waitFor()
    },
  },
  {
    name: 'complaints by delivery of blanks',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/complaints`)
      await page.locator('main table').waitFor()
    },
  },
  {
    name: 'the revocation service as a call begins',
    as: 'agent',
    open: async (page, base) => {
      await page.goto(`${base}/hotline`)
      await page.locator('#hotline-search').waitFor()
    },
  },
  {
    name: 'a call of a holder whose cards are to be cancelled',
    as: 'agent',
    open: async (page, base) => {
      await openCall(page, base, '140388-9039')
      await page.locator('#field-cardNumberEnd').fill('4718')
    },
  },
  {
    name: 'a call on plausible identity with its errors',
    as: 'agent',
    open: async (page, base) => {
      await openCall(page, base, 'esimerkki')
      await page.locator('#field-caller-colleague').press('Space')
      await page.locator('#cancel-cards').click()
      await page.locator('main [class*=error-summary]').first().waitFor()
    },
  },
  {
    name: 'a call that was ended: what is read aloud',
    as: 'agent',
    open: async (page, base) => {
      await openCall(page, base, '140388-9039')
      await page.locator('#field-cardNumberEnd').fill('4718')
      await page.locator('#field-happened').press('Space')
      await page.locator('#cancel-cards').click()
      await page.locator('#next-call').waitFor()
    },
  },
  {
    name: 'the calls of the revocation service',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/hotline/calls`)
      await page.locator('main li a').first().waitFor()
    },
  },
  {
    name: 'a call whose holder is still to be reached',
    as: 'agent',
    open: async (page, base) => {
      await page.goto(`${base}/hotline/calls/b0000000-0000-4000-8000-000000000031`)
      await page.locator('#follow-up').waitFor()
    },
  },
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
  {
    name: 'the incidents that the public is told of, and one to be gone on with',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/incidents`)
      await page.locator('main li').first().waitFor()
      await page.locator('main button').first().click()
      await page.locator('#field-text-fi').waitFor()
    },
  },
  {
    name: 'an incident with the errors of its announcement',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/incidents`)
      await page.locator('main li').first().waitFor()
      await page.locator('main button').nth(1).click()
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-title-fi[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the cases that wait for the office',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/cases`)
      await page.locator('main li a').first().waitFor()
    },
  },
  {
    name: 'a rectification request that a case officer decides',
    as: 'caseOfficer',
    open: async (page, base) => {
      await page.goto(`${base}/operations/cases/d0000000-0000-4000-8000-000000000001`)
      await page.locator('#field-kind-accept').press('Space')
      await page.locator('#field-text').fill('Ammattinimike on kätilö.')
      await page.locator('#handle').waitFor()
    },
  },
]

/** Checked in forced colours and by keyboard in every run; the others are in the deep tests. */
const closely: ReadonlySet<string> = new Set(['the sign-in', 'own cards'])

/** Every page of the portal in every language, without the service: accessible, within the width of a phone, silent console. */
describe('every page of the portal', { concurrency: 3, skip: noBrowser() }, () => {
  const { inPage, checkPages } = portalPages()

  checkPages('portal', pages, closely)

  describe('by keyboard and in time', () => {
    it('a call about a lost card takes at most sixty keystrokes and one page from the search to the cancellation', () =>
      inPage('agent', async (page, server) => {
        await page.goto(`${server.url}/en/hotline`)
        await page.locator('#hotline-search:focus').waitFor()
        let addresses = 0
        page.on('framenavigated', () => (addresses += 1))
        let keystrokes = 0
        const press = async (key: string) => {
          keystrokes += 1
          await page.keyboard.press(key)
        }
        const type = async (text: string) => {
          for (const key of text) await press(key)
        }
        const tabTo = async (selector: string) => {
          const isThere = () =>
            page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)
          while (keystrokes <= 60 && (await isThere()) !== true) await press('Tab')
        }
        await type('140388-9039')
        await press('Enter')
        await page.locator('#field-cardNumberEnd').waitFor()
        await tabTo('[name=happened]')
        await press('Space')
        await tabTo('#field-cardNumberEnd')
        await type('4718')
        await press('Enter')
        await page.locator('#next-call').waitFor()
        // While the caller speaks: a minute, if each takes a second.
        assert.ok(keystrokes <= 60, `${String(keystrokes)} keystrokes`)
        assert.equal(addresses, 0)
      }))

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
