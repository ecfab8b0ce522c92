import path from 'node:path'
import { addressesIn, noAddress } from '@sotevarmenne/http1/addresses'
import { createConnectionLimiter } from '@sotevarmenne/http1/connection-limiter'
import { maxConnectionsOfProcess } from '@sotevarmenne/http1/open-files'
import { createLogger } from '@sotevarmenne/runtime/logger'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { createAudit } from '#audit/index.ts'
import { createSystemPermits } from '#identity/permissions/index.ts'
import {
  createSignerClient,
  readCas,
  readIssuers,
  readLegacyCas,
  type Issuers,
  type LegacyCa,
} from '#pki/ca/index.ts'
import { demoClock, systemClock, type Clock } from '#platform/clock.ts'
import { createOutbox, type JobFault } from '#platform/outbox.ts'
import type { Runtime } from '#platform/runtime.ts'
import { noSecret } from '#platform/sealing.ts'
import type { Config } from './config.ts'
import { openDb } from './open-db.ts'
import type { ProcessName } from './processes.ts'
import { peopleKeyOf } from './secrets.ts'

export type Foundation = Awaited<ReturnType<typeof openFoundation>>

/** What every module stands on: the log, the clock, the database, the CAs, the signer, jobs and the audit log. */
export async function openFoundation(config: Config, process: ProcessName) {
  const logger = createLogger(process, { level: config.logLevel })
  const onFault = (fault: unknown): void => {
    logger.error({ fault })
  }
  const onJobFault = ({ kind, key, attempt, isLast, fault }: JobFault): void => {
    logger.error({ kind, key, attempt, isLast, fault })
  }
  const clock = clockOf(config)
  const systemPermit = createSystemPermits({ clock })
  const {
    probe: probeDatabase,
    outsideTransaction: _ofMigrations,
    ...db
  } = await openDb(config, process)
  const caFolder = caFolderOf(config)
  const { issuers, legacyCas } = await readCertificates(config).catch(async (fault: unknown) => {
    // Else an open database keeps a process alive that could not start.
    await db.close()
    throw fault
  })
  const signer = createSignerClient({
    socketFolder: config.signerSockets,
    certificatesAs: process === 'ocsp' ? 'ocsp' : 'issuing',
  })
  const outbox = createOutbox({ db, clock, onFault: onJobFault })
  // Domain names are validated in a queue of their own: a supplier's slow server delays no card.
  const validations = createOutbox({ db, clock, concurrency: 8, onFault: onJobFault })
  // So are messages to receivers of organisations: those that hang delay no other work, and few of the others.
  const webhookQueue = createOutbox({ db, clock, concurrency: 16, onFault: onJobFault })
  const audit = createAudit({
    ...{ db, clock, onFault },
    planSubscribers: outbox.planSubscribers,
    planJob: outbox.planJob,
    signCheckpoint: signer.signCheckpoint,
    receipts: signer,
    ...{ witnesses: config.auditWitnesses, lastNote: signer.lastNote },
    checkpointKeys: issuers.checkpointKeys,
    retentionYears: config.auditRetentionYears,
    ...(config.checkpointFolder !== undefined && { checkpointFolder: config.checkpointFolder }),
    ...(config.siem && {
      siem: { ...config.siem, permit: () => systemPermit('audit.forwardAuditLog', 'jobs') },
    }),
    erasePermit: () => systemPermit('audit.eraseEntries', 'jobs'),
  })
  // The command line may be what puts it right; the others can't read the checkpoints.
  if (['all', 'web', 'jobs'].includes(process) && !(await audit.isOwnLog())) {
    await db.close()
    throw new Error(
      `the database is of another key ceremony: its audit log was signed by none of the checkpoint keys in ${caFolder}. Put back the folders ca and keys of that ceremony, or start with an empty database (docs/operations/ceremony.md)`,
    )
  }
  const limiter = limiterOf(config)
  const runtime: Runtime = {
    ...{ db, clock, record: audit.record, planJob: outbox.planJob },
    // The OCSP process handles certificates, not people. It is still assembled whole: subscribers need its
    // events too.
    secret: process === 'ocsp' ? noSecret : peopleKeyOf(config),
    systemPermit: (operation) => systemPermit(operation, 'jobs'),
  }
  return {
    ...{ logger, onFault, clock, systemPermit, db, caFolder, issuers, legacyCas, signer },
    ...{ outbox, validations, webhookQueue, audit, limiter, runtime, probeDatabase },
  }
}

const readCertificates = async (config: Config) => ({
  issuers: await issuersOf(config),
  legacyCas: await readLegacyCas(caFolderOf(config)),
})

export const clockOf = ({ data, isDemoEnvironment }: Config): Clock =>
  isDemoEnvironment ? demoClock(path.join(data, 'clock.json')) : systemClock

/** One for each process: it counts the connections of all its listeners together. */
export function limiterOf({ trustedProxies, layer4Proxies }: Config) {
  const isHttpProxy = trustedProxies === undefined ? noAddress : addressesIn(trustedProxies)
  return createConnectionLimiter({
    maxConnections: maxConnectionsOfProcess(),
    isProxy: (address) => isHttpProxy(address) || layer4Proxies(address),
  })
}

/** The CAs of this service, as its key ceremonies created them. */
export const issuersOf = (config: Config): Promise<Issuers> =>
  readIssuers(caFolderOf(config), readCas(config.cas))

/** All CAs of this service: every generation, and the legacy CAs whose status it publishes. */
export const ownCasOf = async (config: Config): Promise<readonly Certificate[]> =>
  ownCasIn(await issuersOf(config), await readLegacyCas(caFolderOf(config)))

export const ownCasIn = (
  { all }: Pick<Issuers, 'all'>,
  legacyCas: readonly LegacyCa[],
): readonly Certificate[] => [...all, ...legacyCas].map(({ certificate }) => certificate)

export const caFolderOf = ({ data }: Config): string => path.join(data, 'ca')
