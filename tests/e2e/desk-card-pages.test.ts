import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { viewDay } from '@sotevarmenne/api/appointments'
import { viewCard, type CardView } from '@sotevarmenne/api/cards'
import type { Page } from 'playwright-core'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { fieldsOffTheLine, violationsOf } from '@sotevarmenne/tests/browser/look-at-page'
import { enterPassport } from '@sotevarmenne/tests/browser/enter-passport'
import { findVisitor } from '@sotevarmenne/tests/browser/find-visitor'
import { openDialog, untilFocused } from '@sotevarmenne/tests/browser/focus'
import { listenTo } from '@sotevarmenne/tests/browser/read-aloud'
import { respond } from '@sotevarmenne/tests/browser/respond'
import {
  insertCard,
  seededPages,
  type SeededPage,
  type ThereIs,
} from '@sotevarmenne/tests/seeded-pages'
import { cards } from '@sotevarmenne/tests/world/cards'
import {
  bookThree,
  complaints,
  failedCards,
  spareCards,
  spareOfRegistrar,
  spareRows,
  visits,
} from '@sotevarmenne/tests/world/desk'
import type { SeededEnvironment } from '@sotevarmenne/tests/world/history'
import { people } from '@sotevarmenne/tests/world/people'

const held = cards()
const rows = spareRows()
const subjects = [
  ...[held, rows, spareCards(() => rows.found().inUse), spareOfRegistrar()],
  ...[visits(), complaints(), failedCards()],
] as const
type There = ThereIs<typeof subjects>

const riitta = ({ riitta: registrar }: SeededEnvironment) => registrar
/** In a session of its own: a ticket for a card ends the one before of the same session. */
const riittaAlone = ({ riitta: registrar }: SeededEnvironment) => ({ ...registrar })

function take<Row>(rowsLeft: Row[]): Row {
  const row = rowsLeft.pop()
  if (row === undefined) throw new Error('no row is left: let the history have more')
  return row
}

/** For a response of the reader software to any page. */
const anyOrigin = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }

async function find(page: Page, base: string, identityCode: string): Promise<void> {
  await page.goto(`${base}/desk`)
  await findVisitor(page, identityCode)
}

/** For a card in the lists, to a letter address that its holder gives. */
async function requestNewCode(
  page: Page,
  base: string,
  { cardId }: CardView,
  address = {
    street: 'Esimerkkikatu 3',
    postalCode: '00100',
    postOffice: 'HELSINKI',
    country: 'FI',
  },
): Promise<void> {
  await page.goto(`${base}/desk/cards/${cardId}`)
  await page.locator('a[href$="/new-code"]').click()
  await page.locator('#field-identification-documentType').press('Space')
  await page.locator('#field-identification-documentNumber').fill('PA1234567')
  await page.locator('#field-identification-expires').fill('31.10.2031')
  await page.locator('#field-letterTo-address').press('Space')
  for (const part of ['street', 'postalCode', 'postOffice'] as const)
    await page.locator(`#field-letterAddress-${part}`).fill(address[part])
  await page.locator('#field-letterAddress-country').selectOption(address.country)
  await page.locator('form button[type=submit]').click()
  await openDialog(page)
}

