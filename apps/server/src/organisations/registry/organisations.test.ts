import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type * as shown from '@sotevarmenne/api/organisations'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { organisationOid } from '@sotevarmenne/identifiers/oid'
import { instant, plus, second } from '@sotevarmenne/kernel/instant'
import { localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { pino } from 'pino'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import type { Person, PersonId } from '#people/persons/contract.ts'
import { afterCommit } from '#platform/db.ts'
import { createHttpServer, type HttpServer } from '#platform/http-server.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createOrganisations, organisationApi } from './index.ts'
import { aBusinessId, registersOfAll } from './testing.ts'

forEachDatabase('customer organisations', ({ db }) => {
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
  const organisations = createOrganisations({
    key: new Uint8Array(32).fill(4),
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
      findPoints: () => Promise.resolve(new Map([own, others].map((one) => [one.pointId, one]))),
    },
  })
  const otherCaseOfficer = randomUUID()
  let actor: { readonly personId: string; readonly pointId?: string } = { personId: caseOfficer }
  let server: HttpServer
  before(async () => {
    server = await createHttpServer({
      endpoints: organisationApi(organisations),
      permits: { grant: async ({ operation }) => ok(aPermit(operation, actor)) },
      logger: pino({ level: 'silent' }),
      publicUrl: 'http://localhost:8080',
      version: '0.1.0',
      readiness: {},
    })
  })
  after(() => server.close())

  type Response = {
    readonly status: number
    readonly body: shown.OrganisationView &
      ProblemDetails &
      ResponseOf<typeof shown.listOrganisations> &
      ResponseOf<typeof shown.viewOrganisationHistory> &
      Pick<shown.RegisteredOrganisationView, 'isCoded'> & { employers: shown.EmployerView[] }
  }
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
      ...(method === 'POST' && { payload, headers: { origin: 'http://localhost:8080' } }),
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
  const approved = async (changed: shown.OrganisationView): Promise<shown.AgreementView> => {
    const [agreement] = changed.agreements
    assert.ok(agreement)
    const decided = await post(
      `/agreements/${agreement.agreementId}/decision`,
      { decision: 'approved' },
      { personId: otherCaseOfficer },
    )
    assert.equal(decided.status, 200)
    const [now] = decided.body.agreements
    assert.ok(now)
    return now
  }
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

    it('is not added with a wrong number or a foreign unit', async () => {
      const cases: readonly (readonly [object, string])[] = [
        [{ businessId: '0204819-7' }, 'wrong-check-digit'],
        [{ businessId: '204' }, 'not-a-business-id'],
        [{ oid: '1.02.3' }, 'not-an-oid'],
        [{ units: [{ oid: '1.2.246.10.1.10.1', name: 'Vieras' }] }, 'unit-of-another'],
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
      const defaults = business
      const entering = (changes: object = {}) =>
        post('/organisations', {
          businessId: aBusinessId(),
          name: 'Muu',
          kind: 'provider',
          ...changes,
        })
      const cases: readonly (readonly [typeof business, number, string])[] = [
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
        business = said
        const refused = await entering()
        assert.deepEqual([refused.status, refused.body.kind], [status, kind])
      }
      business = defaults
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
      const entered = await post(`/organisations/${giver.organisationId}/delegations`, {
        ...agreement({ points: [others.pointId] }),
        ...{ customerNumber: neighbour.customerNumber, businessId: neighbour.businessId },
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
      const defaults = business
      business = async () => refuse({ kind: 'unknown-to-business-register' })
      assert.equal((await lookUp(businessId)).body.kind, 'unknown-to-business-register')
      business = defaults
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
      auditLogIsBroken = true
      const failed = await post('/organisations', { businessId, name: 'Ei', kind: 'provider' })
      auditLogIsBroken = false
      assert.equal(failed.status, 500)
      await enter({ businessId })
    })
  })

  describe('an agreement or delegation', () => {
    it('has no effect until another case officer has approved it', async () => {
      const { organisationId, businessId } = await enter()
      const proposed = await post(`/organisations/${organisationId}/agreements`, agreement())
      const [document] = proposed.body.agreements
      assert.ok(document)
      assert.equal(document.standing, 'not-approved')
      assert.deepEqual(document.may, ['reject'])
      const before = await employers(own.pointId, businessId)
      assert.equal(
        before[0]?.whole.allowed === false && before[0].whole.because.kind,
        'agreement-not-approved',
      )

      const alone = await post(`/agreements/${document.agreementId}/decision`, {
        decision: 'approved',
      })
      assert.equal(alone.status, 403)
      assert.equal(alone.body.kind, 'second-person-required')
      const now = await approved(proposed.body)
      assert.equal(now.standing, 'in-force')
      const [after] = await employers(own.pointId, businessId)
      assert.deepEqual(after?.whole, {
        allowed: true,
        onDelegation: false,
        price: {
          whenLoggingIn: { kind: 'free', because: 'logs-in-to-patient-systems' },
          otherwise: {
            kind: 'priced',
            amount: { cents: 2300, currency: 'EUR' },
            because: 'staff-without-patient-systems',
          },
        },
      })
    })

    it('is entered once when it is submitted twice, and its organisation is listed until it is decided', async () => {
      const { organisationId, name } = await enter({ name: `Omega${randomUUID()}` })
      const propose = () => post(`/organisations/${organisationId}/agreements`, agreement())
      const twice = await Promise.all([propose(), propose()])
      assert.deepEqual(
        twice.map(({ status }) => status),
        [200, 200],
      )
      assert.equal((await propose()).body.agreements.length, 1)
      const waiting = async () =>
        (await request('GET', `/organisations?agreements=proposed&query=${name}`)).body
          .organisations
      assert.deepEqual(
        (await waiting()).map(({ waitingAgreements }) => waitingAgreements),
        [1],
      )
      await approved((await propose()).body)
      assert.deepEqual(await waiting(), [])
      assert.equal((await propose()).body.agreements.length, 2, 'one that was decided is another')
    })

    it('cannot be ended once it has expired', async () => {
      const { organisationId } = await enter()
      const days = { validFrom: '2026-01-01', validTo: '2026-11-24' }
      const proposed = await post(`/organisations/${organisationId}/agreements`, {
        ...{ ...agreement(), ...days },
      })
      const over = await approved(proposed.body)
      assert.deepEqual([over.standing, over.may], ['ended', []])
    })

    it('has no effect from the moment of its end', async () => {
      const { organisationId, businessId } = await enter()
      const { agreementId } = await approved(
        (await post(`/organisations/${organisationId}/agreements`, agreement())).body,
      )
      const ended = await post(`/agreements/${agreementId}/end`)
      assert.equal(ended.body.agreements[0]?.standing, 'ended')
      assert.deepEqual(recorded.at(-1), {
        type: 'AgreementEnded',
        agreementId,
        kind: 'agreement',
        organisationId,
      })
      const [employer] = await employers(own.pointId, businessId)
      assert.equal(
        employer?.whole.allowed === false && employer.whole.because.kind,
        'agreement-ended',
      )
      assert.equal(
        (await post(`/agreements/${agreementId}/end`)).body.kind,
        'agreement-not-approved',
      )
    })

    it('delegates to points of another organisation that has accepted it', async () => {
      const giver = await enter()
      const neighbour = await enter({ name: 'Naapurin alue' })
      await approved(
        (await post(`/organisations/${giver.organisationId}/agreements`, agreement())).body,
      )
      const delegation = {
        ...agreement({ points: [others.pointId] }),
        customerNumber: neighbour.customerNumber,
        businessId: neighbour.businessId,
        deliveryAddress: { street: 'Katu 1', postalCode: '00100', postOffice: 'HELSINKI' },
        contact: { name: 'Pirjo', email: 'pirjo@example.fi' },
        acceptedBy: 'Pirjo Piste',
        acceptedOn: '2026-11-20',
      }
      const url = `/organisations/${giver.organisationId}/delegations`
      const proposed = await post(url, delegation)
      assert.equal(proposed.body.agreements[0]?.delegate?.name, 'Naapurin alue')
      assert.deepEqual((await employers(own.pointId, giver.businessId)).length, 1)
      await approved(proposed.body)
      const [employer] = await employers(others.pointId, giver.businessId)
      assert.equal(employer?.whole.allowed === true && employer.whole.onDelegation, true)
      const seen = await request('GET', `/organisations/${neighbour.organisationId}`)
      assert.equal(seen.body.agreements[0]?.giver?.organisationId, giver.organisationId)

      const wrong: readonly (readonly [object, string])[] = [
        [{ customerNumber: giver.customerNumber }, 'delegate-not-found'],
        [
          { customerNumber: giver.customerNumber, businessId: giver.businessId },
          'authorising-oneself',
        ],
        [{ points: [randomUUID()] }, 'point-not-found'],
        [{ validTo: '2025-12-31' }, 'days-backwards'],
        [{ products: ['actor-card'] }, 'product-not-for-organisation'],
      ]
      for (const [changes, kind] of wrong)
        assert.equal((await post(url, { ...delegation, ...changes })).body.kind, kind)
    })

    it('stores the basis of its decision, whatever the organisation’s later name (R145)', async () => {
      const entered = await enter()
      const { organisationId, businessId, name } = entered
      const proposed = await post(`/organisations/${organisationId}/agreements`, agreement())
      const document = await approved(proposed.body)
      const renamed = await post(`/organisations/${organisationId}/facts`, {
        ...{ version: 1, name: 'Uusi nimi', units: [], contacts: [] },
      })
      const [stored] = renamed.body.agreements
      assert.deepEqual(stored?.decision, document.decision)
      assert.deepEqual(
        [document.decision?.rule, document.decision?.version],
        ['organisation-agreement', 1],
      )
      assert.deepEqual(
        document.decision?.grounds.map(({ kind, facts }) => [kind, facts]),
        [
          ['entered-by-another', { enteredOn: document.proposed.at.slice(0, 10) }],
          ['agreement-of', { organisation: name, businessId }],
          ['holds-from', { from: '2026-01-01' }],
        ],
      )
    })

    it('is decided once, also by two concurrent decisions', async () => {
      const { organisationId } = await enter()
      const { agreements } = (
        await post(`/organisations/${organisationId}/agreements`, agreement())
      ).body
      const agreementId = agreements[0]?.agreementId ?? ''
      const decide = (personId: string, decision: 'approved' | 'rejected') =>
        organisations.decideAgreement(aPermit('organisations.decideAgreement', { personId }), {
          agreementId,
          decision,
        })
      const both = await Promise.all([
        decide(otherCaseOfficer, 'approved'),
        decide(randomUUID(), 'rejected'),
      ])
      assert.equal(both.filter((one) => one.ok).length, 1)
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
      const defaults = business
      business = async () => refuse({ kind: 'unknown-to-business-register' })
      const unknown = await organisations.importOrganisations(permit, {
        organisations: [facts(aBusinessId())],
        ...two,
      })
      business = defaults
      assert.equal(!unknown.ok && unknown.refusal.because.kind, 'unknown-to-business-register')
    })
  })

  it('an order names no organisation that the code service no longer has: dissolved, merged, or ended yesterday (R260)', async () => {
    const businessId = aBusinessId()
    const root = organisationOid(businessId as BusinessId)
    const unitOid = `${root}.10.1`
    const units = [{ oid: unitOid, name: 'Poliklinikka' }]
    const { organisationId } = await enter({ businessId, units })
    await approved((await post(`/organisations/${organisationId}/agreements`, agreement())).body)
    const check = async (changes: object = {}) => {
      const on = localDate('2026-11-25')
      const requested = { organisationId, product: 'staff-card', pointId: own.pointId, on } as const
      const checked = await db.read((tx) =>
        organisations.checkOrdering(tx, { ...requested, ...changes }),
      )
      return checked.ok ? 'ok' : checked.refusal.kind
    }
    assert.equal(await check({ unitOid }), 'ok')
    ended.set(unitOid, undefined)
    assert.equal(await check({ unitOid }), 'unit-not-in-code-service')
    assert.equal(await check(), 'ok')
    ended.set(root, localDate('2026-11-25'))
    assert.equal(await check(), 'ok')
    ended.set(root, localDate('2026-11-24'))
    assert.equal(await check(), 'organisation-not-in-code-service')
    ended.clear()
    assert.equal(await check({ unitOid }), 'ok')
  })

  it('an organisation that has ceased can neither order nor be ordered for, and nothing is approved for it (R279)', async () => {
    const defaults = business
    const ceased = new Set<string>()
    business = (id) =>
      ceased.has(id)
        ? Promise.resolve(ok({ businessId: id, name: 'Esimerkki', status: 'ceased' }))
        : defaults(id)
    const [firm, service] = [await enter({ kind: 'other-body' }), await enter()]
    const cards = { products: ['actor-card'] }
    const { organisationId } = firm
    const signed = await post(`/organisations/${organisationId}/agreements`, agreement(cards))
    await approved(signed.body)
    const given = await post(`/organisations/${organisationId}/delegations`, {
      ...agreement(cards),
      ...{ customerNumber: service.customerNumber, businessId: service.businessId },
      ...{ points: [others.pointId], acceptedBy: 'Pirjo', acceptedOn: '2026-01-01' },
      contact: { name: 'Pirjo', email: 'pirjo@example.fi', language: 'fi' },
      deliveryAddress: {
        ...{ street: 'Katu 1', postalCode: '00100', postOffice: 'HELSINKI', country: 'FI' },
      },
    })
    const agreementId =
      given.body.agreements.find(({ kind }) => kind === 'delegation')?.agreementId ?? ''
    const approve = async () =>
      (
        await post(
          `/agreements/${agreementId}/decision`,
          { decision: 'approved' },
          { personId: otherCaseOfficer },
        )
      ).status
    ceased.add(service.businessId)
    assert.equal(await approve(), 422)
    ceased.clear()
    assert.equal(await approve(), 200)

    const check = async (pointId: string) => {
      const on = localDate('2026-11-25')
      const requested = { organisationId, product: 'actor-card', pointId, on } as const
      const checked = await db.read((tx) => organisations.checkOrdering(tx, requested))
      return checked.ok ? 'ok' : checked.refusal.kind
    }
    const aDayLater = async () => {
      now = plus(now, 25 * 3600 * second)
      for (let round = 0; round < 10; round += 1)
        await organisations.followBusinesses(aPermit('organisations.followBusinesses'))
    }
    assert.deepEqual([await check(own.pointId), await check(others.pointId)], ['ok', 'ok'])
    ceased.add(service.businessId)
    await aDayLater()
    const gone = 'organisation-ceased'
    assert.deepEqual([await check(own.pointId), await check(others.pointId)], ['ok', gone])
    const input = (subject: string) =>
      recorded.flatMap((event) =>
        (event.type === 'OrganisationCeased' || event.type === 'OrganisationActiveAgain') &&
        'organisationId' in event &&
        event.organisationId === subject
          ? [event.type]
          : [],
      )
    assert.deepEqual(input(service.organisationId), ['OrganisationCeased'])
    assert.deepEqual(input(organisationId), [])
    ceased.add(firm.businessId)
    for (const said of [
      ...(['error-response', 'no-connection'] as const).map((because) =>
        refuse({ kind: 'register-unavailable', register: 'business', because } as const),
      ),
      // A wrong address of the register knows no organisation: that must stop none.
      refuse({ kind: 'unknown-to-business-register' } as const),
    ]) {
      business = () => Promise.resolve(said)
      await aDayLater()
      assert.deepEqual([await check(own.pointId), await check(others.pointId)], ['ok', gone])
    }
    business = (id) =>
      Promise.resolve(
        ok({ businessId: id, name: 'Esimerkki', status: ceased.has(id) ? 'ceased' : 'active' }),
      )
    await aDayLater()
    assert.deepEqual([await check(own.pointId), await check(others.pointId)], [gone, gone])
    ceased.clear()
    await aDayLater()
    assert.deepEqual([await check(own.pointId), await check(others.pointId)], ['ok', 'ok'])
    for (const subject of [organisationId, service.organisationId])
      assert.deepEqual(input(subject), ['OrganisationCeased', 'OrganisationActiveAgain'])
    business = defaults
  })

  it('an order is checked by the agreements that the transaction sees', async () => {
    const { organisationId } = await enter()
    await approved((await post(`/organisations/${organisationId}/agreements`, agreement())).body)
    const checked = await db.read((tx) =>
      organisations.checkOrdering(tx, {
        organisationId,
        product: 'staff-card',
        pointId: own.pointId,
        on: localDate('2026-11-25'),
      }),
    )
    assert.ok(checked.ok)
    const unit = await db.read((tx) =>
      organisations.checkOrdering(tx, {
        organisationId,
        unitOid: '1.2.3',
        product: 'staff-card',
        pointId: own.pointId,
        on: localDate('2026-11-25'),
      }),
    )
    assert.equal(!unit.ok && unit.refusal.kind, 'unit-not-found')
  })
})
