import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { describe, it } from 'node:test'
import { activateCard } from '../activation.ts'
import { fromHex, toHex } from '../bytes.ts'
import { isOfOurLayout } from '../card-facts.ts'
import { createBlankOf } from '../open-software-card.ts'
import { startPersonalising, wipe } from '../personaliser.ts'
import { proveAdminKey } from '../prove-admin-key.ts'
import { proveEmpty } from '../read-back.ts'
import { codeAndPinSteps, pinSteps } from '../reset.ts'
import { accept, aPlan, aS42Card, makePersonalisedCard, personalise } from '../testing.ts'
import { changePin, readCard, readMinDigits, signWith } from '../use.ts'
import { channelTo } from '../virtual-card/virtual-card.ts'

const layout = 'fineid-s4-2'
const pins = { pin1: '1234', pin2: '123456' }
const data = new TextEncoder().encode('potilasasiakirja')

describe('a card that is produced here in the FINEID S4-2 layout', () => {
  for (const [keyAlgorithm, algorithm, hash] of [
    ['p384', 'ecdsa-sha384', 'sha384'],
    ['p256', 'ecdsa-sha256', 'sha256'],
    ['rsa3072', 'rsa-sha256', 'sha256'],
  ] as const)
    it(`is delivered with both PINs blocked, activated by its code, and signs (${keyAlgorithm})`, async () => {
      const { card, plan, started, certificates } = await makePersonalisedCard({
        ...{ layout, plan: { keyAlgorithm } },
      })
      const channel = channelTo(card)
      const delivered = accept(await readCard(channel))
      assert.equal(delivered.layout, 'FINEID S4-2')
      assert.equal(delivered.activated, false)
      assert.equal(delivered.cardNumber, plan.cardNumber)
      assert.equal(delivered.chipSerial, started.chipSerial)
      assert.deepEqual(delivered.chain, [certificates.issuer, certificates.root])
      accept(await activateCard(channel, { activationCode: plan.activationCode, ...pins }))
      for (const { purpose, spki } of started.keys) {
        const pin = purpose === 'authentication' ? pins.pin1 : pins.pin2
        const signed = accept(await signWith(channel, { purpose, pin, algorithm, data }))
        const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
        assert.ok(verify(hash, data, key, signed), purpose)
      }
    })

  it('has the references of FINEID S4-2 § 4.2, its certificates where § 4.6 says, and no keys to read', async () => {
    const { card, certificates } = await makePersonalisedCard({ layout })
    const channel = channelTo(card)
    const send = async (command: string) => toHex(await channel.transmit(fromHex(command)))
    for (const reference of ['03', '04']) assert.equal(await send(`002000${reference}00`), '6983')
    assert.equal(await send('0020001200'), '63C5')
    for (const reference of ['01', '02', '11', '82', '83'])
      assert.equal(await send(`002000${reference}00`), '6A88', reference)
    const selecting = {
      master: '00A4000C023F00',
      application: '00A4040C0CA000000063504B43532D3135',
      esign: '00A4040C06452E5349474E',
    }
    for (const [directory, id, der] of [
      ['application', '4331', certificates.authentication],
      ['esign', '4332', certificates.signature],
      ['master', '4333', certificates.issuer],
      ['master', '4334', certificates.root],
    ] as const) {
      assert.equal(await send(selecting.master), '9000')
      assert.equal(await send(selecting[directory]), '9000')
      assert.equal(await send(`00A4020C02${id}`), '9000', id)
      assert.equal(await send('00B0000010'), `${toHex(der.subarray(0, 16))}9000`)
    }
    for (const key of ['50150001', '50160082']) {
      assert.match(await send(`00A4080004${key}00`), /9000$/)
      assert.equal(await send('00B0000010'), '6986', key)
    }
  })

  it('has the min PIN lengths of its order', async () => {
    const rules = { minLength: 4, signatureMinLength: 6, tries: 5 }
    const { card, plan } = await makePersonalisedCard({ layout, plan: { pins: rules } })
    const channel = channelTo(card)
    assert.deepEqual(accept(await readMinDigits(channel)), { pin1: 4, pin2: 6 })
    const short = { activationCode: plan.activationCode, pin1: '1234', pin2: '12345' }
    assert.deepEqual(await activateCard(channel, short), {
      ok: false,
      refusal: { kind: 'pin-too-short', which: 'pin2', minDigits: 6 },
    })
  })

  it('changes a PIN, and is unlocked by its code', async () => {
    const { card, plan } = await makePersonalisedCard({ layout, pins })
    const channel = channelTo(card)
    const change = { purpose: 'signature', oldPin: pins.pin2, newPin: '2580' } as const
    accept(await changePin(channel, change))
    for (const triesLeft of [4, 3, 2, 1])
      assert.deepEqual(await changePin(channel, change), {
        ok: false,
        refusal: { kind: 'wrong-pin', triesLeft },
      })
    for (const oldPin of [pins.pin2, change.newPin])
      assert.deepEqual(await changePin(channel, { ...change, oldPin }), {
        ok: false,
        refusal: { kind: 'pin-blocked' },
      })
    accept(await activateCard(channel, { activationCode: plan.activationCode, ...pins }))
    accept(await changePin(channel, change))
  })

  it('gets new PINs, and a new code, from the holder of its admin key, a proof for each', async () => {
    const { card, plan, started } = await makePersonalisedCard({ layout })
    const channel = channelTo(card)
    const prove = async (purpose: 'pins' | 'activation') => {
      const { chipSerial } = started
      accept(await proveAdminKey(channel, plan.adminKey, { purpose, chipSerial }))
    }
    const [first, second] = pinSteps(pins)
    assert.ok(first && second)
    await prove('pins')
    assert.ok(await first(channel))
    assert.equal(await second(channel), false, 'without a proof of its own')
    await prove('pins')
    assert.ok(await second(channel))
    // The card itself allows one, with power in between or not.
    await prove('pins')
    const send = async (command: string) => toHex(await channel.transmit(fromHex(command)))
    assert.equal(await send('002C02030431323334'), '9000')
    assert.equal(await send('002C020406313233343536'), '6982')

    const activationCode = '87654321'
    const steps = codeAndPinSteps({ activationCode, ...pins })
    for (const [at, step] of steps.entries()) {
      await prove(at === 0 ? 'activation' : 'pins')
      assert.ok(await step(channel))
    }
    assert.equal(accept(await readCard(channel)).codeStays, false)
    const former = { activationCode: plan.activationCode, ...pins }
    assert.equal((await activateCard(channel, former)).ok, false)
    accept(await activateCard(channel, { activationCode, ...pins }))
  })

  it('is wiped by its admin key alone, and produced again', async () => {
    const { card, plan } = await makePersonalisedCard({ layout, pins })
    const channel = channelTo(card)
    assert.deepEqual(await startPersonalising(channel, aPlan()), {
      ok: false,
      refusal: { kind: 'card-not-blank' },
    })
    assert.deepEqual(await wipe(channel, aPlan().adminKey), {
      ok: false,
      refusal: { kind: 'wrong-admin-key', triesLeft: 9 },
    })
    assert.equal((await proveEmpty(channel)).ok, false)
    accept(await wipe(channel, plan.adminKey))
    await channel.reset()
    accept(await proveEmpty(channel))
    await personalise(channel, aPlan())
  })

  it('is told from a card of another issuer, which takes no command for production', async () => {
    assert.ok(await isOfOurLayout(channelTo(await createBlankOf(layout))))
    assert.ok(await isOfOurLayout(channelTo((await makePersonalisedCard({ layout })).card)))
    const other = channelTo((await aS42Card()).card)
    assert.equal(await isOfOurLayout(other), false)
    assert.equal(accept(await readCard(other)).codeStays, true)
  })

  it('is told from a card of another issuer that answers GET DATA 01 A0 with data of its own', async () => {
    const other = channelTo((await aS42Card()).card)
    const ownData = [
      '',
      '0102030405',
      `5374616E64${'00'.repeat(15)}`,
      `4F73454944${'00'.repeat(12)}`,
    ]
    for (const data of ownData) {
      const answering = {
        ...other,
        transmit: (apdu: Uint8Array) => {
          const command = toHex(apdu)
          if (command.startsWith('00A40400')) return Promise.resolve(fromHex('9000'))
          if (!command.startsWith('00CA01A0')) return other.transmit(apdu)
          return Promise.resolve(fromHex(`${data}9000`))
        },
      }
      assert.equal(await isOfOurLayout(answering), false, data)
      const read = accept(await readCard(answering))
      assert.ok(read.cardNumber)
      assert.equal(read.chipSerial, undefined, data)
    }
  })
})
