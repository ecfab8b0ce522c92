import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach } from 'node:test'
import type { SigningRight } from '@sotevarmenne/api/accounts'
import type { BusinessStatus } from '@sotevarmenne/api/organisations'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { createOrganisations } from '#organisations/registry/index.ts'
import { createPeople } from '#people/persons/index.ts'
import { afterCommit } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { anIdentityCode } from '#cards/orders/testing.ts'
import { aBusinessId, registersOfAll } from '../../registry/testing.ts'
import { createAccounts } from '../index.ts'
import type { TestDatabase } from '@sotevarmenne/tests/database/postgres'

/** A power of attorney for a year. */
export const approved = { decision: 'approved', validTo: '2027-11-25' } as const

export const pdf = Buffer.from('%PDF-1.7 a power of attorney').toString('base64')
export type Person = { readonly personId: string; readonly identityCode: string }

/** Accounts of organisations whose registers and clock a test decides. */
export function openAccounts({ db }: TestDatabase) {
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
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  const businessRegister = {
    lookUpBusiness: (
      businessId: Parameters<typeof registersOfAll.businessRegister.lookUpBusiness>[0],
    ) => Promise.resolve(ok({ businessId, name: 'Esimerkkilän sairaala', status })),
  }
  /** Organisations that the code service does not have. */
  const uncoded = new Set<string>()
  const organisations = createOrganisations({
    systemPermit: (operation) => aPermit(operation),
    ...{ db, clock, record, people, ...registersOfAll, secret: new Uint8Array(32).fill(4) },
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
    secret: new Uint8Array(32).fill(1),
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
  const kind = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
    result.refusal?.kind ?? 'ok'

  return {
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
    get isAway() {
      return isAway
    },
    set isAway(next) {
      isAway = next
    },
    get events() {
      return events
    },
    set events(next) {
      events = next
    },
    get status() {
      return status
    },
    set status(next) {
      status = next
    },
    get now() {
      return now
    },
    set now(next) {
      now = next
    },
  }
}
