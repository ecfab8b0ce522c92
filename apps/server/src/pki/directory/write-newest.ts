/**
 * Writes what is there now, and looks again when it is written: two writers may cross, and the one that wrote something
 * older over something newer writes once more. Whoever ends has seen that the newest stands, whatever the order was.
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
