/** Runs what has the same key one after the other. */
export type InTurn = <Value>(key: string, act: () => Promise<Value>) => Promise<Value>

/**
 * Turns of one process. Two transactions about the same organisation often read what the other writes: in turn, both
 * succeed at once, instead of being tried again and again. Those of other processes are tried again.
 */
export function createTurns(): InTurn {
  const latest = new Map<string, Promise<unknown>>()
  return (key, act) => {
    const turn = (latest.get(key) ?? Promise.resolve()).then(act)
    const settled = turn.then(
      () => undefined,
      () => undefined,
    )
    latest.set(key, settled)
    void settled.then(() => {
      if (latest.get(key) === settled) latest.delete(key)
    })
    return turn
  }
}
