import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/organisations'
import { parseBusinessId, type BusinessIdRefusal } from '@sotevarmenne/identifiers/business-id'
import {
  isWithin,
  organisationOid,
  parseOid,
  type Oid,
  type OidRefusal,
} from '@sotevarmenne/identifiers/oid'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Language } from '#platform/texts.ts'
import { memberProductOf } from '#cards/products/index.ts'
import type { BusinessFacts, NoCopyYet, RegisterUnavailable } from '#people/registers/contract.ts'
import { operation } from '#platform/operation.ts'
import type {
  Contact,
  ContactsChanged,
  Organisation,
  OrganisationAdded,
  OrganisationChanged,
  OrganisationFacts,
  OrganisationId,
  Unit,
} from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import {
  checkCoded,
  checkRegistered,
  kindOf,
  type NotRegistered,
  type UnitNotCoded,
} from './domain/registered.ts'
import { codedUnitsOf } from './look-up-organisation.ts'
import { showOrganisation } from './show-organisation.ts'
import { recordViewed } from './view-organisations.ts'
import { contactsOf } from './stores/people.ts'
import {
  insertOrganisation,
  lockOrganisation,
  nextCustomerNumber,
  organisationById,
  organisationWith,
  agreementsOf,
  saveOrganisation,
} from './store.ts'
import { texts } from './texts.ts'
import { unitsProblems, enteringProblems, changeOrganisationProblems } from './problems.ts'

type Shown = ResponseOf<typeof contracts.addOrganisation>

type UnitsRefusal =
  | OidRefusal
  | { readonly kind: 'unit-of-another'; readonly oid: string }
  | { readonly kind: 'unit-twice'; readonly oid: string }

export type AddOrganisationRefusal =
  | BusinessIdRefusal
  | UnitsRefusal
  | { readonly kind: 'organisation-exists'; readonly organisationId: string }
  | { readonly kind: 'unknown-to-business-register' }
  | RegisterUnavailable
  | NoCopyYet
  | NotRegistered

/** Adds an organisation from the business register and the code service. One for each business ID and OID. */
export const addOrganisation = operation({
  contract: contracts.addOrganisation,
  problems: {
    ...unitsProblems,
    ...enteringProblems,
    'organisation-exists': { status: 409, ...texts.organisationExists },
  },
  handle:
    (deps: OrganisationsDeps) =>
    async (
      permit: Permit<'organisations.addOrganisation' | 'organisations.importOrganisations'>,
      input: InputOf<typeof contracts.addOrganisation>,
    ): Promise<Result<Shown, AddOrganisationRefusal>> => {
      const facts = factsOf(input)
      if (!facts.ok) return facts
      const business = await deps.businessRegister.lookUpBusiness(facts.value.businessId)
      if (!business.ok) return business

      return deps.db.write(async (tx): Promise<Result<Shown, AddOrganisationRefusal>> => {
        const known = await organisationWith(tx, facts.value)
        if (known)
          return refuse({ kind: 'organisation-exists', organisationId: known.organisationId })
        const entered = await enterOrganisation(deps)(tx, permit, {
          facts: facts.value,
          business: business.value,
        })
        if (!entered.ok) return entered
        return ok(await showOrganisation(deps, tx, permit, entered.value))
      })
    },
})

/** Adds a new organisation, as far as the registers confirm it; in the caller's transaction. */
export const enterOrganisation =
  (deps: Pick<OrganisationsDeps, 'clock' | 'codes' | 'record' | 'sealing'>) =>
  async (
    tx: Tx,
    permit: Permit,
    {
      facts,
      business,
    }: { readonly facts: OrganisationFacts; readonly business: Pick<BusinessFacts, 'status'> },
  ): Promise<Result<Organisation, NoCopyYet | NotRegistered>> => {
    const coded = await codedUnitsOf(deps)(tx, facts)
    if (!coded.ok) return coded
    const checked = checkRegistered(facts, { business, coded: coded.value.coded })
    if (!checked.ok) return checked

    const { contacts, ...others } = facts
    const organisation: Organisation = {
      ...others,
      organisationId: randomUUID() as string as OrganisationId,
      customerNumber: await nextCustomerNumber(tx),
      version: 1,
    }
    const { organisationId } = organisation
    const added: OrganisationAdded = { type: 'OrganisationAdded', organisationId }
    const entered = enteredIn(permit, deps)
    await insertOrganisation(tx, deps.sealing, { ...organisation, contacts }, entered)
    await deps.record(tx, added, permit)
    return ok(organisation)
  }

