import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import type { CardChannel } from './card-channel.ts'
import { fromHex, random, toHex } from './bytes.ts'
import { cardLayoutNames } from './layout.ts'
import { createBlankOf } from './open-software-card.ts'
import { wipe } from './personaliser.ts'
import { proveEmpty } from './read-back.ts'
import { proveAdminKey } from './prove-admin-key.ts'
import { relayApdus, type ServiceTurn } from './relay-apdus.ts'
import { relayRules, type RelayedOperation } from './relay-forms.ts'
import { relayGuard } from './relay-guard.ts'
import { codeAndPinSteps, pinSteps } from './reset.ts'
import { aPlan, makePersonalisedCard, personalise, type PersonalisedCard } from './testing.ts'
import { readCard, signWith } from './use.ts'
import { channelTo } from './virtual-card/virtual-card.ts'

const operations = Object.keys(relayRules.myeid) as readonly RelayedOperation[]
const pins = { pin1: '2580', pin2: '147036' }
const block = '31323334FFFFFFFF'

/** Where it is only looked whether a file is there, this may be sent. */
const selectingKey = '00A408000450154B0200'

/** Never for an unlock, a new letter’s code, or a card that was not emptied in this relay. */
const forbidden: Readonly<Record<string, string>> = {
  'VERIFY with a PIN': `0020000108${block}`,
  'VERIFY of PIN2': `0020000208${block}`,
  'CHANGE REFERENCE DATA': `0024000110${block}${block}`,
  'RESET RETRY COUNTER by the code': `002C000110${block}${block}`,
  'RESET RETRY COUNTER by the admin key': `002C020108${block}`,
  'RESET RETRY COUNTER of PIN2 by the admin key': `002C020208${block}`,
  'MANAGE SECURITY ENVIRONMENT': '002241B60A80010481024B02840100',
  'PERFORM SECURITY OPERATION: sign': `002A9E9A20${'00'.repeat(32)}00`,
  'PERFORM SECURITY OPERATION: decipher': `002A808620${'00'.repeat(32)}00`,
  'INTERNAL AUTHENTICATE': `0088000020${'00'.repeat(32)}00`,
  'GENERAL AUTHENTICATE': `0086000004${'00'.repeat(4)}00`,
  'GENERATE ASYMMETRIC KEY PAIR': '00460000',
  'PUT DATA of a key': `00DA018020${'00'.repeat(32)}`,
  'PUT DATA of a PIN': `00DA010114${'00'.repeat(20)}`,
  'PUT DATA of an admin key in clear': `00DA012321${'00'.repeat(33)}`,
  'PUT DATA of a wrapped admin key': `00DA012330${'00'.repeat(48)}00`,
  'PUT DATA of a code in clear': `00DA013108${block}`,
  'CREATE FILE': '00E0000002 6200',
  'UPDATE BINARY': '00D600000100',
  'ERASE BINARY': '000E0000',
  'DELETE FILE': 'A0E40000',
  ACTIVATE: '004404000CA000000063504B43532D3135',
  'READ BINARY by a short file name': '00B0810000',
  'a chained VERIFY': `1020000104${block.slice(0, 8)}`,
  'a chained EXTERNAL AUTHENTICATE': `1082020320${'00'.repeat(32)}`,
  'another logical channel': '01200001',
  'a further logical channel': '40200001',
  'secure messaging': '0C200001',
  'MANAGE CHANNEL': '0070000001',
  'GET RESPONSE without a response': '00C0000010',
  'GET RESPONSE of another channel': '01C0000010',
  ENVELOPE: `00C200000D0020000108${block}`,
  'an extended length': `00200001000008${block}`,
  'an extended Le': '00A40000000002 3F000000',
  'surplus bytes': '0084000010 00',
  'missing bytes': '00A408000450',
  'VERIFY with Le': '0020000100',
  'a header without P2': '002000',
  nothing: '',
}

