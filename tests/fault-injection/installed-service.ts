import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { createSignerClient, readCas, readIssuers } from '../../apps/server/src/pki/ca/index.ts'
import { createPostgresDb, type Db } from '../../apps/server/src/platform/db.ts'
import { registerApprovedClient } from '../bench/approve-client.ts'
import { startBenchService, type BenchService } from '../bench/service.ts'
import type { Ca } from './issuing-environment.ts'

/** The service as installed, with a client that may request certificates. */
export type InstalledService = {
  readonly service: BenchService
  readonly db: Db
  readonly ca: Ca
  readonly close: () => Promise<void>
}

export async function startInstalledService(): Promise<InstalledService> {
  const service = await startBenchService()
  const { data, databaseUrl, ocspPort } = service
  const ofTest = await registerApprovedClient(service, {
    name: 'a program',
    rules: {
      ...{ profile: 'server', family: 'ecc', validityDays: 365 },
      organisation: 'Esimerkkilän hyvinvointialue',
      organisationOid: '1.2.246.10.12345678.10.1',
      ...{ dnsNames: ['.esimerkkila.example'], commonNames: [] },
    },
  })
  const db = createPostgresDb({ url: databaseUrl })
  const signer = createSignerClient({ socketFolder: join(data, 'run') })
  const issuers = await readIssuers(
    join(data, 'ca'),
    readCas({ validationUrl: `http://localhost:${ocspPort}` }),
  )
  return {
    service,
    db,
    ca: { folder: data, issuers, signer, ofTest },
    close: async () => {
      signer.close()
      await db.close()
      await service.stop()
    },
  }
}

/** Starts jobs, waits and stops it again. */
export async function runJobsUntil(
  service: BenchService,
  isDone: () => Promise<boolean>,
  settings: NodeJS.ProcessEnv = {},
): Promise<void> {
  await service.start('jobs', settings)
  while (!(await isDone())) await sleep(50)
  await service.end('jobs')
}

/** Number of rows of `<table> where …`. */
export async function countOf(db: Db, what: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await db.read((tx) =>
    sql<{ count: number }>`select count(*) from ${what}`.execute(tx),
  )
  return rows[0]?.count ?? 0
}
