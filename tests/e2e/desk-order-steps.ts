import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { checkDigit } from '@sotevarmenne/identifiers/machine-readable-zone'
import { plainPdf } from '@sotevarmenne/signatures/testing/documents'
import { findVisitor } from '@sotevarmenne/tests/browser/find-visitor'
import { chooseFile } from '@sotevarmenne/tests/browser/focus'
import type { ThereIs } from '@sotevarmenne/tests/seeded-pages'
import { cards, orders } from '@sotevarmenne/tests/world/cards'
import { drawnFace } from '@sotevarmenne/tests/card/drawn-face'
import type { SeededEnvironment } from '@sotevarmenne/tests/world/history'
import { people, type Stranger } from '@sotevarmenne/tests/world/people'

export const subjects = [cards(), orders()] as const
export type There = ThereIs<typeof subjects>

export const riitta = ({ riitta: registrar }: SeededEnvironment) => registrar

export async function find(page: Page, base: string, identityCode: string): Promise<void> {
  await page.goto(`${base}/desk`)
  await findVisitor(page, identityCode)
}

export async function orderFormOf(page: Page, base: string, identityCode: string): Promise<void> {
  await find(page, base, identityCode)
  await page.locator('a[href$="/desk/order"]').click()
  await page.locator('#question-1').waitFor()
}

/** Of a visitor for whom nothing was ordered yet. */
export async function openOrderForm(
  page: Page,
  base: string,
  { stranger }: SeededEnvironment,
): Promise<Stranger> {
  const visitor = stranger()
  await orderFormOf(page, base, visitor.identityCode)
  return visitor
}

/** The lines of the visitor's passport, as a scanner types them: each ended by Enter. */
export function zoneOf({ identityCode, givenNames, surname }: Stranger): readonly string[] {
  const birth = identityCode.replace(/^(..)(..)(..).*/, '$3$2$1')
  const withDigit = (text: string) => `${text}${checkDigit(text)}`
  const sex = Number(identityCode.slice(7, 10)) % 2 === 0 ? 'F' : 'M'
  const names = `${surname}<<${givenNames}`.toUpperCase().replaceAll(/[ -]/g, '<')
  const [number, born, ends, none] = ['PA1234567', birth, '311031', '<'.repeat(14)].map(withDigit)
  return [
    `P<FIN${names}`.padEnd(44, '<'),
    `${number}FIN${born}${sex}${ends}${none}${checkDigit(`${number}${born}${ends}${none}`)}`,
  ]
}

export async function scan(page: Page, lines: readonly string[]): Promise<void> {
  await page.locator('#field-identification-machineReadableZone').focus()
  for (const line of lines) {
    await page.keyboard.type(line)
    await page.keyboard.press('Enter')
  }
}

export async function openStaffForm(page: Page, base: string): Promise<void> {
  await find(page, base, people.ottoWithoutRights)
  await page.locator('a[href$="/desk/order/staff-card"]').click()
  await page
    .getByRole('radio', { name: 'Varsinais-Suomen hyvinvointialue', exact: true })
    .press('Space')
  await page.locator('#field-title').fill('Osastonsihteeri')
  await page.locator('#field-declaration-logsIn-no').press('Space')
}

export const aCertificate = {
  name: 'todistus.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(plainPdf()),
}

export async function openStaffStatement(page: Page, base: string): Promise<void> {
  await openStaffForm(page, base)
  await chooseFile(page, '#field-certificate', aCertificate)
  await page
    .getByText(/^(Todistus on tallennettu|Intyget har sparats|The certificate has been saved)/)
    .waitFor()
  await page.locator('#field-declaration-givenBy').fill('Esko Esihenkilö')
  await page.locator('#field-declaration-givenOn').fill('20.11.2026')
  await fillEveryOrder(page)
}

export async function openStatement(
  page: Page,
  base: string,
  there: SeededEnvironment,
): Promise<Stranger> {
  const visitor = await openOrderForm(page, base, there)
  await fillEveryOrder(page)
  return visitor
}

/**
 * Fields of every card up to the statement. By keyboard: a click may miss a control that moves as its page
 * grows.
 */
export async function fillEveryOrder(page: Page, { hasPhoto = false } = {}): Promise<void> {
  await page.locator('#field-identification-documentType').press('Space')
  await page.locator('#field-identification-documentNumber').fill('PA1234567')
  await page.locator('#field-identification-expires').fill('31.10.2031')
  if (!hasPhoto) await page.locator('#field-photo').press('Space')
  await page.locator('#field-noticeEmail').fill('hakija@example.fi')
  await page.locator('#field-termsAccepted').press('Space')
  await page.locator('form button[type=submit]').click()
  await page.locator('#statement').waitFor()
  await page.getByText('hakija@example.fi').waitFor()
}

/** As the applicant does, with a pen or a finger. */
export async function signOnPad(page: Page): Promise<void> {
  const pad = page.locator('[aria-labelledby=confirmation] svg[role=img]')
  await pad.scrollIntoViewIfNeeded()
  // The step is new: a pen is ignored for a moment.
  await page.locator('html:not([data-pointer-paused])').waitFor()
  const box = await pad.boundingBox()
  assert.ok(box)
  await page.mouse.move(box.x + 20, box.y + 20)
  await page.mouse.down()
  for (let step = 1; step <= 12; step += 1)
    await page.mouse.move(box.x + 20 + step * 15, box.y + 20 + (step % 3) * 12)
  await page.mouse.up()
}

/** The applicant confirms the order without a pen. */
export async function confirmByName(page: Page, visitor: Stranger): Promise<void> {
  await page.locator('#confirm-typed').press('Space')
  await page.locator('#confirm-name').fill(`${visitor.givenNames} ${visitor.surname}`)
  await page.locator('#confirm-order').click()
  await page.locator('#confirm-order').waitFor({ state: 'detached' })
}

export async function choosePhoto(page: Page): Promise<void> {
  await page.locator('#field-photo-upload').press('Space')
  await page.locator('input[type=file]').setInputFiles(drawnFace)
  await page.locator('canvas').waitFor()
}
