import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, it } from 'node:test'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/point-prices'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { sql } from 'kysely'
import { afterCommit } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createPeople } from '#people/persons/index.ts'
import { createOffice, createRegistration, examplePoint } from '#points/points/index.ts'
import { openAccounts, type Person } from '../../organisations/accounts/testing/accounts.ts'
import { someDetails } from '../points/testing.ts'
import { createOperatorPrices } from './index.ts'
import { waitingProposals } from './store.ts'

/** It is 25 November 2026. */
forEachDatabase('prices of registration points', (database) => {
  const { db } = database
  const shared = openAccounts(database)
  const { accounts, organisations, anAccount, aPerson, invite, accept, tokenOfLast, kind } = shared
  const clock = { now: () => shared.now }
  let recorded: DomainEvent[] = []
  const record = (_tx: unknown, event: DomainEvent) => {
    afterCommit(() => recorded.push(event))
    return Promise.resolve()
  }
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  const registration = createRegistration({ clock, record })
  const office = createOffice({
    ...{ db, clock, record, people },
    personNamed: () => Promise.resolve(undefined),
  })
  const prices = createOperatorPrices({
    ...{ db, clock, record, accounts, organisations, registration, people },
  })
  beforeEach(() => {
    recorded = []
  })

  const aPoint = async (businessId: string | undefined) => {
    const added = await db.write(async (tx) =>
      ok(
        await registration.addPoint(tx, aPermit('registration.enterPoint'), {
          ...{ ...examplePoint, name: `Piste ${randomUUID()}` },
          details: someDetails({ pointOperatorBusinessId: businessId }),
        }),
      ),
    )
    assert.ok(added.ok)
    return added.value
  }
  async function anOperator() {
    const account = await anAccount()
    const organisation = await db.read((tx) =>
      organisations.organisationById(tx, account.organisationId),
    )
    assert.ok(organisation)
    return { ...account, pointId: await aPoint(organisation.businessId) }
  }
  type Operator = Awaited<ReturnType<typeof anOperator>>

  const terms = {
    ...({ service: 'registering', netCents: 6000, vatPermille: 255 } as const),
    costSheet: [{ what: 'Työ', cents: 6290 }],
    ...{ isFreeForOwnStaff: true, validFrom: '2027-01-01' },
    operatorDecision: { body: 'Committee', decidedOn: '2026-11-20', section: '88 §' },
  }
  type Terms = Partial<InputOf<typeof contracts.proposePointPrice>>
  const propose = (
    {
      signatory,
      organisationId,
      pointId,
    }: Pick<Operator, 'organisationId' | 'pointId'> & {
      readonly signatory: Pick<Person, 'personId'>
    },
    changes: Terms = {},
  ) =>
    prices.proposeOwnPointPrice(
      aPermit('pointPrices.proposeOwn', { personId: signatory.personId }),
      { ...terms, organisationId, pointId, ...changes },
    )
  const proposed = async (operator: Operator, changes: Terms = {}) => {
    const result = await propose(operator, changes)
    assert.ok(result.ok)
    return result.value.proposalId
  }
  const byOffice = (pointId: string, personId: string, changes: Terms = {}) =>
    prices.proposePointPrice(aPermit('pointPrices.propose', { personId }), {
      ...{ ...terms, pointId, ...changes },
    })
  const decide = (
    proposalId: string,
    decision: 'approve' | 'reject' | 'withdraw' = 'approve',
    { personId = randomUUID(), because }: { personId?: string; because?: string } = {},
  ) =>
    prices.decidePointPrice(aPermit('pointPrices.decide', { personId }), {
      ...{ proposalId, decision, because },
    })
  const withdraw = ({ signatory, organisationId }: Operator, proposalId: string) =>
    prices.withdrawOwnPointPrice(
      aPermit('pointPrices.proposeOwn', { personId: signatory.personId }),
      { organisationId, proposalId },
    )
  const seen = async (proposalId: string, personId: string = randomUUID()) => {
    const permit = aPermit('registration.viewPoint', { personId })
    const viewed = await prices.viewPriceProposal(permit, { proposalId })
    assert.ok(viewed.ok)
    return viewed.value
  }
  const own = async ({ signatory, organisationId }: Operator, limit = 25, cursor?: string) => {
    const permit = aPermit('pointPrices.viewOwn', { personId: signatory.personId })
    const listed = await prices.listOwnPriceProposals(permit, { organisationId, limit, cursor })
    assert.ok(listed.ok)
    return listed.value
  }
  const pricesAt = async (pointId: string) => {
    const viewed = await office.viewPoint(aPermit('registration.viewPoint'), { pointId })
    assert.ok(viewed.ok)
    return viewed.value.prices.map(({ netCents, validFrom, validTo }) => [
      ...[netCents, validFrom, validTo],
    ])
  }
  const types = () => recorded.map(({ type }) => type)

  it('the administrator of an operator proposes a price of its point, and another person of the office approves it (R470, R471)', async () => {
    const operator = await anOperator()
    const proposalId = await proposed(operator)
    assert.deepEqual(await pricesAt(operator.pointId), [], 'nothing changes before the approval')
    const { state, proposed: by, operatorDecision, may, before } = await seen(proposalId)
    assert.deepEqual([state, by.by, by.name, before], ['waiting', 'operator', undefined, undefined])
    assert.deepEqual(operatorDecision, terms.operatorDecision)
    assert.deepEqual(may, ['approve', 'reject'])

    const decided = await decide(proposalId)
    assert.ok(decided.ok)
    assert.deepEqual([decided.value.state, decided.value.may], ['approved', []])
    assert.deepEqual(await pricesAt(operator.pointId), [[6000, '2027-01-01', undefined]])
    assert.deepEqual(types().slice(-3), [
      'PointPriceProposed',
      'PointPriceSet',
      'PointPriceApproved',
    ])
    assert.equal(kind(await decide(proposalId)), 'price-proposal-not-found')
  })

  it('a proposal shows the price that it changes, also when it is decided (R472)', async () => {
    const operator = await anOperator()
    assert.ok((await decide(await proposed(operator))).ok)
    const next = await proposed(operator, { netCents: 6290, validFrom: '2027-06-01' })
    assert.equal((await seen(next)).before?.netCents, 6000)
    assert.ok((await decide(next)).ok)
    const { before, price } = await seen(next)
    assert.deepEqual([before?.netCents, before?.validTo], [6000, '2027-05-31'])
    assert.deepEqual([price.netCents, price.grossCents], [6290, 7894])
  })

  it('a case officer who proposed a price as a member of the operator can only withdraw it (R471)', async () => {
    const operator = await anOperator()
    const proposalId = await proposed(operator)
    const { personId } = operator.signatory
    assert.deepEqual((await seen(proposalId, personId)).may, ['withdraw'])
    assert.equal(kind(await decide(proposalId, 'approve', { personId })), 'second-person-required')
    const rejecting = { personId, because: 'Väärä' }
    assert.equal(kind(await decide(proposalId, 'reject', rejecting)), 'second-person-required')
    assert.equal(kind(await decide(proposalId, 'withdraw')), 'proposed-by-another')
    assert.ok((await decide(proposalId, 'withdraw', { personId })).ok)
    assert.deepEqual(await pricesAt(operator.pointId), [])
  })

  it('of two case officers who decide at once, one does', async () => {
    const operator = await anOperator()
    const proposalId = await proposed(operator)
    const because = 'No cost sheet'
    const decided = await Promise.all([
      decide(proposalId),
      decide(proposalId, 'reject', { because }),
    ])
    assert.deepEqual(decided.map(kind).toSorted(), ['ok', 'price-proposal-not-found'])
  })

  it('a price is rejected with a reason, which the operator reads (R471)', async () => {
    const operator = await anOperator()
    const proposalId = await proposed(operator)
    assert.equal(kind(await decide(proposalId, 'reject')), 'reason-missing')
    assert.ok((await decide(proposalId, 'reject', { because: 'No cost sheet' })).ok)
    const { proposals } = await own(operator)
    assert.deepEqual(
      proposals.map(({ state, decided }) => [state, decided?.because, decided?.name]),
      [['rejected', 'No cost sheet', undefined]],
    )
    assert.deepEqual(await pricesAt(operator.pointId), [])
    // The service and day are free again.
    assert.ok((await propose(operator)).ok)
  })

  it('a price above its verified cost, from a day that has begun, or decided in the future is refused (R136, R470)', async () => {
    const operator = await anOperator()
    const refused = async (changes: Terms) => kind(await propose(operator, changes))
    assert.equal(await refused({ netCents: 6291 }), 'above-verified-cost')
    assert.equal(await refused({ validFrom: '2026-11-25' }), 'change-begins-too-early')
    assert.equal(await refused({ validFrom: '2012-03-31' }), 'before-fees-were-lawful')
    assert.equal(await refused({ validTo: '2026-12-31' }), 'price-ends-before-it-begins')
    const operatorDecision = { ...terms.operatorDecision, decidedOn: '2026-11-26' }
    assert.equal(await refused({ operatorDecision }), 'decided-in-the-future')
    assert.equal(await refused({ validFrom: '2026-11-26' }), 'ok')
  })

  it('of two proposals for a service and a day one waits, also at once; a price of that day is not replaced (R470)', async () => {
    const operator = await anOperator()
    const both = await Promise.all([propose(operator), propose(operator, { netCents: 100 })])
    assert.deepEqual(both.map(kind).toSorted(), ['change-already-proposed', 'ok'])
    assert.ok((await propose(operator, { service: 'photographing' })).ok)
    const later = await proposed(operator, { validFrom: '2027-02-01', netCents: 6100 })
    assert.ok((await decide(later)).ok)
    // The price that waited since before now overlaps with the approved one.
    const { proposals } = await own(operator)
    const first = proposals.find(
      ({ price }) => price.validFrom === '2027-01-01' && price.service === 'registering',
    )
    assert.equal(kind(await decide(first?.proposalId ?? '')), 'prices-overlap')
    assert.equal(kind(await propose(operator, { validFrom: '2027-02-01' })), 'prices-overlap')
  })

  it('a price is approved before its first day or never (R471)', async () => {
    const operator = await anOperator()
    const proposalId = await proposed(operator, { validFrom: '2026-11-27' })
    shared.now = plus(shared.now, 2 * day)
    assert.equal(kind(await decide(proposalId)), 'change-begins-too-early')
    const { isLate, may } = await seen(proposalId)
    assert.deepEqual([isLate, may], [true, ['reject']])
    assert.ok((await decide(proposalId, 'reject', { because: 'Myöhässä' })).ok)
  })

  it('nobody proposes or withdraws a price for the point of another organisation (R470)', async () => {
    const [operator, other] = [await anOperator(), await anOperator()]
    const { pointId } = other
    assert.equal(kind(await propose({ ...operator, pointId })), 'point-not-found')
    const unknown = await aPoint(undefined)
    assert.equal(kind(await propose({ ...operator, pointId: unknown })), 'point-not-found')
    const { signatory } = other
    assert.equal(kind(await propose({ ...operator, signatory })), 'account-not-found')
    const proposalId = await proposed(operator)
    assert.equal(kind(await withdraw(other, proposalId)), 'price-proposal-not-found')
    assert.deepEqual((await own(other)).proposals, [])
  })

  it('a contact sees the prices and their proposals, and proposes none', async () => {
    const operator = await anOperator()
    await proposed(operator)
    const contact = await aPerson()
    assert.ok((await invite(operator.signatory, operator.organisationId)).ok)
    assert.ok((await accept(contact, await tokenOfLast())).ok)
    const asContact = { ...operator, signatory: contact }
    assert.equal(kind(await propose(asContact)), 'not-in-this-role')
    const { proposals } = await own(asContact)
    assert.deepEqual(
      proposals.map(({ may }) => may),
      [[]],
    )
    const { organisationId, pointId } = operator
    const permit = aPermit('pointPrices.viewOwn', { personId: contact.personId })
    const viewed = await prices.viewOwnPointPrices(permit, { organisationId })
    assert.ok(viewed.ok)
    assert.equal(viewed.value.mayPropose, false)
    assert.deepEqual(
      viewed.value.points.map((point) => point.pointId),
      [pointId],
    )
  })

  it('an operator withdraws what it proposed while it waits, and not what the office entered for it', async () => {
    const operator = await anOperator()
    const proposalId = await proposed(operator)
    assert.ok((await withdraw(operator, proposalId)).ok)
    assert.equal(kind(await withdraw(operator, proposalId)), 'price-proposal-not-found')
    assert.equal(kind(await decide(proposalId)), 'price-proposal-not-found')
    shared.now = plus(shared.now, 1000)
    const entered = await byOffice(operator.pointId, randomUUID())
    assert.ok(entered.ok)
    assert.equal(
      kind(await withdraw(operator, entered.value.proposalId)),
      'price-proposal-not-found',
    )
    assert.deepEqual(
      (await own(operator)).proposals.map(({ state, may, proposed: { by } }) => [state, may, by]),
      [
        ['waiting', [], 'office'],
        ['withdrawn', [], 'operator'],
      ],
    )
  })

  it('an organisation that has ceased, or whose right to sign is lost, proposes no price and gets none', async () => {
    const operator = await anOperator()
    const proposalId = await proposed(operator)
    await db.write(async (tx) => {
      await sql`
        update organisations.organisation set has_ceased = true
        where organisation_id = ${operator.organisationId}`.execute(tx)
      return ok(undefined)
    })
    assert.equal(kind(await propose(operator, { service: 'spare-card' })), 'organisation-ceased')
    assert.equal(kind(await decide(proposalId)), 'organisation-ceased')
    shared.signs.set(operator.signatory.identityCode, 'none')
    assert.equal(kind(await propose(operator)), 'right-to-sign-lost')
  })

  it('a price waits in vain when the point has another operator meanwhile', async () => {
    const [operator, other] = [await anOperator(), await anOperator()]
    const proposalId = await proposed(operator)
    await db.write(async (tx) => {
      await sql`
        update points.point set details = (select details from points.point where point_id = ${other.pointId})
        where point_id = ${operator.pointId}`.execute(tx)
      return ok(undefined)
    })
    assert.equal(kind(await decide(proposalId)), 'point-of-another-operator')
    assert.ok((await decide(proposalId, 'reject', { because: 'Pitäjä vaihtui' })).ok)
  })

  it('for an operator without an account the office enters a price under dual control (R471)', async () => {
    const pointId = await aPoint(undefined)
    const officer = await aPerson()
    const entered = await byOffice(pointId, officer.personId)
    assert.ok(entered.ok)
    const { proposalId } = entered.value
    const { personId } = officer
    assert.equal(kind(await decide(proposalId, 'approve', { personId })), 'second-person-required')
    const { may, proposed: by } = await seen(proposalId, personId)
    assert.deepEqual([may, by.name], [['withdraw'], 'Aino Esimerkki'])
    assert.ok((await decide(proposalId)).ok)
    assert.deepEqual(await pricesAt(pointId), [[6000, '2027-01-01', undefined]])
    assert.equal(kind(await byOffice(randomUUID(), personId)), 'point-not-found')
    const listed = await prices.listPriceProposals(
      aPermit('registration.viewPoint', { personId }),
      {
        ...{ pointId, limit: 25 },
      },
    )
    assert.ok(listed.ok)
    assert.equal(listed.value.proposals.length, 1)
    const nowhere = { proposalId: randomUUID() }
    assert.equal(
      kind(
        await prices.viewPriceProposal(aPermit('registration.viewPoint', { personId }), nowhere),
      ),
      'price-proposal-not-found',
    )
  })

  it('proposals are listed by page, the newest first', async () => {
    const operator = await anOperator()
    const ids: string[] = []
    for (const service of ['registering', 'photographing', 'handing-over'] as const) {
      shared.now = plus(shared.now, 1000)
      ids.unshift(await proposed(operator, { service }))
    }
    const first = await own(operator, 2)
    const second = await own(operator, 2, first.nextCursor)
    const listed = [...first.proposals, ...second.proposals].map((one) => one.proposalId)
    assert.deepEqual(listed, ids)
    assert.equal(second.nextCursor, undefined)
    const permit = aPermit('pointPrices.viewOwn', { personId: operator.signatory.personId })
    const { organisationId } = operator
    const malformed = { organisationId, limit: 2, cursor: 'bm9uc2Vuc2U' }
    assert.equal(kind(await prices.listOwnPriceProposals(permit, malformed)), 'cursor-unreadable')
  })

  it('a proposal waits in the inbox until the day before its first one, not for the person who proposed it', async () => {
    const operator = await anOperator()
    const proposalId = await proposed(operator)
    const among = { behind: undefined, limit: 5, among: [proposalId] }
    const [item] = await db.read((tx) => waitingProposals.find(tx, among))
    assert.deepEqual(item, {
      ...{ kind: 'point-price', itemId: proposalId, since: shared.now, dueOn: '2026-12-31' },
      ...{ pointId: operator.pointId, barred: [operator.signatory.personId] },
    })
    assert.ok((await decide(proposalId)).ok)
    assert.deepEqual(await db.read((tx) => waitingProposals.find(tx, among)), [])
  })

  it('the contacts of the operator get a mail about the decision, and none about a withdrawal (R473)', async () => {
    const operator = await anOperator()
    const mails = (event: DomainEvent | undefined) =>
      db.read((tx) => prices.mailsOf(tx, { ...event, type: event?.type ?? '' }))
    const proposalId = await proposed(operator)
    assert.deepEqual(await mails(recorded.at(-1)), [])
    assert.ok((await decide(proposalId, 'reject', { because: 'No cost sheet' })).ok)
    const [mail, ...others] = await mails(recorded.at(-1))
    assert.deepEqual(others, [])
    assert.deepEqual(
      [mail?.to, mail?.day, mail?.because],
      ['aino@example.fi', '2027-01-01', 'No cost sheet'],
    )
    assert.ok(mail?.name.startsWith('Piste '))
    const withdrawn = await proposed(operator)
    assert.ok((await withdraw(operator, withdrawn)).ok)
    assert.deepEqual(await mails(recorded.at(-1)), [])
  })
})
