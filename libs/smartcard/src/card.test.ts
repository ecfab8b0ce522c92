import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { describe, it } from 'node:test'
import { activateCard } from './activation.ts'
import { random } from './bytes.ts'
import { cardRemoved, type CardChannel } from './card-channel.ts'
import { finishPersonalising, proveKey, startPersonalising, wipe } from './personaliser.ts'
import {
  compareWithOrder,
  proveEmpty,
  readBack,
  type CardAsRead,
  type ReadBackFinding,
} from './read-back.ts'
import { accept, aPlan, issueForTests, makePersonalisedCard, personalise } from './testing.ts'
import { changePin, identifyCard, readCard, signWith } from './use.ts'
import { channelTo, createBlankCard } from './virtual-card/virtual-card.ts'

const pins = { pin1: '1234', pin2: '123456' }
const message = new TextEncoder().encode('potilasasiakirja')
const keyOf = (spki: Uint8Array) =>
  createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })

describe('personalising a card', () => {
  it('proves that the private key is on the card (R20)', async () => {
    for (const [keyAlgorithm, hash] of [
      ['p384', 'sha384'],
      ['rsa2048', 'sha256'],
    ] as const) {
      const channel = channelTo(await createBlankCard())
      const { keys } = accept(await startPersonalising(channel, aPlan({ keyAlgorithm })))
      for (const key of keys) {
        const proof = accept(await proveKey(channel, key, message))
        assert.ok(verify(hash, message, keyOf(key.spki), proof))
      }
    }
  })

  it('never writes a certificate of another key', async () => {
    const channel = channelTo(await createBlankCard())
    const started = accept(await startPersonalising(channel, aPlan()))
    const { signature, ...others } = issueForTests(started)
    const certificates = { ...others, signature: others.authentication }
    assert.notDeepEqual(signature, certificates.signature)
    assert.deepEqual(
      await finishPersonalising(channel, { ...started, language: 'fi', certificates }),
      {
        ok: false,
        refusal: { kind: 'certificate-of-another-key', purpose: 'signature' },
      },
    )
  })

  it('refuses a card that belongs to a holder, until it is wiped by the admin key', async () => {
    const { card, plan } = await makePersonalisedCard({ pins })
    const channel = channelTo(card)
    const refused = await startPersonalising(channel, aPlan())
    assert.deepEqual(refused, { ok: false, refusal: { kind: 'card-not-blank' } })
    assert.deepEqual(await wipe(channel, new Uint8Array(32)), {
      ok: false,
      refusal: { kind: 'wrong-admin-key', triesLeft: 9 },
    })
    accept(await wipe(channel, plan.adminKey))
    await personalise(channel, aPlan())
  })

  it('can be started and finished again after an interruption', async () => {
    const channel = channelTo(await createBlankCard())
    const plan = aPlan()
    accept(await startPersonalising(channel, plan))
    await personalise(channel, plan)
  })

  it('refuses a plan that no card can satisfy', async () => {
    const channel = channelTo(await createBlankCard())
    for (const wrong of [
      { label: 'x'.repeat(21) },
      { cardNumber: '1234' },
      { activationCode: '1234' },
      { adminKey: new Uint8Array(31).fill(7) },
      { adminKey: new Uint8Array(32) },
      { pins: { minLength: 3, tries: 5 } },
      { pins: { minLength: 4, tries: 0 } },
    ]) {
      const refused = await startPersonalising(channel, aPlan(wrong))
      assert.equal(!refused.ok && refused.refusal.kind, 'plan-not-possible')
    }
  })
})

