/** The look of every page of the example world. Only fonts of the machine: nothing is fetched from elsewhere. */
export const style = `
:root {
  --brand: #002e5f; --link: #1450a0; --line: #c8cdd0; --ground: #f4f6f8; --text: #1c2024;
  --good: #0b6e3c; --bad: #a8201a; --warn: #7a4a00;
}
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif; color: var(--text); background: var(--ground); }
a { color: var(--link); }
:focus-visible { outline: 3px solid #e07b00; outline-offset: 2px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 1rem; top: 0.5rem; background: #fff; padding: 0.5rem; z-index: 1; }
.wide { max-width: 68rem; margin: 0 auto; padding: 0 1rem; }
header { background: var(--brand); color: #fff; }
header .wide { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; padding-top: 0.75rem; padding-bottom: 0.75rem; }
header a { color: #fff; } header .name { font-weight: 700; text-decoration: none; font-size: 1.1rem; }
header ul { display: flex; flex-wrap: wrap; gap: 0 1rem; list-style: none; margin: 0; padding: 0; }
header [aria-current] { font-weight: 700; text-decoration: none; border-bottom: 3px solid #fff; }
header .languages { margin-left: auto; }
.stand-in { background: #fff3cd; border-bottom: 1px solid #e3cf8a; color: #4d3b00; font-size: 0.9rem; padding: 0.35rem 0; }
main { padding: 1.5rem 0 3rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 0.75rem; color: var(--brand); }
h2 { font-size: 1.25rem; margin: 0 0 0.5rem; color: var(--brand); }
.box { background: #fff; border: 1px solid var(--line); border-radius: 6px; padding: 1rem 1.25rem; margin: 0 0 1rem; }
.boxes { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); margin-bottom: 1rem; }
.boxes .box { margin: 0; }
.lead { font-size: 1.1rem; max-width: 46rem; }
button, .button { font: inherit; font-weight: 600; background: var(--link); color: #fff; border: 1px solid var(--link); border-radius: 4px; padding: 0.5rem 1rem; cursor: pointer; min-height: 2.75rem; text-decoration: none; display: inline-block; }
button.quiet { background: #fff; color: var(--link); }
button[disabled] { background: #6b7680; border-color: #6b7680; cursor: default; }
label { display: block; font-weight: 600; margin: 0.25rem 0; }
input, select, textarea { font: inherit; border: 1px solid #5f686d; border-radius: 4px; padding: 0.45rem 0.6rem; width: 100%; max-width: 28rem; background: #fff; color: inherit; min-height: 2.75rem; }
.row { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: end; } .row > div { flex: 1 1 9rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; background: #fff; }
th, td { text-align: left; padding: 0.5rem 0.6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { background: #eaf0f6; } caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: 0.25rem 1rem; margin: 0.5rem 0; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 0.5rem; } }
.good, .bad, .warn { border-left: 5px solid; padding: 0.5rem 0.9rem; background: #fff; margin: 0 0 1rem; }
.good { border-color: var(--good); } .bad { border-color: var(--bad); } .warn { border-color: var(--warn); }
.good strong { color: var(--good); } .bad strong { color: var(--bad); }
code, pre { font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: 0.9em; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; background: var(--ground); padding: 0.75rem; border-radius: 4px; }
.command { white-space: pre; overflow-x: auto; user-select: all; }
th[scope='row'] .note { display: block; font-weight: 400; }
code { user-select: all; } .code { white-space: nowrap; } .small { min-height: 1.75rem; padding: 0 0.5rem; font-size: 0.85rem; }
@media (max-width: 30rem) { .code .small { display: block; } }
.note { color: #4a545b; font-size: 0.95rem; }
`
