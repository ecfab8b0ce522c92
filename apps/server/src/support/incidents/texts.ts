export const texts = {
  createdBefore: {
    title: {
      fi: 'Tiedote on jo julkaistu toisin sanoin',
      sv: 'Meddelandet har redan publicerats med andra ord',
      en: 'The message has already been published in other words',
    },
    advice: {
      fi: 'Lataa sivu uudelleen ja katso, mitä siinä lukee.',
      sv: 'Ladda sidan på nytt och se vad där står.',
      en: 'Load the page again and see what it says.',
    },
  },
  notFound: {
    title: {
      fi: 'Häiriötä ei löydy',
      sv: 'Störningen hittades inte',
      en: 'The incident was not found',
    },
    advice: {
      fi: 'Valitse häiriö luettelosta.',
      sv: 'Välj störningen i listan.',
      en: 'Choose the incident from the list.',
    },
  },
  hasEnded: {
    title: { fi: 'Häiriö on ohi', sv: 'Störningen är över', en: 'The incident is over' },
    advice: {
      fi: 'Jos häiriö alkoi uudelleen, ilmoita uusi.',
      sv: 'Om störningen har börjat på nytt, meddela en ny.',
      en: 'If it began again, announce another.',
    },
  },
} as const
