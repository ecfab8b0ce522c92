import { execFileSync } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import { decodeOcspResponse, encodeOcspRequest } from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import { processorSeconds, type Requesting } from './ocsp-load.ts'
import type { BenchService } from './service.ts'
import { issuer, type Statuses } from './statuses.ts'

/** The OCSP process of a service, as relying parties of one CA see it. */
export type OcspNode = {
  readonly ca: Certificate
  readonly request: (request: Uint8Array) => Promise<Uint8Array>
  /** The status in its response; undefined for any other response. */
  readonly statusOf: (serial: Uint8Array) => Promise<string | undefined>
  readonly pid: () => number
  /** Pins all threads of the process to the first core. */
  readonly pin: () => void
  readonly requesting: (of: Pick<Requesting, 'method' | 'requests'>) => Requesting
}

export async function ocspNodeOf(
  service: BenchService,
  // Where the signer publishes it.
  of = { id: issuer, file: path.join(service.data, 'ca', `${issuer}.crt`) },
): Promise<OcspNode> {
  const ca = decoded(await readFile(of.file))
  const address = `http://127.0.0.1:${String(service.ocspPort)}/ocsp/${of.id}`
  const send = async (request: Uint8Array): Promise<Uint8Array> => {
    const response = await fetch(address, { method: 'POST', body: Buffer.from(request) })
    return new Uint8Array(await response.arrayBuffer())
  }
  const pid = (): number => {
    const found = service.pids()['ocsp']
    if (found === undefined) throw new Error('OCSP process is not running')
    return found
  }
  return {
    ca,
    request: send,
    statusOf: async (serial) => {
      const response = decodeOcspResponse(await send(requestAbout(ca, serial)))
      return response.ok && response.value.kind === 'response'
        ? response.value.responses[0]?.status.kind
        : undefined
    },
    pid,
    pin: () => {
      execFileSync('taskset', ['-a', '-c', '-p', '0', String(pid())], { stdio: 'ignore' })
    },
    requesting: (requested) => ({
      ...requested,
      ...{ port: service.ocspPort, prefix: `/ocsp/${of.id}`, pids: [pid()] },
    }),
  }
}

/** Seconds from the start of the OCSP process. */
export type MeasuredStart = {
  readonly firstResponse: number
  /** Processor time until then. */
  readonly used: number
  /** Until it was right about a thousand more, in sequence. */
  readonly thousandMore: number
  /** Until it reported ready: then it has its CRLs too. */
  readonly ready: number
}

/** Starts the OCSP process. Throws at a wrong response. */
export async function measureStart(
  service: BenchService,
  node: OcspNode,
  { count, serial, isGood }: Statuses,
): Promise<MeasuredStart> {
  const begun = performance.now()
  const since = (): number => (performance.now() - begun) / 1000
  const started = service.start('ocsp')
  const isRight = async (at: number): Promise<boolean> =>
    (await node.statusOf(serial(at))) === (isGood(at) ? 'good' : 'revoked')
  let revoked = 0
  while (isGood(revoked)) revoked += 1
  while (!(await isRight(revoked).catch(() => false))) await sleep(20)
  const [firstResponse, used] = [since(), processorSeconds([node.pid()])]
  for (let requested = 0; requested < 1000; requested += 1) {
    const at = randomInt(count)
    if (!(await isRight(at))) throw new Error(`wrong OCSP status for serial ${String(at)}`)
  }
  const thousandMore = since()
  await started
  return { firstResponse, used, thousandMore, ready: since() }
}

export type Requests = {
  /** A file with a path a line, and one with a body a line in hexadecimal. */
  readonly paths: string
  readonly bodies: string
  readonly requests: readonly Uint8Array[]
}

/** Writes requests for at most 10,000 of the certificates to files. */
export async function writeOcspRequests(
  folder: string,
  {
    name,
    ca,
    statuses: { count, serial },
    withNonce = false,
  }: {
    readonly name: string
    readonly ca: Certificate
    readonly statuses: Statuses
    readonly withNonce?: boolean
  },
): Promise<Requests> {
  const requests = Array.from({ length: Math.min(count, 10_000) }, (_, at) =>
    requestAbout(ca, serial(at), withNonce ? randomBytes(32) : undefined),
  )
    // A file name can't end with a slash, as a sixty-fourth of them do in base64.
    .filter((request) => !Buffer.from(request).toString('base64').endsWith('/'))
  const paths = path.join(folder, `${name}.paths`)
  const bodies = path.join(folder, `${name}.bodies`)
  const base64 = requests.map((request) => Buffer.from(request).toString('base64'))
  await writeFile(paths, base64.map((text) => `${encodeURIComponent(text)}\n`).join(''))
  await writeFile(
    bodies,
    requests.map((request) => `${Buffer.from(request).toString('hex')}\n`).join(''),
  )
  return { paths, bodies, requests }
}

function requestAbout(ca: Certificate, serial: Uint8Array, nonce?: Uint8Array) {
  const certId = certIdFor({ hashAlgorithm: 'sha1', issuer: ca, serial })
  return encodeOcspRequest([certId], nonce)
}

export function decoded(der: Uint8Array): Certificate {
  const certificate = decodeCertificate(der)
  if (!certificate.ok) throw new Error('CA certificate not found')
  return certificate.value
}
