import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { instantText } from './values.ts'
import { definePermission } from './permission.ts'

const pem = z.string()

export const enrolCertificate = defineEndpoint({
  method: 'POST',
  onRepeat: 'own-key',
  path: '/certificates',
  permission: definePermission('certificates.enrolCertificate', {
    roles: 'client',
    label: {
      fi: 'Varmenteen myöntäminen järjestelmälle',
      sv: 'Utfärdande av certifikat till system',
      en: 'Issuing a certificate to a machine',
    },
  }),
  summary:
    'Certifies a key by its certificate request (PKCS#10), for a registered client that authenticates with its TLS certificate',
  input: z.object({
    /** PEM, or base64 of DER. The same request gets the same certificate, however often it is sent. */
    request: z.string().min(1).max(24_000),
  }),
  response: z.object({
    issuer: z.string(),
    /** Lower-case hexadecimal. */
    serial: z.string(),
    certificate: pem,
    /** From the issuer's own certificate up to the root. */
    chain: z.array(pem),
    validFrom: instantText,
    /** Inclusive. */
    validTo: instantText,
  }),
})

export const compareWithSignerPermission = definePermission('revocation.compareWithSigner', {
  roles: 'service',
  label: {
    fi: 'Allekirjoitettujen varmenteiden vertailu kirjattuihin',
    sv: 'Jämförelse av undertecknade och registrerade certifikat',
    en: 'Comparing signed certificates with the recorded ones',
  },
})

export const importStatusesPermission = definePermission('revocation.importStatuses', {
  roles: 'service',
  label: {
    fi: 'Vanhan järjestelmän varmenteiden tilojen tuonti',
    sv: 'Import av certifikatstatus från ett äldre system',
    en: 'Importing statuses of an older system',
  },
})
