import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { pino } from 'pino'
import { aKey, alwaysRun } from '@sotevarmenne/tests/operation/idempotency'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { Endpoint } from '#platform/endpoint.ts'
import { createHttpServer, type HttpServer } from '#platform/http-server.ts'
import { noSecret } from '#platform/sealing.ts'
import { createPhotos } from '#cards/photos/index.ts'
import { createRenewals } from '#cards/renewals/index.ts'
import { createVisitors } from '#cards/visitors/index.ts'
import { createOrders } from './index.ts'
import { aDraftInput, aSignature } from './testing/desk.ts'

const languages = ['fi', 'sv', 'en'] as const

const renewalForm = {
  ...{ rightId: 'nurse-1', delivery: { to: 'home' }, language: 'fi', termsAccepted: true },
}

/** Rows of the API whose operations refuse with the reason that the test sets here. */
let reason = ''
const nothing = { secret: noSecret, orders: {} } as never
const endpoints: readonly Endpoint[] = [
  createVisitors(nothing),
  createPhotos(nothing),
  createOrders(nothing),
  createRenewals(nothing),
].flatMap(({ operations }) =>
  operations.map((row) => ({
    ...row,
    action: async () => refuse({ kind: reason, since: '2026-11-24' }),
  })),
)

/** A well-formed request to each endpoint, by its path. */
const requests: { readonly [path: string]: { readonly url: string; readonly payload?: object } } = {
  'POST /visitors': { url: '/visitors', payload: { identityCode: '140388-9039' } },
  'POST /visitors/:personId/look-up': { url: `/visitors/${randomUUID()}/look-up`, payload: {} },
  'POST /visitors/search': { url: '/visitors/search', payload: { sought: 'Esimerkki' } },
  'GET /look-ups': { url: '/look-ups?from=2026-11-01&to=2026-11-30' },
  'GET /look-ups/table': { url: '/look-ups/table?from=2026-11-01&to=2026-11-30' },
  'POST /look-ups/:personId/release': {
    url: `/look-ups/${randomUUID()}/release`,
    payload: {},
  },
  'POST /photos': { url: '/photos', payload: { personId: randomUUID(), image: 'AA==' } },
  'GET /photos/:photoId': { url: `/photos/${randomUUID()}` },
  'POST /orders': { url: '/orders', payload: aDraftInput(randomUUID()) },
  'POST /orders/:orderId/signature': {
    url: `/orders/${randomUUID()}/signature`,
    payload: aSignature,
  },
  'POST /orders/:orderId/cancellation': {
    url: `/orders/${randomUUID()}/cancellation`,
    payload: {},
  },
  'POST /orders/:orderId/continuation': {
    url: `/orders/${randomUUID()}/continuation`,
    payload: {},
  },
  'GET /orders/:orderId': { url: `/orders/${randomUUID()}` },
  'POST /orders/search': { url: '/orders/search', payload: {} },
  'POST /member-orders': { url: '/member-orders', payload: aMemberInput() },
  'POST /employment-certificates': {
    url: '/employment-certificates',
    payload: { personId: randomUUID(), document: 'AAAAAAAA' },
  },
  'GET /own/cards/:cardId/renewal': { url: `/own/cards/${randomUUID()}/renewal` },
  'POST /own/cards/:cardId/renewal': {
    url: `/own/cards/${randomUUID()}/renewal`,
    payload: {
      ...{ ...renewalForm, statement: 'AA==' },
      confirmation: { by: 'suomiFi', attempt: 'attempt', query: 'code=1' },
    },
  },
  'POST /own/cards/:cardId/renewal/draft': {
    url: `/own/cards/${randomUUID()}/renewal/draft`,
    payload: renewalForm,
  },
  'POST /own/cards/:cardId/renewal/identification': {
    url: `/own/cards/${randomUUID()}/renewal/identification`,
    payload: { statement: 'AA==' },
  },
  'GET /own/orders': { url: '/own/orders' },
  'GET /own/orders/:orderId/decision': { url: `/own/orders/${randomUUID()}/decision` },
  'POST /orders/:orderId/confirmation': {
    url: `/orders/${randomUUID()}/confirmation`,
    payload: { shownDigest: '00'.repeat(32), by: { means: 'typed', name: 'Aino' } },
  },
  'GET /orders/:orderId/confirmation': { url: `/orders/${randomUUID()}/confirmation` },
  'GET /orders/:orderId/confirmation/scan': {
    url: `/orders/${randomUUID()}/confirmation/scan`,
  },
  'GET /orders/:orderId/employment-certificate': {
    url: `/orders/${randomUUID()}/employment-certificate`,
  },
}

function aMemberInput(): object {
  const { rightId: _none, ...typed } = aDraftInput(randomUUID())
  return { ...typed, product: 'staff-card', organisationId: randomUUID(), title: 'Osastonsihteeri' }
}

const rowOf = (operation: string): Endpoint => {
  const row = endpoints.find(({ contract }) => contract.permission.name === operation)
  assert.ok(row)
  return row
}

