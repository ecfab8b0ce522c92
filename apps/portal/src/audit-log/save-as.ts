/** Saves a text, or bytes, as a file for the user; without a media type the browser goes by its name. */
export function saveAs(
  fileName: string,
  content: string | Uint8Array<ArrayBuffer>,
  mediaType = '',
): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([content], { type: mediaType }))
  link.download = fileName
  link.click()
  URL.revokeObjectURL(link.href)
}
