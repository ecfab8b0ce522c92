/** The look of the reader's page. Only fonts of the machine: nothing is fetched from elsewhere. */
export const style = `
:root {
  --brand: #0b4a48; --link: #0a5c59; --line: #c6cfce; --ground: #f3f6f5; --text: #1a2121;
  --good: #0b6e3c; --bad: #a8201a; --warn: #7a4a00;
}
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif; color: var(--text); background: var(--ground); }
a { color: var(--link); }
:focus-visible { outline: 3px solid #e07b00; outline-offset: 2px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 1rem; top: 0.5rem; background: #fff; padding: 0.5rem; z-index: 1; }
.wide { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
header { background: var(--brand); color: #fff; }
header .wide { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; padding-top: 0.75rem; padding-bottom: 0.75rem; }
header a { color: #fff; } header .name { font-weight: 700; text-decoration: none; font-size: 1.1rem; }
header ul { display: flex; flex-wrap: wrap; gap: 0 1rem; list-style: none; margin: 0; padding: 0; }
header [aria-current] { font-weight: 700; text-decoration: none; border-bottom: 3px solid #fff; }
.languages { margin-left: auto; }
main { padding: 1.5rem 0 3rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 0.75rem; color: var(--brand); }
h2 { font-size: 1.25rem; margin: 0 0 0.5rem; color: var(--brand); }
h3 { font-size: 1.05rem; margin: 0.75rem 0 0.25rem; }
.box, fieldset { background: #fff; border: 1px solid var(--line); border-radius: 6px; padding: 1rem 1.25rem; margin: 0 0 1rem; }
legend { font-weight: 700; color: var(--brand); padding: 0 0.3rem; font-size: 1.1rem; }
.lead { font-size: 1.1rem; max-width: 46rem; }
button, .button { font: inherit; font-weight: 600; background: var(--link); color: #fff; border: 1px solid var(--link); border-radius: 4px; padding: 0.5rem 1rem; cursor: pointer; min-height: 2.75rem; text-decoration: none; display: inline-block; }
.quiet { background: #fff; color: var(--link); }
.buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 1rem; } .buttons:empty { display: none; }
label { display: block; font-weight: 600; margin: 0.5rem 0 0.25rem; }
input, select { font: inherit; border: 1px solid #5f686d; border-radius: 4px; padding: 0.45rem 0.6rem; width: 100%; max-width: 18rem; background: #fff; color: inherit; min-height: 2.75rem; letter-spacing: 0.06em; }
[aria-invalid='true'] { border: 2px solid var(--bad); }
fieldset .note { margin: 0 0 0.25rem; }
.pairs { display: grid; gap: 0 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); max-width: 40rem; }
dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: 0.15rem 1rem; margin: 0.5rem 0; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 0.5rem; } }
.good, .bad, .warn { border-left: 5px solid; padding: 0.5rem 0.9rem; background: #fff; margin: 0.5rem 0 1rem; }
.good { border-color: var(--good); } .bad { border-color: var(--bad); } .warn { border-color: var(--warn); background: #fff8e8; }
.good strong { color: var(--good); } .bad strong { color: var(--bad); } .warn strong { color: var(--warn); }
.state { font-weight: 600; } .state.good { color: var(--good); } .state.bad { color: var(--bad); } .state.warn { color: var(--warn); }
.state { border: 0; padding: 0; background: none; margin: 0.25rem 0; }
.request { border: 2px solid #e07b00; box-shadow: 0 2px 14px rgb(0 0 0 / 15%); }
.origin { font-size: 1.3rem; font-weight: 700; overflow-wrap: anywhere; margin: 0.25rem 0; }
.in-reader { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); }
.card { aspect-ratio: 85.6 / 54; max-width: 22rem; border-radius: 14px; padding: 1.1rem 1.25rem; color: #fff; background: linear-gradient(135deg, #0b4a48, #136a66 60%, #0f5a72); display: flex; flex-direction: column; justify-content: flex-end; box-shadow: 0 3px 12px rgb(0 0 0 / 25%); position: relative; }
.card::before { content: ''; position: absolute; right: 1.25rem; top: 1rem; width: 2.6rem; height: 2rem; border-radius: 5px; background: linear-gradient(90deg, #d9b95c, #f2dd94, #d9b95c); }
.card p { margin: 0; } .card .holder { font-size: 1.2rem; font-weight: 700; } .card .kind { position: absolute; top: 1rem; left: 1.25rem; right: 4.5rem; font-weight: 600; overflow-wrap: anywhere; }
.card .number { font-variant-numeric: tabular-nums; letter-spacing: 0.08em; margin-top: 0.35rem; font-size: 0.9rem; }
.shelf { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); }
.shelf li { border: 1px solid var(--line); border-radius: 8px; padding: 0.75rem 1rem; background: #fff; }
.shelf p { margin: 0 0 0.5rem; }
code, pre { font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: 0.9em; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; background: var(--ground); padding: 0.75rem; border-radius: 4px; max-height: 18rem; overflow: auto; margin: 0.25rem 0 0.75rem; }
.note { color: #465150; font-size: 0.95rem; }
summary { cursor: pointer; color: var(--link); font-weight: 600; padding: 0.25rem 0; }
`
