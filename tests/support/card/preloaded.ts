/** For `LD_PRELOAD`: a library beside those that a run gives to all its programs (another clock). */
export const preloaded = (library: string): string =>
  [library, process.env['LD_PRELOAD']].filter((each) => each !== undefined).join(':')
