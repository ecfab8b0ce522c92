import assert from 'node:assert/strict'
import { afterEach, beforeEach, it } from 'node:test'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { createEmailDomains } from '#organisations/email-domains/index.ts'
import { endDomain, proveDomain } from '../../organisations/email-domains/testing.ts'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { kindOf } from './testing/desk.ts'
import { openMemberOrders, type Input } from './testing/member-orders.ts'

forEachDatabase('a staff or actor card for e-mail', (database) => {
  const { db } = database
  const { anEmployer, sanna, draft, desk, cards, recorded, organisations } =
    openMemberOrders(database)
  const domain = 'sairaala.example.fi'
  const workEmail = `sanna.sihteeri@${domain}`
  const proved = async (kind?: 'other-body') => {
    const employer = await anEmployer(kind)
    const { organisationId } = employer
    await proveDomain(db, { organisationId, domain, now: desk.now() })
    return employer
  }
  const refused = async (organisationId: string, changes: Partial<Input>) =>
    kindOf(await draft(await sanna(), organisationId, changes))

  /** That the last audit entry of the type names. */
  const settingsOf = (type: string): unknown => {
    const event = recorded.findLast((each) => each.type === type)
    assert.ok(event)
    return 'settings' in event ? event.settings : undefined
  }

  let changeId: string
  beforeEach(async () => {
    changeId = await changeSetting(db, 'staff-card-email', [1])
  })
  afterEach(() => forgetSettingChanges(db))

  it('has the address in a proved domain of the employer, as the registrar signed it (R393)', async () => {
    const { organisationId } = await proved()
    const order = await draft(await sanna(), organisationId, {
      workEmail: 'Sanna.Sihteeri@Sairaala.Example.FI',
    })
    assert.ok(order.ok)
    const written = 'Sanna.Sihteeri@sairaala.example.fi'
    assert.equal(order.value.workEmail, written)
    const statement = Buffer.from(order.value.statement ?? '', 'base64').toString('utf8')
    assert.ok(statement.includes(`E-mail address in the certificate: ${written}\n`))
    assert.ok((await desk.place(order.value.orderId)).ok)
    const accepted = cards.accepted.at(-1)
    assert.ok(accepted?.product === 'staff-card')
    assert.equal(accepted.workEmail, written)
    for (const type of ['OrderDrafted', 'OrderPlaced'])
      assert.deepEqual(settingsOf(type), { 'staff-card-email': changeId })
  })

  it('has none unless it is ordered', async () => {
    const { organisationId } = await proved()
    const order = await draft(await sanna(), organisationId)
    assert.ok(order.ok)
    assert.equal(order.value.workEmail, undefined)
    const statement = Buffer.from(order.value.statement ?? '', 'base64').toString('utf8')
    assert.ok(!statement.includes('E-mail address'))
    assert.equal(settingsOf('OrderDrafted'), undefined)
  })

  it('has no address while the setting of its product is off, as it is shipped (R393)', async () => {
    const actor = await proved('other-body')
    const asActor = { product: 'actor-card', declaration: undefined, workEmail } as const
    assert.equal(await refused(actor.organisationId, asActor), 'work-email-not-offered')
    const { organisationId } = await proved()
    await forgetSettingChanges(db)
    assert.equal(await refused(organisationId, { workEmail }), 'work-email-not-offered')
    await changeSetting(db, 'staff-card-email', [1], localDate('2026-12-24'))
    assert.equal(await refused(organisationId, { workEmail }), 'work-email-not-offered')
    await changeSetting(db, 'actor-card-email', [1])
    assert.ok((await draft(await sanna(), actor.organisationId, asActor)).ok)
  })

  it('has no address in a domain that is foreign, not proved, proved too long ago or ended (R393)', async () => {
    const { organisationId } = await proved()
    const other = await anEmployer()
    assert.equal(await refused(other.organisationId, { workEmail }), 'work-email-domain-not-proved')
    for (const address of [`sanna@posti.${domain}`, 'sanna@example.fi', 'sanna@gmail.com'])
      assert.equal(
        await refused(organisationId, { workEmail: address }),
        'work-email-domain-not-proved',
        address,
      )
    const late = await anEmployer()
    const longAgo = { domain, now: plus(desk.now(), -398 * day) }
    await proveDomain(db, { organisationId: late.organisationId, ...longAgo })
    assert.equal(await refused(late.organisationId, { workEmail }), 'work-email-domain-not-proved')
    await endDomain(db, { organisationId, domain, now: desk.now() })
    assert.equal(await refused(organisationId, { workEmail }), 'work-email-domain-not-proved')
  })

  it('has no address that a certificate cannot have; each refusal says which', async () => {
    const { organisationId } = await proved()
    for (const [address, kind] of [
      [`äiti@${domain}`, 'mailbox-not-ascii'],
      [`p131052-308T@${domain}`, 'mailbox-like-identity-code'],
      ['sanna', 'mailbox-malformed'],
      [`sanna..s@${domain}`, 'mailbox-malformed'],
      [`sanna@${domain}.`, 'mailbox-malformed'],
      [`Sanna <sanna@${domain}>`, 'mailbox-malformed'],
    ] as const)
      assert.equal(await refused(organisationId, { workEmail: address }), kind, address)
  })

  it('is not ordered when the domain ends, or the setting is turned off, between draft and signature (R393)', async () => {
    const { organisationId } = await proved()
    const [first, second] = [
      await draft(await sanna(), organisationId, { workEmail }),
      await draft(await sanna(), organisationId, { workEmail }),
    ]
    assert.ok(first.ok && second.ok)
    await forgetSettingChanges(db)
    assert.equal(kindOf(await desk.place(first.value.orderId)), 'work-email-not-offered')
    await changeSetting(db, 'staff-card-email', [1])
    await endDomain(db, { organisationId, domain, now: desk.now() })
    const accepted = cards.accepted.length
    assert.equal(kindOf(await desk.place(second.value.orderId)), 'work-email-domain-not-proved')
    assert.equal(cards.accepted.length, accepted)
    await proveDomain(db, { organisationId, domain, now: desk.now() })
    assert.ok((await desk.place(second.value.orderId)).ok)
  })

  it('is offered at the desk for the employers that have proved a domain, while the setting is on', async () => {
    const { organisationId } = await proved()
    const domains = createEmailDomains({
      ...{ db, organisations, clock: { now: () => desk.now() } },
      accounts: {} as never,
      record: () => assert.fail('nothing is recorded'),
      lookUpTexts: () => assert.fail('nothing is looked up'),
    })
    const offered = async (of: string, product: 'staff-card' | 'actor-card' = 'staff-card') => {
      const permit = aPermit('organisations.listEmployers')
      const listed = await domains.listWorkEmailDomains(permit, { organisationId: of, product })
      return listed.ok && listed.value.domains
    }
    await proveDomain(db, { organisationId, domain: 'a.example.fi', now: desk.now() })
    assert.deepEqual(await offered(organisationId), ['a.example.fi', domain])
    assert.deepEqual(await offered(organisationId, 'actor-card'), [])
    assert.deepEqual(await offered((await anEmployer()).organisationId), [])
    await endDomain(db, { organisationId, domain, now: desk.now() })
    assert.deepEqual(await offered(organisationId), ['a.example.fi'])
    await forgetSettingChanges(db)
    assert.deepEqual(await offered(organisationId), [])
  })
})
