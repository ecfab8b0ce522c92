import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { canonicalise } from './canonicalise.ts'

const hasXmllint = spawnSync('xmllint', ['--version']).error === undefined

describe('the canonical form of an XML document', () => {
  it(
    'is the one that xmllint makes',
    {
      skip:
        !hasXmllint && process.env['CI'] !== 'true' && 'xmllint is missing: install libxml2-utils',
    },
    () => {
      for (const document of documents) {
        const { stdout, stderr } = spawnSync('xmllint', ['--exc-c14n', '-'], { input: document })
        const canonical = canonicalise(bytesOf(document))
        assert.ok(canonical.ok, document)
        assert.equal(Buffer.from(canonical.value).toString(), stdout.toString(), stderr.toString())
      }
    },
  )

  it('has no comments, and the text of CDATA sections as text', () => {
    assert.equal(
      formOf(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!--x--><a>1<!-- y --><![CDATA[<2&>]]></a><!--z-->',
      ),
      '<a>1&lt;2&amp;&gt;</a>',
    )
  })

  it('is refused of what is not well-formed, not UTF-8, too deep, or has a document type', () => {
    for (const wrong of [
      '',
      'text',
      '<a>',
      '<a></b>',
      '<a/><b/>',
      '<p:a/>',
      '<a x="1" x="2"/>',
      '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
      '<!DOCTYPE a><a/>',
      '<a>&e;</a>',
      '<?xml version="1.0" encoding="ISO-8859-1"?><a/>',
      '<?xml version="1.1"?><a/>',
      '<a>'.repeat(300) + '</a>'.repeat(300),
    ])
      assert.equal(formOf(wrong), 'malformed-xml', wrong.slice(0, 60))
    assert.equal(canonicalise(Uint8Array.of(0x3c, 0x61, 0x3e, 0xff)).ok, false)
  })
})

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))

function formOf(document: string): string {
  const canonical = canonicalise(bytesOf(document))
  return canonical.ok ? Buffer.from(canonical.value).toString() : canonical.refusal.kind
}

/** Without comments, which xmllint leaves in. */
const documents = [
  '<a/>',
  '<?xml version="1.0" encoding="UTF-8"?>\r\n<a>\r\n  <b/>\r\n</a>\r\n',
  '<?xml-stylesheet href="a.xsl"?><a><?do  this ?></a><?after?>',
  '<a z="1" b="2" a="&lt;&quot;&#9;&#10;&#13;&amp;>"/>',
  '<a>&lt;&gt;&amp;&quot;&apos;&#13;&#x20AC; ä 🙂</a>',
  '<a b="x\n\ty"/>',
  '<a xmlns="urn:one"><b xmlns=""><c xmlns="urn:one"/></b></a>',
  '<p:a xmlns:p="urn:p" xmlns:q="urn:q" xmlns:unused="urn:u"><b q:x="1" p:y="2" z="3"/></p:a>',
  '<a xmlns:p="urn:p"><p:b><p:c/></p:b><p:d xmlns:p="urn:other"><p:e/></p:d></a>',
  '<a xmlns="urn:one" xmlns:p="urn:one"><p:b/><b p:x="1" x="2"/></a>',
  '<a xml:lang="fi" xml:space="preserve"> <b xml:lang="sv"/> </a>',
  '<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:hl7fi="urn:hl7finland" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><hl7fi:localHeader><hl7fi:signatureCollection/></hl7fi:localHeader><value xsi:type="CD" code="1"/></ClinicalDocument>',
]
