import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import { memberProductOf } from '#cards/products/index.ts'
import type { ImportedOrganisation, Organisation, AgreementApproved } from './contract.ts'
import { withGrounds } from './decide-agreement.ts'
import type { OrganisationsDeps } from './deps.ts'
import { approve, type DecisionRefusal } from './domain/agreement.ts'
import { addOrganisation, type AddOrganisationRefusal } from './change-organisation.ts'
import {
  drawCardAgreement,
  drawDelegation,
  proposedEvent,
  type ProposeCardAgreementRefusal,
  type ProposeDelegationRefusal,
} from './propose-agreement.ts'
import { savePeople } from './stores/people.ts'
import { insertAgreement, organisationByBusinessId, agreementsOf } from './store.ts'

export type ImportOrganisations = {
  readonly organisations: readonly ImportedOrganisation[]
  /** Two persons who checked the import: ids of people whom the service knows. */
  readonly enteredBy: string
  readonly approvedBy: string
}

export type ImportRefusal = {
  readonly kind: 'not-imported'
  readonly businessId: string
  readonly because:
    | AddOrganisationRefusal
    | ProposeCardAgreementRefusal
    | ProposeDelegationRefusal
    | DecisionRefusal
}

export type Imported = { readonly organisations: number; readonly agreements: number }

/**
 * Imports organisations and their agreements in force from an older system: those that the registers confirm,
 * approved by another person than the one who entered them, as always. Existing organisations, and those with
 * agreements, are skipped: after a refusal the corrected import is run again. Agreements follow after all
 * organisations.
 */
export const importOrganisations =
  (deps: OrganisationsDeps) =>
  async (
    permit: Permit<'organisations.importOrganisations'>,
    { organisations, enteredBy, approvedBy }: ImportOrganisations,
  ): Promise<Result<Imported, ImportRefusal>> => {
    let added = 0
    for (const { agreements: _, delegations: __, ...facts } of organisations) {
      const entered = await addOrganisation.handle(deps)(permit, facts)
      if (entered.ok) added += 1
      else if (entered.refusal.kind !== 'organisation-exists')
        return notImported(facts.businessId, entered.refusal)
    }
    let agreements = 0
    for (const imported of organisations) {
      const taken = await takeAgreements(deps, permit, imported, { enteredBy, approvedBy })
      if (!taken.ok) return notImported(imported.businessId, taken.refusal)
      agreements += taken.value
    }
    return ok({ organisations: added, agreements })
  }

const notImported = (businessId: string, because: ImportRefusal['because']) =>
  refuse({ kind: 'not-imported', businessId, because })

/** All agreements of the organisation, or none. */
const takeAgreements = (
  deps: OrganisationsDeps,
  permit: Permit<'organisations.importOrganisations'>,
  { businessId, agreements, delegations }: ImportedOrganisation,
  { enteredBy, approvedBy }: Pick<ImportOrganisations, 'enteredBy' | 'approvedBy'>,
): Promise<Result<number, ImportRefusal['because']>> =>
  deps.db.write(async (tx): Promise<Result<number, ImportRefusal['because']>> => {
    const organisation = await organisationByBusinessId(tx, businessId)
    if (!organisation) return refuse({ kind: 'organisation-not-found' })
    if ((await agreementsOf(tx, [organisation.organisationId])).length > 0) return ok(0)

    const customer = ofCustomer(organisation)
    const drawn: Awaited<ReturnType<typeof drawCardAgreement | typeof drawDelegation>>[] = []
    for (const agreement of agreements)
      drawn.push(await drawCardAgreement(deps, tx, { ...agreement, ...customer }, enteredBy))
    for (const delegation of delegations) {
      const delegate = await organisationByBusinessId(tx, delegation.businessId)
      if (!delegate) return refuse({ kind: 'delegate-not-found' })
      const { customerNumber } = delegate
      const requested = { ...delegation, ...customer, customerNumber }
      drawn.push(await drawDelegation(deps, tx, requested, enteredBy))
    }
    for (const one of drawn) {
      if (!one.ok) return one
      const approved = approve(one.value.agreement, { by: approvedBy, now: deps.clock.now() })
      if (!approved.ok) return approved
      const decided = await withGrounds(tx, approved.value, deps.clock.now())
      const { agreementId, kind, organisationId } = decided
      const event: AgreementApproved = {
        type: 'AgreementApproved',
        agreementId,
        kind,
        organisationId,
      }
      await insertAgreement(tx, decided)
      const { people } = one.value
      if (people) await savePeople(tx, deps.sealing, agreementId, people)
      await deps.record(tx, proposedEvent(decided), permit)
      await deps.record(tx, event, permit)
    }
    return ok(drawn.length)
  })

const ofCustomer = ({ organisationId, kind }: Organisation) => ({
  organisationId,
  products: [memberProductOf(kind)],
})
