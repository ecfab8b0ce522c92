import assert from 'node:assert/strict'
import { generateKeyPairSync, verify, type KeyObject } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { createBlankCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import {
  startVirtualReader,
  whyNoVirtualReader,
  type VirtualReader,
} from '@sotevarmenne/tests/card/virtual-reader'

const soPin = ['--so-pin', '00000000']
const code = '12345678'
const pins = { pin1: '1234', pin2: '123456' }
const token = { pin1: 'TEST card (PIN1)', pin2: 'TEST card (PIN2)' }

/** What a holder and a card office do with Debian's OpenSC alone: of our code only the card is used. */
describe('Debian’s OpenSC and the virtual card', { skip: whyNoVirtualReader() ?? false }, () => {
  let reader: VirtualReader
  before(async () => {
    reader = await startVirtualReader()
  })
  after(() => reader.stop())

  const file = (name: string) => path.join(reader.directory, name)

  const run = async (program: string, ...words: readonly string[]) => {
    const { code: ended, output } = await reader.run(program, words)
    assert.equal(ended, 0, `${program} ${words.join(' ')}\n${output}`)
    return output
  }
  const runInVain = async (program: string, ...words: readonly string[]) => {
    const { code: ended, output } = await reader.run(program, words)
    assert.notEqual(ended, 0, `${program} ${words.join(' ')}\n${output}`)
    return output
  }

  /** Saves the key as a PEM file, with a certificate of its own. */
  const keep = async (name: string, key: KeyObject) => {
    await writeFile(file(`${name}.key`), key.export({ type: 'pkcs8', format: 'pem' }))
    await run(
      'openssl',
      ...['req', '-x509', '-new', '-key', file(`${name}.key`), '-subj', `/CN=TEST ${name}`],
      ...['-out', file(`${name}.pem`)],
    )
  }

  const signs = async (
    which: 'pin1' | 'pin2',
    id: string,
    mechanism: string,
    hash: string,
    key: KeyObject | string,
  ) => {
    await writeFile(file('message'), 'potilasasiakirja')
    await run(
      'pkcs11-tool',
      ...['--token-label', token[which], '--login', '--pin', pins[which]],
      ...['--sign', '--id', id, '--mechanism', mechanism, '--signature-format', 'openssl'],
      ...['--input-file', file('message'), '--output-file', file('signature')],
    )
    const signature = await readFile(file('signature'))
    assert.ok(verify(hash, await readFile(file('message')), key, signature), `key ${id}`)
  }

  /** Tries left for a PIN, as pkcs15-tool reports for a freshly powered card. */
  const triesLeft = async (pinName: string) => {
    await run('opensc-tool', '--reset')
    const dump = await run('pkcs15-tool', '--list-pins')
    const pin = dump.split(/^PIN /m).find((part) => part.startsWith(`[${pinName}]`))
    return Number(/Tries left +: (\d+)/.exec(pin ?? '')?.[1])
  }

  it('go through a whole life cycle: produced from a blank card, loaded, activated, used, and wiped', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    await keep('auth', rsa.privateKey)
    await keep('sig', ec.privateKey)
    const inserted = await reader.insert(await createBlankCard())
    const init = (...words: readonly string[]) => run('pkcs15-init', ...words)
    try {
      for (const life of ['first', 'second']) {
        await init('--create-pkcs15', ...soPin, '--so-puk', '00000000', '--label', 'TEST card')
        for (const [authId, pin] of [
          ['01', 'pin1'],
          ['02', 'pin2'],
        ] as const)
          await init(
            ...['--store-pin', '--auth-id', authId, '--label', pin.toUpperCase()],
            ...['--pin', pins[pin], '--puk', code, ...soPin],
          )
        const withPin1 = ['--auth-id', '01', '--pin', pins.pin1]
        const loaded = ['--store-private-key', file('auth.key'), '--id', '45']
        await init(...loaded, '--key-usage', 'sign,decrypt', ...withPin1)
        await init(
          ...['--store-private-key', file('sig.key'), '--auth-id', '02', '--id', '46'],
          ...['--key-usage', 'nonRepudiation', '--user-consent', '1', '--pin', pins.pin2],
        )
        await init(
          '--generate-key',
          'ec/secp521r1',
          '--id',
          '50',
          '--label',
          'created',
          ...withPin1,
        )
        await init('--store-certificate', file('auth.pem'), '--id', '45', '--pin', pins.pin1)
        await init('--store-certificate', file('sig.pem'), '--id', '46', '--pin', pins.pin2)
        await init('--finalize')
        const later = ['--generate-key', 'rsa/2048', '--id', '51', '--label', 'made later']
        await init(...later, '--key-usage', 'sign', ...withPin1, ...soPin)

        const dump = await run('pkcs15-tool', '--dump')
        assert.equal(dump.match(/^Private (RSA|EC) Key/gm)?.length, 4, dump)
        assert.equal(dump.match(/^X\.509 Certificate/gm)?.length, 2, dump)
        await signs('pin1', '45', 'SHA256-RSA-PKCS', 'sha256', rsa.publicKey)
        await signs('pin2', '46', 'ECDSA-SHA384', 'sha384', ec.publicKey)
        for (const [id, mechanism, hash] of [
          ['50', 'ECDSA-SHA512', 'sha512'],
          ['51', 'SHA256-RSA-PKCS', 'sha256'],
        ] as const)
          await signs('pin1', id, mechanism, hash, await publicKey(id))
        for (const which of ['pin1', 'pin2'] as const) {
          const login = ['--token-label', token[which], '--login', '--pin', pins[which]]
          assert.match(await run('pkcs11-tool', ...login, '--test'), /No errors/, life)
        }

        if (life === 'first') await init('--erase-card', ...soPin)
        else {
          await run('opensc-tool', '--reset')
          assert.match((await eraseAtTerminal('11111111')).output, /incorrect/)
          assert.equal((await eraseAtTerminal('00000000')).code, 0)
        }
        assert.match(await runInVain('pkcs15-tool', '--dump'), /Unsupported card/)
      }
    } finally {
      await inserted.remove()
    }
  })

  /**
   * pkcs15-init creates a new master file that only the security officer can delete, and then requests that
   * PIN at a terminal, despite its command line. It is typed repeatedly, as the tool discards what was typed
   * too early.
   */
  const eraseAtTerminal = (pin: string) =>
    reader.run('sh', [
      '-c',
      `while echo ${pin}; do sleep 0.1; done | script -qec 'pkcs15-init --erase-card' /dev/null`,
    ])

  const publicKey = async (id: string) => {
    await run('pkcs15-tool', '--read-public-key', id, '--output', file(`${id}.pub`))
    return readFile(file(`${id}.pub`), 'utf8')
  }

  it('change PINs, count the wrong ones, block them and unblock them by the code', async () => {
    const { card, plan } = await makePersonalisedCard({ pins })
    const inserted = await reader.insert(card)
    const tool = (...words: readonly string[]) => run('pkcs15-tool', ...words)
    const toolInVain = (...words: readonly string[]) => runInVain('pkcs15-tool', ...words)
    try {
      for (const [name, authId, pin] of [
        ['PIN1', '01', pins.pin1],
        ['PIN2', '02', pins.pin2],
      ] as const) {
        const changing = ['--change-pin', '--auth-id', authId, '--pin']
        const verifying = ['--verify-pin', '--auth-id', authId, '--pin']
        await tool(...changing, pin, '--new-pin', '654321')
        assert.match(await toolInVain(...verifying, pin), /incorrect/)
        assert.equal(await triesLeft(name), 4)
        await tool(...verifying, '654321')
        assert.equal(await triesLeft(name), 5)

        for (let left = 4; left >= 0; left -= 1) {
          await toolInVain(...changing, pin, '--new-pin', '1111')
          assert.equal(await triesLeft(name), left)
        }
        assert.match(await toolInVain(...verifying, '654321'), /blocked/)
        assert.match(await run('pkcs11-tool', '--list-slots'), /user PIN locked/)

        const unblocking = ['--unblock-pin', '--auth-id', authId, '--new-pin', pin, '--puk']
        assert.match(await toolInVain(...unblocking, '00000000'), /incorrect/)
        await tool(...unblocking, plan.activationCode)
        await tool(...verifying, pin)
        assert.doesNotMatch(await run('pkcs11-tool', '--list-slots'), /user PIN locked/)
      }
    } finally {
      await inserted.remove()
    }
  })
})
