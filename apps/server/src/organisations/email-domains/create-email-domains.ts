import { bindOperations } from '#platform/operation.ts'
import { addEmailDomain, endEmailDomain, proveEmailDomain } from './change-domains.ts'
import type { EmailDomainsDeps } from './deps.ts'
import { viewDomainsOfOrganisation, viewEmailDomains } from './view-domains.ts'
import { listWorkEmailDomains } from './work-email.ts'

export const createEmailDomains = (deps: EmailDomainsDeps) =>
  bindOperations(deps, {
    viewEmailDomains,
    addEmailDomain,
    proveEmailDomain,
    endEmailDomain,
    viewDomainsOfOrganisation,
    listWorkEmailDomains,
  })
