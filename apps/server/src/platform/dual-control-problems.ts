import type { SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import type { ProblemsFor } from './endpoint.ts'

/** For every operation under dual control: one refusal, one text. */
export const dualControlProblems = {
  'second-person-required': {
    status: 403,
    title: {
      fi: 'Tarvitaan kaksi eri henkilöä',
      sv: 'Två olika personer behövs',
      en: 'Two different persons are needed',
    },
    advice: {
      fi: 'Pyydä toista henkilöä, joka ei ole itse aloittanut, pyytänyt eikä hyväksynyt tätä ja jota tämä ei koske.',
      sv: 'Be en annan person, som inte själv har inlett, begärt eller godkänt detta och som det inte gäller.',
      en: 'Ask another person, who did not start, request or approve this and whom it does not concern.',
    },
  },
} satisfies ProblemsFor<SecondPersonRequired>
