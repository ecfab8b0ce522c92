import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { aSigningEnvironment, signedPdf } from '@sotevarmenne/signatures/testing'
import { plainPdf } from '@sotevarmenne/signatures/testing/documents'
import { noon } from '@sotevarmenne/x509/testing'
import { noBrowser } from '../support/browser.ts'
import { openDialog, untilFocused } from '../support/focus.ts'
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

async function bookAppointment(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/points/${idOf(900)}`)
  await page.locator('input[type=radio]').first().press('Space')
  await page.locator('[id="field-services-registering"]').press('Space')
  await page.locator('#field-name').fill('Aino Esimerkki')
  await page.locator('#field-phone').fill('040 123 4567')
  await page.locator('[aria-labelledby=book] form button[type=submit]').click()
  await page.locator('#move').waitFor()
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

/** Simulates the reader software and the result of a relay through it; `undefined` while the person acts. */
const respondToRelay = (page: Page, response: object | undefined): Promise<unknown> =>
  page.route('http://127.0.0.1:53951/**', (route) => {
    const isRelay = route.request().url().endsWith('/relay')
    if (isRelay && response === undefined) return
    return route.fulfill({
      json: isRelay ? response : { hashAlgorithms: '' },
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
    })
  })

/** For a card in the lists, to a letter address that its holder gives. */
async function requestNewCode(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/desk/cards/${idOf(200)}`)
  await page.locator('a[href$="/new-code"]').click()
  await page.locator('#field-identification-documentType').press('Space')
  await page.locator('#field-identification-documentNumber').fill('PA1234567')
  await page.locator('#field-identification-expires').fill('31.12.2030')
  await page.locator('#field-letterTo-address').press('Space')
  await page.locator('#field-letterAddress-street').fill('Esimerkkikatu 3')
  await page.locator('#field-letterAddress-postalCode').fill('00100')
  await page.locator('#field-letterAddress-postOffice').fill('HELSINKI')
  await page.locator('form button[type=submit]').click()
  await openDialog(page)
}

/** Documents as their readers have them: unsigned, and signed twice, the second time by an unknown person. */
const environment = aSigningEnvironment(noon)
const wishes = { kind: 'signature', signedAt: noon, label: 'Signature' } as const
const chooseDocument = async (page: Page, address: string, bytes: Uint8Array): Promise<void> => {
  await page.goto(address)
  await page.locator('input[type=file]').setInputFiles({
    name: 'sopimus.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(bytes),
  })
}

