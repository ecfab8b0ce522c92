import packageFile from '../../../package.json' with { type: 'json' }

/** Of the release, as the root package has it: all programs and libraries of a release share it. */
export const { version } = packageFile
