import type { Site } from '@sotevarmenne/pages/frame'
import type { Issuer } from '#pki/ca/index.ts'

/** The layout of the pages for relying parties. What a CA says of itself comes from the reviewed file. */
export function statusSite(issuers: readonly Issuer[]): Site {
  const [fi, sv, en] = issuers.flatMap(({ policy }) => policy ?? [])[0]?.notices ?? []
  return {
    name: { fi: 'Varmennetiedot', sv: 'Certifikatinformation', en: 'Certificate information' },
    home: '/',
    path: '/',
    style,
    places: {
      label: { fi: 'Sivut', sv: 'Sidor', en: 'Pages' },
      links: [
        { href: '/ca/', text: { fi: 'Varmentajat', sv: 'Utfärdare', en: 'CAs' } },
        { href: '/profiles/', text: { fi: 'Profiilit', sv: 'Profiler', en: 'Profiles' } },
      ],
    },
    ...(fi !== undefined && sv !== undefined && en !== undefined && { notice: { fi, sv, en } }),
  }
}

const style = `
:root { --brand: #002e5f; --link: #1450a0; --line: #c8cdd0; --ground: #f4f6f8; --text: #1c2024; }
h3 { font-size: 1.05rem; margin: 0 0 0.25rem; overflow-wrap: anywhere; }
main p { max-width: 46rem; }
section { margin: 0 0 2rem; }
.boxes { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); align-items: start; margin-bottom: 1rem; }
.boxes .box { margin: 0; }
.box > :first-child { margin-top: 0; } .box > :last-child { margin-bottom: 0; } main .good, main .bad { max-width: none; }
.fingerprint { user-select: all; display: inline-block; max-width: 30rem; } .fingerprint span { display: inline-block; }
.files { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; margin: 0; padding: 0; }
.command { white-space: pre; overflow-x: auto; user-select: all; overflow-wrap: normal; }
.plain { list-style: none; padding: 0; margin: 0; } .plain li { padding: 0.35rem 0; } dd .plain li:first-child { padding-top: 0; }
.small { vertical-align: top; min-height: 1.75rem; padding: 0 0.6rem; font-size: 0.85rem; margin-top: 0.25rem; } [hidden] { display: none; }
.scroll { overflow-x: auto; margin-bottom: 1rem; } table { border-collapse: collapse; width: 100%; background: #fff; }
th, td { text-align: left; padding: 0.5rem 0.75rem; border: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
thead th { background: #eaf0f6; } th[scope='row'] { width: 15rem; } td:nth-child(2):not(:last-child) { width: 45%; } .addresses td:nth-child(2):not(:last-child) { width: 14rem; }
td p { margin: 0 0 0.35rem; }
@media (max-width: 48rem) {
  .fields { background: none; } .fields tr { background: #fff; } .fields thead { display: none; } .fields tr { display: block; border: 1px solid var(--line); margin-bottom: 0.75rem; }
  .fields th, .fields td, th[scope='row'], td:nth-child(2):not(:last-child) { display: block; width: auto; border: 0; padding: 0.4rem 0.75rem; }
  .fields th[scope='row'] { background: #eaf0f6; } .fields td::before { content: attr(data-label); display: block; font-weight: 600; font-size: 0.85rem; color: #465150; }
}
`
