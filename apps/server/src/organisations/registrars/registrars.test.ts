import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { day, plus, second } from '@sotevarmenne/kernel/instant'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { draftRegistrarApplication, type listAllRegistrars } from '@sotevarmenne/api/registrars'
import { localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { anIdentityCode } from '../../cards/orders/testing.ts'
import { aBusinessId } from '../registry/testing.ts'
import { organisationsAt } from './store.ts'
import { openRegistrars, valueOf, kindOf, pdf, type PointOperator } from './testing/applications.ts'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'

forEachDatabase('registrars that organisations apply for', (database) => {
  const { db } = database
  const shared = openRegistrars(database)
  const {
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
    aCardAgreement,
    aPoint,
    aSent,
    anAppointed,
    doDue,
    deliverAll,
  } = shared

  const view = async (pointOperator: PointOperator, applicationId: string) =>
    valueOf(
      await registrars.viewApplication(aPermit('registrars.view', member(pointOperator)), {
        applicationId,
      }),
    )

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
    assert.equal(await servesAt(personId, plus(shared.now, -1)), undefined)
    const [registrarRole] = await db.read((tx) => registration.registrarRolesOf(tx, personId))
    assert.equal(registrarRole?.endsAt, startOfDay(localDate('2029-11-01')))
    assert.deepEqual(registrarRole.training?.certificate, 'RK-1')
    assert.equal(input('RegistrarAppointed').length, 1)
    assert.deepEqual(
      (await view(pointOperator, applicationId)).history.map(({ step }) => step),
      ['draft', 'change', 'send', 'approve'],
    )
  })

  it('have the name of a person as the organisation calls them, and no other text', () => {
    const isAccepted = (name: string) =>
      draftRegistrarApplication.input.shape.name.safeParse(name).success
    for (const name of ['Riitta R.', 'Maija-Liisa O’Neill', "Sh'ai von Wright"])
      assert.ok(isAccepted(name), name)
    for (const name of ['', '=1+1', 'Riitta;=cmd', 'Riitta 2', 'Riitta @ Sairaala'])
      assert.ok(!isAccepted(name), name)
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
    shared.now = plus(shared.now, 89 * day)
    const attached = await registrars.attachProof(
      aPermit('registrars.apply', member(pointOperator)),
      {
        ...{ applicationId: begun, document: pdf },
      },
    )
    assert.ok(attached.ok)
    shared.now = plus(shared.now, 2 * day)
    await registrars.planDaily()
    await doDue()
    assert.equal(kindOf(await proof(appointed.applicationId)), 'application-not-found')
    const forgotten = input('RegistrarApplicationsForgotten').at(-1)
    assert.deepEqual(forgotten && 'settings' in forgotten && forgotten.settings, {
      'registrar-application-retention': 'shipped',
    })
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

  it('lose the proof of training after as many days as the setting says (R246, R345)', async () => {
    const changeId = await changeSetting(db, 'registrar-application-retention', [30])
    const pointOperator = await aPointOperatorWithCardAgreement()
    const { applicationId } = await anAppointed(pointOperator)
    const hasProof = async () => {
      await registrars.planDaily()
      await doDue()
      return (await view(pointOperator, applicationId)).hasProof
    }
    shared.now = plus(shared.now, 30 * day)
    assert.equal(await hasProof(), true)
    shared.now = plus(shared.now, day)
    assert.equal(await hasProof(), false)
    const forgotten = input('RegistrarApplicationsForgotten').at(-1)
    assert.deepEqual(forgotten && 'settings' in forgotten && forgotten.settings, {
      'registrar-application-retention': changeId,
    })
    await forgetSettingChanges(db)
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
    const all = JSON.stringify(shared.events)
    for (const secret of [identityCode, 'Riitta R.', 'RK-1'])
      assert.ok(!stored.includes(secret) && !all.includes(secret))
  })

  it('are listed in the account by point and state, in pages, and ended by the operator at once (R247)', async () => {
    const pointOperator = await aPointOperatorWithCardAgreement({ points: 2 })
    const [first = '', other = ''] = pointOperator.pointIds
    const appointed = []
    for (const pointId of [first, first, other]) {
      appointed.push(await anAppointed(pointOperator, { pointId }))
      shared.now = plus(shared.now, second)
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
    const tasks = async () =>
      valueOf(
        await registrars.viewRegistrarTasks(aPermit('registrars.view', member(pointOperator)), {
          organisationId: pointOperator.organisationId,
        }),
      )
    assert.deepEqual(await tasks(), { withoutRegistrar: [], registrars: 3 })
    assert.equal(input('RegistrarViewed').length, 5, 'a count shows nobody')

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
    const { withoutRegistrar, registrars: count } = await tasks()
    assert.deepEqual([withoutRegistrar.map(({ pointId }) => pointId), count], [[other], 2])
    assert.ok(await rests())
    await deliverAll()
    assert.ok(!(await rests()), 'what has ended rests on nothing')
    assert.equal(kindOf(await end(pointOperator)), 'registrar-role-already-ended')
    assert.equal((await list({ standing: 'ended' })).registrars.length, 1)
    assert.equal((await list({ standing: 'serving' })).registrars.length, 2)
    shared.lookUps.length = 0
    shared.statements.length = 0
    const everywhere = async (): Promise<ReadonlyMap<string, boolean>> => {
      const found = new Map<string, boolean>()
      for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
        const listed: ResponseOf<typeof listAllRegistrars> = valueOf(
          await registrars.listAllRegistrars(
            aPermit('registrars.viewQueue', { personId: randomUUID() }),
            {
              ...{ limit: 100, cursor },
            },
          ),
        )
        for (const one of listed.registrars) found.set(one.registrarId, one.hasCard)
        cursor = listed.nextCursor
      }
      return found
    }
    const serving = (await list({ standing: 'serving' })).registrars.map((one) => one.registrarId)
    withoutCard.add(appointed[1]?.personId ?? '')
    const all = await everywhere()
    withoutCard.clear()
    // One look-up of cards and one statement for the audit log a page, however many are on it.
    assert.deepEqual(shared.statements.slice(-shared.lookUps.length), shared.lookUps)
    assert.ok(shared.lookUps.every((count) => count > 1) && shared.lookUps.length < all.size)
    assert.ok(!all.has(registrarId), 'R655: the present ones')
    assert.deepEqual(
      serving.map((id) => all.get(id)).toSorted((one, other) => Number(one) - Number(other)),
      [false, true],
      'R655: one of them has no card in use',
    )
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
      shared.now = plus(shared.now, second)
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
    shared.events = []
    assert.deepEqual(ids(await queue({ cursor: page.nextCursor })), sent.slice(2))
    // People named in a list see who accessed it (R290).
    assert.deepEqual(shared.events, [
      { type: 'RegistrarApplicationsListed', about: { personId: last?.personId } },
    ])
    for (const id of sent) valueOf(await decide(id, 'refuse', { because: 'Ei' }))
    assert.equal((await queue({})).applications.length, 0)
    assert.equal((await queue({ state: 'refused', limit: 5 })).applications.length, 3)
    assert.deepEqual(ids(await queue({ state: 'refused', businessId: aBusinessId() })), [])
  })
})
