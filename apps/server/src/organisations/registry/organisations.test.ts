import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aBusinessId } from './testing.ts'
import { openCustomers } from './testing/customers.ts'

forEachDatabase('customer organisations', (database) => {
  const { db } = database
  const shared = openCustomers(database)
  const {
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
  } = shared

  describe('an organisation', () => {
    it('is added with the OID of its business ID and a customer number of its own', async () => {
      const one = await enter({ businessId: '0204819-8' })
      const other = await enter()
      assert.equal(one.oid, '1.2.246.10.2048198')
      assert.match(one.customerNumber, /^A\d{7}$/)
      assert.notEqual(one.customerNumber, other.customerNumber)
      assert.deepEqual(recorded.at(-1), {
        type: 'OrganisationAdded',
        organisationId: other.organisationId,
      })
    })

    it('is added once', async () => {
      const { businessId } = await enter()
      const again = await post('/organisations', { businessId, name: 'Muu', kind: 'pharmacy' })
      assert.equal(again.status, 409)
      assert.equal(again.body.kind, 'organisation-exists')
    })

    it('is added once by two concurrent case officers', async () => {
      const businessId = aBusinessId()
      const facts = { businessId, name: 'Yksi', kind: 'provider' as const, units: [], contacts: [] }
      const permit = aPermit('organisations.addOrganisation', { personId: caseOfficer })
      const both = await Promise.allSettled([
        organisations.addOrganisation(permit, facts),
        organisations.addOrganisation(permit, facts),
      ])
      const entered = both.filter((one) => one.status === 'fulfilled' && one.value.ok)
      assert.equal(entered.length, 1)
    })

    it('is not added with a wrong number, or a foreign or repeated unit', async () => {
      const twice = aBusinessId()
      const unit = { oid: `1.2.246.10.${twice.replace('-', '')}.10.1`, name: 'Osasto' }
      const cases: readonly (readonly [object, string])[] = [
        [{ businessId: '0204819-7' }, 'wrong-check-digit'],
        [{ businessId: '204' }, 'not-a-business-id'],
        [{ oid: '1.02.3' }, 'not-an-oid'],
        [{ units: [{ oid: '1.2.246.10.1.10.1', name: 'Vieras' }] }, 'unit-of-another'],
        [{ businessId: twice, units: [unit, { ...unit, name: 'Toinen' }] }, 'unit-twice'],
      ]
      for (const [changes, kind] of cases) {
        const refused = await post('/organisations', {
          businessId: aBusinessId(),
          name: 'Väärä',
          kind: 'provider',
          ...changes,
        })
        assert.equal(refused.status, 422)
        assert.equal(refused.body.kind, kind)
      }
    })

    it('is added only when the registers respond and confirm it', async () => {
      const defaults = shared.business
      const entering = (changes: object = {}) =>
        post('/organisations', {
          businessId: aBusinessId(),
          name: 'Muu',
          kind: 'provider',
          ...changes,
        })
      const cases: readonly (readonly [typeof shared.business, number, string])[] = [
        [
          async () =>
            refuse({
              kind: 'register-unavailable',
              register: 'business',
              because: 'no-response-in-time',
            }),
          503,
          'register-unavailable',
        ],
        [
          async () => refuse({ kind: 'unknown-to-business-register' }),
          422,
          'unknown-to-business-register',
        ],
        [
          async (businessId) => ok({ businessId, name: 'Muu', status: 'ceased' }),
          422,
          'organisation-ceased',
        ],
      ]
      for (const [said, status, kind] of cases) {
        shared.business = said
        const refused = await entering()
        assert.deepEqual([refused.status, refused.body.kind], [status, kind])
      }
      shared.business = defaults
      const foreign = await entering({ oid: '1.2.246.10.1' })
      assert.equal(foreign.body.kind, 'organisation-not-in-code-service')
      const { organisationId, oid } = await enter()
      const changed = await post(`/organisations/${organisationId}/facts`, {
        ...{ version: 1, name: 'Muu', contacts: [] },
        units: [{ oid: `${oid}.10.77`, name: 'Muu' }],
      })
      assert.deepEqual([changed.status, changed.body.kind], [422, 'unit-not-in-code-service'])
    })

    it('cannot lose a unit that an agreement names, but can change everything else', async () => {
      const { organisationId, oid } = await enter()
      const unit = { oid: `${oid}.10.1`, name: 'Poliklinikka' }
      const facts = {
        name: 'Uusi nimi',
        contacts: [{ name: 'Anna', email: 'anna@example.fi', language: 'sv' }],
      }
      const change = (version: number, units: object[]) =>
        post(`/organisations/${organisationId}/facts`, { ...facts, version, units })
      const changed = await change(1, [unit, { oid: `${oid}.10.2`, name: 'Osasto' }])
      assert.equal(changed.body.name, 'Uusi nimi')
      assert.deepEqual(changed.body.contacts, facts.contacts)
      const named = agreement({ units: [unit.oid] })
      assert.equal((await post(`/organisations/${organisationId}/agreements`, named)).status, 200)
      assert.equal((await change(2, [])).body.kind, 'unit-in-agreement')
      assert.deepEqual((await change(2, [unit])).body.units, [unit])
      const { organisations: found } = (await request('GET', `/organisations?query=${unit.oid}`))
        .body
      assert.deepEqual(
        found.map((one) => one.organisationId),
        [organisationId],
      )
    })

    it('becomes another kind when a case officer says so, if the code service and agreements allow it (R281)', async () => {
      const { organisationId, name, oid } = await enter()
      const change = async (version: number, kind: string) => {
        const { status, body } = await post(`/organisations/${organisationId}/facts`, {
          ...{ version, name, kind, units: [], contacts: [] },
        })
        return [status, body.kind]
      }
      assert.deepEqual(await change(1, 'pharmacy'), [200, 'pharmacy'])
      const agreed = await post(`/organisations/${organisationId}/agreements`, agreement())
      assert.equal(agreed.status, 200)
      assert.deepEqual(await change(2, 'other-body'), [409, 'kind-in-documents'])
      assert.deepEqual(await change(2, 'provider'), [200, 'provider'])
      const { body } = await request('GET', `/organisations/${organisationId}/versions`)
      assert.deepEqual(
        body.versions.map(({ kind }) => kind),
        ['provider', 'pharmacy', 'provider'],
      )
      // As another body it may have a unit of the code service, though it has no entry there itself.
      ended.set(oid, undefined)
      const added = await post(`/organisations/${organisationId}/facts`, {
        ...{ version: 3, name, kind: 'provider', contacts: [] },
        units: [{ oid: `${oid}.10.1`, name: 'Yksikkö' }],
      })
      assert.equal(added.status, 200)
      assert.deepEqual(await change(4, 'pharmacy'), [422, 'organisation-not-in-code-service'])
      ended.clear()
    })

    it('stores its contacts sealed (R148)', async () => {
      const contacts = [{ name: 'Aino Toinen', email: 'aino@example.fi', language: 'sv' }]
      const giver = await enter({ contacts })
      const neighbour = await enter()
      operators.set(others.pointId, neighbour.businessId)
      const entered = await post(`/organisations/${giver.organisationId}/delegations`, {
        ...agreement({ points: [others.pointId] }),
        deliveryAddress: { street: 'Katu 1', postalCode: '00100', postOffice: 'HELSINKI' },
        contact: { name: 'Pirjo Toinen', email: 'pirjo@example.fi', phone: '040 123 4567' },
        ...{ acceptedBy: 'Olli Toinen', acceptedOn: '2026-11-20' },
      })
      const [document] = entered.body.agreements
      assert.equal(document?.accepted?.by, 'Olli Toinen')
      const lying = () =>
        db.read(async (tx) => {
          const { rows } = await sql`
            select row_to_json(entered)::text, row_to_json(agreement)::text
            from organisations.organisation_version entered
            join organisations.agreement using (organisation_id)
            where organisation_id = ${giver.organisationId}`.execute(tx)
          return JSON.stringify(rows)
        })
      assert.doesNotMatch(await lying(), /Toinen|example\.fi|040 123/)
      const shown = async () =>
        (await request('GET', `/organisations/${giver.organisationId}`)).body
      const read = await shown()
      assert.deepEqual(read.contacts, contacts)
      assert.equal(read.agreements[0]?.accepted?.by, 'Olli Toinen')
    })

    it('gets one mail for each address, in the language of its first contact (R249)', async () => {
      const bo = { name: 'Bo', email: 'Office@example.fi', language: 'sv' }
      const eero = { name: 'Eero', email: 'eero@example.fi', language: 'en' }
      const aino = { name: 'Aino', email: 'office@Example.fi', language: 'fi' }
      const { organisationId } = await enter({ contacts: [bo, eero, aino] })
      const shown = (await request('GET', `/organisations/${organisationId}`)).body
      assert.deepEqual(shown.contacts, [bo, eero, aino])
      const written = await db.read((tx) => organisations.contactsOf(tx, organisationId))
      assert.deepEqual(written, [bo, eero])
    })

    it('keeps its earlier versions with who entered them; the later of two concurrent changes is refused (R106)', async () => {
      const { organisationId, name } = await enter()
      const change = (version: number, to: string) =>
        post(`/organisations/${organisationId}/facts`, {
          ...{ version, name: to, units: [], contacts: [] },
        })
      const both = await Promise.all([change(1, 'Toinen'), change(1, 'Toinen nimi')])
      assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409])
      const refused = both.find(({ status }) => status === 409)
      assert.equal(refused?.body.kind, 'organisation-changed-meanwhile')
      assert.equal((await change(2, 'Neljäs')).body.version, 3)
      const history = async (more = '') =>
        (await request('GET', `/organisations/${organisationId}/versions?limit=2${more}`)).body
      const newest = await history()
      assert.deepEqual(
        newest.versions.map(({ version, name: one, enteredBy }) => [version, one, enteredBy]),
        [
          [3, 'Neljäs', 'Kaisa Käsittelijä'],
          [2, both.find(({ status }) => status === 200)?.body.name, 'Kaisa Käsittelijä'],
        ],
      )
      assert.equal(newest.hasEarlier, true)
      const oldest = await history('&before=2')
      assert.deepEqual(
        oldest.versions.map(({ name: one }) => one),
        [name],
      )
      assert.equal(oldest.hasEarlier, false)
    })

    it('gets no new version without a change, also with its units reordered: the save is recorded as an access', async () => {
      const contacts = [{ name: 'Bo', email: 'bo@example.fi', language: 'sv' }]
      const { organisationId, name, oid } = await enter({ contacts })
      const units = ['1', '2'].map((arc) => ({ oid: `${oid}.10.${arc}`, name: 'Yksikkö' }))
      const save = async (version: number, others: readonly object[]) => {
        const facts = { version, name, units: others, contacts }
        const { status, body } = await post(`/organisations/${organisationId}/facts`, facts)
        return [status, body.version]
      }
      assert.deepEqual(await save(1, units), [200, 2])
      assert.deepEqual(await save(2, units.toReversed()), [200, 2])
      assert.deepEqual(recorded.at(-1), { type: 'OrganisationViewed', organisationId })
      const { body } = await request('GET', `/organisations/${organisationId}/versions`)
      assert.equal(body.versions.length, 2)
      assert.deepEqual(await save(1, units), [409, undefined])
    })

    it('is looked up in the registers before it is added, and found here afterwards', async () => {
      const businessId = aBusinessId()
      const lookUp = (of: string) => request('GET', `/registered-organisations/${of}`)
      const { status, body } = await lookUp(businessId)
      assert.equal(status, 200)
      assert.deepEqual([body.name, body.status, body.isCoded], ['Esimerkki', 'active', true])
      assert.equal(body.units.length, 9)
      assert.equal(body.organisationId, undefined)
      const { organisationId } = await enter({ businessId })
      assert.equal((await lookUp(businessId)).body.organisationId, organisationId)
      assert.equal((await lookUp('0204819-7')).body.kind, 'wrong-check-digit')
      const defaults = shared.business
      shared.business = async () => refuse({ kind: 'unknown-to-business-register' })
      assert.equal((await lookUp(businessId)).body.kind, 'unknown-to-business-register')
      shared.business = defaults
    })

    it('is found by a word of its name or by a number, a page at a time', async () => {
      const word = `Zeta${randomUUID().slice(0, 8)}`
      for (const name of ['C', 'A', 'B']) await enter({ name: `${name} ${word}` })
      const list = async (more: string) =>
        (await request('GET', `/organisations?limit=2&query=${more}`)).body
      const first = await list(word.toLowerCase())
      assert.deepEqual(
        first.organisations.map(({ name }) => name.slice(0, 1)),
        ['A', 'B'],
      )
      const second = await list(`${word}&cursor=${first.nextCursor ?? ''}`)
      assert.deepEqual(
        second.organisations.map(({ name }) => name.slice(0, 1)),
        ['C'],
      )
      assert.equal(second.nextCursor, undefined)
      const businessId = first.organisations[0]?.businessId ?? ''
      assert.equal((await list(businessId)).organisations.length, 1)
      assert.equal((await list(businessId.replace('-', ''))).organisations.length, 1)
      assert.equal((await list('%25')).organisations.length, 0)
      assert.equal((await request('GET', '/organisations?cursor=x')).body.kind, 'cursor-unreadable')
    })

    it('is not added when the audit log is not writable', async () => {
      const businessId = aBusinessId()
      shared.auditLogIsBroken = true
      const failed = await post('/organisations', { businessId, name: 'Ei', kind: 'provider' })
      shared.auditLogIsBroken = false
      assert.equal(failed.status, 500)
      await enter({ businessId })
    })
  })

  describe('an import from an older system', () => {
    const permit = aPermit('organisations.importOrganisations')
    const two = { enteredBy: caseOfficer, approvedBy: otherCaseOfficer }
    const facts = (businessId: string, kind: 'provider' | 'pharmacy' = 'provider') => ({
      ...{ businessId, name: `Sairaala ${businessId}`, kind, units: [], contacts: [] },
      ...{ agreements: [], delegations: [] },
    })
    const agreements = { validFrom: '2026-01-01', priceList: 'standard', points: [own.pointId] }
    const authorising = (businessId: string) => ({
      ...{ businessId, validFrom: '2026-01-01', points: [others.pointId] },
      deliveryAddress: {
        street: 'Katu 1',
        postalCode: '00100',
        postOffice: 'HELSINKI',
        country: 'FI',
      },
      contact: { name: 'Pirjo', email: 'pirjo@example.fi', language: 'sv' as const },
      ...{ acceptedBy: 'Pirjo', acceptedOn: '2025-12-01' },
    })

    it('is done once, with agreements that two persons answer for', async () => {
      const [giver, neighbour] = [aBusinessId(), aBusinessId()]
      const brought = {
        organisations: [
          {
            ...facts(giver),
            agreements: [agreements],
            delegations: [authorising(neighbour)],
          },
          facts(neighbour),
        ],
        ...two,
      }
      assert.deepEqual(await organisations.importOrganisations(permit, brought), {
        ok: true,
        value: { organisations: 2, agreements: 2 },
      })
      const [at] = await employers(others.pointId, giver)
      assert.equal(at?.whole.allowed === true && at.whole.onDelegation, true)
      assert.deepEqual(await organisations.importOrganisations(permit, brought), {
        ok: true,
        value: { organisations: 0, agreements: 0 },
      })
    })

    it('is refused with the organisation whose delegation names an unknown business ID', async () => {
      const businessId = aBusinessId()
      const refused = await organisations.importOrganisations(permit, {
        organisations: [{ ...facts(businessId), delegations: [authorising(aBusinessId())] }],
        ...two,
      })
      assert.deepEqual(
        refused,
        refuse({ kind: 'not-imported', businessId, because: { kind: 'delegate-not-found' } }),
      )
    })

    it('stores the basis on which its agreements were approved, as for others (R145)', async () => {
      const businessId = aBusinessId()
      const taken = await organisations.importOrganisations(permit, {
        ...{ organisations: [{ ...facts(businessId), agreements: [agreements] }], ...two },
      })
      assert.ok(taken.ok)
      const listed = await organisations.listOrganisations(
        aPermit('organisations.viewOrganisations'),
        { query: businessId, limit: 1 },
      )
      const organisationId = listed.ok ? (listed.value.organisations[0]?.organisationId ?? '') : ''
      const viewer = aPermit('organisations.viewOrganisations')
      const viewed = await organisations.viewOrganisation(viewer, { organisationId })
      assert.ok(viewed.ok)
      // Its contacts are people too (R290).
      const look = { type: 'OrganisationViewed', organisationId }
      assert.deepEqual(recorded.at(-1), look)
      const history = { organisationId, limit: 1 }
      assert.ok((await organisations.viewOrganisationHistory(viewer, history)).ok)
      assert.deepEqual(recorded.slice(-2), [look, look])
      const [{ decision, proposed } = {}] = viewed.value.agreements
      assert.equal(decision?.rule, 'organisation-agreement')
      assert.deepEqual(decision.grounds.map(({ kind, facts: seen }) => [kind, seen])[0], [
        'entered-by-another',
        { enteredOn: proposed?.at.slice(0, 10) },
      ])
    })

    it('is refused on the word of one person, or if the registers do not confirm it', async () => {
      const businessId = aBusinessId()
      const brought = [{ ...facts(businessId), agreements: [agreements] }]
      const alone = await organisations.importOrganisations(permit, {
        ...{ organisations: brought, enteredBy: caseOfficer, approvedBy: caseOfficer },
      })
      assert.deepEqual(alone, {
        ok: false,
        refusal: { kind: 'not-imported', businessId, because: { kind: 'second-person-required' } },
      })
      assert.deepEqual(await employers(own.pointId, businessId), [])
      const defaults = shared.business
      shared.business = async () => refuse({ kind: 'unknown-to-business-register' })
      const unknown = await organisations.importOrganisations(permit, {
        organisations: [facts(aBusinessId())],
        ...two,
      })
      shared.business = defaults
      assert.equal(!unknown.ok && unknown.refusal.because.kind, 'unknown-to-business-register')
    })
  })
})
