/**
 * The terms that a card holder accepts. An order stores their version: a published version never changes,
 * and stays.
 */
export const termsOfUse = [
  {
    version: '2026-11-24',
    terms: [
      {
        fi: 'Kortti on henkilökohtainen. Sitä ei anneta toisen käyttöön.',
        sv: 'Kortet är personligt. Det ges inte till någon annan.',
        en: 'The card is personal. It is not given to anybody else.',
      },
      {
        fi: 'Tunnusluvut pidetään omana tietona eikä niitä säilytetä kortin kanssa.',
        sv: 'Koderna hålls hemliga och förvaras inte tillsammans med kortet.',
        en: 'The PINs are kept secret and never together with the card.',
      },
      {
        fi: 'Kadonneesta tai varastetusta kortista ilmoitetaan heti. Kortti suljetaan, eikä sitä voi avata uudelleen.',
        sv: 'Ett försvunnet eller stulet kort anmäls genast. Kortet spärras och kan inte öppnas igen.',
        en: 'A lost or stolen card is reported at once. The card is cancelled and cannot be taken back into use.',
      },
      {
        fi: 'Uusi kortti haetaan, kun nimi tai ammattioikeus muuttuu.',
        sv: 'Ett nytt kort skaffas när namnet eller yrkesrättigheten ändras.',
        en: 'A new card is applied for when the name or the right to practise changes.',
      },
      {
        fi: 'Korttiin ja varmenteisiin tulevat nimi, ammattioikeus ja rekisteröintinumero. Ne näkyvät palveluille, joissa korttia käytetään.',
        sv: 'Kortet och certifikaten får namn, yrkesrättighet och registreringsnummer. De syns för tjänsterna där kortet används.',
        en: 'The card and the certificates carry the name, the right to practise and the registration number. Services where the card is used see them.',
      },
    ],
  },
] as const

/** The version in force. */
export const termsNow = termsOfUse[0]
