// cspell:ignore Neue
/** Named for their use. Most are those of DVV's Suomi.fi design system, which draws the portal's fields and buttons. */
export const colours = {
  /** The logo, the line above each page and the head of the card. */
  brand: '#00357a',
  text: '#212121',
  /** Less important texts. */
  muted: '#6b6b6b',
  link: '#235a9a',
  /** Buttons, what is chosen, what has happened. */
  action: '#2a6ebb',
  actionLight: '#2e78cc',
  focus: '#1a99c7',
  /** Of panels, rows and the page's head. */
  surface: '#ffffff',
  ground: '#f7f7f8',
  groundDark: '#ecedee',
  /** Between parts. */
  line: '#c8cdd0',
  /** Of fields, and of what is still to come. */
  edge: '#6d787e',
  /** Of the portal's own fields, as Suomi.fi has it: enough beside `surface` only. */
  edgeLight: '#8c969b',
  /** Systems of others in the demo environment, and buttons that do nothing now. */
  neutral: '#5f686d',
  neutralTint: '#eaf2fa',
  neutralTintLight: '#f7fafd',
  good: '#078364',
  goodEdge: '#09a580',
  goodTint: '#e0f6f0',
  warn: '#7a4a00',
  warnEdge: '#bb8507',
  warnTint: '#fff6e0',
  bad: '#ae332d',
  badTint: '#fbefef',
  shadow: '#2121212e',
} as const

/** Of the plastic card. Its dark colour is the brand's. */
export const cardColours = {
  paper: '#f4f8fc',
  rings: '#cfe0f2',
  chip: '#e3b94a',
  chipLines: '#9a7616',
  /** The chip in the logo, and the sign of a test card. */
  sign: '#f6c644',
} as const

/** Installed with the portal; elsewhere the person's own fonts: nothing is fetched from other sites. */
export const fonts = {
  text: "'Source Sans 3','Helvetica Neue',Arial,sans-serif",
  code: "ui-monospace,'DejaVu Sans Mono',monospace",
} as const

/** Size, line height and weight of headings, and of the first one on a phone. */
export const headings = {
  h1: { size: '40px', line: '48px', weight: 300 },
  h1OnPhone: { size: '28px', line: '36px', weight: 300 },
  h2: { size: '22px', line: '28px', weight: 600 },
  h3: { size: '18px', line: '24px', weight: 600 },
} as const

export const measures = {
  radius: '2px',
  /** Of a page's content, and the room beside it. */
  pageWidth: '1200px',
  pageMargin: '24px',
  pageMarginOnPhone: '16px',
  /** The widest window of a phone. */
  phone: '600px',
  /** Above each page. */
  brandLine: '4px',
} as const

/** Around the part that the keyboard acts on. */
export const focusRing = `outline:3px solid ${colours.focus};outline-offset:2px`
