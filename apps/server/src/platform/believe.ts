import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import type { Clock } from './clock.ts'

/**
 * Finds what is asked for again and again, and believes what it found for some milliseconds: what changes is seen after
 * that. Who asks while the answer is looked for waits for it. Keeps so many answers, a thousand unless told: of those who ask for what is
 * not there, there is no end.
 */
export function believe<Value>({
  clock,
  milliseconds,
  most = 1000,
}: {
  readonly clock: Clock
  readonly milliseconds: number
  readonly most?: number
}): (key: string, ask: () => Promise<Value>) => Promise<Value> {
  const known = new Map<string, { readonly value: Promise<Value>; readonly at: Instant }>()
  return (key, ask) => {
    const before = known.get(key)
    const now = clock.now()
    if (before !== undefined && now >= before.at && now < instant(before.at + milliseconds))
      return before.value
    known.delete(key)
    if (known.size >= most) known.clear()
    const asked = { value: ask(), at: now }
    known.set(key, asked)
    asked.value.catch(() => {
      // A fault is no answer: the next who asks, asks anew.
      if (known.get(key) === asked) known.delete(key)
    })
    return asked.value
  }
}
