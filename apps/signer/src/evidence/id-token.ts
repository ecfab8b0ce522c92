import { readFile } from 'node:fs/promises'
import { second } from '@sotevarmenne/kernel/instant'
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose'
import { z } from 'zod'
import type { IdentityProvider } from '@sotevarmenne/issuing/identity-provider-settings'

export type PinnedProvider = IdentityProvider & {
  /** Its public keys: a JWK Set (RFC 7517). */
  readonly keysFile: string
}

/**
 * Reads the personal identity code from an ID token (OpenID Connect Core 1.0, sections 2 and 3.1.3.7) that was
 * made for us and this nonce, at an accepted level, by a key that the operator pinned. The file of the keys is
 * read each time, so that keys are added without a restart.
 *
 * Whether it has expired does not matter: the nonce binds it to one statement, which has a date of its own, and
 * a card may be produced weeks later. The identification itself must have been new.
 *
 * Resolves to undefined when it is not accepted. A file that is missing or unreadable is a fault.
 */
export async function identityCodeIn(
  idToken: string,
  nonce: string,
  { issuer, clientId, identityCodeClaim, levels, keysFile }: PinnedProvider,
): Promise<string | undefined> {
  const pinned = jwks.parse(JSON.parse(await readFile(keysFile, 'utf8'))) as JSONWebKeySet
  const verified = await compactVerify(idToken, createLocalJWKSet(pinned), {
    algorithms: ['ES256', 'ES384', 'PS256', 'RS256'],
  }).catch(() => undefined)
  const read = verified && claims.safeParse(jsonIn(verified.payload))
  if (!read?.success) return undefined
  const { iss, aud, nonce: itsNonce, acr, iat, auth_time: identifiedAt } = read.data
  const identityCode = read.data[identityCodeClaim]
  const isForUs = (typeof aud === 'string' ? [aud] : aud).every((one) => one === clientId)
  const isNew = iat - identifiedAt <= maxAge / second && identifiedAt <= iat
  const isAccepted = iss === issuer && isForUs && itsNonce === nonce && levels.has(acr) && isNew
  return isAccepted && typeof identityCode === 'string' ? identityCode : undefined
}

/** Between the identification and the token: nobody confirms by a session of another service. */
const maxAge = 300 * second

const jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) })
const claims = z.looseObject({
  ...{ iss: z.string(), nonce: z.string(), acr: z.string() },
  ...{ aud: z.union([z.string(), z.array(z.string()).min(1)]) },
  ...{ iat: z.int(), auth_time: z.int() },
})

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}
