import { randomBytes, randomInt } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import { decodeOcspResponse, encodeOcspRequest } from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import { freePorts } from '../support/free-ports.ts'
import {
  loadAtRate,
  loadFully,
  loadWithOneQuestionEach,
  memoryOf,
  processorSeconds,
  untilItRests,
  type Asking,
  type Measured,
} from './ocsp-load.ts'
import {
  makeOpensslAuthority,
  startCfssl,
  startNginx,
  type Peer,
  type SignedAnswer,
} from './ocsp-peers.ts'
import { startBenchService } from './service.ts'

/**
 * OCSP of the status process, brought up by the import command, beside nginx serving our answers as files, cfssl
 * ocspserve serving the same, and openssl ocsp signing each answer. All run on the first core and are asked from the
 * second, in turn, so that what else goes on hits all alike: only ratios of one run say anything.
 * `node tests/bench/ocsp.ts [certificates] [rounds]`
 */
const [, , certificates = '10000', rounds = '3'] = process.argv
const count = Number(certificates)
const asked = Math.min(count, 10_000)
const issuer = 'professional-g1-ecc'
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}

const serials = Array.from({ length: count }, () => Buffer.from([0x40, ...randomBytes(16)]))
const ports = await freePorts(['nginx', 'cfssl', 'openssl'])
const service = await startBenchService()
const peers: Peer[] = []
try {
  const index = path.join(service.data, 'index.txt')
  await writeFile(index, indexOf(serials))
  const imported = performance.now()
  await service.cli(['import', 'statuses', issuer, index])
  say(`${count} certificates, every tenth revoked, imported in ${secondsSince(imported)} s`)

  await measureStart()
  const authority = await issuerFromFile()
  const mine = await writeQuestions('ours', authority)
  const once = await writeQuestions('ours-nonce', authority, true)
  const answers = await answersTo(mine.questions)
  const openssl = {
    p256: await makeOpensslAuthority(service.data, 'p256'),
    rsa3072: await makeOpensslAuthority(service.data, 'rsa3072'),
  }
  peers.push(await startNginx(service.data, ports.nginx, answers))
  peers.push(await startCfssl(service.data, ports.cfssl, answers))
  const [nginx, cfssl] = peers

  const ours = (asking: Pick<Asking, 'method' | 'requests'>): Asking => ({
    ...asking,
    port: service.statusPort,
    prefix: `/ocsp/${issuer}`,
    pids: [statusPid()],
  })
  const ofPeer = (peer: Peer | undefined, asking: Pick<Asking, 'method' | 'requests'>): Asking => ({
    ...asking,
    port: peer?.port ?? 0,
    prefix: '',
    pids: peer?.pids ?? [],
  })
  const byGet = { method: 'GET', requests: mine.paths } as const
  const byPost = { method: 'POST', requests: mine.bodies } as const
  const live = { method: 'POST', requests: once.bodies } as const
  const opensslRun = async (kind: 'p256' | 'rsa3072'): Promise<Measured> => {
    const own = await writeQuestions(`openssl-${kind}`, decoded(openssl[kind].certificate), true)
    const peer = await openssl[kind].start(ports.openssl, index)
    try {
      const asking = ofPeer(peer, { method: 'POST', requests: own.bodies })
      return await loadWithOneQuestionEach({ ...asking, prefix: '/' })
    } finally {
      await peer.stop()
    }
  }

  await loadFully(ours(byGet), 1)
  await measure('signed ahead', {
    'ours GET': () => loadFully(ours(byGet)),
    'nginx files GET': () => loadFully(ofPeer(nginx, byGet)),
    'ours POST': () => loadFully(ours(byPost)),
    'cfssl GET': () => loadFully(ofPeer(cfssl, byGet)),
    'cfssl POST': () => loadFully({ ...ofPeer(cfssl, byPost), prefix: '/' }),
  })
  await measure('signed ahead, at 5,000/s', {
    'ours GET': () => loadAtRate(ours(byGet)),
    'nginx files GET': () => loadAtRate(ofPeer(nginx, byGet)),
  })
  await measure('with a nonce, signed live, P-256', {
    'ours POST': () => loadFully(ours(live)),
    'openssl ocsp POST': () => opensslRun('p256'),
  })
  say(`memory of the status process: ${memoryWords()}`)

  // A million answers by such a key take a quarter of an hour to sign ahead, and would be measured along.
  if (count <= 10_000) {
    await service.end('status')
    await service.start('status', { SOTEVARMENNE_OCSP_KEYS: 'rsa3072' })
    await untilItRests(statusPid())
    pin(statusPid())
    await measure('with a nonce, signed live, RSA-3072', {
      'ours POST': () => loadFully(ours(live)),
      'openssl ocsp POST': () => opensslRun('rsa3072'),
    })
  }
} finally {
  for (const peer of peers) await peer.stop()
  await service.stop()
}

/** From the start of the process: until it answers for all of a sample, until it is ready, and until it rests. */
async function measureStart(): Promise<void> {
  const authority = await issuerFromFile()
  const started = performance.now()
  const ready = service.start('status')
  const isRight = async (at: number): Promise<boolean> => {
    const expected = at % 10 === 9 ? 'revoked' : 'good'
    return (await statusOf(questionAbout(authority, serials[at] ?? Buffer.of(1)))) === expected
  }
  while (!(await isRight(9).catch(() => false))) await sleep(20)
  const first = `${secondsSince(started)} s after its start`
  const used = processorSeconds([statusPid()]).toFixed(1)
  for (let answered = 0; answered < 1000; answered += 1) {
    const at = randomInt(count)
    if (!(await isRight(at))) throw new Error(`a wrong answer about serial ${at}`)
  }
  const load = loadavg()[0]?.toFixed(1) ?? ''
  say(`status process (load ${load}): first right answer ${first}, with ${used} s of a processor,`)
  say(`right about 1,000 more, one after another, by ${secondsSince(started)} s`)
  await ready
  say(`ready, with lists, ${secondsSince(started)} s after its start`)
  pin(statusPid())
  await untilItRests(statusPid())
  say(`all signed ahead ${secondsSince(started)} s after its start; memory: ${memoryWords()}`)
}

