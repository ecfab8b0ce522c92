import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { hour, minute, plus, second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import * as openid from 'openid-client'
import { z } from 'zod'
import { ttlCache } from '#platform/ttl-cache.ts'
import type { Clock } from '#platform/clock.ts'
import { assertOutsideTransaction } from '#platform/db.ts'
import type { LevelOfAssurance } from '#platform/permit.ts'
import type { Identified, IdentificationFailed, SuomiFi, SuomiFiUnavailable } from '../ports.ts'

export type SuomiFiSettings = {
  readonly issuer: string
  readonly clientId: string
  /** PEM; RSA, or EC on P-256. The client authenticates with it (private_key_jwt). */
  readonly clientKeyFile: string
  readonly scope: string
  readonly identityCodeClaim: string
  readonly confirmsRenewals: boolean
  /** Accepted values of `acr`, and their level. */
  readonly levels: ReadonlyMap<string, LevelOfAssurance>
  /** Timeout of each request; default five seconds. */
  readonly timeoutMilliseconds?: number
}

/** Max age of a Suomi.fi sign-in made for another service: older ones are requested again. */
const singleSignOnFor = 5 * minute

/** Suomi.fi by OpenID Connect: authorization code with PKCE, ID token checked by its signature. */
export function suomiFiOidc(
  settings: SuomiFiSettings,
  { clock }: { readonly clock: Clock },
): SuomiFi {
  const found = ttlCache<openid.Configuration>({ clock, milliseconds: hour })
  const configuration = async (): Promise<Result<openid.Configuration, SuomiFiUnavailable>> => {
    assertOutsideTransaction()
    const clientKey = await unlessMissing(readFile(settings.clientKeyFile, 'utf8'))
    if (clientKey === undefined) return refuse({ kind: 'suomi-fi-unavailable' })
    return found('issuer', () => discover(settings, clientKey)).then(ok, unavailable)
  }

  return {
    confirmsRenewals: settings.confirmsRenewals,
    begin: async ({ state, nonce, codeVerifier, redirectUri }, language, prompt) => {
      const known = await configuration()
      if (!known.ok) return known
      const address = openid.buildAuthorizationUrl(known.value, {
        scope: settings.scope,
        redirect_uri: redirectUri,
        state,
        nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        acr_values: [...settings.levels.keys()].join(' '),
        max_age: String(singleSignOnFor / second),
        ui_locales: language,
        ...(prompt && { prompt }),
      })
      return ok(address.href)
    },

    finish: async ({ state, nonce, codeVerifier, redirectUri }, query) => {
      const known = await configuration()
      if (!known.ok) return known
      return openid
        .authorizationCodeGrant(known.value, new URL(`${redirectUri}?${query}`), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          maxAge: singleSignOnFor / second,
          idTokenExpected: true,
        })
        .then((tokens) => identifiedBy(tokens, settings, clock), failed)
    },

    leaveAddress: async (returnTo) => {
      const known = await configuration()
      if (!known.ok || known.value.serverMetadata().end_session_endpoint === undefined)
        return undefined
      return openid.buildEndSessionUrl(known.value, { post_logout_redirect_uri: returnTo }).href
    },
  }
}

async function discover(
  { issuer, clientId, timeoutMilliseconds = 5 * second }: SuomiFiSettings,
  pem: string,
) {
  const key = createPrivateKey(pem)
  const clientKey = key.toCryptoKey(algorithmOf(key), false, ['sign'])
  return openid.discovery(new URL(issuer), clientId, {}, openid.PrivateKeyJwt(clientKey), {
    timeout: timeoutMilliseconds / second,
    execute: [
      openid.enableNonRepudiationChecks,
      // Only for an issuer on this machine: the configuration accepts no other without TLS.
      // oxlint-disable-next-line typescript/no-deprecated -- deprecated by its makers only to stand out
      ...(issuer.startsWith('http:') ? [openid.allowInsecureRequests] : []),
    ],
  })
}

function algorithmOf({ asymmetricKeyType }: KeyObject) {
  return asymmetricKeyType === 'ec'
    ? ({ name: 'ECDSA', namedCurve: 'P-256' } as const)
    : ({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const)
}

const claims = z.looseObject({
  acr: z.string().optional(),
  amr: z.array(z.string()).optional(),
  auth_time: z.number(),
})

/** The protocol uses real time; this service's clock may be moved ahead, so only the age is taken over. */
function identifiedBy(
  tokens: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers,
  { identityCodeClaim, levels }: SuomiFiSettings,
  clock: Clock,
): Result<Identified, IdentificationFailed> {
  const parsed = claims.safeParse(tokens.claims())
  const { id_token: idToken } = tokens
  if (!parsed.success || idToken === undefined)
    return refuse({ kind: 'suomi-fi-response-wrong', because: 'claims' })
  const { acr = '', amr = [], auth_time: authTime, ...others } = parsed.data
  const identityCode = others[identityCodeClaim]
  const levelOfAssurance = levels.get(acr)
  const age = Math.max(0, Date.now() - authTime * second)
  return ok({
    ...(typeof identityCode === 'string' && { identityCode }),
    means: amr.join(' ').slice(0, maxMeansLength) || unnamedMeans,
    ...(levelOfAssurance && { levelOfAssurance }),
    at: plus(clock.now(), -age),
    idToken,
  })
}

const maxMeansLength = 100
const unnamedMeans = 'unnamed'

function failed(thrown: unknown): Result<never, IdentificationFailed> {
  if (thrown instanceof openid.AuthorizationResponseError) {
    const { error } = thrown
    if (error === 'access_denied') return refuse({ kind: 'suomi-fi-cancelled' })
    if (error === 'server_error' || error === 'temporarily_unavailable')
      return refuse({ kind: 'suomi-fi-unavailable' })
    return refuse({ kind: 'suomi-fi-response-wrong', because: 'refused there' })
  }
  if (thrown instanceof openid.ResponseBodyError && thrown.error === 'invalid_grant')
    return refuse({ kind: 'suomi-fi-response-wrong', because: 'code not accepted' })
  if (thrown instanceof openid.ClientError && isOfTheResponse(thrown))
    return refuse({ kind: 'suomi-fi-response-wrong', because: thrown.code ?? thrown.message })
  return unavailable(thrown)
}

/** Whether this is a valid protocol response with the wrong content. */
const isOfTheResponse = ({ code }: openid.ClientError): boolean =>
  code !== undefined &&
  [
    'OAUTH_INVALID_RESPONSE',
    'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
    'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
    'OAUTH_KEY_SELECTION_FAILED',
  ].includes(code)

/** No response, a slow one, or one outside the protocol. Anything else that is thrown is a fault. */
function unavailable(thrown: unknown): Result<never, SuomiFiUnavailable> {
  const isSilence = thrown instanceof TypeError && thrown.cause !== undefined
  if (isSilence || thrown instanceof openid.ClientError)
    return refuse({ kind: 'suomi-fi-unavailable' })
  throw thrown
}
