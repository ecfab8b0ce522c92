/**
 * Writes the current state, and checks again afterwards: two writers may cross, and the one that wrote
 * something older over something newer writes once more. Every writer ends only after it has seen the newest
 * state there.
 */
export async function writeNewest<State>({
  read,
  write,
  isSame,
}: {
  readonly read: () => Promise<State>
  readonly write: (state: State) => Promise<void>
  readonly isSame: (one: State, other: State) => boolean
}): Promise<void> {
  let state = await read()
  for (;;) {
    await write(state)
    const now = await read()
    if (isSame(state, now)) return
    state = now
  }
}
