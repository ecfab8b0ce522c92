/** The text of a statement as people read it: base64 of UTF-8. */
export const textOf = (statement: string): string =>
  new TextDecoder().decode(Uint8Array.from(atob(statement), (byte) => byte.charCodeAt(0)))
