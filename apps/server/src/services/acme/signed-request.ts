import { isDeepStrictEqual } from 'node:util'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { flattenedVerify, type CryptoKey } from 'jose'
import { z } from 'zod'
import { no, type AcmeRefusal } from './acme-refusal.ts'
import { idOfAccountUrl } from './addresses.ts'
import type { AcmeDeps } from './deps.ts'
import { algorithmOf, algorithms, readAccountKey, thumbprintOf, type AccountJwk } from './keys.ts'
import { readNonce, takeNonce } from './nonces.ts'
import { findApproval } from './store.ts'
import { findAccount, type AcmeAccount } from './stores/accounts.ts'
import type { EnrolmentApproval } from './contract.ts'

/** Who signed: an account, or the holder of a key. */
export type SignedBy =
  | {
      readonly kind: 'account'
      readonly account: AcmeAccount
      readonly approval: EnrolmentApproval
    }
  | { readonly kind: 'key'; readonly jwk: AccountJwk; readonly thumbprint: string }

export type SignedRequest<By extends SignedBy = SignedBy> = {
  /** Undefined when the payload is empty (POST-as-GET). */
  readonly payload: unknown
  readonly by: By
  /** The JWS as it was sent. */
  readonly url: string
}

/** A signature in the one form that ACME allows (RFC 8555 § 6.2). */
export const jws = z.strictObject({
  protected: z.base64url().max(8000),
  payload: z.base64url().max(90_000),
  signature: z.base64url().max(2000),
})

/**
 * Reads a request (RFC 8555 § 6.2 to 6.5): signed for exactly this URL, by the key that it names, in the one
 * algorithm of that key, with a nonce of ours that was never used. The nonce is consumed once the signature
 * is verified.
 */
export async function readSigned(
  deps: AcmeDeps,
  { body, url }: { readonly body: unknown; readonly url: string },
): Promise<Result<SignedRequest, AcmeRefusal>> {
  const signed = jws.safeParse(body)
  if (!signed.success) return no('malformed', 'The body is no flattened JWS.')
  const header = z.record(z.string(), z.unknown()).safeParse(jsonIn(signed.data.protected))
  if (!header.success) return no('malformed', 'The protected header is no JSON object.')
  const { alg, nonce, kid, jwk, url: signedUrl } = header.data
  const strange = Object.keys(header.data).find((name) => !known.has(name))
  if (strange !== undefined)
    return no('malformed', `The protected header has “${strange.slice(0, 40)}”.`)
  if (!algorithms.some((one) => one === alg))
    return no('badSignatureAlgorithm', 'This algorithm is not spoken here.', { algorithms })
  if (signedUrl !== url) return no('unauthorized', 'It was signed for another address.')
  if ((kid === undefined) === (jwk === undefined))
    return no('malformed', 'The protected header must have either “kid” or “jwk”.')
  const fresh = readNonce(deps, nonce)
  if (!fresh) return no('badNonce', 'The nonce is not ours, or is too old.')

  const signer = await signerOf(deps, { kid, jwk })
  if (!signer.ok) return signer
  const { by, key, algorithm } = signer.value
  if (alg !== algorithm)
    return no('badSignatureAlgorithm', `The key signs with ${algorithm}.`, {
      algorithms: [algorithm],
    })
  const verified = await isSignedBy(signed.data, key, algorithm)
  if (!verified) return no('unauthorized', 'The signature is not that of the key.')
  if (!(await takeNonce(deps, fresh))) return no('badNonce', 'The nonce was used before.')

  const { payload } = signed.data
  if (payload === '') return ok({ payload: undefined, by, url })
  const content = jsonIn(payload)
  return content === undefined
    ? no('malformed', 'The payload is no JSON.')
    : ok({ payload: content, by, url })
}

const known: ReadonlySet<string> = new Set(['alg', 'nonce', 'url', 'kid', 'jwk', 'typ'])

type Signer = {
  readonly by: SignedBy
  readonly key: CryptoKey | Uint8Array
  readonly algorithm: string
}

