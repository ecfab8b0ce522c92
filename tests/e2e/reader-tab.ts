import type { Locator, Page } from 'playwright-core'

/** A person's actions in the reader software's tab of the browser. */
export type ReaderTab = {
  /** Inserts the card printed with this name. */
  readonly insertCardOf: (name: string) => Promise<void>
  readonly insertBlank: () => Promise<void>
  /** Enters the PIN for a request of the signing API. */
  readonly typePin: (purpose: 'authentication' | 'signature', pin: string) => Promise<void>
  /** Enters PIN2 for a list; returns how many documents were shown. */
  readonly signDocuments: (pin: string) => Promise<number>
}

export function readerTab(tab: Page, readerPage: string): ReaderTab {
  // The page before shows the card too, until the next one is loaded.
  const insert = (button: Locator) => Promise.all([tab.waitForEvent('load'), button.click()])
  return {
    insertCardOf: async (name) => {
      await tab.goto(readerPage)
      const card = tab.locator('[data-card]', { hasText: new RegExp(name, 'i') })
      await insert(card.locator('button').first())
      await tab.locator('.in-reader', { hasText: new RegExp(name, 'i') }).waitFor()
    },
    insertBlank: async () => {
      await tab.goto(readerPage)
      await insert(tab.locator('[data-blanks] button'))
      await tab.locator('[data-reader] [data-blank]').waitFor()
    },
    typePin: async (purpose, pin) => {
      const request = tab.locator(`#requests [data-request="${purpose}"]`)
      await request.locator('input[name="pin"]').fill(pin)
      await request.locator('button:not(.quiet)').click()
      await request.waitFor({ state: 'detached' })
    },
    signDocuments: async (pin) => {
      const request = tab.locator('#requests [data-list]')
      const field = request.locator('input[name="pin"]')
      await field.fill(pin)
      const shown = await request.locator('.documents > li').count()
      await field.press('Enter')
      await tab.locator('[data-list-ended]').waitFor()
      return shown
    },
  }
}
