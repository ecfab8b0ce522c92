import { day, instant, type Instant } from '@sotevarmenne/kernel/instant'
import type { OlderAuthority } from '#pki/ca/index.ts'

export type ResponderEnd = {
  readonly issuer: string
  /** Undefined: the authority has certified no key of ours yet. */
  readonly until: Instant | undefined
  /** From when on somebody must look, unless the next is there. */
  readonly dueBy: Instant
}

/** When the keys end that answer for authorities of an older system: who keeps its key has to certify the next. */
export const endsOfOlderResponders =
  (
    older: readonly Pick<OlderAuthority, 'id' | 'responderEnds'>[],
  ): (() => Promise<readonly ResponderEnd[]>) =>
  () =>
    Promise.all(
      older.map(async ({ id, responderEnds }) => {
        // One that can't be read here counts as ended, and brings somebody.
        const until = await responderEnds().catch(() => never)
        return {
          issuer: id,
          until,
          dueBy: instant(Math.max(never, (until ?? never) - timeToBring)),
        }
      }),
    )

/** As the alarm has it (docs/operations/alerts.yml). */
const timeToBring = 7 * day
const never = instant(0)