/** The same for a card of the other layout: its references, and PINs as typed. */
const forbiddenOnS42: typeof forbidden = {
  ...forbidden,
  'VERIFY with a PIN': '002000030431323334',
  'VERIFY of PIN2': '002000040431323334',
  'VERIFY of the activation code': '00200012083132333435363738',
  'CHANGE REFERENCE DATA': '00240003083132333431323334',
  'RESET RETRY COUNTER after the code': '002C02030431323334',
  'RESET RETRY COUNTER of PIN2 after the code': '002C02040431323334',
  'MANAGE SECURITY ENVIRONMENT': '002241B606800154840182',
  'PERFORM SECURITY OPERATION: sign': `002A9E9A30${'00'.repeat(48)}60`,
  'PUT DATA of a PIN': '00DA01030A31323334353637380503',
  'PUT DATA of the activation code': '00DA01120A31323334353637380503',
  'the list of MyEID': '00DA01E008FFFF333FFF333FFF',
}

describe('the allow-list of a card relay', () => {
  for (const operation of operations)
    for (const [name, command] of Object.entries(forbiddenOnS42))
      it(`has no ${name} at the beginning of ${operation} of a FINEID S4-2 card`, () => {
        const guard = relayGuard(operation, 'fineid-s4-2')
        assert.equal(guard.admits(fromHex(command.replaceAll(' ', ''))), false)
      })

  for (const operation of operations)
    for (const [name, command] of Object.entries(forbidden))
      it(`has no ${name} at the beginning of ${operation}`, () => {
        assert.equal(relayGuard(operation).admits(fromHex(command.replaceAll(' ', ''))), false)
      })

  it('is short again once the holder of a spare card has set the first PIN', () => {
    const guard = relayGuard('spare-card')
    assert.equal(guard.admitsOwnStep(), false, 'not on a card that was not emptied')
    assert.ok(guard.admits(fromHex('00DA01E008FFFF333FFF333FFF')))
    guard.noteResponse(fromHex('9000'))
    assert.ok(guard.admits(fromHex('00460000')))
    assert.ok(guard.admitsOwnStep())
    for (const [name, command] of Object.entries(forbidden))
      assert.equal(guard.admits(fromHex(command.replaceAll(' ', ''))), false, name)
    assert.equal(guard.admits(fromHex('00DA01E008FFFF333FFF333FFF')), false)
    assert.ok(guard.admitsOwnStep())
    assert.equal(guard.admitsOwnStep(), false)
  })

  for (const operation of ['unlock', 'code-renewal'] as const)
    it(`has no key to select for ${operation}`, () => {
      assert.equal(relayGuard(operation).admits(fromHex(selectingKey)), false)
    })

  it('has the proof of the admin key for the purpose alone, and a limited number of times', () => {
    const proofs = {
      unlock: ['01', '02', '02'],
      'code-renewal': ['03', '02'],
      'spare-card': ['00'],
    }
    for (const [operation, allowed] of Object.entries(proofs)) {
      const guard = relayGuard(operation as RelayedOperation)
      const admitted = ['00', '01', '02', '02', '02', '03', '03', '04', '00', '01'].filter(
        (purpose) => guard.admits(fromHex(`0082${purpose}0320${'00'.repeat(32)}`)),
      )
      assert.deepEqual(admitted.toSorted(), allowed.toSorted(), operation)
    }
  })
})

