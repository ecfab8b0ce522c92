import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { describe, it } from 'node:test'
import { activateCard } from '../activation.ts'
import { fromHex, toHex } from '../bytes.ts'
import { cardRemoved } from '../card-channel.ts'
import { openSoftwareCard } from '../open-software-card.ts'
import { startPersonalising, wipe } from '../personaliser.ts'
import { accept, aPlan, aS42Card } from '../testing.ts'
import { changePin, readCard, signWith } from '../use.ts'
import { memoryStore } from '../virtual-card/store.ts'
import { channelTo } from '../virtual-card/virtual-card.ts'

const pins = { pin1: '1234', pin2: '123456' }
const activationCode = '12345678'
const data = new TextEncoder().encode('potilasasiakirja')

describe('an organisation card (FINEID S4-2) in use by its holder', () => {
  it('is not activated as delivered, shows its data, and is activated by the code', async () => {
    const { card, certificates, cardNumber } = await aS42Card()
    const channel = channelTo(card)
    const before = accept(await readCard(channel))
    assert.equal(before.layout, 'FINEID S4-2')
    assert.equal(before.cardNumber, cardNumber)
    assert.equal(before.activated, false)
    assert.deepEqual(
      before.certificates.map(({ der }) => der),
      [certificates.authentication, certificates.signature],
    )
    assert.deepEqual(before.chain, [certificates.issuer, certificates.root])

    accept(await activateCard(channel, { activationCode, ...pins }))
    const after = accept(await readCard(channel))
    assert.equal(after.activated, true)
    assert.deepEqual(
      after.pins.map(({ triesLeft }) => triesLeft),
      [5, 5],
    )
  })

  it('signs by each algorithm that fits its key, with the PIN of the purpose', async () => {
    for (const [keyAlgorithm, algorithm, hash] of [
      ['p384', 'ecdsa-sha256', 'sha256'],
      ['p384', 'ecdsa-sha384', 'sha384'],
      ['p384', 'ecdsa-sha512', 'sha512'],
      ['rsa3072', 'rsa-sha256', 'sha256'],
      ['rsa3072', 'rsa-sha512', 'sha512'],
    ] as const) {
      const { card, keys } = await aS42Card({ keyAlgorithm })
      const channel = channelTo(card)
      accept(await activateCard(channel, { activationCode, ...pins }))
      for (const { purpose, spki } of keys) {
        const pin = purpose === 'authentication' ? pins.pin1 : pins.pin2
        const signed = accept(await signWith(channel, { purpose, pin, algorithm, data }))
        const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
        assert.ok(verify(hash, data, key, signed), `${purpose} ${algorithm}`)
      }
    }
  })

  it('reports wrong PINs until the PIN is blocked, and sets a new PIN by the activation code', async () => {
    const { card } = await aS42Card()
    const channel = channelTo(card)
    accept(await activateCard(channel, { activationCode, ...pins }))
    const sign = async (pin: string) => {
      const algorithm = 'ecdsa-sha384'
      const signed = await signWith(channel, { purpose: 'signature', pin, algorithm, data })
      return signed.ok ? 'signed' : signed.refusal
    }
    for (const triesLeft of [4, 3, 2, 1])
      assert.deepEqual(await sign('12345'), { kind: 'wrong-pin', triesLeft })
    assert.deepEqual(await sign('12345'), { kind: 'pin-blocked' })
    assert.deepEqual(await sign(pins.pin2), { kind: 'pin-blocked' })
    accept(await activateCard(channel, { activationCode, pin1: '2580', pin2: '147036' }))
    assert.equal(await sign('147036'), 'signed')
  })

  it('changes a PIN only with the old PIN, whatever its length', async () => {
    const { card } = await aS42Card()
    const channel = channelTo(card)
    accept(await activateCard(channel, { activationCode, ...pins }))
    const purpose = 'authentication'
    assert.deepEqual(await changePin(channel, { purpose, oldPin: '4321', newPin: '87654321' }), {
      ok: false,
      refusal: { kind: 'wrong-pin', triesLeft: 4 },
    })
    accept(await changePin(channel, { purpose, oldPin: '1234', newPin: '87654321' }))
    accept(await changePin(channel, { purpose, oldPin: '87654321', newPin: '2580' }))
    accept(await signWith(channel, { purpose, pin: '2580', algorithm: 'ecdsa-sha384', data }))
  })

  it('counts wrong activation codes until the code is blocked', async () => {
    const { card } = await aS42Card()
    const channel = channelTo(card)
    const activate = async (code: string) => {
      const done = await activateCard(channel, { activationCode: code, ...pins })
      return done.ok ? 'activated' : done.refusal
    }
    for (const triesLeft of [4, 3, 2, 1])
      assert.deepEqual(await activate('00000000'), { kind: 'wrong-activation-code', triesLeft })
    assert.deepEqual(await activate('00000000'), { kind: 'activation-code-blocked' })
    assert.deepEqual(await activate(activationCode), { kind: 'activation-code-blocked' })
  })

  it('clears the verified code and PINs: after the holder nobody signs or sets PINs', async () => {
    const { card } = await aS42Card()
    const channel = channelTo(card)
    accept(await activateCard(channel, { activationCode, ...pins }))
    assert.equal(await send(channel, '002C02030434333231'), '6982')
    const withPin1 = { purpose: 'authentication', algorithm: 'ecdsa-sha384', data } as const
    accept(await signWith(channel, { ...withPin1, pin: pins.pin1 }))
    assert.equal(await send(channel, '0020000300'), '63C5')
    // A PIN that another program left verified is cleared before the tries are read.
    assert.equal(await send(channel, '002000030431323334'), '9000')
    assert.equal(accept(await readCard(channel)).pins[0]?.triesLeft, 5)
  })

  it('refuses an algorithm of another kind of key before the PIN is sent', async () => {
    const { card } = await aS42Card()
    const request = { purpose: 'signature', pin: '0000', algorithm: 'rsa-sha256', data } as const
    assert.deepEqual(await signWith(channelTo(card), request), {
      ok: false,
      refusal: { kind: 'algorithm-does-not-fit-key' },
    })
  })

  it('loses no try of its PIN1 to card production, where the admin key has the same reference', async () => {
    const { card } = await aS42Card()
    const channel = channelTo(card)
    accept(await activateCard(channel, { activationCode, ...pins }))
    assert.deepEqual(await startPersonalising(channel, aPlan()), {
      ok: false,
      refusal: { kind: 'card-not-blank' },
    })
    const wiped = await wipe(channel, aPlan().adminKey)
    assert.equal(wiped.ok, false)
    assert.equal(accept(await readCard(channel)).pins[0]?.triesLeft, 5)
  })

  it('that is pulled out before its response to a wrong PIN has lost the try', async () => {
    const store = memoryStore()
    const { card } = await aS42Card({ store })
    const whole = channelTo(card)
    accept(await activateCard(whole, { activationCode, ...pins }))
    const pulled = {
      ...whole,
      transmit: async (apdu: Uint8Array) => {
        const response = await whole.transmit(apdu)
        if (apdu[1] === 0x20) throw cardRemoved()
        return response
      },
    }
    const wrong = { purpose: 'signature', pin: '9999', algorithm: 'ecdsa-sha384', data } as const
    assert.deepEqual(await signWith(pulled, wrong), {
      ok: false,
      refusal: { kind: 'card-removed' },
    })
    const again = channelTo(await openSoftwareCard(store))
    assert.equal(accept(await readCard(again)).pins[1]?.triesLeft, 4)
  })

  it('refuses the same commands as a real card', async () => {
    const { card } = await aS42Card()
    const channel = channelTo(card)
    for (const [command, status] of [
      ['0020001100', '6A88'],
      ['00240012083132333435363738', '6A88'],
      ['002241B606800154840182', '6A88'],
      ['002A9E9A0400000000', '6985'],
      ['00A4000C025031', '6A82'],
      ['00A4000C023F00', '9000'],
      ['00B0000080', '6986'],
      ['00A4040C06452E5349474E', '9000'],
      ['002241B606800154840182', '9000'],
      [`002A9E9A30${'AB'.repeat(48)}60`, '6982'],
      ['00DA01E008FFFF000FFF000FFF', '6D00'],
      ['80A40000', '6E00'],
      ['00A4', '6700'],
      ['002000030531', '6700'],
    ] as const)
      assert.equal(await send(channel, command), status, command)
  })
})

async function send(channel: ReturnType<typeof channelTo>, command: string): Promise<string> {
  return toHex((await channel.transmit(fromHex(command))).subarray(-2))
}
