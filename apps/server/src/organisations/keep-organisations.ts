import { randomUUID } from 'node:crypto'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/organisations'
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
import type {
  BusinessFacts,
  CodedOrganisation,
  NoCopyYet,
  RegisterUnavailable,
} from '#registers/contract.ts'
import type {
  Contact,
  Organisation,
  OrganisationAdded,
  OrganisationChanged,
  OrganisationFacts,
  OrganisationId,
  Unit,
} from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import {
  judgeRegistered,
  judgeUnits,
  type NotRegistered,
  type UnitNotCoded,
} from './domain/registered.ts'
import { showOrganisation } from './show-organisation.ts'
import {
  insertOrganisation,
  lockOrganisation,
  nextCustomerNumber,
  organisationWith,
  papersOf,
  saveOrganisation,
} from './store.ts'

type Shown = AnswerOf<typeof contracts.addOrganisation>

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

/** Enters an organisation that the business register and the code service know. There is one for each business ID and OID. */
export const addOrganisation =
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
  }

/** Enters an organisation that is not entered yet, as far as the registers bear it out; in the caller's transaction. */
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
    const coded = await codedOf(deps, tx, facts)
    if (!coded.ok) return coded
    const judged = judgeRegistered(facts, { business, coded: coded.value })
    if (!judged.ok) return judged

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

export type ChangeOrganisationRefusal =
  | UnitsRefusal
  | { readonly kind: 'organisation-not-found' }
  /** Somebody else changed it since it was read. */
  | { readonly kind: 'organisation-changed-meanwhile' }
  | { readonly kind: 'unit-in-agreement'; readonly oid: string }
  | NoCopyYet
  | UnitNotCoded

/**
 * Changes name, units and contacts. A new unit is one of the code service; what papers rest on stays: a unit that an agreement
 * names can't go.
 */
export const changeOrganisation =
  (deps: OrganisationsDeps) =>
  (
    permit: Permit<'organisations.changeOrganisation'>,
    {
      organisationId,
      version,
      name,
      units,
      contacts,
    }: InputOf<typeof contracts.changeOrganisation>,
  ): Promise<Result<Shown, ChangeOrganisationRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Shown, ChangeOrganisationRefusal>> => {
      const before = await lockOrganisation(tx, organisationId)
      if (!before) return refuse({ kind: 'organisation-not-found' })
      if (before.version !== version) return refuse({ kind: 'organisation-changed-meanwhile' })
      const read = unitsOf(units, before.oid)
      if (!read.ok) return read

      const left = new Set(read.value.map(({ oid }) => oid))
      const named = (await papersOf(tx, [organisationId])).flatMap((paper) =>
        paper.kind === 'agreement' &&
        paper.units !== 'all' &&
        (paper.state === 'proposed' || paper.state === 'approved')
          ? paper.units
          : [],
      )
      const missed = named.find((oid) => !left.has(oid))
      if (missed !== undefined) return refuse({ kind: 'unit-in-agreement', oid: missed })

      const had = new Set(before.units.map(({ oid }) => oid))
      const added = read.value.filter(({ oid }) => !had.has(oid))
      if (added.length > 0) {
        const coded = await codedOf(deps, tx, before)
        if (!coded.ok) return coded
        const judged = judgeUnits(added, coded.value)
        if (!judged.ok) return judged
      }

      const organisation: Organisation = {
        ...before,
        ...{ name, units: read.value, version: version + 1 },
      }
      const changed: OrganisationChanged = {
        type: 'OrganisationChanged',
        ...{ organisationId, version: organisation.version },
      }
      const entered = { ...organisation, contacts: contacts.map(contactOf) }
      await saveOrganisation(tx, deps.sealing, entered, enteredIn(permit, deps))
      await deps.record(tx, changed, permit)
      return ok(await showOrganisation(deps, tx, permit, organisation))
    })

const enteredIn = (
  { actor }: Permit,
  { clock }: Pick<OrganisationsDeps, 'clock'>,
): { readonly enteredAt: Instant; readonly enteredBy?: string } => ({
  enteredAt: clock.now(),
  ...(actor.kind === 'person' && { enteredBy: actor.personId }),
})

/** More units than any organisation has. */
const mostCoded = 20_000

/** What the last copy of the code service has of the organisation. */
async function codedOf(
  { codes }: Pick<OrganisationsDeps, 'codes'>,
  tx: Tx,
  { businessId }: Pick<OrganisationFacts, 'businessId'>,
): Promise<Result<readonly CodedOrganisation[], NoCopyYet>> {
  const found = await codes.organisationsOf(tx, businessId, mostCoded)
  return found.ok ? ok(found.value.value) : found
}

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

/** Units stand under their organisation in the tree of identifiers, each once. */
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