describe('a card behind the allow-list', () => {
  let card: PersonalisedCard
  before(async () => {
    card = await makePersonalisedCard({ pins })
  })

  it('is reached by no command that is not in the list, whatever its bytes', async () => {
    const sent: string[] = []
    const channel = recording(channelTo(card.card), sent)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...operations), apdus(), async (operation, all) => {
        sent.length = 0
        const last = await relayApdus(channel, commandsOf(all), {
          ...{ operation, program: 'reader 1', send: () => Promise.resolve(done) },
          ownSteps: [],
        })
        for (const command of sent)
          assert.ok(isListed(operation, command), `${operation} ${command}`)
        const firstAlien = all.find((command) => !isListed(operation, command))
        if (firstAlien === undefined) return
        assert.equal(last.state, 'command-refused')
        assert.deepEqual(sent, all.slice(0, sent.length), 'in their order')
        assert.ok(sent.length <= all.indexOf(firstAlien), 'nothing follows a refused command')
      }),
      { numRuns: 2000 },
    )
  })

  for (const operation of ['unlock', 'code-renewal'] as const)
    it(`is not used by the service in ${operation}: nothing verifies, signs, generates or stores`, async () => {
      const instructions = new Set(['A4', 'CA', 'B0', '20', '84', '82', 'DA'])
      await fc.assert(
        fc.asyncProperty(apdu(), async (command) => {
          if (!relayGuard(operation).admits(fromHex(command))) return
          assert.ok(instructions.has(command.slice(2, 4)), command)
          assert.ok(command.slice(0, 2) === '00')
          if (command.slice(2, 4) === '20') assert.equal(command.length, 8, 'without a PIN')
          if (command.slice(2, 4) === 'DA') assert.match(command, /^00DA013[12]18.{48}00$/)
        }),
        { numRuns: 5000 },
      )
    })

  it('is as before after an attack on an unlock, step by step', async () => {
    const channel = channelTo(card.card)
    for (const command of Object.values(forbidden)) {
      const chipSerial = card.started.chipSerial
      const service = serviceThat(async (send) => {
        await prove(overRelay(send, channel), card.plan, { purpose: 'pins', chipSerial })
        await send(command.replaceAll(' ', ''))
      })
      const last = await relayApdus(channel, await service.begin(), {
        ...{ operation: 'unlock', program: 'reader 1', send: service.take },
        ownSteps: pinSteps(pins),
      })
      assert.equal(last.state, 'command-refused', command)
    }
    const read = await readCard(channel)
    assert.ok(read.ok)
    assert.deepEqual(new Set(read.value.pins.map(({ triesLeft }) => triesLeft)), new Set([5]))
    const signing = { purpose: 'signature', algorithm: 'ecdsa-sha384', data: random(3) } as const
    assert.ok((await signWith(channel, { ...signing, pin: pins.pin2 })).ok)
  })

  for (const layout of cardLayoutNames)
    it(`gets both PINs in an unlock by two proofs, and not by one (${layout})`, async () => {
      const { card: locked, plan, started } = await makePersonalisedCard({ layout })
      const channel = channelTo(locked)
      const { chipSerial } = started
      for (const proofs of [1, 2]) {
        const service = serviceThat(async (send) => {
          for (let nr = 0; nr < 2; nr += 1) {
            if (nr < proofs)
              await prove(overRelay(send, channel), plan, { purpose: 'pins', chipSerial })
            await send('own-step')
          }
        })
        const last = await relayApdus(channel, await service.begin(), {
          ...{ operation: 'unlock', program: 'reader 1', send: service.take },
          ownSteps: pinSteps(pins),
        })
        assert.equal(last.state, proofs === 2 ? 'done' : 'own-step-missing')
      }
      const signing = { purpose: 'signature', algorithm: 'ecdsa-sha384', data: random(3) } as const
      assert.ok((await signWith(channel, { ...signing, pin: pins.pin2 })).ok)
    })

  for (const layout of cardLayoutNames)
    it(`gets the code of a new letter and both PINs from its holder (${layout})`, async () => {
      const { card: delivered, plan, started } = await makePersonalisedCard({ layout })
      const channel = channelTo(delivered)
      const { chipSerial } = started
      const service = serviceThat(async (send) => {
        for (const purpose of ['activation', 'pins'] as const) {
          await prove(overRelay(send, channel), plan, { purpose, chipSerial })
          await send('own-step')
        }
      })
      const last = await relayApdus(channel, await service.begin(), {
        ...{ operation: 'code-renewal', program: 'reader 1', send: service.take },
        ownSteps: codeAndPinSteps({ ...pins, activationCode: '87654321' }),
      })
      assert.equal(last.state, 'done')
    })

  for (const [layout, keyAlgorithm] of [
    ...(['p256', 'p384', 'p521', 'rsa2048'] as const).map((each) => ['myeid', each] as const),
    ...(['p256', 'p384', 'rsa2048'] as const).map((each) => ['fineid-s4-2', each] as const),
  ])
    it(`is produced as a spare card with ${keyAlgorithm} keys, and then is its holder’s alone (${layout})`, async () => {
      const plan = aPlan({ keyAlgorithm })
      const blank = channelTo(await createBlankOf(layout))
      const service = serviceThat(async (send) => {
        const remote = overRelay(send, blank)
        assert.ok((await proveEmpty(remote)).ok)
        const { started } = await personalise(remote, plan)
        const { chipSerial } = started
        for (let nr = 0; nr < 2; nr += 1) {
          await prove(remote, plan, { purpose: 'pins', chipSerial })
          await send('own-step')
        }
        await remote.reset()
        assert.ok((await readCard(remote)).ok)
        // From now on, as at an unlock.
        await send(layout === 'myeid' ? '0020000208313437303336FFFF' : '0020000406313437303336')
      })
      const last = await relayApdus(blank, await service.begin(), {
        ...{ operation: 'spare-card', program: 'reader 1', send: service.take },
        ownSteps: pinSteps(pins),
      })
      const command = layout === 'myeid' ? '0020000208' : '0020000406'
      assert.deepEqual(last, { state: 'command-refused', command })
    })

  it('of somebody is not written on before it was emptied, nor used', async () => {
    for (const operation of ['spare-card', 'spare-card-return', 'production'] as const)
      for (const [name, command] of Object.entries(forbidden)) {
        const channel = channelTo(card.card)
        const last = await relayApdus(channel, commandsOf([command.replaceAll(' ', '')]), {
          ...{ operation, program: 'reader 1', send: () => Promise.resolve(done) },
        })
        assert.equal(last.state, 'command-refused', `${operation}: ${name}`)
      }
  })

  it('opens the long list only by emptying the card, which the card itself allows', async () => {
    const channel = channelTo(card.card)
    const initialising = '00DA01E008FFFF333FFF333FFF'
    const last = await relayApdus(channel, commandsOf([initialising, '00460000']), {
      ...{ operation: 'production', program: 'station 1', send: () => Promise.resolve(done) },
    })
    assert.deepEqual(last, { state: 'command-refused', command: '00460000' })
    assert.ok((await readCard(channel)).ok)
  })

  for (const layout of cardLayoutNames)
    it(`is emptied when it is returned, and nothing else (${layout})`, async () => {
      const { card: returned, plan } = await makePersonalisedCard({ layout, pins })
      const channel = channelTo(returned)
      const service = serviceThat(async (send) => {
        const remote = overRelay(send, channel)
        assert.ok(!(await proveEmpty(remote)).ok)
        assert.ok((await wipe(remote, plan.adminKey)).ok)
        await remote.reset()
        assert.ok((await proveEmpty(remote)).ok)
      })
      const last = await relayApdus(channel, await service.begin(), {
        ...{ operation: 'spare-card-return', program: 'reader 1', send: service.take },
      })
      assert.deepEqual(last, { state: 'done' })
    })
})

