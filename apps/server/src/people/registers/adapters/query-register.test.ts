import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { it } from 'node:test'
import { z } from 'zod'
import { readRegister } from './query-register.ts'

it('a register does not know what it refuses with 404, whatever it says with it', async (test) => {
  const server = createServer((_request, response) => {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"kind":"unknown"}')
  }).listen(0, '127.0.0.1')
  test.after(() => server.close())
  await once(server, 'listening')
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  assert.deepEqual(
    await readRegister(
      { url, timeoutMilliseconds: 1000 },
      { register: 'rights', path: 'x', response: z.object({}) },
    ),
    { ok: false, refusal: { kind: 'not-known', body: { kind: 'unknown' } } },
  )
})
