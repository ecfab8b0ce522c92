import {
  formatIdempotencyKey,
  idempotencyKeyHeader,
  newIdempotencyKey,
} from '@sotevarmenne/api/idempotency-key'
import type { RunOnce } from '../../../apps/server/src/platform/idempotency.ts'

/** For tests of other things: no request is a repetition. */
export const alwaysRun: RunOnce = (_request, action) => action()

/** The header of a request that creates something, another one each time. */
export const aKey = (): Record<string, string> => ({
  [idempotencyKeyHeader]: formatIdempotencyKey(newIdempotencyKey()),
})
