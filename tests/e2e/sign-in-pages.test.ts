import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page, Route } from 'playwright-core'
import { aSigningEnvironment, signedPdf } from '@sotevarmenne/signatures/testing'
import { plainPdf } from '@sotevarmenne/signatures/testing/documents'
import { noon } from '@sotevarmenne/x509/testing'
import { exampleServiceContacts } from '../../apps/server/src/platform/service-contacts.ts'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { openDialog, untilFocused } from '@sotevarmenne/tests/browser/focus'
import { listenTo } from '@sotevarmenne/tests/browser/read-aloud'
import {
  insertCard,
  seededPages,
  type SeededPage,
  type ThereIs,
} from '@sotevarmenne/tests/seeded-pages'
import { cards } from '@sotevarmenne/tests/world/cards'
import type { Hands } from '@sotevarmenne/tests/world/hands'
import type { SeededEnvironment } from '@sotevarmenne/tests/world/history'
import { lateLink, linkToConfirm, newestSecret } from '@sotevarmenne/tests/world/mails'
import { points } from '@sotevarmenne/tests/world/points'
import { revokeSignature } from '@sotevarmenne/tests/world/revocation'
import { cardListener } from '@sotevarmenne/tests/world/serve'

const held = cards()
const subjects = [
  held,
  points(),
  lateLink(() => held.found().olli),
  revokeSignature(() => held.found().card.olli),
] as const
type There = ThereIs<typeof subjects>

/** Each takes a later time than the one before. */
let booked = 0
async function requestAppointment(page: Page, base: string, there: There): Promise<string> {
  const email = `aino.${String(booked)}@example.fi`
  await page.goto(`${base}/points/${there.pointId}`)
  await page.locator('input[type=radio]').nth(booked++).press('Space')
  await page.locator('[id="field-services-registering"]').press('Space')
  await page.locator('#field-name').fill('Aino Esimerkki')
  await page.locator('#field-email').fill(email)
  await page.locator('[aria-labelledby=book] form button[type=submit]').click()
  await page.getByText(email).waitFor()
  return email
}

/** Its link is in the mail, and opening it confirms the appointment. */
async function bookAppointment(page: Page, base: string, there: There): Promise<void> {
  const email = await requestAppointment(page, base, there)
  await there.settle()
  await page.goto(
    `${base}/appointment#${await newestSecret(there.mailboxes, email, 'appointment')}`,
  )
  await page.locator('#move').waitFor()
}

