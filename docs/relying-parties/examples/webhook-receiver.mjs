// Receives the webhooks of this service: verifies each message, and acts on it once.
// WEBHOOK_SECRET=whsec_… node webhook-receiver.mjs <port> <server.pem> <server.key>
import { createHmac, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'

const [port, certificate, key] = process.argv.slice(2)
const { WEBHOOK_SECRET: secret } = process.env
const maxBytes = 64 * 1024
/** Seconds. */
const maxAge = 300

function isVerified({ headers, body, now = Date.now() }) {
  const {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures,
  } = headers
  if (!id || !timestamp || !signatures) return false
  if (!(Math.abs(now / 1000 - Number(timestamp)) <= maxAge)) return false
  const bytes = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const expected = createHmac('sha256', bytes).update(`${id}.${timestamp}.`).update(body).digest()
  // Two for a day after the secret was changed.
  return signatures.split(' ').some((one) => {
    const given = Buffer.from(one.replace('v1,', ''), 'base64')
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}

/** In a real receiver: a table, in the transaction of the work. */
const seen = new Set()

const server = createServer(
  { cert: readFileSync(certificate), key: readFileSync(key) },
  async (request, response) => {
    const chunks = []
    let length = 0
    for await (const chunk of request) {
      length += chunk.length
      if (length > maxBytes) return response.writeHead(413).end()
      chunks.push(chunk)
    }
    // The bytes as they came: JSON that was read and written again has another signature.
    const body = Buffer.concat(chunks)
    if (!isVerified({ headers: request.headers, body })) return response.writeHead(401).end()
    // At once: the work comes afterwards.
    response.writeHead(204).end()
    const { 'webhook-id': id } = request.headers
    if (seen.has(id)) return
    seen.add(id)
    const { type, data } = JSON.parse(body.toString('utf8'))
    console.log(type, JSON.stringify(data))
  },
)
server.listen(Number(port), '127.0.0.1', () => {
  console.log('listening', server.address().port)
})
