import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { definePermission } from './permission.ts'

const text = z.string().trim().min(1).max(200)

/** Results of a look-up, in the terms that identification services know. */
export const lookUpError = z.enum([
  'VarmennetiedotServiceError.HetuNotFound',
  'VarmennetiedotServiceError.CertificateIssuerCNInvalid',
  'VarmennetiedotServiceError.CertificateRevoked',
  'VarmennetiedotServiceError.CertificateExpired',
  /** A spare card: its certificates are not for identification. */
  'VarmennetiedotServiceError.CertificateNotForIdentification',
])
export type LookUpError = z.infer<typeof lookUpError>

export const lookUpPerson = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/person-look-ups',
  permission: definePermission('identificationServices.lookUpPerson', {
    roles: 'identificationService',
    label: {
      fi: 'Henkilön haku tunnistuspalvelulle',
      sv: 'Sökning av person för en identifieringstjänst',
      en: 'Finding a person for an identification service',
    },
  }),
  summary:
    'The holder of a card certificate, for a registered identification service that authenticates with its TLS certificate',
  input: z.object({
    /** The number of the subject: `serialNumber` of the certificate, eleven digits. */
    SearchTerm: z
      .string()
      .trim()
      .regex(/^\d{11}$/)
      .meta({ examples: ['10000000010'] }),
    Certificate: z.object({
      IssuerCN: text,
      /** Hexadecimal, with or without colons; decimal is accepted too. */
      SerialNumber: text,
    }),
    UserContext: z.object({
      ApplicationName: text,
      AuthenticatedUser: text,
      /** Always `HetuHaku`. */
      RoleName: text,
      /** `yyyyMMddHHmmssZ`, at most thirty minutes ahead. */
      ExpiresAt: z
        .string()
        .regex(/^\d{14}Z$/)
        .meta({ examples: ['20261125121500Z'] }),
      /** Base64, over `ApplicationName;AuthenticatedUser;RoleName;ExpiresAt;` in UTF-16LE. */
      Signature: z.base64(),
    }),
  }),
  response: z.object({
    /** As in the certificate. */
    serialNumber: z.string(),
    henkilotunnus: z.string().optional(),
    httpStatusCode: z.int(),
    errorCode: lookUpError.optional(),
    errorMessage: z.string().optional(),
  }),
})