let cardIsFree: Promise<unknown> = Promise.resolve()
/** The page in another language waits: a card that is in use works for nothing else. */
function withCardAlone(action: () => Promise<void>): Promise<void> {
  const done = cardIsFree.then(action)
  cardIsFree = done.catch(() => undefined)
  return done
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

const suomiFiUnavailable = (route: Route): Promise<void> =>
  route.fulfill({
    status: 503,
    contentType: 'application/problem+json',
    json: {
      ...{ type: '/problems/suomi-fi-unavailable', kind: 'suomi-fi-unavailable', status: 503 },
      title: 'Suomi.fi-tunnistus ei vastaa juuri nyt',
      detail: 'Yritä hetken kuluttua uudelleen. Kortilla voit kirjautua myös nyt.',
    },
  })

/**
 * The browser's certificate dialogue, in which the card's certificate is chosen, or none. Returns the codes
 * with which the listener sends the browser back.
 */
async function giveCertificate(
  page: Page,
  base: string,
  { there, of }: { readonly there: SeededEnvironment; readonly of?: Hands },
): Promise<readonly string[]> {
  const codes: string[] = []
  const signed = await of?.reader.sign('digitalsignature', `${there.portal};${'0'.repeat(88)}`)
  const [certificate] = signed?.chain ?? []
  await page.route(`${cardListener}/**`, async (route) => {
    const state = new URL(route.request().url()).searchParams.get('state') ?? ''
    const code = await there.service.authentication.seeClientCertificate(
      state,
      certificate === undefined ? undefined : new Uint8Array(Buffer.from(certificate, 'base64')),
    )
    codes.push(code ?? '')
    await route.fulfill({
      status: 303,
      headers: { location: `${base}/sign-in/card?code=${code ?? ''}` },
    })
  })
  return codes
}

const pages: readonly SeededPage<There>[] = [
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
    open: async (page, base, { pointId }) => {
      await page.goto(`${base}/points/${pointId}`)
      await page.locator('input[type=radio]').first().waitFor()
      await page.locator('[aria-labelledby=book] form button[type=submit]').click()
      await page.locator('#field-name[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'an appointment to be confirmed by the link in the mail',
    as: 'nobody',
    open: requestAppointment,
  },
  {
    name: 'an appointment that was just made',
    as: 'nobody',
    open: bookAppointment,
  },
  {
    name: 'an appointment to be cancelled: the confirmation dialog',
    as: 'nobody',
    open: async (page, base, { secret }) => {
      await page.goto(`${base}/appointment#${secret}`)
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
  { name: 'a missing page', as: 'nobody', open: (page, base) => page.goto(`${base}/nothing`) },
  {
    name: 'the sign-in, with the number to call about a lost card',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/sign-in`)
      await page.getByRole('link', { name: exampleServiceContacts.hotline }).waitFor()
    },
  },
  {
    name: 'the sign-in without reader software',
    as: 'nobody',
    open: async (page, base, { signingApi }) => {
      await page.route(`${signingApi}/**`, (route) => route.abort())
      await page.goto(`${base}/sign-in`)
      await page.locator('#sign-in-by-card').click()
      await page.locator('main [class*=alert]').first().waitFor()
    },
  },
  {
    name: 'the test of a card, one use of which works',
    as: 'nobody',
    open: (page, base, there) =>
      withCardAlone(async () => {
        await insertCard(page, there.olli)
        await page.goto(`${base}/test-my-card`)
        for (const [use, works] of [
          ['log-in', true],
          ['signature', false],
        ] as const) {
          await page.locator(`#start-${use}`).click()
          await page
            .locator(`[aria-labelledby=test-${use}] [data-works=${String(works)}]`)
            .waitFor()
        }
      }),
  },
  {
    name: 'the sign-in while Suomi.fi does not answer',
    as: 'nobody',
    open: async (page, base) => {
      await page.route('**/api/v1/sign-in/suomi-fi', suomiFiUnavailable)
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
      await page.goto(`${base}/sign-in`)
      await page.locator('#sign-in-by-suomi-fi').click()
      await page.locator('#identityCode').selectOption('')
      await page.locator('button[value=identify]').click()
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
    open: async (page, base, there) => {
      await giveCertificate(page, base, { there })
      await page.goto(`${base}/sign-in`)
      await page.locator('#sign-in-by-client-certificate').press('Enter')
      await page.waitForURL(`${base}/sign-in/card`)
      await page.locator('main [class*=alert]').first().waitFor()
    },
  },
  {
    name: 'the page after the sign-out',
    as: 'nobody',
    open: (page, base) => page.goto(`${base}/signed-out`),
  },
  {
    name: 'the desk right after the sign-in by card',
    as: 'nobody',
    open: async (page, base, there) => {
      await insertCard(page, there.riitta)
      await page.goto(`${base}/sign-in`)
      await page.locator('#sign-in-by-card').click()
      await page.locator('#identity-code').waitFor()
    },
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
    name: 'an address that its mail confirms',
    as: 'nobody',
    open: async (page, base, there) => {
      await there.aino.signInAgain()
      const secret = await linkToConfirm(
        there,
        there.aino,
        `${there.stranger().surname}@example.fi`,
      )
      await page.goto(`${base}/confirm-address#${secret}`)
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
        .getByText(/^(Palvelu ei vastaa|Tjänsten svarar inte|The service is not responding)/)
        .waitFor()
    },
  },
  {
    name: 'a confirmation that comes too late',
    as: 'nobody',
    open: async (page, base, { lateLink }) => {
      await page.goto(`${base}/confirm-address#${lateLink}`)
      await page.locator('main button').click()
      await page.getByText(/^(Linkki on vanh|Länken har gått|The link has exp)/).waitFor()
    },
  },
]

/** Checked in forced colours and by keyboard in every run; the others in the long tests. */
const closely: ReadonlySet<string> = new Set(['the sign-in'])

describe(
  'every page of the portal, before the sign-in',
  { concurrency: 3, skip: noBrowser() },
  () => {
    const { inPage, checkPages } = seededPages(subjects)

    checkPages('portal', pages, closely)

    it('a search of registration points says what is wrong with it, and shows no former result', () =>
      inPage('nobody', async (page, there) => {
        const rows = page.locator('main li a[href*="/points/"]')
        const refused = async (field: string, typed: string, because: string) => {
          await page.locator(field).fill(typed)
          await page.keyboard.press('Enter')
          await page.locator(`${field}[aria-invalid=true]`).waitFor()
          await page.getByText(because).waitFor()
          assert.equal(await rows.count(), 0, typed)
        }
        await page.goto(`${there.portal}/en/points`)
        await rows.first().waitFor()
        await refused('#field-freeBy', 'eilen', 'Enter the day as day.month.year')
        await refused(
          '#field-freeBy',
          '1.1.2020',
          'The date is in the past: enter today or a later date',
        )
        await page.locator('#field-freeBy').fill('')
        await refused('#field-place', 'a'.repeat(10_000), 'Write 80 characters at most')
        await page.locator('#field-place').fill('')
        await page.keyboard.press('Enter')
        await rows.first().waitFor()
        // A link may have the same mistake.
        await page.goto(`${there.portal}/en/points?freeBy=eilen`)
        await page.getByText('Enter the day as day.month.year').waitFor()
        assert.equal(await rows.count(), 0)
      }))

    it('an appointment without a name says whose name to write', () =>
      inPage('nobody', async (page, there) => {
        await page.goto(`${there.portal}/fi/points/${there.pointId}`)
        await page.locator('[aria-labelledby=book] form button[type=submit]').click()
        await page.locator('#field-name[aria-invalid=true]').waitFor()
        await page.getByText('Kirjoita nimesi').first().waitFor()
      }))

    it('later and earlier days are shown without losing the focus', () =>
      inPage('nobody', async (page, there) => {
        await page.goto(`${there.portal}/en/points/${there.pointId}`)
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

    it('who is refused by Suomi.fi chooses another person there at once, and gets to the requested page', () =>
      inPage('nobody', async (page, there) => {
        const base = `${there.portal}/en`
        await page.goto(`${base}/sign-in?return=%2Fen%2Fown`)
        await page.locator('#sign-in-by-suomi-fi').click()
        await page.locator('#identityCode').selectOption('')
        await page.locator('button[value=identify]').click()
        await page.locator('main [class*=alert]').first().waitFor()
        await page.getByRole('button', { name: 'Choose another way' }).click()
        // Suomi.fi knows the user by now, and lets the user choose all the same.
        await page.locator('#identityCode').selectOption('140388-9039')
        await page.locator('button[value=identify]').click()
        await page.waitForURL(`${base}/own`)
      }))

    it('the link of a locked card leads to Suomi.fi without a click, and back without a trap', () =>
      inPage('nobody', async (page, there) => {
        const base = `${there.portal}/en`
        await page.goto(`${base}/help`)
        await page.goto(`${base}/sign-in?by=suomi-fi&return=%2Fen%2Fown`)
        await page.locator('#identityCode').waitFor()
        await page.goBack()
        await page.locator('#sign-in-by-suomi-fi').waitFor()
        assert.equal(page.url(), `${base}/sign-in?return=%2Fen%2Fown`)
      }))

    it('the search knows the words that people use, in every language and without scripts', () =>
      inPage('nobody', async (page, { portal }) => {
        for (const [language, sought, found] of [
          ['fi', 'PIN', '/fi/help'],
          ['fi', 'PIN-koodi', '/fi/help'],
          ['fi', 'tunnusluku', '/fi/help'],
          ['fi', 'booking', '/fi/order-a-card'],
          ['fi', 'ajanvaraus', '/fi/order-a-card'],
          ['fi', 'hukassa', '/fi/lost-card'],
          ['fi', 'varakortti', '/fi/spare-cards'],
          ['sv', 'pinkod', '/sv/help'],
          ['sv', 'bokning', '/sv/order-a-card'],
          ['sv', 'tappat kort', '/sv/lost-card'],
          ['sv', 'varakortti', '/sv/spare-cards'],
          ['en', 'PIN code', '/en/help'],
          ['en', 'booking', '/en/order-a-card'],
          ['en', 'lost', '/en/lost-card'],
          ['en', 'varakortti', '/en/spare-cards'],
        ] as const) {
          const response = await page.request.get(
            `${portal}/${language}/search?q=${encodeURIComponent(sought)}`,
          )
          const links = [...(await response.text()).matchAll(/<li><a href="([^"]*)"/g)]
          const addresses = links.map(([, address = '']) => address)
          assert.ok(addresses.includes(found), `${language} ${sought}: ${addresses.join(' ')}`)
        }
      }))

    it('an appointment stays open in another language', () =>
      inPage('nobody', async (page, there) => {
        await bookAppointment(page, `${there.portal}/en`, there)
        await page.getByRole('link', { name: 'Svenska' }).click()
        await page.getByRole('heading', { name: 'Flytta besöket' }).waitFor()
      }))

    it('a person who returns from client-certificate sign-in is signed in, on the requested page, and no code stays in the address', () =>
      inPage('nobody', async (page, there) => {
        const base = `${there.portal}/en`
        const codes = await giveCertificate(page, base, { there, of: there.aino })
        await page.goto(`${base}/sign-in?return=%2Fen%2Fown%2Fsessions`)
        await page.locator('#sign-in-by-client-certificate').press('Enter')
        await page.waitForURL(`${base}/own/sessions`)
        const [code] = codes
        // The attempt is used up: going back signs nobody in.
        await page.goto(`${base}/sign-in/card?code=${code}`)
        await page.locator('main [class*=alert]').first().waitFor()
        assert.equal(page.url(), `${base}/sign-in/card`)
      }))

    it('registration points can be read while the scripts load, and the fields wait for them', () =>
      inPage('nobody', async (page, { portal }) => {
        const { promise: released, resolve: release } = Promise.withResolvers<undefined>()
        await page.route('**/assets/*.js', async (route) => {
          await released
          await route.continue()
        })
        await page.goto(`${portal}/fi/points`, { waitUntil: 'commit' })
        await page.locator('#first-words main li a[href^="/fi/points/"]').first().waitFor()
        await page.locator('#plain-place:disabled').waitFor()
        release(undefined)
        await page.locator('#field-place').waitFor()
        assert.equal(await page.locator('#first-words').count(), 0)
      }))

    it('registration points can be searched where the scripts can’t be loaded', () =>
      inPage('nobody', async (page, { portal }) => {
        await page.route('**/assets/*.js', (route) => route.abort())
        await page.goto(`${portal}/fi/points`)
        await page.locator('#plain-place:enabled').fill('Turku')
        await page.locator('#plain-place').press('Enter')
        await page.waitForURL(/place=Turku/)
        await page.locator('#plain-place').waitFor()
        assert.equal(await page.locator('#plain-place').inputValue(), 'Turku')
      }))

    it('a point is found by somebody who only listens', () =>
      inPage('nobody', async (page, { portal }) => {
        const listener = listenTo(page)
        await page.goto(`${portal}/fi/points`)
        await page.locator('#portal main li a').first().waitFor()
        await listener.expectPart('#content', 'heading, Rekisteröintipisteet, level 1', 'search')
        await listener.type(
          'textbox, Paikka, Osa nimestä, kadusta tai postitoimipaikasta, not invalid',
          'Turku',
        )
        await listener.press('button, Hae, not disabled')
        await listener.expectSaid('polite: Tuloksia näkyvissä: 1')
        await listener.expectPart(
          '#content',
          'heading, Hakutulokset, level 2',
          'link, Aurajoen rekisteröintipiste',
        )
        await listener.press('link, Aurajoen rekisteröintipiste')
        await listener.expectSaid('heading, Aurajoen rekisteröintipiste, level 1')
      }))

    it('a visit is booked by somebody who only listens', () =>
      inPage('nobody', async (page, { portal, pointId }) => {
        const email = 'kuuntelija@example.fi'
        const listener = listenTo(page)
        await page.goto(`${portal}/fi/points/${pointId}`)
        await page.locator('input[type=radio]').first().waitFor()
        await listener.press('button, Varaa käynti, not disabled')
        await listener.expectSaid('heading, Tarkista nämä kohdat, level 2')
        await listener.expectPart(
          '#content',
          'heading, Varaa aika, level 2',
          'link, Valitse vähintään yksi palvelu',
          'link, Valitse aika',
          'link, Kirjoita nimesi',
          'group, Mitä varten tulet? Valitse vähintään yksi palvelu',
          'heading, Milloin tulet?, level 3',
          'group, torstai 26. marraskuuta 2026',
        )
        await listener.press('link, Valitse vähintään yksi palvelu')
        await listener.press('checkbox, Haen korttia, not checked, invalid', 'Space')
        await page
          .locator('#field-services-registering[aria-invalid=true]')
          .waitFor({ state: 'detached' })
        await listener.tabTo('checkbox, Haen korttia, checked, not invalid')
        await listener.tabTo('radio')
        await listener.key('Space')
        await listener.type('textbox, Nimi, Kirjoita nimesi', 'Kuuntelija')
        await listener.type('textbox, Sähköposti, Anna vähintään toinen', email)
        await listener.press('button, Varaa käynti')
        await listener.expectSaid('group, Vahvista varaus sähköpostista')
      }))

    it('a registrar who only listens signs in with a card', () =>
      inPage('nobody', async (page, there) => {
        await insertCard(page, there.riitta)
        const listener = listenTo(page)
        await page.goto(`${there.portal}/fi/sign-in`)
        await page.locator('#sign-in-by-card').waitFor()
        await listener.expectPart(
          '#content',
          'heading, Kirjaudu sisään, level 1',
          'heading, Kirjaudu kortilla, level 2',
          'button, Siirry Suomi.fi-tunnistukseen, not disabled',
          'textbox, Käyttäjätunnus, not invalid',
          'button, Kirjaudu käyttäjätunnuksella, not disabled',
          'link, Ohjeet kortin käyttöön',
        )
        await listener.press('button, Kirjaudu kortilla, not disabled')
        await page.waitForURL(/\/fi\/desk$/)
        await listener.expectSaid('heading, Palvele asiakasta, level 1')
      }))
  },
)
