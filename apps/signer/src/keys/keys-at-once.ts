/**
 * How many keys are generated, sealed or opened at a time. Generating an RSA-4096 key takes seconds of one core, and
 * sealing or opening one takes 128 MiB for a moment: more at once would only take memory.
 */
export const keysAtOnce = 2
