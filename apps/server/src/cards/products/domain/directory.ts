import type { ProfileId } from '#pki/ca/contract.ts'

/**
 * Products with certificates that may be published in a public directory, and which of their certificates.
 * None is published unless the operator names the product (domain: LDAP is opt-in by product, FINEID S5).
 */
const publishable = {
  'professional-card': ['professional-authentication', 'professional-signature'],
  'staff-card': ['staff-authentication', 'staff-signature'],
  'actor-card': ['actor-authentication', 'actor-signature'],
  'spare-card': [
    'temporary-authentication',
    'temporary-signature',
    'temporary-member-authentication',
    'temporary-member-signature',
  ],
} as const satisfies { readonly [product: string]: readonly ProfileId[] }

export type PublishableProduct = keyof typeof publishable

export const isPublishable = (name: string): name is PublishableProduct =>
  Object.hasOwn(publishable, name)

/** Profiles of the certificates that are published. */
export const profilesInDirectory = (products: readonly PublishableProduct[]): ReadonlySet<string> =>
  new Set(products.flatMap((product) => publishable[product]))
