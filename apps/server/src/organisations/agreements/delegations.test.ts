import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { valueOf } from '@sotevarmenne/x509/testing'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { examplePoint } from '../../points/points/index.ts'
import { openAgreements, kindOf, replacedFrom, type Organisation } from './testing/e-service.ts'

forEachDatabase('an agreement or delegation in the e-service', (database) => {
  const { db } = database
  const shared = openAgreements(database)
  const {
    anOrganisation,
    withCardAgreement,
    drafted,
    aDelegation,
    agreements,
    sign,
    agreementsOf,
    mayOrder,
    decide,
    signed,
    registration,
    draft,
    aCardAgreement,
    caseOfficer,
    organisations,
  } = shared

  it('names points in service of other organisations that the service knows, by name, town and operator (R474)', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    const addPoint = async (changes: object) =>
      valueOf(
        await db.write(async (tx) => {
          assert.ok(examplePoint.details)
          return ok(
            await registration.addPoint(tx, aPermit('registration.enterPoint'), {
              ...{ ...examplePoint, name: `Piste ${randomUUID()}` },
              details: { ...examplePoint.details, ...changes },
            }),
          )
        }),
      )
    const unknown = await addPoint({ pointOperatorBusinessId: undefined })
    const { businessId: pointOperatorBusinessId } = neighbour
    const ended = await addPoint({ pointOperatorBusinessId, lastDay: '2026-01-01' })
    const list = async (of: 'self' | 'others') =>
      valueOf(
        await agreements.listNameablePoints(aPermit('agreements.view', hospital.signatory), {
          ...{ organisationId: hospital.organisationId, of },
        }),
      ).points
    const own = await list('self')
    assert.deepEqual(
      own.map(({ pointId }) => pointId),
      [hospital.pointId],
    )
    const others = await list('others')
    const ids = others.map(({ pointId }) => pointId)
    for (const pointId of [hospital.pointId, unknown, ended]) assert.ok(!ids.includes(pointId))
    const { organisationId, organisation } = neighbour
    assert.deepEqual(
      others.find(({ pointId }) => pointId === neighbour.pointId),
      {
        ...{ pointId: neighbour.pointId, name: `Piste ${neighbour.businessId}`, town: 'HELSINKI' },
        pointOperator: { organisationId, name: organisation.name },
      },
    )
    const byStranger = await agreements.listNameablePoints(
      aPermit('agreements.view', neighbour.signatory),
      { organisationId: hospital.organisationId, of: 'others' },
    )
    assert.equal(kindOf(byStranger), 'account-not-found')
    assert.equal(
      kindOf(await draft(hospital, aDelegation(neighbour, { points: [unknown] }))),
      'point-operator-not-found',
    )
  })

  it('delegates to the points of another organisation when that one has accepted and a case officer approved; either side ends it (R214)', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    await withCardAgreement(hospital)
    const draftOf = await drafted(hospital, aDelegation(neighbour))
    const seenBy = ({ organisationId, signatory }: Organisation) =>
      agreements.viewDocument(aPermit('agreements.view', signatory), {
        ...{ organisationId, documentId: draftOf.documentId },
      })
    // They see nothing before it is signed for them.
    assert.equal(kindOf(await seenBy(neighbour)), 'document-not-found')
    assert.equal(kindOf(await sign(neighbour, draftOf.documentId)), 'document-not-found')
    assert.equal(valueOf(await sign(hospital, draftOf.documentId)).state, 'signed')
    assert.deepEqual(await agreementsOf(neighbour), [])
    assert.deepEqual(valueOf(await seenBy(neighbour)).may, ['accept', 'decline'])
    assert.equal(kindOf(await sign(hospital, draftOf.documentId)), 'step-not-possible')

    assert.equal(valueOf(await sign(neighbour, draftOf.documentId)).state, 'concluded')
    const delegation = (await agreementsOf(hospital)).find(({ kind }) => kind === 'delegation')
    assert.ok(delegation)
    assert.equal(await mayOrder(hospital, neighbour.pointId), 'delegation-not-approved')
    // The person who accepted it for the other side may not approve it either, like the giver.
    const { personId } = neighbour.signatory
    assert.equal(kindOf(await decide(delegation.agreementId, personId)), 'second-person-required')
    assert.ok((await decide(delegation.agreementId)).ok)
    assert.equal(await mayOrder(hospital, neighbour.pointId), 'ok')

    await signed(neighbour, { kind: 'end', ends: delegation.agreementId })
    assert.equal(await mayOrder(hospital, neighbour.pointId), 'delegation-ended')
  })

  describe('a change of a delegation (R286)', () => {
    /** A delegation in force, and another point that the neighbour operates. */
    async function withDelegation() {
      const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
      await withCardAgreement(hospital)
      const { documentId } = await signed(hospital, aDelegation(neighbour))
      valueOf(await sign(neighbour, documentId))
      const agreement = (await agreementsOf(hospital)).find(({ kind }) => kind === 'delegation')
      assert.ok(agreement)
      valueOf(await decide(agreement.agreementId))
      const added = await db.write(async (tx) => {
        assert.ok(examplePoint.details)
        return ok(
          await registration.addPoint(tx, aPermit('registration.enterPoint'), {
            ...examplePoint,
            name: `Toinen piste ${neighbour.businessId}`,
            details: { ...examplePoint.details, pointOperatorBusinessId: neighbour.businessId },
          }),
        )
      })
      const begins = addDays(dateInHelsinki(shared.now), 10)
      const change = aDelegation(neighbour, {
        ...{ replaces: agreement.agreementId, points: [valueOf(added)], validFrom: begins },
        contact: { name: 'Olli Piste', email: 'olli@example.fi', language: 'sv' },
        deliveryAddress: {
          ...{
            street: 'Esimerkkikatu 2',
            postalCode: '33100',
            postOffice: 'TAMPERE',
            country: 'FI',
          },
        },
      })
      const waiting = async () => {
        const found = (await agreementsOf(hospital)).find(
          ({ replaces }) => replaces === agreement.agreementId,
        )
        assert.ok(found)
        return found
      }
      return {
        ...{ hospital, neighbour, begins, change, waiting },
        ...{ agreementId: agreement.agreementId, newPoint: valueOf(added) },
      }
    }

    it('is signed, accepted again and approved; until then, and to its eve, the earlier one is in force', async () => {
      const { hospital, neighbour, begins, change, waiting, ...ids } = await withDelegation()
      const { documentId, ...drawn } = await signed(hospital, change)
      assert.equal(replacedFrom(drawn), '2026-01-01')
      assert.equal(await mayOrder(hospital, ids.newPoint, begins), 'delegation-missing')
      // The neighbour sees what would change, and accepts it by its own signature.
      assert.deepEqual(valueOf(await sign(neighbour, documentId)).state, 'concluded')
      assert.equal(kindOf(await draft(hospital, change)), 'being-changed')
      assert.equal(await mayOrder(hospital, ids.newPoint, begins), 'delegation-not-approved')
      assert.equal(await mayOrder(hospital, neighbour.pointId, begins), 'ok')
      const { agreementId, contact, deliveryAddress } = await waiting()
      assert.deepEqual([contact?.name, deliveryAddress?.postOffice], ['Olli Piste', 'TAMPERE'])
      assert.equal(
        kindOf(await decide(agreementId, neighbour.signatory.personId)),
        'second-person-required',
      )
      valueOf(await decide(agreementId))

      const eve = addDays(begins, -1)
      for (const on of [dateInHelsinki(shared.now), eve]) {
        assert.equal(await mayOrder(hospital, neighbour.pointId, on), 'ok')
        assert.equal(await mayOrder(hospital, ids.newPoint, on), 'delegation-not-begun')
      }
      assert.equal(await mayOrder(hospital, neighbour.pointId, begins), 'delegation-ended')
      assert.equal(await mayOrder(hospital, ids.newPoint, begins), 'ok')
      assert.ok(!shared.events.some(({ type }) => type === 'AgreementEnded'))
    })

    it('that is ended before its first day leaves the earlier one as it was, by either side (R310)', async () => {
      for (const by of ['hospital', 'neighbour'] as const) {
        const given = await withDelegation()
        const { hospital, neighbour, begins, waiting, newPoint } = given
        const { documentId } = await signed(hospital, given.change)
        valueOf(await sign(neighbour, documentId))
        const { agreementId } = await waiting()
        valueOf(await decide(agreementId))
        await signed(given[by], { kind: 'end', ends: agreementId })
        for (const on of [dateInHelsinki(shared.now), begins, addDays(begins, 1000)]) {
          assert.equal(await mayOrder(hospital, neighbour.pointId, on), 'ok')
          assert.notEqual(await mayOrder(hospital, newPoint, on), 'ok')
        }
        assert.deepEqual(
          shared.events
            .filter(({ type }) => type === 'AgreementGoesOn')
            .map((event) => 'agreementId' in event && event.agreementId),
          [given.agreementId],
        )
        shared.events = []
        // As if it had never existed: another change of the same delegation may be signed.
        assert.equal(kindOf(await draft(hospital, given.change)), 'ok')
      }
    })

    it('is possible for one’s own delegation in force to the same organisation, and has no effect if declined', async () => {
      const { hospital, neighbour, begins, change, agreementId } = await withDelegation()
      const third = await anOrganisation()
      const cardAgreementId = (await agreementsOf(hospital)).find(
        ({ kind }) => kind === 'agreement',
      )
      assert.ok(cardAgreementId)
      for (const [of, terms] of [
        [hospital, aDelegation(third, { replaces: agreementId })],
        [hospital, aDelegation(neighbour, { replaces: cardAgreementId.agreementId })],
        [hospital, aCardAgreement({ replaces: agreementId }, hospital)],
        [third, aDelegation(neighbour, { replaces: agreementId })],
        [neighbour, aDelegation(hospital, { replaces: agreementId })],
      ] as const)
        assert.equal(kindOf(await draft(of, terms)), 'not-to-be-changed')

      const { documentId } = await signed(hospital, change)
      const { organisationId, signatory } = neighbour
      const declined = await agreements.settleDocument(aPermit('agreements.sign', signatory), {
        ...{ organisationId, documentId, outcome: 'declined' },
      })
      assert.equal(valueOf(declined).state, 'declined')
      assert.equal(await mayOrder(hospital, neighbour.pointId, begins), 'ok')
      assert.equal((await agreementsOf(hospital)).length, 2)
    })

    it('ends with the delegation, by either side and in either order (R277)', async () => {
      for (const isApproved of [true, false]) {
        const { hospital, neighbour, begins, change, waiting, ...ids } = await withDelegation()
        const { documentId } = await signed(hospital, change)
        const late = await signed(hospital, change)
        valueOf(await sign(neighbour, documentId))
        const { agreementId } = await waiting()
        if (isApproved) valueOf(await decide(agreementId))
        await signed(neighbour, { kind: 'end', ends: ids.agreementId })
        const { state, rejected } = await waiting()
        assert.deepEqual(
          [state, rejected?.because],
          isApproved ? ['ended', undefined] : ['rejected', 'delegation-ended'],
        )
        assert.notEqual(await mayOrder(hospital, ids.newPoint, begins), 'ok')
        // Nor does a signed change that waits for its acceptance replace it.
        const accepted = await sign(neighbour, late.documentId)
        assert.equal(kindOf(accepted), 'not-to-be-changed')
      }
    })
  })

  it('delegates in a circle or along a chain only what each organisation gave by itself (R214)', async () => {
    const [one, two, three] = [
      await anOrganisation(),
      await anOrganisation(),
      await anOrganisation(),
    ]
    for (const each of [one, two, three]) await withCardAgreement(each)
    for (const [giver, to] of [
      [one, two],
      [two, one],
      [two, three],
    ] as const) {
      const { documentId } = await signed(giver, aDelegation(to))
      valueOf(await sign(to, documentId))
      const agreement = (await agreementsOf(giver)).find(({ state }) => state === 'proposed')
      assert.ok(agreement)
      valueOf(await decide(agreement.agreementId))
    }
    const given = new Set(['00', '01', '11', '10', '12', '22'])
    const all = [one, two, three]
    for (const [from, of] of all.entries())
      for (const [at, { pointId }] of all.entries()) {
        const isGiven = given.has(`${String(from)}${String(at)}`)
        assert.equal(
          (await mayOrder(of, pointId)) === 'ok',
          isGiven,
          `${String(from)} ${String(at)}`,
        )
      }
  })

  it('cannot be signed after the delegate declined or the giver withdrew it', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    const settle = (
      { organisationId, signatory }: Organisation,
      documentId: string,
      outcome: 'declined' | 'withdrawn',
    ) =>
      agreements.settleDocument(aPermit('agreements.sign', signatory), {
        ...{ organisationId, documentId, outcome },
      })
    const declined = await signed(hospital, aDelegation(neighbour))
    assert.equal(
      kindOf(await settle(hospital, declined.documentId, 'declined')),
      'step-not-possible',
    )
    assert.equal(
      valueOf(await settle(neighbour, declined.documentId, 'declined')).state,
      'declined',
    )
    const withdrawn = await signed(hospital, aDelegation(neighbour))
    assert.ok((await settle(hospital, withdrawn.documentId, 'withdrawn')).ok)
    for (const { documentId } of [declined, withdrawn])
      assert.equal(kindOf(await sign(neighbour, documentId)), 'step-not-possible')
    assert.deepEqual(await agreementsOf(hospital), [])
  })

  it('is announced to the contacts of both sides, each in their own language (R249)', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    for (const [{ organisation, organisationId }, language] of [
      [hospital, 'fi'],
      [neighbour, 'sv'],
    ] as const) {
      const contacts = [{ name: 'Pirjo', email: `${language}@example.fi`, language }]
      const permit = aPermit('organisations.changeOrganisation', { personId: caseOfficer })
      valueOf(
        await organisations.changeOrganisation(permit, {
          ...{ organisationId, version: 1, name: organisation.name, units: [], contacts },
        }),
      )
    }
    const mails = async (type: string) => {
      const event = shared.events.find((one) => one.type === type)
      assert.ok(event, type)
      const input = await db.read((tx) => agreements.mailsOf(tx, { ...event }))
      return input.map(({ to, language, organisation }) => [to, language, organisation])
    }
    const [toHospital, toNeighbour] = [
      ['fi@example.fi', 'fi', hospital.organisation.name],
      ['sv@example.fi', 'sv', neighbour.organisation.name],
    ]
    const first = aDelegation(neighbour, { validTo: '2026-12-31' })
    const { documentId } = await signed(hospital, first)
    assert.deepEqual(await mails('AgreementToBeAccepted'), [toNeighbour])
    assert.ok((await sign(neighbour, documentId)).ok)
    assert.deepEqual(await mails('AgreementAccepted'), [toNeighbour, toHospital])
    // The request was withdrawn.
    assert.deepEqual(await mails('AgreementToBeAccepted'), [])
    const other = await signed(hospital, aDelegation(neighbour, { validFrom: '2027-01-01' }))
    const settled = await agreements.settleDocument(
      aPermit('agreements.sign', neighbour.signatory),
      {
        ...{ organisationId: neighbour.organisationId, documentId: other.documentId },
        outcome: 'declined',
      },
    )
    assert.ok(settled.ok)
    assert.deepEqual(await mails('AgreementDeclined'), [toNeighbour, toHospital])
    const decidedOf = async (state: string) => {
      const agreement = (await agreementsOf(hospital)).find((one) => one.state === state)
      assert.ok(agreement)
      return agreement.agreementId
    }
    valueOf(await decide(await decidedOf('proposed')))
    assert.deepEqual(await mails('AgreementApproved'), [toNeighbour, toHospital])
  })

  it('is announced to the contacts of the signing side when a case officer decides, in their own language (R271)', async () => {
    const hospital = await anOrganisation()
    const contacts = [{ name: 'Pirjo', email: 'pirjo@example.fi', language: 'sv' as const }]
    const { organisationId, organisation } = hospital
    valueOf(
      await organisations.changeOrganisation(
        aPermit('organisations.changeOrganisation', { personId: caseOfficer }),
        { ...{ organisationId, version: 1, name: organisation.name, units: [], contacts } },
      ),
    )
    const notifiedOf = async (event: object) =>
      (await db.read((tx) => agreements.mailsOf(tx, { type: '', ...event }))).map(
        ({ to, language }) => [to, language],
      )
    await signed(hospital, aCardAgreement({}, hospital))
    const [agreement] = await agreementsOf(hospital)
    assert.ok(agreement)
    const { agreementId } = agreement
    for (const type of ['AgreementApproved', 'AgreementRejected'])
      assert.deepEqual(await notifiedOf({ type, agreementId }), [['pirjo@example.fi', 'sv']])
    // A rejection caused by the end of the agreement is no decision, and nobody is notified of agreements not
    // signed here.
    const ended = { type: 'AgreementRejected', agreementId, because: 'agreement-ended' }
    assert.deepEqual(await notifiedOf(ended), [])
    assert.deepEqual(await notifiedOf({ type: 'AgreementApproved', agreementId: randomUUID() }), [])
  })
})
