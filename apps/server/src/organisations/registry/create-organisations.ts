import { ok } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
import type { Organisation } from './contract.ts'
import { decideAgreement, endAgreement } from './decide-agreement.ts'
import type { OrganisationsDeps } from './deps.ts'
import { onceAtEachAddress } from './domain/contacts.ts'
import { followBusinesses } from './follow-businesses.ts'
import { importOrganisations } from './import-organisations.ts'
import { checkOrdering, checkPreparing } from './check-ordering.ts'
import {
  addOrganisation,
  changeOrganisation,
  enterItself,
  changeContacts,
  changeUnits,
} from './change-organisation.ts'
import { listEmployers } from './list-employers.ts'
import { agreementForRegistrars } from './agreement-for-registrars.ts'
import { proposeCardAgreement, proposeDelegation } from './propose-agreement.ts'
import { codedUnitsOf, lookUpOrganisation, showCodedUnits } from './look-up-organisation.ts'
import { checkOverlap } from './check-overlap.ts'
import { drawSigned, endSigned, mayEndSigned, proposeSigned } from './sign-agreement.ts'
import { showOrganisation } from './show-organisation.ts'
import { partiesOfEnded } from './parties-of.ts'
import { contactsOf } from './stores/people.ts'
import { hasAnyCeased } from './stores/businesses.ts'
import {
  findAgreement,
  organisationByBusinessId,
  organisationById,
  organisationByNumbers,
  organisationsByBusinessIds,
  organisationNames,
  organisationsByIds,
  organisationsByName,
  organisationWith,
  productsAt,
} from './store.ts'
import { waitingAgreements } from './stores/waiting.ts'
import {
  listOrganisations,
  viewOrganisation,
  viewOrganisationHistory,
} from './view-organisations.ts'

export type Organisations = ReturnType<typeof createOrganisations>

/** Seals names and addresses of people. */
export function createOrganisations(wired: Unsealed<OrganisationsDeps>) {
  const deps: OrganisationsDeps = withSealing(wired, 'organisations')
  return {
    ...bindOperations(deps, {
      listOrganisations,
      viewOrganisation,
      viewOrganisationHistory,
      lookUpOrganisation,
      addOrganisation,
      changeOrganisation,
      proposeCardAgreement,
      proposeDelegation,
      decideAgreement,
      endAgreement,
      listEmployers,
    }),
    importOrganisations: importOrganisations(deps),
    /** By id; unknown ids are left out. */
    organisationsByIds,
    organisationNames,
    /** By part of the name, or by one of their numbers; sorted by name. */
    searchOrganisations: (
      tx: Tx,
      sought: { readonly query: string; readonly limit: number },
    ): Promise<readonly Organisation[]> => organisationsByName(tx, sought),
    /** Whether a staff or actor card may be ordered now, and under which agreements. */
    checkOrdering: checkOrdering(deps),
    checkPreparing,
    /**
     * Whether one of the agreements was ended. If it expired or was replaced, orders based on it continue
     * (R213).
     */
    hasEnded: async (tx: Tx, agreementIds: readonly string[]): Promise<boolean> => {
      for (const agreementId of agreementIds)
        if ((await findAgreement(tx, agreementId))?.state === 'ended') return true
      return false
    },
    /** The sides of an agreement that has ended, for those who notify them. */
    partiesOfEnded,
    /** Which cards the agreements that name the point cover, whatever their state. */
    productsAt,
    /** The agreement under which the organisation has registrars at its own point. */
    agreementForRegistrars,
    /** By the business register's last response (R279). */
    hasCeased: (tx: Tx, organisationId: string) => hasAnyCeased(tx, [organisationId]),
    /** For `accounts`: an organisation that adds itself, and the data that its own people maintain. */
    enterItself: enterItself(deps),
    changeContacts: changeContacts(deps),
    changeUnits: changeUnits(deps),
    codedUnits: async (tx: Tx, organisation: Organisation) => {
      const found = await codedUnitsOf(deps)(tx, organisation)
      return found.ok ? ok(showCodedUnits(found.value)) : found
    },
    organisationById,
    organisationByBusinessId,
    organisationByNumbers,
    organisationsByBusinessIds,
    organisationWith,
    /**
     * For `agreements`: agreements signed by an organisation, checked at each step, submitted to the office, or
     * ended at once.
     */
    drawSigned: drawSigned(deps),
    checkOverlap,
    proposeSigned: proposeSigned(deps),
    mayEndSigned,
    endSigned: endSigned(deps),
    /** As its own people see it: they view its agreements, but decide nothing. */
    showToMembers: async (tx: Tx, permit: Permit, organisation: Organisation) => {
      const shown = await showOrganisation(deps, tx, permit, organisation)
      return {
        ...shown,
        agreements: shown.agreements.map((agreement) => ({ ...agreement, may: [] })),
      }
    },
    /** Contacts with their language, each address once; none for an unknown organisation. */
    contactsOf: async (tx: Tx, organisationId: string) =>
      onceAtEachAddress(await contactsOf(tx, deps.sealing, organisationId)),
    /** Contacts of the version and of the one before: those to notify of the change. */
    contactsAround: async (tx: Tx, organisationId: string, version: number) =>
      onceAtEachAddress([
        ...(await contactsOf(tx, deps.sealing, organisationId, version - 1)),
        ...(await contactsOf(tx, deps.sealing, organisationId, version)),
      ]),
    followBusinesses: followBusinesses(deps),
    waiting: [waitingAgreements],
    schedules: [
      {
        name: 'the business register',
        run: () => followBusinesses(deps)(deps.systemPermit('organisations.followBusinesses')),
      },
    ],
  }
}
