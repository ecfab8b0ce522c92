import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before } from 'node:test'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type * as shown from '@sotevarmenne/api/organisations'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { instant, plus, second } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { pino } from 'pino'
import { aKey, alwaysRun } from '@sotevarmenne/tests/operation/idempotency'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { Person, PersonId } from '#people/persons/contract.ts'
import { afterCommit } from '#platform/db.ts'
import { createHttpServer, type HttpServer } from '#platform/http-server.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createOrganisations } from '../index.ts'
import { aBusinessId, registersOfAll } from '../testing.ts'
import type { TestDatabase } from '@sotevarmenne/tests/database/postgres'

type Response = {
  readonly status: number
  readonly body: shown.OrganisationView &
    ProblemDetails &
    ResponseOf<typeof shown.listOrganisations> &
    ResponseOf<typeof shown.viewOrganisationHistory> &
    Pick<shown.RegisteredOrganisationView, 'isCoded'> & { employers: shown.EmployerView[] }
}

/** Customer organisations, and the registers that a test decides. */
export function openCustomers({ db }: TestDatabase) {
  const recorded: DomainEvent[] = []
  let auditLogIsBroken = false
  let business = registersOfAll.businessRegister.lookUpBusiness
  let now = instant(Date.parse('2026-11-25T10:00:00Z'))
  const caseOfficer = randomUUID()
  const kaisa: Person = {
    ...{ personId: caseOfficer as string as PersonId, givenNames: 'Kaisa', surname: 'Käsittelijä' },
    ...{ language: 'fi', whereabouts: { nonDisclosure: false }, confirmedAt: now },
  }
  /** Codes that have ended: their last day, or undefined if they are no longer in the copy. */
  const ended = new Map<string, LocalDate | undefined>()
  const own = { pointId: randomUUID(), name: 'Sairaalan piste' }
  const others = { pointId: randomUUID(), name: 'Naapurin piste' }
  /** Of the points: the business ID of each one's operator. */
  const operators = new Map<string, string>()
  const organisations = createOrganisations({
    systemPermit: (operation) => aPermit(operation),
    secret: new Uint8Array(32).fill(4),
    db,
    // Each reading of the clock is a second later: the latest entry comes first.
    clock: { now: () => (now = plus(now, second)) },
    record: (_tx, event) => {
      if (auditLogIsBroken) return Promise.reject(new Error('the audit log is not writable'))
      afterCommit(() => recorded.push(event))
      return Promise.resolve()
    },
    people: {
      findPerson: (_tx, personId) => Promise.resolve(personId === caseOfficer ? kaisa : undefined),
    },
    businessRegister: { lookUpBusiness: (id) => business(id) },
    codes: {
      ...registersOfAll.codes,
      findOrganisation: async (tx, sought) => {
        const found = await registersOfAll.codes.findOrganisation(tx, sought)
        if (!found.ok || !ended.has(sought)) return found
        const validTo = ended.get(sought)
        const { value: entry, copiedAt } = found.value
        return ok({ copiedAt, value: entry && validTo ? { ...entry, validTo } : undefined })
      },
      organisationsOf: async (...requested) => {
        const found = await registersOfAll.codes.organisationsOf(...requested)
        return found.ok
          ? ok({ ...found.value, value: found.value.value.filter(({ oid }) => !ended.has(oid)) })
          : found
      },
    },
    points: {
      findPoints: () =>
        Promise.resolve(
          new Map(
            [own, others].map(({ pointId, name }) => {
              const pointOperatorBusinessId = operators.get(pointId)
              return [pointId, { name, details: { pointOperatorBusinessId } }]
            }),
          ),
        ),
    },
  })
  const otherCaseOfficer = randomUUID()
  let actor: { readonly personId: string; readonly pointId?: string } = { personId: caseOfficer }
  let server: HttpServer
  before(async () => {
    server = await createHttpServer({
      endpoints: organisations.operations,
      permits: { grant: async ({ operation }) => ok(aPermit(operation, actor)) },
      runOnce: alwaysRun,
      logger: pino({ level: 'silent' }),
      publicUrl: 'http://localhost:8080',
      version: '0.1.0',
      readiness: {},
    })
  })
  after(() => server.close())
  const request = async (
    method: 'GET' | 'POST',
    url: string,
    payload: object = {},
    by: typeof actor = { personId: caseOfficer },
  ): Promise<Response> => {
    actor = by
    const response = await server.inject({
      method,
      url: `/api/v1${url}`,
      ...(method === 'POST' && {
        payload,
        headers: { origin: 'http://localhost:8080', ...aKey() },
      }),
    })
    return { status: response.statusCode, body: response.json() }
  }
  const post = (url: string, payload: object = {}, by?: typeof actor) =>
    request('POST', url, payload, by)

  const enter = async (changes: object = {}): Promise<shown.OrganisationView> => {
    const added = await post('/organisations', {
      businessId: aBusinessId(),
      name: 'Esimerkkilän sairaala',
      kind: 'provider',
      ...changes,
    })
    assert.equal(added.status, 200, JSON.stringify(added.body))
    return added.body
  }
  const agreement = (changes: object = {}) => ({
    products: ['staff-card'],
    validFrom: '2026-01-01',
    points: [own.pointId],
    ...changes,
  })
  const employers = async (pointId: string, query?: string) => {
    const found = await request(
      'GET',
      `/employers${query === undefined ? '' : `?query=${encodeURIComponent(query)}`}`,
      {},
      { personId: randomUUID(), pointId },
    )
    assert.equal(found.status, 200)
    return found.body.employers
  }

  return {
    enter,
    recorded,
    post,
    caseOfficer,
    organisations,
    agreement,
    request,
    ended,
    others,
    operators,
    otherCaseOfficer,
    own,
    employers,
    get business() {
      return business
    },
    set business(next) {
      business = next
    },
    get auditLogIsBroken() {
      return auditLogIsBroken
    },
    set auditLogIsBroken(next) {
      auditLogIsBroken = next
    },
    get now() {
      return now
    },
    set now(next) {
      now = next
    },
  }
}
