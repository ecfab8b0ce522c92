import { createSealing } from '#platform/sealing.ts'
import type { CasesDeps } from './deps.ts'
import { followCases } from './follow-cases.ts'
import { decideCase, handleCase, listCases, viewCase } from './office-cases.ts'
import {
  listOrganisationCases,
  openFor,
  openOrganisationCase,
  stepOnOrganisationCase,
  viewOrganisationCase,
} from './organisation-cases.ts'
import { listOwnCases, openOwnCase, stepOnOwnCase, viewOwnCase } from './own-cases.ts'

export type Cases = ReturnType<typeof createCases>

/** `key`: at least 32 secret bytes, from which the key that seals the texts is derived. */
export function createCases({
  key,
  ...rest
}: Omit<CasesDeps, 'sealing'> & { readonly key: Uint8Array }) {
  const deps: CasesDeps = { ...rest, sealing: createSealing(key, 'cases') }
  return {
    openOwnCase: openOwnCase(deps),
    listOwnCases: listOwnCases(deps),
    viewOwnCase: viewOwnCase(deps),
    stepOnOwnCase: stepOnOwnCase(deps),
    openOrganisationCase: openOrganisationCase(deps),
    listOrganisationCases: listOrganisationCases(deps),
    viewOrganisationCase: viewOrganisationCase(deps),
    stepOnOrganisationCase: stepOnOrganisationCase(deps),
    openFor: openFor(deps),
    decideCase: decideCase(deps),
    listCases: listCases(deps),
    viewCase: viewCase(deps),
    handleCase: handleCase(deps),
    jobs: followCases(deps),
  }
}
