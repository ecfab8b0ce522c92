/** For places where the type checker has proved that no case is left. Throws if an unparsed value got in. */
export function unreachable(value: never): never {
  throw new Error(`value outside its type: ${JSON.stringify(value)}`)
}
