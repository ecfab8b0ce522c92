import { concatenate } from '@sotevarmenne/x509/der'

/** All octets of a stream; undefined, and the stream is let go, as soon as there are more. Throws what the stream throws. */
export async function readAtMost(
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
