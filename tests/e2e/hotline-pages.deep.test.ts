import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { openIncidentsPath, type OpenIncidents } from '@sotevarmenne/api/incidents'
import type { Page } from 'playwright-core'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { violationsOf } from '@sotevarmenne/tests/browser/look-at-page'
import { listenTo } from '@sotevarmenne/tests/browser/read-aloud'
import { seededPages, type SeededPage, type ThereIs } from '@sotevarmenne/tests/seeded-pages'
import { complaints } from '@sotevarmenne/tests/world/desk'
import { adviceDesk, hotline, office } from '@sotevarmenne/tests/world/office'

const calls = hotline()
const subjects = [calls, office(() => calls.found().agent), complaints(), adviceDesk()] as const
type There = ThereIs<typeof subjects>

const agent = (there: There) => there.agent
const adviser = (there: There) => there.adviser
const kaarlo = ({ kaarlo: caseOfficer }: There) => caseOfficer

/** Begins a call and finds its holder; several may have the name. */
async function openCall(page: Page, base: string, search: string): Promise<void> {
  await page.goto(`${base}/hotline`)
  await page.locator('#hotline-search').fill(search)
  await page.keyboard.press('Enter')
  const isName = !/\d/.test(search)
  if (isName) await page.locator('#what-happened, input[name=holder]').first().waitFor()
  const holders = page.locator('input[name=holder]')
  if (isName && (await holders.count()) > 0) await holders.first().press('Space')
  await page.locator('#what-happened').waitFor()
}

/** A look-up of the advice desk, with its reason. */
async function lookUp(page: Page, base: string, search: string): Promise<void> {
  await page.goto(`${base}/advice-desk`)
  await page.locator('#advice-reason-holder-calls').press('Space')
  await page.locator('#advice-about').fill('INC-1234')
  await page.locator('#advice-search').fill(search)
  await page.keyboard.press('Enter')
}

const pages: readonly SeededPage<There>[] = [
  {
    name: 'complaints by delivery of blanks',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/complaints`)
      await page.locator('main table').waitFor()
    },
  },
  {
    name: 'the revocation service as a call begins',
    as: agent,
    open: async (page, base) => {
      await page.goto(`${base}/hotline`)
      await page.locator('#hotline-search').waitFor()
    },
  },
  {
    name: 'a call of a holder whose cards are to be cancelled',
    as: agent,
    open: async (page, base, { callers }) => {
      const [caller] = callers
      await openCall(page, base, caller?.identityCode ?? '')
      await page.locator('#field-cardNumberEnd').fill(caller?.cardNumberEnd ?? '')
    },
  },
  {
    name: 'a call on plausible identity with its errors',
    as: agent,
    open: async (page, base, { callers }) => {
      const { givenNames = '', surname = '' } = callers[0]?.card.holder ?? {}
      // Others have the surname too.
      await openCall(page, base, `${givenNames} ${surname}`)
      await page.locator('#field-caller-colleague').press('Space')
      await page.locator('#cancel-cards').click()
      await page.locator('main [class*=error-summary]').first().waitFor()
    },
  },
  {
    name: 'a call that was ended: what is read aloud',
    as: agent,
    open: async (page, base, { callers }) => {
      const caller = callers.pop()
      await openCall(page, base, caller?.identityCode ?? '')
      await page.locator('#field-cardNumberEnd').fill(caller?.cardNumberEnd ?? '')
      await page.locator('#field-happened').press('Space')
      await page.locator('#cancel-cards').click()
      await page.locator('#next-call').waitFor()
    },
  },
  {
    name: 'the calls of the revocation service',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/hotline/calls`)
      await page.locator('main li a').first().waitFor()
    },
  },
  {
    name: 'a call whose holder is still to be reached',
    as: agent,
    open: async (page, base, { openCallId }) => {
      await page.goto(`${base}/hotline/calls/${openCallId}`)
      await page.locator('#follow-up').waitFor()
    },
  },
  {
    name: 'the advice desk with its errors',
    as: adviser,
    open: async (page, base) => {
      await page.goto(`${base}/advice-desk`)
      await page.locator('#look-up').press('Enter')
      await page.locator('#advice-reason-holder-calls:focus').waitFor()
      await page.locator('#advice-reason-vendor-calls').press('Space')
      await page.locator('#look-up').press('Enter')
      await page.locator('#advice-about[aria-invalid=true]:focus').waitFor()
      await page.locator('#advice-search[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'a person at the advice desk',
    as: adviser,
    open: async (page, base, { callers }) => {
      await lookUp(page, base, callers[0]?.identityCode ?? '')
      await page.locator('#found').waitFor()
    },
  },
  {
    name: 'an organisation at the advice desk',
    as: adviser,
    open: async (page, base) => {
      await lookUp(page, base, '9900034-1')
      await page.locator('#found').waitFor()
    },
  },
  {
    name: 'the advice desk when nothing was found',
    as: adviser,
    open: async (page, base) => {
      await lookUp(page, base, '12345678901234567')
      await page.locator('main [class*=alert]').first().waitFor()
    },
  },
  {
    name: 'the incidents that the public is told of, and one to be gone on with',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/incidents`)
      await page.locator('main li').first().waitFor()
      await page.locator('main button').first().click()
      await page.locator('#field-text-fi').waitFor()
    },
  },
  {
    name: 'an incident with the errors of its announcement',
    as: kaarlo,
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
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/cases`)
      await page.locator('main li a').first().waitFor()
    },
  },
  {
    name: 'a rectification request that a case officer decides',
    as: kaarlo,
    open: async (page, base, { waitingCaseId }) => {
      await page.goto(`${base}/operations/cases/${waitingCaseId}`)
      await page.locator('#field-kind-accept').press('Space')
      await page.locator('#field-text').fill('Ammattinimike on kätilö.')
      await page.locator('#handle').waitFor()
    },
  },
]

