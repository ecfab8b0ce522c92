/** The historical bytes of an answer to reset (ISO/IEC 7816-3 § 8.2); undefined when it is truncated. */
export function historicalBytesOf(answerToReset: Uint8Array): Uint8Array | undefined {
  const format = answerToReset[1]
  if (format === undefined) return undefined
  let at = 2
  for (let present = format >> 4; present !== 0;) {
    // TA, TB and TC of this round, then TD: its high nibble announces the next.
    at += [1, 2, 4].filter((bit) => (present & bit) !== 0).length
    if ((present & 8) === 0) break
    const interfaceByte = answerToReset[at]
    if (interfaceByte === undefined) return undefined
    present = interfaceByte >> 4
    at += 1
  }
  const end = at + (format & 0x0f)
  return end <= answerToReset.length ? answerToReset.subarray(at, end) : undefined
}
