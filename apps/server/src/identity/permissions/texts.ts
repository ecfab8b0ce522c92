import type { Text } from '#platform/texts.ts'

/** Titles of problems, and what the person can do. */
export const texts = {
  personUnknown: {
    title: {
      fi: 'Henkilöä ei tunneta',
      sv: 'Personen är okänd',
      en: 'The person is not known',
    },
    advice: {
      fi: 'Rooli annetaan henkilölle, jolla on tämän palvelun kortti. Tarkista henkilötunnus.',
      sv: 'Rollen ges till en person som har ett kort från den här tjänsten. Kontrollera personbeteckningen.',
      en: 'A role is given to a person with a card of this service. Check the personal identity code.',
    },
  },
  hasTheRole: {
    title: {
      fi: 'Henkilöllä on jo tämä rooli',
      sv: 'Personen har redan den här rollen',
      en: 'The person has this role already',
    },
    advice: {
      fi: 'Mitään ei tarvitse tehdä.',
      sv: 'Inget behöver göras.',
      en: 'Nothing needs to be done.',
    },
  },
  hasNotTheRole: {
    title: {
      fi: 'Henkilöllä ei ole tätä roolia',
      sv: 'Personen har inte den här rollen',
      en: 'The person does not have this role',
    },
    advice: {
      fi: 'Katso roolit uudelleen: joku muu on voinut päättää roolin.',
      sv: 'Se på rollerna på nytt: någon annan kan ha avslutat rollen.',
      en: 'Look at the roles again: somebody else may have ended it.',
    },
  },
  hasAnotherRole: {
    title: {
      fi: 'Tarkastajalla ei voi olla muita rooleja',
      sv: 'En revisor kan inte ha andra roller',
      en: 'An auditor can’t have other roles',
    },
    advice: {
      fi: 'Päätä henkilön toinen rooli ensin, tai valitse joku muu.',
      sv: 'Avsluta personens andra roll först, eller välj någon annan.',
      en: 'End the person’s other role first, or choose somebody else.',
    },
  },
  lastHandler: {
    title: {
      fi: 'Viimeisen käsittelijän roolia ei voi päättää',
      sv: 'Den sista handläggarens roll kan inte avslutas',
      en: 'The role of the last handler can’t be ended',
    },
    advice: {
      fi: 'Nimeä ensin toinen käsittelijä.',
      sv: 'Utse först en annan handläggare.',
      en: 'Appoint another handler first.',
    },
  },
  alreadyProposed: {
    title: {
      fi: 'Samaa roolia koskeva ehdotus odottaa jo päätöstä',
      sv: 'Ett förslag om samma roll väntar redan på beslut',
      en: 'A proposal about the same role awaits its decision already',
    },
    advice: {
      fi: 'Päättäkää ensin odottava ehdotus.',
      sv: 'Avgör först förslaget som väntar.',
      en: 'Decide the waiting proposal first.',
    },
  },
  concernsOneself: {
    title: {
      fi: 'Omaa rooliaan ei voi ehdottaa eikä vahvistaa',
      sv: 'Man kan inte föreslå eller godkänna sin egen roll',
      en: 'Nobody can propose or approve an own role',
    },
    advice: {
      fi: 'Pyydä toista käsittelijää.',
      sv: 'Be en annan handläggare.',
      en: 'Ask another handler.',
    },
  },
  ownProposal: {
    title: {
      fi: 'Omaa ehdotustaan ei voi vahvistaa',
      sv: 'Man kan inte godkänna sitt eget förslag',
      en: 'Nobody can approve an own proposal',
    },
    advice: {
      fi: 'Toisen henkilön pitää vahvistaa ehdotus omalla kortillaan.',
      sv: 'En annan person ska godkänna förslaget med sitt eget kort.',
      en: 'Another person must approve it, signed in with the own card.',
    },
  },
  anotherHandlerDecides: {
    title: {
      fi: 'Ehdotuksen päättää toinen käsittelijä',
      sv: 'En annan handläggare avgör förslaget',
      en: 'Another handler decides the proposal',
    },
    advice: {
      fi: 'Rekisteröijä tai varmentajan hoitaja vahvistaa ehdotuksen vain, kun toista käsittelijää ei ole.',
      sv: 'En registrerare eller CA-ansvarig godkänner förslaget endast när det inte finns någon annan handläggare.',
      en: 'A registrar or a CA officer approves only while there is no other handler.',
    },
  },
  proposalUnknown: {
    title: {
      fi: 'Ehdotusta ei ole, tai se on jo päätetty',
      sv: 'Förslaget finns inte, eller så har det redan avgjorts',
      en: 'There is no such proposal, or it has been decided',
    },
    advice: {
      fi: 'Lataa sivu uudelleen.',
      sv: 'Ladda sidan på nytt.',
      en: 'Load the page again.',
    },
  },
  alreadyBootstrapped: {
    title: {
      fi: 'Palvelu on jo aloitettu',
      sv: 'Tjänsten har redan startats',
      en: 'The service has already been begun',
    },
    advice: {
      fi: 'Käsittelijä nimeää uudet rekisteröijät.',
      sv: 'Handläggaren utser nya registrerare.',
      en: 'The handler appoints further registrars.',
    },
  },
  begunWithOthers: {
    title: {
      fi: 'Aloitus on kesken toisten henkilöiden kanssa',
      sv: 'Starten pågår med andra personer',
      en: 'The beginning is under way with other persons',
    },
    advice: {
      fi: 'Jatka samojen kahden henkilön kanssa.',
      sv: 'Fortsätt med samma två personer.',
      en: 'Go on with the same two persons.',
    },
  },
  notTwoPersons: {
    title: {
      fi: 'Tarvitaan kaksi eri henkilöä',
      sv: 'Två olika personer behövs',
      en: 'Two different persons are needed',
    },
    advice: {
      fi: 'Rekisteröijä ja käsittelijä eivät voi olla sama henkilö.',
      sv: 'Registreraren och handläggaren kan inte vara samma person.',
      en: 'The registrar and the handler cannot be the same person.',
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
      en: 'The person or the right is not found in the registers',
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
  appointmentRefused: {
    title: {
      fi: 'Rekisteröijää ei voi nimetä',
      sv: 'Registreraren kan inte utses',
      en: 'The registrar cannot be appointed',
    },
  },
} as const satisfies {
  readonly [name: string]: { readonly title: Text; readonly advice?: Text }
}