describe('reading a card back', () => {
  const kindsOf = (result: ReturnType<typeof compareWithOrder>) =>
    result.ok ? [] : result.refusal.map(({ kind }) => kind)

  it('can be repeated, and accepts the card each time', async () => {
    const { card, plan, expected } = await makePersonalisedCard()
    for (let time = 0; time < 2; time += 1) {
      const read = accept(await readBack(channelTo(card), plan))
      assert.deepEqual(compareWithOrder(read, expected), { ok: true, value: undefined })
    }
  })

  it('accepts a card on which an interrupted read-back used up tries of the activation code', async () => {
    const { card, plan, expected } = await makePersonalisedCard()
    const wrong = await activateCard(channelTo(card), { activationCode: '87654321', ...pins })
    assert.equal(!wrong.ok && wrong.refusal.kind, 'wrong-activation-code')
    const read = accept(await readBack(channelTo(card), plan))
    accept(compareWithOrder(read, expected))
  })

  it('finds an activation code that does not set the PINs', async () => {
    const { card, plan, expected } = await makePersonalisedCard()
    const read = accept(await readBack(channelTo(card), { ...plan, activationCode: '87654321' }))
    assert.ok(kindsOf(compareWithOrder(read, expected)).includes('wrong-activation-code'))
  })

  it('finds an admin key that does not fit the card, at the cost of one try', async () => {
    const { card, plan, expected } = await makePersonalisedCard()
    const channel = channelTo(card)
    const read = accept(await readBack(channel, { ...plan, adminKey: random(32) }))
    assert.ok(kindsOf(compareWithOrder(read, expected)).includes('wrong-admin-key'))
    assert.deepEqual(await wipe(channel, random(32)), {
      ok: false,
      refusal: { kind: 'wrong-admin-key', triesLeft: 8 },
    })
  })

  it('finds fewer tries on the card than were ordered', async () => {
    const { card, plan, expected } = await makePersonalisedCard({
      plan: { pins: { minLength: 4, tries: 3 } },
    })
    const read = accept(await readBack(channelTo(card), plan))
    assert.deepEqual(
      kindsOf(compareWithOrder(read, { ...expected, pins: { minLength: 4, tries: 5 } })),
      ['wrong-pin-limits', 'wrong-pin-limits'],
    )
  })

  it('finds the key and the certificate of another card', async () => {
    const one = await makePersonalisedCard()
    const other = await makePersonalisedCard()
    const read = accept(await readBack(channelTo(other.card), other.plan))
    const found = kindsOf(compareWithOrder(read, one.expected))
    assert.ok(found.includes('another-card') && found.includes('wrong-key'))
    const mixed = { ...read, keys: one.expected.keys }
    assert.ok(
      kindsOf(compareWithOrder(mixed, one.expected)).includes('certificate-of-another-card'),
    )
  })

  it('finds each property that is not as ordered', async () => {
    const { card, plan, expected } = await makePersonalisedCard()
    const read = accept(await readBack(channelTo(card), plan))
    const pin = (change: Partial<CardAsRead['pins'][number]>) => ({
      pins: read.pins.map((each) => ({ ...each, ...change })),
    })
    const mutations: readonly (readonly [Partial<CardAsRead>, ReadBackFinding['kind']])[] = [
      [{ chipSerial: '00' }, 'another-card'],
      [{ cardNumber: '0' }, 'wrong-card-number'],
      [{ label: '' }, 'wrong-label'],
      [{ language: 'sv' }, 'wrong-language'],
      [{ isActivated: false }, 'access-rules-not-in-force'],
      [{ keys: [] }, 'wrong-key'],
      [pin({ minLength: 6 }), 'wrong-pin-limits'],
      [pin({ maxLength: 12 }), 'wrong-pin-limits'],
      [pin({ activationTries: 4 }), 'wrong-pin-limits'],
      [pin({ opensWithActivationCode: false }), 'wrong-activation-code'],
      [pin({ isBlocked: false }), 'pin-not-blocked'],
      [{ certificates: { ...read.certificates, root: undefined } }, 'wrong-certificate'],
      [{ files: read.files.slice(1) }, 'missing-file'],
      [{ files: [...read.files, { path: '3F004242', acl: '', proprietary: '' }] }, 'leftover-file'],
      [{ files: read.files.map((file) => ({ ...file, acl: '000FFF' })) }, 'wrong-access-rule'],
      [
        { files: read.files.map((file) => ({ ...file, proprietary: '0000' })) },
        'wrong-access-rule',
      ],
    ]
    for (const [mutation, kind] of mutations)
      assert.ok(kindsOf(compareWithOrder({ ...read, ...mutation }, expected)).includes(kind), kind)
  })
})

