import packageFile from '../../../package.json' with { type: 'json' }

/** The release, from the root package: all programs and libraries of a release share it. */
export const { version } = packageFile
