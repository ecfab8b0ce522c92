import { z } from 'zod'
import type { ReadAuthorities } from './issuer-file.ts'

/** Settings that the processes of the server and the signer must read alike: what they say goes into every certificate. */
export const issuerSettings = {
  STATUS_PORT: z.coerce.number().int().min(0).max(65535).default(8081),
  /** Goes into certificates (CDP, AIA): choose it once. */
  STATUS_URL: z
    .url()
    .transform((text) => text.replace(/\/$/, ''))
    .optional(),
  /** Names, policies, addresses and ceremony of the authorities: the reviewed file; the shipped TEST one unless told otherwise. */
  AUTHORITIES_FILE: z.string().optional(),
  /** Where the policy identifiers in certificates begin; the arc for documentation (RFC 5612) unless told otherwise. */
  POLICY_ARC: z
    .string()
    .regex(/^[0-2](\.(0|[1-9]\d{0,8})){2,15}$/)
    .optional(),
}

type IssuerSettings = z.output<z.ZodObject<typeof issuerSettings>>

export const statusUrlOf = ({
  STATUS_URL,
  STATUS_PORT,
}: Pick<IssuerSettings, 'STATUS_URL' | 'STATUS_PORT'>): string =>
  STATUS_URL ?? `http://localhost:${String(STATUS_PORT)}`

/** A service with a file of its own has its address there; the shipped one follows the port. */
export const issuerFileOf = (told: IssuerSettings): ReadAuthorities => ({
  file: told.AUTHORITIES_FILE,
  statusUrl: told.AUTHORITIES_FILE === undefined ? statusUrlOf(told) : told.STATUS_URL,
  policyArc: told.POLICY_ARC,
})
