import { once } from 'node:events'
import type { Socket } from 'node:net'
import { maxHeadBytes, maxDropped, type ConnectionLimits } from './limits.ts'
import { readHead, type Head, type HeadFault } from './read-head.ts'
import {
  composeHead,
  wholeOf,
  withClose,
  type ReadyReply,
  type Reply,
  type StreamedReply,
} from './response.ts'

/** One request: its parsed head, and the bytes that contain it, body after head. The bytes do not change. */
export type HttpRequest = {
  readonly bytes: Buffer
  readonly head: Head
  /** Of a streamed request, whose body is not among the bytes. */
  readonly body?: StreamedBody
}

/** A body that is never whole in memory: the client can't send faster than it is read. */
export type StreamedBody = {
  /** To be read once. Ends early when the client is gone: what was received until then is among them. */
  readonly pieces: () => AsyncIterable<Buffer>
  /** Whether the last byte was read. */
  readonly isWhole: () => boolean
}

export type Serving = {
  readonly respond: (request: HttpRequest) => Reply | Promise<Reply>
  /** Of a request that is streamed: the most bytes of its body. All others are whole before `respond` is called. */
  readonly streamedLimit?: (request: HttpRequest) => number | undefined
  /** The current time in HTTP format (RFC 9110 § 5.6.7). */
  readonly date: () => string
  /** Milliseconds of a monotonic clock; timeouts are measured by it. */
  readonly now: () => number
  /** Receives the errors of `respond`; the client gets a 500. */
  readonly onFault: (fault: unknown) => void
  /** While it is, each response is the last of its connection: clients go elsewhere. */
  readonly endsConnections?: () => boolean
}

export type Connection = {
  /** From now on each response is the last of its connection. */
  readonly retire: () => void
  /** Ends it when it has responded to what it has begun to read; at once when that is nothing. */
  readonly finish: () => void
  readonly endIfLate: (now: number) => void
  /** Since when it has waited for its client; undefined while the client waits for us. */
  readonly waitsSince: () => number | undefined
}

