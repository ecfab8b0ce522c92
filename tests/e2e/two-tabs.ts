import type { Browser, BrowserContext, Page } from 'playwright-core'
import { startEnvironment, type Environment } from '../scenario/environment.ts'
import { openBrowser } from '@sotevarmenne/tests/browser/chromium'
import { faultsOf, lookAtStep } from '@sotevarmenne/tests/browser/look-at-page'
import { readerTab, type ReaderTab } from './reader-tab.ts'

/** A separate demo environment, and a browser with a tab for the service and one for the reader software. */
export type TwoTabs = {
  readonly environment: Environment
  readonly context: BrowserContext
  readonly service: Page
  readonly reader: Page
  readonly hands: ReaderTab
  /** Errors in the service's tab. */
  readonly faults: readonly string[]
  /** At the desk, with the registrar's own card. */
  readonly signInRegistrar: () => Promise<void>
  /** The holder logs in to the patient system by card, and signs a prescription. */
  readonly prescribe: (
    pins: { readonly pin1: string; readonly pin2: string },
    text: string,
  ) => Promise<Page>
  /** Checks this step in the service's tab with axe, and saves a screenshot. */
  readonly look: (name: string) => Promise<void>
  readonly close: () => Promise<void>
}

async function openWindow(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: 'fi-FI',
    viewport: { width: 1280, height: 900 },
  })
  context.setDefaultTimeout(120_000)
  return context
}

export async function openTwoTabs(): Promise<TwoTabs> {
  const environment = await startEnvironment({}, { hasTables: true })
  const browser = await openBrowser()
  const context = await openWindow(browser)
  const service = await context.newPage()
  // In a window of its own: Chromium draws a tab behind another once a second, and each click waits for two frames.
  const reader = await (await openWindow(browser)).newPage()
  const hands = readerTab(reader, environment.readerPage)
  await reader.goto(environment.readerPage)
  return {
    environment,
    context,
    service,
    reader,
    hands,
    faults: faultsOf(service),
    signInRegistrar: async () => {
      await hands.insertCardOf('Rekisteröijä')
      await service.goto(`${environment.portal}/fi/sign-in`)
      await service.getByRole('button', { name: 'Kirjaudu kortilla' }).press('Enter')
      await hands.typePin('authentication', '1234')
      await service.getByRole('textbox', { name: 'Henkilötunnus' }).waitFor()
    },
    prescribe: async ({ pin1, pin2 }, text) => {
      const patients = await context.newPage()
      await patients.goto(environment.patientSystem)
      await patients.locator('#log-in').click()
      await hands.typePin('authentication', pin1)
      await patients.locator('#who').waitFor()
      await patients.locator('textarea[name="text"]').fill(text)
      await patients.locator('#prescription button').click()
      await hands.typePin('signature', pin2)
      await patients.locator('#prescriptions .good').waitFor()
      return patients
    },
    look: (name) => lookAtStep(service, name),
    close: async () => {
      await browser.close()
      await environment.stop()
    },
  }
}