const done = { state: 'done' } as const

const commandsOf = (commands: readonly string[]): ServiceTurn<never> => ({
  ...{ state: 'commands', relayId: 'relay', turn: 1, commands },
})

const recording = (channel: CardChannel, sent: string[]): CardChannel => ({
  ...channel,
  transmit: (apdu) => {
    sent.push(toHex(apdu))
    return channel.transmit(apdu)
  },
})

/** By the data alone, and by other code than the guard’s; GET RESPONSE by the test of its own. */
function isListed(operation: RelayedOperation, command: string): boolean {
  if (/^00C00000..$/.test(command)) return true
  // The card refuses to be emptied: no other list comes into force.
  return relayRules.myeid[operation].atFirst.some(({ header, data, le = '' }) => {
    const body =
      data === undefined
        ? ['']
        : 'min' in data
          ? lengths(data.min, data.max).map((length) => lengthByte(length) + '..'.repeat(length))
          : data.map((pattern) => `..${pattern}`)
    return body.some((each) => new RegExp(`^${header}${each}${le}$`).test(command))
  })
}

const lengths = (min: number, max: number): readonly number[] =>
  Array.from({ length: max - min + 1 }, (_, at) => min + at)

const lengthByte = (length: number): string => toHex(Uint8Array.of(length))

