/** How a name may be ordered under an approval (R190): written out it needs no proof, under a domain it does. */
export function allowedBy(
  approved: readonly string[],
  name: string,
): 'without-proof' | 'with-proof' | 'not-at-all' {
  if (approved.includes(name)) return 'without-proof'
  return approved.some((each) => each.startsWith('.') && name.endsWith(each))
    ? 'with-proof'
    : 'not-at-all'
}

/** What `.example.fi` allows is judged by the domain's own name. */
export const nameOf = (approved: string): string =>
  approved.startsWith('.') ? approved.slice(1) : approved
