import type { Texts } from '../texts/text.ts'

/** The public page of incidents. */
export const incidentTexts = {
  heading: { fi: 'Häiriöt', sv: 'Störningar', en: 'Incidents' },
  lead: {
    fi: 'Kaikki näkevät julkaisemasi heti palvelun tilan sivulla. Mitään ei voi poistaa: korjaa uudella tiedotteella. Älä mainitse ketään.',
    sv: 'Alla ser genast på sidan om tjänstens status det du publicerar. Ingenting kan tas bort: rätta med ett nytt meddelande. Nämn ingen person.',
    en: 'Everybody sees what you publish on the status page at once. Nothing can be deleted: correct it with another message. Do not mention anybody.',
  },
  announce: { fi: 'Ilmoita häiriöstä', sv: 'Meddela en störning', en: 'Announce an incident' },
  began: { fi: 'Milloin se alkoi', sv: 'När den började', en: 'When it began' },
  'began.0': { fi: 'Nyt', sv: 'Nu', en: 'Now' },
  'began.15': {
    fi: 'Noin 15 minuuttia sitten',
    sv: 'För ca 15 minuter sedan',
    en: 'About 15 minutes ago',
  },
  'began.60': { fi: 'Noin tunti sitten', sv: 'För ca en timme sedan', en: 'About an hour ago' },
  'began.240': {
    fi: 'Noin neljä tuntia sitten',
    sv: 'För ca fyra timmar sedan',
    en: 'About four hours ago',
  },
  titleIn: { fi: 'Otsikko {{language}}', sv: 'Rubrik {{language}}', en: 'Title {{language}}' },
  textIn: {
    fi: 'Tiedote {{language}}',
    sv: 'Meddelande {{language}}',
    en: 'Message {{language}}',
  },
  'in.fi': { fi: 'suomeksi', sv: 'på finska', en: 'in Finnish' },
  'in.sv': { fi: 'ruotsiksi', sv: 'på svenska', en: 'in Swedish' },
  'in.en': { fi: 'englanniksi', sv: 'på engelska', en: 'in English' },
  publish: { fi: 'Julkaise', sv: 'Publicera', en: 'Publish' },
  publishing: { fi: 'Julkaistaan…', sv: 'Publicerar…', en: 'Publishing…' },
  goOn: { fi: 'Jatka: {{title}}', sv: 'Fortsätt: {{title}}', en: 'Continue: {{title}}' },
  ends: { fi: 'Mitä nyt', sv: 'Läget nu', en: 'What now' },
  'ends.no': { fi: 'Häiriö jatkuu', sv: 'Störningen pågår', en: 'It is ongoing' },
  'ends.yes': { fi: 'Häiriö on ohi', sv: 'Störningen är över', en: 'It is over' },
  lasts: { fi: 'Jatkuu', sv: 'Pågår', en: 'Ongoing' },
  over: { fi: 'Ohi', sv: 'Över', en: 'Over' },
  published: { fi: 'Julkaistut häiriöt', sv: 'Publicerade störningar', en: 'Published incidents' },
  none: {
    fi: 'Häiriöitä ei ole ilmoitettu.',
    sv: 'Inga störningar har meddelats.',
    en: 'No incidents have been announced.',
  },
} satisfies Texts
