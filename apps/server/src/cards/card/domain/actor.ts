/** The requester, as the permit names it. */
export type Requester = { readonly personId?: string; readonly pointId?: string }
