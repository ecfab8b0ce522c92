/**
 * Runs the function for each item, so many at a time, and returns the results in the order of the items. Written here:
 * every package of the signer is one more that a review of it must read.
 */
export async function mapWithConcurrency<Item, Outcome>(
  items: readonly Item[],
  atOnce: number,
  action: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: { readonly index: number; readonly outcome: Outcome }[] = []
  const waiting = [...items.entries()]
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, item] = next
      outcomes.push({ index, outcome: await action(item) })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return outcomes.toSorted((one, other) => one.index - other.index).map(({ outcome }) => outcome)
}
