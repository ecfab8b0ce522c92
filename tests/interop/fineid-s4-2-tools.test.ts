import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import {
  startVirtualReader,
  whyNoVirtualReader,
  type VirtualReader,
} from '@sotevarmenne/tests/card/virtual-reader'

const layout = 'fineid-s4-2'
const pins = { pin1: '1234', pin2: '123456' }
const label = 'TEST-AMMATTIKORTTI'

/**
 * OpenSC knows no card of this layout by its answer to reset. Its driver for FINEID cards of former years
 * (SetCOS 4.4, type 6100) reads them by one entry in its configuration, and uses RSA keys only.
 */
const configuration = `app default {
  card_atr 3b:dd:96:00:80:31:fe:45:00:31:b8:64:04:29:ec:c1:73:94:01:80:83:49 {
    driver = "setcos";
    type = 6100;
  }
}
`

describe(
  'Debian’s OpenSC and a card that is produced in the FINEID S4-2 layout',
  { skip: whyNoVirtualReader() ?? false },
  () => {
    let reader: VirtualReader
    before(async () => {
      reader = await startVirtualReader()
      await writeFile(path.join(reader.directory, 'opensc.conf'), configuration)
    })
    after(() => reader.stop())

    const run = async (program: string, ...words: readonly string[]) => {
      const { code, output } = await reader.run(program, words, {
        OPENSC_CONF: path.join(reader.directory, 'opensc.conf'),
      })
      assert.equal(code, 0, `${program} ${words.join(' ')}\n${output}`)
      return output
    }

    for (const [keyAlgorithm, kind] of [
      ['p384', 'EC'],
      ['rsa2048', 'RSA'],
    ] as const)
      it(`find every object by its directories (${keyAlgorithm})`, async () => {
        const { card, plan } = await makePersonalisedCard({ layout, plan: { keyAlgorithm } })
        const inserted = await reader.insert(card)
        try {
          const dump = await run('pkcs15-tool', '--dump')
          assert.match(dump, new RegExp(`PKCS#15 Card \\[${label}\\]`))
          const digits = Buffer.from(plan.cardNumber).toString('hex')
          assert.match(dump, new RegExp(`Serial number +: ${digits}`))
          for (const [pin, reference, where, length] of [
            ['PIN1', '3 (0x03)', '3f005015', 'min_len:4, max_len:8'],
            ['PIN2', '4 (0x04)', '3f005016', 'min_len:4, max_len:8'],
            ['PUK', '18 (0x12)', '3f005015', 'min_len:8, max_len:8'],
          ] as const) {
            const part = partOf(dump, `PIN [${pin}]`)
            assert.ok(part.includes(`Reference      : ${reference}`), part)
            assert.ok(part.includes(`Path           : ${where}`), part)
            assert.ok(part.includes(length), part)
          }
          for (const [key, reference, where] of [
            ['todentamisavain', '1 (0x01)', '3f005015'],
            ['allekirjoitusavain', '130 (0x82)', '3f005016'],
          ] as const) {
            const part = partOf(dump, `Private ${kind} Key [${key}]`)
            assert.ok(part.includes(`Key ref        : ${reference}`), part)
            assert.ok(part.includes(`Path           : ${where}`), part)
          }
          for (const [certificate, where] of [
            ['todentamisvarmenne', '3f0050154331'],
            ['allekirjoitusvarmenne', '3f0050164332'],
            ['varmentajan varmenne', '3f004333'],
            ['juurivarmenne', '3f004334'],
          ] as const) {
            const part = partOf(dump, `X.509 Certificate [${certificate}]`)
            assert.ok(part.includes(`Path           : ${where}`), part)
          }
        } finally {
          await inserted.remove()
        }
      })

    it('change its PINs, and sign and decipher by its keys without an error', async () => {
      const { card } = await makePersonalisedCard({
        ...{ layout, plan: { keyAlgorithm: 'rsa2048' }, pins },
      })
      const inserted = await reader.insert(card)
      try {
        for (const [which, authId, pin, newPin] of [
          ['PIN1', '01', pins.pin1, '25802580'],
          ['PIN2', '02', pins.pin2, '147036'],
        ] as const) {
          const changing = ['--change-pin', '--auth-id', authId, '--pin', pin]
          await run('pkcs15-tool', ...changing, '--new-pin', newPin)
          const login = ['--token-label', `${label} (${which})`, '--login', '--pin', newPin]
          assert.match(await run('pkcs11-tool', ...login, '--test'), /No errors/, which)
        }
      } finally {
        await inserted.remove()
      }
    })
  },
)

/** The object of the dump with this heading. */
function partOf(dump: string, heading: string): string {
  const part = dump.split(/\n\n+/).find((each) => each.trimStart().startsWith(heading))
  assert.ok(part, `${heading} in\n${dump}`)
  return part
}
