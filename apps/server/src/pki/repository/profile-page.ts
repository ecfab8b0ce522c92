import { html, trustedMarkup, type Html } from '@sotevarmenne/pages/html'
import type { Page } from '@sotevarmenne/pages/frame'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { LintFinding, ProfileId } from '#pki/ca/contract.ts'
import { explainProfile, profiles, subjectKinds } from '#pki/ca/index.ts'
import { profileName } from './profile-names.ts'

/** A certificate that is shown next to its profile. */
export type Beside = {
  readonly certificate: Certificate
  /** The lints that it fails. */
  readonly findings: readonly LintFinding[]
  /** Not of a real holder: issued as an example. */
  readonly isInvented?: true
}

/** The certificate to be shown, as typed; empty where nothing was typed. */
export type Requested = { readonly issuer: string; readonly serial: string }

/**
 * One kind of certificate, field by field, next to a real one: for readers who want to understand a
 * certificate.
 */
export const profilePage = (
  id: ProfileId,
  {
    issuers,
    requested,
    examples,
    beside,
    isMissing,
    language,
  }: {
    /** The issuers whose certificates can be looked up. */
    readonly issuers: readonly string[]
    readonly requested: Requested
    /** The issuers by which an example certificate can be shown. */
    readonly examples: readonly string[]
    readonly beside: Beside | undefined
    /** The requested certificate does not exist, or is of another profile. */
    readonly isMissing: boolean
    readonly language: Language
  },
): Page => ({
  title: profileName(id, language),
  body: html`<h1>${profileName(id, language)}</h1>
    <p class="lead">${texts.about[language]}</p>
    ${isMissing && html`<p class="bad" role="alert">${texts.missing[language]}</p>`}
    ${
      issuers.length === 0
        ? html`<p>${texts.ofPersons[language]}</p>`
        : form(issuers, requested, language)
    }
    ${
      examples.length > 1 &&
      html`<p>
        ${texts.examples[language]}
        ${examples.map((issuer) => html` <a href="?issuer=${issuer}">${issuer}</a>`)}
      </p>`
    }
    ${beside?.isInvented === true && html`<p>${texts.invented[language]}</p>`}
    ${beside && assessment(beside, language)}
    <table class="fields">
      <thead>
        <tr>
          <th scope="col">${texts.field[language]}</th>
          <th scope="col">${texts.rule[language]}</th>
          ${beside && html`<th scope="col">${texts.found[language]}</th>`}
        </tr>
      </thead>
      <tbody>
        ${explainProfile(profiles[id], beside?.certificate).map(
          ({ name, meaning, rule, found }) =>
            html`<tr>
              <th scope="row">${name[language]}</th>
              <td data-label="${texts.rule[language]}">
                <p>${meaning[language]}</p>
                <code>${rule}</code>
              </td>
              ${
                beside &&
                html`<td data-label="${texts.found[language]}"><code>${found ?? '–'}</code></td>`
              }
            </tr>`,
        )}
      </tbody>
    </table>
    <p><a href="/profiles/">${texts.others[language]}</a></p>`,
})

/** Every profile, with a link to its page. */
export const profileList = (language: Language): Page => ({
  title: texts.list[language],
  body: html`<h1>${texts.list[language]}</h1>
    <p class="lead">${texts.listHelp[language]}</p>
    <div class="boxes">
      ${subjectKinds.map(
        (whom) =>
          html`<section class="box" aria-labelledby="${whom}">
            <h2 id="${whom}">${texts[whom][language]}</h2>
            <ul class="plain">
              ${Object.values(profiles)
                .filter(({ certifies }) => certifies === whom)
                .map(
                  ({ id }) =>
                    html`<li>
                      <a href="/profiles/${id}">${profileName(id, language)}</a>
                    </li>`,
                )}
            </ul>
          </section>`,
      )}
    </div>`,
})

