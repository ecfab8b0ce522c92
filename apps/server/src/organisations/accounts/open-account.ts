import { randomUUID } from 'node:crypto'
import type { SigningRight } from '@sotevarmenne/api/accounts'
import * as contracts from '@sotevarmenne/api/accounts'
import { maxContacts } from '@sotevarmenne/api/organisations'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import {
  parseBusinessId,
  type BusinessId,
  type BusinessIdRefusal,
} from '@sotevarmenne/identifiers/business-id'
import { organisationOid } from '@sotevarmenne/identifiers/oid'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { powerOfAttorneyUpload } from '@sotevarmenne/api/uploads'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { Organisation } from '#organisations/registry/contract.ts'
import type { NotRegistered } from '#organisations/registry/index.ts'
import type { BusinessFacts, NoCopyYet, RegisterUnavailable } from '#people/registers/contract.ts'
import { operation } from '#platform/operation.ts'
import type {
  AccountRequested,
  AccountLookedUp,
  AccountOpened,
  AccountRequest,
  AccountRequestId,
  GroundStored,
  MemberId,
  RequestedContact,
} from './contract.ts'
import type { AccountsDeps } from './deps.ts'
import { checkOpening, type OpeningRefusal } from './domain/opening.ts'
import { nameOf } from './name-of.ts'
import { hasAccount, insertAccount, insertMember, insertRequest } from './store.ts'
import { lookUpProblems, openAccountProblems } from './problems.ts'

export type RegistersRefusal =
  BusinessIdRefusal | RegisterUnavailable | { readonly kind: 'unknown-to-business-register' }

type LookedUp = ResponseOf<typeof contracts.lookUpAccount>
export type LookUpRefusal = RegistersRefusal | { readonly kind: 'organisation-ceased' }

/** Whether the organisation has an account; nothing else is revealed. */
export const lookUpAccount = operation({
  contract: contracts.lookUpAccount,
  problems: {
    ...lookUpProblems,
    'organisation-ceased': openAccountProblems['organisation-ceased'],
  },
  handle:
    (deps: AccountsDeps) =>
    async (permit, input): Promise<Result<LookedUp, LookUpRefusal>> => {
      const requested = await queryRegisters(deps, permit, input.businessId)
      if (!requested.ok) return requested
      const { business, signing } = requested.value
      // Neither its account nor a new one can be used: before anything is asked for.
      if (business.status === 'ceased') return refuse({ kind: 'organisation-ceased' })
      const { businessId, name } = business
      return deps.db.write(async (tx) => {
        await recordLookUp(deps, tx, permit, businessId)
        return ok({ name, businessId, signing, hasAccount: await isTaken(deps, tx, businessId) })
      })
    },
})

const recordLookUp = (
  { record }: AccountsDeps,
  tx: Tx,
  permit: Permit,
  businessId: BusinessId,
): Promise<void> => {
  const event: AccountLookedUp = { type: 'AccountLookedUp', businessId }
  return record(tx, event, permit)
}

/**
 * Enters by the operation. A refusal also reveals whether there is an account, so it is recorded as an
 * access.
 */
