/** What was typed into a search field for people, by the kind of it. */
export type TypedIdentifier =
  | { readonly by: 'identity-code'; readonly identityCode: string }
  | { readonly by: 'card-number'; readonly cardNumber: string }
  /** Lower-case hexadecimal, as `formatSerial` in libs/x509 writes it. */
  | { readonly by: 'serial'; readonly serial: string }
  | { readonly by: 'name'; readonly name: string }
  /** Too little to search for. */
  | { readonly by: 'nothing' }

/**
 * Recognises the kind of the input by its format. A name needs at least one word of two letters, so that one
 * letter does not search the whole nation; with a birth date, any name will do, or none.
 */
export function readTypedIdentifier(typed: string, hasBirthDate: boolean): TypedIdentifier {
  const text = typed.trim()
  const together = text.replaceAll(/[\s:]/g, '')
  if (/^\d{6}[-+a-fu-y]\d{3}[\da-y]$/i.test(text))
    return { by: 'identity-code', identityCode: text }
  if (/^\d{17}$/.test(together)) return { by: 'card-number', cardNumber: together }
  if (/^(?=.*\d)[\da-f]{16,}$/i.test(together))
    return {
      by: 'serial',
      serial: together.toLowerCase().padStart(together.length + (together.length % 2), '0'),
    }
  if (hasBirthDate || /\p{L}\p{M}*\p{L}/u.test(text)) return { by: 'name', name: text }
  return { by: 'nothing' }
}
