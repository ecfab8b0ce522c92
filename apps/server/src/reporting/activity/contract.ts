/** A member read what was done for the organisation; `about`: a person who was named there. */
export type ActivityListed = {
  readonly type: 'ActivityListed'
  readonly organisationId: string
  readonly about?: { readonly personId: string }
}
