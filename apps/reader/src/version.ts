import packageFile from '../package.json' with { type: 'json' }

/** Of this program, as its package has it. */
export const { version } = packageFile
