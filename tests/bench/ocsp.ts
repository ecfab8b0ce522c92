import { readFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import path from 'node:path'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { median, sayLimits, type Limit } from './limits.ts'
import {
  loadAtRate,
  loadFully,
  loadWithOneRequestEach,
  memoryOf,
  untilItRests,
  type Requesting,
  type Measured,
} from './ocsp-load.ts'
import {
  makeOpensslCa,
  startCfssl,
  startNginx,
  type Peer,
  type SignedResponse,
} from './ocsp-peers.ts'
import { startBenchService } from './service.ts'
import { decoded, measureStart, ocspNodeOf, writeOcspRequests, type Requests } from './ocsp-node.ts'
import { everyTenthRevoked, importStatuses } from './statuses.ts'

/**
 * The OCSP process beside nginx serving our responses as files, cfssl ocspserve serving the same,
 * and openssl ocsp signing each response. All of them respond for a CA of openssl, loaded by the import
 * commands with the statuses of its certificates. All run on the first core with the load on the second, in
 * turn, so that other load on the machine affects all alike: only ratios of one run are meaningful.
 * `node tests/bench/ocsp.ts [certificates] [rounds]`
 */
const [, , certificates = '10000', rounds = '3'] = process.argv
const count = Number(certificates)
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}

/** The id of the openssl CA here. */
const legacyId = 'legacy-bench'
type OpensslCa = Awaited<ReturnType<typeof makeOpensslCa>>

const limits: Limit[] = []
const inTenSeconds = { max: 10, unit: 's' }
const ports = await freePorts(['nginx', 'cfssl', 'openssl'])
const service = await startBenchService()
const peers: Peer[] = []
try {
  const statuses = everyTenthRevoked(count)
  const theirs = await makeOpensslCa(service.data, 'p256')
  await importCa(theirs)
  const { index, seconds } = await importStatuses(service, statuses, legacyId)
  say(`${count} certificates, every tenth revoked, imported in ${seconds.toFixed(1)} s`)

  const node = await ocspNodeOf(service, { id: legacyId, file: theirs.file })
  const memoryWords = (): string => {
    const { now, max } = memoryOf(node.pid())
    return `${now} MB, ${max} MB at most`
  }
  const started = await measureStart(service, node, statuses)
  say(`OCSP process (load ${loadavg()[0]?.toFixed(1) ?? ''}), seconds after its start:`)
  say(
    `first right response ${started.firstResponse.toFixed(1)}, with ${started.used.toFixed(1)} s of a processor; right about ` +
      `1,000 more, one after another, by ${started.thousandMore.toFixed(1)}; ready, with CRLs, ${started.ready.toFixed(1)}`,
  )
  node.pin()
  await untilItRests(node.pid())
  say(`all pre-signed; memory: ${memoryWords()}`)

  const { ca } = node
  const mine = await writeOcspRequests(service.data, { name: 'ours', ca, statuses })
  const once = await writeOcspRequests(service.data, {
    ...{ name: 'ours-nonce', ca, statuses, withNonce: true },
  })
  const responses = await responsesTo(mine.requests, node.request)
  peers.push(await startNginx(service.data, ports.nginx, responses))
  peers.push(await startCfssl(service.data, ports.cfssl, responses))
  const [nginx, cfssl] = peers

  const ours = node.requesting
  const ofPeer = (
    peer: Peer | undefined,
    requesting: Pick<Requesting, 'method' | 'requests'>,
  ): Requesting => ({
    ...requesting,
    port: peer?.port ?? 0,
    prefix: '',
    pids: peer?.pids ?? [],
  })
  const byGet = { method: 'GET', requests: mine.paths } as const
  const byPost = { method: 'POST', requests: mine.bodies } as const
  const live = { method: 'POST', requests: once.bodies } as const
  const opensslRun = async (openssl: OpensslCa, { bodies }: Requests): Promise<Measured> => {
    const peer = await openssl.start(ports.openssl, index)
    try {
      const requesting = ofPeer(peer, { method: 'POST', requests: bodies })
      return await loadWithOneRequestEach({ ...requesting, prefix: '/' })
    } finally {
      await peer.stop()
    }
  }

  await loadFully(ours(byGet), 1)
  const ahead = await measure('pre-signed', {
    'ours GET': () => loadFully(ours(byGet)),
    'nginx files GET': () => loadFully(ofPeer(nginx, byGet)),
    'ours POST': () => loadFully(ours(byPost)),
    'cfssl GET': () => loadFully(ofPeer(cfssl, byGet)),
    'cfssl POST': () => loadFully({ ...ofPeer(cfssl, byPost), prefix: '/' }),
  })
  const steady = await measure('pre-signed, at 5,000/s', {
    'ours GET': () => loadAtRate(ours(byGet)),
    'nginx files GET': () => loadAtRate(ofPeer(nginx, byGet)),
  })
  const live256 = await measure('with a nonce, signed live, P-256', {
    'ours POST': () => loadFully(ours(live)),
    'openssl ocsp POST': () => opensslRun(theirs, once),
  })
  const memory = memoryOf(node.pid())
  say(`memory of the OCSP process: ${memoryWords()}`)
  const timesPeer = (all: Medians, our: string, their: string): number =>
    (all.get(our)?.rate ?? Number.NaN) / (all.get(their)?.rate ?? Number.NaN)
  const failuresOf = (all: Medians): number =>
    [...all].reduce(
      (sum, [name, { failures }]) => sum + (name.startsWith('ours') ? failures : 0),
      0,
    )
  limits.push(
    { what: 'first right response after a start', reached: started.firstResponse, ...inTenSeconds },
    { what: 'right about 1,000 more', reached: started.thousandMore, ...inTenSeconds },
    { what: 'memory of the OCSP process', reached: memory.now, max: 700, unit: 'MB' },
    {
      what: 'pre-signed, GET, of nginx with files',
      ...{ reached: timesPeer(ahead, 'ours GET', 'nginx files GET'), min: 0.75, unit: '×' },
    },
    {
      what: 'pre-signed, GET, of cfssl ocspserve',
      ...{ reached: timesPeer(ahead, 'ours GET', 'cfssl GET'), min: 7, unit: '×' },
    },
    {
      what: 'pre-signed, POST, of cfssl ocspserve',
      ...{ reached: timesPeer(ahead, 'ours POST', 'cfssl POST'), min: 7, unit: '×' },
    },
    {
      what: 'at 5,000/s, p99',
      ...{ reached: (steady.get('ours GET')?.p99 ?? Number.NaN) / 1000, max: 4, unit: 'ms' },
    },
    {
      what: 'live, P-256',
      ...{ reached: live256.get('ours POST')?.rate, min: 12_000, unit: '/s' },
    },
    {
      what: 'live, P-256, of openssl ocsp',
      ...{ reached: timesPeer(live256, 'ours POST', 'openssl ocsp POST'), min: 1, unit: '×' },
    },
    {
      what: 'responses of ours that failed',
      reached: [ahead, steady, live256].reduce((sum, all) => sum + failuresOf(all), 0),
      max: 0,
    },
  )

  // Of our own CA, which certifies such keys; so many at once pause its CRLs, not its responses. A million
  // of these take a quarter of an hour to pre-sign, and would distort the measurement.
  if (count <= 10_000) {
    await service.end('ocsp')
    await importStatuses(service, statuses)
    await service.start('ocsp', { SOTEVARMENNE_OCSP_KEYS: 'rsa3072' })
    const own = await ocspNodeOf(service)
    await untilItRests(own.pid())
    own.pin()
    const rsa = await makeOpensslCa(service.data, 'rsa3072')
    const withNonces = (name: string, ca: Certificate) =>
      writeOcspRequests(service.data, { name, ca, statuses, withNonce: true })
    const requested = await withNonces('own-nonce', own.ca)
    const requestedOfRsa = await withNonces('openssl-rsa', decoded(await readFile(rsa.file)))
    const live3072 = await measure('with a nonce, signed live, RSA-3072', {
      'ours POST': () => loadFully(own.requesting({ method: 'POST', requests: requested.bodies })),
      'openssl ocsp POST': () => opensslRun(rsa, requestedOfRsa),
    })
    limits.push({
      // Equal: within the difference of two identical runs.
      what: 'live, RSA-3072, of openssl ocsp',
      ...{
        reached: timesPeer(live3072, 'ours POST', 'openssl ocsp POST'),
        min: 0.95,
        unit: '×',
      },
    })
  }
} finally {
  for (const peer of peers) await peer.stop()
  await service.stop()
}
sayLimits(limits)

