import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readDer, type DerNode } from '@sotevarmenne/x509/der'
import { decodeOcspRequest } from '@sotevarmenne/x509/ocsp'
import { aCa, valueOf } from '@sotevarmenne/x509/testing'
import { fastPathParser } from './fast-path-parser.ts'
import { integerContent } from './serial-table.ts'
import { aRequest, aSerial } from './testing.ts'

describe('the fast-path parser', () => {
  const issuer = aCa()
  const other = aCa()
  const { read, request } = fastPathParser(issuer.certificate)
  const nonce = new Uint8Array(32).fill(9)
  const examples = [
    aRequest(issuer, [aSerial(1)]),
    aRequest(issuer, [aSerial(1)], { hash: 'sha256', nonce }),
    aRequest(issuer, [Uint8Array.of(0x9f, 1)], { nonce: Uint8Array.of(1) }),
    aRequest(issuer, [Uint8Array.of(5)], { hash: 'sha256', nonce: new Uint8Array(128).fill(7) }),
  ]

  /** What was accepted last is what the decoder reads. */
  function assertAsDecoded(bytes: Uint8Array, at = 0, end = bytes.length): void {
    const decoded = valueOf(decodeOcspRequest(bytes.slice(at, end)))
    const [requested, ...more] = decoded.requests
    assert.ok(requested !== undefined && more.length === 0)
    const { hash, certIdAt, serialAt, serialLength, nonceAt, nonceLength } = request
    assert.equal(hash, requested.certId.hashAlgorithm)
    const slice = (from: number, length: number) => Buffer.from(bytes.slice(from, from + length))
    assert.deepEqual(
      slice(serialAt, serialLength),
      Buffer.from(integerContent(requested.certId.serial)),
    )
    assert.deepEqual(
      slice(certIdAt, serialAt + serialLength - certIdAt),
      Buffer.from(requested.certIdDer),
    )
    assert.deepEqual(slice(nonceAt, nonceLength), Buffer.from(decoded.nonce ?? []))
  }

  it('accepts requests about one certificate of the issuer, by either digest, with any nonce or none', () => {
    const serials = [[0], [0x7f], aSerial(5), new Uint8Array(20).fill(0xff)]
    // RFC 9654 § 2.1: 1 to 128 bytes. The lengths of the elements thus have all forms.
    for (const hash of ['sha1', 'sha256'] as const)
      for (const serial of serials)
        for (let length = 0; length <= 128; length += 1) {
          const sent = length === 0 ? {} : { nonce: new Uint8Array(length).fill(9) }
          const requested = aRequest(issuer, [Uint8Array.from(serial)], { hash, ...sent })
          // In the middle of other bytes, as on a connection.
          const bytes = Buffer.concat([Buffer.alloc(7, 0x30), requested, Buffer.alloc(7, 0x30)])
          assert.ok(read(bytes, 7, bytes.length - 7), `${hash} ${String(length)}`)
          assertAsDecoded(bytes, 7, bytes.length - 7)
          assert.equal(request.nonceLength, length)
        }
  })

  it('rejects requests about several certificates, about another issuer, or with more in them', () => {
    for (const requested of [
      aRequest(issuer, [aSerial(1), aSerial(2)]),
      aRequest(other, [aSerial(1)]),
      new Uint8Array(0),
      Uint8Array.of(0x30, 0),
      Uint8Array.of(...aRequest(issuer, [aSerial(1)]), 0),
      aRequest(issuer, [new Uint8Array(22).fill(1)]),
      aRequest(issuer, [aSerial(1)], { nonce: new Uint8Array(0) }),
      aRequest(issuer, [aSerial(1)], { nonce: new Uint8Array(129) }),
    ])
      assert.ok(!read(requested, 0, requested.length))
  })

  it('rejects a request of which an element has another tag, another form of its length, or more or less in it', () => {
    let count = 0
    for (const example of examples) {
      const tree = treeOf(valueOf(readDer(example)))
      assert.deepEqual(encoded(tree), Buffer.from(example))
      for (const element of elementsOf(tree))
        for (const changed of changesOf(element)) {
          const bytes = encoded(tree, element, changed)
          assert.ok(!read(bytes, 0, bytes.length), bytes.toString('hex'))
          count += 1
        }
    }
    assert.ok(count > 400, String(count))
  })

  it('rejects serial numbers that are empty, negative or longer than needed, as the decoder does', () => {
    const tree = treeOf(valueOf(readDer(aRequest(issuer, [aSerial(1)]))))
    const integer = elementsOf(tree).find(({ tag }) => tag === 0x02)
    for (const [serial, isRight] of [
      [[], false],
      [[0], true],
      [[0x80], false],
      [[0, 0x7f], false],
      [[0, 0x80], true],
    ] as const) {
      const bytes = encoded(tree, integer, Buffer.of(0x02, serial.length, ...serial))
      assert.equal(read(bytes, 0, bytes.length), isRight, serial.join())
      assert.equal(decodeOcspRequest(bytes).ok, isRight, serial.join())
    }
  })

  it('agrees with the full decoder after any change of the request', () => {
    const change = fc.tuple(fc.nat(300), fc.integer({ min: 0, max: 255 }))
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        fc.array(change, { maxLength: 3 }),
        fc.integer({ min: -3, max: 3 }),
        (example, changes, shift) => {
          const bytes = new Uint8Array(Math.max(0, example.length + shift))
          bytes.set(example.subarray(0, bytes.length))
          for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte
          if (read(bytes, 0, bytes.length)) assertAsDecoded(bytes)
        },
      ),
      { numRuns: 5000, plugins: [fc.interruptAfterTimeLimit(3000)] },
    )
    // One bit after another.
    for (const example of examples)
      for (let bit = 0; bit < example.length * 8; bit += 1) {
        const bytes = example.with(bit >> 3, (example[bit >> 3] ?? 0) ^ (1 << (bit & 7)))
        if (read(bytes, 0, bytes.length)) assertAsDecoded(bytes)
      }
  })
})

