import type { Texts } from '../texts/text.ts'

/** Rules for rights to practise at the office: history, proposals, decisions. */
export const rightRuleTexts = {
  heading: {
    fi: 'Ammattioikeuksien säännöt',
    sv: 'Regler för yrkesrättigheter',
    en: 'Rules for rights to practise',
  },
  lead: {
    fi: 'Yksi käsittelijä ehdottaa muutosta ja toinen hyväksyy sen. Muutos tulee voimaan aikaisintaan huomenna. Yksilöintitunnus vaaditaan aina myös siltä, jolla on Terhikin mukaan lääkkeenmääräämisoikeus.',
    sv: 'En handläggare föreslår ändringen och en annan godkänner den. Den gäller tidigast från i morgon. Identifikationskoden krävs alltid också av den som enligt Terhikki har rätt att förskriva läkemedel.',
    en: 'One case officer proposes a change and another approves it. It begins tomorrow at the earliest. Anyone who may prescribe according to Terhikki always needs a Doctor ID too.',
  },
  rules: { fi: 'Säännöt', sv: 'Regler', en: 'Rules' },
  rulesFrom: {
    fi: 'Säännöt {{day}} alkaen',
    sv: 'Regler från {{day}}',
    en: 'Rules from {{day}}',
  },
  doctorIdFor: {
    fi: 'Yksilöintitunnus vaaditaan näissä oikeuksissa: {{codes}}',
    sv: 'Identifikationskod krävs för dessa rättigheter: {{codes}}',
    en: 'A Doctor ID is needed for these rights: {{codes}}',
  },
  noDoctorId: {
    fi: 'Yksilöintitunnus vaaditaan vain lääkkeitä määrääviltä',
    sv: 'Identifikationskod krävs bara av dem som förskriver läkemedel',
    en: 'A Doctor ID is needed only by those who may prescribe',
  },
  twoCardsFor: {
    fi: 'Kummallakin näistä oikeuksista voi saada oman kortin: {{codes}}',
    sv: 'Ett kort för vardera rättigheten: {{codes}}',
    en: 'One card for each of these rights: {{codes}}',
  },
  noneTogether: {
    fi: 'Kenelläkään ei voi olla kahta ammattikorttia',
    sv: 'Ingen kan ha två yrkeskort',
    en: 'Nobody may have two professional cards',
  },
  together: {
    fi: 'Kaksi oikeutta, joilla kummallakin voi saada oman kortin',
    sv: 'Två rättigheter som kan ha var sitt kort',
    en: 'Two rights that can have one card each',
  },
  togetherHint: {
    fi: 'Lääkärin ja hammaslääkärin koodit, esimerkiksi T20, T22. Jätä tyhjäksi, jos kenelläkään ei voi olla kahta ammattikorttia.',
    sv: 'Läkarens och tandläkarens koder, till exempel T20, T22. Lämna tomt om ingen kan ha två yrkeskort.',
    en: 'The codes of physicians and dentists, for example T20, T22. Leave it empty if nobody may have two professional cards.',
  },
  proposeRules: { fi: 'Ehdota muutosta', sv: 'Föreslå en ändring', en: 'Propose a change' },
  doctorId: {
    fi: 'Oikeudet, joissa vaaditaan yksilöintitunnus',
    sv: 'Rättigheter som kräver identifikationskod',
    en: 'Rights that need a Doctor ID',
  },
  codesHint: {
    fi: 'Oikeuksien koodit Terhikissä, esimerkiksi T20, T22.',
    sv: 'Rättigheternas koder i Terhikki, till exempel T20, T22.',
    en: 'Codes of the rights in Terhikki, for example T20, T22.',
  },
} as const satisfies Texts
