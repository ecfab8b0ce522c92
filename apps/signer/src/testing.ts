/**
 * Whether it ends only in a later turn of the event loop: results of another thread or process do not come
 * earlier.
 */
export async function endsInLaterTurn(action: () => Promise<unknown>): Promise<boolean> {
  let isOver = false
  const over = action().finally(() => (isOver = true))
  // Everything that can be done within the turn.
  for (let step = 0; step < 1000; step += 1) await Promise.resolve()
  const wasOver = isOver
  await over
  return !wasOver
}
