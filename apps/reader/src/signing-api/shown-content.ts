/** The data as text, when all of it can be shown as it is. */
export function plainText(data: Uint8Array, maxBytes: number): string | undefined {
  if (data.length > maxBytes) return undefined
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(data)
    // Control and direction characters could disguise a text.
    return /[\p{Cc}\p{Cf}]/u.test(text.replace(/[\n\r\t]/g, '')) ? undefined : text
  } catch {
    return undefined
  }
}
