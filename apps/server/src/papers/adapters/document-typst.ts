import { readFile } from 'node:fs/promises'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { second } from '@sotevarmenne/kernel/instant'
import type { RenderDocument } from '../ports.ts'
import { documentTexts } from './document-texts.ts'

/**
 * The document as a tagged PDF (PDF/UA-1). The same document gives the same octets. Data reaches the template only as an
 * input: nothing in a name can become an instruction.
 */
export const renderDocument: RenderDocument = async (document) => {
  const template = await readFile(new URL('document.typ', import.meta.url), 'utf8')
  const compiler = NodeCompiler.create()
  const input = { language: document.language, texts: documentTexts(document) }
  const pdf = compiler.pdf(
    { mainFileContent: template, inputs: { document: JSON.stringify(input) } },
    {
      pdfStandard: 'ua-1',
      pdfTags: true,
      creationTimestamp: Math.floor(document.draftedAt / second),
    },
  )
  compiler.evictCache(0)
  return new Uint8Array(pdf)
}
