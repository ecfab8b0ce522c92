import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createBlankCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { anyPort, reservePorts } from '../network/free-ports.ts'
import { startVirtualReader, whyNoVirtualReader } from './virtual-reader.ts'

describe('a virtual reader whose packages are missing', () => {
  const exists = (file: string) => !file.includes('pcscd') && !file.includes('opensc-pkcs11')

  it('names the missing packages, so that its tests are skipped with a reason', () => {
    assert.equal(
      whyNoVirtualReader({ exists, isCi: false }),
      'Debian packages are missing: pcscd, opensc-pkcs11',
    )
  })

  it('fails the run where CI=true', () => {
    assert.throws(() => whyNoVirtualReader({ exists, isCi: true }), /pcscd, opensc-pkcs11/)
  })

  it('misses nothing where all packages are installed, in CI or not', () => {
    for (const isCi of [true, false])
      assert.equal(whyNoVirtualReader({ exists: () => true, isCi }), undefined)
  })
})

describe('virtual readers that run at once', { skip: whyNoVirtualReader() ?? false }, () => {
  it('never share a port, nor a neighbouring port, even when both find it free', async () => {
    const one = await reservePorts(2)
    const suggestions = [one.first, one.first + 1, one.first - 1]
    const other = await reservePorts(2, () => suggestions.shift() ?? anyPort())
    assert.ok(Math.abs(one.first - other.first) > 1)
    assert.deepEqual(suggestions, [])
    await other.release()
    await one.release()
    const again = await reservePorts(2, () => one.first)
    await again.release()
  })

  it('each see only their own card, from any test file', async () => {
    const serials = ['11'.repeat(10), '22'.repeat(10), '33'.repeat(10)]
    const readers = await Promise.all(serials.map(() => startVirtualReader()))
    try {
      const seen = await Promise.all(
        readers.map(async (reader, index) => {
          const chipSerial = serials[index] ?? ''
          const inserted = await reader.insert(await createBlankCard({ chipSerial }))
          const { output } = await reader.run('opensc-tool', ['--reader', '0', '--serial'])
          await inserted.remove()
          return output.split(/\s/)[0]
        }),
      )
      assert.deepEqual(seen, ['11', '22', '33'])
      assert.equal(new Set(readers.map(({ socket }) => socket)).size, readers.length)
    } finally {
      await Promise.all(readers.map((reader) => reader.stop()))
    }
  })
})
