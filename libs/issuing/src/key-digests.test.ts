import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { readCas } from './issuer-file.ts'
import { keyDigests } from './key-digests.ts'

/**
 * Keys of i386 and amd64, with a file of random bytes that was read, or was empty; our own program made the
 * second one.
 */
const debianKeys = [
  [
    'RSA-2048',
    'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAnI+t1UIyb6mbKMTzWRJunXJpKInr9olQTYylzYy0p44u' +
      'VNkfnP9baG7k11Gim+nKVdlPQuMp0Qj1XuApl8hgdKYFV2OvTgjN31wOvC86w2GbFy6sMSiZRiy/H0Z8N+3Omreh' +
      'XKvWfp4WYSFuNz0UJZrkbrcyZiWnJETLmqsAusll3Z4tbjicCccsjDmw1al6EVBZl6mglGz7qAolyu7tlirY8NBC' +
      'g1tPGBBSejL6pCBI854ho6K/sFu7oCXqEZOweyptmrq2xYwdjCjWCl5JJnuif4vLZ/JaZ/Di6A45Y8v0gwSk/wqt' +
      'o473LqtisMKQuhrryUFTKJvTrFTVU+32rQIDAQAB',
  ],
  [
    'RSA-2048 of amd64',
    'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAse4MMoh+oiXgwdsVLE0y3TbPUIX4139ytTgYov3U1AaN' +
      '3VxAN1E9Sq5uPFF8NnNhTeek4x0lfWg9MlibAMktU91W/NblJegwyfqJflnQrVZbchONRX4nRg61Ys/O4JlMnGWl' +
      'DCQJwIySL0LPYMQgCW35V/gYPO47WLxNiTJFekrjrhsQ1zfRg+j2RME6Onw7WS1j9pD2EKU/URSg/ek6KujceYEi' +
      'spSGc6vvImwuYgVSjRlwJ0irH9Kl62KrxxFtHnHNJmnB5kcnlOHLLS1gMQNkuJq1/h4I7QB9TDS0G+5JGX1rTyEt' +
      'syvWPnqxpd+RSAatQeHVtxrr7Hp9YCORHQIDAQAB',
  ],
  [
    'P-384',
    'MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEas7+Ng4iJ24Rk7JjHro2flUCzSmsPcfyl2njarIykcuiDGvsLEJd9hqr' +
      'Yb9+Ial5bXCCIqXVbuAHmQFsX47anU5X2Ca4/BgprGZQG12DKzW6Wdn/Md/r5a3Vgy2Bx2o+',
  ],
  [
    'P-256',
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAELR84HzAKhumRq2mkzB56y93Xrv0/xSP6XL5WKgyPkeGPhgoZUYV7' +
      'F7z9CRRZGqNMlmH35qTw8EbkBrkqtcIYRw==',
  ],
] as const

describe('keys with a publicly known private key (R301)', () => {
  for (const [name, key] of [
    [
      'testRSA2048',
      'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsPnoGUOnrpiSqt4XynxA+HRP7S+BSObI6qJ7fQAVSPtR' +
        'kqsotWxQYLEYzNEx5ZSHTGypibVsJylvCfuToDTfMul8b/CZjP2Ob0LdpYrNH6l5hvFE89FU1nZQF15oVLOpUgA7' +
        'wGiHuEVawrGfey92UE68mOyUVXGweJIVDdxqdMoPvNNUl86BU02vlBiESxOuox+dWmuVV7vfYZ79Toh/LUK43YvJ' +
        'h+rhv4nKuF7iHjVjBd9sB6iDjj70HFldzOQ9r8SRI+9NirupPTkF5AKNe6kUhKJ1luB7S27ZkvB3tSTT3P593VVJ' +
        'vnzOjaA1z6Cz+4+eRvcysqhrRgFlwI9TEwIDAQAB',
    ],
    [
      'testECCP256',
      'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQiVI+I+3gv+17KN0RFLHKh5Vj71vc75eSOkyMsxFxbFsTNEMTLjV' +
        'uKFxOelIgsiZJXKZNCX0FBmrfpCkKklCcg==',
    ],
    [
      'testECCP384',
      'MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEWwkBuIUjKW65GdUP+hqcs3S8TUCVhigr/soRsdla27VHNK9XC/grcijP' +
        'ImvPTCXdvP47GjrTlDDv92Ph1o0uFR2Rcgt3lbWNprNGOWE6j7m1qNpIxnRxF/mRnoQk837I',
    ],
  ] as const)
    it(`include those of RFC 9500: ${name}`, () => {
      const fingerprint = keyDigests.fingerprintOf(Buffer.from(key, 'base64'))
      for (const { id, blockedKeys } of readCas().issuers)
        assert.ok(blockedKeys.has(fingerprint), id)
    })

  for (const [name, key] of debianKeys)
    it(`include those of Debian's broken generator (CVE-2008-0166): ${name}`, () => {
      assert.ok(keyDigests.isGuessable(keyDigests.fingerprintOf(Buffer.from(key, 'base64'))))
    })

  it('do not include newly generated ones', () => {
    for (const namedCurve of ['P-256', 'P-384']) {
      const { publicKey } = generateKeyPairSync('ec', { namedCurve })
      const spki = publicKey.export({ format: 'der', type: 'spki' })
      assert.ok(!keyDigests.isGuessable(keyDigests.fingerprintOf(spki)))
    }
  })

  it('are sorted and unique in their file, so that they are found', () => {
    const crl = readFileSync(new URL('debian-weak-keys.bin', import.meta.url))
    assert.equal(crl.length % 6, 0)
    for (let at = 6; at < crl.length; at += 6)
      if (crl.readUIntBE(at - 6, 6) >= crl.readUIntBE(at, 6)) assert.fail(`at ${String(at)}`)
  })
})
