import { extractText, getDocumentProxy } from 'unpdf'
import type { Environment } from './environment.ts'

export type LetterRead = {
  readonly letterNumber: string
  readonly activationCode: string
  readonly text: string
}

/**
 * Opens the newest letter at the card and letter bureau, as its reader does: letter number and code are read
 * from the PDF.
 */
export async function openNewestLetter(
  environment: Pick<Environment, 'bureau'>,
): Promise<LetterRead | undefined> {
  const { letters } = (await (await fetch(`${environment.bureau}/letters`)).json()) as {
    readonly letters: readonly { readonly letterNumber: string; readonly receivedAt: string }[]
  }
  const newest = [...letters].sort((a, b) => b.receivedAt.localeCompare(a.receivedAt))[0]
  if (newest === undefined) return undefined
  const pdf = await (
    await fetch(`${environment.bureau}/letters/${newest.letterNumber}.pdf`)
  ).arrayBuffer()
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), {
    mergePages: true,
  })
  const [, activationCode] = /(?<!\d)((?:\d ){7}\d|\d{4} ?\d{4})(?! ?\d)/.exec(text) ?? []
  if (activationCode === undefined) throw new Error(`the letter has no activation code: ${text}`)
  return {
    letterNumber: newest.letterNumber,
    activationCode: activationCode.replaceAll(' ', ''),
    text,
  }
}
