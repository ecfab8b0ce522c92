import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { activationServiceAt } from './activation/service.ts'

describe('a request to the service', () => {
  let reply: { readonly status: number; readonly body: string }
  let requested: { readonly url: string | undefined; readonly language: string | undefined }
  let url: string
  const server = createServer((request, response) => {
    requested = { url: request.url, language: request.headers['accept-language'] }
    response.writeHead(reply.status).end(reply.body)
  })
  before(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  const letter = { cardNumber: '12345678901234567', letterNumber: '1234567890' }
  const check = (status: number, body: unknown) => {
    reply = { status, body: typeof body === 'string' ? body : JSON.stringify(body) }
    return activationServiceAt(url).checkLetter(letter, 'sv')
  }
  const unavailable = { ok: false, refusal: { kind: 'service-unavailable' } }

  it('returns what the contract says', async () => {
    const value = { belongs: true, codeOnCard: true }
    assert.deepEqual(await check(200, value), { ok: true, value })
    assert.deepEqual(requested, { url: '/api/v1/activations/letter-check', language: 'sv' })
  })

  it('returns nothing for an incomplete response, without the field that says whether the code is on the card', async () => {
    for (const body of [{ belongs: true }, { belongs: true, codeOnCard: null }, 'codeOnCard', ''])
      assert.deepEqual(await check(200, body), unavailable)
  })

  it('is refused in the service’s words, except when it may be retried later', async () => {
    const said = {
      type: 'x',
      kind: 'x',
      title: 'Another card’s letter',
      detail: 'Look at the card',
    }
    assert.deepEqual(await check(409, { ...said, status: 409 }), {
      ok: false,
      refusal: { kind: 'service-refused', title: said.title, advice: said.detail },
    })
    for (const status of [429, 500, 503])
      assert.deepEqual(await check(status, { ...said, status }), unavailable)
    assert.deepEqual(await check(409, { title: said.title }), unavailable)
  })
})
