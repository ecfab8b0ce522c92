import {
  hashAlgorithms,
  signatureTypes,
  type HashAlgorithm,
  type SignatureType,
} from '@sotevarmenne/card-client/card-client'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { digestLengths, hashOf, type CardHash } from '@sotevarmenne/smartcard/card-keys'
import type { KeyPurpose } from '@sotevarmenne/smartcard/words'
import { z } from 'zod'

/** A request to sign that fulfils every rule that can be checked without a card. */
export type SignRequest = {
  readonly purpose: KeyPurpose
  readonly selector: {
    readonly keyAlgorithms: readonly string[]
    readonly issuers: readonly string[]
  }
  readonly signatureType: SignatureType
  readonly hash: HashAlgorithm
  readonly content:
    | { readonly kind: 'data'; readonly data: Uint8Array }
    | { readonly kind: 'digest'; readonly digest: Uint8Array }
}

/** The name in the card's commands. */
export const cardHash = {
  SHA256: 'sha256',
  SHA384: 'sha384',
  SHA512: 'sha512',
} as const satisfies Record<HashAlgorithm, CardHash>

export type RequestRefusal =
  | { readonly kind: 'malformed' }
  | { readonly kind: 'wrong-digest-length' }
  | { readonly kind: 'not-supported' }
  /** The authentication key signs only `origin;nonce`, with the exact origin of the request. */
  | { readonly kind: 'foreign-challenge' }
  | { readonly kind: 'short-nonce' }

/** Minimum length of a nonce in bytes. */
const shortestNonce = 64

/** Clients omit what they do not say, or send it empty or null. */
const words = z.array(z.string()).nullish()
export const selectorShape = z
  .object({ keyusages: words, keyalgorithms: words, issuers: words })
  .nullish()
  .transform((selector) => selector ?? {})
const body = z.object({
  version: z.string().nullish(),
  selector: selectorShape,
  // Some encoders break lines.
  content: z
    .string()
    .transform((content) => content.replace(/\s/g, ''))
    .pipe(z.base64().min(1)),
  contentType: z.string().nullish(),
  hashAlgorithm: z.string().nullish(),
  signatureType: z.string().nullish(),
})

/** Versions of the API that are supported here, the newest last. */
const versions = ['1.0', '1.1', '1.2'] as const
export const newestVersion = '1.2'

/** The version that a response names: the client's own, where it is supported here. */
export function versionIn(json: unknown): string {
  const requested = z.object({ version: z.enum(versions) }).safeParse(json)
  return requested.success ? requested.data.version : newestVersion
}

/** Parses the body of `POST /sign` (SCS 1.0 to 1.2) that the page of this origin sent. */
export function parseSignRequest(
  json: unknown,
  origin: string,
): Result<SignRequest, RequestRefusal> {
  const parsed = body.safeParse(json)
  if (!parsed.success) return refuse({ kind: 'malformed' })
  const { selector } = parsed.data
  const contentType = parsed.data.contentType ?? 'data'
  const hash = hashNamed(parsed.data.hashAlgorithm ?? 'SHA256')
  const requested = (parsed.data.signatureType ?? 'signature').toLowerCase()
  const signatureType = signatureTypes.find((type) => type === requested)
  const bytes = new Uint8Array(Buffer.from(parsed.data.content, 'base64'))
  if (signatureType === undefined || hash === undefined || !isKnownType(contentType))
    return refuse({ kind: 'not-supported' })
  const content =
    contentType === 'data'
      ? ({ kind: 'data', data: bytes } as const)
      : ({ kind: 'digest', digest: bytes } as const)
  if (content.kind === 'digest' && bytes.length !== digestLengths[cardHash[hash]])
    return refuse({ kind: 'wrong-digest-length' })

  const purpose = purposeOf(selector.keyusages ?? [])
  // An envelope signs attributes of its own: the signature would not cover the challenge alone.
  const isEnvelopedLogIn = purpose === 'authentication' && signatureType !== 'signature'
  if (purpose === undefined || isEnvelopedLogIn) return refuse({ kind: 'not-supported' })
  const challenge = purpose === 'authentication' ? refusalOfChallenge(content, origin) : undefined
  if (challenge) return refuse(challenge)

  return ok({
    purpose,
    signatureType,
    hash,
    content,
    selector: selectorOf(selector),
  })
}

export const selectorOf = ({
  keyalgorithms,
  issuers,
}: z.output<typeof selectorShape>): SignRequest['selector'] => ({
  keyAlgorithms: (keyalgorithms ?? []).map((name) => name.toLowerCase()),
  issuers: issuers ?? [],
})

/** The digest that is signed. */
export const digestOf = ({ hash, content }: Pick<SignRequest, 'hash' | 'content'>): Uint8Array =>
  content.kind === 'digest' ? content.digest : hashOf(cardHash[hash], content.data)

/** `SHA256`, `sha-256`: clients write both. SHA-1 is not signed. */
export const hashNamed = (name: string): HashAlgorithm | undefined =>
  hashAlgorithms.find((each) => each === name.toUpperCase().replace('-', ''))

const isKnownType = (contentType: string): contentType is 'data' | 'digest' =>
  contentType === 'data' || contentType === 'digest'

/** Without a key usage, a signature is meant: it is never the log-in key by default. */
function purposeOf(keyUsages: readonly string[]): KeyPurpose | undefined {
  const usages = keyUsages.map((usage) => usage.toLowerCase())
  if (usages.length === 0 || usages.includes('nonrepudiation')) return 'signature'
  return usages.includes('digitalsignature') ? 'authentication' : undefined
}

/**
 * Byte for byte: a page gets log-in signatures for its own origin and no other. A digest cannot be
 * inspected.
 */
function refusalOfChallenge(
  content: SignRequest['content'],
  origin: string,
): RequestRefusal | undefined {
  if (content.kind === 'digest') return { kind: 'foreign-challenge' }
  const start = Buffer.from(`${origin};`)
  const challenge = Buffer.from(content.data)
  if (!challenge.subarray(0, start.length).equals(start)) return { kind: 'foreign-challenge' }
  return challenge.length - start.length < shortestNonce ? { kind: 'short-nonce' } : undefined
}
