export const texts = {
  tooEarly: {
    title: {
      fi: 'Muutos voi tulla voimaan aikaisintaan huomenna',
      sv: 'Ändringen kan gälla tidigast från i morgon',
      en: 'A change begins tomorrow at the earliest',
    },
    advice: {
      fi: 'Tee ehdotus, jonka ensimmäinen päivä on myöhempi.',
      sv: 'Föreslå en senare första dag.',
      en: 'Propose it with a later first day.',
    },
  },
  alreadyProposed: {
    title: {
      fi: 'Samasta päivästä on jo ehdotus',
      sv: 'Det finns redan ett förslag från samma dag',
      en: 'A change from the same day has been proposed already',
    },
    advice: {
      fi: 'Odota, kunnes se on hyväksytty tai hylätty.',
      sv: 'Vänta tills det har godkänts eller avslagits.',
      en: 'Wait until it was approved or rejected.',
    },
  },
  unknown: {
    title: {
      fi: 'Ehdotusta ei ole, tai se on jo ratkaistu',
      sv: 'Förslaget finns inte, eller så är det redan avgjort',
      en: 'There is no such proposal, or it was decided already',
    },
    advice: {
      fi: 'Lataa sivu uudelleen.',
      sv: 'Ladda sidan på nytt.',
      en: 'Load the page again.',
    },
  },
  own: {
    title: {
      fi: 'Oman ehdotuksen hyväksyy joku muu',
      sv: 'Någon annan godkänner ditt eget förslag',
      en: 'Somebody else approves your own proposal',
    },
    advice: {
      fi: 'Pyydä toista käsittelijää katsomaan sitä.',
      sv: 'Be en annan handläggare titta på det.',
      en: 'Ask another case officer to look at it.',
    },
  },
} as const
