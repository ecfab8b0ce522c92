export const texts = {
  outOfBounds: {
    title: {
      fi: 'Arvo ei ole sallituissa rajoissa',
      sv: 'Värdet ligger utanför de tillåtna gränserna',
      en: 'The value is outside its limits',
    },
    advice: {
      fi: 'Valitse arvo, joka on asetuksen rajoissa. Rajat ovat asetuksen kohdalla sivulla.',
      sv: 'Välj ett värde inom inställningens gränser. Gränserna står vid inställningen på sidan.',
      en: 'Choose a value within the limits of the setting. They are shown beside it on the page.',
    },
  },
} as const
