import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parsePkcs11Uri } from './uri.ts'

describe('a PKCS#11 URI (RFC 7512)', () => {
  const rest = '?module-path=/usr/lib/hsm.so&pin-source=file:/run/pin'

  it('says where the key is, with percent-encoded bytes', () => {
    assert.deepEqual(
      parsePkcs11Uri(`pkcs11:token=TEST%20CA;object=root-g1-ecc;id=%00%ff;type=private${rest}`),
      {
        ok: true,
        value: {
          modulePath: '/usr/lib/hsm.so',
          pinFile: '/run/pin',
          tokenLabel: 'TEST CA',
          keyLabel: 'root-g1-ecc',
          keyId: '00ff',
        },
      },
    )
  })

  it('may name the token by its serial number and the file by a URI with two slashes', () => {
    const read = parsePkcs11Uri('pkcs11:serial=0a1b;id=%01?pin-source=file:///p&module-path=/m.so')
    assert.deepEqual(read.ok && read.value, {
      modulePath: '/m.so',
      pinFile: '/p',
      tokenSerial: '0a1b',
      keyId: '01',
    })
  })

  for (const [why, uri] of [
    ['another scheme', `file:/x${rest}`],
    ['no token', `pkcs11:object=a${rest}`],
    ['no key', `pkcs11:token=a${rest}`],
    ['no module', 'pkcs11:token=a;object=b?pin-source=file:/p'],
    ['no PIN', 'pkcs11:token=a;object=b?module-path=/m.so'],
    ['the PIN itself', `pkcs11:token=a;object=b${rest}&pin-value=1234`],
    ['a PIN from a program', 'pkcs11:token=a;object=b?module-path=/m.so&pin-source=%7C/bin/pin'],
    ['a relative path', 'pkcs11:token=a;object=b?module-path=/m.so&pin-source=file:pin'],
    ['a public key', `pkcs11:token=a;object=b;type=public${rest}`],
    ['an attribute twice', `pkcs11:token=a;token=b;object=b${rest}`],
    ['an attribute of no meaning', `pkcs11:token=a;object=b;slot-id=1${rest}`],
    ['half a percent sign', `pkcs11:token=a%4;object=b${rest}`],
    ['a fragment', `pkcs11:token=a;object=b${rest}#c`],
  ] as const)
    it(`is refused with ${why}`, () => {
      const read = parsePkcs11Uri(uri)
      assert.equal(!read.ok && read.refusal.kind, 'malformed-uri')
    })
})
