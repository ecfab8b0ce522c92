import { readFile } from 'node:fs/promises'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { second } from '@sotevarmenne/kernel/instant'
import type { RenderConfirmation } from '../ports.ts'
import { confirmationTexts } from './confirmation-texts.ts'

/**
 * The applicant's confirmation as a tagged PDF (PDF/UA-1). The same confirmation gives the same octets. Data reaches the
 * template only as an input: nothing in a name can become an instruction.
 */
export const renderConfirmation: RenderConfirmation = async (facts) => {
  const template = await readFile(new URL('confirmation.typ', import.meta.url), 'utf8')
  const compiler = NodeCompiler.create()
  const { language, draftedAt, confirmation } = facts
  const strokes = confirmation?.by.means === 'drawn' ? confirmation.by.strokes : []
  const input = { language, texts: confirmationTexts(facts), strokes }
  const pdf = compiler.pdf(
    { mainFileContent: template, inputs: { confirmation: JSON.stringify(input) } },
    {
      pdfStandard: 'ua-1',
      pdfTags: true,
      creationTimestamp: Math.floor((confirmation?.confirmedAt ?? draftedAt) / second),
    },
  )
  // The cache would keep names in memory for as long as the process lives.
  compiler.evictCache(0)
  return new Uint8Array(pdf)
}
