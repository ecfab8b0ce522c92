import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import { memberProductOf } from '#cards/products/index.ts'
import type { ImportedOrganisation, Organisation, PaperApproved } from './contract.ts'
import { withGrounds } from './decide-paper.ts'
import type { OrganisationsDeps } from './deps.ts'
import { approve, type DecisionRefusal } from './domain/paper.ts'
import { addOrganisation, type AddOrganisationRefusal } from './keep-organisations.ts'
import {
  drawAgreement,
  drawAuthorisation,
  proposedEvent,
  type ProposeAgreementRefusal,
  type ProposeAuthorisationRefusal,
} from './propose-paper.ts'
import { savePeople } from './stores/people.ts'
import { insertPaper, organisationByBusinessId, papersOf } from './store.ts'

export type ImportOrganisations = {
  readonly organisations: readonly ImportedOrganisation[]
  /** Two persons who looked through what is imported: ids of people whom the service knows. */
  readonly enteredBy: string
  readonly approvedBy: string
}

export type ImportRefusal = {
  readonly kind: 'not-imported'
  readonly businessId: string
  readonly because:
    AddOrganisationRefusal | ProposeAgreementRefusal | ProposeAuthorisationRefusal | DecisionRefusal
}

export type Imported = { readonly organisations: number; readonly papers: number }

/**
 * Takes over organisations and the papers that hold in an older system: what the registers bear out, approved by another
 * person than the one who entered it, like everything else. An organisation that is here already, and one that has papers,
 * are passed over: after a refusal it is run again with what was mended. Papers come after all organisations.
 */
export const importOrganisations =
  (deps: OrganisationsDeps) =>
  async (
    permit: Permit<'organisations.importOrganisations'>,
    { organisations, enteredBy, approvedBy }: ImportOrganisations,
  ): Promise<Result<Imported, ImportRefusal>> => {
    let added = 0
    for (const { agreements: _, authorisations: __, ...facts } of organisations) {
      const entered = await addOrganisation(deps)(permit, facts)
      if (entered.ok) added += 1
      else if (entered.refusal.kind !== 'organisation-exists')
        return notImported(facts.businessId, entered.refusal)
    }
    let papers = 0
    for (const imported of organisations) {
      const taken = await takePapers(deps, permit, imported, { enteredBy, approvedBy })
      if (!taken.ok) return notImported(imported.businessId, taken.refusal)
      papers += taken.value
    }
    return ok({ organisations: added, papers })
  }

const notImported = (businessId: string, because: ImportRefusal['because']) =>
  refuse({ kind: 'not-imported', businessId, because })

/** All papers of the organisation, or none. */
const takePapers = (
  deps: OrganisationsDeps,
  permit: Permit<'organisations.importOrganisations'>,
  { businessId, agreements, authorisations }: ImportedOrganisation,
  { enteredBy, approvedBy }: Pick<ImportOrganisations, 'enteredBy' | 'approvedBy'>,
): Promise<Result<number, ImportRefusal['because']>> =>
  deps.db.write(async (tx): Promise<Result<number, ImportRefusal['because']>> => {
    const organisation = await organisationByBusinessId(tx, businessId)
    if (!organisation) return refuse({ kind: 'organisation-not-found' })
    if ((await papersOf(tx, [organisation.organisationId])).length > 0) return ok(0)

    const customer = ofCustomer(organisation)
    const drawn: Awaited<ReturnType<typeof drawAgreement | typeof drawAuthorisation>>[] = []
    for (const agreement of agreements)
      drawn.push(await drawAgreement(deps, tx, { ...agreement, ...customer }, enteredBy))
    for (const authorisation of authorisations) {
      const authorised = await organisationByBusinessId(tx, authorisation.businessId)
      if (!authorised) return refuse({ kind: 'authorised-not-found' })
      const { customerNumber } = authorised
      const asked = { ...authorisation, ...customer, customerNumber }
      drawn.push(await drawAuthorisation(deps, tx, asked, enteredBy))
    }
    for (const one of drawn) {
      if (!one.ok) return one
      const approved = approve(one.value.paper, { by: approvedBy, now: deps.clock.now() })
      if (!approved.ok) return approved
      const decided = await withGrounds(tx, approved.value, deps.clock.now())
      const { paperId, kind, organisationId } = decided
      const event: PaperApproved = { type: 'PaperApproved', paperId, paper: kind, organisationId }
      await insertPaper(tx, decided)
      const { people } = one.value
      if (people) await savePeople(tx, deps.sealing, paperId, people)
      await deps.record(tx, proposedEvent(decided), permit)
      await deps.record(tx, event, permit)
    }
    return ok(drawn.length)
  })

const ofCustomer = ({ organisationId, kind }: Organisation) => ({
  organisationId,
  products: [memberProductOf(kind)],
})
