export const texts = {
  itemNotWaiting: {
    title: {
      fi: 'Asia ei enää odota käsittelyä',
      sv: 'Ärendet väntar inte längre på handläggning',
      en: 'The item no longer waits',
    },
    advice: {
      fi: 'Se on ehkä jo ratkaistu. Lataa työjono uudelleen.',
      sv: 'Det kan redan vara avgjort. Ladda arbetskön på nytt.',
      en: 'It may have been decided already. Load the inbox again.',
    },
  },
  officerNotPermitted: {
    title: {
      fi: 'Henkilö ei voi ratkaista tätä asiaa',
      sv: 'Personen kan inte avgöra ärendet',
      en: 'The person may not decide this item',
    },
    advice: {
      fi: 'Valitse käsittelijä, jolla on siihen oikeus.',
      sv: 'Välj en handläggare som har rätt till det.',
      en: 'Choose an officer who is permitted to.',
    },
  },
  itemOfAnotherOfficer: {
    title: {
      fi: 'Asia on toisella käsittelijällä',
      sv: 'En annan handläggare har ärendet',
      en: 'Another officer has the item',
    },
    advice: {
      fi: 'Työjonosta näet, kenellä asia on. Voit silti ratkaista sen, jos sinulla on siihen oikeus.',
      sv: 'I arbetskön ser du vem som har ärendet. Du kan ändå avgöra det, om du har rätt till det.',
      en: 'The inbox shows who has it. You can still decide it, if you are permitted to.',
    },
  },
} as const
