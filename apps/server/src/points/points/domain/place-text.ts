/**
 * A text in its search form: lower case without diacritics, so that `kätilöntie` is found by `katilontie`.
 */
export const soughtText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
