import { concatenate } from '@sotevarmenne/x509/der'

/**
 * All bytes of a stream; undefined, and the stream is closed, as soon as there are more than allowed. Throws
 * the stream's errors.
 */
export async function readUpTo(
  stream: ReadableStream<Uint8Array>,
  limit: number,
): Promise<Uint8Array | undefined> {
  const reader = stream.getReader()
  const pieces: Uint8Array[] = []
  for (let length = 0; ;) {
    const piece: { readonly value?: Uint8Array | undefined } = await reader.read()
    if (piece.value === undefined) return concatenate(...pieces)
    length += piece.value.length
    if (length > limit) {
      await reader.cancel()
      return undefined
    }
    pieces.push(piece.value)
  }
}
