import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { pino } from 'pino'
import type { Endpoint } from '#platform/endpoint.ts'
import { createHttpServer, type HttpServer } from '#platform/http-server.ts'
import { aKey, alwaysRun } from '@sotevarmenne/tests/operation/idempotency'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { noSecret } from '#platform/sealing.ts'
import { createLetters } from '#cards/letters/index.ts'
import { createPrinting } from '#cards/printing/index.ts'
import { createProduction } from '#cards/production/index.ts'
import { findingTexts } from '#cards/production/finding-texts.ts'
import { cancelOrderedCardProblems } from './problems.ts'
import { createCards } from './create-cards.ts'
import { aPassport } from './testing.ts'

const languages = ['fi', 'sv', 'en'] as const

/** Rows of the API whose operations refuse with the reason that the test sets here. */
let reason = ''
const nothing = { secret: noSecret, relays: { serve: () => undefined } } as never
const production = createProduction(nothing)
const endpoints: readonly Endpoint[] = [
  ...createCards(nothing).operations,
  ...createLetters(nothing).operations,
  ...production.operations,
  ...production.enrolmentOperations,
  ...createPrinting(nothing).enrolmentOperations,
].map((row) => ({
  ...row,
  action: () => Promise.resolve(refuse({ kind: reason })),
}))

const cardAndLetter = { cardNumber: '12345678901234567', letterNumber: '0123456789' }

/** A well-formed request to each endpoint that can refuse, by its operation. */
const requests: {
  readonly [operation: string]: { readonly url: string; readonly payload?: object }
} = {
  'cards.viewCard': { url: `/cards/${randomUUID()}` },
  'cards.listCards': { url: '/cards/search', payload: {} },
  'cards.listUncollected': { url: '/uncollected-cards/search', payload: { show: 'waiting' } },
  'cards.remindOfCard': { url: `/uncollected-cards/${randomUUID()}/reminder`, payload: {} },
  'cards.returnUncollected': { url: `/uncollected-cards/${randomUUID()}/return`, payload: {} },
  'cards.destroyUncollected': {
    url: `/uncollected-cards/${randomUUID()}/destruction`,
    payload: {},
  },
  'cards.handOverCard': {
    url: `/cards/${randomUUID()}/hand-over`,
    payload: { identification: aPassport() },
  },
  'cards.recordContactlessId': {
    url: `/cards/${randomUUID()}/contactless-id`,
    payload: { contactlessId: '04A1B2C3' },
  },
  'cards.cancelCard': { url: `/cards/${randomUUID()}/cancellation`, payload: { reason: 'lost' } },
  'cards.reportOwnCardLost': {
    url: `/own/cards/${randomUUID()}/loss`,
    payload: { reason: 'stolen' },
  },
  'cards.openProduction': {
    url: '/production/relays',
    payload: { station: 'Print room', reader: 'A', atr: '3B00' },
  },
  'cards.retryProduction': { url: `/operations/production/${randomUUID()}/retry` },
  'cards.viewLetters': { url: '/operations/letters' },
  'cards.retryLetters': { url: '/operations/letters/retry', payload: {} },
  'cards.fetchPrint': { url: `/production/cards/${randomUUID()}/print` },
  'cards.unlockOwnCard': { url: `/own/cards/${randomUUID()}/unlocking`, payload: {} },
  'cards.viewLetterAddress': { url: '/own/letter-address' },
  'cards.orderOwnNewCode': { url: `/own/cards/${randomUUID()}/new-code`, payload: {} },
  'cards.orderNewCode': {
    url: `/cards/${randomUUID()}/new-code`,
    payload: { identification: aPassport() },
  },
  'cards.renewCodeOnCard': {
    url: '/activations/relays',
    payload: { ...cardAndLetter, proof: 'AA==', atr: '3B00' },
  },
  'cards.checkCode': {
    url: '/activations/code-check',
    payload: { cardNumber: cardAndLetter.cardNumber },
  },
  'cards.checkLetter': { url: '/activations/letter-check', payload: cardAndLetter },
  'cards.reportActivation': {
    url: '/activations',
    payload: { ...cardAndLetter, signedAt: '2026-11-24T14:00:00Z', signature: 'AA==' },
  },
}

describe('cards over HTTP', () => {
  let server: HttpServer
  before(async () => {
    server = await createHttpServer({
      endpoints,
      permits: { grant: ({ operation }) => Promise.resolve(ok(aPermit(operation))) },
      runOnce: alwaysRun,
      logger: pino({ level: 'silent' }),
      publicUrl: 'http://localhost:8080',
      version: '0.1.0',
      readiness: {},
    })
  })
  after(() => server.close())

  const send = (row: Endpoint, language: string) => {
    const operation = row.contract.permission.name
    const request = requests[operation]
    assert.ok(request, `no request for ${operation}`)
    return server.inject({
      method: row.contract.method,
      url: `/api/v1${request.url}`,
      headers: { 'accept-language': language, ...aKey() },
      ...(request.payload && { payload: request.payload }),
    })
  }

  for (const row of endpoints)
    for (const [kind, problem] of Object.entries(row.problems))
      it(`${row.contract.permission.name} refuses in the reader’s language: ${kind}`, async () => {
        reason = kind
        const input: ProblemDetails[] = []
        for (const language of languages) {
          const response = await send(row, language)
          assert.equal(response.statusCode, problem.status)
          const details = response.json<ProblemDetails>()
          assert.equal(details.kind, kind)
          assert.equal(details.title, problem.title[language])
          assert.equal(details.detail, problem.advice?.[language])
          input.push(details)
        }
        areThreeTexts(input.map(({ title }) => title))
        if (problem.advice) areThreeTexts(input.map(({ detail }) => detail))
      })

  it('have different responses for missing resources, conflicts and forbidden operations', () => {
    const statuses = new Map(
      endpoints.flatMap(({ problems }) =>
        Object.entries(problems).map(([kind, { status }]) => [kind, status] as const),
      ),
    )
    const expected = {
      'card-not-found': 404,
      'letter-not-found': 404,
      'card-already-cancelled': 409,
      'card-not-awaiting-hand-over': 409,
      'letter-for-another-card': 409,
      'document-expired': 422,
      'reason-does-not-fit': 422,
      'handing-over-to-oneself': 403,
      'not-signed-by-the-card': 403,
      'cursor-unreadable': 400,
    }
    for (const [kind, status] of Object.entries(expected))
      assert.equal(statuses.get(kind), status, kind)
  })
})

describe('texts of cards', () => {
  for (const [kind, { title, advice }] of Object.entries({
    ...cancelOrderedCardProblems,
    ...findingTexts,
  } as { readonly [kind: string]: Pick<Endpoint['problems'][string], 'title' | 'advice'> }))
    it(`describe ${kind} in three languages`, () => {
      areThreeTexts(Object.values(title))
      if (advice) areThreeTexts(Object.values(advice))
    })
})

function areThreeTexts(texts: readonly (string | undefined)[]): void {
  assert.equal(new Set(texts).size, 3, 'three languages, three texts')
  for (const text of texts) assert.ok(text !== undefined && text.trim() !== '')
}
