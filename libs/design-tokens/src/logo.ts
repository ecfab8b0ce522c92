import { cardColours, colours } from './tokens.ts'

/** A card with its chip, in a square of 32 units. */
export const logoShapes = `<rect x="1" y="5" width="30" height="22" rx="3" fill="${colours.brand}"/><rect x="5" y="11" width="8" height="7" rx="1.5" fill="${cardColours.sign}"/><path d="M17 12h10M17 16h10M5 22h22" stroke="${colours.surface}" stroke-width="2"/>`

export const logoSize = 40

/** Beside the name of the service, which says what it is. */
export const logo = `<svg viewBox="0 0 32 32" width="${String(logoSize)}" height="${String(logoSize)}" aria-hidden="true">${logoShapes}</svg>`

/** As a file of its own. */
export const logoFile = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${logoShapes}</svg>\n`

/** As the icon of a page, for programs that serve no files. */
export const logoIcon = `data:image/svg+xml,${encodeURIComponent(logoFile)}`
