import type { Text } from '@sotevarmenne/pages/languages'

/** Why the request of a site for a card is refused, whatever it requests. */
export const requesterTexts = {
  malformed: {
    fi: 'Pyyntö on virheellinen.',
    sv: 'Begäran är felaktig.',
    en: 'The request is malformed.',
  },
  'requester-gone': {
    fi: 'Pyyntö peruttiin.',
    sv: 'Begäran avbröts.',
    en: 'The request was cancelled.',
  },
  'another-request-waits': {
    fi: 'Toinen pyyntö odottaa tunnuslukua. Vastaa siihen tai peru se ensin kortinlukijaohjelmistossa.',
    sv: 'En annan begäran väntar på koden. Besvara eller avbryt den först i kortläsarprogrammet.',
    en: 'Another request is waiting for its PIN. Answer or cancel that first in the reader software.',
  },
  'requested-too-often': {
    fi: 'Tämän sivuston pyyntöjä on peruttu monta peräkkäin. Se saa kysyä uudelleen minuutin kuluttua.',
    sv: 'Flera av webbplatsens begäranden har avbrutits i följd. Den får fråga på nytt om en minut.',
    en: 'Several requests from this site were cancelled in a row. It may send a new one in a minute.',
  },
  'site-not-listed': {
    fi: 'Tämä sivusto ei ole kortinlukijaohjelmiston asetuksissa sallittujen joukossa.',
    sv: 'Webbplatsen finns inte bland dem som är tillåtna i kortläsarprogrammets inställningar.',
    en: 'This site is not among those allowed in the settings of the reader software.',
  },
  'version-too-old': {
    fi: 'Kortinlukijaohjelmisto on liian vanha kirjautumiseen ja allekirjoittamiseen. Päivitä se.',
    sv: 'Kortläsarprogrammet är för gammalt för inloggning och underskrift. Uppdatera det.',
    en: 'The reader software is too old to log in and sign with. Update it.',
  },
} as const satisfies Record<string, Text>
