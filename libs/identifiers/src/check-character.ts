/** The check character of identity codes and SATU: the digits as one number, modulo 31, in an alphabet without look-alikes. */
export const checkCharacter = (digits: string): string => alphabet.charAt(Number(digits) % 31)

const alphabet = '0123456789ABCDEFHJKLMNPRSTUVWXY'
