/**
 * Runs items that arrive during an earlier batch, or the delay after it, as one batch: the more items at
 * once, the larger the batches, and a single item never waits for others. `action` returns one value per item,
 * in order; when it throws, its whole batch has failed.
 */
export function createBatcher<Item, Outcome>(
  action: (items: readonly Item[]) => Promise<readonly Outcome[]>,
  { maxBatchSize, concurrency = 1, linger, threshold = maxBatchSize }: BatchOptions,
): (item: Item) => Promise<Outcome> {
  const waiting: Waiting<Item, Outcome>[] = []
  let underWay = 0
  /** Each ends the delay after a batch. */
  const lingering = new Set<() => void>()

  const go = async (group: readonly Waiting<Item, Outcome>[]): Promise<void> => {
    try {
      const outcomes = await action(group.map(({ item }) => item))
      if (outcomes.length !== group.length)
        throw new Error('batch returned not one result for each item')
      outcomes.forEach((outcome, index) => group[index]?.resolve(outcome))
    } catch (fault) {
      for (const { reject } of group) reject(fault)
    }
  }

  const lingerAfter = async (): Promise<void> => {
    if (linger === undefined || waiting.length >= threshold) return
    await new Promise<void>((resolve) => {
      const end = (): void => {
        lingering.delete(end)
        resolve()
      }
      lingering.add(end)
      void linger().then(end)
    })
  }

  const start = (): void => {
    while (waiting.length > 0 && underWay < concurrency) {
      underWay += 1
      void go(waiting.splice(0, maxBatchSize))
        .then(lingerAfter)
        .then(() => {
          underWay -= 1
          start()
        })
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      // Items of the same turn of the event loop go into one batch.
      if (waiting.length === 1) setImmediate(start)
      if (waiting.length === threshold) for (const end of lingering) end()
    })
}

export type BatchOptions = {
  /** Max items in one batch. */
  readonly maxBatchSize: number
  /** Max batches in progress at the same time. */
  readonly concurrency?: number
  /** The delay after a batch, while the next one fills: under load, fewer and larger batches cost less. */
  readonly linger?: () => Promise<unknown>
  /** Threshold: this number of waiting items ends the delay. */
  readonly threshold?: number
}

type Waiting<Item, Outcome> = {
  readonly item: Item
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (fault: unknown) => void
}
