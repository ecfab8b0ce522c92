/** Whether it ends only once the event loop has turned: what another thread or process has done is not heard before. */
export async function endsInLaterTurn(act: () => Promise<unknown>): Promise<boolean> {
  let isOver = false
  const over = act().finally(() => (isOver = true))
  // All that can be done without a turn.
  for (let step = 0; step < 1000; step += 1) await Promise.resolve()
  const wasOver = isOver
  await over
  return !wasOver
}
