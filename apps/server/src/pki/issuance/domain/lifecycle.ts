/** The life cycle of a certificate's row: the allowed transitions. Drawn in the README. */
export const lifecycle = {
  '[*]': { reserve: 'reserved' },
  reserved: { complete: 'issued', voidReservation: 'void' },
  issued: {},
  void: {},
} as const satisfies Record<string, Readonly<Record<string, string>>>
