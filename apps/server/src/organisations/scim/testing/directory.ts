import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { pino } from 'pino'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { CardOfEmployee } from '#cards/lifecycle/index.ts'
import { createEmployments } from '#organisations/employments/index.ts'
import { createOrganisations } from '#organisations/registry/index.ts'
import { aBusinessId, registersOfAll } from '#organisations/registry/testing.ts'
import { createPeople } from '#people/persons/index.ts'
import { afterCommit, type Db } from '#platform/db.ts'
import { createHttpServer } from '#platform/http-server.ts'
import type { Job } from '#platform/outbox.ts'
import type { Permission, Permit } from '#platform/permit.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createScim, serveScim } from '../index.ts'
import { coreSchema, employeeSchema } from '../domain/attributes.ts'

export const valueOf = <Value>(result: Result<Value, unknown>): Value => {
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}

/** An identity code for each number up to some ten millions, of invented people. */
export function identityCodeOf(number: number): IdentityCode {
  const two = (value: number): string => String(value).padStart(2, '0')
  const days = Math.floor(number / 90)
  const date = `${two((days % 28) + 1)}${two((Math.floor(days / 28) % 12) + 1)}${two(Math.floor(days / 336) % 100)}`
  const individual = String(900 + (number % 90))
  const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(`${date}${individual}`) % 31] ?? ''
  return valueOf(parseIdentityCode(`${date}-${individual}${check}`))
}

type Responded = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: ScimBody
}

/** What tests look at in responses. */
export type ScimBody = {
  readonly id: string
  readonly schemas: readonly string[]
  readonly userName?: string
  readonly externalId?: string
  readonly active?: boolean
  readonly title?: string
  readonly name?: object
  readonly meta: { readonly version: string; readonly location: string }
  readonly totalResults: number
  readonly itemsPerPage: number
  readonly startIndex: number
  readonly Resources: readonly ScimBody[]
  readonly scimType?: string
  readonly detail?: string
  readonly status?: string
}

let born = 0

