import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { HttpRequest } from '@sotevarmenne/http1/connection'
import { pathOf } from '@sotevarmenne/http1/request-target'
import type { Reply } from '@sotevarmenne/http1/response'
import { serveHttp, type ListenerAddress, type RunningServer } from '@sotevarmenne/http1/serve-http'
import { formatInstant, second, type Instant } from '@sotevarmenne/kernel/instant'
import { version } from '@sotevarmenne/kernel/version'
import type { createSystemPermits } from '#identity/permissions/index.ts'
import type { LegacyCa } from '#pki/ca/index.ts'
import {
  createCrlService,
  serveCrl,
  type CrlService,
  type CrlServiceParts,
} from '#pki/crl/index.ts'
import {
  createOcspService,
  type OcspFigures,
  type OcspService,
  type OcspServiceParts,
  type ResponderKeyKind,
} from '#pki/ocsp/index.ts'
import { createRepository, type RepositoryParts } from '#pki/repository/index.ts'
import type { Permit } from '#platform/permit.ts'
import { maintenanceSwitch } from '#platform/maintenance-switch.ts'
import { securityTxtPath, securityTxtType } from '#platform/security-txt.ts'
import type { Config } from './config.ts'
import { ocspHistograms, type OcspHistograms } from './ocsp-histograms.ts'

export type OcspServerParts = Omit<
  CrlServiceParts & OcspServiceParts & RepositoryParts,
  'legacyCas' | 'folder' | 'responderKeys' | 'permit' | 'observePublication'
> & {
  /** Legacy CAs; default none. */
  readonly legacyCas?: readonly LegacyCa[]
  /** Where this node alone stores the CRLs that it serves. Emptied at every start. */
  readonly crlFolder: string
  /** Key type that signs OCSP responses; default P-256. */
  readonly responderKeys?: ResponderKeyKind
  /** Whom to tell about a weakness (RFC 9116); without it there is no such file. */
  readonly securityTxt?: () => string
  /** While it is, the node is not ready, serves what still comes, and ends each connection with its next response. */
  readonly isInMaintenance?: () => boolean
  /** Permits of this process for its own two operations, issued when they are needed. */
  readonly permits: {
    readonly issueCertificate: () => Permit<'certificates.issueCertificate'>
    readonly publishCrl: () => Permit<'crl.publishCrl'>
  }
}

export type OcspServer = {
  /**
   * One round: reads new data, renews responder keys, publishes CRLs that are due. `start` runs it twice a
   * second.
   */
  readonly refresh: () => Promise<void>
  /** The earliest nextUpdate of the CRLs that this node serves; undefined until all are loaded. */
  readonly crlsEndFirst: () => Instant | undefined
  readonly ocspFigures: () => OcspFigures
  /** What it measures. */
  readonly histograms: OcspHistograms
  /** Serves until it is closed. */
  readonly start: (address: ListenerAddress) => Promise<RunningServer>
}

/** What an OCSP node has of its own. */
export const ocspSettingsOf = (
  { data, ports, ocspKeys, maintenanceFile }: Config,
  systemPermit: ReturnType<typeof createSystemPermits>,
): Pick<OcspServerParts, 'crlFolder' | 'responderKeys' | 'permits' | 'isInMaintenance'> => ({
  crlFolder: path.join(data, 'crls', String(ports.ocsp)),
  responderKeys: ocspKeys,
  isInMaintenance: maintenanceSwitch(maintenanceFile),
  permits: {
    issueCertificate: () => systemPermit('certificates.issueCertificate', 'ocsp'),
    publishCrl: () => systemPermit('crl.publishCrl', 'ocsp'),
  },
})

/**
 * The server for relying parties, on one listener: OCSP, CRLs, the repository, and for operators
 * `/health/live` and `/health/ready`.
 */
