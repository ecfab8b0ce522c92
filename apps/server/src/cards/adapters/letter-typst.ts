import { readFile } from 'node:fs/promises'
import { startOfDay, localDate } from '@sotevarmenne/kernel/local-date'
import { second } from '@sotevarmenne/kernel/instant'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { RenderLetter } from '../ports.ts'
import { letterTexts } from './letter-texts.ts'

/**
 * The activation letter as a tagged PDF (PDF/UA-1). The same letter gives the same octets: the print house knows a
 * repeated order by them. Data reaches the template only as an input: nothing in a name can become an instruction.
 */
export const renderLetter: RenderLetter = async (letter) => {
  const template = await readFile(new URL('letter.typ', import.meta.url), 'utf8')
  const compiler = NodeCompiler.create()
  const pdf = compiler.pdf(
    {
      mainFileContent: template,
      inputs: { letter: JSON.stringify({ ...letter, texts: letterTexts(letter) }) },
    },
    {
      pdfStandard: 'ua-1',
      pdfTags: true,
      creationTimestamp: startOfDay(localDate(letter.date)) / second,
    },
  )
  // The cache would keep names and codes in memory for as long as the process lives.
  compiler.evictCache(0)
  return new Uint8Array(pdf)
}
