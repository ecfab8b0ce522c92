import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach } from 'node:test'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { createOrganisations } from '#organisations/registry/index.ts'
import { createPeople } from '#people/persons/index.ts'
import { afterCommit } from '#platform/db.ts'
import type { Job } from '#platform/outbox.ts'
import type { DomainEvent, RecordAll } from '#platform/record.ts'
import { createRegistration, examplePoint } from '#points/points/index.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { anIdentityCode } from '#cards/orders/testing.ts'
import { aBusinessId, registersOfAll } from '../../registry/testing.ts'
import { createRegistrars } from '../index.ts'
import type { TestDatabase } from '@sotevarmenne/tests/database/postgres'

const morning = instant(Date.UTC(2026, 10, 26, 8))
export const pdf = Buffer.from('%PDF-1.7 proof of training').toString('base64')
export const kindOf = (result: Result<unknown, { readonly kind: string }>): string =>
  result.ok ? 'ok' : result.refusal.kind
export const valueOf = <Value>(result: Result<Value, unknown>): Value => {
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}
export type PointOperator = {
  readonly organisationId: string
  readonly businessId: string
  readonly pointIds: readonly string[]
  readonly member: string
}

/** Applications for registrars, in the account of an organisation and at the office. */
export function openRegistrars({ db }: TestDatabase) {
  let now: Instant
  let events: DomainEvent[]
  let jobs: Map<string, Job>
  const roles = new Map<string, 'signatory' | 'contact'>()
  const withoutCard = new Set<string>()
  /** Number of persons in each look-up of cards, and of entries in each statement for the audit log. */
  const lookUps: number[] = []
  const statements: number[] = []
  const clock = { now: () => now }
  const record = (_tx: unknown, event: DomainEvent) => {
    afterCommit(() => events.push(event))
    return Promise.resolve()
  }
  const recordAll: RecordAll = async (tx, happened) => {
    statements.push(happened.length)
    for (const { event } of happened) await record(tx, event)
  }
  const planJob = (_tx: unknown, job: Job) => {
    jobs.set(`${job.kind} ${job.key}`, job)
    return Promise.resolve()
  }
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  const registration = createRegistration({ record, clock })
  const organisations = createOrganisations({
    systemPermit: (operation) => aPermit(operation),
    ...{ db, clock, record, people, secret: new Uint8Array(32).fill(1), ...registersOfAll },
    points: registration,
  })
  const registrars = createRegistrars({
    ...{ db, clock, record, recordAll, planJob, people, organisations, registration },
    secret: new Uint8Array(32).fill(5),
    accounts: {
      prepareAction: (_permit, requested) =>
        Promise.resolve(ok({ ...requested, signing: 'not-requested' })),
      checkMember: (_tx, permit, { organisationId, action }) => {
        const { actor } = permit
        const personId = actor.kind === 'person' ? actor.personId : ''
        const role = roles.get(`${personId} ${organisationId}`)
        if (role === undefined) return Promise.resolve(refuse({ kind: 'account-not-found' }))
        return Promise.resolve(
          role === 'contact' && action === 'authorise'
            ? refuse({ kind: 'not-in-this-role', role })
            : ok({} as never),
        )
      },
    },
    cards: {
      cardsOf: (_tx, personId) =>
        Promise.resolve([{ state: withoutCard.has(personId) ? 'cancelled' : 'inUse' }] as never),
      holdersOfCardsInUse: (_tx, personIds) => {
        lookUps.push(personIds.length)
        return Promise.resolve(new Set(personIds.filter((one) => !withoutCard.has(one))))
      },
    },
    systemPermit: (operation) => aPermit(operation),
  })
  beforeEach(() => {
    now = morning
    events = []
    jobs = new Map()
  })

  const input = (type: string) => events.filter((event) => event.type === type)
  const writing = <Value>(action: Parameters<typeof db.write<Value, never>>[0]) =>
    db.write(action).then(valueOf)
  async function subscribe(event: { readonly type: string; readonly [name: string]: unknown }) {
    for (const one of registrars.subscriptions)
      if (one.event === event.type && one.concerns?.(event) !== false)
        await one.handle(event, randomUUID())
  }
  async function deliverAll() {
    const received = events
    for (const event of received) await subscribe(event)
  }
  /** Runs the scheduled jobs that are due. */
  async function doDue() {
    for (const [key, job] of [...jobs])
      if (job.dueAt === undefined || job.dueAt <= now) {
        jobs.delete(key)
        await registrars.jobs.find(({ kind }) => kind === job.kind)?.handle(job)
      }
  }
  async function aPerson(identityCode: IdentityCode = anIdentityCode()): Promise<string> {
    return writing(async (tx) =>
      ok(
        await people.rememberPerson(tx, {
          identityCode,
          ...{ givenNames: 'Riitta', surname: 'Rekisteröijä', language: 'fi' },
          nonDisclosure: false,
        }),
      ),
    )
  }
  async function aPointOperator({ points = 1, contacts = [] as object[] } = {}) {
    const businessId = aBusinessId()
    const caseOfficer = aPermit('organisations.addOrganisation', { personId: randomUUID() })
    const added = await organisations.addOrganisation(caseOfficer, {
      ...{ businessId, name: 'Sairaala', kind: 'provider', units: [] },
      contacts: contacts as never,
    })
    const { organisationId } = valueOf(added)
    const pointIds: string[] = []
    for (let at = 0; at < points; at += 1) pointIds.push(await aPoint(businessId))
    const member = await aPerson()
    roles.set(`${member} ${organisationId}`, 'signatory')
    return { organisationId, businessId, pointIds, member }
  }
  const aPoint = (pointOperatorBusinessId: string): Promise<string> =>
    writing(async (tx) => {
      assert.ok(examplePoint.details)
      const details = { ...examplePoint.details, pointOperatorBusinessId }
      return ok(
        await registration.addPoint(tx, aPermit('registration.enterPoint'), {
          ...{ ...examplePoint, name: `Piste ${randomUUID()}`, details },
        }),
      )
    })
  async function aCardAgreement(
    { organisationId, pointIds }: { organisationId: string; pointIds: readonly string[] },
    validTo?: string,
  ): Promise<string> {
    const proposed = await organisations.proposeCardAgreement(
      aPermit('organisations.proposeAgreement', { personId: randomUUID() }),
      {
        ...{ organisationId, products: ['staff-card'], points: [...pointIds] },
        ...{ priceList: 'standard', validFrom: '2026-01-01' },
        ...(validTo !== undefined && { validTo }),
      },
    )
    const agreementId =
      valueOf(proposed).agreements.find(({ state }) => state === 'proposed')?.agreementId ?? ''
    const decided = await organisations.decideAgreement(
      aPermit('organisations.decideAgreement', { personId: randomUUID() }),
      { agreementId, decision: 'approved' },
    )
    valueOf(decided)
    return agreementId
  }
  const facts = (
    { pointIds: [pointId = ''] }: Pick<PointOperator, 'pointIds'>,
    changes: object = {},
  ) => ({
    ...{ identityCode: anIdentityCode() as string, name: 'Riitta R.', pointId },
    training: {
      ...{ kind: 'basic' as const, course: 'Rekisteröijän kurssi', completedOn: '2026-11-01' },
      certificate: 'RK-1',
    },
    ...changes,
  })
  const member = (pointOperator: PointOperator) => ({ personId: pointOperator.member })
  async function aDraft(pointOperator: PointOperator, changes: object = {}) {
    const permit = aPermit('registrars.apply', member(pointOperator))
    const { organisationId } = pointOperator
    const drafted = await registrars.draftApplication(permit, {
      ...{ organisationId, ...facts(pointOperator, changes) },
    })
    const { applicationId } = valueOf(drafted)
    valueOf(await registrars.attachProof(permit, { applicationId, document: pdf }))
    return applicationId
  }
  const send = (pointOperator: PointOperator, applicationId: string) =>
    registrars.sendApplication(aPermit('registrars.send', member(pointOperator)), { applicationId })
  async function aSent(pointOperator: PointOperator, changes: object = {}) {
    const identityCode = anIdentityCode()
    const personId = await aPerson(identityCode)
    const applicationId = await aDraft(pointOperator, { identityCode, ...changes })
    valueOf(await send(pointOperator, applicationId))
    return { applicationId, personId, identityCode }
  }
  const decide = (
    applicationId: string,
    decision: 'approve' | 'giveBack' | 'refuse',
    { by = randomUUID(), because }: { readonly by?: string; readonly because?: string } = {},
  ) =>
    registrars.decideApplication(aPermit('registrars.decide', { personId: by }), {
      ...{ applicationId, decision, because },
    })
  const servesAt = (personId: string, at = now) =>
    db.read(async (tx) => (await registration.registrarAt(tx, personId, at))?.pointId)
  async function anAppointed(pointOperator: PointOperator, changes: object = {}) {
    const sent = await aSent(pointOperator, changes)
    valueOf(await decide(sent.applicationId, 'approve'))
    return sent
  }
  async function aPointOperatorWithCardAgreement(
    changes: Parameters<typeof aPointOperator>[0] = {},
  ) {
    const pointOperator = await aPointOperator(changes)
    return { ...pointOperator, agreementId: await aCardAgreement(pointOperator) }
  }

  return {
    registrars,
    member,
    aPointOperatorWithCardAgreement,
    aPerson,
    aDraft,
    facts,
    input,
    send,
    servesAt,
    decide,
    registration,
    roles,
    aPointOperator,
    withoutCard,
    lookUps,
    statements,
    aCardAgreement,
    aPoint,
    aSent,
    anAppointed,
    doDue,
    deliverAll,
    organisations,
    subscribe,
    writing,
    get now() {
      return now
    },
    set now(next) {
      now = next
    },
    get events() {
      return events
    },
    set events(next) {
      events = next
    },
  }
}
