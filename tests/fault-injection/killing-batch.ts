import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { aProgramsRequest } from '@sotevarmenne/tests/ca/program-request'
import { sendBatch } from '@sotevarmenne/tests/ca/send-batch'
import { countOf, runJobsUntil, type InstalledService } from './installed-service.ts'
import { rowsSigningLogAndAuditLogAgree } from './issuing-environment.ts'
import { incomplete, nextName, servers } from './killing-web.ts'

/**
 * One client sends a batch, again and again with the same key until each row has its result. The web process is killed
 * after each of the delays, in milliseconds, that follow the beginning of a response; after the last kill jobs finishes
 * what is left, and the batch is sent once more as a whole.
 */
export async function surviveKillsOfBatch(
  { service, db, ca }: InstalledService,
  { rows: count, waits }: { readonly rows: number; readonly waits: readonly number[] },
): Promise<{ readonly sent: number; readonly cut: number }> {
  const key = 'batch-that-survives-kills-of-web'
  const rows = Array.from({ length: count }, (_, index) =>
    JSON.stringify({ key: `row-${String(index)}`, request: aProgramsRequest(nextName()) }),
  )
  const before = await countOf(db, servers)
  const serials = new Map<string, string>()
  let [sent, cut, linesOfThis] = [0, 0, 0]
  /** Returns whether each row had its result. */
  const send = async (): Promise<boolean> => {
    sent += 1
    linesOfThis = 0
    const status = await sendBatch(
      { folder: service.data, port: service.machinesPort, key, rows },
      ({ key: row = '', serial, problem }) => {
        // The last line of a batch that ends because its process does.
        if (serial === undefined) assert.equal(problem?.status, 503, JSON.stringify(problem))
        else {
          assert.equal(serials.get(row) ?? serial, serial)
          serials.set(row, serial)
          linesOfThis += 1
        }
      },
    ).catch((fault: unknown) => {
      const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
      if (!['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(code)) throw fault
      cut += 1
      return undefined
    })
    if (status !== undefined) assert.ok(status === 200 || status === 503, String(status))
    return linesOfThis === rows.length
  }
  for (const wait of waits) {
    const sending = send()
    sending.catch(() => undefined)
    await sleep(wait)
    await service.end('web', 'SIGKILL')
    await sending
    await service.start('web')
  }
  await runJobsUntil(service, async () => (await countOf(db, incomplete)) === 0)
  assert.ok(await send(), 'each row has a certificate in the end')
  assert.equal(serials.size, rows.length)
  assert.equal(new Set(serials.values()).size, rows.length)
  assert.equal((await countOf(db, servers)) - before, rows.length)
  await rowsSigningLogAndAuditLogAgree(db, ca)
  return { sent, cut }
}
