export type StatusWord =
  | { readonly kind: 'done' }
  | { readonly kind: 'wrong-pin'; readonly triesLeft: number }
  | { readonly kind: 'pin-blocked' }
  | { readonly kind: 'other'; readonly status: number }

/** What a status word says about a PIN or an activation code (ISO/IEC 7816-4, status bytes). */
export function statusWord(status: number): StatusWord {
  if (status === 0x9000) return { kind: 'done' }
  if (status === 0x6983 || status === 0x63c0) return { kind: 'pin-blocked' }
  if ((status & 0xfff0) === 0x63c0) return { kind: 'wrong-pin', triesLeft: status & 0x0f }
  return { kind: 'other', status }
}