type ChangeRefusal =
  | { readonly kind: 'organisation-not-found' }
  /** Somebody else changed it since it was read. */
  | { readonly kind: 'organisation-changed-meanwhile' }
  | { readonly kind: 'unit-in-agreement'; readonly oid: string }
  | { readonly kind: 'kind-in-documents' }
  | { readonly kind: 'organisation-not-in-code-service'; readonly oid: string }
  | NoCopyYet
  | UnitNotCoded

export type ChangeOrganisationRefusal = ChangeRefusal | UnitsRefusal

/** Max units that are entered for one organisation. */
const unitsEntered = 500

/**
 * Adds an organisation by its own people: its kind and units are those of the code service (R280, R281); in
 * the caller's transaction.
 */
export const enterItself =
  (deps: Pick<OrganisationsDeps, 'clock' | 'codes' | 'record' | 'sealing'>) =>
  async (
    tx: Tx,
    permit: Permit,
    { business, contacts }: { readonly business: BusinessFacts; readonly contacts: ContactsTyped },
  ): Promise<Result<Organisation, NoCopyYet | NotRegistered>> => {
    const { businessId, name } = business
    const oid = organisationOid(businessId)
    const units = await codedUnitsOf(deps)(tx, { businessId, oid })
    if (!units.ok) return units
    const facts = {
      ...{ businessId, oid, name, kind: kindOf(oid, units.value.coded) },
      contacts: contacts.map(contactOf),
      units: units.value.units.slice(0, unitsEntered),
    }
    return enterOrganisation(deps)(tx, permit, { facts, business })
  }

/** Changes name, kind, units and contacts, by the office. */
export const changeOrganisation = operation({
  contract: contracts.changeOrganisation,
  problems: changeOrganisationProblems,
  handle:
    (deps: OrganisationsDeps) =>
    (permit, { organisationId, version, ...typed }) =>
      deps.db.write(async (tx): Promise<Result<Shown, ChangeOrganisationRefusal>> => {
        const { name, kind, contacts } = typed
        const changed = await change(deps, tx, permit, {
          ...{ organisationId, version },
          change: (before): Result<Changes, UnitsRefusal> => {
            const units = unitsOf(typed.units, before.oid)
            if (!units.ok) return units
            return ok({
              ...{ name, units: units.value, contacts: contacts.map(contactOf) },
              ...(kind !== undefined && { kind }),
            })
          },
        })
        return changed.ok ? ok(await showOrganisation(deps, tx, permit, changed.value)) : changed
      }),
})

type ContactsTyped = readonly Parameters<typeof contactOf>[0][]

type OfVersion = { readonly organisationId: string; readonly version: number }

/** Changes the contacts, by the organisation's own people; in the caller's transaction (R280). */
export const changeContacts =
  (deps: OrganisationsDeps) =>
  (
    tx: Tx,
    permit: Permit,
    { contacts, ...of }: OfVersion & { readonly contacts: ContactsTyped },
  ): Promise<Result<Organisation, ChangeOrganisationRefusal>> =>
    change(deps, tx, permit, { ...of, change: () => ok({ contacts: contacts.map(contactOf) }) })

/**
 * Changes its units, by its own people: those that it had, and those of the code service, under their names
 * there.
 */
export const changeUnits =
  (deps: OrganisationsDeps) =>
  async (
    tx: Tx,
    permit: Permit,
    { units, ...of }: OfVersion & { readonly units: readonly string[] },
  ): Promise<Result<Organisation, ChangeOrganisationRefusal>> => {
    const organisation = await organisationById(tx, of.organisationId)
    if (!organisation) return refuse({ kind: 'organisation-not-found' })
    const coded = await codedUnitsOf(deps)(tx, organisation)
    if (!coded.ok) return coded
    const names = new Map(
      [...organisation.units, ...coded.value.units].map(({ oid, name }) => [oid as string, name]),
    )
    return change(deps, tx, permit, {
      ...of,
      change: (before): Result<Changes, UnitsRefusal> => {
        const read = unitsOf(
          units.map((oid) => ({ oid, name: names.get(oid) ?? oid })),
          before.oid,
        )
        return read.ok ? ok({ units: read.value }) : read
      },
    })
  }

/** Changed fields; the others stay. */
type Changes = Partial<Pick<OrganisationFacts, 'name' | 'kind' | 'units' | 'contacts'>>

/**
 * New units, and organisations that become care providers, must be in the code service. What agreements
 * depend on stays: a unit that an agreement names cannot be removed, nor may the kind change which cards they
 * cover. Without a change there is no new version, and the save is recorded as an access.
 */
