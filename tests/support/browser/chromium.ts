import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const debianChromium = '/usr/bin/chromium'
const debianShell = '/usr/bin/chromium-headless-shell'

/** Why a suite that needs a browser must be skipped; false when it can run. A failure, never a skip, where `CI=true`. */
export const noBrowser = (): string | false =>
  [debianChromium, debianShell].every((program) => existsSync(program)) ||
  process.env['CI'] === 'true'
    ? false
    : 'Chromium is not installed'

/** Debian's headless Chromium, without connections to sites outside the tests. */
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

/** The full browser, for end-to-end use. */
export const openBrowser = (): Promise<Browser> => chromium.launch(chromiumOptions)

/** The same with a camera that shows a JPEG picture of even width and height, and pages may use it. */
export const openPageViewerWithCamera = (picture: string): Promise<Browser> =>
  chromium.launch({
    executablePath: debianShell,
    args: [
      ...chromiumOptions.args,
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${picture}`,
    ],
  })

/** The headless shell alone, for suites that check many pages one by one: a fifth less work. */
export const openPageViewer = (): Promise<Browser> =>
  chromium.launch({ ...chromiumOptions, executablePath: debianShell })
