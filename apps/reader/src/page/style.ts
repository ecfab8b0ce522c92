import { colours, headings, measures } from '@sotevarmenne/design-tokens/tokens'

/** What the reader's page adds to the common style. */
export const style = `
legend { font-weight: ${String(headings.h3.weight)}; padding: 0; font-size: ${headings.h3.size}; float: left; width: 100%; margin-bottom: 0.5rem; }
legend + * { clear: both; }
.buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 1rem; } .buttons:empty { display: none; }
input, select { max-width: 18rem; letter-spacing: 0.06em; }
[aria-invalid='true'] { border: 2px solid ${colours.bad}; }
fieldset .note { margin: 0 0 0.25rem; }
fieldset > div + .note { margin-top: 1rem; }
.pairs > div { align-self: end; } .pairs { display: grid; gap: 0 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); max-width: 40rem; }
.state { font-weight: 600; border: 0; padding: 0; background: none; margin: 0.25rem 0; }
.state.good { color: ${colours.good}; } .state.bad { color: ${colours.bad}; } .state.warn { color: ${colours.warn}; }
.request { border: 2px solid ${colours.action}; }
.origin { font-size: 1.3rem; }
.in-reader { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); }
.card { display: block; width: 100%; max-width: 428px; height: auto; border-radius: 16px; }
.shelf { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); }
.shelf li { border: 1px solid ${colours.line}; border-radius: ${measures.radius}; padding: 0.75rem 1rem; }
.shelf p { margin: 0 0 0.5rem; }
pre { margin: 0.25rem 0 0.75rem; }
h4 { margin: 0.75rem 0 0.25rem; }
.findings { list-style: none; margin: 0; padding: 0; }
.findings h3 { margin-top: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; }
ol.documents { margin: 0; padding-left: 1.75rem; } ol.documents > li { border-top: 1px solid ${colours.line}; padding: 0.25rem 0 0.5rem; }
ol.documents p { margin: 0.25rem 0; } ol.documents code { overflow-wrap: anywhere; } ol.documents pre { max-height: 18rem; overflow: auto; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
form + .box { margin-top: 1.5rem; }
label.choice { min-height: 2.75rem; }
`
