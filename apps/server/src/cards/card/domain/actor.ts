/** Who asks, as the permit says. */
export type Asker = { readonly personId?: string; readonly pointId?: string }
