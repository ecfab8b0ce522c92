import assert from 'node:assert/strict'
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { digestOf, listUse, openJournal, serialUse } from './signing-log.ts'

describe('the journal of the signer', () => {
  let folder: string
  before(async () => void (folder = await mkdtemp(join(tmpdir(), 'journal-'))))
  after(() => rm(folder, { recursive: true }))

  const entry = (serial: string) => ({
    use: serialUse('root-g1-ecc', serial),
    digest: digestOf(Buffer.from(serial)),
    signature: Uint8Array.from(Buffer.from(`signature of ${serial}`)),
  })

  it('remembers over a restart what was signed', async () => {
    const path = join(folder, 'restart')
    const before = await openJournal(path)
    await Promise.all([before.append([entry('01'), entry('02')]), before.append([entry('03')])])
    const givenUp = { ...entry('05'), signature: undefined }
    await before.append([givenUp])
    await before.append([{ ...entry('x'), use: listUse('root-g1-ecc', 12n) }])
    await before.append([{ ...entry('y'), use: listUse('root-g1-ecc', 9n) }])
    assert.deepEqual(await before.find(serialUse('root-g1-ecc', '02')), entry('02'))
    await before.close()

    const afterwards = await openJournal(path)
    assert.deepEqual(await afterwards.find(serialUse('root-g1-ecc', '03')), entry('03'))
    assert.equal(await afterwards.find(serialUse('root-g1-ecc', '04')), undefined)
    assert.deepEqual(await afterwards.find(serialUse('root-g1-ecc', '05')), givenUp)
    assert.equal(afterwards.lastListNumber('root-g1-ecc'), 12n)
    assert.equal(afterwards.lastListNumber('professional-g1-ecc'), undefined)
    assert.equal(afterwards.count(), 6)
    await afterwards.close()
  })

  it('says that it can no longer be written once it could not be, and writes no more', async () => {
    const journal = await openJournal(join(folder, 'broken'))
    assert.equal(journal.trouble(), undefined)
    // As when the disk is gone: what is written to a closed file fails.
    await journal.close()
    for (const serial of ['01', '02'])
      await assert.rejects(journal.append([entry(serial)]), /can no longer be written/)
    assert.match(journal.trouble() ?? '', /can no longer be written/)
    assert.equal(journal.count(), 0)
  })

  it('cuts off a last line that a crash left half written', async () => {
    const path = join(folder, 'cut')
    const before = await openJournal(path)
    await before.append([entry('01')])
    await before.close()
    const whole = await readFile(path, 'utf8')
    await appendFile(path, 'root-g1-ecc serial 02 abc')

    const afterwards = await openJournal(path)
    assert.equal(await readFile(path, 'utf8'), whole)
    await afterwards.append([entry('02')])
    assert.deepEqual(await afterwards.find(serialUse('root-g1-ecc', '02')), entry('02'))
    await afterwards.close()
  })

  it('does not open when a line in the middle is damaged', async () => {
    const path = join(folder, 'damaged')
    await writeFile(path, 'nonsense\n')
    await assert.rejects(openJournal(path), /damaged/)
  })
})
