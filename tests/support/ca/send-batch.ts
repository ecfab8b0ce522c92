import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import path from 'node:path'
import { createInterface } from 'node:readline'

export type BatchToSend = {
  /** With `listener.pem`, and certificate and key of the client. */
  readonly folder: string
  readonly port: number
  readonly key: string
  /** Lines of JSON. */
  readonly rows: readonly string[]
}

/** A line of the response. */
export type BatchLine = {
  readonly row?: number
  readonly key?: string
  readonly serial?: string
  readonly problem?: { readonly status: number; readonly kind: string }
}

/**
 * Sends a batch to the enrolment API as a client does, and gives each line of the response as it comes. Returns the status;
 * rejects when the connection breaks.
 */
export async function sendBatch(
  { folder, port, key, rows }: BatchToSend,
  onLine: (line: BatchLine) => void,
): Promise<number> {
  const [ca, cert, tlsKey] = await Promise.all(
    ['listener.pem', 'client.pem', 'client.key'].map((file) => readFile(path.join(folder, file))),
  )
  const body = Buffer.from(rows.map((row) => `${row}\n`).join(''))
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const requesting = request({
      ...{ ca, cert, key: tlsKey, servername: 'localhost', host: '127.0.0.1', port },
      ...{ path: '/api/v1/certificates/batch', method: 'POST', agent: false },
      headers: {
        'content-type': 'application/x-ndjson',
        'content-length': body.length,
        'idempotency-key': `"${key}"`,
      },
    })
    requesting.on('response', resolve).on('error', reject)
    requesting.end(body)
  })
  const ended = new Promise<undefined>((resolve, reject) => {
    response
      .on('end', () => {
        resolve(undefined)
      })
      .on('error', reject)
  })
  // A line that was cut is none.
  let last = ''
  const lines = createInterface({ input: response, crlfDelay: Infinity })
  const read = (async () => {
    for await (const line of lines) {
      if (last !== '') onLine(JSON.parse(last) as BatchLine)
      last = line
    }
  })()
  await ended
  await read
  if (last !== '') onLine(JSON.parse(last) as BatchLine)
  return response.statusCode ?? 0
}
