import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { BenchService } from '../bench/service.ts'
import { aProgramsRequest } from '@sotevarmenne/tests/ca/program-request'
import { countOf, runJobsUntil, type InstalledService } from './installed-service.ts'
import { rowsSigningLogAndAuditLogAgree } from './issuing-environment.ts'

/**
 * Sixteen clients request their certificates, each one after the other, and repeat each until there is a
 * response. The web process is killed after each of the delays, in milliseconds, and restarted; after the
 * last kill there are no more requests, and jobs finishes what is left.
 */
export async function surviveKillsOfWeb(
  { service, db, ca }: InstalledService,
  waits: readonly number[],
): Promise<{ readonly certificates: number; readonly requestedAgain: number }> {
  const listener = await openListener(service)
  const serials = new Map<string, string>()
  let requestedAgain = 0
  let isOver = false
  const goesOn = (): boolean => !isOver
  const request = async (csr: string): Promise<void> => {
    const serial = await listener.request(csr)
    if (serial === undefined) {
      requestedAgain += 1
      await sleep(20)
    } else {
      assert.equal(serials.get(csr) ?? serial, serial)
      serials.set(csr, serial)
    }
  }
  const begun: string[] = []
  const requestOn = async (): Promise<void> => {
    while (goesOn()) {
      const csr = aProgramsRequest(nextName())
      begun.push(csr)
      while (!serials.has(csr) && goesOn()) await request(csr)
    }
  }
  const load = Promise.all(Array.from({ length: 16 }, requestOn)).finally(() => {
    isOver = true
  })
  load.catch(() => undefined)
  try {
    for (const [index, wait] of waits.entries()) {
      const before = serials.size
      while (serials.size === before && goesOn()) await sleep(5)
      await sleep(wait)
      if (index === waits.length - 1) isOver = true
      await service.end('web', 'SIGKILL')
      if (index < waits.length - 1) await service.start('web')
    }
  } finally {
    isOver = true
    await load
  }
  await runJobsUntil(
    service,
    async () =>
      (await countOf(db, incomplete)) === 0 && (await countOf(db, ofCas)) === ca.issuers.all.length,
  )
  await service.start('web')

  // Recovery may have finished a certificate without a response: the same request returns it, and issues
  // nothing new.
  for (const csr of begun) await request(csr)
  assert.equal(serials.size, begun.length)
  assert.equal(new Set(serials.values()).size, begun.length)
  assert.equal(await countOf(db, servers), begun.length)
  await rowsSigningLogAndAuditLogAgree(db, ca)
  listener.close()
  return { certificates: begun.length, requestedAgain }
}

export async function openListener({
  data,
  machinesPort,
}: Pick<BenchService, 'data' | 'machinesPort'>) {
  const [ca, cert, key] = await Promise.all(
    ['listener.pem', 'client.pem', 'client.key'].map((file) => readFile(join(data, file))),
  )
  const agent = new Agent({ keepAlive: true, ca, cert, key, servername: 'localhost' })
  return {
    /**
     * The serial of the certificate; undefined when the connection broke or was refused, or when issuing is
     * deferred.
     */
    request: (csr: string, { mayWait = false } = {}): Promise<string | undefined> =>
      serialFor(csr, mayWait).catch(undefinedWhenBroken),
    close: () => {
      agent.destroy()
    },
  }

  async function serialFor(csr: string, mayWait: boolean): Promise<string | undefined> {
    const requesting = request({
      agent,
      host: '127.0.0.1',
      port: machinesPort,
      path: '/api/v1/certificates',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    })
    requesting.end(JSON.stringify({ request: csr }))
    const [response] = (await once(requesting, 'response')) as [IncomingMessage]
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    if (mayWait && response.statusCode === 503) return undefined
    assert.equal(response.statusCode, 200, body)
    return (JSON.parse(body) as { readonly serial: string }).serial
  }
}

function undefinedWhenBroken(fault: unknown): undefined {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  if (!['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(code)) throw fault
}

let programs = 0

export function nextName(): string {
  programs += 1
  return `host-${String(programs)}.esimerkkila.example`
}

export const incomplete = sql`issuance.certificate where state = 'reserved'`
/** Recovery records them first. */
export const ofCas = sql`issuance.certificate where profile like 'ca-%'`
/** The name is in the to-be-signed bytes. */
export const serverNamed = (name: string) =>
  sql`issuance.certificate where position(convert_to(${name}, 'UTF8') in tbs) > 0`
export const servers = sql`issuance.certificate where profile = 'server' and state = 'issued'`