async function signerOf(
  deps: AcmeDeps,
  { kid, jwk }: { readonly kid: unknown; readonly jwk: unknown },
): Promise<Result<Signer, AcmeRefusal>> {
  if (jwk !== undefined) {
    const read = await readAccountKey(jwk)
    if (!read) return no('badPublicKey', 'The key can’t be used, or is too weak.')
    const thumbprint = await thumbprintOf(read.jwk)
    return ok({
      by: { kind: 'key', jwk: read.jwk, thumbprint },
      ...{ key: read.key, algorithm: algorithmOf(read.jwk) },
    })
  }
  const accountId = idOfAccountUrl(deps, kid)
  const found =
    accountId === undefined
      ? undefined
      : await deps.db.read(async (tx) => {
          const account = await findAccount(tx, deps.sealing, accountId)
          const approval = account && (await findApproval(tx, deps.sealing, account.approvalId))
          return account && approval && { account, approval }
        })
  if (!found) return no('accountDoesNotExist', 'There is no such account.')
  const over = overOf(found)
  if (over !== undefined) return noLonger(over)
  const read = await readAccountKey(found.account.jwk)
  if (!read) throw new Error(`account ${found.account.accountId} has no key`)
  return ok({ by: { kind: 'account', ...found }, key: read.key, algorithm: algorithmOf(read.jwk) })
}

/** RFC 8555 § 7.3.6. */
export const noLonger = (over: string): Result<never, AcmeRefusal> =>
  no('unauthorized', over, { status: 401 })

/** Why the account is no longer usable; undefined while it is. */
export function overOf({
  account,
  approval,
}: {
  readonly account: AcmeAccount
  readonly approval: EnrolmentApproval
}): string | undefined {
  if (account.state === 'deactivated') return 'The account was deactivated.'
  if (account.state === 'ended') return 'The organisation has ended the account.'
  return approval.standing.state === 'approved'
    ? undefined
    : 'The approval under which the account was opened has ended.'
}

/** Whether the key made the signature, in the algorithm. */
export async function isSignedBy(
  signed: z.infer<typeof jws>,
  key: CryptoKey | Uint8Array,
  algorithm: string,
): Promise<boolean> {
  try {
    await flattenedVerify(signed, key, { algorithms: [algorithm] })
    return true
  } catch {
    return false
  }
}

/** Undefined when it is not JSON. */
export function jsonIn(base64url: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64url, 'base64url').toString('utf8')) as unknown
  } catch {
    return undefined
  }
}

/**
 * The external account binding, which says whose account it will be (RFC 8555 § 7.3.4): signed with the EAB
 * key, for the newAccount URL, over the key of the account itself. `secretOf` returns the EAB key of a key
 * identifier.
 */
export async function readBinding<Key extends { readonly secret: Uint8Array }>(
  binding: unknown,
  {
    url,
    jwk,
    keyOf,
  }: {
    readonly url: string
    readonly jwk: AccountJwk
    readonly keyOf: (keyId: string) => Promise<Key | undefined>
  },
): Promise<Result<Key, AcmeRefusal>> {
  const signed = jws.safeParse(binding)
  if (!signed.success) return no('malformed', 'externalAccountBinding is no flattened JWS.')
  const header = bindingHeader.safeParse(jsonIn(signed.data.protected))
  if (!header.success)
    return no(
      'malformed',
      'externalAccountBinding must have “alg”: “HS256”, “kid” and “url”, and no “nonce”.',
    )
  if (header.data.url !== url) return no('unauthorized', 'The binding is for another address.')
  const bound = await readAccountKey(jsonIn(signed.data.payload))
  if (!bound || !isDeepStrictEqual(bound.jwk, jwk))
    return no('malformed', 'The binding is about another key.')
  const key = await keyOf(header.data.kid)
  if (!key || !(await isSignedBy(signed.data, key.secret, 'HS256')))
    return no('unauthorized', 'The binding key is not known, or did not sign this.')
  return ok(key)
}

/** Without a nonce (RFC 8555 § 7.3.4), and critical members that are not known here (RFC 7515 § 4.1.11). */
const bindingHeader = z.object({
  alg: z.literal('HS256'),
  kid: z.string().max(100),
  url: z.string().max(1000),
  nonce: z.undefined().optional(),
  crit: z.undefined().optional(),
})

/** The account that must have signed. */
export const byAccount = (
  signed: SignedRequest,
): Result<SignedRequest<Extract<SignedBy, { kind: 'account' }>>, AcmeRefusal> =>
  signed.by.kind === 'account'
    ? ok({ ...signed, by: signed.by })
    : no('malformed', 'An account must sign this (“kid”).')

/** The key that must have signed. */
export const byKey = (
  signed: SignedRequest,
): Result<SignedRequest<Extract<SignedBy, { kind: 'key' }>>, AcmeRefusal> =>
  signed.by.kind === 'key'
    ? ok({ ...signed, by: signed.by })
    : no('malformed', 'A key must sign this (“jwk”).')
