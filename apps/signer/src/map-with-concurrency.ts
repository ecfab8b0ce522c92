/**
 * Does the deed for each, two at a time, and answers in order. Making an RSA-4096 key takes seconds of one core, and
 * sealing or opening one takes 128 MiB for a moment: more at once would only take memory.
 */
export async function inLanes<Item, Outcome>(
  items: readonly Item[],
  act: (item: Item) => Promise<Outcome>,
): Promise<readonly Outcome[]> {
  const outcomes: { readonly index: number; readonly outcome: Outcome }[] = []
  const waiting = [...items.entries()]
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, item] = next
      outcomes.push({ index, outcome: await act(item) })
    }
  }
  await Promise.all([lane(), lane()])
  return outcomes.toSorted((one, other) => one.index - other.index).map(({ outcome }) => outcome)
}
