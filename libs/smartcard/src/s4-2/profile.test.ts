import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import type { Result } from '@sotevarmenne/kernel/result'
import { send, type Command } from '../apdu.ts'
import { historicalBytesOf } from '../answer-to-reset.ts'
import { fromHex, toHex } from '../bytes.ts'
import type { CardChannel } from '../card-channel.ts'
import { myEid } from '../myeid-profile.ts'
import { recogniseCard } from '../recognise-card.ts'
import { accept } from '../testing.ts'
import { s42, readOrganisationFile } from './profile.ts'

/*
 * No tool reads these cards and no card was available: the commands of the profile are compared with the
 * bytes in the sources, in `apdu-vectors.json`.
 */

type Exchange = readonly [command: string, response: string]
type Vectors = {
  readonly vectors: readonly {
    readonly name: string
    readonly section: string
    readonly exchanges: readonly Exchange[]
  }[]
}

const { vectors } = JSON.parse(
  await readFile(new URL('apdu-vectors.json', import.meta.url), 'utf8'),
) as Vectors

const ab = (length: number) => new Uint8Array(length).fill(0xab)
const der = fromHex('30030101FF')

/** For each vector the operation, and its result. */
const operations: Readonly<Record<string, (channel: CardChannel) => Promise<unknown>>> = {
  'select the application': (channel) => sendAll(channel, s42.opening),
  'read the authentication certificate': async (channel) => {
    assert.deepEqual(await read(channel, 'authentication'), der)
  },
  'read a certificate in pieces': async (channel) => {
    assert.equal((await read(channel, 'authentication'))?.length, 0x86)
  },
  'read the signature certificate': async (channel) => {
    assert.deepEqual(await read(channel, 'signature'), der)
  },
  "read the issuer's certificate": async (channel) => {
    assert.deepEqual(await read(channel, 'issuer'), der)
  },
  'a certificate that the card has not': async (channel) => {
    assert.equal(await read(channel, 'root'), undefined)
  },
  'a file that is selected though it is not there': async (channel) => {
    assert.equal(await read(channel, 'root'), undefined)
  },
  'ask how PIN1 stands': (channel) => sendAll(channel, [s42.requestingTries('authentication')]),
  'ask how PIN2 stands': (channel) => sendAll(channel, [s42.requestingTries('signature')]),
  'give PIN1': (channel) => sendAll(channel, [s42.verifying('authentication', '1234')]),
  'give PIN2': (channel) => sendAll(channel, [s42.verifying('signature', '654321')]),
  'change PIN1': (channel) => sendAll(channel, [s42.changing('authentication', '1234', '4321')]),
  'set PIN1 by the activation code': (channel) =>
    sendAll(channel, s42.settingByCode('authentication', '12345678', '4321')),
  'set PIN2 by the activation code': (channel) =>
    sendAll(channel, s42.settingByCode('signature', '12345678', '654321')),
  'a wrong activation code ends it': (channel) =>
    sendAll(channel, s42.settingByCode('authentication', '12345678', '4321').slice(0, 1)),
  'sign with PIN1 by ECDSA and SHA-384': async (channel) => {
    const signed = await s42.sign(channel, {
      purpose: 'authentication',
      kind: { type: 'ec', bits: 384 },
      hash: 'sha384',
      digest: ab(48),
    })
    // Both numbers as DER: r would look negative and gets a zero byte, s has one too many.
    const r = `02310081${'11'.repeat(47)}`
    assert.equal(toHex(accept(signed)), `3064${r}022F${'22'.repeat(47)}`)
  },
  'sign with PIN2 by RSA-3072 and SHA-256': async (channel) => {
    const signed = await s42.sign(channel, {
      purpose: 'signature',
      kind: { type: 'rsa', bits: 3072 },
      hash: 'sha256',
      digest: ab(32),
    })
    assert.equal(toHex(accept(signed)), '111111222222')
  },
}

describe('the profile of organisation cards', () => {
  it('has an operation for each vector, and each vector names its source', () => {
    assert.deepEqual(vectors.map(({ name }) => name).sort(), Object.keys(operations).sort())
    for (const { name, section } of vectors) assert.match(section, /§/, name)
  })

  for (const { name, section, exchanges } of vectors)
    it(`sends the bytes given in the sources: ${name} (${section})`, async () => {
      const { channel, left } = scripted(exchanges)
      await operations[name]?.(channel)
      assert.deepEqual(left(), [])
    })

  it('matches each generation of these cards, and not ours', async () => {
    for (const atr of [
      '3BDD96008031FE450031B8640429ECC1739401808349',
      '3BDD96008031FE450031B8640429ECC1739401808248',
      '3BDF96008031FE450031B8640429ECC173940180829000DA',
    ]) {
      const historicalBytes = historicalBytesOf(fromHex(atr))
      assert.ok(historicalBytes && s42.recognises(historicalBytes), atr)
      assert.ok(!myEid.recognises(historicalBytes))
    }
    const own = historicalBytesOf(fromHex('3BF59600008131FE454F734549441C'))
    assert.ok(own && myEid.recognises(own) && !s42.recognises(own))
  })

  it('sends nothing to an unknown card, such as a citizen’s', async () => {
    for (const atr of ['3B7F96000080318065B085051024122460829000', '3BDD96', '']) {
      const { channel } = scripted([])
      const recognised = await recogniseCard({ ...channel, atr: fromHex(atr) })
      assert.deepEqual(recognised, {
        ok: false,
        refusal: { kind: 'card-unreadable', file: 'answer to reset' },
      })
    }
  })

  it('stops reading a file that has no end, or is not DER', async () => {
    const start: readonly Exchange[] = [
      ['00A4040C0CA000000063504B43532D3135', '9000'],
      ['00A4020C024331', '9000'],
    ]
    const whole = `${'00'.repeat(128)}9000`
    const endless: readonly Exchange[] = [
      ['00B0000080', `308400FFFFFF${'00'.repeat(122)}9000`],
      ['00B0008080', '6B00'],
    ]
    for (const rest of [endless, [['00B0000080', `3080${whole.slice(4)}`] as const]]) {
      const read = await readOrganisationFile(
        scripted([...start, ...rest]).channel,
        'authentication',
      )
      assert.equal(read.ok, false)
    }
  })
})

async function read(
  channel: CardChannel,
  which: Parameters<typeof readOrganisationFile>[1],
): Promise<Uint8Array | undefined> {
  const found: Result<Uint8Array | undefined, unknown> = await readOrganisationFile(channel, which)
  return accept(found)
}

async function sendAll(channel: CardChannel, commands: readonly Command[]): Promise<void> {
  for (const command of commands) await send(channel, command)
}

/** A card that expects these commands in this order. */
function scripted(exchanges: readonly Exchange[]) {
  const waiting = [...exchanges]
  const channel: CardChannel = {
    atr: new Uint8Array(),
    transmit: (apdu) => {
      const [command, response] = waiting.shift() ?? ['nothing more', '']
      assert.equal(toHex(apdu), command)
      return Promise.resolve(fromHex(response))
    },
    reset: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
  return { channel, left: () => waiting }
}
