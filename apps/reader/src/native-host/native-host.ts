import { request } from 'node:http'
import { endianness } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { ExtensionFailure, NativeResponse } from '@sotevarmenne/card-client/messages'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import { maxListBytes } from '../lists/list-request.ts'

/** Largest message of the browser in bytes: a list of documents, and its page and origin. */
const messageLimit = maxListBytes + 64 * 1024

/** Characters of a part of the response. A browser takes at most 1 MB a message, and a character has up to three bytes. */
const partLength = 256 * 1024

const paths = /^\/(?:version|sign|sign-list|relay|presence(?:\?[\w=&%+-]*)?)$/
const nativeRequest = z.object({
  origin: z.url({ protocol: /^https?$/ }),
  path: z.string().regex(paths),
  body: z.unknown().optional(),
  language: z
    .string()
    .regex(/^[a-zA-Z-]{2,35}$/)
    .optional(),
})

/**
 * Native messaging: the browser starts this program for its extension, sends one request to it, and gets the response
 * of the signing API that runs on this machine. The request names the origin of the page; only the extension named in
 * the host's manifest can start the program, and says what the browser told it. Messages in both directions are a
 * 32-bit length in the machine's byte order and JSON in UTF-8. When the browser closes the input, the page has gone:
 * the request to the signing API ends with it.
 */
export async function serveExtension({
  input,
  output,
  api,
}: {
  readonly input: Readable
  readonly output: Writable
  /** Address of the signing API without a path. */
  readonly api: string
}): Promise<void> {
  const gone = new AbortController()
  const message = await readMessage(input)
  if (message === 'ended') return
  input.once('end', () => {
    gone.abort()
  })
  input.resume()
  const response = message.ok ? await forward(message.value, api, gone.signal) : message
  if (gone.signal.aborted) return
  for (const each of response.ok ? partsOf(response.value) : [{ failure: response.refusal.kind }])
    output.write(framed(each))
}

type Failed = { readonly kind: ExtensionFailure }
type Requested = z.infer<typeof nativeRequest>

/** The first message. What follows is not read: one request for each start. */
async function readMessage(input: Readable): Promise<Result<Requested, Failed> | 'ended'> {
  const header = await readBytes(input, 4)
  if (header === undefined) return 'ended'
  const length = endianness() === 'LE' ? header.readUInt32LE() : header.readUInt32BE()
  if (length > messageLimit) return refuse({ kind: 'too-large' })
  const body = await readBytes(input, length)
  if (body === undefined) return 'ended'
  const parsed = nativeRequest.safeParse(jsonIn(body))
  return parsed.success ? ok(parsed.data) : refuse({ kind: 'malformed' })
}

/** Undefined when the input ends before. */
async function readBytes(input: Readable, count: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let length = 0
  while (length < count) {
    const part: unknown = input.read(Math.min(count - length, input.readableLength || 1))
    if (part instanceof Buffer) {
      parts.push(part)
      length += part.length
      continue
    }
    if (input.readableEnded || input.destroyed) return undefined
    await new Promise<void>((resolve) => {
      const more = () => {
        for (const event of ['readable', 'end', 'close', 'error']) input.off(event, more)
        resolve()
      }
      for (const event of ['readable', 'end', 'close', 'error']) input.once(event, more)
    })
  }
  return Buffer.concat(parts)
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

/** The response's JSON text. The signing API has its own limits of time. */
function forward(
  { origin, path, body, language }: Requested,
  api: string,
  signal: AbortSignal,
): Promise<Result<string, Failed>> {
  return new Promise((resolve) => {
    const notRunning = () => {
      resolve(refuse({ kind: 'not-running' }))
    }
    const sent = request(
      new URL(path, api),
      {
        signal,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...{ origin, 'content-type': 'application/json' },
          ...(language !== undefined && { 'accept-language': language }),
        },
      },
      (response) => {
        text(response).then((json) => {
          resolve(
            jsonIn(Buffer.from(json)) === undefined ? refuse({ kind: 'not-running' }) : ok(json),
          )
        }, notRunning)
      },
    )
    sent.once('error', notRunning)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

function partsOf(json: string): NativeResponse[] {
  const count = Math.ceil(json.length / partLength)
  return Array.from({ length: count }, (_, at) => ({
    part: json.slice(at * partLength, (at + 1) * partLength),
    isLast: at === count - 1,
  }))
}

function framed(message: NativeResponse): Buffer {
  const body = Buffer.from(JSON.stringify(message))
  const header = Buffer.alloc(4)
  if (endianness() === 'LE') header.writeUInt32LE(body.length)
  else header.writeUInt32BE(body.length)
  return Buffer.concat([header, body])
}
