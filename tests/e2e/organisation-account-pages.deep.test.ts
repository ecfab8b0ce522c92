import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { viewAccount } from '@sotevarmenne/api/accounts'
import { viewEmailDomains } from '@sotevarmenne/api/email-domains'
import { viewCardTasks } from '@sotevarmenne/api/employments'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { viewRegistrarTasks } from '@sotevarmenne/api/registrars'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { openDialog } from '@sotevarmenne/tests/browser/focus'
import { respond } from '@sotevarmenne/tests/browser/respond'
import {
  insertCard,
  seededPages,
  type SeededPage,
  type ThereIs,
} from '@sotevarmenne/tests/seeded-pages'
import { accounts, businessIds, invite } from '@sotevarmenne/tests/world/organisations'
import { people } from '@sotevarmenne/tests/world/people'

const subjects = [accounts()] as const
type There = ThereIs<typeof subjects>

const aino = (there: There) => there.aino
const byPassword = (there: There) => there.byPassword
const kaarlo = (there: There) => there.kaarlo

const aDomain = (domain: string) => ({
  ...{ domainId: randomUUID(), domain, addedAt: '2025-09-01T08:00:00.000Z' },
  record: {
    name: `_sotevarmenne-challenge.${domain}`,
    value: 'sotevarmenne-email=0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  },
})
const { record: _ended, ...anEndedDomain } = aDomain('vanha.example.fi')
const domainsInEachState: ResponseOf<typeof viewEmailDomains> = {
  domains: [
    { ...aDomain('uusi.example.fi'), state: 'not-proved' },
    {
      ...{ ...aDomain('hel.example.fi'), state: 'proved', provedAt: '2026-09-02T08:00:00.000Z' },
      provedUntil: '2027-10-05T08:00:00.000Z',
    },
    {
      ...{ ...aDomain('hki.example.fi'), state: 'run-out', provedAt: '2025-09-02T08:00:00.000Z' },
      provedUntil: '2026-10-05T08:00:00.000Z',
    },
    { ...anEndedDomain, state: 'ended', endedAt: '2026-10-01T08:00:00.000Z' },
  ],
}

/** An account in which everything is missing that its front page asks for. */
const withMissing = async (page: Page): Promise<void> => {
  await respond(page, viewAccount, async (real) => {
    const { organisation, ...account } = await real()
    return { ...account, organisation: { ...organisation, units: [] } }
  })
  await respond(page, viewRegistrarTasks, () => ({
    withoutRegistrar: [{ pointId: randomUUID(), name: 'Kallion terveysasema' }],
    registrars: 4,
  }))
  await respond(page, viewCardTasks, async (real) => ({ ...(await real()), heldCards: 318 }))
}

const pages: readonly SeededPage<There>[] = [
  {
    name: 'an account without units, registrar and e-invoice address, and its figures',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await withMissing(page)
      await page.goto(`${base}/organisation/${organisation}`)
      await page.locator('main section', { hasText: '318' }).waitFor()
    },
  },
  {
    name: 'own organisations, with one whose account is joined on a power of attorney that is missing',
    as: aino,
    open: async (page, base) => {
      await page.goto(`${base}/organisation`)
      await page.locator('#business-id').fill(businessIds.exampleDoctors)
      await page.keyboard.press('Enter')
      await page.locator('#open-it').click()
      await page.locator('#power-of-attorney-statusText').waitFor()
    },
  },
  {
    name: 'contacts and units of an organisation, with the errors of the form',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/facts`)
      await page.locator('#field-contacts-0-email').fill('nobody')
      await page.keyboard.press('Enter')
      await page.locator('[aria-invalid=true]').first().waitFor()
    },
  },
  {
    name: 'contacts and units of an organisation that has none, to a member who keeps neither',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.route(`**/accounts/${organisation}`, async (route) => {
        const response = await route.fetch({ maxRetries: 3 })
        const { organisation: of, ...account } = (await response.json()) as { organisation: object }
        const none = { ...of, contacts: [], units: [] }
        await route.fulfill({
          response,
          json: { ...account, organisation: none, actions: ['view'] },
        })
      })
      await page.goto(`${base}/organisation/${organisation}/facts`)
      await page.locator('main section.fi-inline-alert').waitFor()
    },
  },
  {
    name: 'the e-mail domains of an organisation, one in each state, with an error of the form',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await respond(page, viewEmailDomains, () => domainsInEachState)
      await page.goto(`${base}/organisation/${organisation}/facts`)
      await page.locator('#field-domain').press('Enter')
      await page.locator('#field-domain[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the confirmation that the use of an e-mail domain ends',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await respond(page, viewEmailDomains, () => domainsInEachState)
      await page.goto(`${base}/organisation/${organisation}/facts`)
      await page.locator('section[aria-label="hel.example.fi"] button').last().press('Enter')
      await openDialog(page)
    },
  },
  {
    name: 'an account that no signatory is left in',
    as: aino,
    open: async (page, base, { withoutSignatory }) => {
      await page.goto(`${base}/organisation/${withoutSignatory}`)
      await page.locator('main section.fi-inline-alert').waitFor()
    },
  },
  {
    name: 'the people of an account, and the form that invites with its errors',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/people`)
      await page.locator('section[aria-labelledby=invite] button[type=submit]').press('Enter')
      await page.locator('[aria-invalid=true]').first().waitFor()
    },
  },
  {
    name: 'what was done for an organisation',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/activity`)
      await page.locator('main li').first().waitFor()
    },
  },
  {
    name: 'a sign-out that the service does not answer',
    as: aino,
    open: async (page, base) => {
      await page.route('**/api/v1/session', (route) =>
        route.request().method() === 'GET' ? route.fallback() : route.abort(),
      )
      await page.goto(`${base}/organisation`)
      await page.locator('#business-id').waitFor()
      await page.locator('header button', { hasText: /Kirjaudu ulos|Logga ut|Sign out/ }).click()
      await page.locator('header [role=alert]').waitFor()
    },
  },
  {
    name: 'a session that its card has ended',
    as: 'nobody',
    open: async (page, base) => {
      await page.route('**/api/v1/session', (route) =>
        route.fulfill({ json: { ended: 'session-card-not-confirmed' } }),
      )
      await page.goto(`${base}/organisation`)
      await page.locator('main .fi-inline-alert--warning').waitFor()
    },
  },
  {
    name: 'own organisations, with one whose account needs a power of attorney',
    as: aino,
    open: async (page, base) => {
      await page.goto(`${base}/organisation`)
      await page.locator('#business-id').fill(businessIds.dentists)
      await page.keyboard.press('Enter')
      await page.locator('#open-it').click()
      await page.locator('#found-organisation').waitFor()
    },
  },
  {
    name: 'own user name, whose password was turned off, and the form for a new one with its errors',
    as: aino,
    open: async (page, base) => {
      await page.route('**/api/v1/own/password', async (route) => {
        const response = await route.fetch({ maxRetries: 3 })
        const { password } = (await response.json()) as { password: object }
        await route.fulfill({ response, json: { password: { ...password, isTurnedOff: true } } })
      })
      await page.goto(`${base}/organisation/password`)
      await page.locator('#stored-password').waitFor()
      await page.locator('#field-password').fill('lyhyt')
      await page.keyboard.press('Enter')
      await page.locator('#field-password[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'own organisations, to who signed in by password',
    as: byPassword,
    open: async (page, base) => {
      await page.goto(`${base}/organisation`)
      await page.locator('main a[href*="again"]').waitFor()
    },
  },
  {
    name: 'the cases of an organisation, one of which is not filled in',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/cases`)
      await page.locator('#field-subject').fill('Kortit')
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-text[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the account of an organisation',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}`)
      await page.locator('main a[href$="/people"]').waitFor()
    },
  },
  {
    name: 'the account of an organisation, whose member is to be removed',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/people`)
      await page.getByRole('button', { name: /Korhonen/ }).click()
      await openDialog(page)
    },
  },
  {
    name: 'an invitation, to who has not signed in',
    as: 'nobody',
    open: async (page, base, { invitation }) => {
      await page.goto(`${base}/invitation#${invitation}`)
      await page.locator('main a[href*="sign-in"]').waitFor()
    },
  },
  {
    name: 'an invitation to be accepted',
    as: aino,
    open: async (page, base, { invitation }) => {
      await page.goto(`${base}/invitation#${invitation}`)
      await page.locator('#accept').waitFor()
    },
  },
  {
    name: 'the requests for accounts',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/account-requests`)
      await page.locator('main section').first().waitFor()
    },
  },
]

describe('the pages of organisations’ accounts', { concurrency: 3, skip: noBrowser() }, () => {
  const { inPage, checkPages } = seededPages(subjects)

  checkPages('organisations', pages)

  it('a business ID is looked up as people write it, and a press without one says what is missing', () =>
    inPage(aino, async (page, { portal: base }) => {
      await page.goto(`${base}/en/organisation`)
      await page.getByRole('button', { name: 'Look up' }).press('Enter')
      await page.locator('#business-id[aria-invalid=true]:focus').waitFor()
      await page.getByText('Enter the business ID').waitFor()
      await page.locator('#business-id').fill(`FI${businessIds.dentists.replace('-', '')}`)
      await page.keyboard.press('Enter')
      await page.locator('#found-organisation', { hasText: businessIds.dentists }).waitFor()
    }))

  for (const [identityCode, isSame] of [
    [people.aino, true],
    [people.anna, false],
  ] as const)
    it(`input from before the session ended is restored after a sign-in elsewhere ${isSame ? 'by the same person' : 'by nobody else'} (R270)`, () =>
      inPage(aino, async (page, { portal, helsinki }) => {
        await page.goto(`${portal}/en/organisation/${helsinki}/cases`)
        await page.locator('#field-subject').fill('Invoices')
        await page.locator('#field-text').fill('A long message.')
        await page.context().clearCookies()
        await page.getByRole('button', { name: 'Send' }).press('Enter')
        await page.locator('#sign-in-by-suomi-fi').press('Enter')
        await page.locator('#identityCode').selectOption(identityCode)
        await page.locator('button[value=identify]').press('Enter')
        await page.waitForURL('**/cases')
        await page.locator('#field-text').waitFor()
        await page.waitForFunction(() => sessionStorage.getItem('saved-input') === null)
        const typed = [
          await page.locator('#field-subject').inputValue(),
          await page.locator('#field-text').inputValue(),
        ]
        assert.deepEqual(typed, isSame ? ['Invoices', 'A long message.'] : ['', ''])
      }))

  it('an e-mail domain is added and ended with the keyboard alone', () =>
    inPage(aino, async (page, { portal: url, helsinki: organisation }) => {
      await page.goto(`${url}/en/organisation/${organisation}/facts`)
      await page.locator('#field-domain').fill('Posti.Example.FI')
      await page.keyboard.press('Enter')
      await page.locator('div:focus', { hasText: 'The domain has been added' }).waitFor()
      const domain = page.locator('section[aria-label="posti.example.fi"]')
      await domain.getByText('Not proved').waitFor()
      await domain.getByText('_sotevarmenne-challenge.posti.example.fi').waitFor()
      await domain.getByText(/^sotevarmenne-email=[0-9a-f]{32}$/).waitFor()
      assert.equal(await page.locator('#field-domain').inputValue(), '')
      await domain.getByRole('button', { name: 'End use: posti.example.fi' }).press('Enter')
      await openDialog(page)
      await page.getByRole('dialog').getByRole('button', { name: 'End use' }).press('Enter')
      await page.locator('div:focus', { hasText: 'The domain has been ended' }).waitFor()
      assert.equal(await domain.getByRole('button').count(), 0)
    }))

  it('the front page names what is missing with the way there, and figures', () =>
    inPage(aino, async (page, { portal: url, helsinki: organisation }) => {
      await withMissing(page)
      await page.goto(`${url}/en/organisation/${organisation}`)
      for (const [name, path] of [
        ['Add the organisation’s units', 'facts'],
        ['Apply for a registrar: Kallion terveysasema', 'registrars/new'],
        ['Enter the e-invoice address', 'fees'],
      ] as const)
        assert.equal(
          await page.getByRole('link', { name }).getAttribute('href'),
          `/en/organisation/${organisation}/${path}`,
        )
      const figures = page.locator('section[aria-labelledby=figures]')
      assert.equal(await figures.locator('dt', { hasText: 'Cards with' }).count(), 1)
      assert.equal(await figures.locator('dd').first().textContent(), '318')
      assert.equal(await figures.locator('dt:has-text("Registrars") + dd').textContent(), '4')
    }))

  it('contacts are shown once after they are saved, units ticked meanwhile stay, and a removal keeps the focus', () =>
    inPage(aino, async (page, { portal: url, helsinki: organisation }) => {
      await page.goto(`${url}/en/organisation/${organisation}/facts`)
      const tick = page.locator('input[type=checkbox]').first()
      await tick.press('Space')
      const ticked = await tick.isChecked()
      await page.locator('#add-contact').press('Enter')
      await page.locator('#field-contacts-2-name').fill('Maija Esimerkki')
      await page.locator('#field-contacts-2-email').fill('maija@example.fi')
      await page.keyboard.press('Enter')
      await page.locator('main div:focus').waitFor()
      assert.equal(await page.getByText('Save the contacts').count(), 1)
      assert.equal(await page.locator('#field-contacts-2-name').count(), 1)
      assert.equal(await tick.isChecked(), ticked)
      await page.getByRole('button', { name: 'Remove: Maija Esimerkki' }).press('Enter')
      await page.locator('#add-contact:focus').waitFor()
    }))

  it('ending one’s own role and removing another person have different confirmations', () =>
    inPage(aino, async (page, { portal: url, helsinki: organisation }) => {
      await page.goto(`${url}/en/organisation/${organisation}/people`)
      const dialog = page.getByRole('dialog')
      await page.getByRole('button', { name: 'End my role' }).press('Enter')
      await dialog.getByText(/^End your role: /).waitFor()
      await dialog.getByRole('button', { name: 'End my role' }).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /Korhonen/ }).press('Enter')
      await dialog.getByText(/Korhonen/).waitFor()
      await dialog.getByRole('button', { name: 'Remove' }).waitFor()
    }))

  it('each invitation sent shows a message with the focus', () =>
    inPage(aino, async (page, { portal: url, helsinki: organisation }) => {
      await page.goto(`${url}/en/organisation/${organisation}/people`)
      for (const email of ['one@example.fi', 'other@example.fi']) {
        await page.locator('#field-email').fill(email)
        await page.keyboard.press('Enter')
        await page.locator('main div:focus', { hasText: 'The invitation has been sent' }).waitFor()
      }
    }))

  it('the link to a stronger sign-in does not touch the button of the form below it', () =>
    inPage(byPassword, async (page, { portal: url, helsinki: organisation }) => {
      await page.goto(`${url}/fi/organisation/${organisation}/people`)
      await page.locator('#field-email').fill('kutsu@example.fi')
      await page.keyboard.press('Enter')
      const form = page.locator('section[aria-labelledby=invite]')
      const signIn = await form.locator('a[href*="again"]').boundingBox()
      const send = await form.locator('button[type=submit]').boundingBox()
      assert.ok(signIn && send && send.y - (signIn.y + signIn.height) >= 12)
    }))

  it('the secret of an invitation stays in the tab while the person signs in', () =>
    inPage('nobody', async (page, there) => {
      const { portal, kaarlo: invited, aino: inviting, helsinki } = there
      await insertCard(page, invited)
      await inviting.signInAgain()
      const token = await invite(there, inviting, helsinki, 'kaarlo@example.fi', 'contact')
      await page.goto(`${portal}/en/invitation#${token}`)
      await page.locator('main a[href*="sign-in"]').click()
      await page.locator('#sign-in-by-card').click()
      await page.locator('#accept').press('Enter')
      await page.waitForURL(`${portal}/en/organisation/${helsinki}`)
    }))
})