export async function entering<Value, Refused>(
  deps: AccountsDeps,
  permit: Permit,
  businessId: BusinessId,
  operation: (tx: Tx) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused>> {
  const done = await deps.db.write(operation)
  if (!done.ok)
    await deps.db.write(async (tx) => {
      await recordLookUp(deps, tx, permit, businessId)
      return ok(undefined)
    })
  return done
}

export type OpenAccountRefusal =
  | RegistersRefusal
  | OpeningRefusal
  | NotRegistered
  | NoCopyYet
  | { readonly kind: 'power-of-attorney-not-a-pdf' }
  | { readonly kind: 'already-requested' }

/** Opens the account for a person who signs alone; on a power of attorney a case officer decides first. */
export const openAccount = operation({
  contract: contracts.openAccount,
  problems: openAccountProblems,
  bodyLimit: powerOfAttorneyUpload.bodyLimit,
  handle:
    (deps: AccountsDeps) =>
    async (
      permit,
      { contact, powerOfAttorney: encoded, ...input },
    ): Promise<Result<ResponseOf<typeof contracts.openAccount>, OpenAccountRefusal>> => {
      const powerOfAttorney = readPowerOfAttorney(encoded)
      if (!powerOfAttorney.ok) return powerOfAttorney
      const requested = await queryRegisters(deps, permit, input.businessId)
      if (!requested.ok) return requested
      const { business, signing } = requested.value
      const personId = personOf(permit)

      type Opened = Result<ResponseOf<typeof contracts.openAccount>, OpenAccountRefusal>
      return entering(deps, permit, business.businessId, async (tx): Promise<Opened> => {
        const basis = checkOpening({
          business,
          signing,
          hasAccount: await isTaken(deps, tx, business.businessId),
          hasPowerOfAttorney: powerOfAttorney.value !== undefined,
        })
        if (!basis.ok) return basis
        if (signing === 'alone') {
          const opened = await open(deps, tx, permit, {
            ...{ business, contact, personId, ground: { basis: 'right-to-sign' } },
          })
          return opened.ok ? ok({ state: 'open', organisationId: opened.value }) : opened
        }

        return requestOnPowerOfAttorney(deps, tx, permit, {
          business,
          contact,
          signing,
          powerOfAttorney: powerOfAttorney.value,
        })
      })
    },
})

/** Stores a request for a case officer: to become a signatory on a power of attorney. */
export async function requestOnPowerOfAttorney(
  deps: AccountsDeps,
  tx: Tx,
  permit: Permit,
  {
    business: { businessId, name },
    contact,
    signing,
    powerOfAttorney,
  }: {
    readonly business: BusinessFacts
    /** For an organisation without an account. */
    readonly contact?: RequestedContact
    readonly signing: AccountRequest['signing']
    readonly powerOfAttorney: Uint8Array | undefined
  },
): Promise<Result<{ state: 'waits'; requestId: string }, { readonly kind: 'already-requested' }>> {
  if (powerOfAttorney === undefined)
    throw new Error('unreachable: checked to have a power of attorney')
  const personId = personOf(permit)
  const request: AccountRequest = {
    requestId: randomUUID() as string as AccountRequestId,
    ...{ personId, businessId, name, signing, requestedAt: deps.clock.now() },
  }
  if (!(await insertRequest(tx, deps.sealing, { ...request, powerOfAttorney, contact })))
    return refuse({ kind: 'already-requested' })
  const { requestId } = request
  const event: AccountRequested = {
    type: 'AccountRequested',
    requestId,
    businessId,
    about: { personId },
  }
  await deps.record(tx, event, permit)
  return ok({ state: 'waits', requestId })
}

/** The power of attorney that was sent, if any. */
export function readPowerOfAttorney(
  encoded: string | undefined,
): Result<Uint8Array | undefined, { readonly kind: 'power-of-attorney-not-a-pdf' }> {
  const powerOfAttorney = encoded === undefined ? undefined : Buffer.from(encoded, 'base64')
  return powerOfAttorney && !powerOfAttorney.subarray(0, 5).equals(pdfBegins)
    ? refuse({ kind: 'power-of-attorney-not-a-pdf' })
    : ok(powerOfAttorney)
}

const pdfBegins = Buffer.from('%PDF-')

export type EnterRefusal = NotRegistered | NoCopyYet | { readonly kind: 'account-exists' }

/**
 * Adds the organisation unless the office has, and makes the person its first member. The opener becomes a contact for its
 * mails, beside those that the office has entered (R280).
 */
export async function open(
  deps: AccountsDeps,
  tx: Tx,
  permit: Permit,
  {
    business,
    contact,
    personId,
    ground,
  }: {
    readonly business: BusinessFacts
    readonly contact: RequestedContact | undefined
    readonly personId: string
    readonly ground: GroundStored
  },
): Promise<Result<string, EnterRefusal>> {
  const { businessId } = business
  const contacts = contact ? [{ ...contact, name: await nameOf(deps, tx, personId) }] : []
  const known = await deps.organisations.organisationWith(tx, {
    ...{ businessId, oid: organisationOid(businessId) },
  })
  const organisation = known
    ? await withContacts(deps, tx, permit, known, contacts)
    : await deps.organisations.enterItself(tx, permit, { business, contacts })
  if (!organisation.ok) return organisation

  const { organisationId } = organisation.value
  const now = deps.clock.now()
  // Of two concurrent requests, one finds it taken.
  if (!(await insertAccount(tx, organisationId, now))) return refuse({ kind: 'account-exists' })
  await insertMember(tx, {
    memberId: randomUUID() as string as MemberId,
    ...{ organisationId, personId, role: 'signatory', ...ground, since: now },
  })
  const opened: AccountOpened = {
    ...{ type: 'AccountOpened', organisationId, basis: ground.basis, about: { personId } },
  }
  await deps.record(tx, opened, permit)
  return ok(organisationId)
}

async function withContacts(
  { organisations }: AccountsDeps,
  tx: Tx,
  permit: Permit,
  known: Organisation,
  contacts: Parameters<AccountsDeps['organisations']['changeContacts']>[2]['contacts'],
): Promise<Result<Organisation, never>> {
  const { organisationId, version } = known
  const standing = await organisations.contactsOf(tx, organisationId)
  const added = contacts.filter(
    ({ email }) => !standing.some((one) => one.email.toLowerCase() === email.toLowerCase()),
  )
  if (added.length === 0 || standing.length + added.length > maxContacts) return ok(known)
  const stored = await organisations.changeContacts(tx, permit, {
    ...{ organisationId, version, contacts: [...standing, ...added] },
  })
  if (!stored.ok) throw new Error(`contact was refused: ${stored.refusal.kind}`)
  return stored
}

/** The organisation, if it has an account. */
export async function organisationWithAccount(
  { organisations }: Pick<AccountsDeps, 'organisations'>,
  tx: Tx,
  businessId: BusinessId,
): Promise<Organisation | undefined> {
  const oid = organisationOid(businessId)
  const known = await organisations.organisationWith(tx, { businessId, oid })
  return known && (await hasAccount(tx, known.organisationId)) ? known : undefined
}

const isTaken = async (deps: AccountsDeps, tx: Tx, businessId: BusinessId): Promise<boolean> =>
  (await organisationWithAccount(deps, tx, businessId)) !== undefined

/**
 * Requests both registers, outside transactions: whether the organisation exists, and how the person signs
 * for it.
 */
export async function queryRegisters(
  { db, people, businessRegister, signingRegister }: AccountsDeps,
  permit: Permit,
  typed: string,
): Promise<
  Result<{ readonly business: BusinessFacts; readonly signing: SigningRight }, RegistersRefusal>
> {
  const businessId = parseBusinessId(typed)
  if (!businessId.ok) return businessId
  const business = await businessRegister.lookUpBusiness(businessId.value)
  if (!business.ok) return business
  const identityCode = await db.read((tx) => people.identityCodeOf(tx, personOf(permit)))
  const signing = await signingRegister.lookUpSigning(businessId.value, identityCode)
  return signing.ok ? ok({ business: business.value, signing: signing.value }) : signing
}
