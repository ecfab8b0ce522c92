/**
 * Runs the function for each item, two at a time, and returns the results in order. Generating an RSA-4096
 * key takes seconds of one core, and sealing or opening one takes 128 MiB for a moment: more at once would
 * only take memory. Written here: every package of the signer is one more that a review of it must read.
 */
export async function mapWithConcurrency<Item, Outcome>(
  items: readonly Item[],
  action: (item: Item) => Promise<Outcome>,
): Promise<readonly Outcome[]> {
  const outcomes: { readonly index: number; readonly outcome: Outcome }[] = []
  const waiting = [...items.entries()]
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, item] = next
      outcomes.push({ index, outcome: await action(item) })
    }
  }
  await Promise.all([worker(), worker()])
  return outcomes.toSorted((one, other) => one.index - other.index).map(({ outcome }) => outcome)
}
