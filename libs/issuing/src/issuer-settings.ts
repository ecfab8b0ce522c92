import { z } from 'zod'
import type { ReadCas } from './issuer-file.ts'

/** Settings that the server processes and the signer must share: they go into every certificate. */
export const issuerSettings = {
  OCSP_PORT: z.coerce.number().int().min(0).max(65535).default(8081),
  /** Goes into certificates (CDP, AIA): choose it once. */
  VALIDATION_URL: z
    .url()
    .transform((text) => text.replace(/\/$/, ''))
    .optional(),
  /**
   * The reviewed file with names, policies, URLs and ceremony of the CAs; by default the shipped TEST one.
   */
  CA_FILE: z.string().optional(),
  /** The arc of the policy identifiers in certificates; by default the arc for documentation (RFC 5612). */
  POLICY_ARC: z
    .string()
    .regex(/^[0-2](\.(0|[1-9]\d{0,8})){2,15}$/)
    .optional(),
}

type IssuerSettings = z.output<z.ZodObject<typeof issuerSettings>>

export const validationUrlOf = ({
  VALIDATION_URL,
  OCSP_PORT,
}: Pick<IssuerSettings, 'VALIDATION_URL' | 'OCSP_PORT'>): string =>
  VALIDATION_URL ?? `http://localhost:${String(OCSP_PORT)}`

/** A service with its own file has its URL there; with the shipped one it follows the port. */
export const issuerFileOf = (input: IssuerSettings): ReadCas => ({
  file: input.CA_FILE,
  validationUrl: input.CA_FILE === undefined ? validationUrlOf(input) : input.VALIDATION_URL,
  policyArc: input.POLICY_ARC,
})
