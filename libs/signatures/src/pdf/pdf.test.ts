import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hour, plus } from '@sotevarmenne/kernel/instant'
import { concatenate } from '@sotevarmenne/x509/der'
import { noon, valueOf } from '@sotevarmenne/x509/testing'
import { digestOf } from '../digest.ts'
import { noEvidence } from '../evidence.ts'
import { readSignedMessage } from '../read-signed-data.ts'
import { aSigningEnvironment, signedPdf } from '../testing.ts'
import { assembled, packedPdf, plainPdf } from '../testing/documents.ts'
import { verifySignature, verifyTimeStamp } from '../verify.ts'
import { openPdf } from './document.ts'
import { embedSignature, preparePdf, signedParts } from './prepare.ts'
import { readPdfSignatures } from './read-signatures.ts'
import { addToSecurityStore, readSecurityStore } from './security-store.ts'
import { bytesOf } from './write.ts'

const environment = aSigningEnvironment(noon)
const trust = { anchors: [environment.root.certificate], intermediates: [] }
const wishes = { kind: 'signature', signedAt: noon, label: 'Electronic signature' } as const
const sign = (pdf: Uint8Array) => signedPdf(pdf, environment.key, wishes)
const read = async (pdf: Uint8Array) => valueOf(await readPdfSignatures(pdf)).signatures
const changes = async (pdf: Uint8Array) => (await read(pdf)).map(({ changesAfter }) => changesAfter)
const kindOf = async (pdf: Uint8Array) => {
  const response = await readPdfSignatures(pdf)
  return response.ok ? 'read' : response.refusal.kind
}

const verify = async (pdf: Uint8Array) => {
  const [signature] = await read(pdf)
  assert.ok(signature)
  return verifySignature({
    message: valueOf(readSignedMessage(signature.message)),
    contentDigest: (hash) => digestOf(hash, ...signature.covered),
    ...{ signers: trust, timeStamps: trust, evidence: noEvidence, now: noon },
  })
}

describe('a PDF signature', () => {
  for (const [form, make] of [
    ['a plain table', () => Promise.resolve(plainPdf())],
    ['objects packed in streams', packedPdf],
  ] as const)
    it(`covers the whole document, and changes none of its bytes: ${form}`, async () => {
      const pdf = await make()
      const signed = await sign(pdf)
      assert.deepEqual(signed.subarray(0, pdf.length), pdf)
      const [signature] = await read(signed)
      assert.ok(signature)
      assert.equal(signature.changesAfter, 'none')
      assert.equal(signature.stated.signedAt, 'D:20261124120000Z')
      const covered = signature.covered.reduce((length, part) => length + part.length, 0)
      assert.equal(signed.length - covered, 2 * 16 * 1024 + 2)
      assert.deepEqual(valueOf(await verify(signed)).signer.der, environment.signer.certificate.der)
    })

  it('is invalid when a byte of the document is changed', async () => {
    const signed = await sign(plainPdf())
    signed[Buffer.from(signed).indexOf('(Test)') + 1] = 0x42
    const response = await verify(signed)
    assert.deepEqual(response, { ok: false, refusal: { kind: 'content-changed' } })
  })

  it('is valid beside further ones, with validation data and a document time-stamp', async () => {
    for (const pdf of [plainPdf(), await packedPdf()]) {
      const twice = await sign(await sign(pdf))
      const store = {
        certificates: [environment.issuer.certificate.der, environment.root.certificate.der],
        ocspResponses: [environment.ocspOf(environment.signer, { kind: 'good' }, noon)],
        crls: [environment.listOf(environment.root, [], noon)],
      }
      const stored = valueOf(await addToSecurityStore(twice, store))
      const again = valueOf(await addToSecurityStore(stored, store))
      const prepared = valueOf(await preparePdf(again, { kind: 'time-stamp', label: 'Time-stamp' }))
      const at = plus(noon, hour)
      const token = await environment.stamp(concatenate(...signedParts(prepared)), at)
      const archived = valueOf(embedSignature(prepared, token))

      const { document, signatures } = valueOf(await readPdfSignatures(archived))
      assert.deepEqual(
        signatures.map(({ kind, fieldName, changesAfter }) => [kind, fieldName, changesAfter]),
        [
          ['signature', 'Signature1', 'only-signatures'],
          ['signature', 'Signature2', 'only-signatures'],
          ['time-stamp', 'Signature3', 'none'],
        ],
      )
      assert.deepEqual(valueOf(await readSecurityStore(document)), store)
      const last = signatures[2]
      assert.ok(last)
      const stamped = await verifyTimeStamp({
        token: last.message,
        contentDigest: (hash) => digestOf(hash, ...last.covered),
        ...{ timeStamps: trust, evidence: noEvidence },
      })
      assert.equal(valueOf(stamped).at, at)
    }
  })

  it('is added to an existing form, with a free field name', async () => {
    const form = '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields 4 0 R/DA(/Helv 0 Tf)>>>>'
    const pages = '<</Type/Pages/Kids[3 0 R]/Count 1>>'
    const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots 6 0 R>>'
    const text = '<</FT/Tx/T(Signature1)>>'
    const empty = '<</FT/Sig/T(Signature1)/Rect[0 0 0 0]>>'
    for (const [field, name] of [
      [text, 'Signature1'],
      [empty, 'Signature2'],
    ] as const) {
      const signed = await sign(assembled([form, pages, page, '[5 0 R]', field, '[]']))
      assert.deepEqual(
        (await read(signed)).map(({ fieldName }) => fieldName),
        [name],
      )
    }
  })

  it('is refused when its message is longer than its gap', async () => {
    const prepared = valueOf(await preparePdf(plainPdf(), { ...wishes, room: 100 }))
    assert.ok(embedSignature(prepared, new Uint8Array(100)).ok)
    assert.ok(!embedSignature(prepared, new Uint8Array(101)).ok)
  })

  it('is not added where an earlier one forbids every change', async () => {
    const catalogue = '<</Type/Catalog/Pages 2 0 R/Perms<</DocMDP 4 0 R>>>>'
    const certified = '<</Type/Sig/Reference[<</TransformParams<</P 1>>>>]>>'
    const pages = '<</Type/Pages/Kids[3 0 R]/Count 1>>'
    const pdf = assembled([catalogue, pages, '<</Type/Page/Parent 2 0 R>>', certified])
    const response = await preparePdf(pdf, wishes)
    assert.deepEqual(response, { ok: false, refusal: { kind: 'changes-not-permitted' } })
  })
})

