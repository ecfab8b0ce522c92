import { colours, focusRing, fonts, headings, measures } from '@sotevarmenne/design-tokens/tokens'

const { h1, h1OnPhone, h2, h3 } = headings
const phone = `@media (max-width:${measures.phone})`
const heading = ({ size, line, weight }: { size: string; line: string; weight: number }) =>
  `font:${String(weight)} ${size}/${line} ${fonts.text}`

/**
 * The style that all pages share, with the head of the portal's pages. Nothing is fetched from elsewhere. A
 * site adds what it alone has, and no colours of its own.
 */
export const commonStyle = `
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 ${fonts.text}; color: ${colours.text}; background: ${colours.ground}; overflow-wrap: break-word; }
button, .button { font: 600 1rem/1.5 ${fonts.text}; background: ${colours.action}; color: ${colours.surface}; border: 1px solid ${colours.action}; border-radius: ${measures.radius}; padding: 0.5rem 1.25rem; cursor: pointer; min-height: 2.75rem; text-decoration: none; display: inline-block; }
a, .quiet, summary { color: ${colours.link}; }
:focus-visible { ${focusRing}; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 1rem; top: 0.5rem; padding: 0.5rem; z-index: 1; }
.wide { max-width: ${measures.pageWidth}; margin: 0 auto; padding: 0 ${measures.pageMargin}; }
header { border-top: ${measures.brandLine} solid ${colours.brand}; border-bottom: 1px solid ${colours.line}; }
header, .skip, .box, fieldset, .quiet, input, select, textarea, .good, .bad, table { background: ${colours.surface}; }
header .wide { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: center; padding-top: 8px; padding-bottom: 8px; }
header li a { display: block; padding: 8px 0; } .name { display: inline-flex; align-items: center; gap: 12px; font: 600 20px/1.2 ${fonts.text}; min-height: 40px; color: ${colours.brand}; text-decoration: none; } .name svg { flex: none; } .name small { display: block; font-weight: 400; font-size: 1rem; color: ${colours.text}; }
header ul { display: flex; flex-wrap: wrap; gap: 0 20px; list-style: none; margin: 0; padding: 0; } header ul.wide { padding: 0 ${measures.pageMargin}; }
header [aria-current] { font-weight: 600; color: ${colours.text}; text-decoration: none; }
.languages { margin-left: auto; }
.menu { border-top: 1px solid ${colours.line}; } .menu a { padding: 12px 0; font-weight: 600; text-decoration: none; } .menu a:hover { text-decoration: underline; } .menu [aria-current] { padding-bottom: 9px; border-bottom: 3px solid ${colours.action}; }
.of-others { background: ${colours.neutral}; border-top-color: ${colours.text}; } .of-others a, .of-others [aria-current] { color: ${colours.surface}; border-color: ${colours.surface}; }
.notice, .warn { background: ${colours.warnTint}; } .notice { border-bottom: 1px solid ${colours.warnEdge}; color: ${colours.warn}; padding: 0.35rem 0; }
main { padding: 32px 0 64px; }
footer { border-top: 1px solid ${colours.line}; background: ${colours.surface}; padding: 24px 0; }
h1, h2 { hyphens: auto; }
h1 { ${heading(h1)}; margin: 0 0 20px; }
h2 { ${heading(h2)}; margin: 0 0 0.5rem; }
h3 { ${heading(h3)}; margin: 0.75rem 0 0.25rem; overflow-wrap: anywhere; }
.box, fieldset { border: 1px solid ${colours.line}; border-radius: ${measures.radius}; padding: 1rem 1.25rem; margin: 0 0 1rem; }
fieldset { min-width: 0; }
.lead { font-size: 18px; max-width: 46rem; }
.note, footer { color: ${colours.muted}; }
button[disabled] { background: ${colours.neutral}; border-color: ${colours.neutral}; cursor: default; }
label { display: block; font-weight: 600; margin: 0.5rem 0 0.25rem; }
input, select, textarea { font: inherit; border: 1px solid ${colours.edge}; border-radius: ${measures.radius}; padding: 0.45rem 0.6rem; width: 100%; max-width: 28rem; color: inherit; min-height: 2.75rem; }
.choice { display: flex; align-items: center; gap: 0.5rem; margin-bottom: 0.25rem; font-weight: 400; min-height: 2rem; } .choice label { margin: 0; font-weight: 400; }
.choice input { width: 1.25rem; height: 1.25rem; min-height: 0; margin: 0; flex: none; }
dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: 0.25rem 1rem; margin: 0.5rem 0; }
dt { color: ${colours.muted}; } dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.boxes { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); margin-bottom: 1rem; } .boxes .box { margin: 0; }
.boxes dl { grid-template-columns: 1fr; gap: 0; } .boxes dd { margin-bottom: 0.5rem; }
${phone} { .wide, header ul.wide { padding: 0 ${measures.pageMarginOnPhone}; } main { padding: 20px 0 48px; } h1 { ${heading(h1OnPhone)}; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 0.5rem; } }
.good, .bad, .warn { border-left: 5px solid ${colours.good}; padding: 0.5rem 0.9rem; margin: 0.5rem 0 1rem; } .bad { border-color: ${colours.bad}; } .warn { border-color: ${colours.warnEdge}; }
.good strong { color: ${colours.good}; } .bad strong { color: ${colours.bad}; } .warn strong { color: ${colours.warn}; }
summary { cursor: pointer; font-weight: 600; padding: 0.25rem 0; }
.scroll { overflow-x: auto; margin-bottom: 1rem; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.5rem 0.75rem; border-bottom: 1px solid ${colours.line}; vertical-align: top; } th { background: ${colours.neutralTint}; }
code, pre { font-family: ${fonts.code}; font-size: 0.9em; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; background: ${colours.ground}; padding: 0.75rem; border-radius: ${measures.radius}; }
.command { white-space: pre; overflow-x: auto; user-select: all; overflow-wrap: normal; }
.small { min-height: 1.75rem; padding: 0 0.5rem; font-size: 0.85rem; }
`

/** Without the spaces that only people read: a style is sent with each page. */
export const compactStyle = (style: string): string =>
  style
    .replaceAll(/([{};:,])\s+/g, '$1')
    .replaceAll(/\s*([{}])/g, '$1')
    .replaceAll(';}', '}')
    .trim()