async function change<Refused>(
  deps: OrganisationsDeps,
  tx: Tx,
  permit: Permit,
  {
    organisationId,
    version,
    change: changesOf,
  }: OfVersion & { readonly change: (before: Organisation) => Result<Changes, Refused> },
): Promise<Result<Organisation, ChangeRefusal | Refused>> {
  const before = await lockOrganisation(tx, organisationId)
  if (!before) return refuse({ kind: 'organisation-not-found' })
  if (before.version !== version) return refuse({ kind: 'organisation-changed-meanwhile' })
  const changes = changesOf(before)
  if (!changes.ok) return changes
  const { contacts, ...facts } = changes.value
  const standing = await contactsOf(tx, deps.sealing, organisationId)
  const isOfContacts = contacts !== undefined && !isDeepStrictEqual(contacts, standing)
  const organisation: Organisation = { ...before, ...facts, version: version + 1 }
  if (!isOfContacts && isDeepStrictEqual(factsIn(organisation), factsIn(before))) {
    await recordViewed(deps, tx, permit, organisationId)
    return ok(before)
  }

  const open = (await agreementsOf(tx, [organisationId])).filter(
    ({ state }) => state === 'proposed' || state === 'approved',
  )
  const left = new Set(organisation.units.map(({ oid }) => oid))
  const missed = open
    .flatMap((agreement) =>
      agreement.kind === 'agreement' && agreement.units !== 'all' ? agreement.units : [],
    )
    .find((oid) => !left.has(oid))
  if (missed !== undefined) return refuse({ kind: 'unit-in-agreement', oid: missed })
  const product = memberProductOf(organisation.kind)
  const isOtherKind = organisation.kind !== before.kind
  if (isOtherKind && open.some(({ products }) => !products.includes(product)))
    return refuse({ kind: 'kind-in-documents' })

  const had = new Set(before.units.map(({ oid }) => oid))
  const added = organisation.units.filter(({ oid }) => !had.has(oid))
  if (added.length > 0 || isOtherKind) {
    const coded = await codedUnitsOf(deps)(tx, before)
    if (!coded.ok) return coded
    const checked = checkCoded(
      { ...organisation, kind: isOtherKind ? organisation.kind : 'other-body', units: added },
      coded.value.coded,
    )
    if (!checked.ok) return checked
  }

  const entered = { ...organisation, contacts: contacts ?? standing }
  await saveOrganisation(tx, deps.sealing, entered, enteredIn(permit, deps))
  const about = { organisationId, version: organisation.version }
  const changed: OrganisationChanged = { type: 'OrganisationChanged', ...about }
  await deps.record(tx, changed, permit)
  if (isOfContacts) {
    const contactsChanged: ContactsChanged = { type: 'ContactsChanged', ...about }
    await deps.record(tx, contactsChanged, permit)
  }
  return ok(organisation)
}

/** Independent of the order of its units. */
const factsIn = ({ name, kind, units }: Organisation) => ({
  ...{ name, kind },
  units: new Map(units.map((unit) => [unit.oid, unit.name])),
})

const enteredIn = (
  { actor }: Permit,
  { clock }: Pick<OrganisationsDeps, 'clock'>,
): { readonly enteredAt: Instant; readonly enteredBy?: string } => ({
  enteredAt: clock.now(),
  ...(actor.kind === 'person' && { enteredBy: actor.personId }),
})

function factsOf(
  input: InputOf<typeof contracts.addOrganisation>,
): Result<OrganisationFacts, BusinessIdRefusal | UnitsRefusal> {
  const businessId = parseBusinessId(input.businessId)
  if (!businessId.ok) return businessId
  const oid = input.oid === undefined ? ok(organisationOid(businessId.value)) : parseOid(input.oid)
  if (!oid.ok) return oid
  const units = unitsOf(input.units, oid.value)
  if (!units.ok) return units

  const { name, kind } = input
  return ok({
    name,
    kind,
    businessId: businessId.value,
    oid: oid.value,
    units: units.value,
    contacts: input.contacts.map(contactOf),
  })
}

/** Units are under their organisation in the OID tree, each once. */
function unitsOf(
  typed: readonly { readonly oid: string; readonly name: string }[],
  organisation: Oid,
): Result<readonly Unit[], UnitsRefusal> {
  const units: Unit[] = []
  for (const { oid: text, name } of typed) {
    const oid = parseOid(text)
    if (!oid.ok) return oid
    if (oid.value === organisation || !isWithin(oid.value, organisation))
      return refuse({ kind: 'unit-of-another', oid: oid.value })
    if (units.some((other) => other.oid === oid.value))
      return refuse({ kind: 'unit-twice', oid: oid.value })
    units.push({ oid: oid.value, name })
  }
  return ok(units)
}

export const contactOf = ({
  name,
  email,
  phone,
  language,
}: {
  readonly name: string
  readonly email: string
  readonly phone?: string | undefined
  readonly language: Language
}): Contact => ({ name, email, language, ...(phone !== undefined && { phone }) })
