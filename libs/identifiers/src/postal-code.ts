import { inOneLine } from './plain-text.ts'

/** As it is stored and compared: in capitals, with single spaces. */
export const postalCodeIn = (text: string): string => inOneLine(text).toUpperCase()

/**
 * Whether it can be a postal code of the country (ISO 3166-1): five digits in Finland and Åland (AX), where the street
 * is delivered by it; elsewhere what other posts use (Universal Postal Union), or none.
 */
export const isPostalCode = (code: string, country: string): boolean =>
  hasFinnishPostalCodes(country)
    ? /^\d{5}$/.test(code)
    : /^([A-Z0-9]([A-Z0-9 -]{0,8}[A-Z0-9])?)?$/.test(code)

/** Whether Finnish postal codes are written there: in Finland and in Åland. */
export const hasFinnishPostalCodes = (country: string): boolean =>
  country === 'FI' || country === 'AX'
