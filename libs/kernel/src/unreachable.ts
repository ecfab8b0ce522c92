/** Stands where the type checker has proved that no case is left. Throws if a value came in unparsed. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
