import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { instantText } from './values.ts'
import { definePermission } from './permission.ts'
import { problem } from './problem.ts'

const pem = z.string()

/** PKCS#10 in PEM, or base64 of DER. The same request gets the same certificate, however often it is sent. */
const certificateRequest = z.string().min(1).max(24_000)

const enrolledCertificateView = z.object({
  issuer: z.string(),
  /** Lower-case hexadecimal. */
  serial: z.string(),
  certificate: pem,
  /** From the issuer's own certificate up to the root. */
  chain: z.array(pem),
  validFrom: instantText,
  /** Inclusive. */
  validTo: instantText,
})

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
  input: z.object({ request: certificateRequest }),
  response: enrolledCertificateView,
})

/** Within the batch: names the row in its result, and when the batch is sent again. */
const rowKey = z
  .string()
  .regex(/^[\w.:@-]{1,64}$/)
  .meta({ examples: ['host-1.example.fi'] })

/** From 1, over the whole body. */
const rowNumber = z.number().int()

export const enrolBatch = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-rows',
  path: '/certificates/batch',
  permission: enrolCertificate.permission,
  summary:
    'Certifies the keys of up to 10,000 certificate requests, one a line of JSON; each line has a result of its own, sent while the next are read',
  mediaType: 'application/x-ndjson',
  rows: { maxRows: 10_000, maxBytes: 32 * 1024 },
  input: z.object({ key: rowKey, request: certificateRequest }),
  response: z.union([
    z.object({ row: rowNumber, key: z.string(), ...enrolledCertificateView.shape }),
    /** Why this row has no certificate, and nothing changed. */
    z.object({ row: rowNumber, key: z.string().optional(), problem }),
    /** The last line, when the batch ended before its end: rows without a line are not done. */
    z.object({ problem }),
  ]),
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