const pages: readonly PortalPage[] = [
  {
    name: 'a document whose signatures do not all hold',
    as: 'nobody',
    open: async (page, base) => {
      const twice = await signedPdf(
        await signedPdf(plainPdf(), environment.key, wishes),
        environment.key,
        wishes,
      )
      await chooseDocument(page, `${base}/check-document`, twice)
      await page.locator('#signature-2').waitFor()
    },
  },
  {
    name: 'the registration points',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/points?county=southwest-finland`)
      await page.locator('main li').first().waitFor()
    },
  },
  {
    name: 'a registration point with the errors of its appointment form',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/points/${idOf(900)}`)
      await page.locator('input[type=radio]').first().waitFor()
      await page.locator('[aria-labelledby=book] form button[type=submit]').click()
      await page.locator('#field-name[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'an appointment that was just made',
    as: 'nobody',
    open: bookAppointment,
  },
  {
    name: 'an appointment to be cancelled: the confirmation dialog',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/appointment#${'A'.repeat(43)}`)
      await page.locator('#move').waitFor()
      await page.getByRole('button', { name: /^(Peru|Avboka|Cancel)/ }).click()
      await openDialog(page)
    },
  },
  {
    name: 'an appointment without its link',
    as: 'nobody',
    open: (page, base) => page.goto(`${base}/appointment`),
  },
  {
    name: 'the visits of the day',
    as: 'registrar',
    open: async (page, base) => {
      await page.goto(`${base}/desk/day`)
      await page.locator('#call-next').waitFor()
    },
  },
  {
    name: 'a complaint that was just made',
    as: 'registrar',
    open: async (page, base) => {
      await page.goto(`${base}/desk/cards/${idOf(200)}`)
      await page.locator('input[name=fault]').first().press('Space')
      await page.locator('#complain').click()
      await openDialog(page)
      await page.locator('[role=dialog] button').first().click()
      await page.locator('a[href$="/desk/complaints"]').last().waitFor()
    },
  },
  {
    name: 'the complaints of the point',
    as: 'registrar',
    open: async (page, base) => {
      await page.goto(`${base}/desk/complaints`)
      await page.locator('main li a').first().waitFor()
    },
  },
  {
    name: 'the cards that nobody has fetched: the confirmation dialog before one is destroyed',
    as: 'registrar',
    open: async (page, base) => {
      await page.goto(`${base}/desk/uncollected`)
      await page.locator('main li').first().locator('button').last().click()
      await openDialog(page)
    },
  },
  {
    name: 'the cards that nobody has fetched',
    as: 'registrar',
    open: async (page, base) => {
      await page.goto(`${base}/desk/uncollected`)
      await page.locator('main li a').first().waitFor()
    },
  },
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
  { name: 'a missing page', as: 'nobody', open: (page, base) => page.goto(`${base}/nothing`) },
  { name: 'the sign-in', as: 'nobody', open: (page, base) => page.goto(`${base}/sign-in`) },
  {
    name: 'the sign-in without reader software',
    as: 'nobody',
    open: async (page, base) => {
      await page.route('http://127.0.0.1:53951/**', (route) => route.abort())
      await page.goto(`${base}/sign-in`)
      await page.locator('#sign-in-by-card').click()
      await page.locator('main [class*=alert]').first().waitFor()
    },
  },
  {
    name: 'the test of a card, one use of which works',
    as: 'nobody',
    open: async (page, base) => {
      await respondAsReader(page)
      await page.goto(`${base}/test-my-card`)
      for (const [use, works] of [
        ['log-in', true],
        ['signature', false],
      ] as const) {
        await page.locator(`#start-${use}`).click()
        await page.locator(`[aria-labelledby=test-${use}] [data-works=${String(works)}]`).waitFor()
      }
    },
  },
  {
    name: 'the sign-in while Suomi.fi does not answer',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/sign-in`)
      await page.locator('#sign-in-by-suomi-fi').click()
      await page.locator('main [class*=alert]').first().waitFor()
    },
  },
  {
    name: 'the sign-in with a wrong password',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/sign-in`)
      await page.locator('#field-userName').fill('otto.esimerkki')
      await page.locator('#field-password').fill('kivi hauki saha')
      await page.keyboard.press('Enter')
      await page.locator('main [class*=alert]').first().waitFor()
    },
  },
  {
    name: 'the answer of Suomi.fi about somebody unknown',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/sign-in/suomi-fi?code=1&state=2`)
      await page.locator('main [class*=alert]').first().waitFor()
    },
  },
  {
    name: 'the sign-in after the browser broke off the client-certificate sign-in',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/sign-in`)
      await page.evaluate(() => {
        sessionStorage.setItem('client-certificate-attempt', '{"attempt":"of a test"}')
      })
      await page.reload()
      await page.locator('#client-certificate-help button').click()
      await page.locator('[aria-labelledby=client-certificate] section[class*=alert]').waitFor()
    },
  },
  {
    name: 'the end of the client-certificate sign-in, where no certificate was chosen',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/sign-in/card?code=1`)
      await page.locator('main [class*=alert]').first().waitFor()
    },
  },
  {
    name: 'the page after the sign-out',
    as: 'nobody',
    open: (page, base) => page.goto(`${base}/signed-out`),
  },
  {
    name: 'a visitor who was called from the day, for whom an organisation pays',
    as: 'registrar',
    open: async (page, base) => {
      await page.goto(`${base}/desk/day`)
      await page.locator('#to-visitor').first().click()
      await page.locator('input[type=radio][value=organisation]').press('Space')
      await page.locator('#field-businessId').press('Enter')
      await page.locator('#field-businessId[aria-invalid=true]').waitFor()
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
    name: 'the desk right after the sign-in by card',
    as: 'nobody',
    open: async (page, base) => {
      await respondAsReader(page)
      await page.goto(`${base}/sign-in`)
      await page.locator('#sign-in-by-card').click()
      await page.locator('#identity-code').waitFor()
    },
  },
  { name: 'the cards', as: 'registrar', open: (page, base) => page.goto(`${base}/desk/cards`) },
  {
    name: 'the spare cards',
    as: 'registrar',
    open: async (page, base) => {
      await page.goto(`${base}/desk/spare-cards`)
      await page.locator('a[href*="/desk/spare-cards/"]').first().waitFor()
    },
  },
  {
    name: 'an overdue spare card',
    as: 'registrar',
    open: async (page, base) => {
      await page.goto(`${base}/desk/spare-cards/${idOf(801)}`)
      await page.locator('#reminders').waitFor()
    },
  },
  {
    name: 'a spare card to hand over: what its holder is told',
    as: 'registrar',
    open: async (page, base) => {
      await page.goto(`${base}/desk/spare-cards/${idOf(802)}`)
      await page.locator('[aria-labelledby=spare-hand-over] button').click()
      await openDialog(page)
    },
  },
  {
    name: 'a spare card to be decided, with the errors of its form',
    as: 'registrar',
    open: async (page, base) => {
      await find(page, base, '051170-904A')
      await page.locator('a[href$="/spare-card"]').click()
      await page.locator('#field-returnBy').waitFor()
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-returnBy[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'a spare card that was just made',
    as: 'registrar',
    open: async (page, base) => {
      await respondToRelay(page, { status: 'ok', reasonCode: 200, outcome: {} })
      await page.goto(`${base}/desk/spare-cards/${idOf(803)}`)
      await page.locator('[aria-labelledby=spare-production] button').click()
      await page.locator('#spare-hand-over').waitFor()
    },
  },
  {
    name: 'a spare card that came back and could not be emptied',
    as: 'registrar',
    open: async (page, base) => {
      const title = { fi: 'Kortti ei tyhjentynyt', sv: 'Kortet tömdes inte', en: 'Not emptied' }
      const refusal = { kind: 'not-emptied', title }
      await respondToRelay(page, { status: 'failed', reasonCode: 400, refusal })
      await page.goto(`${base}/desk/spare-cards/return`)
      await page.locator('main section button').click()
      await page.locator('main [class*=alert]').first().waitFor()
    },
  },
  {
    name: 'a new activation code at the desk: the confirmation dialog',
    as: 'registrar',
    open: (page, base) => requestNewCode(page, base),
  },
  {
    name: 'a new activation code ordered at the desk',
    as: 'registrar',
    open: async (page, base) => {
      await requestNewCode(page, base)
      await page.locator('[role=dialog] button').first().click()
      await page.locator('form').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'a card to hand over',
    as: 'registrar',
    open: (page, base) => page.goto(`${base}/desk/cards/${idOf(101)}`),
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
    name: 'a card cancelled at the desk: the confirmation dialog',
    as: 'registrar',
    open: async (page, base) => {
      await page.goto(`${base}/desk/cards/${idOf(102)}`)
      await page.locator('input[value=lost]').press('Space')
      await page.locator('[aria-labelledby=card-cancellation] button').click()
      await openDialog(page)
    },
  },
  {
    name: 'a card just handed over',
    as: 'registrar',
    open: async (page, base) => {
      await page.goto(`${base}/desk/cards/${idOf(101)}`)
      await page.locator('#field-identification-documentType').press('Space')
      await page.locator('#field-identification-documentNumber').fill('PA1234567')
      await page.locator('#field-identification-expires').fill('31.12.2030')
      await page.locator('form button[type=submit]').click()
      await page.locator('[aria-labelledby=hand-over]').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'an empty list',
    as: 'registrar',
    open: (page, base) => page.goto(`${base}/desk/cards?state=inProduction`),
  },
  {
    name: 'points with spare cards',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/spare-points`)
      await page.locator('#field-postalCode').fill('20100')
      await page.keyboard.press('Enter')
      await page.waitForURL(/near=20100/)
      await page.locator('main li a').first().waitFor()
    },
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
  {
    name: 'an address that its mail confirms',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/confirm-address#good`)
      await page.locator('main button').click()
      await page
        .getByText(/^(Osoite on vahvistettu|Adressen är bekräftad|The address is conf)/)
        .waitFor()
    },
  },
  {
    name: 'a confirmation while the service does not answer',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/confirm-address#good`)
      await page.route('**/api/v1/**', (route) => route.abort())
      await page.locator('main button').click()
      await page
        .getByText(/^(Palvelu ei vastaa|Tjänsten svarar inte|The service does not answer)/)
        .waitFor()
    },
  },
  {
    name: 'a confirmation that comes too late',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/confirm-address#late`)
      await page.locator('main button').click()
      await page.getByText(/^(Linkki on vanh|Länken har gått|The link has exp)/).waitFor()
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

    it('later and earlier days are shown without losing the focus', () =>
      inPage('nobody', async (page, server) => {
        await page.goto(`${server.url}/en/points/${idOf(900)}`)
        const later = page.getByRole('button', { name: 'Later days' })
        await later.focus()
        for (const day of ['3 December', '10 December']) {
          await page.keyboard.press('Enter')
          await page.getByText(`Thursday, ${day} 2026`).waitFor()
          await untilFocused(page, 'button Later days')
        }
        await page.getByRole('button', { name: 'Earlier days' }).click()
        await page.getByText('Thursday, 3 December 2026').waitFor()
      }))

    it('an appointment stays open in another language', () =>
      inPage('nobody', async (page, server) => {
        await bookAppointment(page, `${server.url}/en`)
        await page.getByRole('link', { name: 'Svenska' }).click()
        await page.getByRole('heading', { name: 'Flytta besöket' }).waitFor()
      }))

    it('a person who returns from client-certificate sign-in is signed in, on the requested page, and no code stays in the address', () =>
      inPage('nobody', async (page, server) => {
        const base = `${server.url}/en`
        await page.route('https://card.service.example/**', (route) =>
          route.fulfill({ status: 303, headers: { location: `${base}/sign-in/card?code=seen` } }),
        )
        await page.goto(`${base}/sign-in?return=%2Fen%2Fown%2Fsessions`)
        await page.locator('#sign-in-by-client-certificate').press('Enter')
        await page.waitForURL(`${base}/own/sessions`)
        // The attempt is used up: going back signs nobody in.
        await page.goto(`${base}/sign-in/card?code=seen`)
        await page.locator('main [class*=alert]').first().waitFor()
        assert.equal(page.url(), `${base}/sign-in/card`)
      }))

    it('a card’s cancellation is announced where the focus is', () =>
      inPage('registrar', async (page, server) => {
        await page.goto(`${server.url}/en/desk/cards/${idOf(102)}`)
        await page.locator('input[value=lost]').focus()
        await page.keyboard.press('Space')
        await page.locator('[aria-labelledby=card-cancellation] button').focus()
        await page.keyboard.press('Enter')
        await openDialog(page)
        await untilFocused(page, 'button Go back')
        await page.keyboard.press('Shift+Tab')
        await page.keyboard.press('Enter')
        await page.locator('[role=dialog]').waitFor({ state: 'detached' })
        const input = page.locator('div:focus', { hasText: 'The card is cancelled' })
        await input.waitFor()
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

    it('the desk stays locked while the service does not respond (R108)', () =>
      inPage('registrar', async (page, server) => {
        server.signInByWatchedCard('0a', idOf(1))
        await page.route('http://127.0.0.1:53951/presence**', (route) =>
          route.fulfill({
            json: { card: 'out' },
            headers: { 'access-control-allow-origin': '*' },
          }),
        )
        await page.route('**/session?because=*', (route) => route.abort())
        await page.goto(`${server.url}/en/desk`)
        await page.getByText('The desk is locked').waitFor()
        // The page reloads the session, as it does when its window becomes visible.
        const requested = page
          .waitForResponse(/\/session$/, { timeout: 1000 })
          .catch(() => undefined)
        await page.evaluate('window.dispatchEvent(new Event("visibilitychange"))')
        await requested
        await page.locator('#sign-in-by-card').waitFor()
        assert.equal(await page.locator('#identity-code').isVisible(), false)
      }))
  })

  it('a card is drawn in its own language and described in that of the page', () =>
    inPage('registrar', async (page, server) => {
      await page.goto(`${server.url}/en/desk/cards/${idOf(104)}`)
      const picture = page.getByRole('img', { name: /licensed social worker/ })
      const printed = (await picture.textContent()) ?? ''
      for (const text of ['legitimerad socialarbetare', 'Giltigt till', '24\u00a0nov.\u00a02031'])
        assert.ok(printed.includes(text), printed)
    }))

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
