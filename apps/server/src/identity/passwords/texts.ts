import type { Text } from '#platform/texts.ts'

/** Titles of problems, and their remedy. */
export const texts = {
  nameOrPasswordWrong: {
    title: {
      fi: 'Käyttäjätunnus tai salasana on väärä',
      sv: 'Användarnamnet eller lösenordet är fel',
      en: 'The user name or password is wrong',
    },
    advice: {
      fi: 'Tarkista molemmat. Jos salasana on unohtunut, tunnistaudu kortilla tai Suomi.fi-tunnistuksella ja aseta uusi.',
      sv: 'Kontrollera båda. Om du har glömt lösenordet, identifiera dig med kort eller Suomi.fi-identifikation och ange ett nytt.',
      en: 'Check both. If you have forgotten the password, identify yourself with a card or Suomi.fi e-Identification and set a new one.',
    },
  },
  tooManyAttempts: {
    title: {
      fi: 'Liian monta yritystä',
      sv: 'För många försök',
      en: 'Too many attempts',
    },
    advice: {
      fi: 'Yritä uudelleen tunnin kuluttua. Kortilla ja Suomi.fi-tunnistuksella voit kirjautua heti.',
      sv: 'Försök på nytt om en timme. Med kort och Suomi.fi-identifikation kan du logga in genast.',
      en: 'Try again in an hour. With a card or Suomi.fi e-Identification you can sign in at once.',
    },
  },
  tooManyPasswordChecks: {
    title: {
      fi: 'Salasanan tarkistus on ruuhkautunut',
      sv: 'Kontrollen av lösenord är överbelastad',
      en: 'Too many passwords are being checked at the moment',
    },
    advice: {
      fi: 'Yritä hetken kuluttua uudelleen. Kortilla ja Suomi.fi-tunnistuksella voit kirjautua heti.',
      sv: 'Försök på nytt om en stund. Med kort och Suomi.fi-identifikation kan du logga in genast.',
      en: 'Try again in a moment. With a card or Suomi.fi e-Identification you can sign in at once.',
    },
  },
  userNameMalformed: {
    title: {
      fi: 'Käyttäjätunnus ei kelpaa',
      sv: 'Användarnamnet godkänns inte',
      en: 'The user name is not accepted',
    },
    advice: {
      fi: 'Siinä on 6–64 merkkiä: kirjaimia, numeroita ja merkkejä . _ @ + -',
      sv: 'Det har 6–64 tecken: bokstäver, siffror och tecknen . _ @ + -',
      en: 'It has 6 to 64 characters: letters, digits and . _ @ + -',
    },
  },
  userNameIsIdentityCode: {
    title: {
      fi: 'Henkilötunnus ei kelpaa käyttäjätunnukseksi',
      sv: 'En personbeteckning kan inte vara användarnamn',
      en: 'A personal identity code cannot be a user name',
    },
    advice: {
      fi: 'Valitse tunnus, jonka saa näyttää.',
      sv: 'Välj ett namn som får visas.',
      en: 'Choose a name that may be shown.',
    },
  },
  userNameTaken: {
    title: {
      fi: 'Käyttäjätunnus on jo käytössä',
      sv: 'Användarnamnet används redan',
      en: 'The user name is already in use',
    },
    advice: { fi: 'Valitse toinen.', sv: 'Välj ett annat.', en: 'Choose another.' },
  },
  passwordTooShort: {
    title: {
      fi: 'Salasana on liian lyhyt',
      sv: 'Lösenordet är för kort',
      en: 'The password is too short',
    },
    advice: {
      fi: 'Salasanassa on vähintään 15 merkkiä. Kolme toisiinsa liittymätöntä sanaa riittää.',
      sv: 'Det har minst 15 tecken. Tre ord som inte hör ihop räcker.',
      en: 'It has at least 15 characters. Three unrelated words are enough.',
    },
  },
  passwordTooLong: {
    title: {
      fi: 'Salasana on liian pitkä',
      sv: 'Lösenordet är för långt',
      en: 'The password is too long',
    },
    advice: {
      fi: 'Siinä on enintään 128 merkkiä.',
      sv: 'Det har högst 128 tecken.',
      en: 'It has at most 128 characters.',
    },
  },
  passwordEasilyGuessed: {
    title: {
      fi: 'Salasana on helppo arvata',
      sv: 'Lösenordet är lätt att gissa',
      en: 'The password is easy to guess',
    },
    advice: {
      fi: 'Se on melkein kokonaan tunnettu sana, näppäinrivi, toistoa tai käyttäjätunnuksesi. Hyvä salasana on esimerkiksi kolme toisiinsa liittymätöntä sanaa.',
      sv: 'Det är nästan helt ett känt ord, en tangentrad, upprepning eller ditt användarnamn. Ett bra lösenord är till exempel tre ord som inte hör ihop.',
      en: 'Nearly all of it is a known word, a row of keys, repetition or your user name. Three unrelated words make a good password.',
    },
  },
} as const satisfies {
  readonly [name: string]: { readonly title: Text; readonly advice?: Text }
}
