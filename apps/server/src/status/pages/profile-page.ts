import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { LintFinding, ProfileId } from '#authority/contract.ts'
import { explainProfile, profiles } from '#authority/index.ts'
import { threeLanguages } from './three-languages.ts'

/** A certificate that is shown beside its profile. */
export type Beside = {
  readonly certificate: Certificate
  /** The rules that it breaks. */
  readonly findings: readonly LintFinding[]
}

/** One kind of certificate, field by field, beside a real one of it: for who has a certificate and wants to understand it. */
export const profilePage = (
  id: ProfileId,
  {
    issuers,
    beside,
    isMissing,
  }: {
    /** Whose certificates can be looked up. */
    readonly issuers: readonly string[]
    readonly beside: Beside | undefined
    /** One was asked for that is not there, or is of another profile. */
    readonly isMissing: boolean
  },
): string =>
  threeLanguages(
    {
      fi: `${texts.title.fi}: ${id}`,
      sv: `${texts.title.sv}: ${id}`,
      en: `${texts.title.en}: ${id}`,
    },
    (language) =>
      html`<p>${texts.about[language]}</p>
        ${isMissing ? html`<p role="alert">${texts.missing[language]}</p>` : ''}
        ${issuers.length === 0 ? html`<p>${texts.ofPersons[language]}</p>` : form(issuers, language)}
        ${beside === undefined ? '' : verdict(beside, language)}
        <dl>
          ${explainProfile(profiles[id], beside?.certificate).map(
            ({ name, meaning, rule, found }) =>
              html`<dt><strong>${name[language]}</strong></dt>
                <dd>
                  <p>${meaning[language]}</p>
                  <p>${texts.rule[language]}: <code>${rule}</code></p>
                  ${
                    beside === undefined
                      ? ''
                      : html`<p>${texts.found[language]}: <code>${found ?? '–'}</code></p>`
                  }
                </dd>`,
          )}
        </dl>
        <p><a href="/profiles/">${texts.others[language]}</a></p>`,
  )

/** Every profile, with a link to its page. */
export const profileList = (): string =>
  threeLanguages(
    texts.list,
    () =>
      html`<ul>
        ${Object.keys(profiles).map((id) => html`<li><a href="/profiles/${id}">${id}</a></li>`)}
      </ul>`,
  )

const form = (issuers: readonly string[], language: Language): Html =>
  html`<form method="get">
    <p>${texts.lookUp[language]}</p>
    <p>
      <label
        >${texts.issuer[language]}
        <select name="issuer">
          ${issuers.map((issuer) => html`<option>${issuer}</option>`)}
        </select></label
      >
      <label
        >${texts.serial[language]}
        <input name="serial" required pattern="[0-9A-Fa-f: ]{2,80}" autocomplete="off" size="40"
      /></label>
      <button>${texts.show[language]}</button>
    </p>
  </form>`

const verdict = ({ findings }: Beside, language: Language): Html =>
  findings.length === 0
    ? html`<p>${texts.sound[language]}</p>`
    : html`<p>${texts.broken[language]}</p>
        <ul>
          ${findings.map(({ rule, source, detail }) => html`<li>${rule} (${source}): ${detail}</li>`)}
        </ul>`

const texts = {
  title: { fi: 'Varmenneprofiili', sv: 'Certifikatprofil', en: 'Certificate profile' },
  list: { fi: 'Varmenneprofiilit', sv: 'Certifikatprofiler', en: 'Certificate profiles' },
  about: {
    fi: 'Tämän lajin jokaisessa varmenteessa on juuri nämä kentät. Varmenne tarkistetaan näitä sääntöjä vasten ennen kuin se allekirjoitetaan.',
    sv: 'Varje certifikat av detta slag har just dessa fält. Certifikatet kontrolleras mot reglerna innan det signeras.',
    en: 'Every certificate of this kind has exactly these fields. It is held against these rules before it is signed.',
  },
  lookUp: {
    fi: 'Näytä säännöt oman varmenteesi rinnalla: varmentaja ja sarjanumero ovat varmenteessa.',
    sv: 'Visa reglerna bredvid ditt eget certifikat: utfärdaren och serienumret står i certifikatet.',
    en: 'Show the rules beside your own certificate: its issuer and serial number stand in it.',
  },
  issuer: { fi: 'Varmentaja', sv: 'Utfärdare', en: 'Issuer' },
  serial: { fi: 'Sarjanumero', sv: 'Serienummer', en: 'Serial number' },
  show: { fi: 'Näytä', sv: 'Visa', en: 'Show' },
  ofPersons: {
    fi: 'Henkilön varmennetta ei näytetä täällä. Palvelun ylläpito voi tutkia sitä komennolla.',
    sv: 'En persons certifikat visas inte här. Tjänstens drift kan granska det med ett kommando.',
    en: 'The certificate of a person is not shown here. Those who run the service can look at one with a command.',
  },
  missing: {
    fi: 'Tällä varmentajalla ei ole tämän profiilin varmennetta, jolla on tämä sarjanumero. Tarkista numero ja profiili.',
    sv: 'Utfärdaren har inget certifikat av denna profil med det serienumret. Kontrollera numret och profilen.',
    en: 'This issuer has no certificate of this profile with that serial number. Check the number and the profile.',
  },
  rule: { fi: 'Sääntö', sv: 'Regel', en: 'Rule' },
  found: { fi: 'Varmenteessa', sv: 'I certifikatet', en: 'In the certificate' },
  sound: {
    fi: 'Varmenne noudattaa kaikkia sääntöjä.',
    sv: 'Certifikatet följer alla regler.',
    en: 'The certificate keeps every rule.',
  },
  broken: {
    fi: 'Varmenne rikkoo sääntöjä, jotka ovat nyt voimassa:',
    sv: 'Certifikatet bryter mot regler som gäller nu:',
    en: 'The certificate breaks rules that hold now:',
  },
  others: { fi: 'Muut profiilit', sv: 'Andra profiler', en: 'Other profiles' },
} as const satisfies Readonly<Record<string, Text>>
