/** The life of a certificate's row: which step leads where. Drawn in the README. */
export const lifecycle = {
  '[*]': { reserve: 'reserved' },
  reserved: { complete: 'issued', giveUp: 'void' },
  issued: {},
  void: {},
} as const satisfies Record<string, Readonly<Record<string, string>>>
