import { menuTexts } from '../layout/menu-texts.ts'
import type { Texts } from '../texts/text.ts'

/** The page of look-ups: how many people each registrar looked up, and who needs more. */
export const lookUpTexts = {
  heading: menuTexts.lookUps,
  help: {
    fi: 'Rekisteröijä näkee asiakkaan tiedot vain palvellakseen häntä, neuvonta vain vastatakseen puheluun. Jonosta kutsutun haku ei vaadi syytä, muut vaativat. Seuraa, hakeeko joku poikkeuksellisen monta henkilöä tai paljon ilman jonoa. Lokista näkyy, ketä on haettu.',
    sv: 'En registrerare ser kundens uppgifter bara för att betjäna kunden, rådgivningen bara för att svara på ett samtal. Den som kallats från kön söks utan orsak, andra med en orsak. Följ upp om någon söker ovanligt många personer, eller många som inte har kallats från kön. I loggen syns vem som har sökts.',
    en: 'Registrars see a visitor’s data only to serve them, the advice desk only to answer a call. A visitor called from the queue needs no reason, others do. Watch whether somebody looks up unusually many people, or many who were not called from the queue. The audit log shows who was looked up.',
  },
  limit: {
    fi: 'Raja: {{count}} eri henkilöä tunnissa',
    sv: 'Gräns: {{count}} olika personer i timmen',
    en: 'Limit: {{count}} different people an hour',
  },
  nobody: {
    fi: 'Näinä päivinä ei ole haettu ketään.',
    sv: 'Ingen söktes under de här dagarna.',
    en: 'Nobody was looked up on these days.',
  },
  people: {
    fi: 'Eri henkilöitä {{count}}',
    sv: '{{count}} olika personer',
    en: '{{count}} different people',
  },
  looks: { fi: 'hakuja {{count}}', sv: '{{count}} sökningar', en: '{{count}} look-ups' },
  maxInAnHour: {
    fi: 'enimmillään {{count}} henkilöä tunnissa',
    sv: 'högst {{count}} personer i timmen',
    en: 'at most {{count}} people in an hour',
  },
  withVisit: {
    fi: 'jonosta kutsutusta {{count}}',
    sv: '{{count}} av kallade från kön',
    en: '{{count}} of visitors called from the queue',
  },
  'reason.at-the-desk': {
    fi: 'paikalla ilman jonoa {{count}}',
    sv: '{{count}} på plats utan kö',
    en: '{{count}} here, not from the queue',
  },
  'reason.contacted-us': {
    fi: 'yhteydenotto {{count}}',
    sv: '{{count}} kontakt',
    en: '{{count}} contact',
  },
  'reason.unfinished': {
    fi: 'keskeneräinen asia {{count}}',
    sv: '{{count}} oavslutat ärende',
    en: '{{count}} unfinished',
  },
  'reason.holder-calls': {
    fi: 'haltijan puhelu {{count}}',
    sv: '{{count}} samtal från innehavaren',
    en: '{{count}} calls of the holder',
  },
  'reason.organisation-calls': {
    fi: 'organisaation puhelu {{count}}',
    sv: '{{count}} samtal från en organisation',
    en: '{{count}} calls of an organisation',
  },
  'reason.vendor-calls': {
    fi: 'järjestelmän toimittajan puhelu {{count}}',
    sv: '{{count}} samtal från en systemleverantör',
    en: '{{count}} calls of a system vendor',
  },
  'reason.point-calls': {
    fi: 'rekisteröintipisteen puhelu {{count}}',
    sv: '{{count}} samtal från ett registreringsställe',
    en: '{{count}} calls of a registration point',
  },
  'reason.other': { fi: 'muu syy {{count}}', sv: '{{count}} annan orsak', en: '{{count}} other' },
  refused: { fi: 'Raja tuli vastaan', sv: 'Gränsen nåddes', en: 'Limit reached' },
  release: { fi: 'Salli lisää hakuja', sv: 'Tillåt fler sökningar', en: 'Allow more look-ups' },
  releaseOf: {
    fi: 'Salli lisää hakuja: {{name}}',
    sv: 'Tillåt fler sökningar: {{name}}',
    en: 'Allow more look-ups: {{name}}',
  },
  releaseTitle: {
    fi: 'Sallitaanko lisää hakuja?',
    sv: 'Ska fler sökningar tillåtas?',
    en: 'Allow more look-ups?',
  },
  releaseText: {
    fi: '{{name}} voi hakea heti taas {{count}} eri henkilöä tunnissa. Salli vain, jos asiakkaita todella on paljon.',
    sv: '{{name}} kan genast söka {{count}} olika personer i timmen igen. Tillåt bara om det verkligen finns många kunder.',
    en: '{{name}} can look up {{count}} different people an hour again at once. Allow it only if there really are many visitors.',
  },
  released: { fi: 'Hakuja sallittiin lisää', sv: 'Fler sökningar tillåts', en: 'More allowed' },
  releasedHelp: {
    fi: '{{name}} voi jatkaa. Lupa on lokissa.',
    sv: '{{name}} kan fortsätta. Tillståndet finns i loggen.',
    en: '{{name}} can go on. The permission is in the audit log.',
  },
  unknownName: { fi: 'Tuntematon nimi', sv: 'Okänt namn', en: 'Name not known' },
  saveCsv: {
    fi: 'Lataa taulukko (CSV)',
    sv: 'Ladda ner tabellen (CSV)',
    en: 'Download the table (CSV)',
  },
} satisfies Texts
