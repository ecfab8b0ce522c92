import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { id, instantText } from './values.ts'
import { definePermission } from './permission.ts'

/** A program with a client role at the enrolment API (mutual TLS); an operator registers it. */
export const clientView = z.object({
  clientId: id,
  name: z.string(),
  /**
   * `look-up`: requests the holder of a certificate. `station`: produces cards. `enrolment`: requests
   * certificates.
   */
  kind: z.enum(['look-up', 'station', 'enrolment']),
  organisation: z.string(),
  /** SHA-256 of its certificate, hex. */
  fingerprint: z.string(),
  /** End of its certificate, inclusive; absent for one that was registered before this was stored. */
  validTo: instantText.optional(),
  registeredAt: instantText,
  endedAt: instantText.optional(),
})
export type ClientView = z.infer<typeof clientView>

const clientsView = z.object({ clients: z.array(clientView) })

export const listClients = defineEndpoint({
  method: 'GET',
  path: '/clients',
  permission: definePermission('certificates.viewClients', {
    roles: ['caseOfficer', 'auditor', 'caOfficer'],
    label: { fi: 'Ohjelmien katselu', sv: 'Visning av program', en: 'Viewing programs' },
  }),
  summary:
    'Registered clients of the enrolment API, including those whose access has ended; the newest first',
  input: z.object({}),
  response: clientsView,
})

export const endClient = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/clients/:clientId/end',
  permission: definePermission('certificates.endClient', {
    roles: ['caseOfficer'],
    byCommand: true,
    label: {
      fi: 'Järjestelmän rekisteröinnin päättäminen',
      sv: 'Avslutande av systemets registrering',
      en: 'Ending the registration of a machine',
    },
  }),
  summary: 'Ends the access of a client for good (case officer). What it received stays valid',
  input: z.object({ clientId: id }),
  response: clientsView,
})

export const issueCertificatePermission = definePermission('certificates.issueCertificate', {
  roles: 'service',
  label: {
    fi: 'Varmenteen myöntäminen',
    sv: 'Utfärdande av certifikat',
    en: 'Issuing a certificate',
  },
})

export const registerClientPermission = definePermission('certificates.registerClient', {
  roles: 'service',
  label: {
    fi: 'Järjestelmän rekisteröinti',
    sv: 'Registrering av system',
    en: 'Registering a machine',
  },
})

export const recoverPermission = definePermission('certificates.recover', {
  roles: 'service',
  label: {
    fi: 'Kesken jääneiden varmenteiden selvitys',
    sv: 'Utredning av halvfärdiga certifikat',
    en: 'Settling half-made certificates',
  },
})
