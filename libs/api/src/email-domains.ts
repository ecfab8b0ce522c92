import { z } from 'zod'
import { viewAccountPermission } from './accounts.ts'
import { defineEndpoint } from './endpoint.ts'
import {
  listEmployersPermission,
  memberProduct,
  viewOrganisationsPermission,
} from './organisations.ts'
import { definePermission } from './permission.ts'
import { id, instantText } from './values.ts'

/** `run-out`: proved too long ago; it counts again when it is proved again. */
const emailDomainState = z.enum(['not-proved', 'proved', 'run-out', 'ended'])
export type EmailDomainState = z.infer<typeof emailDomainState>

const emailDomainView = z.object({
  domainId: id,
  domain: z.string(),
  state: emailDomainState,
  addedAt: instantText,
  provedAt: instantText.optional(),
  /** Until when the proof counts. */
  provedUntil: instantText.optional(),
  endedAt: instantText.optional(),
  /** The TXT record that proves control; absent when it has ended. */
  record: z.object({ name: z.string(), value: z.string() }).optional(),
})
export type EmailDomainView = z.infer<typeof emailDomainView>

/** Those in use first, then the ended ones; newest first. */
const emailDomainsView = z.object({ domains: z.array(emailDomainView) })

export const viewEmailDomains = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/email-domains',
  permission: viewAccountPermission,
  summary: 'The e-mail domains of the organisation, with the TXT records that prove control',
  input: z.object({ organisationId: id }),
  response: emailDomainsView,
})

export const addEmailDomain = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/email-domains',
  permission: definePermission('emailDomains.addEmailDomain', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Organisaation sähköpostin verkkotunnuksen lisääminen',
      sv: 'Tillägg av en organisations e-postdomän',
      en: 'Adding an e-mail domain of an organisation',
    },
  }),
  summary:
    'Adds an e-mail domain, which counts once control of it is proved by a TXT record in the DNS',
  input: z.object({ organisationId: id, domain: z.string().trim().min(1).max(253) }),
  response: emailDomainsView,
})

export const proveEmailDomain = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/email-domains/:domainId/proof',
  permission: definePermission('emailDomains.proveEmailDomain', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Sähköpostin verkkotunnuksen hallinnan osoittaminen',
      sv: 'Bevisning av kontroll över en e-postdomän',
      en: 'Proving control of an e-mail domain',
    },
  }),
  summary: 'Looks up the TXT record of an e-mail domain; found, the domain is proved from now on',
  input: z.object({ organisationId: id, domainId: id }),
  response: emailDomainsView,
})

export const endEmailDomain = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/accounts/:organisationId/email-domains/:domainId/end',
  permission: definePermission('emailDomains.endEmailDomain', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Sähköpostin verkkotunnuksen käytön lopettaminen',
      sv: 'Avslutande av en e-postdomän',
      en: 'Ending an e-mail domain',
    },
  }),
  summary: 'Ends an e-mail domain: no new certificate has an address in it',
  input: z.object({ organisationId: id, domainId: id }),
  response: emailDomainsView,
})

export const viewDomainsOfOrganisation = defineEndpoint({
  method: 'GET',
  path: '/organisations/:organisationId/email-domains',
  permission: viewOrganisationsPermission,
  summary: 'The e-mail domains of an organisation (case officer, auditor)',
  input: z.object({ organisationId: id }),
  response: emailDomainsView,
})

export const listWorkEmailDomains = defineEndpoint({
  method: 'GET',
  path: '/employers/:organisationId/email-domains',
  permission: listEmployersPermission,
  summary:
    'In which domains a card of the employer may have the work e-mail address of its holder; none where the card has no address',
  input: z.object({ organisationId: id, product: memberProduct }),
  response: z.object({ domains: z.array(z.string()) }),
})
