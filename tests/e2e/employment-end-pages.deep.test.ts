import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { endEmployment } from '@sotevarmenne/api/employment-ends'
import { prepareOrder } from '@sotevarmenne/api/employments'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { openDialog } from '@sotevarmenne/tests/browser/focus'
import { seededPages, type SeededPage, type ThereIs } from '@sotevarmenne/tests/seeded-pages'
import { agreements } from '@sotevarmenne/tests/world/agreements'
import { accounts } from '@sotevarmenne/tests/world/organisations'

const organisations = accounts()
const subjects = [organisations, agreements(organisations)] as const
type There = ThereIs<typeof subjects>

const aino = (there: There) => there.aino

/** A day of the environment’s clock, as people type it. */
const dayIn = ({ now }: There, days: number): string =>
  new Date(now() + days * 86_400_000).toISOString().slice(0, 10)
const dotted = (date: string) => date.split('-').map(Number).toReversed().join('.')

/** A stranger whose order the organisation has prepared, so that it knows the name. */
async function anEmployee(there: There, name: string) {
  const { identityCode } = there.stranger()
  await there.aino.request(prepareOrder, {
    ...{ organisationId: there.helsinki, identityCode, name, title: 'Osastonsihteeri' },
    declaration: { logsInToPatientSystems: true, givenBy: 'Esko Esihenkilö' },
  })
  return identityCode
}

const open = (page: Page, base: string, { helsinki }: There, rest = '') =>
  page.goto(`${base}/organisation/${helsinki}/employment-ends${rest}`)

/** Everything that the form asks, up to the confirmation. */
async function fill(page: Page, identityCode: string, lastDay?: string) {
  await page.locator('#field-identityCode').fill(identityCode)
  if (lastDay === undefined) await page.locator('#field-when').press('Space')
  else {
    await page.locator('#field-when-later').press('Space')
    await page.locator('#field-lastDay').fill(lastDay)
  }
  await page.locator('form button[type=submit]').press('Enter')
}

const fileOf = (lines: readonly (readonly string[])[]) => ({
  ...{ name: 'ends.csv', mimeType: 'text/csv' },
  buffer: Buffer.from(
    [['Henkilötunnus', 'Viimeinen päivä'], ...lines].map((line) => line.join(';')).join('\r\n'),
  ),
})

