/** The kind of term by which the desk searches for a visitor. */
export type SearchTerm =
  | { readonly by: 'card-number'; readonly cardNumber: string }
  | { readonly by: 'order'; readonly orderId: string }
  | { readonly by: 'name'; readonly name: string }

/**
 * Text typed or scanned into the one field: seventeen digits are a card, a UUID is an order, the rest is a
 * name.
 */
export function parseSearchTerm(typed: string): SearchTerm {
  const bare = typed.replaceAll(/\s/gu, '')
  if (/^\d{17}$/.test(bare)) return { by: 'card-number', cardNumber: bare }
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(bare))
    return { by: 'order', orderId: bare.toLowerCase() }
  return { by: 'name', name: typed.trim() }
}