const form = (issuers: readonly string[], requested: Requested, language: Language): Html =>
  html`<form method="get" class="box">
    <h2>${texts.lookUpTitle[language]}</h2>
    <p>${texts.lookUp[language]}</p>
    <label for="issuer">${texts.issuer[language]}</label>
    <select id="issuer" name="issuer">
      ${issuers.map(
        (issuer) =>
          html`<option ${issuer === requested.issuer && trustedMarkup('selected')}>
            ${issuer}
          </option>`,
      )}
    </select>
    <label for="serial">${texts.serial[language]}</label>
    <input
      id="serial"
      name="serial"
      value="${requested.serial}"
      required
      pattern="[0-9A-Fa-f: ]{2,80}"
      autocomplete="off"
      spellcheck="false"
    />
    <p><button>${texts.show[language]}</button></p>
  </form>`

const assessment = ({ findings }: Beside, language: Language): Html =>
  findings.length === 0
    ? html`<p class="good"><strong>${texts.sound[language]}</strong></p>`
    : html`<div class="bad">
        <strong>${texts.broken[language]}</strong>
        <ul>
          ${findings.map(({ rule, source, detail }) => html`<li>${rule} (${source}): ${detail}</li>`)}
        </ul>
      </div>`

const texts = {
  list: { fi: 'Varmenneprofiilit', sv: 'Certifikatprofiler', en: 'Certificate profiles' },
  about: {
    fi: 'Tämän lajin jokaisessa varmenteessa on juuri nämä kentät. Varmenne tarkistetaan näitä sääntöjä vasten ennen kuin se allekirjoitetaan.',
    sv: 'Varje certifikat av detta slag har just dessa fält. Certifikatet kontrolleras mot reglerna innan det signeras.',
    en: 'Every certificate of this kind has exactly these fields. It is held against these rules before it is signed.',
  },
  listHelp: {
    fi: 'Valitse varmenteen laji: näet jokaisen kentän, sen tarkoituksen ja säännön, jota vasten varmenne tarkistetaan.',
    sv: 'Välj slag av certifikat: du ser varje fält, dess syfte och regeln som certifikatet kontrolleras mot.',
    en: 'Choose a kind of certificate: you see each field, what it is for, and the rule that the certificate is held against.',
  },
  person: { fi: 'Henkilöt', sv: 'Personer', en: 'Persons' },
  service: {
    fi: 'Palvelimet ja järjestelmät',
    sv: 'Servrar och system',
    en: 'Servers and systems',
  },
  ca: { fi: 'Varmentajat', sv: 'Utfärdare', en: 'CAs' },
  responder: { fi: 'Tilapalvelu', sv: 'Statustjänst', en: 'Status service' },
  field: { fi: 'Kenttä', sv: 'Fält', en: 'Field' },
  lookUpTitle: {
    fi: 'Vertaa omaan varmenteeseesi',
    sv: 'Jämför med ditt eget certifikat',
    en: 'Compare with your own certificate',
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
    fi: 'Oikean henkilön varmennetta ei näytetä täällä. Palvelun ylläpito voi tutkia sitä komennolla.',
    sv: 'En verklig persons certifikat visas inte här. Tjänstens drift kan granska det med ett kommando.',
    en: 'The certificate of a real person is not shown here. Those who run the service can look at one with a command.',
  },
  invented: {
    fi: 'Rinnalla on keksitty varmenne: henkilöä tai palvelinta ei ole, ja molemmat avaimet on hävitetty.',
    sv: 'Bredvid står ett påhittat certifikat: personen eller servern finns inte, och båda nycklarna är förstörda.',
    en: 'Beside it stands an invented certificate: there is no such person or server, and both keys were thrown away.',
  },
  examples: {
    fi: 'Näytä, millaisen varmenteen myöntää:',
    sv: 'Visa hurdant certifikat som utfärdas av:',
    en: 'Show a certificate as it is issued by:',
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
