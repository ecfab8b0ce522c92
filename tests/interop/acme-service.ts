import { spawnSync } from 'node:child_process'
import type { X509Certificate } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ipAddressRule } from '@sotevarmenne/kernel/ip-address'
import { probeNames } from '../../apps/server/src/services/acme/index.ts'
import {
  createAcmeEnvironment,
  type AcmeEnvironment,
} from '../../apps/server/src/services/acme/testing.ts'
import { systemClock } from '../../apps/server/src/platform/clock.ts'
import { startDnsServer, type DnsResponses } from '@sotevarmenne/tests/network/dns-server'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'

/** Of what is no program of its own. */
const probes: Readonly<Record<string, string>> = {
  'ruby-acme-client': 'ruby -r acme-client -e 1',
}

/** Why a suite must be skipped that needs these programs. Where `CI=true` a missing one fails the run. */
export function whyNot(...programs: readonly string[]): string | false {
  const missing = programs.find(
    (program) => spawnSync('sh', ['-c', probes[program] ?? `command -v ${program}`]).status !== 0,
  )
  if (missing === undefined) return false
  if (process.env['CI'] === 'true') throw new Error(`install ${missing}`)
  return `install ${missing}`
}

export type AcmeService = Awaited<ReturnType<typeof openAcmeService>>

/** ACME over HTTP, for programs of others: with a zone, and a port of names where challenges are looked for. */
export async function openAcmeService() {
  const responses: DnsResponses = new Map()
  const ports = await freePorts(['acme', 'http'])
  const folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-acme-'))
  const texts = path.join(folder, 'texts')
  await writeFile(texts, '')
  const dns = await startDnsServer(responses)
  const database = await openTestDatabase()
  const publicUrl = `http://127.0.0.1:${String(ports.acme)}`
  const environment: AcmeEnvironment = await createAcmeEnvironment(database.db, {
    publicUrl,
    clock: systemClock,
    offersProfiles: true,
    probe: probeNames({
      ...{ mayConnect: ipAddressRule(['127.0.0.1']), resolvers: [dns.address] },
      httpPort: ports.http,
    }),
  })
  const service = await environment.serve()
  await service.listen({ port: ports.acme, host: '127.0.0.1' })
  const running = [environment.outbox.run(), environment.validations.run()]
  // The zone's own name server returns the records that the programs' hooks have written.
  const hook = path.join(folder, 'hook.sh')
  await writeFile(
    hook,
    `#!/bin/sh
case "$1" in
  present) echo "$2 $3" >> ${texts} ;;
  cleanup) : ;;
  *) echo "_acme-challenge.$CERTBOT_DOMAIN. $CERTBOT_VALIDATION" >> ${texts} ;;
esac
`,
  )
  await chmod(hook, 0o755)

  return {
    ...{ environment, folder, hook, responses, dns, httpPort: ports.http },
    directory: `${publicUrl}/acme/directory`,
    /** The name leads to this machine, and has the texts of hooks. */
    reachable: (name: string): void => {
      responses.set(`${name} A`, ['127.0.0.1'])
      responses.set(`_acme-challenge.${name} TXT`, () =>
        readFileSync(texts, 'utf8')
          .split('\n')
          .flatMap((line) => {
            const [of, value] = line.split(' ')
            return of === `_acme-challenge.${name}.` && value !== undefined ? [value] : []
          }),
      )
    },
    /** An EAB key under an approval for the names. */
    aKey: async (names: string[]) => {
      const hospital = await environment.aHospital()
      const { approvalId } = await environment.anApproval(hospital, { names })
      return { hospital, ...(await environment.aKey(hospital, approvalId)) }
    },
    stateOf: ({ serialNumber }: Pick<X509Certificate, 'serialNumber'>) =>
      environment.db.read(async (tx) => {
        const found = await environment.serviceCertificates.programApplicationOf(tx, {
          ...{ issuer: 'service-g1-ecc', serial: serialNumber.toLowerCase() },
        })
        return found?.standing.state
      }),
    /** Serves challenges at the port of names from a folder, as a web server does. */
    serveChallenges: async () => {
      const root = path.join(folder, 'www')
      const challenges = path.join(root, '.well-known', 'acme-challenge')
      await mkdir(challenges, { recursive: true })
      const server = createServer((request, response) => {
        try {
          response.end(readFileSync(path.join(challenges, path.basename(request.url ?? ''))))
        } catch {
          response.writeHead(404).end()
        }
      })
      server.listen(ports.http, '127.0.0.1')
      await once(server, 'listening')
      const close = async (): Promise<void> => {
        server.close()
        server.closeAllConnections()
        await once(server, 'close')
      }
      return { root, challenges, close }
    },
    close: async () => {
      await Promise.all(running.map((each) => each.stop()))
      await service.close()
      await environment.close()
      await dns.close()
      await database.close()
      await rm(folder, { recursive: true })
    },
  }
}
