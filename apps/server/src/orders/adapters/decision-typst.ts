import { readFile } from 'node:fs/promises'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { second } from '@sotevarmenne/kernel/instant'
import { startOfDay } from '@sotevarmenne/kernel/local-date'
import type { RenderDecision } from '../ports.ts'
import { decisionTexts } from './decision-texts.ts'

/**
 * The decision as a tagged PDF (PDF/UA-1). The same decision gives the same octets. Data reaches the template only as an
 * input: nothing in a name can become an instruction.
 */
export const renderDecision: RenderDecision = async (decision) => {
  const template = await readFile(new URL('decision.typ', import.meta.url), 'utf8')
  const compiler = NodeCompiler.create()
  const { language, decidedOn } = decision
  const texts = decisionTexts(decision)
  const pdf = compiler.pdf(
    { mainFileContent: template, inputs: { decision: JSON.stringify({ language, texts }) } },
    {
      pdfStandard: 'ua-1',
      pdfTags: true,
      creationTimestamp: startOfDay(decidedOn) / second,
    },
  )
  // The cache would keep names in memory for as long as the process lives.
  compiler.evictCache(0)
  return new Uint8Array(pdf)
}
