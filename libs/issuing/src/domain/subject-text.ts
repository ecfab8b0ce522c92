/*
 * How a subject spells what a register or an employer wrote. The service writes certificates so, and the signer
 * compares orders with them.
 */

/** Composed letters (NFC), single spaces. */
export const clean = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()

/** Names, as on every card of this kind; letters are not replaced (Sámi too). */
export const inCapitals = (text: string): string => clean(text).toUpperCase()

export const cut = (text: string, length: number): string =>
  Array.from(text).slice(0, length).join('').trimEnd()

/** Long names of organisations and units are cut (RFC 5280, appendix A.1, ub-organization-name). */
export const organisationName = (text: string): string => cut(clean(text), maxOrganisationLength)

export const maxOrganisationLength = 64

/** The account on workstations (UPN, R302); undefined where the CA's file states no domain. */
export const accountName = (
  number: string,
  { accountDomain }: { readonly accountDomain?: string | undefined },
): string | undefined => (accountDomain === undefined ? undefined : `${number}@${accountDomain}`)
