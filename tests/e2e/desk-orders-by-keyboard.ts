import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { viewOrder } from '@sotevarmenne/api/orders'
import { day, formatInstant, minute, plus } from '@sotevarmenne/kernel/instant'
import { openPageViewer, openPageViewerWithCamera } from '@sotevarmenne/tests/browser/chromium'
import { inWindow, movePagesBy } from '@sotevarmenne/tests/browser/windows'
import { enterPassport } from '@sotevarmenne/tests/browser/enter-passport'
import { openDialog, untilFocused } from '@sotevarmenne/tests/browser/focus'
import { listenTo } from '@sotevarmenne/tests/browser/read-aloud'
import { violationsOf } from '@sotevarmenne/tests/browser/look-at-page'
import { enter, type SeededPages } from '@sotevarmenne/tests/seeded-pages'
import { people } from '@sotevarmenne/tests/world/people'
import { aPortrait } from '../../apps/server/src/cards/photos/testing.ts'
import {
  choosePhoto,
  confirmByName,
  fillEveryOrder,
  find,
  openOrderForm,
  openStatement,
  orderFormOf,
  riitta,
  scan,
  signOnPad,
  type There,
  zoneOf,
} from './desk-order-steps.ts'

/** What a registrar does at the desk, from the visitor to the signed order. */
export function testOrdersByKeyboard(inPage: SeededPages<There>['inPage']): void {
  void describe('by keyboard and in time', () => {
    it('an order takes at most sixty keystrokes from the found visitor to the signature', () =>
      inPage(riitta, async (page, there) => {
        const visitor = there.stranger()
        await find(page, `${there.portal}/en`, visitor.identityCode)
        let keystrokes = 0
        const press = async (key: string) => {
          keystrokes += 1
          await page.keyboard.press(key)
        }
        const tabTo = async (selector: string) => {
          const isThere = () =>
            page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)
          while (keystrokes <= 60 && (await isThere()) !== true) await press('Tab')
        }
        await tabTo('a[href$="/desk/order"]')
        await press('Enter')
        await page.locator('#question-1').waitFor()
        await tabTo('#field-identification-machineReadableZone')
        // The scanner types, not the registrar; its last Enter moves on to the photo.
        await scan(page, zoneOf(visitor))
        await untilFocused(page, 'input radio')
        await press('Space')
        await tabTo('#field-termsAccepted')
        await press('Space')
        await tabTo('form button[type=submit]')
        await press('Enter')
        await page.locator('#statement').waitFor()
        // The applicant signs by pen, not the registrar.
        await signOnPad(page)
        await tabTo('#confirm-order')
        await press('Enter')
        await untilFocused(page, 'button Sign with card')
        await press('Enter')
        await page.locator('#next').waitFor()
        const pin2 = 6
        assert.ok(keystrokes + pin2 <= 60, `${String(keystrokes + pin2)} keystrokes`)
      }))

    it('the focus follows the photo from the file to the confirmed framing', () =>
      inPage(riitta, async (page, there) => {
        await openOrderForm(page, `${there.portal}/en`, there)
        await choosePhoto(page)
        await page.keyboard.press('Tab')
        await untilFocused(page, 'input range')
        for (let step = 0; step < 3; step += 1) await page.keyboard.press('Tab')
        await page.keyboard.press('Enter')
        await page.locator('canvas').waitFor({ state: 'detached' })
        await page.keyboard.press('Tab')
        await untilFocused(page, 'button Change the picture')
      }))

    it('a photo is taken with the camera, framed and stored', () =>
      inPage(riitta, async (_page, there) => {
        const folder = await mkdtemp(path.join(tmpdir(), 'camera-'))
        const picture = path.join(folder, 'portrait.mjpeg')
        await writeFile(picture, await aPortrait({ width: 1200, height: 1600 }))
        const withCamera = await openPageViewerWithCamera(picture)
        movePagesBy(withCamera, there.now() - Date.now())
        try {
          await inWindow(withCamera, async (page) => {
            await enter(page, there.riitta, await there.riitta.signInElsewhere(), there)
            await openOrderForm(page, `${there.portal}/en`, there)
            await page.locator('#field-photo-camera').press('Space')
            await page.getByRole('button', { name: 'Take the photo' }).click()
            await page.locator('canvas').waitFor()
            await page.getByRole('button', { name: 'Confirm the framing' }).click()
            await page.getByText('The framing of the photo is confirmed').waitFor()
          })
        } finally {
          await withCamera.close()
          await rm(folder, { recursive: true })
        }
      }))

    it('the picture of the card has the day of the service, whatever the clock of the workstation says', () =>
      inPage(riitta, async (_page, there) => {
        const { orderId } = await there.desk.draft(there.stranger().identityCode)
        const { validTo } = await there.riitta.request(viewOrder, { orderId })
        const behind = await openPageViewer()
        movePagesBy(behind, there.now() - Date.now() - 2 * day)
        try {
          await inWindow(behind, async (page) => {
            await enter(page, there.riitta, await there.riitta.signInElsewhere(), there)
            await openOrderForm(page, `${there.portal}/sv`, there)
            const [year, month, date] = validTo.split('-').map(Number)
            const shown = [date, month, year].join('.')
            await page.locator('aside svg text', { hasText: shown }).waitFor({ timeout: 10_000 })
          })
        } finally {
          await behind.close()
        }
      }))

    it('a name that is not the applicant’s confirms with a warning, and stands in the order', () =>
      inPage(riitta, async (page, there) => {
        await openOrderForm(page, `${there.portal}/fi`, there)
        await fillEveryOrder(page)
        await page.locator('#confirm-typed').press('Space')
        await page.locator('#confirm-name').fill('Mikki Hiiri 😀')
        await page.locator('#confirm-order').click()
        await page.getByText('Käytä kirjaimia, numeroita ja tavallisia välimerkkejä').waitFor()
        await page.locator('#confirm-name').fill('Mikki Hiiri')
        await page.locator('#confirm-order').click()
        await page.locator('main').getByText('Vahvistuksen nimi ei ole hakijan nimi').waitFor()
        await page.getByText('Nimi näytöllä: Mikki Hiiri').waitFor()
      }))

    it('an order with wrong data is cancelled, and its form opens filled in (R132)', () =>
      inPage(riitta, async (page, there) => {
        const { desk, stranger } = there
        const { orderId } = await desk.sign(await desk.draft(stranger().identityCode))
        await page.goto(`${there.portal}/en/desk/orders/${orderId}`)
        await page.locator('#correct-order').click()
        await openDialog(page)
        await page.locator('[role=dialog] button').first().click()
        await page.locator('#question-1').waitFor()
        const { state } = await there.riitta.request(viewOrder, { orderId })
        assert.equal(state, 'cancelled')
      }))

    it('the applicant checks a summary in the language of the card, without codes, and all of it', () =>
      inPage(riitta, async (page, there) => {
        await orderFormOf(page, `${there.portal}/fi`, people.studentWithLimits)
        await page.locator('#field-language-sv').press('Space')
        await fillEveryOrder(page)
        const summary = page.locator('section[aria-labelledby=statement]')
        const text = (await summary.locator('dl').textContent()) ?? ''
        assert.match(text, /Kortets leveransDu hämtar kortet: Esimerkkilän rekisteröintipiste/)
        assert.match(text, /Plats och tidEsimerkkilän rekisteröintipiste, .*20\d\d/)
        assert.doesNotMatch(text, /[0-9a-f]{8}-[0-9a-f]{4}|sha256|T\d\d |\d{4}-\d\d-\d\d/)
        const isCut = await page.evaluate<boolean>(
          `[...document.querySelectorAll('section[aria-labelledby=statement], section[aria-labelledby=statement] *')]
            .some((one) => one.scrollHeight > one.clientHeight + 1 && getComputedStyle(one).overflowY === 'auto')`,
        )
        assert.equal(isCut, false)
      }))

    it('the list of orders is searched and saved, and a wrong search shows no former result', () =>
      inPage(riitta, async (page, there) => {
        await page.goto(`${there.portal}/en/desk/orders`)
        const rows = page.locator('main li a[href*="/desk/orders/"]')
        await rows.nth(1).waitFor()
        await page.locator('#list-search').fill('Lääkäri Olli')
        await page.keyboard.press('Enter')
        await rows.nth(1).waitFor({ state: 'detached' })
        await rows.first().waitFor()
        assert.deepEqual(await rows.allTextContents(), ['Lääkäri Olli'])

        const saved = page.waitForEvent('download')
        await page.getByRole('button', { name: 'Save list (CSV)' }).click()
        const file = await readFile(await (await saved).path(), 'utf8')
        const [heading = '', row = '', end] = file.split('\r\n')
        assert.match(heading, /^"Name";"Card"/)
        assert.match(row, /^"Lääkäri Olli";"Professional card"/)
        assert.equal(end, '')

        await page.locator('#list-to').fill('yesterday')
        await page.keyboard.press('Enter')
        await page.getByText('Enter the day as 24.11.2026').waitFor()
        assert.equal(await rows.count(), 0)
        await page.locator('#list-to').fill('1.1.2020')
        await page.keyboard.press('Enter')
        await page.getByText('No orders match.').waitFor()
      }))

    it('an order is registered and confirmed by a registrar who only listens', () =>
      inPage(riitta, async (page, there) => {
        const { identityCode, givenNames, surname } = there.stranger()
        const listener = listenTo(page)
        await page.goto(`${there.portal}/fi/desk`)
        await listener.type('textbox, Henkilötunnus, nimi, kortin numero tai tilaus', identityCode)
        await listener.key('Enter')
        await listener.expectSaid('group, Miksi haet tietoja?')
        await listener.press(
          'radio, Asiakas on täällä, mutta häntä ei ole kutsuttu jonosta',
          'Space',
        )
        await listener.press('button, Näytä tiedot')
        await listener.expectSaid(`group, ${givenNames} ${surname}`)
        await listener.press('link, Tilaa ammattikortti')
        await listener.expectSaid(
          `heading, Ammattikortin tilaus: ${givenNames} ${surname}, level 1`,
        )
        await page.locator('#question-1').waitFor()
        await listener.press('button, Siirry allekirjoitukseen')
        await enterPassport(listener)
        await listener.press('radio, Ei kuvaa, not checked', 'Space')
        await listener.press('checkbox, Hakija hyväksyy käyttöehdot', 'Space')
        await listener.press('button, Siirry allekirjoitukseen')
        await page.locator('#statement').waitFor()
        await listener.expectPart(
          'main',
          'heading, Tarkista tietosi, level 2',
          'heading, Hakijan vahvistus, level 3',
        )
        await listener.tabTo('radio')
        await listener.choose('radio, Kirjoittaa nimensä näppäimistöllä, checked')
        await listener.press('button, Hakija vahvistaa')
        await listener.expectSaid('assertive: Vahvistus puuttuu. Täytä kohta ensin.')
        await listener.type(
          'textbox, Hakijan nimi, Vahvistus puuttuu. Täytä kohta ensin., invalid',
          `${givenNames} ${surname}`,
        )
        await listener.press('button, Hakija vahvistaa')
        await listener.expectSaid('polite: Hakija on vahvistanut')
        await listener.tabTo('button, Allekirjoita kortilla')
      }))

    it('a draft whose tab was closed is continued, changed with what was typed, and discarded', () =>
      inPage(riitta, async (page, there) => {
        const base = `${there.portal}/en`
        const visitor = await openStatement(page, base, there)
        const name = `${visitor.givenNames} ${visitor.surname}`
        await confirmByName(page, visitor)
        // Nothing of the tab is left but the session.
        await page.goto(`${base}/desk/orders`)
        await page.getByRole('button', { name: `Continue the order: ${name}` }).click()
        await page.locator('main').getByText('The applicant has confirmed the order').waitFor()
        await page.getByRole('button', { name: 'Sign with card' }).waitFor()

        await page.getByRole('button', { name: 'Change the data' }).click()
        await page.locator('#question-1').waitFor()
        const valueOf = (field: string) => page.locator(field).inputValue()
        assert.equal(await valueOf('#field-identification-documentNumber'), 'PA1234567')
        assert.equal(await valueOf('#field-identification-expires'), '31.10.2031')
        await page.locator('form button[type=submit]').click()
        await page.locator('#confirmation').waitFor()

        await page.goto(`${base}/desk/orders`)
        await page.getByRole('button', { name: `Change the data: ${name}` }).click()
        await page.locator('#question-1').waitFor()
        assert.equal(await valueOf('#field-identification-documentNumber'), 'PA1234567')
        await page.locator('form button[type=submit]').click()
        await page.locator('#confirmation').waitFor()

        await page.goto(`${base}/desk/orders`)
        const discard = page.getByRole('button', { name: `Discard the draft: ${name}` })
        await discard.click()
        await openDialog(page)
        await page.locator('[role=dialog] button').first().click()
        await discard.waitFor({ state: 'detached' })
      }))

    it('the reason of a look-up stays while the service does not respond, and is sent once', () =>
      inPage(riitta, async (page, there) => {
        let sent = 0
        let isAway = true
        await page.route('**/api/v1/visitors', async (route) => {
          if (!route.request().postData()?.includes('because')) return route.continue()
          sent += 1
          return isAway ? route.abort() : route.continue()
        })
        await page.goto(`${there.portal}/sv/desk`)
        await page.locator('#identity-code').fill(there.stranger().identityCode)
        await page.keyboard.press('Enter')
        await page.locator('#look-up-reason-other').press('Space')
        const text = page.locator('#look-up-reason-text')
        await text.fill('Kunden ringde i går')
        await page.locator('#look-up-with-reason').click()
        await page.getByText('Tjänsten svarar inte').first().waitFor()
        assert.equal(await text.inputValue(), 'Kunden ringde i går')
        isAway = false
        const before = sent
        await page.locator('#look-up-with-reason').dblclick()
        await page.locator('#visitor-name').waitFor()
        assert.equal(sent, before + 1)
      }))

    it('a cancelled signature returns the focus to its button', () =>
      inPage(riitta, async (page, there) => {
        await page.route(`${there.signingApi}/**`, (route) => route.abort())
        const visitor = await openStatement(page, `${there.portal}/en`, there)
        await confirmByName(page, visitor)
        const sign = page.getByRole('button', { name: 'Sign with card' })
        await sign.focus()
        await page.keyboard.press('Enter')
        await page.getByText('The reader software is not running').waitFor()
        await page.keyboard.press('Tab')
        await untilFocused(page, 'button Stop')
        await page.keyboard.press('Enter')
        await sign.waitFor()
        await untilFocused(page, 'button Sign with card')
      }))

    it('input stays when the session ends in the middle of an order', () =>
      inPage(riitta, async (page, there) => {
        await openOrderForm(page, `${there.portal}/en`, there)
        await page.locator('#field-identification-documentType').press('Space')
        await page.locator('#field-identification-documentNumber').fill('PA1234567')
        await page.locator('#field-identification-expires').fill('31.10.2031')
        await page.locator('#field-photo').press('Space')
        await page.locator('#field-termsAccepted').press('Space')
        await page.context().clearCookies()
        await page.locator('form button[type=submit]').click()
        await page.getByText('The session has ended').waitFor()
        await page.locator('#sign-in-by-card').click()
        await page.locator('#question-1').waitFor()
        assert.equal(
          await page.locator('#field-identification-documentNumber').inputValue(),
          'PA1234567',
        )
        await page.locator('form button[type=submit]').click()
        await page.locator('#statement').waitFor()
      }))

    it('the end of the session is announced in advance, and one click extends it', () =>
      inPage(riitta, async (page, there) => {
        const endsAt = formatInstant(plus(there.now(), minute))
        await page.route('**/api/v1/session', async (route) => {
          const response = await route.fetch({ maxRetries: 3 })
          const { session } = (await response.json()) as { session: object }
          await route.fulfill({ response, json: { session: { ...session, endsAt } } })
        })
        await page.goto(`${there.portal}/en/desk`)
        await page.getByText('Your session ends soon').waitFor()
        assert.deepEqual(await violationsOf(page), [])
        await page.unroute('**/api/v1/session')
        await page.keyboard.press('Enter')
        await page.getByText('Your session ends soon').waitFor({ state: 'detached' })
      }))
  })
}
