import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import type { Clock } from './clock.ts'

/**
 * Finds what is asked for again and again, and believes what it found for some milliseconds: what changes is seen after
 * that. Who asks while the answer is looked for waits for it. Keeps so many answers, a thousand unless told: of those who ask for what is
 * not there, there is no end. Where `weightOf` says what one weighs, so much of them together; the oldest go first.
 */
export function believe<Value>({
  clock,
  milliseconds,
  most = 1000,
  weightOf = () => 1,
}: {
  readonly clock: Clock
  readonly milliseconds: number
  readonly most?: number
  readonly weightOf?: (value: Value) => number
}): (key: string, ask: () => Promise<Value>) => Promise<Value> {
  const known = new Map<string, Kept<Value>>()
  let weight = 0
  const forget = (key: string): void => {
    weight -= known.get(key)?.weight ?? 0
    known.delete(key)
  }
  const weigh = (kept: Kept<Value>, its: number): void => {
    weight += its - kept.weight
    kept.weight = its
    for (const oldest of known.keys()) {
      if (weight <= most) return
      forget(oldest)
    }
  }

  return (key, ask) => {
    const before = known.get(key)
    const now = clock.now()
    if (before !== undefined && now >= before.at && now < instant(before.at + milliseconds))
      return before.value
    forget(key)
    const asked: Kept<Value> = { value: ask(), at: now, weight: 0 }
    known.set(key, asked)
    weigh(asked, 1)
    asked.value.then(
      (value) => {
        if (known.get(key) === asked) weigh(asked, weightOf(value))
      },
      () => {
        // A fault is no answer: the next who asks, asks anew.
        if (known.get(key) === asked) forget(key)
      },
    )
    return asked.value
  }
}

type Kept<Value> = { readonly value: Promise<Value>; readonly at: Instant; weight: number }
