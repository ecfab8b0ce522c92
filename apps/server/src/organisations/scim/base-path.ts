/** The base address of SCIM, after the address of the service (RFC 7644 § 1.3). */
export const basePath = '/scim/v2'
