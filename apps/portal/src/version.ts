/** Written in when the portal is built (vite.config.ts). */
declare const RELEASE_VERSION: string

/** Of the release, as the root package has it. */
export const version = RELEASE_VERSION
