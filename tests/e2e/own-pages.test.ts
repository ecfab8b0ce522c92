import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Locator, Page, Route } from 'playwright-core'
import { plainPdf } from '@sotevarmenne/signatures/testing/documents'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { openDialog } from '@sotevarmenne/tests/browser/focus'
import { listenTo } from '@sotevarmenne/tests/browser/read-aloud'
import {
  enter,
  insertCard,
  seededPages,
  type SeededPage,
  type ThereIs,
} from '@sotevarmenne/tests/seeded-pages'
import { fieldsOffTheLine } from '@sotevarmenne/tests/browser/look-at-page'
import { phone } from '@sotevarmenne/tests/browser/windows'
import type { Hands } from '@sotevarmenne/tests/world/hands'
import { holders } from '@sotevarmenne/tests/world/holders'
import { people } from '@sotevarmenne/tests/world/people'

const subjects = [holders()] as const
type There = ThereIs<typeof subjects>

const aino = (there: There) => there.aino
/** In a session of its own each time: a ticket for the card ends the one before of the same session. */
const ainoBySuomiFi = (there: There) => ({ ...there.ainoBySuomiFi })
/** One whose card may be renewed. */
const renamed = ({ renamed: [holder] }: There) => some(holder)
const take = (holders: Hands[]) => some(holders.pop())
function some(holder: Hands | undefined): Hands {
  if (!holder) throw new Error('nobody is left: let the history have more holders')
  return holder
}

async function chooseDocument(page: Page, address: string, bytes: Uint8Array): Promise<void> {
  await page.goto(address)
  await page.locator('input[type=file]').setInputFiles({
    name: 'sopimus.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(bytes),
  })
}

/** For the holder's own card. */
async function startUnlocking(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/own`)
  await page.getByRole('button', { name: /^(Avaa lukitus|Lås upp|Unlock)/ }).click()
}

async function openRenewal(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/own`)
  await page.locator('a[href$="/renewal"]').first().click()
  await page.locator('#field-rightId').waitFor({ state: 'attached' })
}

async function draftRenewal(page: Page, base: string): Promise<void> {
  await openRenewal(page, base)
  await sendForm(page)
}

/** Of a renewal, with the choices that it offers. */
async function sendForm(page: Page): Promise<void> {
  await page.locator('#field-addressConfirmed').press('Space')
  await page.locator('#field-termsAccepted').press('Space')
  await page.locator('form button[type=submit]').click()
  await page.locator('#sign-renewal').waitFor()
}

/** As when non-disclosure began after the holder has checked the form. */
async function withoutTheAddress(route: Route): Promise<void> {
  const request = route.request()
  if (request.method() !== 'POST') return route.continue()
  const { address: _, ...sent } = request.postDataJSON() as Record<string, unknown>
  return route.continue({ postData: JSON.stringify(sent) })
}

/** The service withholds the sessions in a data export, as when the session ends meanwhile. */
async function withoutSessions(route: Route): Promise<void> {
  const response = await route.fetch({ maxRetries: 3 })
  const lines = (await response.text()).split('\n').map((line) => {
    const { path } = JSON.parse(line === '' ? '{}' : line) as { path?: string }
    return path?.startsWith('/own/sessions') === true
      ? JSON.stringify({ path, withheld: 'not-signed-in' })
      : line
  })
  await route.fulfill({ response, body: lines.join('\n') })
}

