/**
 * Whether an object in the JSON text has a member twice. Readers differ in which of the two they take, so
 * that one text could show different things. `value` is what the text was parsed to.
 */
export function hasDoubledMember(text: string, value: unknown): boolean {
  // Most lines are as JSON.stringify wrote them, which writes each member once.
  if (JSON.stringify(value) === text) return false
  /** The names so far of each open object; undefined for an array. */
  const open: (Set<string> | undefined)[] = []
  let isName = false
  for (const [token] of text.matchAll(tokens)) {
    const names = open.at(-1)
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(undefined)
    else if (token === '}' || token === ']') open.pop()
    else if (token.startsWith('"') && isName && names) {
      const name = JSON.parse(token) as string
      if (names.has(name)) return true
      names.add(name)
    }
    isName = token === '{' || (token === ',' && names !== undefined)
  }
  return false
}

/** Strings, and the marks between values. */
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g
