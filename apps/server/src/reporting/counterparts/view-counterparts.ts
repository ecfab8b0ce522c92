import * as api from '@sotevarmenne/api/counterparts'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { operation } from '#platform/operation.ts'
import type { CounterpartsDeps } from './deps.ts'
import { allHealth } from './store.ts'

/** Times only, no personal data: it leaves no access record. */
export const viewCounterparts = operation({
  contract: api.viewCounterparts,
  problems: {},
  handle:
    ({ db, clock, inUse }: CounterpartsDeps) =>
    async (_permit): Promise<Result<ResponseOf<typeof api.viewCounterparts>, never>> => {
      const known = await db.read(allHealth)
      return ok({
        at: formatInstant(clock.now()),
        counterparts: inUse().map((counterpart) => {
          const health = known.find((each) => each.counterpart === counterpart)
          return {
            counterpart,
            ...timed('respondedAt', health?.respondedAt),
            ...timed('failedAt', health?.failedAt),
            ...timed('failingSince', health?.failingSince),
            ...(health?.because !== undefined && { because: health.because }),
          }
        }),
      })
    },
})

const timed = <Name extends string>(
  name: Name,
  at: Instant | undefined,
): { readonly [Key in Name]?: string } =>
  (at === undefined ? {} : { [name]: formatInstant(at) }) as { readonly [Key in Name]?: string }
