import type {
  PlaywrightTestArgs,
  PlaywrightTestOptions,
  PlaywrightWorkerArgs,
  PlaywrightWorkerOptions,
  TestType,
} from '@playwright/test'
import { connectCardKit } from './connect-card-kit.ts'
import type { CardKit, CardKitOptions } from './contract.ts'
import { startCardKit } from './start-card-kit.ts'

type OfTest = PlaywrightTestArgs & PlaywrightTestOptions
type OfWorker = PlaywrightWorkerArgs & PlaywrightWorkerOptions

/**
 * Playwright’s `test` with a fixture `cardKit`, as at the start in each test. It uses the kit of `CARD_KIT_URL`
 * where there is one, and starts its own otherwise. Pages look for the signing API at fixed ports: one worker at
 * a time.
 */
export const withCardKit = (
  base: TestType<OfTest, OfWorker>,
  options: CardKitOptions = {},
): TestType<
  OfTest & { readonly cardKit: CardKit },
  OfWorker & { readonly cardKitOfWorker: CardKit }
> =>
  base.extend<{ readonly cardKit: CardKit }, { readonly cardKitOfWorker: CardKit }>({
    cardKitOfWorker: [
      // Playwright reads the names of fixtures from this pattern.
      async ({}, use) => {
        const url = process.env['CARD_KIT_URL'] ?? ''
        const kit =
          url === ''
            ? await startCardKit({
                say: (sentence) => void process.stderr.write(`${sentence}\n`),
                ...options,
              })
            : connectCardKit(url)
        await use(kit)
        await kit.stop()
      },
      { scope: 'worker' },
    ],
    cardKit: async ({ cardKitOfWorker }, use) => {
      await cardKitOfWorker.reset()
      await use(cardKitOfWorker)
    },
    // The certificate of the signing API is of this start; people agree to theirs once for a machine.
    ignoreHTTPSErrors: true,
    // Chromium asks once per site whether it may reach programs of the machine.
    permissions: async ({ browserName }, use) => {
      await use(browserName === 'chromium' ? ['local-network-access'] : [])
    },
  })
