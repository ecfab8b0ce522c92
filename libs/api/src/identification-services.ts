import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'

const text = z.string().trim().min(1).max(200)

/** What came of a look-up, in the words that identification services know. */
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
  path: '/person-look-ups',
  summary:
    'The person to whom a card certificate belongs, for a registered identification service known by its TLS certificate',
  input: z.object({
    /** The number of the subject: `serialNumber` of the certificate, eleven digits. */
    SearchTerm: z
      .string()
      .trim()
      .regex(/^\d{11}$/),
    Certificate: z.object({
      IssuerCN: text,
      /** Hexadecimal, with or without colons; decimal is understood too. */
      SerialNumber: text,
    }),
    UserContext: z.object({
      ApplicationName: text,
      AuthenticatedUser: text,
      /** `HetuHaku` and no other. */
      RoleName: text,
      /** `yyyyMMddHHmmssZ`, thirty minutes ahead at most. */
      ExpiresAt: z.string().regex(/^\d{14}Z$/),
      /** Base64, over `ApplicationName;AuthenticatedUser;RoleName;ExpiresAt;` in UTF-16LE. */
      Signature: z.base64(),
    }),
  }),
  answer: z.object({
    /** As in the certificate. */
    serialNumber: z.string(),
    henkilotunnus: z.string().optional(),
    httpStatusCode: z.int(),
    errorCode: lookUpError.optional(),
    errorMessage: z.string().optional(),
  }),
})
