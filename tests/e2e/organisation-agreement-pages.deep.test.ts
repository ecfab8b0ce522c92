import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { settleDocument } from '@sotevarmenne/api/agreements'
import { fileColumns, prepareOrder, previewRenewals } from '@sotevarmenne/api/employments'
import { readLines } from '../../apps/server/src/organisations/employments/domain/read-lines.ts'
import { readCsv } from '../../apps/server/src/organisations/employments/read-csv.ts'
import { readText } from '../../apps/server/src/organisations/employments/read-text.ts'
import { findVisitor } from '@sotevarmenne/tests/browser/find-visitor'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { chooseFile, openDialog } from '@sotevarmenne/tests/browser/focus'
import { listenTo } from '@sotevarmenne/tests/browser/read-aloud'
import { respond } from '@sotevarmenne/tests/browser/respond'
import { seededPages, type SeededPage, type ThereIs } from '@sotevarmenne/tests/seeded-pages'
import { agreements } from '@sotevarmenne/tests/world/agreements'
import { accounts, type Visitor } from '@sotevarmenne/tests/world/organisations'
import { people } from '@sotevarmenne/tests/world/people'
import { appoint, draftRegistrar, proof, sendWithProof } from '@sotevarmenne/tests/world/registrars'

const organisations = accounts()
const subjects = [organisations, agreements(organisations)] as const
type There = ThereIs<typeof subjects>

const aino = (there: There) => there.aino
const kaarlo = (there: There) => there.kaarlo

/** A draft of an application for a registrar at Laakso: for Tuuli, who has a card. */
const apply = ({ aino: member, helsinki, points, codeOfTuuli }: There, about = {}) =>
  draftRegistrar(member, {
    ...{ organisationId: helsinki, pointId: points[1], identityCode: codeOfTuuli },
    ...{ name: 'Tuuli Turku', ...about },
  })

/** The order of a stranger's card. */
async function prepare(there: There, { request }: Pick<Visitor, 'request'> = there.aino) {
  const { identityCode, givenNames, surname } = there.stranger()
  await request(prepareOrder, {
    ...{ organisationId: there.helsinki, identityCode, name: `${givenNames} ${surname}` },
    ...{ title: 'Osastonsihteeri', employmentEndsOn: '2027-06-30' },
    declaration: { logsInToPatientSystems: true, givenBy: 'Esko Esihenkilö' },
  })
  return { identityCode }
}

/** More faults than the page shows: a title is missing in the first line, and units are unknown in others. */
const wrongLines = {
  name: 'people.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      'Henkilötunnus;Nimi;Yksikön OID;Tehtävänimike;Kirjautuu potilastietojärjestelmiin;Vakuutuksen antaja',
      ';;;;;',
      '131052-308T;Sanna Sihteeri;;;ei;Esko Esihenkilö',
      ...Array.from(
        { length: 210 },
        () => '131052-308T;Sanna Sihteeri;1.2.3;Sihteeri;ei;Esko Esihenkilö',
      ),
    ].join('\r\n'),
  ),
}

/** Three people, one of whom logs in, as Finnish spreadsheets save CSV. */
function rightLines(stranger: There['stranger']) {
  const lines = ['Kyllä', 'Ei', 'Ei'].map(
    (logsIn) => `${stranger().identityCode};Åsa Öberg;Sihteeri;${logsIn};Esko Esihenkilö`,
  )
  const head =
    'Henkilötunnus;Nimi;Tehtävänimike;Kirjautuu potilastietojärjestelmiin;Vakuutuksen antaja'
  const buffer = Buffer.from([head, ...lines].join('\r\n'), 'latin1')
  return { name: 'henkilot.csv', mimeType: 'text/csv', buffer }
}

const twentyThreeEuros = {
  kind: 'priced' as const,
  ...{
    amount: { cents: 2300, currency: 'EUR' as const },
    because: 'staff-without-patient-systems' as const,
  },
}

