import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { describe, it } from 'node:test'
import { defineEndpoint } from '@sotevarmenne/api/endpoint'
import { ok } from '@sotevarmenne/kernel/result'
import { pino } from 'pino'
import { z } from 'zod'
import { aPermit } from '../../../../tests/support/permit.ts'
import { sessionEndpoint } from './endpoint.ts'
import { createHttpServer } from './http-server.ts'
import type { SessionToken } from './permit.ts'

const signIn = defineEndpoint({
  method: 'POST',
  path: '/sign-in',
  summary: 'Signs in',
  open: true,
  input: z.object({}),
  answer: z.object({}),
})

describe('the HTTP server over TLS', () => {
  it('opens a session by a cookie that stays on this host and on https', async () => {
    const { key, cert } = aSelfSigned()
    const server = await createHttpServer({
      endpoints: [
        sessionEndpoint({
          contract: signIn,
          deed: 'access.signIn',
          act: async () =>
            ok({ answer: {}, session: { kind: 'open', token: 'session-token' as SessionToken } }),
          problems: {},
        }),
      ],
      permits: { grant: async ({ deed }) => ok(aPermit(deed)) },
      logger: pino({ level: 'silent' }),
      publicUrl: 'https://localhost',
      version: '0.1.0',
      readiness: {},
      tls: { key, cert },
    })
    const port = await server.listen({ port: 0 })
    const asking = request({
      host: '127.0.0.1',
      servername: 'localhost',
      port,
      path: '/api/v1/sign-in',
      method: 'POST',
      ca: cert,
      headers: { 'content-type': 'application/json' },
    })
    asking.end('{}')
    const [answer] = (await once(asking, 'response')) as [IncomingMessage]
    answer.resume()
    await once(answer, 'end')
    await server.close()

    assert.equal(answer.statusCode, 200)
    assert.deepEqual(answer.headers['set-cookie'], [
      '__Host-session=session-token; Path=/; HttpOnly; Secure; SameSite=Strict',
    ])
    assert.match(String(answer.headers['strict-transport-security']), /max-age=\d{8}/)
  })
})

function aSelfSigned(): { readonly key: string; readonly cert: string } {
  const words = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2 -keyout -'
  const pem = execFileSync(
    'openssl',
    [...words.split(' '), '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const [key = '', cert = ''] = pem.split(/(?=-----BEGIN CERTIFICATE)/)
  return { key, cert }
}
