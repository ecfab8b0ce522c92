/** Inserted when the portal is built (vite.config.ts). */
declare const RELEASE_VERSION: string

/** The release version, from the root package. */
export const version = RELEASE_VERSION
