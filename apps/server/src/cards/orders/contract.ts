import type { UsedSettings } from '#settings/contract.ts'
import type { ConfirmationMeans } from '@sotevarmenne/api/orders'
import type { Brand } from '@sotevarmenne/kernel/brand'

export type { Order, OrderIn, RenewalConfirmation, RenewalContent } from './domain/order.ts'

/** One order of one card. UUID. */
export type OrderId = Brand<string, 'OrderId'>

/** An employment certificate that was stored with an order. UUID. */
export type CertificateId = Brand<string, 'CertificateId'>

type OfEmploymentCertificate = {
  readonly certificateId: string
  readonly about: { readonly personId: string }
}

export type EmploymentCertificateStored = {
  readonly type: 'EmploymentCertificateStored'
} & OfEmploymentCertificate
export type EmploymentCertificateViewed = {
  readonly type: 'EmploymentCertificateViewed'
} & OfEmploymentCertificate
export type EmploymentCertificateErased = {
  readonly type: 'EmploymentCertificateErased'
} & OfEmploymentCertificate

export type OrderDrafted = {
  readonly type: 'OrderDrafted'
  /** The cancelled order that this one corrects, because its data were wrong. */
  readonly corrects?: string
  /** By which it has an address for e-mail. */
  readonly settings?: UsedSettings
  readonly about: { readonly personId: string; readonly orderId: string }
}

/** The applicant has confirmed what was shown. */
export type OrderConfirmed = {
  readonly type: 'OrderConfirmed'
  readonly means: ConfirmationMeans
  /** SHA-256 of the confirmation, hex; also part of the text that the registrar signs. */
  readonly confirmationDigest: string
  readonly about: { readonly personId: string; readonly orderId: string }
}

export type ConfirmationViewed = {
  readonly type: 'ConfirmationViewed'
  readonly about: { readonly personId: string; readonly orderId: string }
}

export type OrderPlaced = {
  readonly type: 'OrderPlaced'
  /** Serial of the certificate that signed the order. */
  readonly signedWith: string
  /** SHA-256 of the signed statement, hex. */
  readonly statementDigest: string
  /** By which it has an address for e-mail. */
  readonly settings?: UsedSettings
  readonly about: { readonly personId: string; readonly orderId: string; readonly cardId: string }
}

export type OrderCancelled = {
  readonly type: 'OrderCancelled'
  /** It is to be ordered again with the right data. */
  readonly because?: 'data-wrong'
  readonly about: {
    readonly personId: string
    readonly orderId: string
    readonly cardId?: string
  }
}

export type OrderViewed = {
  readonly type: 'OrderViewed'
  readonly about: { readonly personId: string; readonly orderId: string }
}

/** An order shown in a list: one event for each, so that a person's audit log names no other person. */
export type OrderListed = {
  readonly type: 'OrderListed'
  readonly about: { readonly personId: string; readonly orderId: string }
}

/** The content of the order was erased after its retention period; its row, signature and digest stay. */
export type OrderErased = {
  readonly type: 'OrderErased'
  /** By which it was retained so long; empty for drafts, and for orders of version 0.2.0 and before. */
  readonly settings?: UsedSettings
  readonly about: { readonly personId: string; readonly orderId: string }
}
