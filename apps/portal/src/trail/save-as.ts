/** Hands a text to the person as a file. */
export function saveAs(fileName: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text]))
  link.download = fileName
  link.click()
  URL.revokeObjectURL(link.href)
}
