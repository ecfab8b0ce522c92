import type { IssuerId } from '#authority/contract.ts'

export type ListPublished = {
  readonly type: 'ListPublished'
  readonly issuer: IssuerId
  /** cRLNumber (RFC 5280 § 5.2.3). */
  readonly number: number
  readonly entries: number
}
