import { dualControlProblems } from '#platform/dual-control-problems.ts'

const tooEarly = {
  status: 422,
  title: {
    fi: 'Muutos voi tulla voimaan aikaisintaan huomenna',
    sv: 'Ändringen kan gälla tidigast från i morgon',
    en: 'A change can take effect tomorrow at the earliest',
  },
  advice: {
    fi: 'Tee ehdotus, jonka ensimmäinen päivä on myöhempi.',
    sv: 'Föreslå en senare första dag.',
    en: 'Propose a later first day.',
  },
} as const

/** For every operation that proposes a change from a day on. */
export const proposeProblems = {
  'change-begins-too-early': tooEarly,
  'change-already-proposed': {
    status: 409,
    title: {
      fi: 'Samasta päivästä on jo ehdotus',
      sv: 'Det finns redan ett förslag från samma dag',
      en: 'A change from the same day has already been proposed',
    },
    advice: {
      fi: 'Odota, kunnes se on hyväksytty tai hylätty.',
      sv: 'Vänta tills det har godkänts eller avslagits.',
      en: 'Wait until it has been approved or rejected.',
    },
  },
} as const

const notFound = {
  status: 404,
  title: {
    fi: 'Ehdotusta ei ole, tai se on jo ratkaistu',
    sv: 'Förslaget finns inte, eller så är det redan avgjort',
    en: 'The proposal does not exist, or it has already been decided',
  },
  advice: {
    fi: 'Lataa sivu uudelleen.',
    sv: 'Ladda sidan på nytt.',
    en: 'Load the page again.',
  },
} as const

/** For every operation that decides one; `kind` when it is not there. */
export const decideProblems = <const Kind extends string>(kind: Kind) => ({
  ...({ [kind]: notFound } as { readonly [Not in Kind]: typeof notFound }),
  ...dualControlProblems,
  'change-begins-too-early': tooEarly,
})