describe(
  'every page of the portal, of the revocation service and the office',
  { concurrency: 3, skip: noBrowser() },
  () => {
    const { inPage, checkPages } = seededPages(subjects)

    checkPages('portal', pages)

    it('an announced incident is in a notice through all page changes, until it ends (R430)', () =>
      inPage(kaarlo, async (page, there) => {
        let incidents: OpenIncidents['incidents'] = []
        await page.route(`**${openIncidentsPath}`, (route) =>
          route.fulfill({ json: { incidents } }),
        )
        const returnToWindow = () =>
          page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
        const notice = page.getByRole('region', { name: 'Häiriötiedote' })
        const said = page.locator('#outcome')
        await page.goto(`${there.portal}/fi/hotline/calls`)
        await page.locator('main li a').first().waitFor()
        assert.equal(await notice.count(), 0)
        const title = { fi: 'Kirjeet myöhässä', sv: 'Breven är försenade', en: 'Letters are late' }
        incidents = [{ incidentId: randomUUID(), title }]
        await returnToWindow()
        await notice.getByText('Kirjeet myöhässä').waitFor()
        await said.filter({ hasText: 'Häiriö: Kirjeet myöhässä' }).waitFor({ state: 'attached' })
        // Said once: emptied here, it stays empty on the next page.
        await said.evaluate('(region) => { region.textContent = "" }')
        await page.locator('main li a').first().click()
        await page.locator('main h1', { hasText: /^Puhelu\b/ }).waitFor()
        assert.equal(await notice.count(), 1)
        assert.deepEqual(await violationsOf(page), [])
        assert.equal(await said.textContent(), '')
        const link = notice.getByRole('link')
        assert.match(String(await link.getAttribute('href')), /\/fi\/service-status$/)
        incidents = []
        await returnToWindow()
        await notice.waitFor({ state: 'detached' })
      }))

    it('a wrong check character is named, and the former holder does not stay under it', () =>
      inPage(agent, async (page, there) => {
        const { identityCode = '' } = there.callers[0] ?? {}
        await openCall(page, `${there.portal}/en`, identityCode)
        const wrong = identityCode.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
        await page.locator('#hotline-search').fill(wrong)
        await page.keyboard.press('Enter')
        await page.getByText('the check character does not match').waitFor()
        await page.locator('#what-happened').waitFor({ state: 'detached' })
        await page.locator('#hotline-search').fill('Nobody of that name')
        await page.locator('#hotline-birth-date').fill('1.13.1')
        await page.keyboard.press('Enter')
        await page.locator('#hotline-birth-date[aria-invalid=true]').waitFor()
      }))

    it('a lost card is cancelled at the revocation service by an agent who only listens', () =>
      inPage(agent, async (page, there) => {
        const caller = there.callers.pop()
        assert.ok(caller)
        const { givenNames, surname } = caller.card.holder
        const listener = listenTo(page)
        await page.goto(`${there.portal}/fi/hotline`)
        await page.locator('#hotline-search:focus').waitFor()
        await listener.expectSaid(
          'document, Sulkupalvelu · Sote-varmennepalvelu',
          'textbox, Henkilötunnus, kortin numero tai nimi',
        )
        await listener.type('textbox, Henkilötunnus, kortin numero tai nimi', caller.identityCode)
        await listener.key('Enter')
        await listener.expectSaid(`group, ${surname} ${givenNames}`)
        await listener.expectPart(
          'main',
          'group, Suljettavat kortit',
          'checkbox, Ammattikortti',
          'group, Kortti tai sen käyttö',
          'Sulkemista ei voi perua',
        )
        await listener.press('button, Sulje kortti')
        await listener.expectSaid('heading, Tarkista nämä kohdat, level 2')
        await listener.press('link, Valitse, mitä on tapahtunut')
        await listener.expectSaid('radio, Kadonnut, not checked')
        await listener.key('Space')
        await listener.type('textbox, Kortin numeron neljä viimeistä', caller.cardNumberEnd)
        await listener.press('button, Sulje kortti')
        await listener.expectSaid('heading, Puhelu on kirjattu, level 1')
        await listener.expectPart(
          'main',
          'Kortti suljettiin',
          'heading, Lue soittajalle, level 2',
          'button, Seuraava puhelu',
        )
      }))

    it('a rectification request is decided by a case officer who only listens', () =>
      inPage(kaarlo, async (page, there) => {
        const listener = listenTo(page)
        await page.goto(`${there.portal}/fi/operations/cases`)
        await page.locator('main li a').first().waitFor()
        await listener.press('link, Nimi')
        await listener.expectSaid('heading, Nimi, level 1')
        await page.locator('#handle').waitFor()
        await listener.expectPart(
          'main',
          'article, Tietojen oikaisu tai oikaisuvaatimus',
          'heading, Viestit, level 2',
          'heading, Käsittele, level 2',
          'group, Mitä teet',
        )
        await listener.press('button, Lähetä')
        await listener.expectSaid('heading, Tarkista nämä kohdat, level 2')
        await listener.expectPart('main', 'link, Valitse, mitä teet')
        await listener.tabTo('radio, Vastaa tai kysy lisää, not checked')
        await listener.choose('radio, Hyväksy pyyntö, checked')
        await listener.type('textbox, Viesti', 'Ammattinimike on kätilö.')
        await listener.press('button, Lähetä')
        await listener.expectSaid(
          'heading, Nimi, level 1',
          'polite: Asiakaspalvelu hyväksyi pyynnön',
        )
      }))

    it('a call about a lost card takes at most sixty keystrokes and one page from the search to the cancellation', () =>
      inPage(agent, async (page, there) => {
        const caller = there.callers.pop()
        await page.goto(`${there.portal}/en/hotline`)
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
        await type(caller?.identityCode ?? '')
        await press('Enter')
        await page.locator('#field-cardNumberEnd').waitFor()
        await tabTo('[name=happened]')
        await press('Space')
        await tabTo('#field-cardNumberEnd')
        await type(caller?.cardNumberEnd ?? '')
        await press('Enter')
        await page.locator('#next-call').waitFor()
        // While the caller speaks: a minute, if each takes a second.
        assert.ok(keystrokes <= 60, `${String(keystrokes)} keystrokes`)
        assert.equal(addresses, 0)
      }))
  },
)
