import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { readerWith } from '../../apps/reader/src/cards/card-file.ts'
import { theseReaders } from '../../apps/reader/src/cards/readers.ts'
import { defaultListPolicy } from '../../apps/reader/src/lists/list-policy.ts'
import { startReader, type Reader } from '../../apps/reader/src/reader.ts'
import { issueFrom } from '../../apps/reader/src/testing.ts'

const now = instant(Date.now())
const pins = { pin1: '1234', pin2: '123456' }
const origin = 'https://hospital.example'
const hasXmlsec = spawnSync('xmlsec1', ['--version']).error === undefined
const skip = !hasXmlsec && process.env['CI'] !== 'true' && 'xmlsec1 is missing: apt install xmlsec1'

/** A CDA R2 document with the place that Kanta has for its signature. */
const prescription = (dose: string) => `<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:hl7fi="urn:hl7finland" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <!-- the card does not sign comments -->
  <title>Lääkemääräys &amp; <![CDATA[ohje <1>]]></title>
  <component><structuredBody ID="OID1.2.246.10.1"><text>${dose}</text>
    <value xsi:type="PQ" unit="mg" value="500"/></structuredBody></component>
  <hl7fi:localHeader><hl7fi:signatureCollection></hl7fi:signatureCollection></hl7fi:localHeader>
</ClinicalDocument>
`
const inserted = (document: string, signature: string) =>
  document.replace('<hl7fi:signatureCollection>', `$&${signature}`)

for (const [hashAlgorithm, key] of [
  ['SHA384', 'P-384'],
  ['SHA256', 'RSA-3072'],
] as const)
  describe(`prescriptions in XML that a card with ${key} signs in a list`, { skip }, () => {
    let folder: string
    let reader: Reader
    let signed: readonly string[]

    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'xades-'))
      const { card, certificates } = await makePersonalisedCard({
        ...{ issue: issueFrom(now), pins },
        ...(key === 'RSA-3072' && { plan: { keyAlgorithm: 'rsa3072' } }),
      })
      await writeFile(
        path.join(folder, 'root.pem'),
        new X509Certificate(certificates.root).toString(),
      )
      reader = await startReader({
        ...{ folder, home: folder, ports: { api: 0, apiTls: 0, page: 0 } },
        readers: theseReaders([readerWith(card)]),
        // Nobody listens on port 1: the service is down.
        serviceUrl: 'http://127.0.0.1:1',
        ...{ rootFolders: [], alsoTrusted: [certificates.root], clock: { now: () => now } },
        listPolicy: { ...defaultListPolicy, sites: [origin] },
        reportFault: (fault) => {
          throw fault
        },
      })
      const documents = Array.from({ length: 10 }, (_, index) =>
        prescription(`${String(index + 1)} tablettia päivässä`),
      )
      const stop = reader.watch(() => {
        const [pending] = reader.prompts.pending()
        if (!pending || !('documents' in pending.request)) return
        stop()
        void reader.prompts.submit(pending.id, {
          pin: new Uint8Array(Buffer.from(pins.pin2)),
          list: pending.request.listDigest,
          chosen: documents.map((_, place) => place),
        })
      })
      const response = await fetch(`${reader.apiUrl}/sign-list`, {
        ...{ method: 'POST', headers: { origin, 'content-type': 'application/json' } },
        body: JSON.stringify({
          hashAlgorithm,
          items: documents.map((document, place) => ({
            ...{ id: String(place), title: `Lääkemääräys ${String(place)}` },
            ...{ type: 'application/xml', signatureType: 'xades' },
            content: Buffer.from(document).toString('base64'),
          })),
        }),
      })
      const { status, items } = (await response.json()) as {
        readonly status: string
        readonly items: readonly { readonly signature: string }[]
      }
      assert.equal(status, 'ok')
      signed = items.map(({ signature }, place) =>
        inserted(documents[place] ?? '', Buffer.from(signature, 'base64').toString()),
      )
    })
    after(async () => {
      await reader.stop()
      await rm(folder, { recursive: true })
    })

    const verify = async (document: string) => {
      await writeFile(path.join(folder, 'document.xml'), document)
      return spawnSync(
        'xmlsec1',
        [
          ...[
            '--verify',
            '--trusted-pem',
            path.join(folder, 'root.pem'),
            '--enabled-key-data',
            'x509',
          ],
          ...['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'],
          path.join(folder, 'document.xml'),
        ],
        { encoding: 'utf8' },
      )
    }

    it('are verified by xmlsec1, up to the root', async () => {
      assert.equal(signed.length, 10)
      for (const document of signed) {
        const { status, stderr, stdout } = await verify(document)
        assert.equal(status, 0, stderr + stdout)
      }
    })

    it('are not, once the document or the properties of the signature are changed', async () => {
      const [document = ''] = signed
      for (const [from, to] of [
        ['1 tablettia', '2 tablettia'],
        ['unit="mg"', 'unit="g"'],
        ['<xades:SigningTime>2', '<xades:SigningTime>1'],
        ['<xades:MimeType>application/xml', '<xades:MimeType>text/plain'],
      ] as const) {
        assert.ok(document.includes(from), from)
        assert.notEqual((await verify(document.replace(from, to))).status, 0, to)
      }
      const other = document.replace(' <!-- the card does not sign comments -->', '')
      assert.equal((await verify(document.replace('does not', 'never'))).status, 0)
      assert.notEqual((await verify(other)).status, 0, 'white space is signed')
    })
  })
