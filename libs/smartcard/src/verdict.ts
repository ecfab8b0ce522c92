export type Verdict =
  | { readonly kind: 'done' }
  | { readonly kind: 'wrong-pin'; readonly triesLeft: number }
  | { readonly kind: 'pin-blocked' }
  | { readonly kind: 'other'; readonly status: number }

/** What the card says of a PIN or an activation code (ISO/IEC 7816-4, status bytes). */
export function verdict(status: number): Verdict {
  if (status === 0x9000) return { kind: 'done' }
  if (status === 0x6983 || status === 0x63c0) return { kind: 'pin-blocked' }
  if ((status & 0xfff0) === 0x63c0) return { kind: 'wrong-pin', triesLeft: status & 0x0f }
  return { kind: 'other', status }
}
