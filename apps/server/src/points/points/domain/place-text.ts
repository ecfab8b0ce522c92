/** A text as it is sought: small letters without their dots and accents, so that `kätilöntie` is found by `katilontie`. */
export const soughtText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