const pages: readonly SeededPage<There>[] = [
  {
    name: 'the end of an employment of a card holder, before it is confirmed',
    as: aino,
    open: async (page, base, { helsinki }) => {
      await page.goto(`${base}/organisation/${helsinki}/cards`)
      await page.locator('main li a[href*="/employment-ends/new?card="]').first().press('Enter')
      await page.locator('main dl').waitFor()
      await page.locator('#field-when').press('Space')
      await page.locator('form button[type=submit]').press('Enter')
      await openDialog(page)
    },
  },
  {
    name: 'the form of the end of an employment, with its errors',
    as: aino,
    open: async (page, base, there) => {
      await open(page, base, there, '/new')
      await page.locator('#field-when-later').press('Space')
      await page.locator('form button[type=submit]').press('Enter')
      await page.locator('#field-identityCode[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'reported ends of employments, one of which is planned',
    as: aino,
    open: async (page, base, there) => {
      const identityCode = await anEmployee(there, 'Liisa Lähtevä')
      await there.aino.request(endEmployment, {
        ...{ organisationId: there.helsinki, identityCode, lastDay: dayIn(there, 30) },
      })
      await open(page, base, there)
      await page.locator('main li').first().waitFor()
    },
  },
  {
    name: 'a file of ends of employments, with what will be done with each line',
    as: aino,
    open: async (page, base, there) => {
      const known = await anEmployee(there, 'Aada Lähtevä')
      await open(page, base, there, '/file')
      await page.locator('#ends-file').setInputFiles(
        fileOf([
          [known, dotted(dayIn(there, 10))],
          [there.stranger().identityCode, dotted(dayIn(there, 0))],
          ['131052-308X', dotted(dayIn(there, 10))],
          [there.stranger().identityCode, '1.1.2020'],
        ]),
      )
      await page.locator('#report-ends').waitFor()
    },
  },
]

describe('the pages of ends of employments', { concurrency: 3, skip: noBrowser() }, () => {
  const { inPage, checkPages } = seededPages(subjects)

  checkPages('organisations', pages)

  it('name and card are shown before the employment of a card holder is ended (R422, R480)', () =>
    inPage(aino, async (page, there) => {
      await page.goto(`${there.portal}/en/organisation/${there.helsinki}/cards`)
      await page
        .getByRole('link', { name: 'Report the end of the employment: Entinen Erkki' })
        .press('Enter')
      await page.locator('#field-when').press('Space')
      await page.locator('form button[type=submit]').press('Enter')
      const dialog = page.getByRole('dialog')
      await dialog.getByText('Has the employment of Entinen Erkki ended?').waitFor()
      await dialog.getByText(/Staff card, number ends in \d{4}/).waitFor()
      await openDialog(page)
      await dialog.getByRole('button', { name: 'Report the end of the employment' }).press('Enter')
      await page.locator('main div:focus', { hasText: 'Cards cancelled: 1' }).waitFor()
    }))

  it('a later end shows the person behind the code, is listed, and is withdrawn (R480, R482)', () =>
    inPage(aino, async (page, there) => {
      const identityCode = await anEmployee(there, 'Matti Muuttava')
      await open(page, `${there.portal}/en`, there, '/new')
      await fill(page, identityCode, dotted(dayIn(there, 20)))
      const dialog = page.getByRole('dialog')
      await dialog.getByText(/Does the employment of Matti Muuttava end on/).waitFor()
      await openDialog(page)
      await dialog.getByRole('button').first().press('Enter')
      await page.locator('main div:focus', { hasText: 'The report has been saved' }).waitFor()
      await page.getByRole('link', { name: 'Back to the reports' }).press('Enter')
      await page.getByRole('button', { name: 'Withdraw the report: Matti Muuttava' }).press('Enter')
      await openDialog(page)
      await dialog.getByRole('button').first().press('Enter')
      await page.locator('main div:focus', { hasText: 'The report was withdrawn' }).waitFor()
      await page
        .getByRole('button', { name: 'Withdraw the report: Matti Muuttava' })
        .waitFor({ state: 'detached' })
    }))

  it('the code of somebody without a card of the organisation is doubted before the act, and a past day is refused (R480)', () =>
    inPage(aino, async (page, there) => {
      await open(page, `${there.portal}/en`, there, '/new')
      await fill(page, there.stranger().identityCode, dotted(dayIn(there, -2)))
      await page.getByText('The last day has passed').waitFor()
      await page.locator('#field-when').press('Space')
      await page.locator('form button[type=submit]').press('Enter')
      const dialog = page.getByRole('dialog')
      await dialog.getByText('The organisation has no card of this person').waitFor()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    }))

  it('a file is previewed with names and faults, reported once, and changes nothing the second time (R481)', () =>
    inPage(aino, async (page, there) => {
      const file = fileOf([
        [await anEmployee(there, 'Tuomo Tiedosto'), dotted(dayIn(there, 10))],
        ['131052-308X', dotted(dayIn(there, 10))],
      ])
      const choose = async () => {
        await open(page, `${there.portal}/en`, there, '/file')
        await page.locator('#ends-file').setInputFiles(file)
      }
      await choose()
      await page.getByText(/Line 2: Tuomo Tiedosto · ends on/).waitFor()
      await page.getByText('Line 3: Identity code: The identity code is wrong').waitFor()
      await page.getByRole('button', { name: 'Report the ends (1)' }).press('Enter')
      await openDialog(page)
      await page.getByRole('dialog').getByRole('button').first().press('Enter')
      await page.locator('main div:focus', { hasText: 'The lines were processed' }).waitFor()
      await choose()
      await page.getByText('There is nothing to report').first().waitFor()
      await page.getByText('Line 2: Tuomo Tiedosto · reported before').waitFor()
    }))
})
