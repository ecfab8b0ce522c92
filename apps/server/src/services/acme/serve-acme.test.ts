import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { createLogger } from '@sotevarmenne/runtime/logger'
import { createHttpServer } from '#platform/http-server.ts'
import type { Acme } from './create-acme.ts'
import { serveAcme } from './serve-acme.ts'
import { errorOf } from './testing.ts'

it('ACME is served beside the API with its own problem types and its own rate limit', async () => {
  const publicUrl = 'https://service.example'
  const protocol = {
    ...{ publicUrl, directory: { newNonce: `${publicUrl}/acme/new-nonce` } },
    giveNonce: () => 'a-nonce',
    readSigned: () => Promise.reject(new Error('unexpected read in this test')),
    renewalInfo: () => Promise.resolve(ok({ status: 200, body: {} })),
    actions: {
      '/acme/new-account': () => Promise.reject(new Error('unexpected write in this test')),
    },
  } as unknown as Acme['protocol']
  const server = await createHttpServer({
    endpoints: [],
    protocols: [serveAcme(protocol, { requestsPerMinute: 5 })],
    permits: { grant: () => Promise.reject(new Error('unexpected request in this test')) },
    logger: createLogger('web', { level: 'silent' }),
    ...{ publicUrl, version: '0', readiness: {} },
  })
  try {
    const directory = await server.inject('/acme/directory')
    assert.equal(directory.statusCode, 200)
    assert.equal(directory.headers['cache-control'], 'no-store')
    const nonce = await server.inject({ method: 'HEAD', url: '/acme/new-nonce' })
    assert.equal(nonce.headers['replay-nonce'], 'a-nonce')
    const send = () =>
      server.inject({
        ...{ method: 'POST', url: '/acme/new-account', payload: '{}' },
        headers: { 'content-type': 'application/jose+json' },
      })
    const fault = await send()
    assert.equal(fault.statusCode, 500)
    assert.equal(errorOf({ text: fault.body, status: 500 }), 'serverInternal')
    assert.ok(!fault.body.includes('nothing is read here'))
    let last = fault
    for (let at = 0; at < 5; at += 1) last = await send()
    assert.equal(last.statusCode, 429)
    assert.equal(errorOf({ text: last.body, status: 429 }), 'rateLimited')
    assert.equal(last.headers['replay-nonce'], 'a-nonce')
  } finally {
    await server.close()
  }
})
