export type VisitorViewed = {
  readonly type: 'VisitorViewed'
  readonly about: { readonly personId: string }
}

/** A person was shown in the desk's search results. */
export type VisitorFound = {
  readonly type: 'VisitorFound'
  readonly by: 'name' | 'card-number' | 'order'
  readonly about: { readonly personId: string }
}
