import { z } from 'zod'

/** Settings of the identity provider (OpenID Connect) that the web process and the signer must share. */
export const identityProviderSettings = {
  /** None by default, except in a demo environment. */
  SUOMI_FI_ISSUER: z.url().optional(),
  SUOMI_FI_CLIENT_ID: z.string().default('sotevarmenne'),
  /** The claim of the ID token that contains the personal identity code. */
  SUOMI_FI_IDENTITY_CODE_CLAIM: z.string().default('urn:oid:1.2.246.21'),
  /** Accepted values of `acr`, each with its meaning; those of Traficom by default. */
  SUOMI_FI_LEVELS: z
    .string()
    .default('substantial=http://ftn.ficora.fi/2017/loa2,high=http://ftn.ficora.fi/2017/loa3')
    .transform((text) => text.split(',').map((pair) => pair.trim().split('=')))
    .pipe(z.array(z.tuple([z.enum(['substantial', 'high']), z.string().min(1)])).min(1)),
  /** JWK Set (RFC 7517): the public keys that the signer accepts for its ID tokens. */
  SUOMI_FI_KEYS_FILE: z.string().optional(),
  /** Port of the sandbox's simulator of it. */
  SUOMI_FI_PORT: z.coerce.number().int().min(0).max(65535).default(8095),
}

type Settings = z.output<z.ZodObject<typeof identityProviderSettings>> & {
  readonly DEMO_ENVIRONMENT?: '1' | undefined
}

/** Whose ID tokens are accepted. */
export type IdentityProvider = {
  readonly issuer: string
  readonly clientId: string
  readonly identityCodeClaim: string
  /** Accepted values of `acr`, and their level of assurance. */
  readonly levels: ReadonlyMap<string, 'substantial' | 'high'>
  /** Without accepted keys the signer believes none of its ID tokens: it signs people in, and confirms no renewal. */
  readonly confirmsRenewals: boolean
  /** The simulator, which writes keys into the folder of data. */
  readonly isExample: boolean
}

/** Of the settings; the simulator in a demo environment that names no other. */
export function identityProviderOf(input: Settings): IdentityProvider | undefined {
  const isExample = input.DEMO_ENVIRONMENT === '1' && input.SUOMI_FI_ISSUER === undefined
  const issuer = isExample
    ? `http://localhost:${String(input.SUOMI_FI_PORT)}`
    : input.SUOMI_FI_ISSUER
  if (issuer === undefined) return undefined
  return {
    ...{ issuer, isExample, clientId: input.SUOMI_FI_CLIENT_ID },
    confirmsRenewals: isExample || input.SUOMI_FI_KEYS_FILE !== undefined,
    identityCodeClaim: input.SUOMI_FI_IDENTITY_CODE_CLAIM,
    levels: new Map(input.SUOMI_FI_LEVELS.map(([level, acr]) => [acr, level])),
  }
}
