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
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import { anIdentityCode } from '../../cards/orders/testing.ts'
import { aBusinessId, registersOfAll } from '../registry/testing.ts'
import { createRegistrars } from './index.ts'
import { restingAt } from './store.ts'

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
      prepareAct: (_permit, asked) => Promise.resolve(ok({ ...asked, signing: 'not-asked' })),
      judgeMember: (_tx, permit, { organisationId, act }) => {
        const { actor } = permit
        const personId = actor.kind === 'person' ? actor.personId : ''
        const role = roles.get(`${personId} ${organisationId}`)
        if (role === undefined) return Promise.resolve(refuse({ kind: 'account-not-found' }))
        return Promise.resolve(
          role === 'contact' && act === 'authorise'
            ? refuse({ kind: 'not-in-this-role', role })
            : ok({} as never),
        )
      },
    },
    cards: {
      cardsOf: (_tx, personId) =>
        Promise.resolve([{ state: withoutCard.has(personId) ? 'closed' : 'inUse' }] as never),
    },
    systemPermit: (deed) => aPermit(deed),
  })
  beforeEach(() => {
    now = morning
    events = []
    jobs = new Map()
  })

  const told = (type: string) => events.filter((event) => event.type === type)
  const writing = <Value>(act: Parameters<typeof db.write<Value, never>>[0]) =>
    db.write(act).then(valueOf)
  async function hear(event: { readonly type: string; readonly [name: string]: unknown }) {
    for (const one of registrars.subscriptions)
      if (one.event === event.type && one.concerns?.(event) !== false)
        await one.handle(event, randomUUID())
  }
  async function hearAll() {
    const heard = events
    for (const event of heard) await hear(event)
  }
  /** Does the planned jobs that are due. */
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
  async function aKeeper({ points = 1, contacts = [] as object[] } = {}) {
    const businessId = aBusinessId()
    const handler = aPermit('organisations.addOrganisation', { personId: randomUUID() })
    const added = await organisations.addOrganisation(handler, {
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
  const aPoint = (keeperBusinessId: string): Promise<string> =>
    writing(async (tx) => {
      assert.ok(examplePoint.details)
      const details = { ...examplePoint.details, keeperBusinessId }
      return ok(
        await registration.addPoint(tx, aPermit('registration.enterPoint'), {
          ...{ ...examplePoint, name: `Piste ${randomUUID()}`, details },
        }),
      )
    })
  async function anAgreement(
    { organisationId, pointIds }: { organisationId: string; pointIds: readonly string[] },
    validTo?: string,
  ): Promise<string> {
    const proposed = await organisations.proposeAgreement(
      aPermit('organisations.proposePaper', { personId: randomUUID() }),
      {
        ...{ organisationId, products: ['staff-card'], points: [...pointIds] },
        ...{ priceList: 'standard', validFrom: '2026-01-01' },
        ...(validTo !== undefined && { validTo }),
      },
    )
    const paperId =
      valueOf(proposed).papers.find(({ state }) => state === 'proposed')?.paperId ?? ''
    const decided = await organisations.decidePaper(
      aPermit('organisations.decidePaper', { personId: randomUUID() }),
      { paperId, decision: 'approved' },
    )
    valueOf(decided)
    return paperId
  }
  type Keeper = Awaited<ReturnType<typeof aKeeper>>
  const facts = ({ pointIds: [pointId = ''] }: Pick<Keeper, 'pointIds'>, changes: object = {}) => ({
    ...{ identityCode: anIdentityCode() as string, name: 'Riitta R.', pointId },
    training: {
      ...{ kind: 'basic' as const, course: 'Rekisteröijän kurssi', completedOn: '2026-11-01' },
      certificate: 'RK-1',
    },
    ...changes,
  })
  const member = (keeper: Keeper) => ({ personId: keeper.member })
  async function aDraft(keeper: Keeper, changes: object = {}) {
    const permit = aPermit('registrars.apply', member(keeper))
    const { organisationId } = keeper
    const drafted = await registrars.draftApplication(permit, {
      ...{ organisationId, ...facts(keeper, changes) },
    })
    const { applicationId } = valueOf(drafted)
    valueOf(await registrars.attachProof(permit, { applicationId, document: pdf }))
    return applicationId
  }
  const send = (keeper: Keeper, applicationId: string) =>
    registrars.sendApplication(aPermit('registrars.send', member(keeper)), { applicationId })
  async function aSent(keeper: Keeper, changes: object = {}) {
    const identityCode = anIdentityCode()
    const personId = await aPerson(identityCode)
    const applicationId = await aDraft(keeper, { identityCode, ...changes })
    valueOf(await send(keeper, applicationId))
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
  const view = async (keeper: Keeper, applicationId: string) =>
    valueOf(
      await registrars.viewApplication(aPermit('registrars.view', member(keeper)), {
        applicationId,
      }),
    )
  const servesAt = (personId: string, at = now) =>
    db.read(async (tx) => (await registration.registrarAt(tx, personId, at))?.pointId)
  async function anAppointed(keeper: Keeper, changes: object = {}) {
    const sent = await aSent(keeper, changes)
    valueOf(await decide(sent.applicationId, 'approve'))
    return sent
  }
  async function aKeeperWithAgreement(changes: Parameters<typeof aKeeper>[0] = {}) {
    const keeper = await aKeeper(changes)
    return { ...keeper, paperId: await anAgreement(keeper) }
  }

  it('are drafted, changed, sent, and appointed at the second of the approval (R245, R247)', async () => {
    const keeper = await aKeeperWithAgreement()
    const identityCode = anIdentityCode()
    const personId = await aPerson(identityCode)
    const applicationId = await aDraft(keeper)
    const permit = aPermit('registrars.apply', member(keeper))
    const changed = await registrars.changeApplication(permit, {
      ...{ applicationId, ...facts(keeper, { identityCode }) },
    })
    assert.deepEqual(valueOf(changed).may, ['change', 'send', 'withdraw'])
    assert.equal(told('RegistrarApplicationChanged').length, 1)
    const sent = valueOf(await send(keeper, applicationId))
    assert.equal(sent.state, 'sent')
    assert.ok(sent.checks.every(({ because }) => because === undefined))
    assert.equal(kindOf(await send(keeper, applicationId)), 'step-not-possible')
    assert.equal(await servesAt(personId), undefined)

    const approved = valueOf(await decide(applicationId, 'approve'))
    assert.equal(approved.state, 'approved')
    assert.deepEqual(
      [approved.decision?.rule, approved.decision?.version, approved.decision?.grounds.length],
      ['registrar', 2, 5],
    )
    assert.equal(await servesAt(personId), keeper.pointIds[0])
    assert.equal(await servesAt(personId, plus(now, -1)), undefined)
    const [appointment] = await db.read((tx) => registration.appointmentsOf(tx, personId))
    assert.equal(appointment?.endsAt, startOfDay(localDate('2029-11-01')))
    assert.deepEqual(appointment.training?.certificate, 'RK-1')
    assert.equal(told('RegistrarAppointed').length, 1)
    assert.deepEqual(
      (await view(keeper, applicationId)).history.map(({ step }) => step),
      ['draft', 'change', 'send', 'approve'],
    )
  })

  it('are never sent by whom they are about, nor by who may only prepare, nor seen by others (R245)', async () => {
    const keeper = await aKeeperWithAgreement()
    const identityCode = anIdentityCode()
    const personId = await aPerson(identityCode)
    roles.set(`${personId} ${keeper.organisationId}`, 'signatory')
    const applicationId = await aDraft(keeper, { identityCode })
    const own = { ...keeper, member: personId }
    assert.equal(kindOf(await send(own, applicationId)), 'applying-for-oneself')

    const contact = { ...keeper, member: await aPerson() }
    roles.set(`${contact.member} ${keeper.organisationId}`, 'contact')
    assert.equal(kindOf(await send(contact, applicationId)), 'not-in-this-role')
    const stranger = { ...keeper, member: await aPerson() }
    assert.equal(kindOf(await send(stranger, applicationId)), 'application-not-found')
    assert.ok((await send(keeper, applicationId)).ok)
    assert.equal(
      kindOf(await decide(applicationId, 'approve', { by: personId })),
      'own-application',
    )
    const bySender = await decide(applicationId, 'approve', { by: keeper.member })
    assert.equal(kindOf(bySender), 'own-application')
  })

  it('are refused with what is missing, and nothing changes (R245, R246)', async () => {
    const keeper = await aKeeper()
    const applicationId = await aDraft(keeper)
    assert.equal(kindOf(await send(keeper, applicationId)), 'person-unknown')
    const identityCode = anIdentityCode()
    const personId = await aPerson(identityCode)
    withoutCard.add(personId)
    const known = await aDraft(keeper, { identityCode })
    assert.equal(kindOf(await send(keeper, known)), 'no-card-in-use')
    withoutCard.delete(personId)
    assert.equal(kindOf(await send(keeper, known)), 'no-paper-in-force')
    await anAgreement(keeper)
    const foreign = await aDraft(keeper, {
      ...{ identityCode, pointId: await aPoint(aBusinessId()) },
    })
    assert.equal(kindOf(await send(keeper, foreign)), 'point-of-another')

    const permit = aPermit('registrars.apply', member(keeper))
    const draft = (changes: object) =>
      registrars.draftApplication(permit, {
        ...{ organisationId: keeper.organisationId, ...facts(keeper, changes) },
      })
    assert.equal(kindOf(await draft({ identityCode: '131052-308X' })), 'identity-code-wrong')
    assert.equal(kindOf(await draft({ pointId: randomUUID() })), 'point-not-found')
    const { applicationId: bare } = valueOf(await draft({ identityCode }))
    assert.equal(kindOf(await send(keeper, bare)), 'proof-missing')
    const text = Buffer.from('no certificate').toString('base64')
    const attached = await registrars.attachProof(permit, { applicationId: bare, document: text })
    assert.equal(kindOf(attached), 'document-not-readable')
    assert.equal(told('RegistrarApplicationSent').length, 0)
  })

  it('are completed on request, refused with reasons, and forgotten (R245, R246)', async () => {
    const keeper = await aKeeperWithAgreement()
    const { applicationId, personId } = await aSent(keeper)
    assert.equal(kindOf(await decide(applicationId, 'giveBack')), 'reason-missing')
    const because = 'Todistus on epäselvä'
    const returned = valueOf(await decide(applicationId, 'giveBack', { because }))
    const waiting = await registrars.listApplications(aPermit('registrars.view', member(keeper)), {
      ...{ organisationId: keeper.organisationId, filter: 'waits-for-us', limit: 25 },
    })
    assert.deepEqual(
      valueOf(waiting).applications.map(({ state }) => state),
      ['returned'],
    )
    assert.deepEqual([returned.state, returned.because], ['returned', because])
    assert.ok((await send(keeper, applicationId)).ok)
    const refused = valueOf(await decide(applicationId, 'refuse', { because }))
    assert.equal(refused.decision?.grounds[0]?.kind, 'turned-down')
    assert.equal(await servesAt(personId), undefined)
    assert.equal(kindOf(await decide(applicationId, 'approve')), 'step-not-possible')

    const withdrawn = await aSent(keeper)
    const permit = aPermit('registrars.send', member(keeper))
    const { hasProof, state } = valueOf(await registrars.withdrawApplication(permit, withdrawn))
    assert.deepEqual([state, hasProof], ['withdrawn', false])
    const appointed = await anAppointed(keeper)
    const proof = (id: string) =>
      registrars.viewProof(aPermit('registrars.viewQueue', { personId: randomUUID() }), {
        applicationId: id,
      })
    assert.equal(valueOf(await proof(appointed.applicationId)).mediaType, 'application/pdf')
    assert.equal(told('TrainingProofViewed').length, 1)
    assert.equal(kindOf(await proof(withdrawn.applicationId)), 'application-not-found')
    const begun = await aDraft(keeper)
    now = plus(now, 89 * day)
    const attached = await registrars.attachProof(aPermit('registrars.apply', member(keeper)), {
      ...{ applicationId: begun, document: pdf },
    })
    assert.ok(attached.ok)
    now = plus(now, 2 * day)
    await registrars.planForgetting()
    await doDue()
    assert.equal(kindOf(await proof(appointed.applicationId)), 'application-not-found')
    assert.equal((await view(keeper, begun)).state, 'draft', 'somebody worked on it two days ago')
    assert.equal((await view(keeper, appointed.applicationId)).hasProof, false)
    const listed = await registrars.listApplications(aPermit('registrars.view', member(keeper)), {
      ...{ organisationId: keeper.organisationId, limit: 25 },
    })
    assert.equal(valueOf(listed).applications.length, 2)
  })

  it('tell the office whose identity code it is, beside the name that was typed, and not the organisation (R308)', async () => {
    const keeper = await aKeeperWithAgreement()
    const { applicationId } = await aSent(keeper)
    assert.equal((await view(keeper, applicationId)).knownName, undefined)
    const viewing = aPermit('registrars.viewQueue', { personId: randomUUID() })
    const queued = valueOf(await registrars.viewQueued(viewing, { applicationId }))
    assert.deepEqual([queued.name, queued.knownName], ['Riitta R.', 'Riitta Rekisteröijä'])
  })

  it('are decided once, whoever of two handlers is first, and appointed once', async () => {
    const keeper = await aKeeperWithAgreement()
    const one = await aSent(keeper)
    const both = await Promise.all([
      decide(one.applicationId, 'approve'),
      decide(one.applicationId, 'refuse', { because: 'Ei' }),
    ])
    assert.deepEqual(both.map(kindOf).toSorted(), ['ok', 'step-not-possible'])
    const again = await aSent(keeper)
    const second = await aDraft(keeper, { identityCode: again.identityCode })
    valueOf(await send(keeper, second))
    const approvals = await Promise.all([
      decide(again.applicationId, 'approve'),
      decide(second, 'approve'),
    ])
    assert.deepEqual(approvals.map(kindOf).toSorted(), ['already-registrar-there', 'ok'])
    const held = await db.read((tx) => registration.appointmentsOf(tx, again.personId))
    assert.equal(held.length, 1)
  })

  it('keep nothing of the person that can be read, and each look at one is in the trail', async () => {
    const keeper = await aKeeperWithAgreement()
    const { applicationId, personId, identityCode } = await aSent(keeper)
    await view(keeper, applicationId)
    const queued = await registrars.viewQueued(
      aPermit('registrars.viewQueue', { personId: randomUUID() }),
      { applicationId },
    )
    assert.equal(valueOf(queued).identityCode, identityCode)
    assert.deepEqual(
      told('RegistrarApplicationViewed').map(({ about }) => about?.personId),
      [personId, personId],
    )
    const kept = await db.read(async (tx) => {
      const { rows } = await sql<{ row: string }>`
        select a::text as row from registrars.application a`.execute(tx)
      return rows.map(({ row }) => row).join()
    })
    const all = JSON.stringify(events)
    for (const secret of [identityCode, 'Riitta R.', 'RK-1'])
      assert.ok(!kept.includes(secret) && !all.includes(secret))
  })

  it('are listed in the account by point and standing, in pages, and ended by the keeper at once (R247)', async () => {
    const keeper = await aKeeperWithAgreement({ points: 2 })
    const [first = '', other = ''] = keeper.pointIds
    const appointed = []
    for (const pointId of [first, first, other]) {
      appointed.push(await anAppointed(keeper, { pointId }))
      now = plus(now, second)
    }
    const list = async (asked: object) =>
      valueOf(
        await registrars.listRegistrars(aPermit('registrars.view', member(keeper)), {
          ...{ organisationId: keeper.organisationId, limit: 2, ...asked },
        }),
      )
    const page = await list({})
    assert.equal(page.registrars.length, 2)
    assert.equal((await list({ cursor: page.nextCursor })).registrars.length, 1)
    assert.equal((await list({ pointId: first })).registrars.length, 2)
    assert.equal(told('RegistrarViewed').length, 5)

    const [{ registrarId } = { registrarId: '' }] = page.registrars
    const end = (of: Keeper) =>
      registrars.endRegistrar(aPermit('registrars.send', member(of)), {
        ...{ organisationId: of.organisationId, registrarId },
      })
    assert.equal(kindOf(await end(await aKeeperWithAgreement())), 'appointment-not-found')
    const ended = valueOf(await end(keeper))
    assert.equal(ended.mayEnd, false)
    const rests = async () =>
      (await db.read((tx) => restingAt(tx, ended.point.pointId))).has(registrarId)
    assert.equal(await servesAt(appointed[2]?.personId ?? ''), undefined)
    assert.ok(await rests())
    await hearAll()
    assert.ok(!(await rests()), 'what has ended rests on nothing')
    assert.equal(kindOf(await end(keeper)), 'appointment-already-ended')
    assert.equal((await list({ standing: 'ended' })).registrars.length, 1)
    assert.equal((await list({ standing: 'serving' })).registrars.length, 2)
    assert.deepEqual(
      told('RegistrarAppointmentEnded').map((event) => 'because' in event && event.because),
      ['by-keeper'],
    )
  })

  it('wait in a queue, the oldest first; what became of others is found by state and organisation', async () => {
    const keeper = await aKeeperWithAgreement()
    const sent = []
    let last: Awaited<ReturnType<typeof aSent>> | undefined
    for (let at = 0; at < 3; at += 1) {
      last = await aSent(keeper)
      sent.push(last.applicationId)
      now = plus(now, second)
    }
    const { businessId } = keeper
    const queue = async (asked: object) =>
      valueOf(
        await registrars.listQueue(aPermit('registrars.viewQueue', { personId: randomUUID() }), {
          ...{ businessId, limit: 2, ...asked },
        }),
      )
    const ids = ({ applications }: Awaited<ReturnType<typeof queue>>) =>
      applications.map(({ applicationId }) => applicationId)
    const page = await queue({})
    assert.deepEqual(ids(page), sent.slice(0, 2))
    events = []
    assert.deepEqual(ids(await queue({ cursor: page.nextCursor })), sent.slice(2))
    // Whom a list names sees who looked (R290).
    assert.deepEqual(events, [
      { type: 'RegistrarApplicationsListed', about: { personId: last?.personId } },
    ])
    for (const id of sent) valueOf(await decide(id, 'refuse', { because: 'Ei' }))
    assert.equal((await queue({})).applications.length, 0)
    assert.equal((await queue({ state: 'refused', limit: 5 })).applications.length, 3)
    assert.deepEqual(ids(await queue({ state: 'refused', businessId: aBusinessId() })), [])
  })

  it('end with the paper that they rest on, unless another one holds (R247)', async () => {
    const keeper = await aKeeperWithAgreement()
    const { personId } = await anAppointed(keeper)
    const other = await anAgreement(keeper, '2026-12-31')
    const end = async (paperId: string) => {
      valueOf(
        await organisations.endPaper(aPermit('organisations.endPaper', permitOf), { paperId }),
      )
      await hear({ type: 'PaperEnded', paperId })
    }
    await end(keeper.paperId)
    assert.equal(await servesAt(personId), keeper.pointIds[0])
    now = startOfDay(localDate('2027-01-01'))
    await doDue()
    assert.equal(await servesAt(personId), undefined)
    assert.deepEqual(
      told('RegistrarAppointmentEnded').map((event) => 'because' in event && event.because),
      ['paper-ended'],
    )
    assert.notEqual(other, keeper.paperId)
  })
  const permitOf = { personId: randomUUID() }

  it('are appointed for nobody who has ceased meanwhile, as the business register said last (R288)', async () => {
    const keeper = await aKeeperWithAgreement()
    const { applicationId, personId } = await aSent(keeper)
    const another = await aSent(keeper)
    valueOf(await decide(another.applicationId, 'giveBack', { because: 'Ei' }))
    const hasCeased = (value: boolean) =>
      writing(async (tx) => {
        await sql`
          update organisations.organisation set has_ceased = ${value}
          where organisation_id = ${keeper.organisationId}`.execute(tx)
        return ok(undefined)
      })
    await hasCeased(true)
    assert.equal(kindOf(await decide(applicationId, 'approve')), 'organisation-ceased')
    assert.equal(kindOf(await send(keeper, another.applicationId)), 'organisation-ceased')
    assert.equal(await servesAt(personId), undefined)
    await hasCeased(false)
    assert.ok((await decide(applicationId, 'approve')).ok)
  })

  it('rest on the change of an authorisation that takes its place, and end where it names their point no more (R247, R286)', async () => {
    const [giver, keeper] = [await aKeeper(), await aKeeper({ points: 2 })]
    const numbers = valueOf(
      await organisations.viewOrganisation(
        aPermit('organisations.viewOrganisations', { personId: randomUUID() }),
        { organisationId: keeper.organisationId },
      ),
    )
    const authorise = (points: readonly string[], validFrom: string, replaces?: string) =>
      writing(async (tx) => {
        const drawn = await organisations.drawSigned(
          tx,
          {
            ...{ kind: 'authorisation', organisationId: giver.organisationId },
            ...{ products: ['staff-card'], points: [...points], validFrom, replaces },
            ...{ customerNumber: numbers.customerNumber, businessId: keeper.businessId },
            deliveryAddress: {
              ...{ street: 'Katu 1', postalCode: '00100', postOffice: 'HELSINKI', country: 'FI' },
            },
            contact: { name: 'Pirjo', email: 'pirjo@example.fi', language: 'fi' },
            acceptance: { by: 'Pirjo', on: localDate('2026-11-26') },
          },
          randomUUID(),
        )
        const permit = aPermit('papers.sign', { personId: randomUUID() })
        await organisations.proposeSigned(tx, permit, valueOf(drawn))
        return ok(valueOf(drawn).paper.paperId)
      })
    const approve = async (paperId: string) => {
      const permit = aPermit('organisations.decidePaper', { personId: randomUUID() })
      valueOf(await organisations.decidePaper(permit, { paperId, decision: 'approved' }))
      await hearAll()
    }
    const [first = '', second = ''] = keeper.pointIds
    const before = await authorise([first, second], '2026-01-01')
    await approve(before)
    const staying = await anAppointed(keeper, { pointId: first })
    const leaving = await anAppointed(keeper, { pointId: second })
    await approve(await authorise([first], '2026-12-01', before))
    now = startOfDay(localDate('2026-11-30'))
    await doDue()
    assert.equal(await servesAt(leaving.personId), second)
    now = startOfDay(localDate('2026-12-01'))
    await doDue()
    assert.equal(await servesAt(leaving.personId), undefined)
    assert.equal(await servesAt(staying.personId), first)
  })

  it('end with a point that is out of service, an employment by its keeper, and their life (R247)', async () => {
    const keeper = await aKeeperWithAgreement({ points: 2 })
    const [closing = '', staying = ''] = keeper.pointIds
    const atClosing = await anAppointed(keeper, { pointId: closing })
    const leaving = await anAppointed(keeper, { pointId: staying })
    const dying = await anAppointed(keeper, { pointId: staying })
    await writing(async (tx) => {
      await sql`
        update points.point set details = jsonb_set(details, '{lastDay}', '"2026-11-27"')
        where point_id = ${closing}`.execute(tx)
      return ok(undefined)
    })
    await hear({ type: 'RegistrationPointChanged', pointId: closing })
    assert.equal(await servesAt(atClosing.personId), closing)
    now = startOfDay(localDate('2026-11-28'))
    await doDue()
    assert.equal(await servesAt(atClosing.personId), undefined)

    const { organisationId } = keeper
    const about = (personId: string) => ({ about: { personId } })
    const elsewhere = { organisationId: (await aKeeperWithAgreement()).organisationId }
    await hear({ type: 'EmploymentEnded', ...elsewhere, ...about(leaving.personId) })
    assert.equal(await servesAt(leaving.personId), staying)
    await hear({ type: 'EmploymentEnded', organisationId, ...about(leaving.personId) })
    assert.equal(await servesAt(leaving.personId), undefined)
    assert.equal(await servesAt(dying.personId), staying)
    await hear({ type: 'PersonDied', ...about(dying.personId) })
    assert.equal(await servesAt(dying.personId), undefined)
  })

  it('are reminded of before the training lapses, and told when it has; a later one takes its place (R248)', async () => {
    const keeper = await aKeeperWithAgreement()
    const first = await anAppointed(keeper)
    await hearAll()
    const lastDay = localDate('2029-10-31')
    for (const [before, reminders] of [
      [61, 0],
      [60, 1],
      [30, 2],
    ] as const) {
      now = startOfDay(addDays(lastDay, -before))
      await doDue()
      assert.equal(told('RegistrarTermEnding').length, reminders)
    }
    const completedOn = dateInHelsinki(now)
    const training = { kind: 'refresher', course: 'Refresher', completedOn, certificate: 'RK-2' }
    const anew = await aDraft(keeper, { identityCode: first.identityCode, training })
    valueOf(await send(keeper, anew))
    valueOf(await decide(anew, 'approve'))
    await hearAll()
    assert.equal(await servesAt(first.personId), keeper.pointIds[0])
    now = startOfDay(addDays(lastDay, 1))
    await doDue()
    assert.equal(told('RegistrarTermEnding').length, 2)
    assert.equal(await servesAt(first.personId), keeper.pointIds[0])
    const ends = () =>
      told('RegistrarAppointmentEnded').map((event) => 'because' in event && event.because)
    assert.deepEqual(ends(), ['renewed'])
    now = plus(now, 4 * 365 * day)
    assert.equal(await servesAt(first.personId), undefined)
    await doDue()
    assert.deepEqual(ends(), ['renewed', 'term-over'])
  })

  it('are written of to the keeper’s contacts, each in the own language, and nobody is named', async () => {
    const contacts = [
      { name: 'Kaisa', email: 'kaisa@example.fi', language: 'fi' },
      { name: 'Sven', email: 'sven@example.fi', language: 'sv' },
    ]
    const keeper = await aKeeperWithAgreement({ contacts })
    const { applicationId } = await aSent(keeper)
    valueOf(await decide(applicationId, 'giveBack', { because: 'Täydennä' }))
    valueOf(await send(keeper, applicationId))
    valueOf(await decide(applicationId, 'approve'))
    const mails = async (type: string) =>
      db.read(async (tx) => registrars.mailsOf(tx, told(type)[0] as never))
    const appointed = await mails('RegistrarAppointed')
    assert.deepEqual(
      appointed.map(({ to, language, day: lastDay }) => [to, language, lastDay]),
      contacts.map(({ email, language }) => [email, language, '2029-10-31']),
    )
    assert.ok(!JSON.stringify(appointed).includes('Riitta'))
    assert.equal((await mails('RegistrarApplicationApproved')).length, 0)
  })
})
