import { ok } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { createSealing } from '#platform/sealing.ts'
import type { Organisation } from './contract.ts'
import { decidePaper, endPaper } from './decide-paper.ts'
import type { OrganisationsDeps } from './deps.ts'
import { onceAtEachAddress } from './domain/contacts.ts'
import { followBusinesses } from './follow-businesses.ts'
import { importOrganisations } from './import-organisations.ts'
import { judgeOrdering } from './judge-ordering.ts'
import {
  addOrganisation,
  changeOrganisation,
  enterItself,
  keepContacts,
  keepUnits,
} from './keep-organisations.ts'
import { listEmployers } from './list-employers.ts'
import { paperForRegistrars } from './paper-for-registrars.ts'
import { proposeAgreement, proposeAuthorisation } from './propose-paper.ts'
import { codedUnitsOf, lookUpOrganisation, toldOf } from './look-up-organisation.ts'
import { drawSigned, endSigned, mayEndSigned, proposeSigned } from './sign-paper.ts'
import { showOrganisation } from './show-organisation.ts'
import { contactsOf } from './stores/people.ts'
import { hasAnyCeased } from './stores/businesses.ts'
import {
  findPaper,
  organisationByBusinessId,
  organisationById,
  organisationByNumbers,
  organisationNames,
  organisationsByIds,
  organisationWith,
  productsAt,
} from './store.ts'
import {
  listOrganisations,
  viewOrganisation,
  viewOrganisationHistory,
} from './view-organisations.ts'

export type Organisations = ReturnType<typeof createOrganisations>

/** `key`: at least 32 secret octets, from which the key that seals names and addresses of people is derived. */
export function createOrganisations({
  key,
  ...wired
}: Omit<OrganisationsDeps, 'sealing'> & { readonly key: Uint8Array }) {
  const deps: OrganisationsDeps = { ...wired, sealing: createSealing(key, 'organisations') }
  return {
    lookUpOrganisation: lookUpOrganisation(deps),
    addOrganisation: addOrganisation(deps),
    changeOrganisation: changeOrganisation(deps),
    listOrganisations: listOrganisations(deps),
    viewOrganisation: viewOrganisation(deps),
    viewOrganisationHistory: viewOrganisationHistory(deps),
    proposeAgreement: proposeAgreement(deps),
    proposeAuthorisation: proposeAuthorisation(deps),
    decidePaper: decidePaper(deps),
    endPaper: endPaper(deps),
    importOrganisations: importOrganisations(deps),
    listEmployers: listEmployers(deps),
    /** By their ids; those that are not known are left out. */
    organisationsByIds,
    organisationNames,
    /** Whether a staff or actor card may be ordered now, and on which papers. */
    judgeOrdering: judgeOrdering(deps),
    /** Whether one of the papers was ended. One that ran out, or gave way to a change, was not: what was ordered on it goes on (R213). */
    hasEnded: async (tx: Tx, paperIds: readonly string[]): Promise<boolean> => {
      for (const paperId of paperIds)
        if ((await findPaper(tx, paperId))?.state === 'ended') return true
      return false
    },
    /** Which cards organisations have papers for that name the point, however these stand. */
    productsAt,
    /** On which paper the organisation has registrars at a point of its own. */
    paperForRegistrars,
    /** As the business register said last (R279). */
    hasCeased: (tx: Tx, organisationId: string) => hasAnyCeased(tx, [organisationId]),
    /** For `accounts`: an organisation that enters itself, and what its own people keep of it. */
    enterItself: enterItself(deps),
    keepContacts: keepContacts(deps),
    keepUnits: keepUnits(deps),
    codedUnits: async (tx: Tx, organisation: Organisation) => {
      const found = await codedUnitsOf(deps)(tx, organisation)
      return found.ok ? ok(toldOf(found.value)) : found
    },
    organisationById,
    organisationByBusinessId,
    organisationByNumbers,
    organisationWith,
    /** For `papers`: what an organisation signs, checked at each step, given to the office, or ended at once. */
    drawSigned: drawSigned(deps),
    proposeSigned: proposeSigned(deps),
    mayEndSigned,
    endSigned: endSigned(deps),
    /** As its own people see it: they look at its papers, and decide nothing. */
    showToMembers: async (tx: Tx, permit: Permit, organisation: Organisation) => {
      const shown = await showOrganisation(deps, tx, permit, organisation)
      return { ...shown, papers: shown.papers.map((paper) => ({ ...paper, may: [] })) }
    },
    /** Whom to reach, in which language, once at each address; nobody of an organisation that is not known. */
    contactsOf: async (tx: Tx, organisationId: string) =>
      onceAtEachAddress(await contactsOf(tx, deps.sealing, organisationId)),
    /** Those of the version and of the one before it: who is told that they were changed. */
    contactsAround: async (tx: Tx, organisationId: string, version: number) =>
      onceAtEachAddress([
        ...(await contactsOf(tx, deps.sealing, organisationId, version - 1)),
        ...(await contactsOf(tx, deps.sealing, organisationId, version)),
      ]),
    followBusinesses: followBusinesses(deps),
  }
}