async function statusOf(question: Uint8Array): Promise<string | undefined> {
  const answer = decodeOcspResponse(await ask(question))
  return answer.ok && answer.value.kind === 'answer'
    ? answer.value.responses[0]?.status.kind
    : undefined
}

/** Each in turn, as often as there are rounds; then the medians, held against the first. */
async function measure(
  what: string,
  runs: Readonly<Record<string, () => Promise<Measured>>>,
): Promise<void> {
  const measured = new Map<string, Measured[]>()
  const load = loadavg()[0] ?? 0
  for (let round = 0; round < Number(rounds); round += 1)
    for (const [name, run] of Object.entries(runs))
      measured.set(name, [...(measured.get(name) ?? []), await run()])
  say(`\n${what} (${rounds} rounds, load before ${load.toFixed(1)})`)
  say(`${' '.repeat(20)}   answers/s  ours is   µs each  p50 ms  p99 ms  failures`)
  const first = median([...measured.values()][0] ?? [], 'rate')
  for (const [name, all] of measured) {
    const rate = median(all, 'rate')
    const cells = [
      rate.toFixed(0).padStart(11),
      `${(first / rate).toFixed(2)} ×`.padStart(8),
      median(all, 'processor').toFixed(1).padStart(9),
      (median(all, 'p50') / 1000).toFixed(2).padStart(7),
      (median(all, 'p99') / 1000).toFixed(2).padStart(7),
      all
        .reduce((sum, { failures }) => sum + failures, 0)
        .toString()
        .padStart(9),
    ]
    say(`${name.padEnd(20)} ${cells.join(' ')}`)
  }
}

function median(all: readonly Measured[], name: keyof Measured): number {
  const sorted = all.map((each) => each[name]).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

async function writeQuestions(name: string, authority: Certificate, withNonce = false) {
  const questions = serials
    .slice(0, asked)
    .map((serial) => questionAbout(authority, serial, withNonce ? randomBytes(32) : undefined))
    // No file's name ends with a slash, as a sixty-fourth of them do in base64.
    .filter((question) => !Buffer.from(question).toString('base64').endsWith('/'))
  const paths = path.join(service.data, `${name}.paths`)
  const bodies = path.join(service.data, `${name}.bodies`)
  const base64 = questions.map((question) => Buffer.from(question).toString('base64'))
  await writeFile(paths, base64.map((text) => `${encodeURIComponent(text)}\n`).join(''))
  await writeFile(
    bodies,
    questions.map((question) => `${Buffer.from(question).toString('hex')}\n`).join(''),
  )
  return { paths, bodies, questions }
}

/** As our status process gives them, so that all serve the same. */
async function answersTo(questions: readonly Uint8Array[]): Promise<readonly SignedAnswer[]> {
  const answers: SignedAnswer[] = []
  for (const question of questions)
    answers.push({
      base64Request: Buffer.from(question).toString('base64'),
      answer: await ask(question),
    })
  return answers
}

async function ask(question: Uint8Array): Promise<Uint8Array> {
  const response = await fetch(`http://127.0.0.1:${service.statusPort}/ocsp/${issuer}`, {
    method: 'POST',
    body: Buffer.from(question),
  })
  return new Uint8Array(await response.arrayBuffer())
}

function questionAbout(authority: Certificate, serial: Uint8Array, nonce?: Uint8Array) {
  const certId = certIdFor({ hashAlgorithm: 'sha1', issuer: authority, serial })
  return encodeOcspRequest([certId], nonce)
}

/** Where the signer publishes it. */
async function issuerFromFile(): Promise<Certificate> {
  return decoded(await readFile(path.join(service.data, 'authority', `${issuer}.crt`)))
}

function decoded(der: Uint8Array): Certificate {
  const certificate = decodeCertificate(der)
  if (!certificate.ok) throw new Error('no certificate of the authority')
  return certificate.value
}

/** As openssl keeps it. */
function indexOf(all: readonly Buffer[]): string {
  return all
    .map((serial, at) => {
      const name = serial.toString('hex').toUpperCase()
      return at % 10 === 9
        ? `R\t351101000000Z\t251001000000Z,keyCompromise\t${name}\tunknown\t/CN=${at}\n`
        : `V\t351101000000Z\t\t${name}\tunknown\t/CN=${at}\n`
    })
    .join('')
}

function statusPid(): number {
  const pid = service.pids()['status']
  if (pid === undefined) throw new Error('the status process does not run')
  return pid
}

/** All threads of the process to the first core. */
function pin(pid: number): void {
  execFileSync('taskset', ['-a', '-c', '-p', '0', String(pid)], { stdio: 'ignore' })
}

function memoryWords(): string {
  const { now, most } = memoryOf(statusPid())
  return `${now} MB, ${most} MB at most`
}

function secondsSince(begin: number): string {
  return ((performance.now() - begin) / 1000).toFixed(1)
}
