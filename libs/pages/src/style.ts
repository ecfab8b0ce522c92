/**
 * The style that all pages share. Only system fonts: nothing is fetched from elsewhere. A site's own style
 * sets the colours `--brand`, `--link`, `--line`, `--ground` and `--text`.
 */
export const commonStyle = `
:root { --good: #0b6e3c; --bad: #a8201a; --warn: #7a4a00; }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif; color: var(--text); background: var(--ground); overflow-wrap: break-word; }
a { color: var(--link); }
:focus-visible { outline: 3px solid #e07b00; outline-offset: 2px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 1rem; top: 0.5rem; background: #fff; padding: 0.5rem; z-index: 1; }
.wide { max-width: 64rem; margin: 0 auto; padding: 0 1rem; }
header { background: var(--brand); color: #fff; }
header .wide { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; padding-top: 0.75rem; padding-bottom: 0.75rem; }
header a { color: #fff; } header li a, .languages a { display: inline-flex; align-items: center; min-height: 1.75rem; } header .name { font-weight: 700; text-decoration: none; font-size: 1.1rem; }
header ul { display: flex; flex-wrap: wrap; gap: 0 1rem; list-style: none; margin: 0; padding: 0; }
header [aria-current] { font-weight: 700; text-decoration: none; border-bottom: 3px solid #fff; }
header .languages { margin-left: auto; }
.notice { background: #fff3cd; border-bottom: 1px solid #e3cf8a; color: #4d3b00; font-size: 0.9rem; padding: 0.35rem 0; }
main { padding: 1.5rem 0 3rem; }
footer { border-top: 1px solid var(--line); color: #465150; font-size: 0.9rem; padding: 0.75rem 0; }
h1, h2 { hyphens: auto; }
h1 { font-size: clamp(1.4rem, 1.1rem + 1.5vw, 1.75rem); line-height: 1.2; margin: 0 0 0.75rem; color: var(--brand); }
h2 { font-size: 1.25rem; margin: 0 0 0.5rem; color: var(--brand); }
.box, fieldset { background: #fff; border: 1px solid var(--line); border-radius: 6px; padding: 1rem 1.25rem; margin: 0 0 1rem; }
fieldset { min-width: 0; }
.lead { font-size: 1.1rem; max-width: 46rem; }
.note { color: #465150; font-size: 0.95rem; }
button, .button { font: inherit; font-weight: 600; background: var(--link); color: #fff; border: 1px solid var(--link); border-radius: 4px; padding: 0.5rem 1rem; cursor: pointer; min-height: 2.75rem; text-decoration: none; display: inline-block; }
.quiet { background: #fff; color: var(--link); }
label { display: block; font-weight: 600; margin: 0.5rem 0 0.25rem; }
input, select, textarea { font: inherit; border: 1px solid #5f686d; border-radius: 4px; padding: 0.45rem 0.6rem; width: 100%; max-width: 28rem; background: #fff; color: inherit; min-height: 2.75rem; }
dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: 0.25rem 1rem; margin: 0.5rem 0; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
.boxes dl { grid-template-columns: 1fr; gap: 0; } .boxes dd { margin-bottom: 0.5rem; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 0.5rem; } }
.good, .bad, .warn { border-left: 5px solid; padding: 0.5rem 0.9rem; background: #fff; margin: 0.5rem 0 1rem; }
.good { border-color: var(--good); } .bad { border-color: var(--bad); } .warn { border-color: var(--warn); background: #fff8e8; }
.good strong { color: var(--good); } .bad strong { color: var(--bad); } .warn strong { color: var(--warn); }
code, pre { font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: 0.9em; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; background: var(--ground); padding: 0.75rem; border-radius: 4px; }
`
