import { fromBase64 } from './base64.ts'

/** Gives a file that was fetched to the person's own machine. `document`: base64. */
export function saveFile(
  { mediaType, document: text }: { readonly mediaType: string; readonly document: string },
  name: string,
): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(
    new Blob([Uint8Array.from(fromBase64(text))], { type: mediaType }),
  )
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