describe('a change to a PDF after it was signed', () => {
  /** An incremental update as an attacker would write it. */
  const update = (pdf: Uint8Array, objects: Readonly<Record<number, string>>): Uint8Array => {
    const start = Number(
      /startxref\s+(\d+)\s+%%EOF\s*$/.exec(Buffer.from(pdf).toString('latin1'))?.[1],
    )
    const parts = [pdf]
    let at = pdf.length
    const rows = Object.entries(objects).map(([number, object]) => {
      const bytes = bytesOf(`${number} 0 obj\n${object}\nendobj\n`)
      const row = `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`
      parts.push(bytes)
      at += bytes.length
      return row
    })
    const end = `xref\n${rows.join('')}trailer\n<</Size 99/Root 1 0 R/Prev ${String(start)}>>\nstartxref\n${String(at)}\n%%EOF\n`
    return concatenate(...parts, bytesOf(end))
  }

  it('is detected: another page content, another page, another page tree', async () => {
    const signed = await sign(plainPdf())
    const content = '<</Length 3>>\nstream\nBT \nendstream'
    const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R>>'
    const pages = '<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>'
    for (const objects of [{ 5: content }, { 3: page }, { 2: pages }])
      assert.deepEqual(await changes(update(signed, objects)), ['something-else'])
  })

  it('is detected: an annotation on the page, a field with a picture, a form with additional entries', async () => {
    const signed = await sign(plainPdf())
    const text = Buffer.from(signed).toString('latin1')
    // The page after the signature, with its one annotation.
    const page = text.slice(
      text.lastIndexOf('3 0 obj') + 7,
      text.indexOf('endobj', text.lastIndexOf('3 0 obj')),
    )
    const withMore = page.replace('/Annots [7 0 R]', '/Annots [7 0 R 20 0 R]')
    assert.notEqual(withMore, page)
    const note = '<</Type/Annot/Subtype/FreeText/Rect[0 0 500 500]/Contents(Other)>>'
    const form = (fields: string, more = '') => `<</Fields[${fields}]/SigFlags 3${more}>>`
    const seen = '<</FT/Sig/T(Signature2)/Subtype/Widget/Rect[0 0 500 500]>>'
    const box = '<</FT/Tx/T(Other)/Subtype/Widget/Rect[0 0 500 500]>>'
    for (const objects of [
      { 3: withMore, 20: note },
      { 3: withMore, 20: seen, 8: form('7 0 R 20 0 R') },
      { 3: withMore, 20: box, 8: form('7 0 R 20 0 R') },
      { 8: form('7 0 R', '/XFA(x)') },
    ])
      assert.deepEqual(await changes(update(signed, objects)), ['something-else'])
    const unseen = '<</FT/Sig/T(Signature2)/Subtype/Widget/Rect[0 0 0 0]>>'
    const harmless = { 3: withMore, 20: unseen, 8: form('7 0 R 20 0 R') }
    assert.deepEqual(await changes(update(signed, harmless)), ['only-signatures'])
  })

  it('is detected: an object that the signed document referenced and did not have', async () => {
    const pdf = Buffer.from(plainPdf()).toString('latin1').replace('/Size 6', '/Size 9')
    const signed = await sign(bytesOf(pdf))
    assert.deepEqual(await changes(update(signed, { 7: '<</A 1>>' })), ['something-else'])
  })
})

