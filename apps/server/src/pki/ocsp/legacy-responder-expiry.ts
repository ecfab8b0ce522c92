import { day, instant, type Instant } from '@sotevarmenne/kernel/instant'
import type { LegacyCa } from '#pki/ca/index.ts'

export type ResponderEnd = {
  readonly issuer: string
  /** Undefined: the CA has not certified a key of ours yet. */
  readonly until: Instant | undefined
  /** From when on somebody must look, unless the next key is there. */
  readonly dueBy: Instant
}

/** When the responder keys of legacy CAs end: the operator of the legacy CA has to certify the next. */
export const endsOfLegacyResponders =
  (
    legacyCas: readonly Pick<LegacyCa, 'id' | 'responderEnds'>[],
  ): (() => Promise<readonly ResponderEnd[]>) =>
  () =>
    Promise.all(
      legacyCas.map(async ({ id, responderEnds }) => {
        // A key that can't be read here counts as expired, so that the alarm is raised.
        const until = await responderEnds().catch(() => never)
        return {
          issuer: id,
          until,
          dueBy: instant(Math.max(never, (until ?? never) - timeToBring)),
        }
      }),
    )

/** As in the alert rule (docs/operations/alerts.yml). */
const timeToBring = 7 * day
const never = instant(0)
