/** The revocation reasons (RFC 5280 § 5.3.1) with their codes. */
export const crlReasonCodes = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const

export type CrlReason = keyof typeof crlReasonCodes

/** The reason with this code; undefined when there is none. */
export const crlReasonOf = (code: number | undefined): CrlReason | undefined =>
  reasonsByCode.get(code)

const reasonsByCode: ReadonlyMap<number | undefined, CrlReason> = new Map(
  Object.entries(crlReasonCodes).map(([reason, code]) => [code, reason as CrlReason]),
)
