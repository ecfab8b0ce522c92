import type { Socket } from 'node:net'

/**
 * Reads what must come first on a connection: the bytes that it counts are taken, all others given back. A
 * connection that begins otherwise is closed without a word.
 */
export function readFirstBytes<First extends { readonly length: number }>(
  socket: Socket,
  readFirst: (bytes: Buffer) => First | 'incomplete' | 'malformed',
  begun: (first: First) => void,
): void {
  let bytes: Buffer = Buffer.alloc(0)

  const read = (chunk: Buffer): void => {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk])
    const first = readFirst(bytes)
    if (first === 'malformed' || (first === 'incomplete' && bytes.length > maxBytes)) {
      socket.destroy()
      return
    }
    if (first === 'incomplete') return
    socket.off('data', read).off('end', end)
    socket.pause()
    if (bytes.length > first.length) socket.unshift(bytes.subarray(first.length))
    begun(first)
  }
  const end = (): void => {
    socket.destroy()
  }
  socket.on('data', read).on('end', end).resume()
}

/** More than any proxy's header or ClientHello. */
const maxBytes = 64 * 1024
