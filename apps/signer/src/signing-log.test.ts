import assert from 'node:assert/strict'
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { extendIndex } from './extend-signing-log-index.ts'
import { digestOf, crlUse, lastCrlUse, openSigningLog, serialUse } from './signing-log.ts'

describe('the signing log of the signer', () => {
  let folder: string
  before(async () => void (folder = await mkdtemp(join(tmpdir(), 'signing-log-'))))
  after(() => rm(folder, { recursive: true }))

  const entry = (serial: string) => ({
    use: serialUse('root-g1-ecc', serial),
    digest: digestOf(Buffer.from(serial)),
    signature: Uint8Array.from(Buffer.from(`signature of ${serial}`)),
  })

  it('remembers what was signed after a restart', async () => {
    const path = join(folder, 'restart')
    const before = await openSigningLog(path)
    await Promise.all([before.append([entry('01'), entry('02')]), before.append([entry('03')])])
    const voided = { ...entry('05'), signature: undefined }
    await before.append([voided])
    await before.append([{ ...entry('x'), use: crlUse('root-g1-ecc', 12n) }])
    await before.append([{ ...entry('y'), use: crlUse('root-g1-ecc', 9n) }])
    assert.deepEqual(await before.find(serialUse('root-g1-ecc', '02')), entry('02'))
    await before.close()

    const afterwards = await openSigningLog(path)
    assert.deepEqual(await afterwards.find(serialUse('root-g1-ecc', '03')), entry('03'))
    assert.equal(await afterwards.find(serialUse('root-g1-ecc', '04')), undefined)
    assert.deepEqual(await afterwards.find(serialUse('root-g1-ecc', '05')), voided)
    assert.equal(afterwards.lastCrlNumber('root-g1-ecc'), 12n)
    assert.equal(afterwards.lastCrlNumber('professional-g1-ecc'), undefined)
    assert.equal(afterwards.count(), 6)
    await afterwards.close()
  })

  it('reports that it is not writable after a failed write, and writes no more', async () => {
    const signingLog = await openSigningLog(join(folder, 'broken'))
    assert.equal(signingLog.trouble(), undefined)
    // As when the disk is gone: a write to a closed file fails.
    await signingLog.close()
    for (const serial of ['01', '02'])
      await assert.rejects(signingLog.append([entry(serial)]), /is no longer writable/)
    assert.match(signingLog.trouble() ?? '', /is no longer writable/)
    assert.equal(signingLog.count(), 0)
  })

  it('cuts off a last line that was half written at a crash', async () => {
    const path = join(folder, 'cut')
    const before = await openSigningLog(path)
    await before.append([entry('01')])
    await before.close()
    const whole = await readFile(path, 'utf8')
    await appendFile(path, 'root-g1-ecc serial 02 abc')

    const afterwards = await openSigningLog(path)
    assert.equal(await readFile(path, 'utf8'), whole)
    await afterwards.append([entry('02')])
    assert.deepEqual(await afterwards.find(serialUse('root-g1-ecc', '02')), entry('02'))
    await afterwards.close()
  })

  it('does not open when a line in the middle is damaged', async () => {
    const path = join(folder, 'damaged')
    await writeFile(path, 'nonsense\n')
    await assert.rejects(openSigningLog(path), /damaged/)
  })

  describe('with an index on the disk (R622)', () => {
    const serials = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, at) => `4${(from + at).toString(16).padStart(33, '0')}`)
    const until = async (is: () => boolean | Promise<boolean>): Promise<void> => {
      for (let tries = 0; !(await is()); tries += 1) {
        assert.ok(tries < 500, 'too slow')
        await sleep(20)
      }
    }
    const isIndexed = (path: string, bytes = 0) =>
      stat(`${path}.index`).then(
        ({ size }) => size > bytes,
        () => false,
      )
    const assertKnown = async (log: Awaited<ReturnType<typeof openSigningLog>>, to: number) => {
      for (const serial of serials(0, to))
        assert.deepEqual(await log.find(serialUse('root-g1-ecc', serial)), entry(serial))
      for (const serial of serials(to, to + 200))
        assert.equal(log.find(serialUse('root-g1-ecc', serial)), undefined)
      assert.equal(log.find(serialUse('root-g2-ecc', serials(0, 1)[0] ?? '')), undefined)
    }

    /** A log of 1,000 serials whose index was extended several times while it was written. */
    async function anIndexedLog(name: string): Promise<string> {
      const path = join(folder, name)
      const log = await openSigningLog(path, { maxTail: 300 })
      for (let from = 0; from < 1000; from += 50) {
        await log.append(serials(from, from + 50).map(entry))
        if (from === 300) await until(() => isIndexed(path))
      }
      await until(() => isIndexed(path, 600 * 16))
      await log.append([{ ...entry('x'), use: crlUse('root-g1-ecc', 12n) }])
      await log.append([{ ...entry('y'), use: lastCrlUse('root-g1-ecc', 7n) }])
      await assertKnown(log, 1000)
      await log.close()
      return path
    }

    it('finds what was signed before and after the index, also after restarts', async () => {
      const path = await anIndexedLog('indexed')
      for (const maxTail of [300, 100_000, 10]) {
        const log = await openSigningLog(path, { maxTail })
        await assertKnown(log, 1000)
        assert.equal(log.lastCrlNumber('root-g1-ecc'), 7n)
        assert.ok(log.hasSerialOf('root-g1-ecc'))
        assert.equal(log.count(), 1002)
        await log.close()
      }
    })

    it('is written at the start for a log of a version before', async () => {
      const path = await anIndexedLog('earlier')
      await rm(`${path}.index`)
      const log = await openSigningLog(path, { maxTail: 20 })
      assert.ok(await isIndexed(path))
      await assertKnown(log, 1000)
      await log.close()

      await rm(`${path}.index`)
      await extendIndex(path, 70)
      const again = await openSigningLog(path)
      await assertKnown(again, 1000)
      await sleep(200)
      assert.equal(again.trouble(), undefined)
      await again.close()
    })

    it('is written again when it is damaged, or when an older log was put back', async () => {
      const path = await anIndexedLog('damaged-index')
      const index = await readFile(`${path}.index`)
      index[100] = (index[100] ?? 0) ^ 1
      await writeFile(`${path}.index`, index)
      const log = await openSigningLog(path)
      await assertKnown(log, 1000)
      await log.close()

      const older = await anIndexedLog('older')
      const lines = (await readFile(older, 'utf8')).split('\n')
      await writeFile(older, `${lines.slice(0, 200).join('\n')}\n`)
      const said: string[] = []
      const restored = await openSigningLog(older, { say: (line) => said.push(line) })
      assert.match(said.join(), /does not fit/)
      await assertKnown(restored, 200)
      await restored.close()
    })

    it('nothing more is signed when a line was changed that the index covers', async () => {
      const path = await anIndexedLog('changed')
      const bytes = await readFile(path)
      const [line = ''] = bytes.toString('latin1').split('\n')
      // Another serial of the same length: the line is whole.
      bytes.write(line.replace(' 4', ' 5'), 0, 'latin1')
      await writeFile(path, bytes)
      const log = await openSigningLog(path)
      await until(() => log.trouble() !== undefined)
      assert.match(log.trouble() ?? '', /was changed after byte 0/)
      await assert.rejects(log.append([entry('ff')]), /was changed/)
      await log.close()
    })
  })
})
