import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { openPcscReader } from '@sotevarmenne/smartcard/pcsc'
import { accept, aS42Card } from '@sotevarmenne/smartcard/testing'
import { changePin, readCard, signWith } from '@sotevarmenne/smartcard/use'
import {
  startVirtualReader,
  whyNoVirtualReader,
  type VirtualReader,
} from '@sotevarmenne/tests/card/virtual-reader'

const pins = { pin1: '1234', pin2: '123456' }
const data = new TextEncoder().encode('potilasasiakirja')

describe(
  'a card of FINEID’s S4-2 layout in a PC/SC reader',
  { skip: whyNoVirtualReader() ?? false },
  () => {
    let reader: VirtualReader
    before(async () => {
      reader = await startVirtualReader()
      process.env['PCSCLITE_CSOCK_NAME'] = reader.socket
    })
    after(() => reader.stop())

    for (const [keyAlgorithm, algorithm, hash] of [
      ['p384', 'ecdsa-sha384', 'sha384'],
      ['rsa3072', 'rsa-sha256', 'sha256'],
    ] as const)
      it(`is recognised by its answer to reset, activated, read, and signs (${keyAlgorithm})`, async () => {
        const { card, keys } = await aS42Card({ keyAlgorithm })
        const inserted = await reader.insert(card)
        const channel = await openPcscReader(reader.names[0])
        try {
          assert.equal(accept(await readCard(channel)).activated, false)
          accept(await activateCard(channel, { activationCode: '12345678', ...pins }))
          const change = { purpose: 'authentication', oldPin: '1234', newPin: '87654321' } as const
          accept(await changePin(channel, change))
          const read = accept(await readCard(channel))
          assert.equal(read.layout, 'FINEID S4-2')
          assert.equal(read.activated, true)
          for (const { purpose, spki } of keys) {
            const pin = purpose === 'authentication' ? change.newPin : pins.pin2
            const signed = accept(await signWith(channel, { purpose, pin, algorithm, data }))
            const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
            assert.ok(verify(hash, data, key, signed), purpose)
          }
        } finally {
          await channel.close()
          await inserted.remove()
        }
      })
  },
)
