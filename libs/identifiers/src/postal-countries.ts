import { issuingStates } from './issuing-states.ts'

/**
 * Where letters may go: the states, and what ISO 3166-1 names beside them with inhabitants and a post of its own, such as
 * Åland (AX), the Faroe Islands (FO) and Greenland (GL).
 */
// cspell:disable
const besideStates =
  'AI AS AW AX BL BM BQ CC CK CW CX EH FK FO GF GG GI GL GP GU IM IO JE KY MF MP MQ MS NC NF NU PF PM PN PR RE SH SJ SX TC TK VG VI WF YT'.split(
    ' ',
  )
// cspell:enable

/** ISO 3166-1 alpha-2, in alphabetical order. */
export const postalCountries: readonly string[] = [
  ...new Set([...issuingStates, ...besideStates]),
].toSorted()
