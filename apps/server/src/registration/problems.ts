import type { ProblemsFor } from '#platform/endpoint.ts'
import type { NotAtAPoint } from './registrar-of.ts'

export const notAtAPointProblems = {
  'not-at-a-registration-point': {
    status: 403,
    title: {
      fi: 'Toiminto kuuluu rekisteröintipisteen rekisteröijälle',
      sv: 'Åtgärden hör till en registrerare vid ett registreringsställe',
      en: 'This is for a registrar at a registration point',
    },
    advice: {
      fi: 'Kirjaudu sisään rekisteröijän kortilla.',
      sv: 'Logga in med registrerarens kort.',
      en: 'Sign in with a registrar’s card.',
    },
  },
} satisfies ProblemsFor<NotAtAPoint>