type Element = {
  readonly tag: number
  readonly content: Uint8Array
  /** The elements that the content consists of; that of an extension is an OCTET STRING in another. */
  readonly inside: readonly Element[]
}

function treeOf(node: DerNode): Element {
  const { der, content } = node
  const nested = content[0] === 0x04 ? readDer(content) : undefined
  const inside = nested?.ok === true ? [nested.value] : node.children()
  return { tag: der[0] ?? 0, content, inside: inside.map(treeOf) }
}

const elementsOf = (element: Element): readonly Element[] => [
  element,
  ...element.inside.flatMap(elementsOf),
]

/** The bytes of the tree, with others in place of one element. */
function encoded(element: Element, changed?: Element, bytes?: Uint8Array): Buffer {
  if (element === changed) return Buffer.from(bytes ?? [])
  return withHeader(
    element.tag,
    contentOf(element, (each) => encoded(each, changed, bytes)),
  )
}

const contentOf = ({ content, inside }: Element, encode: (element: Element) => Buffer): Buffer =>
  inside.length === 0 ? Buffer.from(content) : Buffer.concat(inside.map(encode))

function withHeader(tag: number, content: Uint8Array): Buffer {
  const { length } = content
  const form = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : longForm(length)
  return Buffer.of(tag, ...form, ...content)
}

const longForm = (length: number): readonly number[] => [0x82, length >> 8, length & 0xff]

/** Other bytes for the element: none is what a common client sends, and few are DER. */
function changesOf({ tag, content, inside }: Element): readonly Buffer[] {
  const { length } = content
  const low = length & 0xff
  const forms = [
    ...(length < 0x80 ? [] : [[low]]),
    ...(length >= 0x80 && length < 0x100 ? [] : [[0x81, low]]),
    ...(length < 0x100 ? [longForm(length)] : []),
    ...[[0x80], [0x83, length >> 8, low], [0x83, 0, length >> 8, low]],
  ]
  const parts = inside.map((each) => encoded(each))
  return [
    withHeader(tag ^ 1, content),
    withHeader(tag ^ 0x20, content),
    ...forms.map((form) => Buffer.of(tag, ...form, ...content)),
    ...(parts.length === 0
      ? []
      : [
          [...parts, Buffer.of(0x05, 0)],
          parts.slice(1),
          // Without its nonce it is a request still.
          ...(inside.at(-1)?.tag === 0xa2 ? [] : [parts.slice(0, -1)]),
        ].map((each) => withHeader(tag, Buffer.concat(each)))),
  ]
}
