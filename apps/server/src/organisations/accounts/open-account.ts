import { randomUUID } from 'node:crypto'
import type * as contracts from '@sotevarmenne/api/accounts'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import {
  parseBusinessId,
  type BusinessId,
  type BusinessIdRefusal,
} from '@sotevarmenne/identifiers/business-id'
import { organisationOid } from '@sotevarmenne/identifiers/oid'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { Organisation } from '#organisations/registry/contract.ts'
import type { NotRegistered } from '#organisations/registry/index.ts'
import type {
  BusinessFacts,
  NoCopyYet,
  RegisterUnavailable,
  SigningRight,
} from '#people/registers/contract.ts'
import type {
  AccountAsked,
  AccountLookedUp,
  AccountOpened,
  AccountRequest,
  AccountRequestId,
  GroundKept,
  MemberId,
  RequestedContact,
} from './contract.ts'
import type { AccountsDeps } from './deps.ts'
import { judgeOpening, type OpeningRefusal } from './domain/opening.ts'
import { nameOf } from './name-of.ts'
import { hasAccount, insertAccount, insertMember, insertRequest } from './store.ts'

export type RegistersRefusal =
  BusinessIdRefusal | RegisterUnavailable | { readonly kind: 'unknown-to-business-register' }

/** Whether the organisation has an account, which is all that is told of it. */
export const lookUpAccount =
  (deps: AccountsDeps) =>
  async (
    permit: Permit<'accounts.lookUpAccount'>,
    input: InputOf<typeof contracts.lookUpAccount>,
  ): Promise<Result<AnswerOf<typeof contracts.lookUpAccount>, RegistersRefusal>> => {
    const asked = await askRegisters(deps, permit, input.businessId)
    if (!asked.ok) return asked
    const { business, signing } = asked.value
    const { businessId, name } = business
    return deps.db.write(async (tx) => {
      await recordLookUp(deps, tx, permit, businessId)
      return ok({ name, businessId, signing, hasAccount: await isTaken(deps, tx, businessId) })
    })
  }

const recordLookUp = (
  { record }: AccountsDeps,
  tx: Tx,
  permit: Permit,
  businessId: BusinessId,
): Promise<void> => {
  const event: AccountLookedUp = { type: 'AccountLookedUp', businessId }
  return record(tx, event, permit)
}

/** Enters by the deed. Its refusal tells too whether there is an account: it stands in the trail as a look at that. */
export async function entering<Value, Refused>(
  deps: AccountsDeps,
  permit: Permit,
  businessId: BusinessId,
  deed: (tx: Tx) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused>> {
  const done = await deps.db.write(deed)
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
  | { readonly kind: 'mandate-not-a-pdf' }
  | { readonly kind: 'already-asked' }

/** Opens the account for whoever signs alone; on a mandate a handler decides first. */
export const openAccount =
  (deps: AccountsDeps) =>
  async (
    permit: Permit<'accounts.openAccount'>,
    { contact, mandate: encoded, ...input }: InputOf<typeof contracts.openAccount>,
  ): Promise<Result<AnswerOf<typeof contracts.openAccount>, OpenAccountRefusal>> => {
    const mandate = readMandate(encoded)
    if (!mandate.ok) return mandate
    const asked = await askRegisters(deps, permit, input.businessId)
    if (!asked.ok) return asked
    const { business, signing } = asked.value
    const personId = personOf(permit)

    type Opened = Result<AnswerOf<typeof contracts.openAccount>, OpenAccountRefusal>
    return entering(deps, permit, business.businessId, async (tx): Promise<Opened> => {
      const basis = judgeOpening({
        business,
        signing,
        hasAccount: await isTaken(deps, tx, business.businessId),
        hasMandate: mandate.value !== undefined,
      })
      if (!basis.ok) return basis
      if (signing === 'alone') {
        const opened = await open(deps, tx, permit, {
          ...{ business, contact, personId, ground: { basis: 'right-to-sign' } },
        })
        return opened.ok ? ok({ state: 'open', organisationId: opened.value }) : opened
      }

      return askOnMandate(deps, tx, permit, { business, contact, signing, mandate: mandate.value })
    })
  }

/** What waits for a handler: that the person be a signatory on a mandate. */
export async function askOnMandate(
  deps: AccountsDeps,
  tx: Tx,
  permit: Permit,
  {
    business: { businessId, name },
    contact,
    signing,
    mandate,
  }: {
    readonly business: BusinessFacts
    /** Of an organisation whose account is to be opened. */
    readonly contact?: RequestedContact
    readonly signing: AccountRequest['signing']
    readonly mandate: Uint8Array | undefined
  },
): Promise<Result<{ state: 'waits'; requestId: string }, { readonly kind: 'already-asked' }>> {
  if (mandate === undefined) throw new Error('unreachable: judged to have a mandate')
  const personId = personOf(permit)
  const request: AccountRequest = {
    requestId: randomUUID() as string as AccountRequestId,
    ...{ personId, businessId, name, signing, askedAt: deps.clock.now() },
  }
  if (!(await insertRequest(tx, deps.sealing, { ...request, mandate, contact })))
    return refuse({ kind: 'already-asked' })
  const { requestId } = request
  const event: AccountAsked = { type: 'AccountAsked', requestId, businessId, about: { personId } }
  await deps.record(tx, event, permit)
  return ok({ state: 'waits', requestId })
}

/** The mandate that was sent, if any. */
export function readMandate(
  encoded: string | undefined,
): Result<Uint8Array | undefined, { readonly kind: 'mandate-not-a-pdf' }> {
  const mandate = encoded === undefined ? undefined : Buffer.from(encoded, 'base64')
  return mandate && !mandate.subarray(0, 5).equals(pdfBegins)
    ? refuse({ kind: 'mandate-not-a-pdf' })
    : ok(mandate)
}

const pdfBegins = Buffer.from('%PDF-')

export type EnterRefusal = NotRegistered | NoCopyYet | { readonly kind: 'account-exists' }

/**
 * Enters the organisation unless the office has, and makes the person its first member. Mails go to somebody: where nobody stands
 * with it, to whom its opener says (R280).
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
    readonly ground: GroundKept
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
  // Of two who open it at once, one finds it taken.
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
  contacts: Parameters<AccountsDeps['organisations']['keepContacts']>[2]['contacts'],
): Promise<Result<Organisation, never>> {
  const { organisationId, version } = known
  const standing = await organisations.contactsOf(tx, organisationId)
  if (standing.length > 0 || contacts.length === 0) return ok(known)
  const kept = await organisations.keepContacts(tx, permit, { organisationId, version, contacts })
  if (!kept.ok) throw new Error(`a contact was refused: ${kept.refusal.kind}`)
  return kept
}

/** The organisation that has an account, if it has one. */
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

/** Both registers, outside transactions: that the organisation is there, and how the person signs for it. */
export async function askRegisters(
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
