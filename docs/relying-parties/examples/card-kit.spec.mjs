// A vendor's tests with the card kit. Run as: npx playwright test
import { test as base, expect } from '@playwright/test'
import { withCardKit } from '@sotevarmenne/card-kit/playwright'

const test = withCardKit(base)
const status = (page) => page.getByRole('status')

test('a physician logs in by card and signs', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Log in by card' }).click()
  await expect(status(page)).toHaveText('Logged in: 99900000011')
  await page.getByRole('button', { name: 'Sign the prescription' }).click()
  await expect(status(page)).toHaveText('Signed by: 99900000011')
})

test('a nurse logs in by a card of the layout FINEID S4-2', async ({ page, cardKit }) => {
  await cardKit.insertCard({ person: 'nurse', layout: 'fineid-s4-2' })
  await page.goto('/')
  await page.getByRole('button', { name: 'Log in by card' }).click()
  await expect(status(page)).toHaveText('Logged in: 99900000037')
})

test('the page says so when the person cancels', async ({ page, cardKit }) => {
  await cardKit.setPinPad({ mode: 'manual' })
  await page.goto('/')
  await page.getByRole('button', { name: 'Sign the prescription' }).click()
  expect((await cardKit.waitForPrompt()).text).toBe('One tablet a day')
  await cardKit.cancelPin()
  await expect(status(page)).toHaveText('Refused: cancelled')
})

test('the page says so when the card is revoked', async ({ page, cardKit }) => {
  await cardKit.setCertificates({ person: 'physician', state: 'revoked' })
  await page.goto('/')
  await page.getByRole('button', { name: 'Log in by card' }).click()
  await expect(status(page)).toHaveText('Refused: revoked')
})
