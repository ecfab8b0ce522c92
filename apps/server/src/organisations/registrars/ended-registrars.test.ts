import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { openRegistrars, valueOf, kindOf } from './testing/applications.ts'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'

forEachDatabase('registrars that organisations apply for', (database) => {
  const { db } = database
  const shared = openRegistrars(database)
  const {
    aPointOperatorWithCardAgreement,
    anAppointed,
    aCardAgreement,
    organisations,
    subscribe,
    servesAt,
    doDue,
    input,
    aSent,
    decide,
    writing,
    send,
    aPointOperator,
    deliverAll,
    aDraft,
    registrars,
  } = shared

  const permitOf = { personId: randomUUID() }

  it('end with the agreement that they are based on, unless another one is in force (R247)', async () => {
    const pointOperator = await aPointOperatorWithCardAgreement()
    const { personId } = await anAppointed(pointOperator)
    valueOf(
      await organisations.endAgreement(aPermit('organisations.endAgreement', permitOf), {
        agreementId: pointOperator.agreementId,
      }),
    )
    await aCardAgreement(pointOperator, '2026-12-31')
    await subscribe({ type: 'AgreementEnded', agreementId: pointOperator.agreementId })
    assert.equal(await servesAt(personId), pointOperator.pointIds[0])
    shared.now = startOfDay(localDate('2027-01-01'))
    await doDue()
    assert.equal(await servesAt(personId), undefined)
    assert.deepEqual(
      input('RegistrarRoleEnded').map((event) => 'because' in event && event.because),
      ['agreement-ended'],
    )
  })

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
    shared.now = startOfDay(localDate('2026-11-30'))
    await doDue()
    assert.equal(await servesAt(leaving.personId), second)
    shared.now = startOfDay(localDate('2026-12-01'))
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
    shared.now = startOfDay(localDate('2026-11-28'))
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
      shared.now = startOfDay(addDays(lastDay, -before))
      await doDue()
      assert.equal(input('RegistrarTermEnding').length, reminders)
    }
    const completedOn = dateInHelsinki(shared.now)
    const training = { kind: 'refresher', course: 'Refresher', completedOn, certificate: 'RK-2' }
    const again = await aDraft(pointOperator, { identityCode: first.identityCode, training })
    valueOf(await send(pointOperator, again))
    valueOf(await decide(again, 'approve'))
    await deliverAll()
    assert.equal(await servesAt(first.personId), pointOperator.pointIds[0])
    shared.now = startOfDay(addDays(lastDay, 1))
    await doDue()
    assert.equal(input('RegistrarTermEnding').length, 2)
    assert.equal(await servesAt(first.personId), pointOperator.pointIds[0])
    const ends = () =>
      input('RegistrarRoleEnded').map((event) => 'because' in event && event.because)
    assert.deepEqual(ends(), ['renewed'])
    shared.now = plus(shared.now, 4 * 365 * day)
    assert.equal(await servesAt(first.personId), undefined)
    await doDue()
    assert.deepEqual(ends(), ['renewed', 'term-over'])
  })

  it('are reminded on the days of the setting, those who are appointed from its day on (R248, R345)', async () => {
    const changeId = await changeSetting(db, 'registrar-reminders', [45, 5])
    await anAppointed(await aPointOperatorWithCardAgreement())
    await deliverAll()
    await forgetSettingChanges(db)
    const lastDay = localDate('2029-10-31')
    const reminded = async (before: number) => {
      shared.now = startOfDay(addDays(lastDay, -before))
      await doDue()
      return input('RegistrarTermEnding').map(
        (event) => 'daysLeft' in event && [event.daysLeft, 'settings' in event && event.settings],
      )
    }
    const settings = { 'registrar-reminders': changeId }
    assert.deepEqual(await reminded(46), [])
    assert.deepEqual(await reminded(45), [[45, settings]])
    assert.deepEqual(await reminded(5), [
      [45, settings],
      [5, settings],
    ])
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
