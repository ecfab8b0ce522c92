import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { BenchService } from '../bench/service.ts'
import { aProgramsRequest } from '../support/program-request.ts'
import { countOf, runJobsUntil, type InstalledService } from './installed-service.ts'
import { rowsJournalAndTrailAgree } from './issuing-world.ts'

/**
 * Sixteen clients ask for their certificates, each one after the other, and the same again until it is answered. The web
 * process is killed after each of the waits, in milliseconds, and started again; after the last one nobody asks any more,
 * and jobs takes to its end what is left.
 */
export async function surviveKillsOfWeb(
  { service, db, authority }: InstalledService,
  waits: readonly number[],
): Promise<{ readonly certificates: number; readonly askedAgain: number }> {
  const door = await openDoor(service)
  const serials = new Map<string, string>()
  let askedAgain = 0
  let isOver = false
  const goesOn = (): boolean => !isOver
  const ask = async (csr: string): Promise<void> => {
    const serial = await door.ask(csr)
    if (serial === undefined) {
      askedAgain += 1
      await sleep(20)
    } else {
      assert.equal(serials.get(csr) ?? serial, serial)
      serials.set(csr, serial)
    }
  }
  const begun: string[] = []
  const askOn = async (): Promise<void> => {
    while (goesOn()) {
      const csr = aProgramsRequest(nextName())
      begun.push(csr)
      while (!serials.has(csr) && goesOn()) await ask(csr)
    }
  }
  const load = Promise.all(Array.from({ length: 16 }, askOn)).finally(() => {
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
      (await countOf(db, halfMade)) === 0 &&
      (await countOf(db, ofAuthorities)) === authority.issuers.all.length,
  )
  await service.start('web')

  // Recovery may have finished what nobody was told of: the same request learns of it, and makes nothing new.
  for (const csr of begun) await ask(csr)
  assert.equal(serials.size, begun.length)
  assert.equal(new Set(serials.values()).size, begun.length)
  assert.equal(await countOf(db, servers), begun.length)
  await rowsJournalAndTrailAgree(db, authority)
  door.close()
  return { certificates: begun.length, askedAgain }
}

export async function openDoor({ data, machinesPort }: BenchService) {
  const [ca, cert, key] = await Promise.all(
    ['door.pem', 'client.pem', 'client.key'].map((file) => readFile(join(data, file))),
  )
  const agent = new Agent({ keepAlive: true, ca, cert, key, servername: 'localhost' })
  return {
    /** The serial of the certificate; undefined when the connection broke or nobody listens, or when it is to come later. */
    ask: (csr: string, { mayWait = false } = {}): Promise<string | undefined> =>
      serialFor(csr, mayWait).catch(undefinedWhenBroken),
    close: () => {
      agent.destroy()
    },
  }

  async function serialFor(csr: string, mayWait: boolean): Promise<string | undefined> {
    const asking = request({
      agent,
      host: '127.0.0.1',
      port: machinesPort,
      path: '/api/v1/certificates',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    })
    asking.end(JSON.stringify({ request: csr }))
    const [answer] = (await once(asking, 'response')) as [IncomingMessage]
    const chunks: Buffer[] = []
    for await (const chunk of answer) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    if (mayWait && answer.statusCode === 503) return undefined
    assert.equal(answer.statusCode, 200, body)
    return (JSON.parse(body) as { readonly serial: string }).serial
  }
}

function undefinedWhenBroken(fault: unknown): undefined {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  if (!['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(code)) throw fault
}

let programs = 0

function nextName(): string {
  programs += 1
  return `host-${String(programs)}.esimerkkila.example`
}

export const halfMade = sql`issuance.certificate where state = 'reserved'`
/** Recovery writes them down first. */
export const ofAuthorities = sql`issuance.certificate where profile like 'ca-%'`
/** The name stands in the bytes that were to be signed. */
export const serverNamed = (name: string) =>
  sql`issuance.certificate where position(convert_to(${name}, 'UTF8') in tbs) > 0`
const servers = sql`issuance.certificate where profile = 'server' and state = 'issued'`
