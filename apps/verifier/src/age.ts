const unit = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `30m`, `24h` or `7d` in milliseconds. Throws at anything else; undefined stays undefined. */
export function parseDuration(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const [, count, of] = /^(\d{1,6})([mhd])$/.exec(text) ?? []
  if (count === undefined) throw new Error(`not a duration such as 30m, 24h or 7d: ${text}`)
  return Number(count) * unit[of as keyof typeof unit]
}

/** An age in words. */
export function ageOf(milliseconds: number): string {
  if (milliseconds < 0) return 'in the future by the clock of this machine'
  if (milliseconds < unit.h) return `${Math.floor(milliseconds / unit.m)} minutes old`
  if (milliseconds < 2 * unit.d) return `${Math.floor(milliseconds / unit.h)} hours old`
  return `${Math.floor(milliseconds / unit.d)} days old`
}
