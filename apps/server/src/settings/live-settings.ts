import { settingKey } from '@sotevarmenne/api/settings'
import { settingText } from '@sotevarmenne/api/setting-words'
import { second } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { html } from '@sotevarmenne/pages/html'
import type { LivePart } from '#platform/http/text-pages.ts'
import type { Runtime } from '#platform/runtime.ts'
import { ttlCache } from '#platform/ttl-cache.ts'
import { numbersOf } from './domain/setting.ts'
import { findChangesInForce } from './store.ts'

/** Each setting as public pages show it, with its unit: `{{live:setting-payment-term}}`. */
export function liveSettings({ db, clock }: Pick<Runtime, 'db' | 'clock'>): {
  readonly [name: string]: LivePart
} {
  const cached = ttlCache<readonly number[]>({ clock, milliseconds: 10 * second })
  return Object.fromEntries(
    settingKey.options.map((key): [string, LivePart] => [
      `setting-${key}`,
      async ({ language }) => {
        const today = dateInHelsinki(clock.now())
        const numbers = await cached(`${key} ${today}`, () =>
          db.read(async (tx) =>
            numbersOf(key, (await findChangesInForce(tx, [key], today)).get(key)),
          ),
        )
        return html`${settingText(key, numbers, language)}`
      },
    ]),
  )
}
