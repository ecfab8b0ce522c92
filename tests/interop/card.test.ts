import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openPcscReader } from '@sotevarmenne/smartcard/pcsc'
import { wipe } from '@sotevarmenne/smartcard/personaliser'
import { accept, aPlan, makePersonalisedCard, personalise } from '@sotevarmenne/smartcard/testing'
import { readCard, signWith } from '@sotevarmenne/smartcard/use'
import { createBlankCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import {
  startVirtualReader,
  whyNoVirtualReader,
  type VirtualReader,
} from '@sotevarmenne/tests/card/virtual-reader'

const pins = { pin1: '1234', pin2: '123456' }
const token = {
  authentication: 'TEST-AMMATTIKORTTI (PIN1)',
  signature: 'TEST-AMMATTIKORTTI (PIN2)',
}
const message = 'potilasasiakirja'

describe('stock tools at a virtual card', { skip: whyNoVirtualReader() ?? false }, () => {
  let reader: VirtualReader
  before(async () => {
    reader = await startVirtualReader()
    process.env['PCSCLITE_CSOCK_NAME'] = reader.socket
  })
  after(() => reader.stop())

  const run = async (program: string, ...words: readonly string[]) => {
    const { code, output } = await reader.run(program, words)
    assert.equal(code, 0, `${program} ${words.join(' ')}\n${output}`)
    return output
  }

  for (const [keyAlgorithm, mechanism, hash] of [
    ['p384', 'ECDSA-SHA384', 'sha384'],
    ['rsa3072', 'SHA256-RSA-PKCS', 'sha256'],
  ] as const) {
    it(`find two PINs, two keys and four certificates, and sign with both (${keyAlgorithm})`, async () => {
      const { card, started } = await makePersonalisedCard({ plan: { keyAlgorithm }, pins })
      const inserted = await reader.insert(card)
      try {
        const dump = await run('pkcs15-tool', '--dump')
        for (const expected of [
          'PKCS#15 Card [TEST-AMMATTIKORTTI]',
          'PIN [PIN1]',
          'PIN [PIN2]',
          '[todentamisavain]',
          '[allekirjoitusavain]',
          '[todentamisvarmenne]',
          '[allekirjoitusvarmenne]',
          '[varmentajan varmenne]',
          '[juurivarmenne]',
        ])
          assert.ok(dump.includes(expected), `${expected} is not in\n${dump}`)

        const input = path.join(reader.directory, 'message')
        await writeFile(input, message)
        for (const { purpose, spki } of started.keys) {
          const isLogin = purpose === 'authentication'
          const output = path.join(reader.directory, `${keyAlgorithm}-${purpose}`)
          await run(
            'pkcs11-tool',
            ...['--token-label', token[purpose], '--login'],
            ...['--pin', isLogin ? pins.pin1 : pins.pin2, '--sign', '--id', isLogin ? '45' : '46'],
            ...['--mechanism', mechanism, '--signature-format', 'openssl'],
            ...['--input-file', input, '--output-file', output],
          )
          const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
          const signature = await readFile(output)
          assert.ok(verify(hash, Buffer.from(message), key, signature), purpose)
          const pem = path.join(reader.directory, `${keyAlgorithm}-${purpose}.pem`)
          await writeFile(pem, key.export({ format: 'pem', type: 'spki' }))
          const said = await run(
            'openssl',
            ...['dgst', `-${hash}`, '-verify', pem, '-signature', output, input],
          )
          assert.match(said, /Verified OK/)
        }
        for (const [label, pin] of [
          [token.authentication, pins.pin1],
          [token.signature, pins.pin2],
        ] as const)
          assert.match(
            await run('pkcs11-tool', '--token-label', label, '--login', '--pin', pin, '--test'),
            /No errors/,
          )
      } finally {
        await inserted.remove()
      }
    })
  }

  it('activate a delivered card by its activation code', async () => {
    const { card, plan } = await makePersonalisedCard()
    const inserted = await reader.insert(card)
    try {
      assert.match(await run('pkcs11-tool', '--list-slots'), /user PIN locked/)
      for (const [id, pin] of [
        ['01', pins.pin1],
        ['02', pins.pin2],
      ] as const)
        await run(
          'pkcs15-tool',
          ...['--unblock-pin', '--auth-id', id, '--puk', plan.activationCode, '--new-pin', pin],
        )
      assert.doesNotMatch(await run('pkcs11-tool', '--list-slots'), /user PIN locked/)
    } finally {
      await inserted.remove()
    }
  })

  it('read a card that our personaliser produced through PC/SC, wiped, and produced again', async () => {
    const inserted = await reader.insert(await createBlankCard())
    try {
      for (const keyAlgorithm of ['p384', 'rsa3072'] as const) {
        const channel = await openPcscReader(reader.names[0])
        const plan = aPlan({ keyAlgorithm })
        await personalise(channel, plan)
        await channel.close()
        assert.match(await run('pkcs15-tool', '--dump'), /\[allekirjoitusvarmenne\]/)

        const again = await openPcscReader(reader.names[0])
        accept(await wipe(again, plan.adminKey))
        await again.close()
      }
    } finally {
      await inserted.remove()
    }
  })

  it('leave a refusal when a card is removed from PC/SC', async () => {
    const { card } = await makePersonalisedCard({ pins })
    const inserted = await reader.insert(card, 1)
    const channel = await openPcscReader(reader.names[1])
    const signed = await signWith(channel, {
      purpose: 'authentication',
      pin: pins.pin1,
      algorithm: 'ecdsa-sha384',
      data: new TextEncoder().encode(message),
    })
    assert.ok(signed.ok)
    await inserted.remove()
    const read = await readCard(channel)
    assert.deepEqual(read, { ok: false, refusal: { kind: 'card-removed' } })
    await channel.close()
  })
})
