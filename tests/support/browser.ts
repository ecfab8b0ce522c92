import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const debianChromium = '/usr/bin/chromium'

/** Why a suite that needs a browser must be skipped; false when it can run. A failure, never a skip, where `CI=true`. */
export const noBrowser = (): string | false =>
  existsSync(debianChromium) || process.env['CI'] === 'true' ? false : 'Chromium is not installed'

/** Debian's Chromium without a window, and without calls to places that no test has. */
export const chromiumOptions = {
  executablePath: debianChromium,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

export const openBrowser = (): Promise<Browser> => chromium.launch(chromiumOptions)
