import { colours } from '@sotevarmenne/design-tokens/tokens'
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
main p { max-width: 46rem; }
section { margin: 0 0 2rem; }
.boxes { align-items: start; }
.box > :first-child { margin-top: 0; } .box > :last-child { margin-bottom: 0; } main .good, main .bad { max-width: none; }
.fingerprint { user-select: all; display: inline-block; max-width: 30rem; } .fingerprint span { display: inline-block; }
.files { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; margin: 0; padding: 0; }
.plain { list-style: none; padding: 0; margin: 0; } .plain li { padding: 0.35rem 0; } dd .plain li:first-child { padding-top: 0; }
.small { vertical-align: top; margin-top: 0.25rem; } [hidden] { display: none; }
th, td { border: 1px solid ${colours.line}; overflow-wrap: anywhere; }
th[scope='row'] { width: 15rem; } td:nth-child(2):not(:last-child) { width: 45%; } .addresses td:nth-child(2):not(:last-child) { width: 14rem; }
td p { margin: 0 0 0.35rem; }
@media (max-width: 48rem) {
  .fields { background: none; } .fields tr { background: ${colours.surface}; } .fields thead { display: none; } .fields tr { display: block; border: 1px solid ${colours.line}; margin-bottom: 0.75rem; }
  .fields th, .fields td, th[scope='row'], td:nth-child(2):not(:last-child) { display: block; width: auto; border: 0; padding: 0.4rem 0.75rem; }
  .fields td::before { content: attr(data-label); display: block; font-weight: 600; font-size: 0.85rem; color: ${colours.muted}; }
}
`
