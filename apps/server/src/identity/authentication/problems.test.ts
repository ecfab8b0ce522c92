import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { pino } from 'pino'
import type { Endpoint, Problem } from '#platform/endpoint.ts'
import { createHttpServer, type HttpServer } from '#platform/http-server.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { createPasswords } from '../passwords/index.ts'
import { createRoles } from '../permissions/index.ts'
import { noSecret } from '#platform/sealing.ts'
import { createAuthentication } from './index.ts'
import { signInProblems, suomiFiProblems } from './problems.ts'
import { bootstrapProblems } from '../bootstrap/problems.ts'

const languages = ['fi', 'sv', 'en'] as const
/** No dependencies: the operations are not called. */
const nothing = { secret: noSecret } as never

describe('sign-in over HTTP', () => {
  let reason = ''
  let server: HttpServer
  before(async () => {
    const endpoints: readonly Endpoint[] = createAuthentication(nothing).operations.map((row) => ({
      ...row,
      action: () => Promise.resolve(refuse({ kind: reason })),
    }))
    server = await createHttpServer({
      endpoints,
      permits: { grant: ({ operation }) => Promise.resolve(ok(aPermit(operation))) },
      logger: pino({ level: 'silent' }),
      publicUrl: 'http://localhost:8080',
      version: '0.1.0',
      readiness: {},
    })
  })
  after(() => server.close())

  for (const [kind, problem] of Object.entries<Problem>(signInProblems))
    it(`is refused in the reader’s language: ${kind}`, async () => {
      reason = kind
      for (const language of languages) {
        const response = await server.inject({
          method: 'POST',
          url: '/api/v1/sign-in',
          headers: { 'accept-language': language },
          payload: {
            challengeId: randomUUID(),
            signature: 'AA==',
            signatureAlgorithm: 'SHA384withECDSA',
            chain: ['AA=='],
          },
        })
        assert.equal(response.statusCode, problem.status)
        assert.equal(response.headers['set-cookie'], undefined)
        const { title, detail } = response.json<ProblemDetails>()
        assert.equal(title, problem.title[language])
        assert.equal(detail, problem.advice?.[language])
      }
    })

  it('distinguishes a spent challenge, a broken certificate and a card that is not good', () => {
    assert.equal(signInProblems['challenge-not-found'].status, 409)
    assert.equal(signInProblems['certificate-unreadable'].status, 422)
    assert.equal(signInProblems['certificate-revoked'].status, 403)
  })
})

describe('problem texts of identity', () => {
  const problems: { readonly [kind: string]: Problem } = {
    ...suomiFiProblems,
    ...bootstrapProblems,
  }
  for (const create of [createAuthentication, createPasswords, createRoles])
    for (const operation of create(nothing).operations) Object.assign(problems, operation.problems)
  for (const [kind, { title, advice }] of Object.entries(problems))
    it(`explain ${kind} in three languages`, () => {
      for (const text of advice ? [title, advice] : [title]) {
        const input = languages.map((language) => text[language])
        assert.equal(new Set(input).size, 3, 'three languages, three texts')
        assert.ok(input.every((each) => each.trim() !== ''))
      }
    })
})
