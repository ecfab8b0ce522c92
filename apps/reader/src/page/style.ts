/** What the reader's page adds to the common style. */
export const style = `
:root { --brand: #0b4a48; --link: #0a5c59; --line: #c6cfce; --ground: #f3f6f5; --text: #1a2121; }
h3 { font-size: 1.05rem; margin: 0.75rem 0 0.25rem; }
legend { font-weight: 700; color: var(--brand); padding: 0; font-size: 1.1rem; float: left; width: 100%; margin-bottom: 0.5rem; }
legend + * { clear: both; }
.buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 1rem; } .buttons:empty { display: none; }
input, select { max-width: 18rem; letter-spacing: 0.06em; }
[aria-invalid='true'] { border: 2px solid var(--bad); }
fieldset .note { margin: 0 0 0.25rem; }
fieldset > div + .note { margin-top: 1rem; }
.pairs > div { align-self: end; } .pairs { display: grid; gap: 0 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); max-width: 40rem; }
.state { font-weight: 600; border: 0; padding: 0; background: none; margin: 0.25rem 0; }
.state.good { color: var(--good); } .state.bad { color: var(--bad); } .state.warn { color: var(--warn); }
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
pre { max-height: 18rem; overflow: auto; margin: 0.25rem 0 0.75rem; }
pre.whole { max-height: none; white-space: pre-wrap; overflow-wrap: anywhere; }
h4 { margin: 0.75rem 0 0.25rem; }
.findings { list-style: none; margin: 0; padding: 0; }
.findings h3 { margin-top: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; }
form + .box { margin-top: 1.5rem; }
.choice { display: flex; gap: 0.6rem; align-items: center; font-weight: 400; min-height: 2.75rem; }
.choice input { width: 1.3rem; min-height: 1.3rem; height: 1.3rem; margin: 0; flex: none; }
summary { cursor: pointer; color: var(--link); font-weight: 600; padding: 0.25rem 0; }
`
