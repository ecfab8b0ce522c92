import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseSignRequest, versionIn } from './request.ts'

const origin = 'https://hospital.example'
const text = Buffer.from('The patient is well.').toString('base64')
const challenge = Buffer.from(`${origin};${'n'.repeat(64)}`).toString('base64')

const read = (json: unknown) => {
  const parsed = parseSignRequest(json, origin)
  return parsed.ok
    ? { purpose: parsed.value.purpose, hash: parsed.value.hash }
    : parsed.refusal.kind
}

/** The forms that programs in use send, in our own words: what they omit, and how they write values. */
describe('a request of an existing client is read', () => {
  for (const [client, json, expected] of [
    [
      'the module that the population register gave out in 2016: version 1.0, all but the content may be missing',
      { version: '1.0', content: text },
      { purpose: 'signature', hash: 'SHA256' },
    ],
    [
      'the same with every argument given',
      {
        version: '1.0',
        content: text,
        contentType: 'data',
        hashAlgorithm: 'SHA256',
        signatureType: 'signature',
        selector: { keyusages: ['nonrepudiation'], keyalgorithms: ['rsa'] },
      },
      { purpose: 'signature', hash: 'SHA256' },
    ],
    [
      'prescriptions: version 1.1, the signature key',
      {
        version: '1.1',
        selector: { keyusages: ['nonrepudiation'], keyalgorithms: ['rsa', 'ecc'], issuers: [] },
        content: text,
        contentType: 'data',
        hashAlgorithm: 'SHA256',
        signatureType: 'signature',
      },
      { purpose: 'signature', hash: 'SHA256' },
    ],
    [
      'a log-in of the identification service: the authentication key',
      {
        version: '1.1',
        selector: { keyusages: ['digitalsignature'] },
        content: challenge,
        contentType: 'data',
        hashAlgorithm: 'SHA384',
        signatureType: 'signature',
      },
      { purpose: 'authentication', hash: 'SHA384' },
    ],
    [
      'key usages spelt as in X.509',
      { content: challenge, selector: { keyusages: ['digitalSignature'] } },
      { purpose: 'authentication', hash: 'SHA256' },
    ],
    [
      'nulls for what is not said',
      { version: null, content: text, contentType: null, hashAlgorithm: null, selector: null },
      { purpose: 'signature', hash: 'SHA256' },
    ],
    [
      'fields that this program does not know',
      { content: text, selector: { keyusages: null, thumbprint: 'aa' }, another: true },
      { purpose: 'signature', hash: 'SHA256' },
    ],
    [
      'a hash written with a hyphen, base64 with line breaks',
      { content: `${text.slice(0, 8)}\r\n${text.slice(8)}\n`, hashAlgorithm: 'sha-512' },
      { purpose: 'signature', hash: 'SHA512' },
    ],
    [
      'a digest',
      {
        content: Buffer.alloc(48).toString('base64'),
        contentType: 'digest',
        hashAlgorithm: 'SHA384',
      },
      { purpose: 'signature', hash: 'SHA384' },
    ],
  ] as const)
    it(client, () => {
      assert.deepEqual(read(json), expected)
    })
})

describe('a request is refused', () => {
  for (const [why, json, kind] of [
    ['without content', { contentType: 'data' }, 'malformed'],
    ['with content that is no base64', { content: 'ä!' }, 'malformed'],
    [
      'with selectors of another shape',
      { content: text, selector: { keyusages: 'x' } },
      'malformed',
    ],
    ['that is an array', [text], 'malformed'],
    ['that is nothing', undefined, 'malformed'],
    ['for SHA-1', { content: text, hashAlgorithm: 'SHA1' }, 'not-supported'],
    ['for an XML signature', { content: text, signatureType: 'xml' }, 'not-supported'],
    [
      'for a key of another use',
      { content: text, selector: { keyusages: ['encipher'] } },
      'not-supported',
    ],
    [
      'for a digest of another length',
      { content: text, contentType: 'digest' },
      'wrong-digest-length',
    ],
    [
      'that hides the challenge of a log-in in an envelope',
      { content: challenge, signatureType: 'cms', selector: { keyusages: ['digitalsignature'] } },
      'not-supported',
    ],
  ] as const)
    it(why, () => {
      assert.equal(read(json), kind)
    })

  for (const [why, challenged, kind] of [
    [
      'another site',
      `https://hospital.example.attacker.example;${'n'.repeat(64)}`,
      'foreign-challenge',
    ],
    ['another port', `https://hospital.example:8443;${'n'.repeat(64)}`, 'foreign-challenge'],
    ['other letters', `https://HOSPITAL.example;${'n'.repeat(64)}`, 'foreign-challenge'],
    ['a slash', `https://hospital.example/;${'n'.repeat(64)}`, 'foreign-challenge'],
    ['a space before it', ` https://hospital.example;${'n'.repeat(64)}`, 'foreign-challenge'],
    ['no nonce', `${origin};`, 'short-nonce'],
    ['63 bytes of nonce', `${origin};${'n'.repeat(63)}`, 'short-nonce'],
  ] as const)
    it(`for a log-in whose challenge has ${why}`, () => {
      const content = Buffer.from(challenged).toString('base64')
      assert.equal(read({ content, selector: { keyusages: ['digitalsignature'] } }), kind)
    })
})

describe('the version of a response', () => {
  it("is the client's own where it is supported here, else the newest", () => {
    for (const version of ['1.0', '1.1', '1.2']) assert.equal(versionIn({ version }), version)
    for (const json of [{ version: '1.3' }, { version: 1.1 }, {}, undefined])
      assert.equal(versionIn(json), '1.2')
  })
})
