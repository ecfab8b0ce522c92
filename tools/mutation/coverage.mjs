/**
 * Whether the code at an offset ran, by V8's ranges `{ startOffset, endOffset, count }`, of which the innermost
 * counts. Types are replaced by blanks, so that offsets are those of the TypeScript.
 */
export function isCovered(ranges, offset) {
  const around = ranges.filter(
    ({ startOffset, endOffset }) => startOffset <= offset && offset < endOffset,
  )
  const [innermost] = around.toSorted(
    (one, other) => one.endOffset - one.startOffset - (other.endOffset - other.startOffset),
  )
  return innermost !== undefined && innermost.count > 0
}

/** The files that import the file, itself or by way of others, by pairs of importer and imported. */
export function importersOf(file, imports) {
  const found = new Set([file])
  for (const each of found)
    for (const [importer, imported] of imports) if (imported === each) found.add(importer)
  return found
}
