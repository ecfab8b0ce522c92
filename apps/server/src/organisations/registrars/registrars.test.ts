import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, it } from 'node:test'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { day, instant, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { createOrganisations } from '#organisations/registry/index.ts'
import { createPeople } from '#people/persons/index.ts'
import { afterCommit } from '#platform/db.ts'
import type { Job } from '#platform/outbox.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createRegistration, examplePoint } from '#points/points/index.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { anIdentityCode } from '../../cards/orders/testing.ts'
import { aBusinessId, registersOfAll } from '../registry/testing.ts'
import { createRegistrars } from './index.ts'
import { organisationsAt } from './store.ts'

const morning = instant(Date.UTC(2026, 10, 26, 8))
const pdf = Buffer.from('%PDF-1.7 proof of training').toString('base64')
const kindOf = (result: Result<unknown, { readonly kind: string }>): string =>
  result.ok ? 'ok' : result.refusal.kind
const valueOf = <Value>(result: Result<Value, unknown>): Value => {
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}

forEachDatabase('registrars that organisations apply for', ({ db }) => {
  let now: Instant
  let events: DomainEvent[]
  let jobs: Map<string, Job>
  const roles = new Map<string, 'signatory' | 'contact'>()
  const withoutCard = new Set<string>()
  const clock = { now: () => now }
  const record = (_tx: unknown, event: DomainEvent) => {
    afterCommit(() => events.push(event))
    return Promise.resolve()
  }
  const planJob = (_tx: unknown, job: Job) => {
    jobs.set(`${job.kind} ${job.key}`, job)
    return Promise.resolve()
  }
  const people = createPeople({ key: new Uint8Array(32).fill(7), clock })
  const registration = createRegistration({ record, clock })
  const organisations = createOrganisations({
    ...{ db, clock, record, people, key: new Uint8Array(32).fill(1), ...registersOfAll },
    points: registration,
  })
  const registrars = createRegistrars({
    ...{ db, clock, record, planJob, people, organisations, registration },
    key: new Uint8Array(32).fill(5),
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
  type PointOperator = Awaited<ReturnType<typeof aPointOperator>>
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
  const view = async (pointOperator: PointOperator, applicationId: string) =>
    valueOf(
      await registrars.viewApplication(aPermit('registrars.view', member(pointOperator)), {
        applicationId,
      }),
    )
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

  it('are drafted, changed, sent, and registrars from the second of the approval (R245, R247)', async () => {
    const pointOperator = await aPointOperatorWithCardAgreement()
    const identityCode = anIdentityCode()
    const personId = await aPerson(identityCode)
    const applicationId = await aDraft(pointOperator)
    const permit = aPermit('registrars.apply', member(pointOperator))
    const changed = await registrars.changeApplication(permit, {
      ...{ applicationId, ...facts(pointOperator, { identityCode }) },
    })
    assert.deepEqual(valueOf(changed).may, ['change', 'send', 'withdraw'])
    assert.equal(input('RegistrarApplicationChanged').length, 1)
    const sent = valueOf(await send(pointOperator, applicationId))
    assert.equal(sent.state, 'sent')
    assert.ok(sent.checks.every(({ because }) => because === undefined))
    assert.equal(kindOf(await send(pointOperator, applicationId)), 'step-not-possible')
    assert.equal(await servesAt(personId), undefined)

    const approved = valueOf(await decide(applicationId, 'approve'))
    assert.equal(approved.state, 'approved')
    assert.deepEqual(
      [approved.decision?.rule, approved.decision?.version, approved.decision?.grounds.length],
      ['registrar', 2, 5],
    )
    assert.equal(await servesAt(personId), pointOperator.pointIds[0])
    assert.equal(await servesAt(personId, plus(now, -1)), undefined)
    const [registrarRole] = await db.read((tx) => registration.registrarRolesOf(tx, personId))
    assert.equal(registrarRole?.endsAt, startOfDay(localDate('2029-11-01')))
    assert.deepEqual(registrarRole.training?.certificate, 'RK-1')
    assert.equal(input('RegistrarAppointed').length, 1)
    assert.deepEqual(
      (await view(pointOperator, applicationId)).history.map(({ step }) => step),
      ['draft', 'change', 'send', 'approve'],
    )
  })

  it('cannot send their own application, nor can members who may only prepare, and outsiders do not see it (R245)', async () => {
    const pointOperator = await aPointOperatorWithCardAgreement()
    const identityCode = anIdentityCode()
    const personId = await aPerson(identityCode)
    roles.set(`${personId} ${pointOperator.organisationId}`, 'signatory')
    const applicationId = await aDraft(pointOperator, { identityCode })
    const own = { ...pointOperator, member: personId }
    assert.equal(kindOf(await send(own, applicationId)), 'applying-for-oneself')

    const contact = { ...pointOperator, member: await aPerson() }
    roles.set(`${contact.member} ${pointOperator.organisationId}`, 'contact')
    assert.equal(kindOf(await send(contact, applicationId)), 'not-in-this-role')
    const stranger = { ...pointOperator, member: await aPerson() }
    assert.equal(kindOf(await send(stranger, applicationId)), 'application-not-found')
    assert.ok((await send(pointOperator, applicationId)).ok)
    assert.equal(
      kindOf(await decide(applicationId, 'approve', { by: personId })),
      'second-person-required',
    )
    const bySender = await decide(applicationId, 'approve', { by: pointOperator.member })
    assert.equal(kindOf(bySender), 'second-person-required')
  })

  it('are refused with what is missing, and nothing changes (R245, R246)', async () => {
    const pointOperator = await aPointOperator()
    const applicationId = await aDraft(pointOperator)
    assert.equal(kindOf(await send(pointOperator, applicationId)), 'person-not-found')
    const identityCode = anIdentityCode()
    const personId = await aPerson(identityCode)
    withoutCard.add(personId)
    const known = await aDraft(pointOperator, { identityCode })
    assert.equal(kindOf(await send(pointOperator, known)), 'no-card-in-use')
    withoutCard.delete(personId)
    assert.equal(kindOf(await send(pointOperator, known)), 'no-agreement-in-force')
    await aCardAgreement(pointOperator)
    const foreign = await aDraft(pointOperator, {
      ...{ identityCode, pointId: await aPoint(aBusinessId()) },
    })
    assert.equal(kindOf(await send(pointOperator, foreign)), 'point-of-another')

    const permit = aPermit('registrars.apply', member(pointOperator))
    const draft = (changes: object) =>
      registrars.draftApplication(permit, {
        ...{ organisationId: pointOperator.organisationId, ...facts(pointOperator, changes) },
      })
    assert.equal(kindOf(await draft({ identityCode: '131052-308X' })), 'identity-code-wrong')
    assert.equal(kindOf(await draft({ pointId: randomUUID() })), 'point-not-found')
    const { applicationId: bare } = valueOf(await draft({ identityCode }))
    assert.equal(kindOf(await send(pointOperator, bare)), 'proof-missing')
    const text = Buffer.from('no certificate').toString('base64')
    const attached = await registrars.attachProof(permit, { applicationId: bare, document: text })
    assert.equal(kindOf(attached), 'document-not-readable')
    assert.equal(input('RegistrarApplicationSent').length, 0)
  })

  it('are returned for completion, refused with reasons, and erased afterwards (R245, R246)', async () => {
    const pointOperator = await aPointOperatorWithCardAgreement()
    const { applicationId, personId } = await aSent(pointOperator)
    assert.equal(kindOf(await decide(applicationId, 'giveBack')), 'reason-missing')
    const because = 'Todistus on epäselvä'
    const returned = valueOf(await decide(applicationId, 'giveBack', { because }))
    const waiting = await registrars.listApplications(
      aPermit('registrars.view', member(pointOperator)),
      {
        ...{ organisationId: pointOperator.organisationId, filter: 'waits-for-us', limit: 25 },
      },
    )
    assert.deepEqual(
      valueOf(waiting).applications.map(({ state }) => state),
      ['returned'],
    )
    assert.deepEqual([returned.state, returned.because], ['returned', because])
    assert.ok((await send(pointOperator, applicationId)).ok)
    const refused = valueOf(await decide(applicationId, 'refuse', { because }))
    assert.equal(refused.decision?.grounds[0]?.kind, 'turned-down')
    assert.equal(await servesAt(personId), undefined)
    assert.equal(kindOf(await decide(applicationId, 'approve')), 'step-not-possible')

    const withdrawn = await aSent(pointOperator)
    const permit = aPermit('registrars.send', member(pointOperator))
    const { hasProof, state } = valueOf(await registrars.withdrawApplication(permit, withdrawn))
    assert.deepEqual([state, hasProof], ['withdrawn', false])
    const appointed = await anAppointed(pointOperator)
    const proof = (id: string) =>
      registrars.viewProof(aPermit('registrars.viewQueue', { personId: randomUUID() }), {
        applicationId: id,
      })
    assert.equal(valueOf(await proof(appointed.applicationId)).mediaType, 'application/pdf')
    assert.equal(input('TrainingProofViewed').length, 1)
    assert.equal(kindOf(await proof(withdrawn.applicationId)), 'application-not-found')
    const begun = await aDraft(pointOperator)
    now = plus(now, 89 * day)
    const attached = await registrars.attachProof(
      aPermit('registrars.apply', member(pointOperator)),
      {
        ...{ applicationId: begun, document: pdf },
      },
    )
    assert.ok(attached.ok)
    now = plus(now, 2 * day)
    await registrars.planForgetting()
    await doDue()
    assert.equal(kindOf(await proof(appointed.applicationId)), 'application-not-found')
    assert.equal(
      (await view(pointOperator, begun)).state,
      'draft',
      'somebody worked on it two days ago',
    )
    assert.equal((await view(pointOperator, appointed.applicationId)).hasProof, false)
    const listed = await registrars.listApplications(
      aPermit('registrars.view', member(pointOperator)),
      {
        ...{ organisationId: pointOperator.organisationId, limit: 25 },
      },
    )
    assert.equal(valueOf(listed).applications.length, 2)
  })

  it('are shown to the office under the identity code’s name besides the typed one, but not to the organisation (R308)', async () => {
    const pointOperator = await aPointOperatorWithCardAgreement()
    const { applicationId } = await aSent(pointOperator)
    assert.equal((await view(pointOperator, applicationId)).knownName, undefined)
    const viewing = aPermit('registrars.viewQueue', { personId: randomUUID() })
    const queued = valueOf(await registrars.viewQueued(viewing, { applicationId }))
    assert.deepEqual([queued.name, queued.knownName], ['Riitta R.', 'Riitta Rekisteröijä'])
  })

  it('are decided once by the first of two concurrent case officers, and appointed once', async () => {
    const pointOperator = await aPointOperatorWithCardAgreement()
    const one = await aSent(pointOperator)
    const both = await Promise.all([
      decide(one.applicationId, 'approve'),
      decide(one.applicationId, 'refuse', { because: 'Ei' }),
    ])
    assert.deepEqual(both.map(kindOf).toSorted(), ['ok', 'step-not-possible'])
    const again = await aSent(pointOperator)
    const second = await aDraft(pointOperator, { identityCode: again.identityCode })
    valueOf(await send(pointOperator, second))
    const approvals = await Promise.all([
      decide(again.applicationId, 'approve'),
      decide(second, 'approve'),
    ])
    assert.deepEqual(approvals.map(kindOf).toSorted(), ['already-registrar-there', 'ok'])
    const held = await db.read((tx) => registration.registrarRolesOf(tx, again.personId))
    assert.equal(held.length, 1)
  })

  it('have no data stored in readable form, and each access is in the audit log', async () => {
    const pointOperator = await aPointOperatorWithCardAgreement()
    const { applicationId, personId, identityCode } = await aSent(pointOperator)
    await view(pointOperator, applicationId)
    const queued = await registrars.viewQueued(
      aPermit('registrars.viewQueue', { personId: randomUUID() }),
      { applicationId },
    )
    assert.equal(valueOf(queued).identityCode, identityCode)
    assert.deepEqual(
      input('RegistrarApplicationViewed').map(({ about }) => about?.personId),
      [personId, personId],
    )
    const stored = await db.read(async (tx) => {
      const { rows } = await sql<{ row: string }>`
        select a::text as row from registrars.application a`.execute(tx)
      return rows.map(({ row }) => row).join()
    })
    const all = JSON.stringify(events)
    for (const secret of [identityCode, 'Riitta R.', 'RK-1'])
      assert.ok(!stored.includes(secret) && !all.includes(secret))
  })

  it('are listed in the account by point and state, in pages, and ended by the operator at once (R247)', async () => {
    const pointOperator = await aPointOperatorWithCardAgreement({ points: 2 })
    const [first = '', other = ''] = pointOperator.pointIds
    const appointed = []
    for (const pointId of [first, first, other]) {
      appointed.push(await anAppointed(pointOperator, { pointId }))
      now = plus(now, second)
    }
    const list = async (requested: object) =>
      valueOf(
        await registrars.listRegistrars(aPermit('registrars.view', member(pointOperator)), {
          ...{ organisationId: pointOperator.organisationId, limit: 2, ...requested },
        }),
      )
    const page = await list({})
    assert.equal(page.registrars.length, 2)
    assert.equal((await list({ cursor: page.nextCursor })).registrars.length, 1)
    assert.equal((await list({ pointId: first })).registrars.length, 2)
    assert.equal(input('RegistrarViewed').length, 5)

    const [{ registrarId } = { registrarId: '' }] = page.registrars
    const end = (of: PointOperator) =>
      registrars.endRegistrar(aPermit('registrars.send', member(of)), {
        ...{ organisationId: of.organisationId, registrarId },
      })
    assert.equal(
      kindOf(await end(await aPointOperatorWithCardAgreement())),
      'registrar-role-not-found',
    )
    const ended = valueOf(await end(pointOperator))
    assert.equal(ended.mayEnd, false)
    const rests = async () =>
      (await db.read((tx) => organisationsAt(tx, ended.point.pointId))).has(registrarId)
    assert.equal(await servesAt(appointed[2]?.personId ?? ''), undefined)
    assert.ok(await rests())
    await deliverAll()
    assert.ok(!(await rests()), 'what has ended rests on nothing')
    assert.equal(kindOf(await end(pointOperator)), 'registrar-role-already-ended')
    assert.equal((await list({ standing: 'ended' })).registrars.length, 1)
    assert.equal((await list({ standing: 'serving' })).registrars.length, 2)
    assert.deepEqual(
      input('RegistrarRoleEnded').map((event) => 'because' in event && event.because),
      ['by-point-operator'],
    )
  })

  it('wait in a queue, oldest first; settled applications are found by state and organisation', async () => {
    const pointOperator = await aPointOperatorWithCardAgreement()
    const sent = []
    let last: Awaited<ReturnType<typeof aSent>> | undefined
    for (let at = 0; at < 3; at += 1) {
      last = await aSent(pointOperator)
      sent.push(last.applicationId)
      now = plus(now, second)
    }
    const { businessId } = pointOperator
    const queue = async (requested: object) =>
      valueOf(
        await registrars.listQueue(aPermit('registrars.viewQueue', { personId: randomUUID() }), {
          ...{ businessId, limit: 2, ...requested },
        }),
      )
    const ids = ({ applications }: Awaited<ReturnType<typeof queue>>) =>
      applications.map(({ applicationId }) => applicationId)
    const page = await queue({})
    assert.deepEqual(ids(page), sent.slice(0, 2))
    events = []
    assert.deepEqual(ids(await queue({ cursor: page.nextCursor })), sent.slice(2))
    // People named in a list see who accessed it (R290).
    assert.deepEqual(events, [
      { type: 'RegistrarApplicationsListed', about: { personId: last?.personId } },
    ])
    for (const id of sent) valueOf(await decide(id, 'refuse', { because: 'Ei' }))
    assert.equal((await queue({})).applications.length, 0)
    assert.equal((await queue({ state: 'refused', limit: 5 })).applications.length, 3)
    assert.deepEqual(ids(await queue({ state: 'refused', businessId: aBusinessId() })), [])
  })

  it('end with the agreement that they are based on, unless another one is in force (R247)', async () => {
    const pointOperator = await aPointOperatorWithCardAgreement()
    const { personId } = await anAppointed(pointOperator)
    const other = await aCardAgreement(pointOperator, '2026-12-31')
    const end = async (agreementId: string) => {
      valueOf(
        await organisations.endAgreement(aPermit('organisations.endAgreement', permitOf), {
          agreementId,
        }),
      )
      await subscribe({ type: 'AgreementEnded', agreementId })
    }
    await end(pointOperator.agreementId)
    assert.equal(await servesAt(personId), pointOperator.pointIds[0])
    now = startOfDay(localDate('2027-01-01'))
    await doDue()
    assert.equal(await servesAt(personId), undefined)
    assert.deepEqual(
      input('RegistrarRoleEnded').map((event) => 'because' in event && event.because),
      ['agreement-ended'],
    )
    assert.notEqual(other, pointOperator.agreementId)
  })
  const permitOf = { personId: randomUUID() }

  it('are not appointed for an operator that has ceased, by the business register’s last response (R288)', async () => {
    const pointOperator = await aPointOperatorWithCardAgreement()
    const { applicationId, personId } = await aSent(pointOperator)
    const another = await aSent(pointOperator)
    valueOf(await decide(another.applicationId, 'giveBack', { because: 'Ei' }))
    const hasCeased = (value: boolean) =>
      writing(async (tx) => {
        await sql`
          update organisations.organisation set has_ceased = ${value}
          where organisation_id = ${pointOperator.organisationId}`.execute(tx)
        return ok(undefined)
      })
    await hasCeased(true)
    assert.equal(kindOf(await decide(applicationId, 'approve')), 'organisation-ceased')
    assert.equal(kindOf(await send(pointOperator, another.applicationId)), 'organisation-ceased')
    assert.equal(await servesAt(personId), undefined)
    await hasCeased(false)
    assert.ok((await decide(applicationId, 'approve')).ok)
  })

  it('continue on a changed delegation that replaces theirs, and end if it no longer names their point (R247, R286)', async () => {
    const [giver, pointOperator] = [await aPointOperator(), await aPointOperator({ points: 2 })]
    const numbers = valueOf(
      await organisations.viewOrganisation(
        aPermit('organisations.viewOrganisations', { personId: randomUUID() }),
        { organisationId: pointOperator.organisationId },
      ),
    )
    const authorise = (points: readonly string[], validFrom: string, replaces?: string) =>
      writing(async (tx) => {
        const drawn = await organisations.drawSigned(
          tx,
          {
            ...{ kind: 'delegation', organisationId: giver.organisationId },
            ...{ products: ['staff-card'], points: [...points], validFrom, replaces },
            ...{ customerNumber: numbers.customerNumber, businessId: pointOperator.businessId },
            deliveryAddress: {
              ...{ street: 'Katu 1', postalCode: '00100', postOffice: 'HELSINKI', country: 'FI' },
            },
            contact: { name: 'Pirjo', email: 'pirjo@example.fi', language: 'fi' },
            acceptance: { by: 'Pirjo', on: localDate('2026-11-26') },
          },
          randomUUID(),
        )
        const permit = aPermit('agreements.sign', { personId: randomUUID() })
        await organisations.proposeSigned(tx, permit, valueOf(drawn))
        return ok(valueOf(drawn).agreement.agreementId)
      })
    const approve = async (agreementId: string) => {
      const permit = aPermit('organisations.decideAgreement', { personId: randomUUID() })
      valueOf(await organisations.decideAgreement(permit, { agreementId, decision: 'approved' }))
      await deliverAll()
    }
    const [first = '', second = ''] = pointOperator.pointIds
    const before = await authorise([first, second], '2026-01-01')
    await approve(before)
    const staying = await anAppointed(pointOperator, { pointId: first })
    const leaving = await anAppointed(pointOperator, { pointId: second })
    await approve(await authorise([first], '2026-12-01', before))
    now = startOfDay(localDate('2026-11-30'))
    await doDue()
    assert.equal(await servesAt(leaving.personId), second)
    now = startOfDay(localDate('2026-12-01'))
    await doDue()
    assert.equal(await servesAt(leaving.personId), undefined)
    assert.equal(await servesAt(staying.personId), first)
  })

  it('end with a point out of service, the employment by its operator, and their death (R247)', async () => {
    const pointOperator = await aPointOperatorWithCardAgreement({ points: 2 })
    const [closing = '', staying = ''] = pointOperator.pointIds
    const atClosing = await anAppointed(pointOperator, { pointId: closing })
    const leaving = await anAppointed(pointOperator, { pointId: staying })
    const dying = await anAppointed(pointOperator, { pointId: staying })
    await writing(async (tx) => {
      await sql`
        update points.point set details = jsonb_set(details, '{lastDay}', '"2026-11-27"')
        where point_id = ${closing}`.execute(tx)
      return ok(undefined)
    })
    await subscribe({ type: 'RegistrationPointChanged', pointId: closing })
    assert.equal(await servesAt(atClosing.personId), closing)
    now = startOfDay(localDate('2026-11-28'))
    await doDue()
    assert.equal(await servesAt(atClosing.personId), undefined)

    const { organisationId } = pointOperator
    const about = (personId: string) => ({ about: { personId } })
    const elsewhere = { organisationId: (await aPointOperatorWithCardAgreement()).organisationId }
    await subscribe({ type: 'EmploymentEnded', ...elsewhere, ...about(leaving.personId) })
    assert.equal(await servesAt(leaving.personId), staying)
    await subscribe({ type: 'EmploymentEnded', organisationId, ...about(leaving.personId) })
    assert.equal(await servesAt(leaving.personId), undefined)
    assert.equal(await servesAt(dying.personId), staying)
    await subscribe({ type: 'PersonDied', ...about(dying.personId) })
    assert.equal(await servesAt(dying.personId), undefined)
  })

  it('are reminded before the training lapses, and notified when it has; a later training replaces it (R248)', async () => {
    const pointOperator = await aPointOperatorWithCardAgreement()
    const first = await anAppointed(pointOperator)
    await deliverAll()
    const lastDay = localDate('2029-10-31')
    for (const [before, reminders] of [
      [61, 0],
      [60, 1],
      [30, 2],
    ] as const) {
      now = startOfDay(addDays(lastDay, -before))
      await doDue()
      assert.equal(input('RegistrarTermEnding').length, reminders)
    }
    const completedOn = dateInHelsinki(now)
    const training = { kind: 'refresher', course: 'Refresher', completedOn, certificate: 'RK-2' }
    const again = await aDraft(pointOperator, { identityCode: first.identityCode, training })
    valueOf(await send(pointOperator, again))
    valueOf(await decide(again, 'approve'))
    await deliverAll()
    assert.equal(await servesAt(first.personId), pointOperator.pointIds[0])
    now = startOfDay(addDays(lastDay, 1))
    await doDue()
    assert.equal(input('RegistrarTermEnding').length, 2)
    assert.equal(await servesAt(first.personId), pointOperator.pointIds[0])
    const ends = () =>
      input('RegistrarRoleEnded').map((event) => 'because' in event && event.because)
    assert.deepEqual(ends(), ['renewed'])
    now = plus(now, 4 * 365 * day)
    assert.equal(await servesAt(first.personId), undefined)
    await doDue()
    assert.deepEqual(ends(), ['renewed', 'term-over'])
  })

  it('are reported to the operator’s contacts, each in their own language, without names', async () => {
    const contacts = [
      { name: 'Kaisa', email: 'kaisa@example.fi', language: 'fi' },
      { name: 'Sven', email: 'sven@example.fi', language: 'sv' },
    ]
    const pointOperator = await aPointOperatorWithCardAgreement({ contacts })
    const { applicationId } = await aSent(pointOperator)
    valueOf(await decide(applicationId, 'giveBack', { because: 'Täydennä' }))
    valueOf(await send(pointOperator, applicationId))
    valueOf(await decide(applicationId, 'approve'))
    const mails = async (type: string) =>
      db.read(async (tx) => registrars.mailsOf(tx, input(type)[0] as never))
    const appointed = await mails('RegistrarAppointed')
    assert.deepEqual(
      appointed.map(({ to, language, day: lastDay }) => [to, language, lastDay]),
      contacts.map(({ email, language }) => [email, language, '2029-10-31']),
    )
    assert.ok(!JSON.stringify(appointed).includes('Riitta'))
    assert.equal((await mails('RegistrarApplicationApproved')).length, 0)
  })
})
