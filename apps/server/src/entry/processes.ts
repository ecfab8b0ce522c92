/**
 * The processes of the server in a real installation, each with its program `entry/<name>.ts` and its unit
 * `docs/operations/systemd/sotevarmenne-<name>.service`. The signer is an app of its own.
 */
export const processes = ['web', 'tls-sign-in', 'jobs', 'ocsp'] as const

/** Also the whole service in one process (`npm start`), and the command line. */
export type ProcessName = (typeof processes)[number] | 'all' | 'cli'
