import { join } from 'node:path'

/**
 * Who asks the signer: each kind at a socket of its own, in a folder that its group alone may enter, with its own rights.
 *
 * - `issuing`: certificates of all profiles that are signed outside a ceremony; web and jobs.
 * - `status`: revocation lists, and certificates of OCSP responders; the status process.
 * - `audit`: tree heads of the audit trail; jobs.
 * - `production`: admin keys of cards that are being made; jobs, and web for stations and spare cards.
 * - `relay`: answers to challenges of cards; web, which speaks to cards elsewhere.
 */
export type Asker = 'issuing' | 'status' | 'audit' | 'production' | 'relay'

export const askers: readonly Asker[] = ['issuing', 'status', 'audit', 'production', 'relay']

/** Under the folder of the signer's sockets. */
export const socketOf = (folder: string, asker: Asker): string => join(folder, asker, 'signer.sock')