const pages: readonly SeededPage<There>[] = [
  {
    name: 'the orders that an organisation prepared',
    as: aino,
    open: async (page, base, there) => {
      await prepare(there)
      await page.goto(`${base}/organisation/${there.helsinki}/prepared-orders`)
      await page.locator('main summary').first().waitFor()
    },
  },
  {
    name: 'what the renewal of a chosen card would prepare, and what it costs',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await respond(page, previewRenewals, () => ({
        ...{ count: 12, areDrafts: false },
        ...{ price: twentyThreeEuros, refused: [], reasons: [] },
      }))
      await page.goto(`${base}/organisation/${organisation}/cards?state=ending`)
      await page.locator('main li input[type=checkbox]').first().press('Space')
      await page.locator('#field-logsIn').press('Space')
      await page.locator('#field-givenBy').fill('Esko Esihenkilö')
      await page.locator('section[aria-labelledby=renewal] button[type=submit]').press('Enter')
      await page.locator('#renewal-yes').waitFor()
    },
  },
  {
    name: 'the cards of an organisation’s people, one of which is chosen, with the errors of its renewal',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/cards`)
      await page.locator('main li input[type=checkbox]').first().press('Space')
      await page.locator('form:has(#field-givenBy) button[type=submit]').click()
      await page.locator('#field-givenBy[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the order form of a staff card, filled from what the employer prepared',
    as: ({ riitta }) => riitta,
    open: async (page, base, { preparedId }) => {
      await page.goto(`${base}/desk`)
      await findVisitor(page, people.ottoWithoutRights)
      await page.locator(`a[href$="/desk/order/staff-card?prepared=${preparedId}"]`).click()
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
    name: 'the form of an order for the desk, with its errors',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/prepared-orders/new`)
      await page.locator('#field-identityCode').waitFor()
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-identityCode[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'a file of orders of which lines are wrong',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/prepared-orders/file`)
      await page.locator('#people-file').setInputFiles(wrongLines)
      await page.locator('#check-file').click()
      await page.locator('#line-faults li').first().waitFor()
    },
  },
  {
    name: 'what a file of orders would prepare, with prices and letters to check',
    as: aino,
    open: async (page, base, { helsinki: organisation, stranger }) => {
      await page.goto(`${base}/organisation/${organisation}/prepared-orders/file`)
      await page.locator('#people-file').setInputFiles(rightLines(stranger))
      await page.locator('#check-file').click()
      await page.locator('#letters li').first().waitFor()
    },
  },
  {
    name: 'the registrars of an organisation, one of whom was just ended',
    as: aino,
    open: async (page, base, there) => {
      await apply(there)
      const name = await appoint(there, there.points[0])
      await page.goto(`${base}/organisation/${there.helsinki}/registrars`)
      await page.locator('main li a[href*="/registrars/"]').first().waitFor()
      await page.getByRole('button', { name: new RegExp(name) }).click()
      await openDialog(page)
      await page.locator('[role=dialog] button').first().click()
      await page.locator('main div:focus').waitFor()
    },
  },
  {
    name: 'the registrars of an organisation, whose list could not be asked for again',
    as: aino,
    open: async (page, base, there) => {
      await endRegistrarWithoutList(page, base, there)
      await page.locator('#outdated button').waitFor()
    },
  },
  {
    name: 'the form of an application for a registrar, with its errors',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/registrars/new`)
      await page.locator('#field-pointId option').nth(1).waitFor({ state: 'attached' })
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-course[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'an application for a registrar whose proof is missing',
    as: aino,
    open: async (page, base, there) => {
      const { applicationId } = await apply(there)
      await page.goto(`${base}/organisation/${there.helsinki}/registrars/${applicationId}`)
      await page.locator('#send').waitFor()
    },
  },
  {
    name: 'the queue of applications for registrars',
    as: kaarlo,
    open: async (page, base, there) => {
      await sendWithProof(there.aino, await apply(there))
      await page.goto(`${base}/operations/registrars`)
      await page.locator('main li a').first().waitFor()
    },
  },
  {
    name: 'an application for a registrar that was just approved',
    as: kaarlo,
    open: async (page, base, there) => {
      const about = { identityCode: there.candidates.pop() }
      const { applicationId } = await sendWithProof(there.aino, await apply(there, about))
      await page.goto(`${base}/operations/registrars/${applicationId}`)
      await page.locator('#because').waitFor()
      await page.locator('section[aria-labelledby=decide] button').first().press('Enter')
      await openDialog(page)
      await page.locator('[role=dialog] button').first().press('Enter')
      await page.locator('main div:focus').waitFor()
    },
  },
  {
    name: 'the agreements and authorisations of an organisation',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/agreements`)
      await page.locator('main li a[href*="/agreements/"]').first().waitFor()
      await page.locator('main summary').first().press('Enter')
      await page.locator('main details[open] dd').first().waitFor()
    },
  },
  {
    name: 'the form of a card agreement with its errors',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/agreements/agreement`)
      await page.locator('#field-validFrom').waitFor()
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-validFrom[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the form of an authorisation, whose point is chosen',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/agreements/delegation`)
      await page.locator('main input[type=checkbox]').first().press('Space')
      await page.locator('main dd', { hasText: 'Varsinais-Suomen' }).waitFor()
    },
  },
  {
    name: 'a change of an authorisation, whose organisation stays',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/agreements`)
      await page.locator('main a[href*="delegation?replaces="]').press('Enter')
      await page.locator('main input[type=checkbox]').first().waitFor()
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-validFrom[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'a change of a card agreement to be signed',
    as: aino,
    open: async (page, base, { helsinki: organisation, drafted }) => {
      await page.goto(`${base}/organisation/${organisation}/agreements/${drafted.documentId}`)
      await page.locator('#sign-it').waitFor()
    },
  },
  {
    name: 'a draft of a change that is changed',
    as: aino,
    open: async (page, base, { helsinki: organisation, drafted }) => {
      await page.goto(
        `${base}/organisation/${organisation}/agreements/${drafted.documentId}/change`,
      )
      await page.locator('#field-validFrom').waitFor()
    },
  },
  {
    name: 'an authorisation to be accepted: the question before it is declined',
    as: aino,
    open: async (page, base, { helsinki: organisation, offered }) => {
      await page.goto(`${base}/organisation/${organisation}/agreements/${offered.documentId}`)
      await page.locator('#sign-it').waitFor()
      await page.locator('main button').last().click()
      await openDialog(page)
    },
  },
]

/** Ends one, whose name it returns; the list is then reloaded, and no response comes. */
async function endRegistrarWithoutList(page: Page, base: string, there: There): Promise<string> {
  const name = await appoint(there, there.points[0])
  await page.goto(`${base}/organisation/${there.helsinki}/registrars`)
  await page.getByRole('button', { name: new RegExp(name) }).click()
  await openDialog(page)
  await page.route('**/registrars?**', (route) => route.abort())
  await page.locator('[role=dialog] button').first().click()
  await page.locator('main div:focus').waitFor()
  return name
}

describe(
  'the pages of organisations’ agreements, registrars and employments',
  { concurrency: 3, skip: noBrowser() },
  () => {
    const { inPage, checkPages } = seededPages(subjects)

    checkPages('organisations', pages)

    it('cards that end soon are found, and new ones prepared for their holders after a preview, once (R422, R688)', () =>
      inPage(aino, async (page, { portal: url, helsinki: organisation }) => {
        await page.goto(`${url}/en/organisation/${organisation}`)
        await page.getByRole('link', { name: 'Ending within 90 days: 1' }).click()
        await page.waitForURL(/state=ending/)
        const preview = async () => {
          await page.getByRole('button', { name: 'Choose all that are shown (1)' }).press('Enter')
          await page.locator('#field-logsIn').press('Space')
          await page.locator('#field-givenBy').fill('Esko Esihenkilö')
          await page
            .getByRole('button', { name: 'Show what will happen and what it costs' })
            .press('Enter')
        }
        await preview()
        const plan = page.locator('main div:focus', { hasText: 'Orders to be prepared: 1, price' })
        await plan.getByText('Free of charge').waitFor()
        await page.getByRole('button', { name: 'Prepare orders of new cards' }).press('Enter')
        await page.locator('main div:focus', { hasText: 'Orders prepared: 1' }).waitFor()
        await preview()
        await page.locator('main div:focus', { hasText: 'Orders to be prepared: 0' }).waitFor()
        assert.equal(await page.locator('#renewal-yes').count(), 0)
        await page.getByText('An order has already been prepared for this person').waitFor()
      }))

    it('a retry is offered until the input changes: what is sent is what is shown', () =>
      inPage(aino, async (page, { portal: url, helsinki: organisation }) => {
        await page.goto(`${url}/en/organisation/${organisation}/prepared-orders/new`)
        await page.locator('#field-identityCode').fill('131052-308T')
        await page.locator('#field-name').fill('Sanna')
        await page.locator('#field-title').fill('Secretary')
        await page.locator('#field-logsIn-no').press('Space')
        await page.locator('#field-givenBy').fill('Esko')
        await page.route('**/prepared-orders', (route) => route.abort())
        await page.getByRole('button', { name: 'Prepare' }).press('Enter')
        const again = page.getByRole('button', { name: 'Try again' })
        await again.waitFor()
        await page.locator('#field-title').fill('Clerk')
        await again.waitFor({ state: 'detached' })
      }))

    it('an authorisation is drafted for a point chosen by name, town and operator, and no number is typed (R474)', () =>
      inPage(aino, async (page, { portal: url, helsinki: organisation, aino: member }) => {
        await page.goto(`${url}/en/organisation/${organisation}/agreements/delegation`)
        const point = page.getByRole('checkbox', {
          name: /^Aurajoen rekisteröintipiste, TURKU · Varsinais-Suomen hyvinvointialue$/,
        })
        await point.press('Space')
        await page.locator('main dd', { hasText: 'Varsinais-Suomen hyvinvointialue' }).waitFor()
        // Own points, and those whose operator the service does not know, are no choice.
        for (const name of ['Esimerkkilän', 'Ounasvaaran'])
          assert.equal(await page.getByRole('checkbox', { name: new RegExp(name) }).count(), 0)
        assert.equal(await page.getByText('Customer number').count(), 0)
        for (const [field, typed] of Object.entries({
          ...{ street: 'Esimerkkikatu 1', postalCode: '00100', postOffice: 'HELSINKI' },
          ...{ validFrom: '1.1.2027', 'contact-name': 'Aino', 'contact-email': 'aino@example.fi' },
        }))
          await page.locator(`#field-${field}`).fill(typed)
        await page.locator('form button[type=submit]').press('Enter')
        // One for that point is in force (R507); before its first day there is room for another.
        await page.getByText('There is an agreement for the same units and points').waitFor()
        await page.locator('#field-validFrom').fill('1.12.2025')
        await page.locator('#field-validTo').fill('31.12.2025')
        await page.locator('form button[type=submit]').press('Enter')
        await page.waitForURL(/\/agreements\/[\da-f-]{36}$/)
        await page.getByText('Varsinais-Suomen hyvinvointialue').first().waitFor()
        await member.request(settleDocument, {
          ...{ organisationId: organisation, outcome: 'withdrawn' },
          documentId: page.url().split('/').at(-1) ?? '',
        })
      }))

    it('the contact’s language in a new delegation is by default that of the page', () =>
      inPage(aino, async (page, { portal: url, helsinki: organisation }) => {
        await page.goto(`${url}/sv/organisation/${organisation}/agreements/delegation`)
        await page.getByRole('combobox', { name: 'Språk', exact: true }).waitFor()
        const chosen = page.getByRole('combobox', { name: 'Språk', exact: true })
        assert.equal(await chosen.inputValue(), 'sv')
      }))

    it('the errors of a file are all saved as CSV, also those that the page leaves out (R287)', () =>
      inPage(aino, async (page, { portal: url, helsinki: organisation }) => {
        await page.goto(`${url}/en/organisation/${organisation}/prepared-orders/file`)
        await chooseFile(page, '#people-file', wrongLines)
        await page.locator('#check-file').click()
        await page.locator('#line-faults li').first().waitFor()
        await page.locator('main div:focus', { hasText: 'Nothing was prepared' }).waitFor()
        assert.equal(await page.locator('#line-faults li').count(), 200)
        const saved = page.waitForEvent('download')
        await page.getByRole('button', { name: 'Save the errors' }).click()
        const lines = (await readFile(await (await saved).path(), 'utf8')).split('\r\n')
        assert.deepEqual(lines.slice(0, 2), [
          '\uFEFF"Line";"Column";"Error"',
          '3;"Title";"The information is missing"',
        ])
        assert.equal(lines.length, 213)
      }))

    it('a file as Finnish spreadsheets save it shows number, sum and letters before it is prepared (R501, R502)', () =>
      inPage(aino, async (page, { portal: url, helsinki: organisation, stranger }) => {
        await page.goto(`${url}/fi/organisation/${organisation}/prepared-orders/file`)
        await chooseFile(page, '#people-file', rightLines(stranger))
        await page.locator('#check-file').press('Enter')
        await page.locator('main div:focus', { hasText: /3 tilausta.*46,00/ }).waitFor()
        assert.deepEqual(await page.locator('#prices li').count(), 2)
        await page.locator('#letters li', { hasText: 'Åsa Öberg, Sihteeri' }).first().waitFor()
        await page.locator('#send-file').press('Enter')
        await page.locator('main div:focus', { hasText: 'Valmisteltu 3 tilausta' }).waitFor()
      }))

    const example: Readonly<Record<string, readonly string[]>> = {
      fi: ['PPKKVV-123A', 'Maija Esimerkki', 'Osastonsihteeri'],
      sv: ['DDMMÅÅ-123A', 'Maja Exempel', 'Avdelningssekreterare'],
      en: ['DDMMYY-123A', 'Mary Example', 'Ward secretary'],
    }
    for (const [language, template] of Object.entries({
      fi: 'Lataa mallitiedosto',
      sv: 'Ladda ner mallfilen',
      en: 'Download the template',
    }))
      it(`the service reads the page’s template with one line added, in ${language}`, () =>
        inPage(aino, async (page, { portal: url, helsinki: organisation }) => {
          await page.goto(`${url}/${language}/organisation/${organisation}/prepared-orders/file`)
          const saved = page.waitForEvent('download')
          await page.getByRole('button', { name: template }).click()
          const bytes = await readFile(await (await saved).path())
          const added = Buffer.from('140388-9039;Aino Esimerkki;;Sairaanhoitaja')
          const text = readText(Buffer.concat([bytes, added]))
          const records = text.ok ? readCsv(text.value.text) : text
          const lines = records.ok
            ? readLines(records.value, { names: fileColumns, needed: [] })
            : records
          assert.ok(lines.ok)
          assert.deepEqual(
            lines.value.map(({ typed: { identityCode, name, title } }) => [
              identityCode,
              name,
              title,
            ]),
            [example[language], ['140388-9039', 'Aino Esimerkki', 'Sairaanhoitaja']],
          )
        }))

    it('sending drafts shows a message, which gets the focus', () =>
      inPage(aino, async (page, there) => {
        const { portal: url, helsinki: organisation } = there
        for (let count = 0; count < 2; count += 1) await prepare(there, there.byPassword)
        await page.goto(`${url}/en/organisation/${organisation}/prepared-orders`)
        await page.getByRole('button', { name: 'Send the drafts' }).press('Enter')
        await openDialog(page)
        await page.getByRole('dialog').getByRole('button').first().press('Enter')
        await page.locator('main div:focus', { hasText: 'The drafts have been sent' }).waitFor()
      }))

    it('the rows of a list stay when the next page can’t be loaded', () =>
      inPage(aino, async (page, there) => {
        const { portal: url, helsinki: organisation } = there
        await apply(there)
        await page.route('**/registrar-applications?**', async (route) => {
          if (route.request().url().includes('cursor=')) return route.abort()
          const response = await route.fetch({ maxRetries: 3 })
          const first = (await response.json()) as object
          return route.fulfill({ response, json: { ...first, nextCursor: 'more' } })
        })
        await page.goto(`${url}/en/organisation/${organisation}/registrars`)
        const more = page.getByRole('button', { name: 'Show more' })
        await more.waitFor()
        const links = page.locator('main li a')
        const before = await links.count()
        assert.ok(before > 0)
        await more.press('Enter')
        await page.getByRole('button', { name: 'Try again' }).waitFor()
        assert.equal(await links.count(), before)
      }))

    it('data that could not be reloaded stay, are marked as old, and are refreshed at the next response', () =>
      inPage(aino, async (page, there) => {
        const name = await endRegistrarWithoutList(page, `${there.portal}/en`, there)
        const notice = page.getByRole('status').filter({ hasText: 'This may be out of date' })
        const again = notice.getByRole('button', { name: 'Try again' })
        await again.press('Enter')
        await again.and(page.locator('[aria-disabled=true]')).waitFor({ state: 'detached' })
        assert.equal(await page.getByText('The service is not responding').count(), 0)
        assert.equal(await page.getByRole('button', { name: new RegExp(name) }).count(), 1)
        await page.unroute('**/registrars?**')
        await again.press('Enter')
        await notice.waitFor({ state: 'detached' })
        await page.locator('h1:focus').waitFor()
      }))

    it('data that could not be reloaded are requested again automatically, and the notice disappears', () =>
      inPage(aino, async (page, there) => {
        await page.clock.install()
        await endRegistrarWithoutList(page, `${there.portal}/en`, there)
        await page.locator('#outdated button').waitFor()
        await page.unroute('**/registrars?**')
        await page.clock.fastForward(30_000)
        await page.locator('#outdated').waitFor({ state: 'detached' })
        assert.equal(await page.locator('main div:focus').count(), 1)
      }))

    it('data that could not be reloaded are requested again automatically for two minutes only', () =>
      inPage(aino, async (page, there) => {
        await page.clock.install()
        await endRegistrarWithoutList(page, `${there.portal}/en`, there)
        await page.locator('#outdated button').waitFor()
        const again = page.waitForRequest(/\/registrars\?/)
        await page.clock.fastForward(30_000)
        await again
        let requested = 0
        page.on('request', (request) => {
          if (request.url().includes('/registrars?')) requested += 1
        })
        await page.clock.fastForward(120_000)
        // Requests of the two minutes may still be under way; without the limit every further minute has one.
        let minutes = 0
        do {
          requested = 0
          await page.clock.fastForward(60_000)
          await page.waitForTimeout(500)
          minutes += 1
        } while (requested > 0 && minutes < 10)
        assert.equal(requested, 0)
      }))

    it('the reason why an application was not sent disappears once its proof is added', () =>
      inPage(aino, async (page, there) => {
        const { applicationId } = await apply(there)
        await page.goto(
          `${there.portal}/en/organisation/${there.helsinki}/registrars/${applicationId}`,
        )
        await page.locator('#send').press('Enter')
        const refusal = page.locator('main .fi-inline-alert', {
          hasText: 'The proof of the training is missing',
        })
        await refusal.waitFor()
        await page.locator('#proof').setInputFiles(proof)
        await page.getByText('Attached', { exact: true }).first().waitFor()
        assert.equal(await refusal.count(), 0)
      }))

    it('the office sees the identity code in a registrar application, and that another case officer decides (R308)', () =>
      inPage(kaarlo, async (page, there) => {
        const about = { identityCode: people.kaarlo, name: 'Kalle Käsittelijä' }
        const { applicationId } = await sendWithProof(there.aino, await apply(there, about))
        await page.goto(`${there.portal}/en/operations/registrars/${applicationId}`)
        await page.getByText('Another person decides this.').waitFor()
        await page.locator('main').getByText('Kaarlo Käsittelijä', { exact: true }).waitFor()
      }))

    it('a registrar is applied for by an administrator who only listens', () =>
      inPage(aino, async (page, there) => {
        const listener = listenTo(page)
        await page.goto(`${there.portal}/fi/organisation/${there.helsinki}/registrars`)
        await page.locator('main a').first().waitFor()
        await listener.press('link, Hae rekisteröijää')
        await listener.expectSaid('heading, Hae rekisteröijää, level 1')
        await listener.press('button, Tallenna luonnos')
        await listener.expectSaid('heading, Tarkista nämä kohdat, level 2')
        await listener.press('link, Anna nimi')
        await listener.expectSaid('textbox, Nimi, Anna nimi')
        await listener.type('textbox, Nimi', 'Tuuli Turku')
        await listener.type('textbox, Henkilötunnus', there.codeOfTuuli)
        await listener.tabTo('combobox, Rekisteröintipiste')
        await listener.key('ArrowDown')
        await listener.tabTo('radio, Peruskoulutus')
        await listener.key('Space')
        await listener.type('textbox, Koulutuksen nimi', 'Rekisteröijän peruskurssi')
        await listener.type('textbox, Suoritettu', '1.11.2026')
        await listener.type('textbox, Todistuksen numero tai nimi', 'RK-18')
        await listener.press('button, Tallenna luonnos')
        await listener.expectSaid('heading, Tuuli Turku, level 1')
        await listener.expectPart('main', 'Luonnos', 'Koulutustodistus', 'Puuttuu')
      }))

    it('a pending delegation names its giver, and its own page addresses the organisation that accepts it', () =>
      inPage(aino, async (page, { portal: url, helsinki: organisation }) => {
        await page.goto(`${url}/en/organisation/${organisation}`)
        await page.getByRole('link', { name: 'Authorisation: Varsinais-Suomen' }).press('Enter')
        await page.getByText('Needs your organisation’s attention').waitFor()
        assert.equal(await page.getByText('in its own account').count(), 0)
      }))

    it('a delegation is named after the other side, for either viewer', () =>
      inPage(aino, async (page, { portal, helsinki, delegation }) => {
        await page.goto(`${portal}/en/organisation/${helsinki}/agreements`)
        const name = 'Authorisation: Varsinais-Suomen hyvinvointialue'
        for (const agreementId of Object.values(delegation))
          await page.locator(`[id="${agreementId}"]`, { hasText: name }).waitFor()
      }))

    it('an application for a registrar that is withdrawn shows a message with the focus, since its button is gone', () =>
      inPage(aino, async (page, there) => {
        const { applicationId } = await apply(there)
        await page.goto(
          `${there.portal}/en/organisation/${there.helsinki}/registrars/${applicationId}`,
        )
        for (const button of ['#withdraw', '[role=dialog] button'])
          await page.locator(button).first().click()
        await page.locator('main div:focus', { hasText: 'The application is withdrawn' }).waitFor()
      }))
  },
)
