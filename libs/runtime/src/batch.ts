/**
 * Does in one go what is asked while an earlier go is under way, or rests: the more is asked at once, the larger the
 * groups, and who comes alone never waits for company. `act` answers one value for each item, in their order; when it
 * throws, its whole group has failed.
 */
export function gather<Item, Answer>(
  act: (items: readonly Item[]) => Promise<readonly Answer[]>,
  { most, atOnce = 1, rest, enough = most }: GatherOptions,
): (item: Item) => Promise<Answer> {
  const waiting: Waiting<Item, Answer>[] = []
  let underWay = 0
  /** Each ends the rest of a group. */
  const rests = new Set<() => void>()

  const go = async (group: readonly Waiting<Item, Answer>[]): Promise<void> => {
    try {
      const answers = await act(group.map(({ item }) => item))
      if (answers.length !== group.length) throw new Error('not one answer for each item')
      answers.forEach((answer, index) => group[index]?.resolve(answer))
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
      void go(waiting.splice(0, most))
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
      // What is asked in the same turn of the event loop goes together.
      if (waiting.length === 1) setImmediate(start)
      if (waiting.length === enough) for (const end of rests) end()
    })
}

export type GatherOptions = {
  /** Items in one group. */
  readonly most: number
  /** Groups under way at the same time. */
  readonly atOnce?: number
  /** What passes after a group, while the next one fills: where much comes, fewer and larger groups cost less. */
  readonly rest?: () => Promise<unknown>
  /** So many waiting end the rest: where they come fast, nobody waits for more of them. */
  readonly enough?: number
}

type Waiting<Item, Answer> = {
  readonly item: Item
  readonly resolve: (answer: Answer) => void
  readonly reject: (fault: unknown) => void
}
