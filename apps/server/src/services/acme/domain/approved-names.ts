/**
 * How a name may be ordered under an approval (R190): a listed name needs no proof, one under a domain does.
 */
export function allowedBy(
  approved: readonly string[],
  name: string,
): 'without-proof' | 'with-proof' | 'not-at-all' {
  if (approved.includes(name)) return 'without-proof'
  return approved.some((each) => each.startsWith('.') && name.endsWith(each))
    ? 'with-proof'
    : 'not-at-all'
}

/** `.example.fi` is checked as the name of the domain itself. */
export const nameOf = (approved: string): string =>
  approved.startsWith('.') ? approved.slice(1) : approved
