import type { IssuerId } from '#authority/contract.ts'

export type ListPublished = {
  readonly type: 'ListPublished'
  readonly issuer: IssuerId
  /** Of a list of a part; the full list has none. */
  readonly shard?: number
  /** cRLNumber (RFC 5280 § 5.2.3). */
  readonly number: number
  readonly entries: number
}
