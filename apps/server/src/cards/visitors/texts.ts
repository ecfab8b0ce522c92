import type { Text } from '#platform/texts.ts'

/** The text of a refusal, and what the person can do. */
type RefusalText = { readonly title: Text; readonly advice: Text }

/** The advice while a register does not respond. */
export const orderLater: Text = {
  fi: 'Kortin voi tilata, kun rekisteri vastaa taas. Hae henkilö silloin uudelleen.',
  sv: 'Kortet kan beställas när registret svarar igen. Sök personen på nytt då.',
  en: 'The card can be ordered when the register responds again. Look the person up again then.',
}

export const texts = {
  noEmployerHere: {
    title: {
      fi: 'Tällä rekisteröintipisteellä ei ole sopimusta eikä valtuutusta',
      sv: 'Det här registreringsstället har varken avtal eller fullmakt',
      en: 'This registration point has no agreement or authorisation',
    },
    advice: {
      fi: 'Työnantaja nimeää pisteen sopimuksessaan tai valtuuttaa sen. Ohjaa henkilö työnantajan rekisteröintipisteeseen.',
      sv: 'Arbetsgivaren nämner stället i sitt avtal eller befullmäktigar det. Hänvisa personen till arbetsgivarens registreringsställe.',
      en: 'The employer names the point in its agreement, or authorises it. Send the person to the employer’s registration point.',
    },
  },
  lookUpReasonMissing: {
    title: {
      fi: 'Kerro, miksi haet tietoja',
      sv: 'Ange varför du söker uppgifterna',
      en: 'Say why you are looking this person up',
    },
    advice: {
      fi: 'Et ole kutsunut ketään jonosta. Kutsu asiakas, tai valitse syy. Syy jää lokiin.',
      sv: 'Du har inte kallat någon från kön. Kalla kunden eller välj en orsak. Orsaken sparas i loggen.',
      en: 'You have not called anybody from the queue. Call the visitor, or choose a reason. The reason stays in the log.',
    },
  },
  tooManyLookUps: {
    title: {
      fi: 'Olet hakenut tunnin aikana liian monen henkilön tiedot',
      sv: 'Du har sökt uppgifter om för många personer inom en timme',
      en: 'You have looked up too many people within an hour',
    },
    advice: {
      fi: 'Jos asiakkaita on paljon, pyydä toimistoa sallimaan lisää hakuja. Muuten odota. Haut näkyvät lokissa, ja toimisto seuraa niitä.',
      sv: 'Om det finns många kunder, be kontoret tillåta fler sökningar. Vänta annars. Sökningarna syns i loggen, och kontoret följer upp dem.',
      en: 'If there are many visitors, ask the office to allow more look-ups. Otherwise wait. Look-ups are recorded in the log, and the office monitors them.',
    },
  },
  notAnIdentityCode: {
    title: {
      fi: 'Henkilötunnus ei ole oikean muotoinen',
      sv: 'Personbeteckningen har fel form',
      en: 'The personal identity code is not in the right form',
    },
    advice: {
      fi: 'Kirjoita tunnus kokonaan, esimerkiksi 131052-308T.',
      sv: 'Skriv hela beteckningen, till exempel 131052-308T.',
      en: 'Write the whole code, for example 131052-308T.',
    },
  },
  noSuchBirthDate: {
    title: {
      fi: 'Henkilötunnuksen syntymäaikaa ei ole olemassa',
      sv: 'Personbeteckningens födelsedatum finns inte',
      en: 'The personal identity code has a birth date that does not exist',
    },
    advice: {
      fi: 'Tarkista tunnus henkilön asiakirjasta.',
      sv: 'Kontrollera beteckningen i personens handling.',
      en: 'Check the code against the person’s document.',
    },
  },
  individualNumberNotInUse: {
    title: {
      fi: 'Henkilötunnuksen yksilönumero ei ole käytössä',
      sv: 'Personbeteckningens individnummer används inte',
      en: 'The individual number of the personal identity code is not in use',
    },
    advice: {
      fi: 'Tarkista tunnus henkilön asiakirjasta.',
      sv: 'Kontrollera beteckningen i personens handling.',
      en: 'Check the code against the person’s document.',
    },
  },
  wrongCheckCharacter: {
    title: {
      fi: 'Henkilötunnuksen tarkistusmerkki ei täsmää',
      sv: 'Personbeteckningens kontrolltecken stämmer inte',
      en: 'The check character of the personal identity code does not match',
    },
    advice: {
      fi: 'Jokin merkki on väärin. Tarkista tunnus henkilön asiakirjasta.',
      sv: 'Något tecken är fel. Kontrollera beteckningen i personens handling.',
      en: 'Some character is wrong. Check the code against the person’s document.',
    },
  },
} as const satisfies { readonly [refusal: string]: RefusalText }
