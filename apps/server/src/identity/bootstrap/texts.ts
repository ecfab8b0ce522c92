import type { Text } from '#platform/texts.ts'

/** Titles of problems, and what the person can do. */
export const texts = {
  alreadyBootstrapped: {
    title: {
      fi: 'Palvelu on jo aloitettu',
      sv: 'Tjänsten har redan startats',
      en: 'The service has already been set up',
    },
    advice: {
      fi: 'Käsittelijä nimeää uudet rekisteröijät.',
      sv: 'Handläggaren utser nya registrerare.',
      en: 'The case officer appoints further registrars.',
    },
  },
  begunWithOthers: {
    title: {
      fi: 'Aloitus on kesken toisten henkilöiden kanssa',
      sv: 'Starten pågår med andra personer',
      en: 'The set-up was started with other people',
    },
    advice: {
      fi: 'Jatka samojen kahden henkilön kanssa.',
      sv: 'Fortsätt med samma två personer.',
      en: 'Continue with the same two people.',
    },
  },
  identityCodeWrong: {
    title: {
      fi: 'Henkilötunnus on virheellinen',
      sv: 'Personbeteckningen är felaktig',
      en: 'The personal identity code is wrong',
    },
    advice: {
      fi: 'Tarkista henkilötunnus.',
      sv: 'Kontrollera personbeteckningen.',
      en: 'Check the personal identity code.',
    },
  },
  registersRefuse: {
    title: {
      fi: 'Henkilöä tai oikeutta ei löydy rekistereistä',
      sv: 'Personen eller rättigheten finns inte i registren',
      en: 'The person or the right was not found in the registers',
    },
    advice: {
      fi: 'Tarkista henkilötunnus ja rekisteriyhteydet.',
      sv: 'Kontrollera personbeteckningen och förbindelserna till registren.',
      en: 'Check the personal identity code and the connections to the registers.',
    },
  },
  cardRefused: {
    title: {
      fi: 'Korttia ei voi tehdä',
      sv: 'Kortet kan inte tillverkas',
      en: 'The card cannot be made',
    },
    advice: {
      fi: 'Tarkista henkilön ammattioikeus ja kortin valmistus.',
      sv: 'Kontrollera personens yrkesrätt och korttillverkningen.',
      en: 'Check the person’s right to practise and the production of cards.',
    },
  },
  registrarRoleRefused: {
    title: {
      fi: 'Rekisteröijää ei voi nimetä',
      sv: 'Registreraren kan inte utses',
      en: 'The registrar cannot be appointed',
    },
  },
} as const satisfies {
  readonly [name: string]: { readonly title: Text; readonly advice?: Text }
}