/** Its key stays with openssl; our responder key is certified by it (docs/operations/legacy-system.md). */
async function importCa({ file, certify }: OpensslCa): Promise<void> {
  const request = path.join(service.data, 'responder.csr')
  await service.cli(['import', 'ca', legacyId, file])
  await service.cli(['import', 'responder-request', legacyId, request])
  await service.cli(['import', 'responder', legacyId, await certify(request)])
}

/** Of all rounds; failures are summed. */
type Medians = ReadonlyMap<string, Measured>

/** Each in turn for all rounds; then the medians, compared with the first. */
async function measure(
  what: string,
  runs: Readonly<Record<string, () => Promise<Measured>>>,
): Promise<Medians> {
  const measured = new Map<string, Measured[]>()
  const load = loadavg()[0] ?? 0
  for (let round = 0; round < Number(rounds); round += 1)
    for (const [name, run] of Object.entries(runs))
      measured.set(name, [...(measured.get(name) ?? []), await run()])
  const medians = new Map([...measured].map(([name, all]) => [name, mediansOf(all)]))
  say(`\n${what} (${rounds} rounds, load before ${load.toFixed(1)})`)
  say(`${' '.repeat(20)} responses/s  ours is   µs each  p50 ms  p99 ms  failures`)
  const [first] = medians.values()
  for (const [name, { rate, processor, p50, p99, failures }] of medians) {
    const cells = [
      rate.toFixed(0).padStart(11),
      `${((first?.rate ?? 0) / rate).toFixed(2)} ×`.padStart(8),
      processor.toFixed(1).padStart(9),
      (p50 / 1000).toFixed(2).padStart(7),
      (p99 / 1000).toFixed(2).padStart(7),
      failures.toString().padStart(9),
    ]
    say(`${name.padEnd(20)} ${cells.join(' ')}`)
  }
  return medians
}

function mediansOf(all: readonly Measured[]): Measured {
  const of = (name: keyof Measured): number => median(all.map((each) => each[name])) ?? Number.NaN
  return {
    ...{ rate: of('rate'), processor: of('processor'), p50: of('p50'), p99: of('p99') },
    failures: all.reduce((sum, { failures }) => sum + failures, 0),
  }
}

/** Responses of our OCSP process, so that all serve the same. */
async function responsesTo(
  requests: readonly Uint8Array[],
  send: (request: Uint8Array) => Promise<Uint8Array>,
): Promise<readonly SignedResponse[]> {
  const responses: SignedResponse[] = []
  for (const query of requests)
    responses.push({
      base64Request: Buffer.from(query).toString('base64'),
      response: await send(query),
    })
  return responses
}