/** Reads requests one after another; each gets its response before the next is read. */
export function openConnection(
  socket: Socket,
  { respond, streamedLimit, date, now, onFault, endsConnections = () => false }: Serving,
  limits: ConnectionLimits,
): Connection {
  const openedAt = now()
  let state: 'idle' | 'reading' | 'answering' | 'closing' = 'idle'
  /** When the watch first saw the state: reading a clock for each request would be too expensive. */
  let since: number | undefined
  /**
   * The received bytes; those from `at` on have no response yet. Up to `searched` there is no end of a head.
   */
  let bytes = nothing
  let at = 0
  let searched = 0
  let hasContinued = false
  let isHalfClosed = false
  let isOld = false
  let isRetired = false
  let dropped = 0
  /** Bytes of a streamed body that were not read. */
  let unread = 0
  let streamedSince: number | undefined
  /** While a streamed request waits for its client, which sends too little or takes too little. */
  let awaitsClient = false
  let onBytes = nothingToDo

  const enter = (next: typeof state): void => {
    state = next
    since = undefined
  }
  const isClosing = (): boolean => state === 'closing'
  const isAnswering = (): boolean => state === 'answering'

  /**
   * Closes after what was written. Further bytes from the client are dropped for a while: an abrupt close
   * would lose the response.
   */
  const finish = (): void => {
    enter('closing')
    bytes = nothing
    socket.end()
    socket.resume()
  }

  const refuse = (status: number): void => {
    socket.write(composeHead({ status, isLast: true }, 0, date()), 'latin1')
    finish()
  }

  /** The next request, once it is complete. One that can't be parsed is refused and ends the connection. */
  const nextRequest = (): HttpRequest | undefined => {
    // RFC 9112 § 2.2: skip empty lines before a request.
    while (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed) at += 2
    const found = bytes.indexOf(emptyLine, Math.max(at, searched - 3))
    searched = found < 0 ? bytes.length : found
    const isTooLong = searched - at > maxHeadBytes
    if (found < 0 && !isTooLong) return undefined
    const head = isTooLong ? headTooLong : readHead(bytes, at, found + emptyLine.length)
    const limit = 'fault' in head ? undefined : streamedLimit?.({ bytes, head })
    if ('fault' in head || head.bodyLength > (limit ?? limits.maxBodyBytes)) {
      refuse('fault' in head ? head.fault : 413)
      return undefined
    }
    if (limit !== undefined && head.isOldVersion) {
      // It knows no chunks, of which the response consists.
      refuse(505)
      return undefined
    }
    if (limit !== undefined) {
      at = head.end
      return { bytes, head, body: streamedBody(head) }
    }
    const end = head.end + head.bodyLength
    if (end > bytes.length) {
      if (head.awaitsContinue && !hasContinued)
        socket.write('HTTP/1.1 100 Continue\r\n\r\n', 'latin1')
      hasContinued = head.awaitsContinue
      return undefined
    }
    at = end
    hasContinued = false
    return { bytes, head }
  }

  const streamedBody = (head: Head): StreamedBody => {
    unread = head.bodyLength
    streamedSince = now()
    async function* pieces(): AsyncGenerator<Buffer> {
      if (head.awaitsContinue && unread > 0 && at === bytes.length)
        socket.write('HTTP/1.1 100 Continue\r\n\r\n', 'latin1')
      while (unread > 0) {
        if (at < bytes.length) {
          const piece = bytes.subarray(at, at + unread)
          at += piece.length
          searched = at
          unread -= piece.length
          yield piece
        } else if (isHalfClosed || isClosing() || socket.destroyed) return
        else await moreBytes()
      }
    }
    return { pieces, isWhole: () => unread === 0 }
  }

  /** Waits until the client has sent more or is gone. */
  const moreBytes = async (): Promise<void> => {
    bytes = nothing
    at = 0
    searched = 0
    const arrived = Promise.withResolvers<undefined>()
    onBytes = () => {
      onBytes = nothingToDo
      socket.pause()
      arrived.resolve(undefined)
    }
    socket.resume()
    await waitForClient(arrived.promise)
  }

  /** What the client takes too long for is counted apart from what we take too long for. */
  const waitForClient = async (what: Promise<unknown>): Promise<void> => {
    awaitsClient = true
    since = undefined
    await what
    awaitsClient = false
    since = undefined
  }

  const readOn = (): void => {
    let answered = 0
    while (at < bytes.length && !isAnswering() && !isClosing()) {
      const request = nextRequest()
      if (request === undefined) break
      // Several responses go out in one piece.
      if (answered === 1) socket.cork()
      answered += 1
      enter('idle')
      give(request)
    }
    if (answered > 1) socket.uncork()
    if (isClosing()) return
    searched -= at
    bytes = at === bytes.length ? nothing : bytes.subarray(at)
    at = 0
    if (isAnswering()) return
    if (isHalfClosed) finish()
    else if (bytes.length > 0 && state === 'idle') enter('reading')
  }

  const give = (request: HttpRequest): void => {
    try {
      const reply = respond(request)
      if (reply instanceof Promise || 'stream' in reply) void giveLater(reply, request)
      else send(wholeOf(reply, date), request)
    } catch (fault) {
      onFault(fault)
      refuse(500)
    }
  }

  /** Reads no further until the response is sent. */
  const giveLater = async (
    pending: Reply | Promise<Reply>,
    request: HttpRequest,
  ): Promise<void> => {
    wait()
    let isHeadOut = false
    try {
      const reply = await pending
      if (!('stream' in reply)) {
        if (send(wholeOf(reply, date), request)) return
      } else {
        isHeadOut = true
        const isLast = request.head.saysClose || isOld || isRetired || endsConnections()
        socket.write(composeHead({ ...reply, isLast }, reply.length, date()), 'latin1')
        if (request.head.method !== 'HEAD') await stream(reply, request)
        if (isLast || unread > 0) finish()
      }
      goOn()
    } catch (fault) {
      onFault(fault)
      // When a part of the response is sent, only an abrupt close tells the client that it is incomplete.
      if (isHeadOut) socket.destroy()
      else refuse(500)
    }
  }

  /** Also when a body was not read: where the next request begins is not known yet. */
  const endsWith = ({ head }: HttpRequest): boolean =>
    head.saysClose || isOld || isRetired || unread > 0 || endsConnections()

  /** Returns whether reading must wait until the client has taken what was sent. */
  const send = (reply: ReadyReply, request: HttpRequest): boolean => {
    const isLast = endsWith(request)
    const { ready, bodyAt } = isLast ? withClose(reply) : reply
    const hasRoom = socket.write(request.head.method === 'HEAD' ? ready.subarray(0, bodyAt) : ready)
    if (isLast) finish()
    if (isLast || hasRoom) return false
    // A client that sends many requests and reads little waits until its responses are taken: they must not
    // pile up here.
    wait()
    socket.once('drain', goOn)
    return true
  }

  const stream = async (reply: StreamedReply, { body }: HttpRequest): Promise<void> => {
    const isChunked = reply.length === undefined
    for await (const chunk of reply.stream()) {
      // What has been received of a streamed body is worked on to its end.
      if (socket.destroyed && body !== undefined) continue
      if (socket.destroyed) return
      if (!socket.write(isChunked ? chunkOf(chunk) : chunk))
        if (body === undefined) await roomOrEnd(socket)
        else await waitForClient(roomOrEnd(socket))
      since = undefined
    }
    if (isChunked && !socket.destroyed) socket.write(lastChunk, 'latin1')
  }

  const wait = (): void => {
    enter('answering')
    socket.pause()
  }

  const isLate = (time: number, at: number): boolean =>
    time > (awaitsClient ? limits.stalled : limits.response) ||
    (streamedSince !== undefined && at - streamedSince > limits.streamed)

  const goOn = (): void => {
    streamedSince = undefined
    if (isClosing() || socket.destroyed) return
    enter('idle')
    readOn()
    if (!isAnswering()) socket.resume()
  }

  socket.on('data', (chunk) => {
    if (isClosing()) {
      dropped += chunk.length
      if (dropped > maxDropped + unread) socket.destroy()
      return
    }
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk])
    if (!isAnswering()) readOn()
    else onBytes()
  })
  socket.on('close', () => {
    onBytes()
  })
  socket.on('end', () => {
    isHalfClosed = true
    onBytes()
    if (!isAnswering() && !isClosing()) finish()
  })
  // The client or the network closed the connection: there is nothing left to send.
  socket.on('error', () => socket.destroy())

  return {
    retire: () => {
      isRetired = true
    },
    finish: () => {
      isRetired = true
      if (state === 'idle') finish()
    },
    endIfLate: (at) => {
      isOld = at - openedAt > limits.connection
      since ??= at
      const time = at - since
      if (state === 'idle' && time > limits.idle) finish()
      else if (state === 'reading' && time > limits.request) refuse(408)
      else if (state === 'answering' && isLate(time, at)) socket.destroy()
      else if (state === 'closing' && time > limits.lingering) socket.destroy()
    },
    waitsSince: () => (isAnswering() && !awaitsClient ? undefined : (since ?? now())),
  }
}

/** RFC 9112 § 7.1. */
const chunkOf = (chunk: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`, 'latin1'), chunk, lineEnd])
const lineEnd = Buffer.from('\r\n')
const lastChunk = '0\r\n\r\n'

const nothingToDo = (): void => undefined
const headTooLong: HeadFault = { fault: 431 }
const nothing: Buffer = Buffer.alloc(0)
const emptyLine = Buffer.from('\r\n\r\n')
const carriageReturn = 0x0d
const lineFeed = 0x0a

/**
 * Waits until the socket is writable again or closed; leaves no listener behind, however long the response
 * is.
 */
async function roomOrEnd(socket: Socket): Promise<void> {
  const waiting = new AbortController()
  const { signal } = waiting
  try {
    await Promise.race([once(socket, 'drain', { signal }), once(socket, 'close', { signal })])
  } catch (fault) {
    // A connection that was reset has ended too.
    if (!socket.destroyed) throw fault
  } finally {
    waiting.abort()
  }
}
