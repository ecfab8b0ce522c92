import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, it } from 'node:test'
import type { SigningRight } from '@sotevarmenne/api/accounts'
import type { BusinessStatus } from '@sotevarmenne/api/organisations'
import { day, instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { createOrganisations } from '#organisations/registry/index.ts'
import { createPeople } from '#people/persons/index.ts'
import { afterCommit } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createSealing } from '#platform/sealing.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import { anIdentityCode } from '../../cards/orders/testing.ts'
import { aBusinessId, registersOfAll } from '../registry/testing.ts'
import { createAccounts, ownItems } from './index.ts'

type Reached = {
  readonly name: string
  readonly email: string
  readonly language: 'fi' | 'sv'
}

/** A power of attorney for a year. */
const approved = { decision: 'approved', validTo: '2027-11-25' } as const

const pdf = Buffer.from('%PDF-1.7 a power of attorney').toString('base64')

forEachDatabase('an account of an organisation', ({ db }) => {
  let now: Instant
  let status: BusinessStatus
  let isAway: boolean
  let events: DomainEvent[]
  const signs = new Map<string, SigningRight>()
  /** Persons for whom the register gives a malformed response. */
  const unreadable = new Set<string>()
  const clock = { now: () => now }
  const record = (_tx: unknown, event: DomainEvent) => {
    afterCommit(() => events.push(event))
    return Promise.resolve()
  }
  const people = createPeople({ key: new Uint8Array(32).fill(7), clock })
  const businessRegister = {
    lookUpBusiness: (
      businessId: Parameters<typeof registersOfAll.businessRegister.lookUpBusiness>[0],
    ) => Promise.resolve(ok({ businessId, name: 'Esimerkkilän sairaala', status })),
  }
  /** Organisations that the code service does not have. */
  const uncoded = new Set<string>()
  const organisations = createOrganisations({
    ...{ db, clock, record, people, ...registersOfAll, key: new Uint8Array(32).fill(4) },
    codes: {
      ...registersOfAll.codes,
      organisationsOf: async (...requested) => {
        const found = await registersOfAll.codes.organisationsOf(...requested)
        return found.ok && uncoded.has(requested[1]) ? ok({ ...found.value, value: [] }) : found
      },
    },
    points: { findPoints: () => Promise.resolve(new Map()) },
  })
  const accounts = createAccounts({
    ...{ db, clock, record, people, businessRegister, organisations },
    signingRegister: {
      lookUpSigning: (_businessId, identityCode) =>
        Promise.resolve(
          isAway || unreadable.has(identityCode)
            ? refuse({
                ...{ kind: 'register-unavailable', register: 'signing' },
                because: isAway ? 'no-connection' : 'unreadable-response',
              })
            : ok(signs.get(identityCode) ?? 'none'),
        ),
    },
    key: new Uint8Array(32).fill(1),
    publicUrl: 'https://service.example',
    systemPermit: (operation) => aPermit(operation),
  })
  beforeEach(() => {
    now = instant(Date.UTC(2026, 10, 25, 10))
    status = 'active'
    isAway = false
    events = []
  })

  /** A person who signed in, and how they sign for every organisation. */
  async function aPerson(signing: SigningRight = 'none') {
    const identityCode = anIdentityCode()
    signs.set(identityCode, signing)
    const remembered = await db.write(async (tx) =>
      ok(
        await people.rememberPerson(tx, {
          ...{ identityCode, givenNames: 'Aino', surname: 'Esimerkki', language: 'fi' },
          nonDisclosure: false,
        }),
      ),
    )
    assert.ok(remembered.ok)
    return { personId: remembered.value, identityCode }
  }
  type Person = Awaited<ReturnType<typeof aPerson>>

  const open = ({ personId }: Person, businessId: string, powerOfAttorney?: string) =>
    accounts.openAccount(aPermit('accounts.openAccount', { personId }), {
      ...{ businessId, contact: { email: 'aino@example.fi', language: 'fi' } },
      ...(powerOfAttorney !== undefined && { powerOfAttorney }),
    })
  async function anAccount() {
    const signatory = await aPerson('alone')
    const opened = await open(signatory, aBusinessId())
    assert.ok(opened.ok && opened.value.state === 'open')
    return { signatory, organisationId: opened.value.organisationId }
  }
  const invite = (
    { personId }: Person,
    organisationId: string,
    {
      email = `${randomUUID()}@example.fi`,
      role = 'contact',
    }: { readonly email?: string; readonly role?: 'administrator' | 'contact' } = {},
  ) =>
    accounts.inviteMember(aPermit('accounts.inviteMember', { personId }), {
      ...{ organisationId, email, role, language: 'sv' },
    })
  /** The token of the link in the last invitation mail. */
  async function tokenOfLast() {
    const invited = events.findLast(({ type }) => type === 'MemberInvited')
    assert.ok(invited)
    const [mail] = await db.read((tx) => accounts.mailsOf(tx, { ...invited }))
    const [, token] = /#(.+)$/.exec(mail?.link ?? '') ?? []
    assert.ok(token)
    return token
  }
  const accept = ({ personId }: Person, token: string) =>
    accounts.acceptInvitation(aPermit('accounts.acceptInvitation', { personId }), { token })
  const view = ({ personId }: Person, organisationId: string) =>
    accounts.viewAccount(aPermit('accounts.viewAccount', { personId }), { organisationId })
  const seePeople = ({ personId }: Person, organisationId: string) =>
    accounts.viewAccountPeople(aPermit('accounts.viewAccount', { personId }), { organisationId })
  /** The rounds of a day: enough to check everybody. */
  async function followAll(): Promise<void> {
    for (let round = 0; round < 20; round += 1) await accounts.followSigning()
  }
  const kind = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
    result.refusal?.kind ?? 'ok'

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
    isAway = true
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
    const recorded = () => events.map(({ type }) => type)
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
    const opened = events.findLast(({ type }) => type === 'AccountOpened')
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

    events = []
    const stored = await keep(signatory, [pirjo])
    assert.ok(stored.ok)
    assert.deepEqual(stored.value.organisation.contacts, [pirjo])
    assert.equal(stored.value.organisation.units.length, 9)
    // Personal data are not in the events.
    const about = { organisationId, version: 2 }
    assert.deepEqual(events, [
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
    assert.equal(events.at(-1)?.type, 'OrganisationViewed')
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
    status = 'ceased'
    assert.equal(kind(await open(await aPerson('alone'), aBusinessId())), 'organisation-ceased')
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
    assert.equal(events.at(-1)?.type, 'PowerOfAttorneyViewed')
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
      now = plus(now, 1)
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
    assert.ok((await accept(contact, token)).ok)
    assert.equal(kind(await accept(await aPerson(), token)), 'invitation-not-found')
    const seen = await view(contact, organisationId)
    assert.ok(seen.ok)
    assert.deepEqual(seen.value.actions, ['view', 'write', 'apply'])
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
    const before = now
    now = plus(now, 14 * day)
    isAway = true
    assert.equal(kind(await accept(await aPerson(), expiring)), 'invitation-expired')
    isAway = false
    now = before

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

    events = []
    const { personId } = signatory
    for (const { event, handle } of accounts.subscriptions)
      await handle({ type: event, about: { personId } }, 'event')
    assert.deepEqual(
      events.map(({ type, about }) => [type, about?.personId]),
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
      events
        .filter(({ type }) => type === 'AccountPeopleViewed' || type === 'AccountRequestsListed')
        .map(({ about }) => about?.personId)
    events = []
    const seen = await view(contact, organisationId)
    assert.ok(seen.ok && seen.value.hasSignatory)
    assert.deepEqual(events, [{ type: 'AccountViewed', organisationId }], 'it shows no people')
    assert.ok((await seePeople(contact, organisationId)).ok)
    assert.deepEqual(looks(), [signatory.personId])
    assert.equal(kind(await seePeople(await aPerson(), organisationId)), 'account-not-found')
    assert.deepEqual(looks(), [signatory.personId], 'who sees nothing looked at nobody')

    const applicant = await aPerson()
    assert.ok((await open(applicant, aBusinessId(), pdf)).ok)
    events = []
    const permit = aPermit('accounts.viewRequests', { personId: randomUUID() })
    assert.ok((await accounts.listAccountRequests(permit, { limit: 100 })).ok)
    assert.ok(looks().includes(applicant.personId))
  })

  it('forgets the addresses of unused invitations ninety days after they expired (R261)', async () => {
    const { signatory, organisationId } = await anAccount()
    assert.ok((await invite(signatory, organisationId)).ok)
    const token = await tokenOfLast()
    const shown = async () => {
      const seen = await seePeople(signatory, organisationId)
      return seen.ok && seen.value.invitations.map(({ isExpired }) => isExpired)
    }
    now = plus(now, (14 + 90) * day)
    await accounts.forgetExpired()
    assert.deepEqual(await shown(), [true])
    now = plus(now, 1)
    await accounts.forgetExpired()
    assert.deepEqual(await shown(), [])
    assert.equal(kind(await accept(await aPerson(), token)), 'invitation-not-found')
  })

  it('gives no power to a signatory who lost the right to sign, or while the register is unavailable (R173)', async () => {
    const { signatory, organisationId } = await anAccount()
    isAway = true
    assert.equal(kind(await invite(signatory, organisationId)), 'register-unavailable')
    isAway = false
    signs.set(signatory.identityCode, 'together')
    assert.equal(kind(await invite(signatory, organisationId)), 'right-to-sign-lost')
    signs.set(signatory.identityCode, 'alone')
    assert.ok((await invite(signatory, organisationId)).ok)
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
    isAway = true
    assert.equal(kind(await accept(friend, token)), 'register-unavailable')
    isAway = false
    assert.equal(kind(await view(friend, organisationId)), 'account-not-found')
    signs.set(signatory.identityCode, 'alone')
    assert.ok((await accept(friend, token)).ok)
    // The organisation invited them, not the person: they stay when the inviter’s right ends, and a later
    // signatory can end them.
    signs.set(signatory.identityCode, 'none')
    assert.ok((await invite(friend, organisationId)).ok)
    assert.ok((await accept(await aPerson(), await tokenOfLast())).ok)
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
    const input = () => events.map(({ type }) => type).filter((type) => /^RightToSign/.test(type))
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
    isAway = true
    for (const action of doing) assert.equal(await checked(action), 'register-unavailable', action)
    // Its last response counts while it is unavailable.
    assert.equal(kind(await view(signatory, organisationId)), 'right-to-sign-lost')
    const own = await accounts.viewOwnAccounts(
      aPermit('accounts.viewOwnAccounts', { personId: signatory.personId }),
    )
    assert.deepEqual(own.ok && own.value.accounts.map(({ standing }) => standing), ['right-lost'])

    isAway = false
    signs.set(signatory.identityCode, 'alone')
    assert.equal(await checked('write'), 'ok')
    assert.equal(await looked('apply'), 'ok')
    assert.deepEqual(input(), ['RightToSignLost', 'RightToSignRegained'])
  })

  it('checks the right to sign when it is viewed, and that of every member once a day (R283)', async () => {
    const { signatory, organisationId } = await anAccount()
    assert.ok((await view(signatory, organisationId)).ok)
    signs.set(signatory.identityCode, 'none')
    now = plus(now, 5 * minute)
    assert.ok((await view(signatory, organisationId)).ok)
    isAway = true
    now = plus(now, 1)
    assert.ok((await view(signatory, organisationId)).ok)
    isAway = false
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
    now = plus(now, day + 1)
    await followAll()
    assert.equal(await looked(), 'right-to-sign-lost')

    // A malformed response about one person changes nothing, and does not delay the others.
    unreadable.add(other.signatory.identityCode)
    now = plus(now, minute)
    const last = await anAccount()
    assert.ok((await view(last.signatory, last.organisationId)).ok)
    signs.set(last.signatory.identityCode, 'none')
    now = plus(now, day + 1)
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
      now = instant(Date.parse(`${at}T10:00:00Z`))
      events = []
      await accounts.remindOfPowersOfAttorney()
      await accounts.remindOfPowersOfAttorney()
      return events.filter(({ type }) => type === 'PowerOfAttorneyEnding')
    }
    assert.equal(kind(await join()), 'signatory-already')
    assert.equal((await onDay('2026-12-31')).length, 0)
    const [first] = await onDay('2027-01-01')
    assert.ok(first)
    assert.deepEqual(accounts.oneselfToNotify({ ...first }), [applicant.personId])
    const mails = await db.read((tx) => accounts.mailsOf(tx, { ...first }))
    assert.deepEqual(
      mails.map(({ to, day: lastDay }) => [to, lastDay]),
      [['aino@example.fi', '2027-01-31']],
    )
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
    isAway = true
    assert.equal(kind(await join(next)), 'register-unavailable')
    isAway = false
    assert.deepEqual(await join(next), ok({ state: 'joined', organisationId }))
    const event = events.at(-1)
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
    assert.deepEqual(events.at(-1), { type: 'AccountLookedUp', businessId: elsewhere })
    assert.equal(kind(await join(await aPerson())), 'power-of-attorney-needed')
    assert.deepEqual(events.at(-1), { type: 'AccountLookedUp', businessId })
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
    isAway = true
    assert.equal(kind(await end()), 'register-unavailable')
    isAway = false
    signs.set(signatory.identityCode, 'none')
    assert.ok((await end()).ok)
  })

  it('sends at most fifty invitations a day to strangers', async () => {
    const { signatory, organisationId } = await anAccount()
    for (let count = 0; count < 50; count += 1)
      assert.ok((await invite(signatory, organisationId)).ok)
    assert.equal(kind(await invite(signatory, organisationId)), 'too-many-invitations')
    now = plus(now, day + 1)
    assert.ok((await invite(signatory, organisationId)).ok)
  })
})
