import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { aVendor } from '../../apps/server/src/test-cards/testing.ts'
import { valueOf } from '@sotevarmenne/x509/testing'
import { serveAuthority, type ServedAuthority } from '../support/served-authority.ts'
import {
  startVirtualReader,
  whyNoVirtualReader,
  type VirtualReader,
} from '../support/virtual-reader.ts'

describe('a downloaded test card', { skip: whyNoVirtualReader() ?? false }, () => {
  let reader: VirtualReader
  let service: ServedAuthority

  before(async () => {
    reader = await startVirtualReader()
    service = await serveAuthority()
  })
  after(async () => {
    await reader.stop()
    await service.close()
  })

  const run = async (program: string, words: readonly string[]): Promise<string> => {
    const { code, output } = await reader.run(program, words)
    assert.equal(code, 0, `${program} ${words.join(' ')}\n${output}`)
    return output
  }

  it('signs in OpenSC with both PINs, and its signature fits the certificate on it', async () => {
    const vendor = aVendor({ ...service.forVendors, clock: { now: () => instant(Date.now()) } })
    const { secret } = valueOf(await vendor.make())
    const file = path.join(reader.directory, 'test-card.json')
    await writeFile(file, valueOf(await vendor.fetchFile(secret)).file)
    const inserted = await reader.insert(await openSoftwareCard(fileStore(file)))
    const [data, signature] = ['data', 'signature'].map((name) => path.join(reader.directory, name))
    assert.ok(data !== undefined && signature !== undefined)
    await writeFile(data, 'a prescription of a test')
    for (const [token, pin] of [
      ['TEST CARD (PIN1)', '1234'],
      ['TEST CARD (PIN2)', '123456'],
    ] as const) {
      const slot = ['--token-label', token]
      await run('pkcs11-tool', [
        ...[...slot, '--login', '--pin', pin, '--sign', '--mechanism', 'ECDSA-SHA384'],
        ...['--signature-format', 'openssl', '--input-file', data, '--output-file', signature],
      ])
      const certificate = path.join(reader.directory, 'certificate.der')
      const key = path.join(reader.directory, 'key.pem')
      await run('pkcs11-tool', [
        ...[...slot, '--read-object', '--type', 'cert'],
        ...['--id', pin === '1234' ? '45' : '46', '--output-file', certificate],
      ])
      await run('openssl', [
        ...['x509', '-inform', 'DER', '-in', certificate, '-pubkey', '-noout', '-out', key],
      ])
      await run('openssl', ['dgst', '-sha384', '-verify', key, '-signature', signature, data])
      const subject = await run('openssl', ['x509', '-in', certificate, '-noout', '-issuer'])
      assert.match(subject, /CA for Test Purposes/)
    }
    await inserted.remove()
  })
})