describe('orders, with visitors, photos and renewals, over HTTP', () => {
  let server: HttpServer
  before(async () => {
    server = await createHttpServer({
      endpoints,
      permits: { grant: async ({ operation }) => ok(aPermit(operation)) },
      runOnce: alwaysRun,
      logger: pino({ level: 'silent' }),
      publicUrl: 'http://localhost:8080',
      version: '0.1.0',
      readiness: {},
    })
  })
  after(() => server.close())

  const send = async ({ contract }: Endpoint, language: string, payload?: object) => {
    const request = requests[`${contract.method} ${contract.path}`]
    assert.ok(request)
    const body = payload ?? request.payload
    return server.inject({
      method: contract.method,
      url: `/api/v1${request.url}`,
      headers: { 'accept-language': language, ...aKey() },
      ...(body && { payload: body }),
    })
  }

  for (const row of endpoints)
    for (const [kind, problem] of Object.entries(row.problems))
      it(`${row.contract.path} refuses in the reader’s language: ${kind}`, async () => {
        reason = kind
        const responses = await Promise.all(languages.map((language) => send(row, language)))
        const input = responses.map((response) => response.json<ProblemDetails>())

        for (const [index, language] of languages.entries()) {
          assert.equal(responses[index]?.statusCode, problem.status)
          assert.match(
            String(responses[index].headers['content-type']),
            /^application\/problem\+json/,
          )
          assert.equal(input[index]?.kind, kind)
          assert.equal(input[index].type, `/problems/${kind}`)
          assert.equal(input[index].title, problem.title[language])
          assert.equal(input[index].detail, problem.advice?.[language])
          assert.deepEqual(input[index].facts, { since: '2026-11-24' })
        }
        for (const texts of [input.map(({ title }) => title), input.map(({ detail }) => detail)]) {
          assert.equal(new Set(texts).size, 3, 'three languages, three texts')
          assert.ok(texts.every((text) => text !== undefined && text.trim() !== ''))
        }
      })

  const draft = aDraftInput(randomUUID())
  const identification = { ...draft.identification }
  const malformed: readonly (readonly [operation: string, payload: object, members: string[]])[] = [
    ['orders.viewVisitor', {}, ['identityCode']],
    ['orders.viewVisitor', { identityCode: ' ' }, ['identityCode']],
    ['orders.viewVisitor', { identityCode: '1'.repeat(21) }, ['identityCode']],
    ['orders.storePhoto', { personId: 'x', image: '?' }, ['personId', 'image']],
    ['orders.draftOrder', { ...draft, termsAccepted: false }, ['termsAccepted']],
    ['orders.draftOrder', { ...draft, language: 'se' }, ['language']],
    [
      'orders.draftOrder',
      { ...draft, identification: { ...identification, documentType: 'driving-licence' } },
      ['identification.documentType'],
    ],
    [
      'orders.draftOrder',
      { ...draft, identification: { ...identification, expires: '2027-02-29' } },
      ['identification.expires'],
    ],
    [
      'orders.draftOrder',
      { ...draft, identification: { ...identification, issuingCountry: 'Finland' } },
      ['identification.issuingCountry'],
    ],
    [
      'orders.draftOrder',
      { ...draft, letterAddress: { street: '', postalCode: 'x' } },
      ['letterAddress.street', 'letterAddress.postOffice', 'letterAddress.postalCode'],
    ],
    ['orders.confirmOrder', { shownDigest: 'x', by: {} }, ['shownDigest', 'by.means']],
    [
      'orders.confirmOrder',
      { shownDigest: '00'.repeat(32), by: { means: 'drawn', strokes: [[[0, 301]]] } },
      ['by.strokes.0.0.1'],
    ],
    ['orders.placeOrder', { ...aSignature, signature: '%' }, ['signature']],
    ['orders.placeOrder', { ...aSignature, chain: [] }, ['chain']],
    ['orders.placeOrder', { ...aSignature, chain: Array(6).fill('AA==') }, ['chain']],
    ['orders.placeOrder', { ...aSignature, chain: ['AA==', '%'] }, ['chain.1']],
  ]
  for (const [operation, payload, members] of malformed)
    it(`${operation} names the malformed members: ${members.join(', ')}`, async () => {
      const responses = await Promise.all(
        languages.map((language) => send(rowOf(operation), language, payload)),
      )
      const input = responses.map((response) => response.json<ProblemDetails>())
      for (const [index, { kind, errors }] of input.entries()) {
        assert.equal(responses[index]?.statusCode, 400)
        assert.equal(kind, 'malformed-input')
        assert.deepEqual(
          errors?.map(({ member }) => member),
          members,
        )
      }
      assert.equal(new Set(input.map(({ title }) => title)).size, 3)
    })

  it('order ids in a URL that are no UUID, and pages without a length, are malformed too', async () => {
    for (const [url, payload] of [
      ['/orders/1'],
      ['/photos/1'],
      ['/orders/search', { limit: 0 }],
      ['/orders/search', { limit: 101 }],
      ['/orders/search', { state: 'x' }],
    ] as const) {
      const response = await server.inject({
        url: `/api/v1${url}`,
        ...(payload && { method: 'POST', payload }),
      })
      assert.equal(response.statusCode, 400, url)
      assert.equal(response.json<ProblemDetails>().errors?.length, 1)
    }
  })
})
