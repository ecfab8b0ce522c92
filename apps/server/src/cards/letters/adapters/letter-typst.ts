import { localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { taggedPdf } from '#platform/tagged-pdf.ts'
import type { LetterFacts, RenderLetter } from '../ports.ts'
import { letterTexts } from './letter-texts.ts'

const printed = ({ service: _service, ...letter }: LetterFacts) => letter

/**
 * The activation letter. The same letter gives the same bytes, by which the bureau recognises a repeated
 * order.
 */
export const renderLetter: RenderLetter = (letter) =>
  taggedPdf({
    template: new URL('letter.typ', import.meta.url),
    inputs: { letter: { ...printed(letter), texts: letterTexts(letter) } },
    at: startOfDay(localDate(letter.date)),
  })