const pages: readonly SeededPage<There>[] = [
  {
    name: 'the cards that came back to the office',
    as: ({ kaarlo }) => kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/uncollected`)
      await page.locator('main li button').first().waitFor()
    },
  },
  {
    name: 'the visits of the day',
    as: riitta,
    open: async (page, base) => {
      await page.goto(`${base}/desk/day`)
      await page.locator('#call-next').waitFor()
    },
  },
  {
    name: 'the receipt of a visit that was paid at the desk',
    as: riitta,
    open: async (page, base) => {
      await page.goto(`${base}/desk/day`)
      const link = page.locator('main a[href*="/receipt"]')
      // Each receipt of the day is named for its visitor.
      assert.match(
        (await link.getAttribute('aria-label')) ?? '',
        /^(Kuitti|Kvitto|Receipt): .+ .+$/,
      )
      await link.click()
      const receipt = page.locator('main dl')
      await receipt.waitFor()
      const text = await receipt.innerText()
      const shown = [
        /\d{7}-\d/,
        /Yhteensä|Totalt|Total/,
        /Arvonlisävero|Moms|VAT/,
        /\d+[,.]\d{2}\s?€|€\s?\d+\.\d{2}/,
      ]
      for (const part of shown) assert.match(text, part)
      await page.locator('main a[href$="/desk/day"]').waitFor()
    },
  },
  {
    name: 'appointments of one stranger, to be cancelled together',
    as: riitta,
    open: async (page, base) => {
      await page.goto(`${base}/desk/day?date=2026-11-27`)
      await page.getByText('Kuka Hyvänsä').first().waitFor()
      const another = { fi: 'saman numeron', sv: 'samma nummer', en: 'this number' }
      await page
        .getByRole('button', { name: new RegExp(Object.values(another).join('|')) })
        .first()
        .click()
      await openDialog(page)
    },
  },
  {
    name: 'a complaint that was just made',
    as: riitta,
    open: async (page, base, { inUse }) => {
      await page.goto(`${base}/desk/cards/${take(inUse).cardId}`)
      await page.locator('input[name=fault]').first().press('Space')
      await page.locator('#complain').click()
      await openDialog(page)
      await page.locator('[role=dialog] button').first().click()
      await page.locator('a[href$="/desk/complaints"]').last().waitFor()
    },
  },
  {
    name: 'the complaints of the point',
    as: riitta,
    open: async (page, base) => {
      await page.goto(`${base}/desk/complaints`)
      await page.locator('main li a').first().waitFor()
    },
  },
  {
    name: 'the cards that nobody has fetched: the confirmation dialog before one is destroyed',
    as: riitta,
    open: async (page, base) => {
      await page.goto(`${base}/desk/uncollected`)
      await page.locator('main li').first().locator('button').last().click()
      await openDialog(page)
    },
  },
  {
    name: 'the cards that nobody has fetched',
    as: riitta,
    open: async (page, base) => {
      await page.goto(`${base}/desk/uncollected`)
      await page.locator('main li a').first().waitFor()
    },
  },
  {
    name: 'a visitor who was called from the day, for whom an organisation pays',
    as: riitta,
    open: async (page, base) => {
      await page.goto(`${base}/desk/day`)
      // The page of the visitor searches by the name of the visit, and shows what it found.
      const [found] = await Promise.all([
        page.waitForResponse('**/api/v1/visitors/**'),
        page.locator('#to-visitor').first().click(),
      ])
      await found.finished()
      await page.locator('input[type=radio][value=organisation]').press('Space')
      const field = page.locator('#field-businessId')
      await field.fill('1')
      await field.press('Enter')
      await page.locator('#field-businessId[aria-invalid=true]').waitFor()
    },
  },
  { name: 'the cards', as: riitta, open: (page, base) => page.goto(`${base}/desk/cards`) },
  {
    name: 'the spare cards',
    as: riitta,
    open: async (page, base) => {
      await page.goto(`${base}/desk/spare-cards`)
      await page.locator('a[href*="/desk/spare-cards/"]').first().waitFor()
    },
  },
  {
    name: 'an overdue spare card',
    as: riitta,
    open: async (page, base, { spareCardId }) => {
      await page.goto(`${base}/desk/spare-cards/${spareCardId.overdue}`)
      await page.locator('#reminders').waitFor()
    },
  },
  {
    name: 'a spare card to hand over: what its holder is told',
    as: riitta,
    open: async (page, base, { spareCardId }) => {
      await page.goto(`${base}/desk/spare-cards/${spareCardId.produced}`)
      await page.locator('[aria-labelledby=spare-hand-over] button').click()
      await openDialog(page)
    },
  },
  {
    name: 'a spare card to be decided, with the errors of its form',
    as: riitta,
    open: async (page, base) => {
      await find(page, base, people.aino)
      await page.locator('a[href$="/spare-card"]').click()
      await page.locator('h1', { hasText: /: Aino .*Esimerkki$/ }).waitFor()
      await page.locator('#field-returnBy').waitFor()
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-returnBy[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'a spare card that was just made',
    as: riittaAlone,
    open: async (page, base, there) => {
      await insertCard(page, { reader: await there.blankReader(there) })
      await page.goto(`${base}/desk/spare-cards/${take(there.started)}`)
      await page.locator('[aria-labelledby=spare-production] button').click()
      await page.locator('#spare-hand-over').waitFor()
    },
  },
  {
    name: 'a spare card that came back and could not be emptied',
    as: riittaAlone,
    open: async (page, base) => {
      const title = { fi: 'Kortti ei tyhjentynyt', sv: 'Kortet tömdes inte', en: 'Not emptied' }
      const refusal = { kind: 'not-emptied', title }
      const json = { status: 'failed', reasonCode: 400, refusal }
      await page.route('**/relay', (route) => route.fulfill({ json, headers: anyOrigin }))
      await page.goto(`${base}/desk/spare-cards/return`)
      await page.locator('main section button').click()
      await page.locator('main [class*=alert]').first().waitFor()
    },
  },
  {
    name: 'a new activation code at the desk: the confirmation dialog',
    as: riitta,
    open: (page, base, { card }) => requestNewCode(page, base, card.aino),
  },
  {
    name: 'a new activation code to an address abroad, in a country without postal codes',
    as: riitta,
    open: async (page, base, { card }) => {
      const street = '1 Example Road'
      const address = { street, postalCode: '', postOffice: 'HONG KONG', country: 'HK' }
      await requestNewCode(page, base, card.aino, address)
      // What the dialog says will be printed on the letter.
      await page.locator('[role=dialog]', { hasText: street }).waitFor()
      const hint = /ei ole postinumeroita|inte har postnummer|has no postal codes/
      await page.locator('form', { hasText: hint }).waitFor()
    },
  },
  {
    name: 'a new activation code ordered at the desk',
    as: riitta,
    open: async (page, base, { inUse }) => {
      await requestNewCode(page, base, take(inUse))
      await page.locator('[role=dialog] button').first().click()
      await page.locator('form').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'a card to hand over',
    as: riitta,
    open: (page, base, { card }) => page.goto(`${base}/desk/cards/${card.awaiting.cardId}`),
  },
  {
    name: 'a card cancelled at the desk: the confirmation dialog',
    as: riitta,
    open: async (page, base, { card }) => {
      await page.goto(`${base}/desk/cards/${card.aino.cardId}`)
      await page.locator('input[value=lost]').press('Space')
      await page.locator('[aria-labelledby=card-cancellation] button').click()
      await openDialog(page)
    },
  },
  {
    name: 'a card just handed over',
    as: riitta,
    open: async (page, base, { awaiting }) => {
      await page.goto(`${base}/desk/cards/${take(awaiting).cardId}`)
      await page.locator('#field-identification-documentType').press('Space')
      await page.locator('#field-identification-documentNumber').fill('PA1234567')
      await page.locator('#field-identification-expires').fill('31.10.2031')
      await page.locator('[aria-labelledby=hand-over] button[type=submit]').click()
      await page.locator('[aria-labelledby=hand-over]').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'a card whose contactless identifier is one that changes at each reading',
    as: riitta,
    open: async (page, base, { card }) => {
      await page.goto(`${base}/desk/cards/${card.aino.cardId}`)
      await page.locator('#field-contactlessId').fill('08A1B2C3')
      await page.locator('[aria-labelledby=contactless] button[type=submit]').click()
      await page.locator('[aria-labelledby=contactless] [tabindex="-1"]:focus').waitFor()
    },
  },
  {
    name: 'a card of which a blank card was rejected',
    as: riitta,
    open: async (page, base, { failed }) => {
      await respond(page, viewCard, async (real) => {
        const card = await real()
        const { productionFailure: failure } = card
        return { ...card, ...(failure && { productionFailure: { ...failure, isFinal: false } }) }
      })
      await page.goto(`${base}/desk/cards/${failed.shown.cardId}`)
    },
  },
  {
    name: 'a card whose production failed for good',
    as: riitta,
    open: (page, base, { failed }) => page.goto(`${base}/desk/cards/${failed.shown.cardId}`),
  },
  {
    name: 'an empty list',
    as: riitta,
    open: (page, base) => page.goto(`${base}/desk/cards?state=inProduction`),
  },
]

describe(
  'every page of the portal, of cards at the desk',
  { concurrency: 3, skip: noBrowser() },
  () => {
    const { inPage, checkPages } = seededPages(subjects)

    checkPages('portal', pages)

    it('under a mistake in the search of visitors no former visitor stays', () =>
      inPage(riitta, async (page, there) => {
        await find(page, `${there.portal}/en`, people.aino)
        for (const [typed, because] of [
          [
            people.aino.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
            'the check character does not match',
          ],
          ['a', 'Enter at least three characters'],
        ] as const) {
          await findVisitor(page, people.aino)
          await page.locator('#identity-code').fill(typed)
          await page.keyboard.press('Enter')
          await page.getByText(because).waitFor()
          await page.locator('#visitor-name').waitFor({ state: 'detached' })
        }
      }))

    it('a return date that is too late names the last one allowed', () =>
      inPage(riitta, async (page, there) => {
        await find(page, `${there.portal}/en`, people.aino)
        await page.locator('a[href$="/spare-card"]').click()
        await page.locator('[name=missedBecause]').first().press('Space')
        await page.locator('#field-returnBy').fill('31.12.2099')
        await page.locator('#field-identification-documentType').press('Space')
        await page.locator('#field-identification-documentNumber').fill('PA1234567')
        await page.locator('#field-identification-expires').fill('31.10.2031')
        await page.locator('form button[type=submit]').click()
        await page.getByText('The return date is not accepted').waitFor()
        await page.getByText(/20\d\d at the latest: the last day/).waitFor()
      }))

    it('the uncollected cards are searched, sorted and saved, and a wrong search shows no former result', () =>
      inPage(riitta, async (page, there) => {
        await page.goto(`${there.portal}/en/desk/uncollected`)
        const rowLinks = page.locator('main li a[href*="/desk/cards/"]')
        await rowLinks.first().waitFor()
        const [first = ''] = await rowLinks.allTextContents()
        const [sought = ''] = first.split(' ')
        await page.locator('#list-search').fill(sought)
        await page.keyboard.press('Enter')
        await page.waitForFunction(
          `[...document.querySelectorAll('main li a[href*="/desk/cards/"]')]
            .every(({ textContent }) => textContent.startsWith(${JSON.stringify(sought)}))`,
        )
        await rowLinks.first().waitFor()
        assert.ok(!page.url().includes(encodeURIComponent(sought)))
        const saved = page.waitForEvent('download')
        await page.getByRole('button', { name: 'Save list (CSV)' }).click()
        const file = await readFile(await (await saved).path(), 'utf8')
        const [heading = '', row = ''] = file.split('\r\n')
        assert.match(heading, /^"Name";"Card";"Card number";"Made";"Last reminded"/)
        assert.ok(row.startsWith(`"${sought} `), row)
        await page.locator('#list-to').fill('yesterday')
        await page.keyboard.press('Enter')
        await page.getByText('Enter the day as 24.11.2026').waitFor()
        assert.equal(await rowLinks.count(), 0)
      }))

    it('the spare cards are listed by return date in the chosen order, and of the chosen days', () =>
      inPage(riitta, async (page, there) => {
        await page.goto(`${there.portal}/en/desk/spare-cards`)
        const rows = page.locator('main li', {
          has: page.locator('a[href*="/desk/spare-cards/"]'),
        })
        await rows.first().getByText('by 17 Nov 2026').waitFor()
        await rows.last().getByText('by 8 Dec 2026').waitFor()
        await page.locator('[role=search] [aria-haspopup=listbox]').last().press('Enter')
        await page.getByRole('option', { name: 'Latest return first' }).click()
        await rows.first().getByText('by 8 Dec 2026').waitFor()
        await rows.last().getByText('by 17 Nov 2026').waitFor()
        await page.getByLabel('Return date to (dd.mm.yyyy)').fill('30.11.2026')
        await page.keyboard.press('Enter')
        await rows.first().getByText('by 17 Nov 2026').waitFor()
        await rows.getByText('by 8 Dec 2026').first().waitFor({ state: 'detached' })
      }))

    it('a card’s cancellation is announced where the focus is', () =>
      inPage(riitta, async (page, there) => {
        await page.goto(`${there.portal}/en/desk/cards/${take(there.inUse).cardId}`)
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

    it('a card’s contactless identifier is recorded and shown among its facts (R405)', () =>
      inPage(riitta, async (page, there) => {
        await page.goto(`${there.portal}/en/desk/cards/${take(there.inUse).cardId}`)
        await page.locator('#field-contactlessId').fill('04:a2:24:b2:c9:3f:80')
        await page.getByRole('button', { name: 'Record the identifier' }).click()
        await page
          .locator('[aria-labelledby=card-facts]')
          .getByText('04A224B2C93F80', { exact: true })
          .waitFor()
      }))

    it('a card is handed over by a registrar who only listens', () =>
      inPage(riitta, async (page, there) => {
        const { cardId } = take(there.awaiting)
        const listener = listenTo(page)
        await page.goto(`${there.portal}/fi/desk/cards/${cardId}`)
        await page.locator('#field-identification-documentNumber').waitFor()
        await listener.expectPart(
          'main',
          'region, Kortin luovutus',
          'group, Asiakirja',
          'radio, Passi, not checked',
        )
        await listener.press('button, Luovuta kortti')
        await enterPassport(listener)
        await listener.press('button, Luovuta kortti')
        await listener.expectSaid('group, Kortti on luovutettu')
      }))

    it('a stranger’s appointments are cancelled together, once, and the outcome has the focus', () =>
      inPage(riitta, async (page, there) => {
        const name = 'Jokin Toinen'
        const day = { date: '2026-11-30' }
        await bookThree(there, { ...day, name, phone: '050 111 2222' })
        await page.goto(`${there.portal}/en/desk/day?date=${day.date}`)
        const cancelAll = page.getByRole('button', { name: /Cancel appointments with this number/ })
        await cancelAll.first().dblclick()
        // The second click may already have been beside the dialog: it has no focus then.
        await page.locator('[role=dialog] button').first().dblclick()
        await page.locator('main :focus', { hasText: 'Appointments cancelled: 3' }).waitFor()
        await cancelAll.first().waitFor({ state: 'detached' })
        const { visits: shown } = await there.riitta.request(viewDay, day)
        assert.deepEqual(
          shown.filter(({ contact }) => contact?.name === name).map(({ state }) => state),
          ['cancelled', 'cancelled', 'cancelled'],
        )
      }))

    it('the fields above each list stand on one line, apart from the list', () =>
      inPage(riitta, async (page, there) => {
        for (const list of ['cards', 'orders', 'complaints', 'spare-cards']) {
          await page.goto(`${there.portal}/fi/desk/${list}`)
          await page.locator('main li').first().waitFor()
          const { off, distance } = await fieldsOffTheLine(
            page,
            'form[role=search]',
            'main ul:has(> li)',
          )
          assert.deepEqual(off, [], list)
          assert.ok(distance >= 16, `${list}: ${String(distance)}`)
        }
      }))

    it('a card with nothing delivered is cancelled for that reason', () =>
      inPage(riitta, async (page, there) => {
        const { cardId } = there.failed.cancelled
        await page.goto(`${there.portal}/en/desk/cards/${cardId}`)
        await page.getByText('The limits of the card’s PINs are wrong').waitFor()
        await page.locator('[aria-labelledby=card-cancellation] button').click()
        await page.locator('[role=dialog] button').first().click()
        await page.locator('[role=dialog]').waitFor({ state: 'detached' })
        const { cancelled } = await there.riitta.request(viewCard, { cardId })
        assert.equal(cancelled?.reason, 'production-failed')
      }))

    it('the desk locks when the card is removed, and continues where it was with the same card alone (R108)', () =>
      inPage(riittaAlone, async (page, there) => {
        let isIn = true
        const watchCard = () =>
          page.route('**/presence**', async (route) => {
            const { searchParams } = new URL(route.request().url())
            assert.match(searchParams.get('serial') ?? '', /^[0-9a-f]+$/)
            const end = performance.now() + Number(searchParams.get('seconds')) * 1000
            while (isIn && performance.now() < end) await sleep(20)
            await route
              .fulfill({ json: { card: isIn ? 'in' : 'out' }, headers: anyOrigin })
              // The page may be gone by now.
              .catch(() => undefined)
          })
        await watchCard()
        await find(page, `${there.portal}/en`, there.stranger().identityCode)
        await page.locator('a[href$="/desk/order"]').click()
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
        await insertCard(page, there.riittaWithSpare)
        isIn = true
        await watchCard()
        await page.locator('#sign-in-by-card').click()
        await page.locator('#identity-code').waitFor()
        assert.equal(await page.locator('#question-1').count(), 0)
      }))

    it('the desk stays locked while the service does not respond (R108)', () =>
      inPage(riitta, async (page, there) => {
        await page.route('**/presence**', (route) =>
          route.fulfill({
            json: { card: 'out' },
            headers: anyOrigin,
          }),
        )
        await page.route('**/session?because=*', (route) => route.abort())
        await page.goto(`${there.portal}/en/desk`)
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

    it('a card is drawn in its own language and described in that of the page', () =>
      inPage(riitta, async (page, there) => {
        await page.goto(`${there.portal}/en/desk/cards/${there.card.inSwedish.cardId}`)
        const picture = page.getByRole('img', { name: /Nurse/ })
        const printed = (await picture.textContent()) ?? ''
        for (const text of ['Sjukskötare', 'Giltigt till', '8.11.2031'])
          assert.ok(printed.includes(text), printed)
      }))
  },
)