const pages: readonly SeededPage<There>[] = [
  {
    name: 'a document to be signed',
    as: aino,
    open: async (page, base) => {
      await chooseDocument(page, `${base}/own/sign-document`, plainPdf())
      await page.locator('main button:not([class*=file])').last().waitFor()
    },
  },
  {
    name: 'a document that is signed',
    as: aino,
    open: async (page, base) => {
      await chooseDocument(page, `${base}/own/sign-document`, plainPdf())
      await page
        .getByRole('button', { name: /^(Allekirjoita kort|Underteckna med|Sign with)/ })
        .click()
      await page.locator('a[download]').waitFor()
    },
  },
  {
    name: 'an unlocking that goes on at the reader software',
    as: ainoBySuomiFi,
    open: async (page, base) => {
      // Nobody types the PINs there.
      await page.route('**/relay', () => undefined)
      await startUnlocking(page, base)
      await page.getByText(/^(Jatka kort|Fortsätt på|Continue in)/).waitFor()
    },
  },
  {
    name: 'an unlocked card',
    as: ainoBySuomiFi,
    open: async (page, base) => {
      await startUnlocking(page, base)
      await page.getByText(/^(Kortin lukitus on|Kortet är upplåst|The card is unlocked)/).waitFor()
    },
  },
  {
    name: 'an unlocking that the service refuses',
    as: ainoBySuomiFi,
    open: async (page, base, there) => {
      await insertCard(page, there.olli)
      await startUnlocking(page, base)
      await page
        .getByText(/^(Lukijassa on toinen|Det sitter ett annat|Another card)/)
        .first()
        .waitFor()
    },
  },
  {
    name: 'a new activation code: the confirmation dialog',
    as: aino,
    open: async (page, base) => {
      await page.goto(`${base}/own`)
      await page
        .getByRole('button', { name: /^(Tilaa uusi akt|Beställ en ny akt|Order a new)/ })
        .click()
      await openDialog(page)
    },
  },
  {
    name: 'the renewal of a card, home, not filled in',
    as: renamed,
    open: async (page, base) => {
      await openRenewal(page, base)
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-termsAccepted').waitFor()
      await page
        .getByText(/^(Hyväksy käyttö|Godkänn använd|Accept the terms of use before)/)
        .first()
        .waitFor()
    },
  },
  {
    name: 'the renewal of a card, to a registration point',
    as: renamed,
    open: async (page, base) => {
      await openRenewal(page, base)
      await page.locator('[id="field-to-registration-point"]').press('Space')
      await page.locator('#field-place').fill('Esimerkkilä')
      await page.locator('#field-pointId').waitFor({ state: 'attached' })
    },
  },
  {
    name: 'the renewal of a card, to be confirmed, with the exact text',
    as: renamed,
    open: async (page, base) => {
      await draftRenewal(page, base)
      await page.locator('#renewal-statement button').first().click()
      await page.locator('#renewal-statement pre').waitFor()
    },
  },
  {
    name: 'the renewal of a card, without the reader software',
    as: renamed,
    open: async (page, base, there) => {
      await draftRenewal(page, base)
      await page.route(`${there.signingApi}/**`, (route) => route.abort())
      await page.locator('#sign-renewal').click()
      await page
        .getByText(/^(Kortinlukijaohjelmisto ei|Kortläsarprogrammet är|The reader software is)/)
        .first()
        .waitFor()
    },
  },
  {
    name: 'the renewal of a card, for which the PIN was not given',
    as: renamed,
    open: async (page, base, there) => {
      await draftRenewal(page, base)
      await page.route(`${there.signingApi}/sign`, (route) =>
        route.fulfill({
          json: { status: 'failed', reasonCode: 401, reasonText: 'Cancelled.' },
          headers: {
            'access-control-allow-origin': '*',
            'access-control-allow-headers': '*',
          },
        }),
      )
      await page.locator('#sign-renewal').click()
      await page
        .getByText(/^(Tunnuslukua ei saatu|Koden gavs inte|The PIN was not given)/)
        .waitFor()
    },
  },
  {
    name: 'the renewal of a broken card, which its holder did not confirm at Suomi.fi',
    as: ainoBySuomiFi,
    open: async (page, base, { card }) => {
      await page.goto(`${base}/own/cards/${card.aino.cardId}/renewal?broken=yes`)
      await sendForm(page)
      await page.locator('#confirm-at-suomi-fi').click()
      await page.locator('button[value=cancel]').click()
      await page
        .getByText(/^(Tunnistautuminen kesk|Identifieringen avb|The identification was canc)/)
        .waitFor()
      await page.locator('#confirm-at-suomi-fi').waitFor()
    },
  },
  {
    name: 'the renewal of a card, of which something changed before it was confirmed',
    as: renamed,
    open: async (page, base) => {
      await draftRenewal(page, base)
      await page.route('**/api/v1/own/cards/*/renewal', withoutTheAddress)
      await page.locator('#sign-renewal').click()
      await page.locator('#field-rightId').waitFor({ state: 'attached' })
      await page
        .getByText(/^(Korttia ei voi läh|Kortet kan inte skickas|The card cannot be)/)
        .waitFor()
    },
  },
  {
    name: 'a card that is renewed, with its decision',
    as: (there) => take(there.renamed),
    open: async (page, base) => {
      await draftRenewal(page, base)
      await page.locator('#sign-renewal').click()
      await page.getByRole('button', { name: 'PDF' }).waitFor()
    },
  },
  {
    name: 'a card that may not be renewed yet',
    as: aino,
    open: async (page, base, { card }) => {
      await page.goto(`${base}/own/cards/${card.aino.cardId}/renewal`)
      await page.locator('a[href*="/points?service"]').waitFor()
    },
  },
  {
    name: 'own sessions, one of which was ended',
    as: ({ olli }) => olli,
    open: async (page, base, { olli }) => {
      await olli.signInElsewhere()
      await page.goto(`${base}/own`)
      await page.locator('a[href$="/own/sessions"]').click()
      await page
        .getByRole('button', { name: /^(Päätä ist|Avsluta sess|End the sess)/ })
        .first()
        .press('Enter')
      await page.getByText(/^(Istunto on päät|Sessionen har avsl|The session has ended)/).waitFor()
    },
  },
  { name: 'own cards', as: aino, open: (page, base) => page.goto(`${base}/own`) },
  {
    name: 'a card that its holder reported lost',
    as: ({ ofLostCard }) => ofLostCard,
    open: async (page, base) => {
      await page.goto(`${base}/own`)
      await page.locator('svg[role=img]').first().waitFor()
    },
  },
  {
    name: 'own data, of which a page is missing',
    as: aino,
    open: async (page, base) => {
      await page.route('**/api/v1/own/data*', withoutSessions)
      await page.goto(`${base}/own/data`)
      await page.locator('#fetch-data-export').click()
      await page.locator('#data-audit-log').waitFor()
      await page.getByText('/own/sessions').first().waitFor()
    },
  },
  {
    name: 'what a holder wrote to the office',
    as: aino,
    open: async (page, base) => {
      await page.goto(`${base}/own`)
      await page.locator('a[href$="/own/cases"]').click()
      await page.locator('main li a').first().waitFor()
    },
  },
  {
    name: 'a rectification request with its errors',
    as: aino,
    open: async (page, base) => {
      await page.goto(`${base}/own/cases/new`)
      await page.locator('#field-subject').fill('Nimi')
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-text[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'a rectification request that was refused',
    as: aino,
    open: async (page, base, { refusedCaseId }) => {
      await page.goto(`${base}/own/cases/${refusedCaseId}`)
      await page.locator('#go-on').waitFor()
    },
  },
  {
    name: 'own messages, with an address that is to be confirmed',
    as: aino,
    open: async (page, base) => {
      await page.goto(`${base}/own`)
      await page.locator('a[href$="/own/notices"]').last().click()
      await page.locator('#field-address').fill('aino')
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-address[aria-invalid=true]').waitFor()
      await page.locator('#field-address').fill('aino@example.fi')
      await page.locator('form button[type=submit]').click()
      await page
        .locator('main')
        .getByText(/aino@example\.fi/)
        .waitFor()
    },
  },
  {
    name: 'what was done with own cards',
    as: aino,
    open: async (page, base) => {
      await page.goto(`${base}/own`)
      await page.locator('a[href$="/own/audit-log"]').click()
      await page.locator('main li strong').first().waitFor()
      await page.locator('main li summary').first().click()
      await page.locator('main li dl').first().waitFor()
    },
  },
  // Last: with its button pressed Aino has no card and no session any more.
  {
    name: 'a loss to be reported: the confirmation dialog',
    as: aino,
    open: async (page, base) => {
      await page.goto(`${base}/own`)
      await page
        .getByRole('button', { name: /^(Ilmoita|Anmäl|Report)/ })
        .first()
        .click()
      await openDialog(page)
    },
  },
]

/** Checked in forced colours and by keyboard in every run; the others in the long tests. */
const closely: ReadonlySet<string> = new Set([
  'own cards',
  'the renewal of a card, to be confirmed, with the exact text',
])

describe(
  'every page of the portal, of a holder’s own cards',
  { concurrency: 3, skip: noBrowser() },
  () => {
    const { inPage, checkPages } = seededPages(subjects)

    checkPages('portal', pages, closely)

    it('a sign-in that is too old for unlocking leads to another one, and back to the holder’s own cards', () =>
      inPage('nobody', async (page, there) => {
        await enter(page, there.aino, there.oldSession, there)
        await startUnlocking(page, `${there.portal}/en`)
        await page.locator('div:focus', { hasText: 'Confirm your identity again' }).waitFor()
        await page.getByRole('link', { name: 'Confirm your identity' }).press('Enter')
        await page.waitForURL(`${there.portal}/en/sign-in?again&return=%2Fen%2Fown`)
        await page.locator('#sign-in-by-card').waitFor()
      }))

    it('a renewal that comes back from Suomi.fi too late is in its form again, with every choice kept', () =>
      inPage(ainoBySuomiFi, async (page, there) => {
        await page.goto(`${there.portal}/en/own/cards/${there.card.aino.cardId}/renewal?broken=yes`)
        await page.locator('[id="field-language-sv"]').press('Space')
        await sendForm(page)
        await page.locator('#confirm-at-suomi-fi').click()
        await page.locator('#identityCode').selectOption(people.aino)
        const title = 'Confirming took more than an hour'
        const json = {
          ...{ type: '/problems/renewal-draft-expired', kind: 'renewal-draft-expired' },
          ...{ title, status: 409 },
        }
        await page.route('**/api/v1/own/cards/*/renewal', (route) =>
          route.request().method() === 'POST'
            ? route.fulfill({ json, status: 409 })
            : route.continue(),
        )
        await page.locator('button[value=identify]').click()
        await page.getByText(title).waitFor()
        for (const id of ['field-language-sv', 'field-addressConfirmed', 'field-termsAccepted'])
          assert.ok(await page.locator(`[id="${id}"]`).isChecked(), id)
        assert.ok(!page.url().includes('code='), page.url())
        await page.locator('form button[type=submit]').click()
        await page.locator('#confirm-at-suomi-fi').waitFor()
        assert.equal(await page.getByText(title).count(), 0)
      }))

    it('the back button after signing out shows nothing of the holder, and sends nothing', () =>
      inPage(aino, async (page, there) => {
        const base = `${there.portal}/en`
        await page.goto(`${base}/own`)
        await page.locator('main h2', { hasText: 'Professional card' }).first().waitFor()
        await page.getByRole('button', { name: 'Sign out' }).press('Enter')
        await page.waitForURL(`${base}/signed-out`)
        // The address changes before the page does; the next test goes back in between.
        await page.locator('a[hreflang=fi][href="/fi/signed-out"]').waitFor()
        const changes: string[] = []
        page.on('request', (request) => {
          if (request.method() !== 'GET') changes.push(request.url())
        })
        await page.goBack()
        await page.waitForURL(`${base}/sign-in?return=%2Fen%2Fown`)
        await page.locator('h1', { hasText: 'Sign in to continue' }).waitFor()
        assert.equal(await page.locator('main h2', { hasText: 'Professional card' }).count(), 0)
        assert.deepEqual(changes, [])
      }))

    it('text pages show the signed-in user, who signs out there too', () =>
      inPage(ainoBySuomiFi, async (page, { portal: url }) => {
        await page.goto(`${url}/fi`)
        await page.locator('header .signed-in', { hasText: 'Aino' }).waitFor()
        const [cards, help] = [await page.context().newPage(), await page.context().newPage()]
        await cards.goto(`${url}/fi/own`)
        await cards.locator('main article').first().waitFor()
        await help.goto(`${url}/fi/help`)
        await help.locator('header .signed-in').waitFor()
        await page.evaluate("sessionStorage.setItem('saved-input', 'typed')")
        await page.getByRole('button', { name: 'Kirjaudu ulos' }).press('Enter')
        await page.waitForURL(/signed-out|logout/)
        // Other tabs show nothing of the user any more, whichever page they have.
        await cards.locator('main article').first().waitFor({ state: 'detached' })
        await help.locator('header a[href$="/sign-in"]').waitFor()
        await Promise.all([cards.close(), help.close()])
        await page.goto(`${url}/fi`)
        await page.locator('header a[href$="/sign-in"]').waitFor()
        assert.equal(await page.locator('header .signed-in').count(), 0)
        assert.equal(await page.evaluate("sessionStorage.getItem('saved-input')"), null)
      }))

    it('signing out in one tab ends every tab, and clears what it shows', () =>
      inPage(aino, async (page, { portal }) => {
        await page.goto(`${portal}/en/own`)
        await page.locator('main article').first().waitFor()
        const other = await page.context().newPage()
        await other.goto(`${portal}/en/own`)
        await other.locator('main article').first().waitFor()
        await page.getByRole('button', { name: 'Sign out' }).click()
        await other.locator('main article').first().waitFor({ state: 'detached' })
        await other.getByText('You are signed out').waitFor()
        await other.close()
      }))

    it('the back button during signing out shows nothing of the holder', () =>
      inPage(aino, async (page, there) => {
        const base = `${there.portal}/en`
        await page.goto(`${base}/own`)
        const cards = page.locator('main h2', { hasText: 'Professional card' })
        await cards.first().waitFor()
        // Between the new address and its page.
        await page.evaluate(`{
          const push = history.pushState.bind(history)
          history.pushState = (...words) => { push(...words); history.back() }
        }`)
        await page.getByRole('button', { name: 'Sign out' }).press('Enter')
        // If the page of the new address was drawn before the way back, the way back leads to the sign-in.
        const signIn = page.getByRole('heading', { level: 1, name: 'Sign in' })
        await page.getByText('You are signed out').or(signIn).first().waitFor()
        assert.equal(await cards.count(), 0)
      }))

    it('a new activation code is ordered to the given address, and the day of its letter has the focus', () =>
      inPage(
        (there) => take(there.others),
        async (page, there) => {
          await page.goto(`${there.portal}/en/own`)
          await page.getByRole('button', { name: 'Order a new activation code' }).press('Enter')
          await openDialog(page)
          const dialog = await page.locator('[role=dialog]').innerText()
          const sent = page.waitForRequest(/new-code$/)
          await page.getByRole('button', { name: 'Order', exact: true }).press('Enter')
          const { address } = (await sent).postDataJSON() as { address: { street: string } }
          assert.ok(dialog.includes(address.street), dialog)
          await page.locator('div:focus', { hasText: 'leaves on 2 Dec' }).waitFor()
        },
      ))

    it('the fields above the log stand on one line, apart from the log', () =>
      inPage(aino, async (page, there) => {
        await page.goto(`${there.portal}/fi/own/audit-log`)
        await page.locator('main li').first().waitFor()
        const { off, distance } = await fieldsOffTheLine(page, 'main form', 'main ul:has(> li)')
        assert.deepEqual(off, [])
        assert.ok(distance >= 16, String(distance))
      }))

    it('a stolen card is reported by a holder who only listens', () =>
      inPage(
        (there) => take(there.others),
        async (page, there) => {
          const listener = listenTo(page)
          await page.goto(`${there.portal}/fi/own`)
          await page.locator('main article').first().waitFor()
          await listener.expectPart(
            'main',
            'heading, Omat kortit, level 1',
            'article, Ammattikortti',
            'heading, Onko kortti kadonnut tai varastettu?, level 3',
            'button, Ilmoita kortti kadonneeksi',
          )
          await listener.press('button, Ilmoita kortti kadonneeksi')
          await listener.expectSaid(
            'dialog, Suljetaanko kortti?',
            'button, Takaisin, Kortti ja sen molemmat varmenteet suljetaan heti. Suljettua korttia ei voi avata uudelleen',
          )
          await listener.expectPart(
            '[role=dialog]',
            'group, Mitä tapahtui?',
            'radio, Kadonnut, checked',
            'radio, Varastettu, not checked',
          )
          await listener.tabTo('radio, Kadonnut, checked')
          await listener.choose('radio, Varastettu, checked')
          await listener.press('button, Sulje lopullisesti')
          await listener.expectSaid('heading, Omat kortit, level 1', 'polite: Kortti on suljettu')
          await listener.expectPart('main', 'article, Ammattikortti', 'Kortti on suljettu')
        },
      ))

    it('the holder of a lost card finds the new card, a spare card and an appointment', () =>
      inPage(
        ({ ofLostCard }) => ofLostCard,
        async (page, there) => {
          await page.goto(`${there.portal}/en/own`)
          const main = page.locator('main')
          await main.locator('svg[role=img]').first().waitFor()
          await main.locator('a[href$="/renewal"]').first().waitFor()
          await main.getByRole('link', { name: 'Book an appointment at a registration' }).waitFor()
          await main.locator('a[href$="/en/spare-points"]').first().press('Enter')
          await page.waitForURL('**/en/spare-points')
        },
      ))

    it('in forced colours a disabled button, a field in error and an open menu look different than before', () =>
      inPage(renamed, async (page, there) => {
        await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
        await openRenewal(page, `${there.portal}/fi`)
        const pictureOf = async (one: Locator) =>
          (await one.screenshot({ animations: 'disabled' })).toString('base64')
        const changed = async (one: Locator, change: () => Promise<unknown>) => {
          const before = await pictureOf(one)
          await change()
          return before !== (await pictureOf(one))
        }
        const submit = page.locator('form button[type=submit]')
        const disable = (isDisabled: boolean) =>
          page.evaluate(
            `document.querySelector('form button[type=submit]').toggleAttribute('disabled', ${String(isDisabled)})`,
          )
        assert.ok(!(await changed(submit, () => disable(false))), 'the same button')
        assert.ok(await changed(submit, () => disable(true)), 'a disabled button')
        await disable(false)
        const field = page.locator('.fi-checkbox', { has: page.locator('#field-termsAccepted') })
        assert.ok(
          await changed(field, async () => {
            await submit.press('Enter')
            await page.locator('#field-termsAccepted[aria-invalid=true]').waitFor()
          }),
          'a field in error',
        )
        const header = page.locator('header').first()
        const menu = header.locator('[aria-expanded]:visible').first()
        assert.ok(
          await changed(header, async () => {
            await menu.press('Enter')
            await header.locator('[aria-expanded=true]').first().waitFor()
          }),
          'an open menu',
        )
      }))

    it('nothing is drawn dark on dark in the reader’s own dark colours', () =>
      inPage(
        ({ ofLostCard }) => ofLostCard,
        async (page, there) => {
          await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
          await page.goto(`${there.portal}/fi/own`)
          await page.locator('svg[role=img]').first().waitFor()
          assert.deepEqual(await page.evaluate<string[]>(darkOnDark), [])
        },
      ))

    it('a renewal names all mistakes at once: the address and the terms', () =>
      inPage(renamed, async (page, there) => {
        await openRenewal(page, `${there.portal}/en`)
        await page.locator('form button[type=submit]').click()
        const named = page.locator('main [class*=error-summary] li')
        await named.first().waitFor()
        assert.equal(await named.count(), 2)
      }))

    it('the loss report is on the first screen of a phone', () =>
      inPage(aino, async (page, there) => {
        await page.goto(`${there.portal}/en/own`)
        const report = page.getByRole('button', { name: 'Report the card lost' })
        const box = await report.boundingBox()
        assert.ok(box !== null && box.y + box.height <= phone.height)
      }))
  },
)

/** Texts and signs that keep a dark colour of their own where the reader's ground is black; pictures do so too. */
const darkOnDark = `(() => {
  const isDark = (colour) => {
    const [red = 255, green = 255, blue = 255, opacity = 1] = (colour.match(/[\\d.]+/g) ?? []).map(Number)
    return opacity > 0 && 0.2126 * red + 0.7152 * green + 0.0722 * blue < 60
  }
  const hasText = (one) => [...one.childNodes].some((each) => each.nodeType === 3 && each.textContent.trim() !== '')
  const texts = [...document.body.querySelectorAll('*')].filter((one) => hasText(one) && !one.closest('svg'))
  const signs = [...document.querySelectorAll('svg .fi-icon-base-fill')]
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true })
  return [
    ...texts.filter((one) => isShown(one) && isDark(getComputedStyle(one).color)),
    ...signs.filter((one) => isShown(one) && isDark(getComputedStyle(one).fill)),
  ].map((one) => one.outerHTML.slice(0, 120))
})()`
