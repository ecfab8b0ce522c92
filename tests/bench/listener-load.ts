import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { aProgramsRequest } from '@sotevarmenne/tests/ca/program-request'
import { registerApprovedClient } from './approve-client.ts'
import type { LoadPlan, LoadResult } from './load.ts'
import type { BenchService } from './service.ts'

/**
 * Certificates before the first measured round: ten thousand until code is compiled; connections are open
 * then too.
 */
export const warmUp = 10_000

/** Registers the client of the enrolment API, for one key family of CAs. Ends the client before it. */
export async function registerClient(service: BenchService, family: 'ecc' | 'rsa'): Promise<void> {
  const { cli } = service
  const name = `bench ${family}`
  const rules = {
    ...({ profile: 'server', family } as const),
    ...{ organisation: 'Esimerkki', organisationOid: '1.2.246.10.1234567.10.1' },
    ...{ dnsNames: ['.bench.example'], commonNames: [], validityDays: 365 },
  }
  const before = /^\S{36}/m.exec(await cli(['client', 'list']))
  if (before !== null) await cli(['client', 'end', before[0]])
  await registerApprovedClient(service, { name, rules })
}

/** A range of the requests in a file, one body a line. */
export type Part = Pick<LoadPlan, 'bodies' | 'from' | 'count' | 'clients'>

/** Requests certificates at the service's enrolment API. */
export const loadListener = (
  { data, machinesPort }: BenchService,
  part: Part,
  core?: number,
): Promise<LoadResult> =>
  load(
    data,
    {
      port: machinesPort,
      path: '/api/v1/certificates',
      tls: {
        ca: path.join(data, 'listener.pem'),
        cert: path.join(data, 'client.pem'),
        key: path.join(data, 'client.key'),
      },
      ...part,
    },
    core,
  )

/** Runs the load in a separate process, pinned to the core if one is given. */
export async function load(folder: string, plan: LoadPlan, core?: number): Promise<LoadResult> {
  const file = path.join(folder, 'plan.json')
  await writeFile(file, JSON.stringify(plan))
  const program = [process.execPath, path.join(import.meta.dirname, 'load.ts'), file]
  const words = core === undefined ? program : ['taskset', '-c', String(core), ...program]
  const { stdout } = await promisify(execFile)(words[0] ?? '', words.slice(1))
  return JSON.parse(stdout) as LoadResult
}

/** Writes a file of requests for fresh P-256 keys, each in the body format of the server under test. */
export async function writeRequests(
  file: string,
  count: number,
  bodyOf: (request: string) => unknown = (request) => ({ request }),
): Promise<string> {
  const bodies = Array.from({ length: count }, (_, index) =>
    JSON.stringify(bodyOf(aProgramsRequest(`host-${String(index)}.bench.example`))),
  )
  await writeFile(file, bodies.join('\n'))
  return file
}
