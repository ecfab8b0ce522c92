import type { Texts } from '../texts/text.ts'

/** Activation letters on their way to the card and letter bureau. */
export const letterTexts = {
  heading: {
    fi: 'Kirjeet kirjapainoon',
    sv: 'Brev till tryckeriet',
    en: 'Letters to the card and letter bureau',
  },
  help: {
    fi: 'Saman päivän aktivointikirjeet lähtevät kirjapainoon yhtenä eränä. Aktivointitunnusluvut poistetaan palvelusta, kun kirjapaino on kuitannut erän.',
    sv: 'Aktiveringsbreven för en dag går till tryckeriet som ett parti. Aktiveringskoderna raderas ur tjänsten när tryckeriet har kvitterat partiet.',
    en: 'The activation letters of a day go to the card and letter bureau as one batch. The activation codes are erased from the service once the bureau has acknowledged it.',
  },
  waiting: { fi: 'Myöhässä', sv: 'Försenade', en: 'Late' },
  noneWaits: {
    fi: 'Kaikki kirjeet ovat lähteneet ajallaan.',
    sv: 'Alla brev har skickats i tid.',
    en: 'Every letter has left on its day.',
  },
  lettersWaiting: { fi: 'Lähtemättä', sv: 'Inte skickade', en: 'Not sent' },
  'leftBehind.register-unavailable': {
    fi: 'Väestötietojärjestelmä ei vastaa',
    sv: 'Befolkningsdatasystemet svarar inte',
    en: 'Population register does not answer',
  },
  'leftBehind.not-written': {
    fi: 'Kirjettä ei voitu kirjoittaa',
    sv: 'Brevet kunde inte skrivas',
    en: 'Letter could not be written',
  },
  'leftBehind.refused-by-bureau': {
    fi: 'Kirjapainolla on toinen kirje samalla numerolla',
    sv: 'Tryckeriet har ett annat brev med samma nummer',
    en: 'The card and letter bureau has another letter with this number',
  },
  triedAgainByItself: {
    fi: 'Lähetystä yritetään uudelleen itsestään puolen vuorokauden ajan. Sen jälkeen se pitää käynnistää tästä.',
    sv: 'Tjänsten försöker på nytt av sig själv i ett halvt dygn. Därefter måste försöket startas här.',
    en: 'The service tries again by itself for half a day. After that it has to be started here.',
  },
  retry: { fi: 'Lähetä nyt', sv: 'Skicka nu', en: 'Send now' },
  retried: {
    fi: 'Lähetys on käynnistetty',
    sv: 'Utskicket har startat',
    en: 'Sending has begun',
  },
  retriedHelp: {
    fi: 'Päivitä sivu hetken kuluttua. Jos kirjeitä jää vielä, syy näkyy tässä.',
    sv: 'Uppdatera sidan om en stund. Om brev blir kvar syns orsaken här.',
    en: 'Refresh the page in a moment. If letters remain, the reason is shown here.',
  },
  planned: { fi: 'Tulevat päivät', sv: 'Kommande dagar', en: 'Coming days' },
  nonePlanned: {
    fi: 'Tuleville päiville ei ole kirjeitä.',
    sv: 'Det finns inga brev för kommande dagar.',
    en: 'There are no letters for the coming days.',
  },
  lettersIn: {
    fi: 'kirjeitä {{count}}',
    sv: 'antal brev {{count}}',
    en: 'letters: {{count}}',
  },
  batches: { fi: 'Erät', sv: 'Partier', en: 'Batches' },
  noBatches: {
    fi: 'Yhtään erää ei ole vielä lähetetty.',
    sv: 'Inget parti har skickats ännu.',
    en: 'No batch has been sent yet.',
  },
  batchOf: { fi: 'Erä {{day}}', sv: 'Parti {{day}}', en: 'Batch of {{day}}' },
  acceptedAt: { fi: 'kuitattu {{time}}', sv: 'kvitterat {{time}}', en: 'acknowledged {{time}}' },
  triedAt: { fi: 'yritetty {{time}}', sv: 'försök {{time}}', en: 'tried {{time}}' },
  'trouble.bureau-unavailable': {
    fi: 'kirjapaino ei vastaa',
    sv: 'tryckeriet svarar inte',
    en: 'the card and letter bureau does not respond',
  },
  'trouble.bureau-refused': {
    fi: 'kirjapaino ei hyväksy erän luetteloa',
    sv: 'tryckeriet godkänner inte partiets förteckning',
    en: 'the card and letter bureau does not accept the manifest',
  },
  digest: {
    fi: 'luettelon tiiviste {{digest}}…',
    sv: 'förteckningens kondensat {{digest}}…',
    en: 'digest of the manifest {{digest}}…',
  },
  'state.planned': { fi: 'Suunniteltu', sv: 'Planerat', en: 'Planned' },
  'state.open': { fi: 'Lähetetään', sv: 'Skickas', en: 'Being sent' },
  'state.accepted': { fi: 'Kuitattu', sv: 'Kvitterat', en: 'Acknowledged' },
} satisfies Texts
