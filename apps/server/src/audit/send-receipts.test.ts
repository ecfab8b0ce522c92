import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import type { EntryReceipt } from '@sotevarmenne/issuing/socket/messages'
import { createReceiptSender } from './send-receipts.ts'

describe('receipts of committed audit entries', () => {
  const receipt = (): EntryReceipt => ({ entryId: randomUUID(), digest: new Uint8Array(32) })

  it('are sent together, once each, in the order of their commits', async () => {
    const batches: (readonly EntryReceipt[])[] = []
    const sender = createReceiptSender({
      sendReceipts: async (batch) => {
        batches.push(batch)
        return ok(undefined)
      },
      onFault: (fault) => {
        assert.ifError(fault)
      },
    })
    const receipts = Array.from({ length: 5000 }, receipt)
    for (const each of receipts) sender.add([each])
    await sender.stop()
    assert.deepEqual(batches.flat(), receipts)
    assert.deepEqual(
      batches.map(({ length }) => length),
      [2000, 2000, 1000],
    )
  })

  it('wait while the signer does not answer, and the operator is told once', async () => {
    let isUp = false
    let tries = 0
    const sent: EntryReceipt[] = []
    const faults: unknown[] = []
    const tried = Promise.withResolvers<undefined>()
    const sender = createReceiptSender({
      sendReceipts: async (batch) => {
        tries += 1
        if (tries === 4) tried.resolve(undefined)
        if (!isUp) return refuse({ kind: 'signer-unavailable' })
        sent.push(...batch)
        return ok(undefined)
      },
      onFault: (fault) => faults.push(fault),
    })
    const [one, two] = [receipt(), receipt()]
    sender.add([one])
    await tried.promise
    sender.add([two])
    isUp = true
    await sender.stop()
    assert.deepEqual(sent, [one, two])
    assert.equal(faults.length, 1)
    assert.match(String(faults[0]), /receipts of audit entries are not sent: signer-unavailable/)
  })

  it('are sent again in silence when the signer was just restarted', async () => {
    const faults: unknown[] = []
    const sent: EntryReceipt[] = []
    let tries = 0
    const sender = createReceiptSender({
      sendReceipts: async (batch) => {
        tries += 1
        if (tries === 1) return refuse({ kind: 'signer-unavailable' })
        sent.push(...batch)
        return ok(undefined)
      },
      onFault: (fault) => faults.push(fault),
    })
    sender.add([receipt()])
    await sender.stop()
    assert.deepEqual([sent.length, faults.length], [1, 0])
  })

  it('of the last moment are reported when they can’t be sent before the process ends', async () => {
    const faults: unknown[] = []
    const sender = createReceiptSender({
      sendReceipts: () => Promise.reject(new Error('no socket')),
      onFault: (fault) => faults.push(fault),
    })
    sender.add([receipt()])
    await sender.stop()
    assert.match(String(faults[0]), /receipts of audit entries are not sent: the process ends/)
  })
})
