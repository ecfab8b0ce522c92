import { execFileSync } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import { decodeOcspResponse, encodeOcspRequest } from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import { processorSeconds, type Asking } from './ocsp-load.ts'
import type { BenchService } from './service.ts'
import { issuer, type Statuses } from './statuses.ts'

/** The status process of a service, as those see it who ask it about one authority's certificates. */
export type StatusNode = {
  readonly authority: Certificate
  readonly ask: (question: Uint8Array) => Promise<Uint8Array>
  /** What it says of a certificate; undefined when that is no status. */
  readonly statusOf: (serial: Uint8Array) => Promise<string | undefined>
  readonly pid: () => number
  /** Keeps all threads of the process to the first core. */
  readonly pin: () => void
  readonly asking: (of: Pick<Asking, 'method' | 'requests'>) => Asking
}

export async function statusNodeOf(
  service: BenchService,
  // Where the signer publishes it.
  of = { id: issuer, file: path.join(service.data, 'authority', `${issuer}.crt`) },
): Promise<StatusNode> {
  const authority = decoded(await readFile(of.file))
  const address = `http://127.0.0.1:${String(service.statusPort)}/ocsp/${of.id}`
  const ask = async (question: Uint8Array): Promise<Uint8Array> => {
    const response = await fetch(address, { method: 'POST', body: Buffer.from(question) })
    return new Uint8Array(await response.arrayBuffer())
  }
  const pid = (): number => {
    const found = service.pids()['ocsp']
    if (found === undefined) throw new Error('the status process does not run')
    return found
  }
  return {
    authority,
    ask,
    statusOf: async (serial) => {
      const answer = decodeOcspResponse(await ask(questionAbout(authority, serial)))
      return answer.ok && answer.value.kind === 'answer'
        ? answer.value.responses[0]?.status.kind
        : undefined
    },
    pid,
    pin: () => {
      execFileSync('taskset', ['-a', '-c', '-p', '0', String(pid())], { stdio: 'ignore' })
    },
    asking: (asked) => ({
      ...asked,
      ...{ port: service.statusPort, prefix: `/ocsp/${of.id}`, pids: [pid()] },
    }),
  }
}

/** Seconds from the start of the status process. */
export type MeasuredStart = {
  readonly firstAnswer: number
  /** Of the processor, until then. */
  readonly used: number
  /** Until it was right about a thousand more, one after another. */
  readonly thousandMore: number
  /** Until it said so itself: then it has its lists too. */
  readonly ready: number
}

/** Starts the status process. Throws at a wrong answer. */
export async function measureStart(
  service: BenchService,
  node: StatusNode,
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
  const [firstAnswer, used] = [since(), processorSeconds([node.pid()])]
  for (let asked = 0; asked < 1000; asked += 1) {
    const at = randomInt(count)
    if (!(await isRight(at))) throw new Error(`a wrong answer about serial ${String(at)}`)
  }
  const thousandMore = since()
  await started
  return { firstAnswer, used, thousandMore, ready: since() }
}

export type Questions = {
  /** A file with a path a line, and one with a body a line in hexadecimal. */
  readonly paths: string
  readonly bodies: string
  readonly questions: readonly Uint8Array[]
}

/** Questions about at most 10,000 of the certificates, in files. */
export async function writeQuestions(
  folder: string,
  {
    name,
    authority,
    statuses: { count, serial },
    withNonce = false,
  }: {
    readonly name: string
    readonly authority: Certificate
    readonly statuses: Statuses
    readonly withNonce?: boolean
  },
): Promise<Questions> {
  const questions = Array.from({ length: Math.min(count, 10_000) }, (_, at) =>
    questionAbout(authority, serial(at), withNonce ? randomBytes(32) : undefined),
  )
    // No file's name ends with a slash, as a sixty-fourth of them do in base64.
    .filter((question) => !Buffer.from(question).toString('base64').endsWith('/'))
  const paths = path.join(folder, `${name}.paths`)
  const bodies = path.join(folder, `${name}.bodies`)
  const base64 = questions.map((question) => Buffer.from(question).toString('base64'))
  await writeFile(paths, base64.map((text) => `${encodeURIComponent(text)}\n`).join(''))
  await writeFile(
    bodies,
    questions.map((question) => `${Buffer.from(question).toString('hex')}\n`).join(''),
  )
  return { paths, bodies, questions }
}

function questionAbout(authority: Certificate, serial: Uint8Array, nonce?: Uint8Array) {
  const certId = certIdFor({ hashAlgorithm: 'sha1', issuer: authority, serial })
  return encodeOcspRequest([certId], nonce)
}

export function decoded(der: Uint8Array): Certificate {
  const certificate = decodeCertificate(der)
  if (!certificate.ok) throw new Error('no certificate of the authority')
  return certificate.value
}
