/**
 * What a program may order (draft-ietf-acme-profiles), by its name, with a text for the people who set it up. There is
 * one: test certificates follow from the approval, and the family of the key from the request.
 */
export const acmeProfiles = {
  server:
    'Server certificate for a year, for TLS servers that are also TLS clients (serverAuth and clientAuth), with organisation, unit and OID; a new key each time: P-256, P-384, or RSA of 2048 bits at least',
} as const

/** That of an order without a choice. */
export const defaultProfile: keyof typeof acmeProfiles = 'server'
