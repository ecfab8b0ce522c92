import type { TextPage } from './text-page.ts'

export const relyingParties: TextPage = {
  path: 'relying-parties',
  title: {
    fi: 'Varmentajat, sulkulistat ja varmennepolitiikka',
    sv: 'Utfärdare, spärrlistor och certifikatpolicy',
    en: 'CAs, revocation lists and certificate policy',
  },
  description: {
    fi: 'Järjestelmille, jotka luottavat varmenteisiin: juurivarmenteet, sulkulistat, OCSP, profiilit ja varmennuskäytäntö.',
    sv: 'För system som litar på certifikaten: rotcertifikat, spärrlistor, OCSP, profiler och certifieringspraxis.',
    en: 'For systems that rely on the certificates: roots, revocation lists, OCSP, profiles and the practice statement.',
  },
  content: [
    {
      blocks: [
        {
          fi: 'Järjestelmä, joka luottaa kortteihin, tarvitsee varmentajien varmenteet ja tarkistaa jokaisen varmenteen tilan, kun sitä käytetään.',
          sv: 'Ett system som litar på korten behöver utfärdarnas certifikat och kontrollerar varje certifikats status när det används.',
          en: 'A system that relies on cards needs the CA certificates, and checks the status of each certificate when it is used.',
        },
        {
          list: [
            {
              fi: '[Varmentajien varmenteet ja tiivisteet]({{address:validation}}/ca/?language=fi)',
              sv: '[Utfärdarnas certifikat och kondensat]({{address:validation}}/ca/?language=sv)',
              en: '[CA certificates and their fingerprints]({{address:validation}}/ca/?language=en)',
            },
            {
              fi: '[Sulkulistat ja OCSP-osoitteet]({{address:validation}}/?language=fi#status)',
              sv: '[Spärrlistor och OCSP-adresser]({{address:validation}}/?language=sv#status)',
              en: '[Revocation lists and OCSP addresses]({{address:validation}}/?language=en#status)',
            },
            {
              fi: '[Varmenneprofiilit kenttä kentältä]({{address:validation}}/profiles/?language=fi)',
              sv: '[Certifikatprofiler fält för fält]({{address:validation}}/profiles/?language=sv)',
              en: '[Certificate profiles, field by field]({{address:validation}}/profiles/?language=en)',
            },
            {
              fi: '[Varmennepolitiikka ja varmennuskäytäntö]({{address:validation}}/policies/statement?language=fi)',
              sv: '[Certifikatpolicy och certifieringspraxis]({{address:validation}}/policies/statement?language=sv)',
              en: '[Certificate policy and practice statement]({{address:validation}}/policies/statement?language=en)',
            },
            {
              fi: '[Palvelun tila](service-status)',
              sv: '[Tjänstens status](service-status)',
              en: '[Service status](service-status)',
            },
          ],
        },
        {
          fi: 'Sulkeminen näkyy OCSP-vastauksissa viidessä sekunnissa ja sulkulistalla minuutissa. Allekirjoitus, joka on tehty ennen sulkemista, pysyy pätevänä, kun sen aika on todistettu aikaleimalla.',
          sv: 'En spärrning syns i OCSP inom fem sekunder och på spärrlistan inom en minut. En underskrift som gjordes före spärrningen förblir giltig när en tidsstämpel bevisar tiden.',
          en: 'A revocation shows in OCSP responses within five seconds and on the revocation list within a minute. A signature made before it stays valid when a time-stamp proves its time.',
        },
        {
          fi: 'Allekirjoitetun PDF-asiakirjan voit tarkistaa sivulla [Tarkista asiakirja](check-document).',
          sv: 'Ett undertecknat PDF-dokument kan du kontrollera på sidan [Kontrollera ett dokument](check-document).',
          en: 'A signed PDF can be checked on the page [Check a document](check-document).',
        },
      ],
    },
  ],
}
