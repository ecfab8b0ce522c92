import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { day, instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { createSealing } from '#platform/sealing.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { aBusinessId } from '../registry/testing.ts'
import { ownItems } from './index.ts'
import { openAccounts, pdf, approved, type Person } from './testing/accounts.ts'

type Reached = {
  readonly name: string
  readonly email: string
  readonly language: 'fi' | 'sv'
}

forEachDatabase('an account of an organisation', (database) => {
  const { db } = database
  const shared = openAccounts(database)
  const {
    accounts,
    anAccount,
    aPerson,
    open,
    kind,
    view,
    organisations,
    invite,
    accept,
    tokenOfLast,
    signs,
    uncoded,
    unreadable,
    seePeople,
  } = shared

  /** The rounds of a day: enough to check everybody. */
  async function followAll(): Promise<void> {
    for (let round = 0; round < 20; round += 1) await accounts.followSigning()
  }

  it('lets its members reach its items, and tells others not even that an item exists', async () => {
    const { signatory, organisationId } = await anAccount()
    const item = (_tx: unknown, _sealing: unknown, id: string) =>
      Promise.resolve(id === 'known' ? { organisationId } : undefined)
    const { withOwn } = ownItems({ notFound: 'item-not-found', find: item, lock: item })
    const deps = { db, accounts, sealing: createSealing(new Uint8Array(32), 'test') }
    const reach = ({ personId }: Person, id: string) =>
      withOwn(deps, aPermit('registrars.apply', { personId }), { id }, (_tx, own) =>
        Promise.resolve(ok(own)),
      )
    const notFound = refuse({ kind: 'item-not-found' })

    assert.deepEqual(await reach(signatory, 'known'), ok({ organisationId }))
    assert.deepEqual(await reach(signatory, 'unknown'), notFound)
    assert.deepEqual(await reach(await aPerson(), 'known'), notFound)
    shared.isAway = true
    const away = await reach(signatory, 'known')
    assert.ok(!away.ok && away.refusal.kind === 'register-unavailable')
  })

  it('is opened at once by a person who signs alone, and once only (R170, R171)', async () => {
    const first = await aPerson('alone')
    const businessId = aBusinessId()
    const look = async ({ personId }: Person) => {
      const looked = await accounts.lookUpAccount(aPermit('accounts.lookUpAccount', { personId }), {
        businessId,
      })
      assert.ok(looked.ok)
      return looked.value
    }
    const response = { name: 'Esimerkkilän sairaala', businessId }
    assert.deepEqual(await look(first), { ...response, signing: 'alone', hasAccount: false })
    assert.ok((await open(first, businessId)).ok)

    const second = await aPerson('alone')
    // Only that there is one: neither whose it is nor since when.
    assert.deepEqual(await look(second), { ...response, signing: 'alone', hasAccount: true })
    // A refusal reveals it too, and leaves the same audit entry.
    const begun = ['AccountLookedUp', 'OrganisationAdded', 'AccountOpened', 'AccountLookedUp']
    const recorded = () => shared.events.map(({ type }) => type)
    assert.deepEqual(recorded(), begun)
    assert.equal(kind(await open(second, businessId)), 'account-exists')
    assert.deepEqual(recorded(), [...begun, 'AccountLookedUp'])
  })

  it('has its first contact and its units of the code service from the start (R280)', async () => {
    const { signatory, organisationId } = await anAccount()
    const seen = await view(signatory, organisationId)
    assert.ok(seen.ok)
    const { contacts, units } = seen.value.organisation
    assert.deepEqual(contacts, [
      { name: 'Aino Esimerkki', email: 'aino@example.fi', language: 'fi' },
    ])
    assert.equal(units.length, 9)
    const opened = shared.events.findLast(({ type }) => type === 'AccountOpened')
    const mails = await db.read((tx) => accounts.mailsOf(tx, { ...opened, type: 'AccountOpened' }))
    assert.deepEqual(mails, [
      { to: 'aino@example.fi', language: 'fi', organisation: 'Esimerkkilän sairaala' },
    ])

    // Also by power of attorney, when the case officer decides.
    const businessId = aBusinessId()
    const requested = await open(await aPerson(), businessId, pdf)
    assert.ok(requested.ok && requested.value.state === 'waits')
    const { personId } = await aPerson()
    const decided = await accounts.decideAccountRequest(
      aPermit('accounts.decideRequest', { personId }),
      { requestId: requested.value.requestId, ...approved },
    )
    assert.ok(decided.ok)
    const reached = await db.read(async (tx) => {
      const organisation = await organisations.organisationByBusinessId(tx, businessId)
      return organisation && organisations.contactsOf(tx, organisation.organisationId)
    })
    assert.deepEqual(reached, contacts)
  })

  it('adds its opener to the contacts that the office has entered, once (R280)', async () => {
    const office = aPermit('organisations.addOrganisation', { personId: randomUUID() })
    const entered = { name: 'Liisa', email: 'liisa@example.fi', language: 'sv' } as const
    const opener = { name: 'Aino Esimerkki', email: 'aino@example.fi', language: 'fi' } as const
    for (const [before, after] of [
      [[entered], [entered, opener]],
      [[{ ...opener, email: 'AINO@example.fi' }], [{ ...opener, email: 'AINO@example.fi' }]],
    ] as const) {
      const businessId = aBusinessId()
      const added = await organisations.addOrganisation(office, {
        ...{ businessId, name: 'Sairaala', kind: 'provider', units: [], contacts: [...before] },
      })
      assert.ok(added.ok)
      assert.ok((await open(await aPerson('alone'), businessId)).ok)
      const { organisationId } = added.value
      assert.deepEqual(await db.read((tx) => organisations.contactsOf(tx, organisationId)), after)
    }
  })

  it('has contacts that its people managers can change; old and new contacts are notified (R280)', async () => {
    const { signatory, organisationId } = await anAccount()
    const keep = ({ personId }: Person, contacts: readonly Reached[], version = 1) =>
      accounts.changeContacts(aPermit('accounts.changeContacts', { personId }), {
        ...{ organisationId, version, contacts: [...contacts] },
      })
    const pirjo: Reached = { name: 'Pirjo Piste', email: 'pirjo@example.fi', language: 'sv' }
    assert.equal(kind(await keep(await aPerson(), [pirjo])), 'account-not-found')
    assert.ok((await invite(signatory, organisationId)).ok)
    const contact = await aPerson()
    assert.ok((await accept(contact, await tokenOfLast())).ok)
    assert.equal(kind(await keep(contact, [pirjo])), 'not-in-this-role')
    assert.equal(kind(await keep(signatory, [pirjo], 7)), 'organisation-changed-meanwhile')

    shared.events = []
    const stored = await keep(signatory, [pirjo])
    assert.ok(stored.ok)
    assert.deepEqual(stored.value.organisation.contacts, [pirjo])
    assert.equal(stored.value.organisation.units.length, 9)
    // Personal data are not in the events.
    const about = { organisationId, version: 2 }
    assert.deepEqual(shared.events, [
      { type: 'OrganisationChanged', ...about },
      { type: 'ContactsChanged', ...about },
    ])
    const input = await db.read((tx) => accounts.mailsOf(tx, { type: 'ContactsChanged', ...about }))
    assert.deepEqual(
      input.map(({ to, language }) => [to, language]),
      [
        ['aino@example.fi', 'fi'],
        ['pirjo@example.fi', 'sv'],
      ],
    )
    // Repeating the same change changes nothing and notifies nobody: it is recorded as an access.
    const same = await keep(signatory, [pirjo], 2)
    assert.equal(same.ok && same.value.organisation.version, 2)
    assert.equal(shared.events.at(-1)?.type, 'OrganisationViewed')
    signs.set(signatory.identityCode, 'none')
    assert.equal(kind(await keep(signatory, [pirjo], 2)), 'right-to-sign-lost')
  })

  it('has the units that its people choose from the code service, under their names there (R280)', async () => {
    const { signatory, organisationId } = await anAccount()
    const { personId } = signatory
    const seeing = aPermit('accounts.viewAccount', { personId })
    const coded = await accounts.viewCodedUnits(seeing, { organisationId })
    assert.ok(coded.ok)
    assert.deepEqual([coded.value.units.length, coded.value.isCut], [9, false])
    const [first] = coded.value.units
    assert.ok(first)
    const keep = (units: readonly string[], version: number) =>
      accounts.changeUnits(aPermit('accounts.changeUnits', { personId }), {
        ...{ organisationId, version, units: [...units] },
      })
    const stored = await keep([first.oid], 1)
    assert.ok(stored.ok)
    assert.deepEqual(stored.value.organisation.units, [{ oid: first.oid, name: 'Yksikkö' }])
    assert.equal(stored.value.organisation.contacts.length, 1)
    const other = await anAccount()
    const foreign = await view(other.signatory, other.organisationId)
    assert.ok(foreign.ok)
    const [theirs] = foreign.value.organisation.units
    assert.equal(kind(await keep([theirs?.oid ?? ''], 2)), 'unit-of-another')
    const root = first.oid.replace(/\.10\.1$/, '')
    assert.equal(kind(await keep([`${root}.10.77`], 2)), 'unit-not-in-code-service')
    assert.equal(kind(await accounts.viewCodedUnits(seeing, other)), 'account-not-found')
  })

  it('is of a provider only if the code service has it, whatever is claimed (R281)', async () => {
    const whatIs = async (businessId: string) => {
      const signatory = await aPerson('alone')
      const claimed = { businessId, kind: 'provider' }
      const opened = await accounts.openAccount(aPermit('accounts.openAccount', signatory), {
        ...claimed,
        contact: { email: 'aino@example.fi', language: 'fi' },
      })
      assert.ok(opened.ok && opened.value.state === 'open')
      const seen = await view(signatory, opened.value.organisationId)
      assert.ok(seen.ok)
      return [seen.value.organisation.kind, seen.value.organisation.units.length]
    }
    assert.deepEqual(await whatIs(aBusinessId()), ['provider', 9])
    const firm = aBusinessId()
    uncoded.add(firm)
    assert.deepEqual(await whatIs(firm), ['other-body', 0])
  })

  it('is opened once, also by two concurrent requests', async () => {
    const businessId = aBusinessId()
    const persons = [await aPerson('alone'), await aPerson('alone')]
    const opened = await Promise.allSettled(persons.map((person) => open(person, businessId)))
    const got = opened.filter((one) => one.status === 'fulfilled' && one.value.ok)
    assert.equal(got.length, 1)
  })

  it('is refused for a dissolved organisation', async () => {
    shared.status = 'ceased'
    const person = await aPerson('alone')
    const businessId = aBusinessId()
    assert.equal(kind(await open(person, businessId)), 'organisation-ceased')
    // At the first question already.
    const { personId } = person
    const lookedUp = await accounts.lookUpAccount(aPermit('accounts.lookUpAccount', { personId }), {
      businessId,
    })
    assert.equal(kind(lookedUp), 'organisation-ceased')
  })

  it('is opened on a power of attorney when another person, who reads it, decides so (R175)', async () => {
    const applicant = await aPerson('together')
    const businessId = aBusinessId()
    assert.equal(kind(await open(applicant, businessId)), 'power-of-attorney-needed')
    const notPdf = Buffer.from('a letter').toString('base64')
    assert.equal(kind(await open(applicant, businessId, notPdf)), 'power-of-attorney-not-a-pdf')
    const requested = await open(applicant, businessId, pdf)
    assert.ok(requested.ok && requested.value.state === 'waits')
    assert.equal(kind(await open(applicant, businessId, pdf)), 'already-requested')

    const { requestId } = requested.value
    const decide = ({ personId }: Person, because?: string) =>
      accounts.decideAccountRequest(aPermit('accounts.decideRequest', { personId }), {
        requestId,
        ...(because === undefined ? approved : { decision: 'rejected', because }),
      })
    assert.equal(kind(await decide(applicant)), 'second-person-required')
    const caseOfficer = await aPerson()
    const permit = aPermit('accounts.viewRequests', { personId: caseOfficer.personId })
    const read = await accounts.viewPowerOfAttorney(permit, { requestId })
    assert.deepEqual(read, ok({ pdf }))
    assert.equal(shared.events.at(-1)?.type, 'PowerOfAttorneyViewed')
    assert.ok((await decide(caseOfficer)).ok)
    assert.equal(kind(await decide(caseOfficer, 'too late')), 'request-not-found')

    const own = await accounts.viewOwnAccounts(
      aPermit('accounts.viewOwnAccounts', { personId: applicant.personId }),
    )
    assert.ok(own.ok)
    assert.deepEqual(
      own.value.accounts.map((account) => [account.businessId, account.role]),
      [[businessId, 'signatory']],
    )
  })

  it('shows why it was not opened on a power of attorney, which is then erased', async () => {
    const applicant = await aPerson()
    const requested = await open(applicant, aBusinessId(), pdf)
    assert.ok(requested.ok && requested.value.state === 'waits')
    const { requestId } = requested.value
    const caseOfficer = await aPerson()
    const deciding = aPermit('accounts.decideRequest', { personId: caseOfficer.personId })
    const reject = (because?: string) =>
      accounts.decideAccountRequest(deciding, { requestId, decision: 'rejected', because })
    assert.equal(kind(await reject()), 'reason-missing')
    assert.ok((await reject('Nobody signed it.')).ok)
    const own = await accounts.viewOwnAccounts(
      aPermit('accounts.viewOwnAccounts', { personId: applicant.personId }),
    )
    assert.ok(own.ok)
    const [request] = own.value.requests
    assert.equal(request?.state, 'rejected')
    assert.equal(request.because, 'Nobody signed it.')
    const reading = aPermit('accounts.viewRequests', { personId: caseOfficer.personId })
    assert.equal(
      kind(await accounts.viewPowerOfAttorney(reading, { requestId })),
      'request-not-found',
    )
  })

  it('is listed to case officers page by page while its request waits', async () => {
    const reader = await aPerson()
    const permit = aPermit('accounts.viewRequests', { personId: reader.personId })
    const requested = []
    for (let count = 0; count < 3; count += 1) {
      shared.now = plus(shared.now, 1)
      const waits = await open(await aPerson(), aBusinessId(), pdf)
      assert.ok(waits.ok && waits.value.state === 'waits')
      requested.push(waits.value.requestId)
    }
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await accounts.listAccountRequests(permit, { limit: 2, cursor })
      assert.ok(page.ok)
      seen.push(...page.value.requests.map(({ requestId }) => requestId))
      cursor = page.value.nextCursor
    } while (cursor !== undefined)
    assert.deepEqual(seen.slice(-3), requested)
    assert.equal(new Set(seen).size, seen.length)
  })

  it('gives no power to a signatory who lost the right to sign, or while the register is unavailable (R173)', async () => {
    const { signatory, organisationId } = await anAccount()
    shared.isAway = true
    assert.equal(kind(await invite(signatory, organisationId)), 'register-unavailable')
    shared.isAway = false
    signs.set(signatory.identityCode, 'together')
    assert.equal(kind(await invite(signatory, organisationId)), 'right-to-sign-lost')
    signs.set(signatory.identityCode, 'alone')
    assert.ok((await invite(signatory, organisationId)).ok)
  })

  it('lets a signatory without the right do nothing and, once the register reported it, see nothing (R173, R275, R283)', async () => {
    const { signatory, organisationId } = await anAccount()
    const permit = aPermit('accounts.viewAccount', { personId: signatory.personId })
    const doing = ['write', 'changePeople', 'authorise', 'sign', 'apply', 'changeBilling'] as const
    const checked = async (action: (typeof doing)[number]) => {
      const prepared = await accounts.prepareAction(permit, { organisationId, action })
      return prepared.ok
        ? kind(await db.read((tx) => accounts.checkMember(tx, permit, prepared.value)))
        : kind(prepared)
    }
    const looked = async (at: (typeof doing)[number]) =>
      kind(
        await db.read((tx) =>
          accounts.checkMember(tx, permit, { organisationId, action: 'view', at }),
        ),
      )
    const input = () =>
      shared.events.map(({ type }) => type).filter((type) => /^RightToSign/.test(type))
    for (const action of doing) assert.equal(await checked(action), 'ok', action)
    signs.set(signatory.identityCode, 'none')
    // The register was not requested since.
    assert.equal(await looked('apply'), 'ok')
    for (const action of doing) {
      assert.equal(await checked(action), 'right-to-sign-lost', action)
      assert.equal(await looked(action), 'right-to-sign-lost', action)
    }
    assert.equal(kind(await view(signatory, organisationId)), 'right-to-sign-lost')
    assert.deepEqual(input(), ['RightToSignLost'])
    shared.isAway = true
    for (const action of doing) assert.equal(await checked(action), 'register-unavailable', action)
    // Its last response counts while it is unavailable.
    assert.equal(kind(await view(signatory, organisationId)), 'right-to-sign-lost')
    const own = await accounts.viewOwnAccounts(
      aPermit('accounts.viewOwnAccounts', { personId: signatory.personId }),
    )
    assert.deepEqual(own.ok && own.value.accounts.map(({ standing }) => standing), ['right-lost'])

    shared.isAway = false
    signs.set(signatory.identityCode, 'alone')
    assert.equal(await checked('write'), 'ok')
    assert.equal(await looked('apply'), 'ok')
    assert.deepEqual(input(), ['RightToSignLost', 'RightToSignRegained'])
  })

  it('checks the right to sign when it is viewed, and that of every member once a day (R283)', async () => {
    const { signatory, organisationId } = await anAccount()
    assert.ok((await view(signatory, organisationId)).ok)
    signs.set(signatory.identityCode, 'none')
    shared.now = plus(shared.now, 5 * minute)
    assert.ok((await view(signatory, organisationId)).ok)
    shared.isAway = true
    shared.now = plus(shared.now, 1)
    assert.ok((await view(signatory, organisationId)).ok)
    shared.isAway = false
    assert.equal(kind(await view(signatory, organisationId)), 'right-to-sign-lost')
    // A person who has lost the right may leave.
    const leaving = aPermit('accounts.endMembership', { personId: signatory.personId })
    const own = await accounts.viewOwnAccounts(
      aPermit('accounts.viewOwnAccounts', { personId: signatory.personId }),
    )
    const memberId = (own.ok && own.value.accounts[0]?.memberId) || ''
    assert.ok((await accounts.endMembership(leaving, { organisationId, memberId })).ok)

    const other = await anAccount()
    assert.ok((await view(other.signatory, other.organisationId)).ok)
    const looked = async ({ signatory: { personId }, organisationId: of } = other) => {
      const permit = aPermit('cases.viewOrganisationCases', { personId })
      const viewing = { organisationId: of, action: 'view' } as const
      return kind(await db.read((tx) => accounts.checkMember(tx, permit, viewing)))
    }
    signs.set(other.signatory.identityCode, 'together')
    await followAll()
    assert.equal(await looked(), 'ok')
    shared.now = plus(shared.now, day + 1)
    await followAll()
    assert.equal(await looked(), 'right-to-sign-lost')

    // A malformed response about one person changes nothing, and does not delay the others.
    unreadable.add(other.signatory.identityCode)
    shared.now = plus(shared.now, minute)
    const last = await anAccount()
    assert.ok((await view(last.signatory, last.organisationId)).ok)
    signs.set(last.signatory.identityCode, 'none')
    shared.now = plus(shared.now, day + 1)
    await followAll()
    assert.equal(await looked(), 'right-to-sign-lost')
    assert.equal(await looked(last), 'right-to-sign-lost')
  })

  it('accepts a power of attorney until its last day, gives notice of its end, and accepts another (R282)', async () => {
    const applicant = await aPerson()
    const businessId = aBusinessId()
    const requested = await open(applicant, businessId, pdf)
    assert.ok(requested.ok && requested.value.state === 'waits')
    const caseOfficer = aPermit('accounts.decideRequest', await aPerson())
    const decide = (requestId: string, validTo?: string) =>
      accounts.decideAccountRequest(caseOfficer, {
        ...{ requestId, decision: 'approved' },
        ...(validTo !== undefined && { validTo }),
      })
    const { requestId } = requested.value
    assert.equal(kind(await decide(requestId)), 'last-day-missing')
    assert.equal(kind(await decide(requestId, '2028-11-26')), 'last-day-wrong')
    assert.ok((await decide(requestId, '2027-01-31')).ok)
    const own = await accounts.viewOwnAccounts(
      aPermit('accounts.viewOwnAccounts', { personId: applicant.personId }),
    )
    const organisationId = (own.ok && own.value.accounts[0]?.organisationId) || ''
    const join = () =>
      accounts.joinAccount(aPermit('accounts.joinAccount', { personId: applicant.personId }), {
        ...{ businessId, powerOfAttorney: pdf },
      })
    const onDay = async (at: string) => {
      shared.now = instant(Date.parse(`${at}T10:00:00Z`))
      shared.events = []
      await accounts.remindOfPowersOfAttorney()
      await accounts.remindOfPowersOfAttorney()
      return shared.events.filter(({ type }) => type === 'PowerOfAttorneyEnding')
    }
    assert.equal(kind(await join()), 'signatory-already')
    assert.equal((await onDay('2026-12-31')).length, 0)
    const [first] = await onDay('2027-01-01')
    assert.ok(first)
    assert.partialDeepStrictEqual(first, {
      settings: { 'power-of-attorney-reminders': 'shipped' },
    })
    assert.deepEqual(accounts.oneselfToNotify({ ...first }), [applicant.personId])
    const mails = await db.read((tx) => accounts.mailsOf(tx, { ...first }))
    assert.deepEqual(
      mails.map(({ to, day: lastDay }) => [to, lastDay]),
      [['aino@example.fi', '2027-01-31']],
    )
    const from = localDate('2027-01-15')
    const changeId = await changeSetting(db, 'power-of-attorney-reminders', [14], from)
    const [second] = await onDay('2027-01-17')
    await forgetSettingChanges(db)
    assert.partialDeepStrictEqual(second, {
      settings: { 'power-of-attorney-reminders': changeId },
    })
    assert.equal((await onDay('2027-01-23')).length, 0)
    assert.equal((await onDay('2027-01-24')).length, 1)
    assert.equal((await onDay('2027-01-31')).length, 0)
    assert.ok((await view(applicant, organisationId)).ok)
    assert.equal((await onDay('2027-02-01')).length, 0)
    assert.equal(kind(await view(applicant, organisationId)), 'power-of-attorney-over')
    assert.equal(kind(await invite(applicant, organisationId)), 'power-of-attorney-over')

    // The organisation gave it, not its signer, who is not checked again. Another power of attorney replaces
    // it.
    const again = await join()
    assert.ok(again.ok && again.value.state === 'waits')
    assert.ok((await decide(again.value.requestId, '2028-01-31')).ok)
    const seen = await seePeople(applicant, organisationId)
    assert.ok(seen.ok)
    assert.deepEqual(
      seen.value.members.map(({ basis, validTo, standing }) => [basis, validTo, standing]),
      [['power-of-attorney', '2028-01-31', 'holds']],
    )
  })
})
