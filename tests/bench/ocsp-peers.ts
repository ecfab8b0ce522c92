import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** A server that runs on the first core until it is stopped. */
export type Peer = {
  readonly port: number
  readonly pids: readonly number[]
  readonly stop: () => Promise<void>
}

export type SignedResponse = { readonly base64Request: string; readonly response: Uint8Array }

/** nginx with one worker, serving each response as a file. */
export async function startNginx(
  folder: string,
  port: number,
  responses: readonly SignedResponse[],
): Promise<Peer> {
  const files = path.join(folder, 'www')
  for (const { base64Request, response } of responses) {
    const file = path.join(files, base64Request)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, response)
  }
  const config = path.join(folder, 'nginx.conf')
  await writeFile(
    config,
    `worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log crit; daemon off;
    user root; worker_rlimit_nofile 65536;
    events { worker_connections 4096; }
    http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
      open_file_cache max=100000 inactive=300s; open_file_cache_valid 300s; merge_slashes off;
      default_type application/ocsp-response;
      server { listen 127.0.0.1:${port} backlog=4096; root ${files}; } }`,
  )
  const peer = await start(port, 'nginx', ['-c', config])
  const { stdout } = await run('pgrep', ['--parent', String(peer.pids[0])])
  return { ...peer, pids: stdout.trim().split('\n').map(Number) }
}

/** The responder of cfssl, with pre-signed responses. */
export async function startCfssl(
  folder: string,
  port: number,
  responses: readonly SignedResponse[],
): Promise<Peer> {
  const file = path.join(folder, 'responses')
  await writeFile(
    file,
    responses.map(({ response }) => `${Buffer.from(response).toString('base64')}\n`).join(''),
  )
  return start(port, 'cfssl', [
    ...['ocspserve', '-address', '127.0.0.1', '-port', String(port)],
    ...['-responses', file, '-loglevel', '4'],
  ])
}

/** A CA created by openssl with a responder's key, for `openssl ocsp`. */
export async function makeOpensslCa(folder: string, kind: 'p256' | 'rsa3072') {
  const file = (name: string): string => path.join(folder, `${kind}-${name}`)
  const key =
    kind === 'p256'
      ? ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
      : ['-newkey', 'rsa:3072']
  await run('openssl', [
    ...['req', '-x509', ...key, '-noenc', '-days', '30', '-subj', '/CN=Bench CA'],
    ...['-keyout', file('ca.key'), '-out', file('ca.pem')],
  ])
  await run('openssl', [
    ...['req', '-x509', ...key, '-noenc', '-days', '30', '-subj', '/CN=Bench OCSP'],
    ...['-CA', file('ca.pem'), '-CAkey', file('ca.key')],
    ...['-addext', 'extendedKeyUsage=OCSPSigning', '-addext', 'basicConstraints=CA:FALSE'],
    ...['-keyout', file('ocsp.key'), '-out', file('ocsp.pem')],
  ])
  const ca = file('ca.der')
  await run('openssl', ['x509', '-in', file('ca.pem'), '-outform', 'DER', '-out', ca])
  return {
    /** Its certificate, DER. */
    file: ca,
    /** Certifies an external key for OCSP responses, from a request (DER); returns the certificate's file. */
    certify: async (request: string): Promise<string> => {
      const [extensions, certificate] = [file('ocsp.ext'), file('ours.pem')]
      await writeFile(extensions, 'extendedKeyUsage = OCSPSigning\nnoCheck = ignored\n')
      await run('openssl', [
        ...['x509', '-req', '-inform', 'DER', '-in', request, '-days', '30'],
        ...['-CA', file('ca.pem'), '-CAkey', file('ca.key')],
        ...['-extfile', extensions, '-out', certificate],
      ])
      return certificate
    },
    /** Each run has its own: an openssl responder hangs once a client has closed without a request. */
    start: (port: number, index: string): Promise<Peer> =>
      start(port, 'openssl', [
        ...['ocsp', '-port', String(port), '-index', index, '-CA', file('ca.pem')],
        ...['-rsigner', file('ocsp.pem'), '-rkey', file('ocsp.key'), '-ndays', '1', '-ignore_err'],
      ]),
  }
}

async function start(port: number, program: string, words: readonly string[]): Promise<Peer> {
  const child = spawn('taskset', ['-c', '0', program, ...words], {
    stdio: 'ignore',
    env: { ...process.env, GOMAXPROCS: '1' },
  })
  for (let round = 0; !(await listens(port)); round += 1) {
    if (child.exitCode !== null || round > 200) throw new Error(`${program} did not start`)
    await sleep(50)
  }
  return {
    port,
    pids: [child.pid ?? 0],
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill(program === 'nginx' ? 'SIGTERM' : 'SIGKILL')
      await ended
    },
  }
}

/** Checks without connecting. */
async function listens(port: number): Promise<boolean> {
  const { stdout } = await run('ss', ['-Hltn', `sport = :${port}`])
  return stdout.trim() !== ''
}

const run = promisify(execFile)
