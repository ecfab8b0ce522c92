type AboutPassword = { readonly about: { readonly personId: string } }
/** For the first time, or again. */
export type PasswordSet = { readonly type: 'PasswordSet' } & AboutPassword
export type PasswordRemoved = {
  readonly type: 'PasswordRemoved'
  readonly because: 'by-its-person' | 'holder-died'
} & AboutPassword
/** After too many wrong passwords in a row. */
export type PasswordTurnedOff = { readonly type: 'PasswordTurnedOff' } & AboutPassword
