import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { instant } from '@sotevarmenne/kernel/instant'
import { labels, pinLabels } from './labels.ts'
import { certificatePaths, keySlots } from './layout.ts'
import {
  decodeCertificateEntries,
  decodePins,
  decodeTokenInfo,
  encodeCertificates,
  encodePins,
  encodePrivateKeys,
  encodeTokenInfo,
  encodeTrustedCertificates,
} from './pkcs15.ts'

const languages = ['fi', 'sv', 'en'] as const

describe('the PKCS#15 directories of a card', () => {
  it('are parsed to what was written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 9 }), { minLength: 17, maxLength: 17 }),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }),
        fc.constantFrom(...languages),
        fc.integer({ min: 0, max: 4_000_000_000_000 }),
        (digits, label, language, at) => {
          const token = { cardNumber: digits.join(''), label, language }
          assert.deepEqual(decodeTokenInfo(encodeTokenInfo(token, instant(at))), token)
        },
      ),
    )
  })

  it('contain the PINs’ min length, and eight digits as the max', () => {
    for (const minLength of [4, 5, 6, 7, 8])
      assert.deepEqual(
        decodePins(encodePins({ minLength })),
        [1, 2].map((reference) => ({ reference, minLength, maxLength: 8 })),
      )
  })

  it('lead to each certificate, in every language', () => {
    for (const language of languages) {
      assert.deepEqual(decodeCertificateEntries(encodeCertificates(language)), [
        { id: keySlots.authentication.id, path: certificatePaths.authentication },
        { id: keySlots.signature.id, path: certificatePaths.signature },
      ])
      assert.deepEqual(
        decodeCertificateEntries(encodeTrustedCertificates(language))?.map(({ path }) => path),
        [certificatePaths.issuer, certificatePaths.root],
      )
    }
  })

  it('label the objects in the holder’s language', () => {
    for (const language of languages) {
      const { key, certificate } = labels[language]
      const includes = (directory: Uint8Array, name: string) => {
        assert.ok(Buffer.from(directory).includes(Buffer.from(name)), `${language}: ${name}`)
      }
      includes(encodePrivateKeys('p384', language), key.authentication)
      includes(encodePrivateKeys('rsa3072', language), key.signature)
      includes(encodeCertificates(language), certificate.authentication)
      includes(encodeCertificates(language), certificate.signature)
      includes(encodeTrustedCertificates(language), certificate.issuer)
      includes(encodeTrustedCertificates(language), certificate.root)
      includes(encodePins({ minLength: 4 }), pinLabels.signature)
    }
    const names = languages.map((language) => JSON.stringify(labels[language]))
    assert.equal(new Set(names).size, languages.length)
  })

  it('are reported as unreadable when broken, without an exception', () => {
    const whole = [
      encodeTokenInfo({ cardNumber: '1'.repeat(17), label: 'TEST', language: 'fi' }, instant(0)),
      encodePins({ minLength: 4 }),
      encodeCertificates('fi'),
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.nat(),
        fc.nat({ max: 255 }),
        fc.nat(),
        (bytes, at, byte, cut) => {
          const broken = bytes.slice(0, bytes.length - (cut % 4))
          broken[at % broken.length] = byte
          for (const decode of [decodeTokenInfo, decodePins, decodeCertificateEntries])
            assert.doesNotThrow(() => decode(broken))
        },
      ),
      { numRuns: 500 },
    )
  })
})
