import type { Text } from '#platform/texts.ts'

/** Texts of the problems of the revocation service. */
export const texts = {
  searchTooShort: {
    title: {
      fi: 'Hakuun tarvitaan lisää',
      sv: 'Sökningen behöver mer',
      en: 'The search needs more',
    },
    advice: {
      fi: 'Kirjoita henkilötunnus, kortin numero tai nimi. Pelkkä syntymäaika riittää myös.',
      sv: 'Skriv personbeteckning, kortets nummer eller namn. Enbart födelsedatum räcker också.',
      en: 'Type an identity code, a card number or a name. A birth date alone is enough too.',
    },
  },
  identityCodeDiffers: {
    title: {
      fi: 'Henkilötunnus ei ole tämän henkilön',
      sv: 'Personbeteckningen är inte denna persons',
      en: 'The identity code is not this person’s',
    },
    advice: {
      fi: 'Mitään ei suljettu. Tarkista tunnus ja henkilö. Jos soittaja ei muista tunnusta, jätä kohta tyhjäksi.',
      sv: 'Inget spärrades. Kontrollera beteckningen och personen. Om den som ringer inte minns den, lämna punkten tom.',
      en: 'Nothing was cancelled. Check the code and the person. If the caller does not remember the code, leave the field empty.',
    },
  },
  cardNumberDiffers: {
    title: {
      fi: 'Kortin numero ei ole valitun kortin',
      sv: 'Kortnumret är inte det valda kortets',
      en: 'The card number is not that of a chosen card',
    },
    advice: {
      fi: 'Mitään ei suljettu. Tarkista numero ja valitut kortit, tai jätä kohta tyhjäksi.',
      sv: 'Inget spärrades. Kontrollera numret och de valda korten, eller lämna punkten tom.',
      en: 'Nothing was cancelled. Check the number and the chosen cards, or leave it empty.',
    },
  },
  callBackMissing: {
    title: {
      fi: 'Takaisinsoitto puuttuu',
      sv: 'Återuppringningen saknas',
      en: 'The call-back is missing',
    },
    advice: {
      fi: 'Soittaja ei ole varmasti haltija. Kirjaa numero, johon soitetaan takaisin, tai miksi ei soiteta.',
      sv: 'Den som ringer är inte säkert innehavaren. Anteckna numret att ringa upp, eller varför man inte ringer.',
      en: 'It is not certain that the caller is the holder. Note the number to call back, or why no call is made.',
    },
  },
  reasonMissing: {
    title: {
      fi: 'Valitse, mitä kortille tapahtui',
      sv: 'Välj vad som har hänt med kortet',
      en: 'Choose what happened to the card',
    },
    advice: {
      fi: 'Syy kirjataan sulkulistalle.',
      sv: 'Orsaken antecknas på spärrlistan.',
      en: 'The reason is written on the revocation list.',
    },
  },
  reasonNotOfCaller: {
    title: {
      fi: 'Vain työnantaja ilmoittaa palvelussuhteen päättymisestä',
      sv: 'Bara arbetsgivaren meddelar att en anställning har upphört',
      en: 'Only an employer reports the end of an employment',
    },
    advice: {
      fi: 'Valitse toinen syy, tai tarkista kuka soittaa.',
      sv: 'Välj en annan orsak, eller kontrollera vem som ringer.',
      en: 'Choose another reason, or check who calls.',
    },
  },
  holderMissing: {
    title: {
      fi: 'Valitse ensin kortin haltija',
      sv: 'Välj först kortets innehavare',
      en: 'First choose the holder of the card',
    },
    advice: {
      fi: 'Hae henkilö nimellä, henkilötunnuksella tai kortin numerolla.',
      sv: 'Sök personen med namn, personbeteckning eller kortnummer.',
      en: 'Find the person by name, identity code or card number.',
    },
  },
  cardNotOfHolder: {
    title: {
      fi: 'Kortti ei ole tämän henkilön',
      sv: 'Kortet är inte denna persons',
      en: 'The card is not this person’s',
    },
    advice: {
      fi: 'Mitään ei suljettu. Hae henkilö uudelleen.',
      sv: 'Inget spärrades. Sök personen på nytt.',
      en: 'Nothing was cancelled. Find the person again.',
    },
  },
  cardNotCancellable: {
    title: {
      fi: 'Korttia ei voi sulkea tästä syystä',
      sv: 'Kortet kan inte spärras av den här orsaken',
      en: 'The card cannot be cancelled for this reason',
    },
    advice: {
      fi: 'Mitään ei suljettu. Ammattikortti ja varakortti eivät sulkeudu palvelussuhteen päättyessä.',
      sv: 'Inget spärrades. Yrkeskort och tillfälliga kort spärras inte när en anställning upphör.',
      en: 'Nothing was cancelled. Professional cards and spare cards are not cancelled when an employment ends.',
    },
  },
  happenedInTheFuture: {
    title: {
      fi: 'Päivä on tulevaisuudessa',
      sv: 'Dagen är i framtiden',
      en: 'The day is in the future',
    },
    advice: {
      fi: 'Tarkista, milloin kortti katosi.',
      sv: 'Kontrollera när kortet försvann.',
      en: 'Check when the card was lost.',
    },
  },
  callOfAnotherAgent: {
    title: {
      fi: 'Puhelu on toisen hoitajan',
      sv: 'Samtalet är en annan handläggares',
      en: 'The call is another agent’s',
    },
    advice: {
      fi: 'Aloita uusi puhelu.',
      sv: 'Börja ett nytt samtal.',
      en: 'Start a new call.',
    },
  },
  referenceMisread: {
    title: {
      fi: 'Viitenumerossa on virhe',
      sv: 'Det är fel i referensnumret',
      en: 'The reference number has a mistake',
    },
    advice: {
      fi: 'Siinä on kahdeksan numeroa. Pyydä soittajaa lukemaan se uudelleen.',
      sv: 'Det har åtta siffror. Be den som ringer läsa det på nytt.',
      en: 'It has eight digits. Ask the caller to read it again.',
    },
  },
  callNotFound: {
    title: {
      fi: 'Puhelua ei löydy',
      sv: 'Samtalet hittades inte',
      en: 'The call was not found',
    },
    advice: {
      fi: 'Hae puhelu viitenumerolla.',
      sv: 'Sök samtalet med referensnumret.',
      en: 'Find the call by its reference number.',
    },
  },
  nothingToFollowUp: {
    title: {
      fi: 'Puhelu on jo selvitetty',
      sv: 'Samtalet är redan utrett',
      en: 'The call has already been settled',
    },
    advice: {
      fi: 'Päivitä luettelo: joku muu on tavoittanut haltijan.',
      sv: 'Uppdatera listan: någon annan har nått innehavaren.',
      en: 'Refresh the list: somebody else has reached the holder.',
    },
  },
  triedTooSeldom: {
    title: {
      fi: 'Haltijaa pitää yrittää tavoittaa kolme kertaa',
      sv: 'Du måste försöka nå innehavaren tre gånger',
      en: 'You must try to reach the holder three times',
    },
    advice: {
      fi: 'Kirjaa jokainen yritys. Sen jälkeen asian voi päättää.',
      sv: 'Anteckna varje försök. Därefter kan ärendet avslutas.',
      en: 'Note each attempt. After that the matter can be closed.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice: Text } }
