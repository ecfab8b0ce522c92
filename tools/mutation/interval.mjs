/** The Wilson score interval of a proportion at 95 %: from, to. */
export function interval(successes, trials) {
  if (trials === 0) return [0, 1]
  const z = 1.96
  const share = successes / trials
  const middle = share + z ** 2 / (2 * trials)
  const reach = z * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2))
  const scale = 1 + z ** 2 / trials
  return [(middle - reach) / scale, (middle + reach) / scale]
}
