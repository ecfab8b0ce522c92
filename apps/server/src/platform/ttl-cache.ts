import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import type { Clock } from './clock.ts'

/**
 * Caches what is requested again and again for some milliseconds: changes are seen after that. Concurrent
 * requests for the same key wait for one fetch. Stores at most so many values, by default a thousand, as
 * requests for missing keys have no limit. With `weightOf`, the limit is the sum of the weights; the oldest
 * go first.
 *
 * Not `lru-cache`: that takes an undefined value for none, and what is missing is requested again and again
 * too; and here an entry from the future is stale, after the clock was set back.
 */
export function ttlCache<Value>({
  clock,
  milliseconds,
  max = 1000,
  weightOf = () => 1,
}: {
  readonly clock: Clock
  readonly milliseconds: number
  readonly max?: number
  readonly weightOf?: (value: Value) => number
}): (key: string, request: () => Promise<Value>) => Promise<Value> {
  const known = new Map<string, Stored<Value>>()
  let weight = 0
  const forget = (key: string): void => {
    weight -= known.get(key)?.weight ?? 0
    known.delete(key)
  }
  const weigh = (stored: Stored<Value>, its: number): void => {
    weight += its - stored.weight
    stored.weight = its
    for (const oldest of known.keys()) {
      if (weight <= max) return
      forget(oldest)
    }
  }

  return (key, request) => {
    const before = known.get(key)
    const now = clock.now()
    if (before !== undefined && now >= before.at && now < instant(before.at + milliseconds))
      return before.value
    forget(key)
    const requested: Stored<Value> = { value: request(), at: now, weight: 0 }
    known.set(key, requested)
    weigh(requested, 1)
    requested.value.then(
      (value) => {
        if (known.get(key) === requested) weigh(requested, weightOf(value))
      },
      () => {
        // A fault is not cached: the next request fetches again.
        if (known.get(key) === requested) forget(key)
      },
    )
    return requested.value
  }
}

type Stored<Value> = { readonly value: Promise<Value>; readonly at: Instant; weight: number }