describe('a manipulated PDF', () => {
  it('is refused when a signature leaves out more than its own message', async () => {
    const signed = Buffer.from(await sign(plainPdf())).toString('latin1')
    const [range = '', from = '', to = '', rest = ''] =
      /\/ByteRange \[0 (\d+) (\d+) (\d+)/.exec(signed) ?? []
    const other = (one: number, two: number, three: number) =>
      bytesOf(
        signed.replace(
          range,
          `/ByteRange [0 ${String(one)} ${String(two)} ${String(three)}`.padEnd(range.length),
        ),
      )
    const [a, b, c] = [Number(from), Number(to), Number(rest)]
    assert.equal(await kindOf(other(a, b, c)), 'read')
    for (const pdf of [
      other(a - 9, b, c),
      other(a, b + 1, c - 1),
      other(a, b, c + 1),
      other(a, b, 0),
    ])
      assert.equal(await kindOf(pdf), 'malformed-signature')
    // Its end is cut off: the rest of the revision is not a document.
    assert.equal(await kindOf(other(a, b, c - 20)), 'malformed-signature')
  })

  it('is refused when there is hidden data after the signature’s message', async () => {
    const signed = await sign(plainPdf())
    const at = Buffer.from(signed).lastIndexOf('00>')
    signed[at + 1] = 0x31
    assert.equal(await kindOf(signed), 'malformed-signature')
  })

  it('is refused when it is no PDF, is encrypted, or has no end', async () => {
    const text = Buffer.from(plainPdf()).toString('latin1')
    assert.equal(await kindOf(bytesOf(`x${text}`)), 'no-pdf')
    assert.equal(await kindOf(bytesOf(text.replace('/Root', '/Encrypt 9 0 R/Root'))), 'encrypted')
    assert.equal(await kindOf(bytesOf(text.slice(0, -30))), 'malformed-pdf')
    // No number is left for the objects of a signature (ISO 32000-1, annex C.2: 8,388,607 at most).
    const full = text.replace('trailer\n', '8388606 1\n0000000009 00000 n \ntrailer\n')
    assert.equal(await kindOf(bytesOf(full)), 'malformed-pdf')
    // A stated size that leaves none is not believed.
    const vast = bytesOf(text.replace('/Size 6', '/Size 8388607'))
    assert.equal((await read(await sign(vast))).length, 1)
  })

  it('is refused when its tables or fields are circular, or a stream is a decompression bomb', async () => {
    const text = Buffer.from(plainPdf()).toString('latin1')
    const start = /startxref\n(\d+)/.exec(text)?.[1] ?? ''
    // A table that names itself as its predecessor is read once.
    assert.equal(await kindOf(bytesOf(text.replace('/Root', `/Prev ${start}/Root`))), 'read')
    const circle = assembled([
      '<</Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>',
      '<</Kids[2 0 R]>>',
      '<</Kids[3 0 R]>>',
    ])
    assert.equal(await kindOf(circle), 'malformed-pdf')
    const deep = assembled(['['.repeat(100_000)])
    assert.equal(await kindOf(deep), 'malformed-pdf')
    assert.equal(await kindOf(await bomb()), 'malformed-pdf')
  })

  it('is refused when the length of an object stream is in that stream', async () => {
    const pdf = Buffer.from(await packedPdf()).toString('latin1')
    const changed = pdf.replace(/(\/First \d+\/Filter\/FlateDecode\/Length) \d+/, '$1 4 0 R')
    assert.notEqual(changed, pdf)
    const opened = await openPdf(bytesOf(changed))
    assert.ok(
      !opened.ok ||
        (await opened.value.resolve(opened.value.trailer.entries.get('Root'))) === undefined,
    )
  })

  /** A table stream of more zeros than the limit for all tables together. */
  async function bomb(): Promise<Uint8Array> {
    const zeros = new Blob(Array<Uint8Array<ArrayBuffer>>(33).fill(new Uint8Array(1024 * 1024)))
    const packed = new Uint8Array(
      await new Response(
        zeros.stream().pipeThrough(new CompressionStream('deflate')),
      ).arrayBuffer(),
    )
    return concatenate(
      bytesOf(
        `%PDF-1.7\n1 0 obj\n<</Type/XRef/Size 9/Root 1 0 R/W[1 2 1]/Filter/FlateDecode/Length ${String(packed.length)}>>\nstream\n`,
      ),
      packed,
      bytesOf('\nendstream\nendobj\nstartxref\n9\n%%EOF\n'),
    )
  }
})
