/** Hands a text, or octets, to the person as a file. */
export function saveAs(fileName: string, content: string | Uint8Array<ArrayBuffer>): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([content]))
  link.download = fileName
  link.click()
  URL.revokeObjectURL(link.href)
}
