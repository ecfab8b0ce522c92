/** Runs operations one after another. A failed operation does not stop the next. */
export function oneAtATime(): <Value>(operation: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve()
  return (operation) => {
    const turn = last.then(operation, operation)
    last = turn.catch(() => undefined)
    return turn
  }
}
