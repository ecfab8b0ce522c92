import type { Text } from '#platform/texts.ts'

/** Texts for the desk about faults of a spare card, for kinds that `cards` does not have. */
export const ownFindingTexts: {
  readonly [kind: string]: { readonly title: Text; readonly advice?: Text } | undefined
} = {
  'pins-not-set': {
    title: {
      fi: 'Tunnuslukuja ei asetettu',
      sv: 'Koderna ställdes inte in',
      en: 'The PINs were not set',
    },
  },
  'leftover-file': left({
    fi: 'Kortille jäi tietoja tai avaimia',
    sv: 'Uppgifter eller nycklar blev kvar på kortet',
    en: 'Data or keys are left on the card',
  }),
  'leftover-code': left({
    fi: 'Kortille jäi tunnuslukuja',
    sv: 'Koder blev kvar på kortet',
    en: 'PINs or codes are left on the card',
  }),
  'access-rules-in-force': left({
    fi: 'Kortti on yhä lukittu edelliselle haltijalle',
    sv: 'Kortet är fortfarande låst för den förra innehavaren',
    en: 'The card is still locked for its last holder',
  }),
  'wrong-admin-key': left({
    fi: 'Kortti ei tunnista palvelua',
    sv: 'Kortet känner inte igen tjänsten',
    en: 'The card does not recognise the service',
  }),
  'admin-key-blocked': left({
    fi: 'Kortin hallinta-avain on lukkiutunut',
    sv: 'Kortets adminnyckel är låst',
    en: 'The admin key of the card is locked',
  }),
}

function left(title: Text): { readonly title: Text; readonly advice: Text } {
  return {
    title,
    advice: {
      fi: 'Yritä tyhjentämistä uudelleen. Jos se ei onnistu, poista kortti käytöstä ja tuhoa se.',
      sv: 'Försök tömma kortet på nytt. Om det inte lyckas, ta kortet ur bruk och förstör det.',
      en: 'Try to wipe the card again. If that fails, write the card off and destroy it.',
    },
  }
}
