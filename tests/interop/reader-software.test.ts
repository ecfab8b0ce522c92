import assert from 'node:assert/strict'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { instant } from '@sotevarmenne/kernel/instant'
import { refuse } from '@sotevarmenne/kernel/result'
import { makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { openPcscReader, readerTroubleOf } from '@sotevarmenne/smartcard/pcsc'
import { openPcscContext } from '@sotevarmenne/smartcard/pcsc-library'
import { readCard } from '@sotevarmenne/smartcard/use'
import { allPcscReaders } from '../../apps/reader/src/cards/all-pcsc-readers.ts'
import { createPcscReader } from '../../apps/reader/src/cards/pcsc-reader.ts'
import { startReader } from '../../apps/reader/src/reader.ts'
import { issueFrom } from '../../apps/reader/src/testing.ts'
import { whyNoVirtualReader } from '@sotevarmenne/tests/card/virtual-reader'
import { testsAtPcsc } from './reader-at-pcsc.ts'

const now = instant(Date.now())

describe('the reader software at a PC/SC reader', { skip: whyNoVirtualReader() ?? false }, () => {
  const { given, home } = testsAtPcsc(async ({ pcsc, created, serviceUrl }) => {
    process.env['PCSCLITE_CSOCK_NAME'] = pcsc.socket
    const folder = path.join(pcsc.directory, 'reader')
    const roots = path.join(pcsc.directory, 'roots')
    await mkdir(roots)
    await writeFile(path.join(roots, 'root.crt'), created.certificates.root)
    return startReader({
      folder,
      ports: { api: 0, apiTls: 0, page: 0 },
      readers: allPcscReaders(),
      home: folder,
      serviceUrl,
      rootFolders: [roots],
      clock: { now: () => now },
      reportFault: (fault) => {
        throw fault
      },
    })
  })
  const pcsc = () => given().pcsc

  it('reports what blocks access to the card, and retries: an unknown reader, another program', async () => {
    const unknown = createPcscReader('No such reader')
    assert.deepEqual(await unknown.withCard(readCard), refuse({ kind: 'no-reader' }))
    const taken = await openPcscReader(pcsc().names[0])
    const later = new Promise<void>((input) => {
      unknown.onChange(input)
    })
    assert.match(await home(), /Another program is using the card/)
    await taken.close()
    await later
    assert.match(await home(), /Aino Esimerkki/)
  })

  it('waits for more cards than Node has threads, and reads files meanwhile', async () => {
    const second = await makePersonalisedCard({ issue: issueFrom(now) })
    const waits = Array.from({ length: 6 }, async () => {
      // Only one program has the card at a time.
      for (;;) {
        const opened = await openPcscReader(pcsc().names[1]).catch(readerTroubleOf)
        if (typeof opened === 'object') return opened.close()
        assert.equal(opened, 'card-in-use')
      }
    })
    await sleep(500)
    const begun = performance.now()
    await stat(pcsc().socket)
    // Less than a wait for a card lasts.
    assert.ok(performance.now() - begun < 4_000)
    const inSecond = await pcsc().insert(second.card, 1)
    await Promise.all(waits)
    await inSecond.remove()
  })

  it('ends a wait for readers at once when it stops', async () => {
    const context = await openPcscContext()
    const [name] = pcsc().names
    const [now] = (await context.waitForChange([{ name, state: 0 }], 1_000)) ?? []
    assert.ok(now)
    const wait = { isOver: false }
    const waiting = context
      .waitForChange([{ name, state: now.state & ~2 }], 600_000)
      .finally(() => {
        wait.isOver = true
      })
    while (!wait.isOver) {
      await context.cancel()
      await sleep(10)
    }
    assert.equal(await waiting, undefined)
    await context.close()
  })
})
