import { refuse, type Result } from '@sotevarmenne/kernel/result'
import { identifierOf } from './domain/approved-names.ts'

/** The errors of RFC 8555 § 6.7, RFC 9773 § 7 and draft-ietf-acme-profiles § 6.3 that we send, each with its status. */
const statuses = {
  accountDoesNotExist: 400,
  alreadyReplaced: 409,
  alreadyRevoked: 400,
  badCSR: 400,
  badNonce: 400,
  badPublicKey: 400,
  badRevocationReason: 400,
  badSignatureAlgorithm: 400,
  caa: 403,
  connection: 400,
  dns: 400,
  externalAccountRequired: 403,
  incorrectResponse: 403,
  invalidContact: 400,
  invalidProfile: 400,
  malformed: 400,
  orderNotReady: 403,
  rateLimited: 429,
  rejectedIdentifier: 403,
  serverInternal: 500,
  tls: 400,
  unauthorized: 403,
  unsupportedContact: 400,
  unsupportedIdentifier: 400,
  userActionRequired: 403,
} as const

export type AcmeErrorType = keyof typeof statuses

/** Why a program is refused. `detail` is for the reader of its log: English, without personal data. */
export type AcmeRefusal = {
  readonly kind: AcmeErrorType
  readonly detail: string
  /** When it differs from that of the error. */
  readonly status?: number
  /** One for each name that is refused (RFC 8555 § 6.7.1). */
  readonly subproblems?: readonly {
    readonly kind: AcmeErrorType
    readonly detail: string
    readonly name: string
  }[]
  /** Of `badSignatureAlgorithm`: the accepted ones. */
  readonly algorithms?: readonly string[]
  /** Seconds after which a retry is allowed. */
  readonly retryAfter?: number
  /** The URL of the existing resource. */
  readonly location?: string
}

export const no = (
  kind: AcmeErrorType,
  detail: string,
  more: Omit<AcmeRefusal, 'kind' | 'detail'> = {},
): Result<never, AcmeRefusal> => refuse({ kind, detail, ...more })

export const statusOf = ({ kind, status }: AcmeRefusal): number => status ?? statuses[kind]

/** The problem document (RFC 9457) of a refusal. */
export const problemOf = (refusal: AcmeRefusal) => ({
  type: typeOf(refusal.kind),
  detail: refusal.detail,
  status: statusOf(refusal),
  ...(refusal.algorithms && { algorithms: refusal.algorithms }),
  ...(refusal.subproblems && {
    subproblems: refusal.subproblems.map(({ kind, detail, name }) => ({
      ...{ type: typeOf(kind), detail, identifier: identifierOf(name) },
    })),
  }),
})

const typeOf = (kind: AcmeErrorType): string => `urn:ietf:params:acme:error:${kind}`
