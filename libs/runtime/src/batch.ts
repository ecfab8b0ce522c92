/**
 * Runs items that arrive during an earlier batch, or the delay after it, as one batch: the more items at
 * once, the larger the batches, and a single item never waits for others. `act` returns one value per item,
 * in order; when it throws, its whole batch has failed.
 */
export function createBatcher<Item, Response>(
  action: (items: readonly Item[]) => Promise<readonly Response[]>,
  { max, atOnce = 1, rest, enough = max }: BatchOptions,
): (item: Item) => Promise<Response> {
  const waiting: Waiting<Item, Response>[] = []
  let underWay = 0
  /** Each ends the delay after a batch. */
  const rests = new Set<() => void>()

  const go = async (group: readonly Waiting<Item, Response>[]): Promise<void> => {
    try {
      const responses = await action(group.map(({ item }) => item))
      if (responses.length !== group.length)
        throw new Error('batch returned not one result for each item')
      responses.forEach((response, index) => group[index]?.resolve(response))
    } catch (fault) {
      for (const { reject } of group) reject(fault)
    }
  }

  const restAfter = async (): Promise<void> => {
    if (rest === undefined || waiting.length >= enough) return
    await new Promise<void>((resolve) => {
      const end = (): void => {
        rests.delete(end)
        resolve()
      }
      rests.add(end)
      void rest().then(end)
    })
  }

  const start = (): void => {
    while (waiting.length > 0 && underWay < atOnce) {
      underWay += 1
      void go(waiting.splice(0, max))
        .then(restAfter)
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
      if (waiting.length === enough) for (const end of rests) end()
    })
}

export type BatchOptions = {
  /** Max items in one batch. */
  readonly max: number
  /** Max batches in progress at the same time. */
  readonly atOnce?: number
  /** The delay after a batch, while the next one fills: under load, fewer and larger batches cost less. */
  readonly rest?: () => Promise<unknown>
  /** Threshold: this number of waiting items ends the delay. */
  readonly enough?: number
}

type Waiting<Item, Response> = {
  readonly item: Item
  readonly resolve: (response: Response) => void
  readonly reject: (fault: unknown) => void
}