/** The protocol over HTTP, with employments as they are and invented cards. */
export async function openDirectories({ db }: { readonly db: Db }) {
  let now: Instant = instant(Date.UTC(2026, 10, 26, 8))
  let events: { readonly event: DomainEvent; readonly permit: Permit }[] = []
  let planned: Job[] = []
  const clock = { now: () => now }
  const professionals = new Set<string>()
  /** Cards by organisation and holder. */
  const bound = new Map<string, readonly CardOfEmployee[]>()
  /** Organisation and holder of each employment that was ended, in order. */
  const ended: string[] = []
  const hasNoAgreement = new Set<string>()
  const revoked = new Set<string>()
  const record = (_tx: unknown, event: DomainEvent, permit: Permit) => {
    afterCommit(() => events.push({ event, permit }))
    return Promise.resolve()
  }
  const recordAll = (
    _tx: unknown,
    happened: readonly { readonly event: DomainEvent; readonly permit: Permit }[],
  ) => {
    afterCommit(() => events.push(...happened))
    return Promise.resolve()
  }
  const planJob = (_tx: unknown, job: Job) => {
    afterCommit(() => planned.push(job))
    return Promise.resolve()
  }
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  const organisations = createOrganisations({
    systemPermit: (operation) => aPermit(operation),
    ...{ db, clock, record, people, secret: new Uint8Array(32).fill(1), ...registersOfAll },
    points: { findPoints: () => Promise.resolve(new Map()) },
  })
  const accounts = {
    prepareAction: (_permit: unknown, requested: object) =>
      Promise.resolve(ok({ ...requested, signing: 'not-requested' } as never)),
    checkMember: (_tx: unknown, _permit: unknown, requested: { readonly organisationId: string }) =>
      Promise.resolve(
        revoked.has(requested.organisationId)
          ? refuse({ kind: 'account-not-found' } as const)
          : ok({} as never),
      ),
  }
  const employments = createEmployments({
    ...{ db, clock, record, recordAll, people, secret: new Uint8Array(32).fill(3) },
    organisations: {
      ...organisations,
      checkPreparing: (_tx, { organisationId }) =>
        Promise.resolve(
          hasNoAgreement.has(organisationId)
            ? refuse({ kind: 'agreement-missing' } as never)
            : ok({ until: undefined }),
        ),
    },
    accounts,
    cards: {
      endWithEmployment: (_tx, _permit, { organisationId, holder }) => {
        const key = `${organisationId} ${holder}`
        const cancelled = bound.get(key)?.length ?? 0
        afterCommit(() => {
          ended.push(key)
          bound.delete(key)
        })
        return Promise.resolve({ cancelled, stopped: 0 })
      },
      cardsOfEmployees: (_tx, { organisationId, holders }) =>
        Promise.resolve(
          new Map(
            holders.map((holder) => [holder, bound.get(`${organisationId} ${holder}`) ?? []]),
          ),
        ),
      listCardsOfEmployer: () => Promise.resolve(ok({ cards: [] })),
      countHeldCards: () => Promise.resolve({ held: 0, ending: 0 }),
      findCardOfEmployer: () => Promise.resolve(undefined),
      professionalHoldersAmong: (_tx, { personIds }) =>
        Promise.resolve(new Set(personIds.filter((personId) => professionals.has(personId)))),
    },
    planJob,
    systemPermit: (operation) => aPermit(operation),
  })
  const scim = createScim({
    ...{ db, clock, record, recordAll, people, organisations, accounts, planJob },
    ...{ secret: new Uint8Array(32).fill(5), publicUrl: 'https://service.example' },
    employments: employments.forDirectory,
    apiKeys: { lastUseOf: () => Promise.resolve(undefined) },
    systemPermit: (operation) => aPermit(operation),
  })
  /** The key of an organisation is its identifier. */
  const grant = ({ operation, apiKey = '' }: { operation: Permission; apiKey?: string }) =>
    Promise.resolve(
      apiKey === 'unknown'
        ? refuse({ kind: 'api-key-not-valid' } as const)
        : apiKey === 'without-scope'
          ? refuse({ kind: 'api-key-scope-missing' } as const)
          : apiKey === 'busy'
            ? refuse({ kind: 'too-many-requests' } as const)
            : ok({
                ...aPermit(operation),
                actor: { kind: 'apiKey', clientId: apiKey, organisationId: apiKey } as const,
              }),
    )
  const server = await createHttpServer({
    endpoints: [],
    permits: { grant },
    logger: pino({ level: 'silent' }),
    ...{ publicUrl: 'https://service.example', version: '1', clock },
    readiness: {},
    requestsPerMinute: 1_000_000,
    protocols: [serveScim(scim.protocol, { permits: { grant } })],
  })

  const send = async (
    key: string,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    { body, headers = {} }: { body?: unknown; headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Responded> => {
    const response = await server.inject({
      ...{ method, url: `/scim/v2/${path}` },
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/scim+json' }),
        ...headers,
      },
      ...(body !== undefined && {
        payload: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    })
    return {
      ...{ status: response.statusCode, headers: response.headers },
      body: (response.payload === '' ? {} : JSON.parse(response.payload)) as ScimBody,
    }
  }

  return {
    ...{ clock, people, employments, scim, server, send, professionals, bound, ended },
    ...{ hasNoAgreement, revoked },
    get events() {
      return events
    },
    get planned() {
      return planned
    },
    forgetEvents: () => {
      events = []
      planned = []
    },
    moveTo: (to: Instant) => {
      now = to
    },
    later: (milliseconds: number) => {
      now = plus(now, milliseconds)
    },
    /** Of a person whom no other test here knows. */
    anIdentityCode: () => identityCodeOf((born += 1)),
    anOrganisation: async (): Promise<string> => {
      const added = await organisations.addOrganisation(
        aPermit('organisations.addOrganisation', { personId: randomUUID() }),
        { businessId: aBusinessId(), name: 'Sairaala', kind: 'provider', units: [], contacts: [] },
      )
      return valueOf(added).organisationId
    },
    aKnown: async (identityCode: IdentityCode): Promise<string> =>
      valueOf(
        await db.write(async (tx) =>
          ok(
            await people.rememberPerson(tx, {
              ...{ identityCode, givenNames: 'Sanna', surname: 'Sihteeri', language: 'fi' },
              nonDisclosure: false,
            }),
          ),
        ),
      ),
    aCard: (organisationId: string, personId: string) => {
      bound.set(`${organisationId} ${personId}`, [
        { cardId: randomUUID(), product: 'staff-card', state: 'inUse', name: 'Sihteeri Sanna' },
      ] as never)
    },
  }
}

/** The resource that a directory sends. */
export const aUser = (
  identityCode: string,
  { employee = {}, ...changes }: { employee?: object } & Record<string, unknown> = {},
) => ({
  schemas: [coreSchema, employeeSchema],
  userName: userNameOf(identityCode),
  name: { givenName: 'Sanna', familyName: 'Sihteeri' },
  title: 'Osastonsihteeri',
  active: true,
  ...changes,
  [employeeSchema]: {
    ...{ identityCode, logsInToPatientSystems: true, declaredBy: 'Esko Esihenkilö' },
    ...employee,
  },
})

const userNames = new Map<string, string>()

/** In no way like the identity code. */
export function userNameOf(identityCode: string): string {
  const userName = userNames.get(identityCode) ?? `user-${String(userNames.size)}@example.org`
  userNames.set(identityCode, userName)
  return userName
}