describe('a card in use by its holder', () => {
  it('is not activated as delivered, and is after activation', async () => {
    const { card, plan, certificates } = await makePersonalisedCard()
    const channel = channelTo(card)
    const before = accept(await readCard(channel))
    assert.equal(before.activated, false)
    assert.ok(before.pins.every((pin) => pin.blocked))
    assert.deepEqual(before.chain, [certificates.issuer, certificates.root])

    accept(await activateCard(channel, { activationCode: plan.activationCode, ...pins }))
    const after = accept(await readCard(channel))
    assert.equal(after.activated, true)
    assert.deepEqual(
      after.pins.map((pin) => pin.triesLeft),
      [5, 5],
    )
  })

  it('signs by each algorithm that fits its key, with the PIN of the purpose (R32)', async () => {
    for (const [keyAlgorithm, algorithm, hash] of [
      ['p384', 'ecdsa-sha384', 'sha384'],
      ['p384', 'ecdsa-sha512', 'sha512'],
      ['rsa2048', 'rsa-sha256', 'sha256'],
      ['rsa2048', 'rsa-sha512', 'sha512'],
    ] as const) {
      const { card, started } = await makePersonalisedCard({ plan: { keyAlgorithm }, pins })
      const channel = channelTo(card)
      for (const { purpose, spki } of started.keys) {
        const pin = purpose === 'authentication' ? pins.pin1 : pins.pin2
        const signed = accept(await signWith(channel, { purpose, pin, algorithm, data: message }))
        assert.ok(verify(hash, message, keyOf(spki), signed), `${keyAlgorithm} ${algorithm}`)
      }
    }
  })

  it('reports a wrong PIN and a blocked PIN, and receives no command for a malformed PIN', async () => {
    const { card } = await makePersonalisedCard({ pins })
    const channel = channelTo(card)
    const sign = async (pin: string) => {
      const algorithm = 'ecdsa-sha384'
      const purpose = 'authentication'
      const signed = await signWith(channel, { purpose, pin, algorithm, data: message })
      return signed.ok ? 'signed' : signed.refusal
    }
    assert.deepEqual(await sign('12a4'), { kind: 'pin-not-4-to-8-digits' })
    for (const triesLeft of [4, 3, 2, 1])
      assert.deepEqual(await sign('9999'), { kind: 'wrong-pin', triesLeft })
    assert.deepEqual(await sign('9999'), { kind: 'pin-blocked' })
    assert.deepEqual(await sign(pins.pin1), { kind: 'pin-blocked' })
  })

  it('refuses an algorithm of another kind of key before the PIN is sent', async () => {
    const { card } = await makePersonalisedCard({ pins })
    const refused = await signWith(channelTo(card), {
      purpose: 'signature',
      pin: '0000',
      algorithm: 'rsa-sha256',
      data: message,
    })
    assert.deepEqual(refused, { ok: false, refusal: { kind: 'algorithm-does-not-fit-key' } })
  })

  it('changes a PIN only with the old PIN', async () => {
    const { card } = await makePersonalisedCard({ pins })
    const channel = channelTo(card)
    const purpose = 'signature'
    const wrong = await changePin(channel, { purpose, oldPin: '0000', newPin: '4321' })
    assert.deepEqual(wrong, { ok: false, refusal: { kind: 'wrong-pin', triesLeft: 4 } })
    accept(await changePin(channel, { purpose, oldPin: pins.pin2, newPin: '4321' }))
    const algorithm = 'ecdsa-sha384'
    accept(await signWith(channel, { purpose, pin: '4321', algorithm, data: message }))
  })

  it('refuses a PIN shorter than its own min length, without losing a try', async () => {
    const rules = { minLength: 4, signatureMinLength: 6, tries: 5 }
    const { card, plan } = await makePersonalisedCard({ plan: { pins: rules } })
    const channel = channelTo(card)
    const { activationCode } = plan
    const short = await activateCard(channel, { activationCode, pin1: '1234', pin2: '12345' })
    const tooShort = { kind: 'pin-too-short', which: 'pin2', minDigits: 6 }
    assert.deepEqual(short, { ok: false, refusal: tooShort })
    accept(await activateCard(channel, { activationCode, ...pins }))
    const change = { purpose: 'signature', oldPin: pins.pin2, newPin: '4321' } as const
    assert.deepEqual(await changePin(channel, change), {
      ok: false,
      refusal: { kind: 'new-pin-too-short', minDigits: 6 },
    })
  })

  it('counts wrong activation codes until the code is blocked', async () => {
    const { card, plan } = await makePersonalisedCard()
    const channel = channelTo(card)
    const activate = async (activationCode: string) => {
      const done = await activateCard(channel, { activationCode, ...pins })
      return done.ok ? 'activated' : done.refusal
    }
    assert.deepEqual(await activate('123'), { kind: 'activation-code-not-8-digits' })
    for (const triesLeft of [4, 3, 2, 1])
      assert.deepEqual(await activate('00000000'), { kind: 'wrong-activation-code', triesLeft })
    assert.deepEqual(await activate('00000000'), { kind: 'activation-code-blocked' })
    assert.deepEqual(await activate(plan.activationCode), { kind: 'activation-code-blocked' })
  })

  it('that is pulled out during an operation causes a refusal, and keeps its counters', async () => {
    const { card } = await makePersonalisedCard({ pins })
    const whole = channelTo(card)
    let left = 3
    const pulled: CardChannel = {
      ...whole,
      transmit: (apdu) => {
        left -= 1
        return left < 0 ? Promise.reject(cardRemoved()) : whole.transmit(apdu)
      },
    }
    const request = { purpose: 'authentication', pin: '9999', algorithm: 'ecdsa-sha384' } as const
    accept(await readCard(whole))
    const signed = await signWith(whole, { ...request, data: message })
    assert.deepEqual(signed, { ok: false, refusal: { kind: 'wrong-pin', triesLeft: 4 } })
    assert.deepEqual(await readCard(pulled), { ok: false, refusal: { kind: 'card-removed' } })
    await whole.reset()
    assert.equal(accept(await readCard(whole)).pins[0]?.triesLeft, 4)
  })
})

describe('a wiped card', () => {
  it('proves that it is empty, like a blank card', async () => {
    const { card, plan } = await makePersonalisedCard({ pins })
    const channel = channelTo(card)
    const { chipSerial } = accept(await identifyCard(channel))
    accept(await wipe(channel, plan.adminKey))
    await channel.reset()
    assert.deepEqual(accept(await proveEmpty(channel)), { chipSerial })
    assert.equal((await proveEmpty(channelTo(await createBlankCard()))).ok, true)
  })

  it('is not accepted as empty while a file, a key, a PIN or an admin key is left', async () => {
    const { card } = await makePersonalisedCard({ pins })
    const proved = await proveEmpty(channelTo(card))
    assert.ok(!proved.ok && proved.refusal.kind === 'not-empty')
    const kinds = new Set(proved.refusal.left.map(({ kind }) => kind))
    assert.deepEqual([...kinds], ['leftover-file', 'leftover-code', 'access-rules-in-force'])
  })
})
