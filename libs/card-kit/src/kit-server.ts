import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { X509Certificate } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { certificateStates, type CardKit, type CardKitError } from './contract.ts'
import { errorOf, isCardKitError } from './refusals.ts'
import type { KitCa, KitTestCa } from './test-ca.ts'

/** What OCSP and CRLs do at the moment; what is off gets 503. */
export type StatusServices = { readonly ocsp: boolean; readonly crl: boolean }

export type KitServerDeps = {
  readonly ca: () => KitTestCa | undefined
  readonly statusServices: () => StatusServices
  /** What tests of other processes call; undefined until everything runs. */
  readonly kit: () => Operations | undefined
  readonly reportFault: (fault: unknown) => void
}

export type Operations = Omit<CardKit, 'url' | 'stop'>

/**
 * The kit's own server. For relying parties the addresses of the service: `/ocsp/<ca>`, `/crl/<ca>.crl`,
 * `/ca/<ca>.crt`, `.pem`, `/ca/test.pem`. For tests `/control/<operation>`, which no web page may call.
 */
export function createKitServer(deps: KitServerDeps): Server {
  return createServer((request, response) => {
    reply(request, response, deps).catch((fault: unknown) => {
      deps.reportFault(fault)
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end()
    })
  })
}

async function reply(
  request: IncomingMessage,
  response: ServerResponse,
  deps: KitServerDeps,
): Promise<void> {
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) {
    response.writeHead(404).end()
    return
  }
  const [, place = '', ...rest] = new URL(request.url ?? '/', 'http://localhost').pathname.split(
    '/',
  )
  const file = rest.join('/')
  const ca = deps.ca()
  if (place === 'control') await control(file, { request, response, deps })
  else if (ca === undefined) response.writeHead(503).end()
  else if (place === 'ocsp') await respondOcsp(rest, { request, response, ca, deps })
  else serveFile(`${place}/${file}`, { response, ca, deps })
}

const caNamed = ({ root, issuer }: KitTestCa, id: string | undefined): KitCa | undefined =>
  [root, issuer].find((each) => each.id === id)

async function respondOcsp(
  [id, ...encoded]: readonly string[],
  {
    request,
    response,
    ca,
    deps,
  }: { request: IncomingMessage; response: ServerResponse; ca: KitTestCa; deps: KitServerDeps },
): Promise<void> {
  const named = caNamed(ca, id)
  if (!named || !deps.statusServices().ocsp) {
    response.writeHead(named ? 503 : 404).end()
    return
  }
  const body =
    request.method === 'POST'
      ? await bodyOf(request)
      : Buffer.from(decodeURIComponent(encoded.join('/')), 'base64')
  send(response, 'application/ocsp-response', named.respondOcsp(new Uint8Array(body ?? [])))
}

function serveFile(
  path: string,
  { response, ca, deps }: { response: ServerResponse; ca: KitTestCa; deps: KitServerDeps },
): void {
  const [, folder, id, kind] = /^(ca|crl)\/([a-z0-9-]+)\.(crt|crl|pem)$/.exec(path) ?? []
  const all = `${pemOf(ca.root.certificate)}${pemOf(ca.issuer.certificate)}`
  const pem = 'application/x-pem-file'
  const named = caNamed(ca, id)
  if (folder === 'ca' && kind === 'pem' && id === 'test') send(response, pem, all)
  // As of the service: all CAs but those of tests, and here are no others.
  else if (folder === 'ca' && kind === 'pem' && id === 'all') send(response, pem, '')
  else if (!named) response.writeHead(404).end()
  else if (folder === 'ca' && kind === 'pem') send(response, pem, pemOf(named.certificate))
  else if (folder === 'ca' && kind === 'crt')
    send(response, 'application/pkix-cert', named.certificate)
  else if (folder === 'crl' && kind === 'crl' && deps.statusServices().crl)
    send(response, 'application/pkix-crl', named.crl())
  else response.writeHead(folder === 'crl' && kind === 'crl' ? 503 : 404).end()
}

export const pemOf = (der: Uint8Array): string => new X509Certificate(der).toString()

function send(response: ServerResponse, type: string, body: string | Uint8Array): void {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}

const layout = z.enum(['myeid', 'fineid-s4-2']).optional()
const digits = z.string()
/** The input of each operation, as JSON. */
const inputs = {
  state: z.undefined(),
  insertCard: z.object({ person: z.string(), layout }),
  removeCard: z.undefined(),
  setPinPad: z
    .object({ mode: z.enum(['automatic', 'manual']), pin1: digits, pin2: digits })
    .partial(),
  waitForPrompt: z.undefined(),
  typePin: digits,
  cancelPin: z.undefined(),
  setCertificates: z.object({
    person: z.string(),
    state: z.enum(certificateStates),
  }),
  setStatusServices: z.object({ ocsp: z.boolean(), crl: z.boolean() }),
  reset: z.undefined(),
} as const satisfies Record<keyof Operations, z.ZodType>

export const operationNames = Object.keys(inputs) as readonly (keyof Operations)[]

async function control(
  name: string,
  {
    request,
    response,
    deps,
  }: { request: IncomingMessage; response: ServerResponse; deps: KitServerDeps },
): Promise<void> {
  const respond = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  const refuseIt = (status: number, { kind, message }: Pick<CardKitError, 'kind' | 'message'>) =>
    respond(status, { kind, message })
  // A browser names the origin of a page with each POST; a test calls from Node, and names none.
  if (request.headers.origin !== undefined || request.method !== 'POST') {
    const message = 'Only programs of this machine may control the kit, by POST; no web page.'
    refuseIt(403, { kind: 'not-a-program', message })
    return
  }
  const kit = deps.kit()
  const operation = operationNames.find((each) => each === name)
  if (operation === undefined || kit === undefined) {
    refuseIt(kit === undefined ? 503 : 404, {
      ...{ kind: 'operation-not-found', message: `The kit has no operation ${name} now.` },
    })
    return
  }
  const input = inputs[operation].safeParse(parsedJson(await bodyOf(request)))
  if (!input.success) {
    const message = `${operation}: ${z.prettifyError(input.error)}`
    refuseIt(400, errorOf({ kind: 'request-not-valid', message }))
    return
  }
  try {
    // The schema of each operation is that of its input.
    const run = kit[operation] as (given: unknown) => Promise<unknown>
    respond(200, { result: await run(input.data) })
  } catch (fault) {
    if (!isCardKitError(fault)) throw fault
    refuseIt(409, fault)
  }
}

const maxBodyBytes = 64 * 1024

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return undefined
  return buffer(request)
}

function parsedJson(body: Buffer | undefined): unknown {
  if (body === undefined || body.length === 0) return undefined
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    // Not what any operation takes.
    return body
  }
}
