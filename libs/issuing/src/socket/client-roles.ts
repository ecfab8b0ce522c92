import { join } from 'node:path'

/**
 * The clients of the signer: each role has its own socket, in a folder that only its group may enter, and its
 * own allowed operations.
 *
 * - `issuing`: certificates of all profiles that are signed outside a ceremony; web and jobs.
 * - `ocsp`: CRLs, and certificates of OCSP responders; the OCSP process.
 * - `audit`: tree heads of the audit log, and proofs for what the receipts announced; jobs.
 * - `receipts`: receipts of committed audit entries; the processes that record: web, jobs, OCSP.
 * - `production`: admin keys of cards in production; jobs, and web for production stations and spare cards.
 * - `relay`: responses to challenges of cards; web, which relays APDUs to remote cards.
 */
export const clientRoles = ['issuing', 'ocsp', 'audit', 'receipts', 'production', 'relay'] as const
export type ClientRole = (typeof clientRoles)[number]

/** The path under the folder of the signer's sockets. */
export const socketOf = (folder: string, clientRole: ClientRole): string =>
  join(folder, clientRole, 'signer.sock')