/** Half of them near what is allowed: a known instruction, with one thing changed. */
function apdu(): fc.Arbitrary<string> {
  const bytes = (length: { readonly min: number; readonly max: number }) =>
    fc
      .uint8Array({ minLength: length.min, maxLength: length.max })
      .map((each) => toHex(new Uint8Array(each)))
  const header = fc
    .tuple(
      fc.constantFrom('00', '00', '00', '10', '01', '0C', '40', '80', 'A0', 'FF'),
      fc.constantFrom(...['20', '22', '24', '2A', '2C', '2E', '44', '46', '82', '84', '86', '88']),
      fc.constantFrom('00', '01', '02', '03', '41', '9E', '80'),
      fc.constantFrom('00', '01', '02', '03', '23', '31', '9A', 'B6', 'E0'),
    )
    .map((parts) => parts.join(''))
  const known = fc.constantFrom(
    ...['00200001', '00200002', '0020000108', '00A40800045015503200', '00B0000000', '00CA01A000'],
    ...['0084000010', `0082020320${'00'.repeat(32)}`, `00DA013118${'00'.repeat(24)}00`],
    ...['00A404000CA000000063504B43532D313500', '00C0000000', '00A40000023F0000'],
    selectingKey,
    ...Object.values(forbidden).map((command) => command.replaceAll(' ', '')),
  )
  const withBody = fc.tuple(header, bytes({ min: 0, max: 40 })).map(([head, data]) => {
    return data === '' ? head : head + lengthByte(data.length / 2) + data
  })
  const changed = fc
    .tuple(known, fc.nat({ max: 40 }), fc.nat({ max: 255 }))
    .map(([command, at, value]) => {
      const all = fromHex(command)
      if (at < all.length) all[at] = value
      return toHex(all)
    })
  return fc.oneof(known, withBody, changed, bytes({ min: 0, max: 60 }))
}

const apdus = () => fc.array(apdu(), { minLength: 1, maxLength: 6 })

async function prove(
  channel: CardChannel,
  { adminKey }: Pick<PersonalisedCard['plan'], 'adminKey'>,
  proving: Parameters<typeof proveAdminKey>[2],
): Promise<void> {
  assert.ok((await proveAdminKey(channel, adminKey, proving)).ok)
}

type Send = (command: string) => Promise<string>

/** A service in the hands of the test: what it sends to the card, one command in a turn. */
function serviceThat(speak: (send: Send) => Promise<void>) {
  let turn = 0
  let respond: ((turn: ServiceTurn<never>) => void) | undefined
  let settle: ((response: string) => void) | undefined
  const next = () =>
    new Promise<ServiceTurn<never>>((resolve) => {
      respond = resolve
    })
  const send: Send = (command) =>
    new Promise((resolve) => {
      turn += 1
      settle = resolve
      respond?.({ state: 'commands', relayId: 'relay', turn, commands: [command] })
    })
  return {
    begin: () => {
      const first = next()
      void speak(send).then(() => respond?.(done))
      return first
    },
    take: ({ responses }: { readonly responses?: readonly string[] }) => {
      const following = next()
      settle?.(responses?.[0] ?? '')
      // A service that was taken over goes on as if nothing had been refused.
      return responses === undefined ? Promise.resolve(done) : following
    },
  }
}

const overRelay = (send: Send, { atr }: CardChannel): CardChannel => ({
  atr,
  transmit: async (apdu) => fromHex(await send(toHex(apdu))),
  reset: async () => {
    await send('reset')
  },
  close: () => Promise.resolve(),
})
