import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aBusinessId } from '../registry/testing.ts'
import { openAccounts, pdf, approved, type Person } from './testing/accounts.ts'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'

forEachDatabase('an account of an organisation', (database) => {
  const { db } = database
  const shared = openAccounts(database)
  const {
    anAccount,
    invite,
    kind,
    tokenOfLast,
    accounts,
    aPerson,
    view,
    accept,
    seePeople,
    signs,
    open,
  } = shared

  it('admits others by an invitation link, once, and only the person who opens it (R174)', async () => {
    const { signatory, organisationId } = await anAccount()
    const invited = await invite(signatory, organisationId, { email: 'Tuki@Example.fi' })
    assert.ok(invited.ok)
    assert.equal(
      kind(await invite(signatory, organisationId, { email: 'tuki@example.fi' })),
      'invited-already',
    )
    const token = await tokenOfLast()
    const looked = await accounts.viewInvitation(aPermit('accounts.viewInvitation'), { token })
    assert.ok(looked.ok)
    assert.equal(looked.value.organisation, 'Esimerkkilän sairaala')

    const contact = await aPerson()
    assert.equal(kind(await view(contact, organisationId)), 'account-not-found')
    const forged = `${randomUUID()}${token.slice(36)}`
    for (const wrong of [forged, token.slice(0, -1), ''])
      assert.equal(kind(await accept(contact, wrong)), 'invitation-not-found')
    assert.equal(kind(await accept(signatory, token)), 'member-already')
    assert.ok((await accept(contact, token)).ok)
    assert.equal(kind(await accept(await aPerson(), token)), 'invitation-not-found')
    const seen = await view(contact, organisationId)
    assert.ok(seen.ok)
    assert.deepEqual(seen.value.actions, ['view', 'read', 'write', 'apply'])
    const people = await seePeople(contact, organisationId)
    assert.deepEqual(people.ok && people.value.invitations, [])
    assert.equal(kind(await invite(contact, organisationId)), 'not-in-this-role')
  })

  it('admits nobody by an invitation that was withdrawn or has expired, or whose inviter has left', async () => {
    const { signatory, organisationId } = await anAccount()
    const invited = await invite(signatory, organisationId)
    assert.ok(invited.ok)
    const withdrawn = await tokenOfLast()
    const { invitationId } = invited.value.invitations[0] ?? {}
    assert.ok(invitationId !== undefined)
    const inviting = aPermit('accounts.inviteMember', { personId: signatory.personId })
    const withdraw = (of: string) =>
      accounts.withdrawInvitation(inviting, { organisationId: of, invitationId })
    const other = await anAccount()
    assert.equal(kind(await withdraw(other.organisationId)), 'account-not-found')
    assert.ok((await withdraw(organisationId)).ok)
    assert.equal(kind(await accept(await aPerson(), withdrawn)), 'invitation-not-found')

    assert.ok((await invite(signatory, organisationId)).ok)
    const expiring = await tokenOfLast()
    const before = shared.now
    shared.now = plus(shared.now, 14 * day)
    shared.isAway = true
    assert.equal(kind(await accept(await aPerson(), expiring)), 'invitation-expired')
    shared.isAway = false
    shared.now = before

    assert.ok((await invite(signatory, organisationId, { role: 'administrator' })).ok)
    const administrator = await aPerson()
    assert.ok((await accept(administrator, await tokenOfLast())).ok)
    assert.ok((await invite(administrator, organisationId)).ok)
    const orphaned = await tokenOfLast()
    const seen = await seePeople(signatory, organisationId)
    assert.ok(seen.ok)
    const memberId = seen.value.members.find(({ role }) => role === 'administrator')?.memberId
    assert.ok(memberId !== undefined)
    const ending = aPermit('accounts.endMembership', { personId: signatory.personId })
    assert.ok((await accounts.endMembership(ending, { organisationId, memberId })).ok)
    assert.equal(kind(await accept(await aPerson(), orphaned)), 'inviter-gone')
    assert.equal(kind(await view(administrator, organisationId)), 'account-not-found')
  })

  it('loses members who have died, even the last signatory; their requests with a power of attorney are erased (R276)', async () => {
    const first = await anAccount()
    const second = await anAccount()
    const { signatory } = first
    assert.ok((await invite(second.signatory, second.organisationId)).ok)
    assert.ok((await accept(signatory, await tokenOfLast())).ok)
    assert.ok((await invite(signatory, first.organisationId)).ok)
    const invited = await tokenOfLast()
    signs.set(signatory.identityCode, 'none')
    const requested = await open(signatory, aBusinessId(), pdf)
    assert.ok(requested.ok && requested.value.state === 'waits')

    shared.events = []
    const { personId } = signatory
    for (const { event, handle } of accounts.subscriptions)
      await handle({ type: event, about: { personId } }, 'event')
    assert.deepEqual(
      shared.events.map(({ type, about }) => [type, about?.personId]),
      ['MemberEnded', 'MemberEnded', 'AccountRequestLapsed'].map((type) => [type, personId]),
    )
    for (const { organisationId } of [first, second])
      assert.equal(kind(await view(signatory, organisationId)), 'account-not-found')
    assert.ok((await view(second.signatory, second.organisationId)).ok)
    assert.equal(kind(await accept(await aPerson(), invited)), 'inviter-gone')
    const reading = aPermit('accounts.viewRequests', { personId: randomUUID() })
    const { requestId } = requested.value
    assert.equal(
      kind(await accounts.viewPowerOfAttorney(reading, { requestId })),
      'request-not-found',
    )
  })

  it('shows its members and applicants who else accessed it (R290)', async () => {
    const { signatory, organisationId } = await anAccount()
    assert.ok((await invite(signatory, organisationId)).ok)
    const contact = await aPerson()
    assert.ok((await accept(contact, await tokenOfLast())).ok)
    const looks = () =>
      shared.events
        .filter(({ type }) => type === 'AccountPeopleViewed' || type === 'AccountRequestsListed')
        .map(({ about }) => about?.personId)
    shared.events = []
    const seen = await view(contact, organisationId)
    assert.ok(seen.ok && seen.value.hasSignatory)
    assert.deepEqual(
      shared.events,
      [{ type: 'AccountViewed', organisationId }],
      'it shows no people',
    )
    assert.ok((await seePeople(contact, organisationId)).ok)
    assert.deepEqual(looks(), [signatory.personId])
    assert.equal(kind(await seePeople(await aPerson(), organisationId)), 'account-not-found')
    assert.deepEqual(looks(), [signatory.personId], 'who sees nothing looked at nobody')

    const applicant = await aPerson()
    assert.ok((await open(applicant, aBusinessId(), pdf)).ok)
    shared.events = []
    const permit = aPermit('accounts.viewRequests', { personId: randomUUID() })
    assert.ok((await accounts.listAccountRequests(permit, { limit: 100 })).ok)
    assert.ok(looks().includes(applicant.personId))
  })

  it('admits by an invitation for as many days as the setting said on the day it was sent (R174, R345)', async () => {
    const { signatory, organisationId } = await anAccount()
    const today = dateInHelsinki(shared.now)
    const changeId = await changeSetting(db, 'invitation-validity', [3], today)
    await changeSetting(db, 'invitation-validity', [30], addDays(today, 1))
    assert.ok((await invite(signatory, organisationId)).ok)
    const event = shared.events.at(-1)
    assert.ok(event && 'settings' in event)
    assert.deepEqual(event.settings, { 'invitation-validity': changeId })
    const token = await tokenOfLast()
    const sent = shared.now
    shared.now = plus(sent, 3 * day)
    assert.equal(kind(await accept(await aPerson(), token)), 'invitation-expired')
    shared.now = plus(shared.now, -1)
    assert.ok((await accept(await aPerson(), token)).ok)
    await forgetSettingChanges(db)
  })

  for (const days of [90, 30])
    it(`forgets the addresses of unused invitations ${String(days)} days after they expired, as the setting says (R261, R345)`, async () => {
      if (days !== 90) await changeSetting(db, 'invitation-retention', [days])
      const { signatory, organisationId } = await anAccount()
      assert.ok((await invite(signatory, organisationId)).ok)
      const token = await tokenOfLast()
      const shown = async () => {
        const seen = await seePeople(signatory, organisationId)
        return seen.ok && seen.value.invitations.map(({ isExpired }) => isExpired)
      }
      shared.now = plus(shared.now, (14 + days) * day)
      await accounts.forgetExpired()
      assert.deepEqual(await shown(), [true])
      shared.now = plus(shared.now, 1)
      await accounts.forgetExpired()
      assert.deepEqual(await shown(), [])
      assert.equal(kind(await accept(await aPerson(), token)), 'invitation-not-found')
      await forgetSettingChanges(db)
    })

  it('admits nobody invited by a person who has lost the right to sign, until it is restored (R174, R275)', async () => {
    const { signatory, organisationId } = await anAccount()
    assert.ok((await invite(signatory, organisationId, { role: 'administrator' })).ok)
    const token = await tokenOfLast()
    const friend = await aPerson()
    for (const signing of ['together', 'none'] as const) {
      signs.set(signatory.identityCode, signing)
      assert.equal(kind(await accept(friend, token)), 'inviter-gone')
    }
    shared.isAway = true
    assert.equal(kind(await accept(friend, token)), 'register-unavailable')
    shared.isAway = false
    assert.equal(kind(await view(friend, organisationId)), 'account-not-found')
    signs.set(signatory.identityCode, 'alone')
    assert.ok((await accept(friend, token)).ok)
    // The organisation invited them, not the person: they stay when the inviter’s right ends, and a later
    // signatory can end them.
    signs.set(signatory.identityCode, 'none')
    assert.ok((await invite(friend, organisationId)).ok)
    assert.ok((await accept(await aPerson(), await tokenOfLast())).ok)
  })

  it('keeps the last member who can invite others (R176)', async () => {
    const { signatory, organisationId } = await anAccount()
    const seen = await seePeople(signatory, organisationId)
    assert.ok(seen.ok)
    const own = seen.value.members.find(({ isOneself }) => isOneself)
    assert.ok(own)
    const ending = aPermit('accounts.endMembership', { personId: signatory.personId })
    const { memberId } = own
    const leave = () => accounts.endMembership(ending, { organisationId, memberId })
    assert.equal(kind(await leave()), 'last-who-invites')
    assert.ok((await invite(signatory, organisationId, { role: 'administrator' })).ok)
    assert.ok((await accept(await aPerson(), await tokenOfLast())).ok)
    assert.deepEqual(await leave(), ok({}))
    assert.equal(kind(await view(signatory, organisationId)), 'account-not-found')
  })

  it('admits a person who signs alone by the register now, and notifies the other members (R274)', async () => {
    const { signatory, organisationId } = await anAccount()
    const seen = await view(signatory, organisationId)
    assert.ok(seen.ok)
    const { businessId } = seen.value.organisation
    const join = ({ personId }: Person, powerOfAttorney?: string) =>
      accounts.joinAccount(aPermit('accounts.joinAccount', { personId }), {
        businessId,
        ...(powerOfAttorney !== undefined && { powerOfAttorney }),
      })
    // The person who signed has left.
    signs.set(signatory.identityCode, 'none')
    const next = await aPerson('alone')
    shared.isAway = true
    assert.equal(kind(await join(next)), 'register-unavailable')
    shared.isAway = false
    assert.deepEqual(await join(next), ok({ state: 'joined', organisationId }))
    const event = shared.events.at(-1)
    assert.equal(event?.type, 'SignatoryJoined')
    const input = await db.read((tx) => accounts.othersToNotify(tx, { ...event }))
    assert.deepEqual(input, [signatory.personId])
    assert.equal(kind(await join(next)), 'signatory-already')
    assert.ok((await invite(next, organisationId, { role: 'administrator' })).ok)

    // An invited member who may sign from now on stays the same member.
    const promoted = await aPerson()
    assert.ok((await accept(promoted, await tokenOfLast())).ok)
    assert.equal(kind(await join(promoted)), 'power-of-attorney-needed')
    const requested = await join(promoted, pdf)
    assert.ok(requested.ok && requested.value.state === 'waits')
    const { requestId } = requested.value
    const caseOfficer = await aPerson()
    const deciding = { requestId, ...approved }
    const decide = ({ personId }: Person) =>
      accounts.decideAccountRequest(aPermit('accounts.decideRequest', { personId }), deciding)
    assert.equal(kind(await decide(promoted)), 'second-person-required')
    assert.ok((await decide(caseOfficer)).ok)
    const now = await seePeople(promoted, organisationId)
    assert.ok(now.ok)
    assert.deepEqual(now.value.members.map(({ role, basis }) => [role, basis]).sort(), [
      ['signatory', 'power-of-attorney'],
      ['signatory', 'right-to-sign'],
      ['signatory', 'right-to-sign'],
    ])

    // A power of attorney that the register made unnecessary does not change what is checked at each action.
    const early = await aPerson('together')
    const waits = await join(early, pdf)
    assert.ok(waits.ok && waits.value.state === 'waits')
    signs.set(early.identityCode, 'alone')
    assert.ok((await join(early)).ok)
    const late = { requestId: waits.value.requestId, ...approved }
    const decideLate = () =>
      accounts.decideAccountRequest(aPermit('accounts.decideRequest', caseOfficer), late)
    assert.equal(kind(await decideLate()), 'signatory-already')
    // When the right returns, or by power of attorney, a person who had lost the right is a signatory again
    // (R283).
    const lose = async () => {
      signs.set(early.identityCode, 'none')
      const { personId } = early
      const doing = aPermit('accounts.inviteMember', { personId })
      assert.ok((await accounts.prepareAction(doing, { organisationId, action: 'write' })).ok)
      assert.equal(kind(await view(early, organisationId)), 'right-to-sign-lost')
    }
    await lose()
    signs.set(early.identityCode, 'alone')
    assert.ok((await join(early)).ok)
    assert.ok((await view(early, organisationId)).ok)
    await lose()
    assert.ok((await decideLate()).ok)
    assert.ok((await view(early, organisationId)).ok)
    const elsewhere = aBusinessId()
    const none = await accounts.joinAccount(
      aPermit('accounts.joinAccount', { personId: next.personId }),
      { businessId: elsewhere },
    )
    assert.equal(kind(none), 'no-account-yet')
    assert.deepEqual(shared.events.at(-1), { type: 'AccountLookedUp', businessId: elsewhere })
    assert.equal(kind(await join(await aPerson())), 'power-of-attorney-needed')
    assert.deepEqual(shared.events.at(-1), { type: 'AccountLookedUp', businessId })
  })

  it('has signatories that only signatories can end, and others once their right is lost (R274)', async () => {
    const { signatory, organisationId } = await anAccount()
    assert.ok((await invite(signatory, organisationId, { role: 'administrator' })).ok)
    const administrator = await aPerson()
    assert.ok((await accept(administrator, await tokenOfLast())).ok)
    const seen = await seePeople(administrator, organisationId)
    assert.ok(seen.ok)
    const memberId = seen.value.members.find(({ role }) => role === 'signatory')?.memberId ?? ''
    const end = () =>
      accounts.endMembership(
        aPermit('accounts.endMembership', { personId: administrator.personId }),
        { organisationId, memberId },
      )
    assert.equal(kind(await end()), 'signatory-stays')
    shared.isAway = true
    assert.equal(kind(await end()), 'register-unavailable')
    shared.isAway = false
    signs.set(signatory.identityCode, 'none')
    assert.ok((await end()).ok)
  })

  it('sends at most fifty invitations a day to strangers', async () => {
    const { signatory, organisationId } = await anAccount()
    for (let count = 0; count < 50; count += 1)
      assert.ok((await invite(signatory, organisationId)).ok)
    assert.equal(kind(await invite(signatory, organisationId)), 'too-many-invitations')
    shared.now = plus(shared.now, day + 1)
    assert.ok((await invite(signatory, organisationId)).ok)
  })
})
