import type { AboutCard } from '#cards/card/contract.ts'

/** A station fetched the data that its printer puts on the card. */
export type CardPrintFetched = { readonly type: 'CardPrintFetched'; readonly about: AboutCard }
