import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { pino } from 'pino'
import { aKey, alwaysRun } from '@sotevarmenne/tests/operation/idempotency'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { createHttpServer, type HttpServer } from '#platform/http-server.ts'
import { aCard, aNurse, aResident } from './testing.ts'
import { aDraftInput, aSignature, openDesk } from './testing/desk.ts'

type Request = { readonly url: string; readonly payload: object }

forEachDatabase('bad input at the desk', ({ db }) => {
  const desk = openDesk(db)
  const { registers, cards, riitta } = desk
  let registrar = riitta
  let server: HttpServer
  before(async () => {
    server = await createHttpServer({
      endpoints: [
        ...desk.visitors.operations,
        ...desk.photos.operations,
        ...desk.orders.operations,
      ],
      permits: { grant: async ({ operation }) => ok(aPermit(operation, registrar)) },
      runOnce: alwaysRun,
      logger: pino({ level: 'silent' }),
      publicUrl: 'http://localhost:8080',
      version: '0.1.0',
      readiness: {},
    })
  })
  after(() => server.close())

  const held = (right = aNurse()) => ({ registrationNumber: '00198706129', rights: [right] })
  const visitors = (identityCode: string): Request => ({
    url: '/visitors',
    payload: { identityCode, because: { reason: 'at-the-desk' } },
  })
  const drafts = (personId: string, changes: object = {}): Request => ({
    url: '/orders',
    payload: { ...aDraftInput(personId), ...changes },
  })
  const signatures = (orderId: string): Request => ({
    url: `/orders/${orderId}/signature`,
    payload: aSignature,
  })
  const identifiedBy = (changes: object) => ({
    identification: { ...aDraftInput('').identification, ...changes },
  })
  /** A visitor who has been at the desk, with this register data now. */
  const known = async (now?: Parameters<typeof registers.change>[1]) => {
    const code = registers.add()
    const personId = await desk.visitor(code)
    if (now) registers.change(code, now)
    return { code, personId }
  }
  /** The same, with an earlier draft. */
  const withDraft = async (now: Parameters<typeof registers.change>[1]): Promise<Request> => {
    const { code, personId } = await known()
    const orderId = await desk.drafted(personId)
    registers.change(code, now)
    return signatures(orderId)
  }

  const noRight = { population: aResident() }
  const rightEnded = {
    population: aResident(),
    held: held(aNurse({ validTo: localDate('2026-11-23') })),
  }
  const unknown = { held: held() }
  const died = { population: aResident({ died: localDate('2026-11-01') }), held: held() }

  const cases: readonly {
    readonly it: string
    readonly kind: string
    readonly status: number
    readonly request: () => Promise<Request>
  }[] = [
    {
      it: 'an identity code with a wrong check character',
      kind: 'wrong-check-character',
      status: 422,
      request: async () => visitors('140388-903A'),
    },
    {
      it: 'an identity code of a day that does not exist',
      kind: 'no-such-birth-date',
      status: 422,
      request: async () => visitors('310288-9039'),
    },
    {
      it: 'what is no identity code',
      kind: 'not-an-identity-code',
      status: 422,
      request: async () => visitors('14.3.1988'),
    },
    {
      it: 'an individual number that nobody has',
      kind: 'individual-number-not-in-use',
      status: 422,
      request: async () => visitors('140388-0019'),
    },
    {
      it: 'a visitor unknown to the population register (R3)',
      kind: 'unknown-to-population-register',
      status: 422,
      request: async () => {
        const code = registers.add()
        registers.change(code, unknown)
        return visitors(code)
      },
    },
    {
      it: 'a draft for a person whom the population register no longer knows',
      kind: 'unknown-to-population-register',
      status: 422,
      request: async () => drafts((await known(unknown)).personId),
    },
    {
      it: 'a draft with an address for notices that is none',
      kind: 'malformed-input',
      status: 400,
      request: async () => drafts((await known()).personId, { noticeEmail: 'aino@' }),
    },
    {
      it: 'a draft for a person who has died',
      kind: 'person-has-died',
      status: 422,
      request: async () => drafts((await known(died)).personId),
    },
    {
      it: 'a draft for a person without a right (R1)',
      kind: 'no-right',
      status: 422,
      request: async () => drafts((await known(noRight)).personId),
    },
    {
      it: 'a draft with a right that has ended (R2)',
      kind: 'right-ended',
      status: 422,
      request: async () => drafts((await known(rightEnded)).personId),
    },
    {
      it: 'a draft with a right that has not begun',
      kind: 'right-not-begun',
      status: 422,
      request: async () => {
        const right = aNurse({ validFrom: localDate('2026-11-25') })
        return drafts((await known({ population: aResident(), held: held(right) })).personId)
      },
    },
    {
      it: 'a draft for a physician without a Doctor ID (R8)',
      kind: 'doctor-id-missing',
      status: 422,
      request: async () => {
        const right = aNurse({ code: 'T20' })
        return drafts((await known({ population: aResident(), held: held(right) })).personId)
      },
    },
    {
      it: 'a draft for a nurse who may prescribe, without a Doctor ID (R8)',
      kind: 'doctor-id-missing',
      status: 422,
      request: async () => {
        const right = aNurse({ mayPrescribe: true })
        return drafts((await known({ population: aResident(), held: held(right) })).personId)
      },
    },
    {
      it: 'a draft with somebody else’s right',
      kind: 'right-not-found',
      status: 422,
      request: async () => drafts((await known()).personId, { rightId: 'somebody-else-1' }),
    },
    {
      it: 'a draft for a person with another valid card (R5)',
      kind: 'valid-card-exists',
      status: 409,
      request: async () => {
        const { personId } = await known()
        // On its last day a card is still valid.
        cards.give(personId, aCard({ validTo: '2026-11-24' }))
        return drafts(personId)
      },
    },
    {
      it: 'a draft for a person with a pending order (R15)',
      kind: 'order-pending',
      status: 409,
      request: async () => drafts((await desk.ordered()).personId),
    },
    {
      it: 'a draft for oneself (R14)',
      kind: 'ordering-for-oneself',
      status: 403,
      request: async () => {
        const { personId } = await known()
        registrar = { ...riitta, personId }
        return drafts(personId)
      },
    },
    {
      it: 'a draft for nobody',
      kind: 'person-not-found',
      status: 404,
      request: async () => drafts(randomUUID()),
    },
    {
      it: 'a passport that has expired (R10)',
      kind: 'document-expired',
      status: 422,
      request: async () =>
        drafts((await known()).personId, identifiedBy({ expires: '2026-11-23' })),
    },
    {
      it: 'an identity card of a state outside the EEA',
      kind: 'document-country-not-accepted',
      status: 422,
      request: async () =>
        drafts(
          (await known()).personId,
          identifiedBy({ documentType: 'identity-card', issuingCountry: 'US' }),
        ),
    },
    {
      it: 'a signature for a person who has lost the right since the draft',
      kind: 'no-right',
      status: 422,
      request: () => withDraft(noRight),
    },
    {
      it: 'a signature on a right that has ended since the draft',
      kind: 'right-ended',
      status: 422,
      request: () => withDraft(rightEnded),
    },
    {
      it: 'a signature for a person who is no longer in the population register',
      kind: 'unknown-to-population-register',
      status: 422,
      request: () => withDraft(unknown),
    },
    {
      it: 'a signature for a person who has died since the draft',
      kind: 'person-has-died',
      status: 422,
      request: () => withDraft(died),
    },
    {
      it: 'a signature for a person for whom another desk has ordered since the draft',
      kind: 'order-pending',
      status: 409,
      request: async () => {
        const { personId } = await known()
        const [one, other] = [await desk.drafted(personId), await desk.drafted(personId)]
        assert.ok((await desk.place(one)).ok)
        return signatures(other)
      },
    },
    {
      it: 'a signature on an order that is not there',
      kind: 'order-not-found',
      status: 404,
      request: async () => signatures(randomUUID()),
    },
  ]

  for (const { it: name, kind, status, request } of cases)
    it(`${name} is refused in three languages and changes nothing`, async () => {
      registrar = riitta
      const { url, payload } = await request()
      const untouched = await desk.everything()

      const titles: string[] = []
      for (const language of ['fi', 'sv', 'en']) {
        const response = await server.inject({
          method: 'POST',
          url: `/api/v1${url}`,
          headers: { 'accept-language': language, ...aKey() },
          payload,
        })
        const problem = response.json<ProblemDetails>()
        assert.equal(problem.kind, kind)
        assert.equal(response.statusCode, status)
        titles.push(problem.title)
      }
      assert.equal(new Set(titles).size, 3)
      assert.deepEqual(await desk.everything(), untouched)
    })

  it('a photo that is larger than a camera’s is not read, and nothing changes (R116)', async () => {
    const { personId } = await known()
    const untouched = await desk.everything()
    const response = await server.inject({
      method: 'POST',
      url: '/api/v1/photos',
      headers: { 'content-type': 'application/json', ...aKey() },
      payload: JSON.stringify({ personId, image: 'A'.repeat(17 * 1024 * 1024) }),
    })
    assert.equal(response.statusCode, 413)
    assert.deepEqual(await desk.everything(), untouched)
  })

  it('no desk operation is allowed outside a registration point, and nothing changes', async () => {
    const { code, personId } = await known()
    const orderId = await desk.drafted(personId)
    const untouched = await desk.everything()
    const { orders } = desk
    const by = { personId: riitta.personId }
    const outcomes = [
      await desk.visitors.viewVisitor(aPermit('orders.viewVisitor', by), { identityCode: code }),
      await orders.draftOrder(aPermit('orders.draftOrder', by), aDraftInput(personId)),
      await orders.placeOrder(aPermit('orders.placeOrder', by), { orderId, ...aSignature }),
      await orders.cancelOrder(aPermit('orders.cancelOrder', by), { orderId }),
      await orders.viewOrder(aPermit('orders.viewOrder', by), { orderId }),
      await orders.listOrders(aPermit('orders.listOrders', by), { limit: 5 }),
    ]
    for (const outcome of outcomes)
      assert.deepEqual(outcome, { ok: false, refusal: { kind: 'not-at-a-registration-point' } })
    assert.deepEqual(await desk.everything(), untouched)
  })
})
