import assert from 'node:assert/strict'
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { digestOf, crlUse, openSigningLog, serialUse } from './signing-log.ts'

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
})
