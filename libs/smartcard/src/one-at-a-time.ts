/** Runs deeds one after another. A deed that faults does not stop the next. */
export function oneAtATime(): <Value>(deed: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve()
  return (deed) => {
    const turn = last.then(deed, deed)
    last = turn.catch(() => undefined)
    return turn
  }
}
