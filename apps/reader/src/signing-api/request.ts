import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { digestLengths, hashOf, type CardHash } from '@sotevarmenne/smartcard/card-keys'
import type { KeyPurpose } from '@sotevarmenne/smartcard/words'
import { z } from 'zod'

/** A request to sign that keeps every rule which needs no card. */
export type SignRequest = {
  readonly version: string
  readonly purpose: KeyPurpose
  readonly selector: {
    readonly keyAlgorithms: readonly string[]
    readonly issuers: readonly string[]
  }
  readonly hash: HashAlgorithm
  readonly content:
    | { readonly kind: 'data'; readonly data: Uint8Array }
    | { readonly kind: 'digest'; readonly digest: Uint8Array }
}

export type HashAlgorithm = 'SHA256' | 'SHA384' | 'SHA512'

export const hashAlgorithms = ['SHA256', 'SHA384', 'SHA512'] as const satisfies HashAlgorithm[]

/** As the card's commands call it. */
export const cardHash = {
  SHA256: 'sha256',
  SHA384: 'sha384',
  SHA512: 'sha512',
} as const satisfies Record<HashAlgorithm, CardHash>

export type RequestRefusal =
  | { readonly kind: 'malformed' }
  | { readonly kind: 'wrong-digest-length' }
  | { readonly kind: 'not-supported' }
  /** The authentication key signs only `origin;nonce`, of the very origin that asks. */
  | { readonly kind: 'foreign-challenge' }
  | { readonly kind: 'short-nonce' }

/** Octets that a nonce has at least. */
const shortestNonce = 64

const body = z.object({
  version: z.string().default('1.1'),
  selector: z
    .object({
      keyusages: z.array(z.string()).optional(),
      keyalgorithms: z.array(z.string()).optional(),
      issuers: z.array(z.string()).optional(),
    })
    .default({}),
  content: z.base64().min(1),
  contentType: z.string().default('data'),
  hashAlgorithm: z.string().default('SHA256'),
  signatureType: z.string().default('signature'),
})

/** Reads the body of `POST /sign` (SCS 1.1 and 1.2) that the page of this origin sent. */
export function parseSignRequest(
  json: unknown,
  origin: string,
): Result<SignRequest, RequestRefusal> {
  const parsed = body.safeParse(json)
  if (!parsed.success) return refuse({ kind: 'malformed' })
  const { version, selector, contentType, signatureType } = parsed.data
  const hash = hashAlgorithms.find((name) => name === parsed.data.hashAlgorithm.toUpperCase())
  const bytes = new Uint8Array(Buffer.from(parsed.data.content, 'base64'))
  if (signatureType !== 'signature' || hash === undefined || !isKnownType(contentType))
    return refuse({ kind: 'not-supported' })
  const content =
    contentType === 'data'
      ? ({ kind: 'data', data: bytes } as const)
      : ({ kind: 'digest', digest: bytes } as const)
  if (content.kind === 'digest' && bytes.length !== digestLengths[cardHash[hash]])
    return refuse({ kind: 'wrong-digest-length' })

  const purpose = purposeOf(selector.keyusages ?? [])
  if (purpose === undefined) return refuse({ kind: 'not-supported' })
  const challenge = purpose === 'authentication' ? refusalOfChallenge(content, origin) : undefined
  if (challenge) return refuse(challenge)

  return ok({
    version,
    purpose,
    hash,
    content,
    selector: {
      keyAlgorithms: (selector.keyalgorithms ?? []).map((name) => name.toLowerCase()),
      issuers: selector.issuers ?? [],
    },
  })
}

/** The digest that is signed. */
export const digestOf = ({ hash, content }: Pick<SignRequest, 'hash' | 'content'>): Uint8Array =>
  content.kind === 'digest' ? content.digest : hashOf(cardHash[hash], content.data)

const isKnownType = (contentType: string): contentType is 'data' | 'digest' =>
  contentType === 'data' || contentType === 'digest'

/** Without a word of the key's use, a signature is meant: it is never the log-in key by default. */
function purposeOf(keyUsages: readonly string[]): KeyPurpose | undefined {
  const usages = keyUsages.map((usage) => usage.toLowerCase())
  if (usages.length === 0 || usages.includes('nonrepudiation')) return 'signature'
  return usages.includes('digitalsignature') ? 'authentication' : undefined
}

/** Octet for octet: a page gets log-in signatures for its own origin and no other. A digest can't be looked into. */
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