export function createOcspServer(parts: OcspServerParts): OcspServer {
  const { clock, permits, onFault, legacyCas = [], responderKeys = 'p256' } = parts
  const histograms = ocspHistograms()
  const ocsp = createOcspService({
    ...{ ...parts, legacyCas, responderKeys },
    permit: permits.issueCertificate,
  })
  const crl = createCrlService({
    ...{ ...parts, legacyCas },
    folder: parts.crlFolder,
    permit: permits.publishCrl,
    observePublication: (milliseconds) => {
      histograms.publication.observe(milliseconds / second)
    },
  })
  const repository = createRepository({ ...parts, legacyCas })
  let isRetiring = false

  /** The same reply, with its time in the histogram. */
  const measured = (reply: Reply | Promise<Reply>, startedAt: number): Reply | Promise<Reply> => {
    if (reply instanceof Promise)
      return reply.finally(() => {
        measure(startedAt)
      })
    measure(startedAt)
    return reply
  }
  const measure = (startedAt: number): void => {
    histograms.response.observe((performance.now() - startedAt) / second)
  }

  const respond = (request: HttpRequest): Reply | Promise<Reply> => {
    const startedAt = performance.now()
    const reply = ocsp.serve(request)
    if (reply !== undefined) return measured(reply, startedAt)
    const { method } = request.head
    if (method !== 'GET' && method !== 'HEAD')
      return { status: 405, fields: { allow: 'GET, HEAD' } }
    return (
      serveCrl(crl.find, request) ??
      repository(request) ??
      serveSecurityTxt(request, parts.securityTxt) ??
      serveHealth(request, { ocsp, crl, isRetiring, isInMaintenance: parts.isInMaintenance }) ?? {
        status: 404,
      }
    )
  }

  return {
    refresh: async () => {
      for (const round of [...ocsp.rounds, ...crl.rounds]) await round()
    },
    ocspFigures: ocsp.figures,
    histograms,
    crlsEndFirst: crl.endsFirst,
    start: async (address) => {
      const stopping = new AbortController()
      const server = await serveHttp(
        {
          respond,
          date: () => new Date(clock.now()).toUTCString(),
          now: () => performance.now(),
          onFault,
          ...(parts.isInMaintenance && { endsConnections: parts.isInMaintenance }),
        },
        address,
      )
      const { signal } = stopping
      const loop = { signal, onFault }
      const rounds = [
        ...[...ocsp.rounds, ...crl.rounds].map((round) => repeat(round, loop)),
        repeat(() => ocsp.preSign(signal), { ...loop, between: betweenPasses }),
      ]
      return {
        port: server.port,
        retire: () => {
          isRetiring = true
          server.retire()
        },
        close: async () => {
          stopping.abort()
          await server.close()
          await Promise.all(rounds)
          await crl.close()
        },
      }
    },
  }
}

function serveSecurityTxt(
  request: HttpRequest,
  compose: OcspServerParts['securityTxt'],
): Reply | undefined {
  if (compose === undefined || pathOf(request) !== securityTxtPath) return undefined
  return {
    status: 200,
    fields: { 'content-type': securityTxtType, 'cache-control': 'public, max-age=86400' },
    body: Buffer.from(compose()),
  }
}

function serveHealth(
  request: HttpRequest,
  {
    ocsp,
    crl,
    isRetiring,
    isInMaintenance,
  }: {
    readonly ocsp: OcspService
    readonly crl: CrlService
    readonly isRetiring: boolean
    readonly isInMaintenance: OcspServerParts['isInMaintenance']
  },
): Reply | undefined {
  const path = pathOf(request)
  if (path === '/health/live') return replyWithJson(200, { status: 'alive', version })
  if (path !== '/health/ready') return undefined
  if (isRetiring) return replyWithJson(503, { version, status: 'stopping' })
  if (isInMaintenance?.() === true) return replyWithJson(503, { version, status: 'maintenance' })
  const isReady = ocsp.isReady() && crl.isReady()
  const revocationsReadAt = ocsp.figures().asOf
  return replyWithJson(isReady ? 200 : 503, {
    version,
    status: isReady ? 'ready' : 'not-ready',
    ...(revocationsReadAt !== undefined && { revocationsReadAt: formatInstant(revocationsReadAt) }),
  })
}

const replyWithJson = (status: number, content: unknown): Reply => ({
  status,
  fields: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: Buffer.from(JSON.stringify(content)),
})

/** Milliseconds between two rounds, also after a failed one. */
const betweenRounds = 400
const afterFault = 2000
/** Scanning a million certificates for those that are due takes a tenth of a second, so it runs seldom. */
const betweenPasses = 5000

async function repeat(
  round: () => Promise<void>,
  {
    signal,
    onFault,
    between = betweenRounds,
  }: {
    readonly signal: AbortSignal
    readonly onFault: (fault: unknown) => void
    readonly between?: number
  },
): Promise<void> {
  while (!signal.aborted) {
    let pause = between
    try {
      await round()
    } catch (fault) {
      onFault(fault)
      pause = afterFault
    }
    await wait(pause, undefined, { signal }).catch(() => undefined)
  }
}
