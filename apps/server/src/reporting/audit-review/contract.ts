/** How something was sought: by which kind of identifier, or by name. */
export type SoughtBy =
  'identity-code' | 'name' | 'card-number' | 'serial' | 'identifier' | 'organisation-number'

/** An auditor sought people or things. What was typed is not stored: its keyed digest tells whether it was the same. */
export type AuditSubjectsSought = {
  readonly type: 'AuditSubjectsSought'
  readonly by: SoughtBy
  /** HMAC-SHA-256 of what was typed, hex. */
  readonly digest: string
  readonly on?: string
  readonly found: number
}

/** The person was among those whom the search of an auditor found. */
export type AuditSubjectSought = {
  readonly type: 'AuditSubjectSought'
  readonly about: { readonly personId: string }
}

/** An officer or auditor looked at revocations that wait for their release; and at a certificate of the person. */
export type PausedRevocationsListed =
  | {
      readonly type: 'PausedRevocationsListed'
      readonly issuer: string
      readonly count: number
    }
  | {
      readonly type: 'PausedRevocationsListed'
      readonly about: { readonly personId: string }
    }
