import type { Texts } from '../texts/text.ts'

/** Signing in and signing with a card: what the card reader software is doing, and the remedy. */
export const signInTexts = {
  heading: { fi: 'Kirjaudu sisään', sv: 'Logga in', en: 'Sign in' },
  byCard: { fi: 'Kirjaudu kortilla', sv: 'Logga in med kort', en: 'Sign in with a card' },
  lead: {
    fi: 'Aseta kortti kortinlukijaan. Kortinlukijaohjelmisto kysyy perustunnusluvun (PIN1-koodin) omalla sivullaan. Tämä palvelu ei kysy sitä koskaan.',
    sv: 'Sätt in kortet i kortläsaren. Kortläsarprogrammet frågar efter baskoden (PIN1) på sin egen sida, aldrig i den här tjänsten.',
    en: 'Put your card into the reader. The reader software asks for the basic PIN (PIN1) on its own page. This service never asks for it.',
  },
  start: { fi: 'Kirjaudu kortilla', sv: 'Logga in med kort', en: 'Sign in with a card' },
  cancel: { fi: 'Keskeytä', sv: 'Avbryt', en: 'Stop' },
  needs: { fi: 'Tarvitset:', sv: 'Du behöver:', en: 'You need:' },
  needCard: {
    fi: 'voimassa olevan, aktivoidun ammatti-, henkilöstö-, toimija- tai varakortin',
    sv: 'ett giltigt, aktiverat yrkes-, personal- eller aktörskort eller ett tillfälligt kort',
    en: 'a valid, activated professional, staff, actor or spare card',
  },
  needReader: { fi: 'kortinlukijan', sv: 'en kortläsare', en: 'a card reader' },
  needSoftware: {
    fi: 'kortinlukijaohjelmiston käynnissä tällä tietokoneella',
    sv: 'kortläsarprogrammet igång på den här datorn',
    en: 'the reader software running on this computer',
  },
  otherCards: {
    fi: 'Omien asioiden ja organisaation asioiden hoitamiseen voit käyttää myös:',
    sv: 'För egna ärenden och organisationens ärenden kan du också använda:',
    en: 'For your own matters and those of an organisation you can also use:',
  },
  'otherCards.identityCard': {
    fi: 'poliisin henkilökortti, jossa on kansalaisvarmenne',
    sv: 'polisens identitetskort med medborgarcertifikat',
    en: 'an identity card of the police, with its citizen certificate',
  },
  'otherCards.organisationCard': {
    fi: 'organisaatiokortti',
    sv: 'organisationskort',
    en: 'an organisation card',
  },
  byPassword: {
    fi: 'Kirjaudu käyttäjätunnuksella (organisaation asiat)',
    sv: 'Logga in med användarnamn (organisationens ärenden)',
    en: 'Sign in with a user name (for organisations)',
  },
  byPasswordLead: {
    fi: 'Luet ja valmistelet organisaatiosi asioita. Lähettämiseen ja allekirjoittamiseen tunnistaudut vahvasti. Tunnuksen asetat vahvan tunnistautumisen jälkeen kohdassa Organisaatiolle; samoin uuden salasanan, jos entinen on unohtunut.',
    sv: 'Du läser och förbereder din organisations ärenden. För att sända och underteckna identifierar du dig starkt. Användarnamnet anger du efter stark identifiering under För organisationer, liksom ett nytt lösenord om du har glömt det tidigare.',
    en: 'You can read and prepare your organisation’s matters. To send and sign you need strong identification. You set the user name under For organisations, after strong identification. There you can also set a new password if you have forgotten the old one.',
  },
  byPasswordStart: {
    fi: 'Kirjaudu käyttäjätunnuksella',
    sv: 'Logga in med användarnamn',
    en: 'Sign in with a user name',
  },
  userName: { fi: 'Käyttäjätunnus', sv: 'Användarnamn', en: 'User name' },
  password: { fi: 'Salasana', sv: 'Lösenord', en: 'Password' },
  userNameMissing: {
    fi: 'Kirjoita käyttäjätunnus.',
    sv: 'Skriv användarnamnet.',
    en: 'Type the user name.',
  },
  passwordMissing: { fi: 'Kirjoita salasana.', sv: 'Skriv lösenordet.', en: 'Type the password.' },
  byPasswordOnly: {
    fi: 'Voit lukea ja valmistella',
    sv: 'Du kan läsa och förbereda',
    en: 'You can read and prepare',
  },
  byPasswordOnlyHelp: {
    fi: 'Olet kirjautunut salasanalla. Lähettämiseen, tilaamiseen ja allekirjoittamiseen tarvitaan vahva tunnistautuminen. Sen jälkeen palaat tälle sivulle.',
    sv: 'Du är inloggad med lösenord. För att sända, beställa och underteckna krävs stark identifiering. Efter den återkommer du till denna sida.',
    en: 'You are signed in with a password. To send, order and sign you need strong identification. After that you return to this page.',
  },
  suomiFi: {
    fi: 'Tunnistaudu Suomi.fi-tunnistuksella',
    sv: 'Identifiera dig med Suomi.fi-identifikation',
    en: 'Identify yourself with Suomi.fi e-Identification',
  },
  suomiFiTitle: {
    fi: 'Suomi.fi-tunnistus',
    sv: 'Suomi.fi-identifikation',
    en: 'Suomi.fi e-Identification',
  },
  suomiFiLead: {
    fi: 'Ilman korttia hoidat omia asioitasi: näet korttisi ja ilmoitat kadonneen. Tunnistaudut pankkitunnuksella, mobiilivarmenteella tai henkilökortilla. Rekisteröijän ja palvelun tehtäviin tarvitaan kortti.',
    sv: 'Utan kort sköter du dina egna ärenden: du ser dina kort och anmäler ett försvunnet kort. Du identifierar dig med bankkoder, mobilcertifikat eller identitetskort. Registrerarens och tjänstens uppgifter kräver kort.',
    en: 'Without a card you can look after your own matters: see your cards and report a lost one. You identify yourself with online banking, a mobile certificate or an identity card. The work of registrars and of the service needs a card.',
  },
  suomiFiStart: {
    fi: 'Siirry Suomi.fi-tunnistukseen',
    sv: 'Gå till Suomi.fi-identifikation',
    en: 'Go to Suomi.fi e-Identification',
  },
  suomiFiOther: {
    fi: 'Tunnistaudu toisella tavalla',
    sv: 'Identifiera dig på ett annat sätt',
    en: 'Identify yourself in another way',
  },
  suomiFiOtherLead: {
    fi: 'Suomi.fi-tunnistuksessa voit nyt valita toisen tunnistustavan, esimerkiksi pankkitunnukset tai mobiilivarmenteen.',
    sv: 'I Suomi.fi-identifikationen kan du nu välja ett annat sätt, till exempel bankkoder eller mobilcertifikat.',
    en: 'In Suomi.fi e-Identification you can now choose another way, for example online banking or a mobile certificate.',
  },
  suomiFiOtherStart: {
    fi: 'Valitse toinen tunnistustapa',
    sv: 'Välj ett annat sätt',
    en: 'Choose another way',
  },
  suomiFiChecking: {
    fi: 'Vahvistetaan tunnistautumista…',
    sv: 'Identifieringen bekräftas…',
    en: 'Confirming the identification…',
  },
  suomiFiAgain: {
    fi: 'Takaisin kirjautumiseen',
    sv: 'Tillbaka till inloggningen',
    en: 'Back to the sign-in',
  },
  tlsSignIn: {
    fi: 'Kirjaudu selaimen varmenteella',
    sv: 'Logga in med webbläsarens certifikat',
    en: 'Sign in with a certificate in the browser',
  },
  tlsSignInTitle: {
    fi: 'Kirjautuminen selaimen varmenteella',
    sv: 'Inloggning med webbläsarens certifikat',
    en: 'Sign-in with a certificate in the browser',
  },
  tlsSignInLead: {
    fi: 'Kortilla ilman kortinlukijaohjelmistoa: selain kysyy ensin varmenteen ja sitten perustunnusluvun (PIN1).',
    sv: 'Med kort utan kortläsarprogram: webbläsaren frågar först efter certifikatet och sedan efter baskoden (PIN1).',
    en: 'With a card, without the reader software: the browser asks for the certificate first, and then for the basic PIN (PIN1).',
  },
  tlsSignInStart: {
    fi: 'Kirjaudu selaimen varmenteella',
    sv: 'Logga in med webbläsarens certifikat',
    en: 'Sign in with the browser’s certificate',
  },
  tlsSignInNeeds: {
    fi: 'Mitä selain tarvitsee',
    sv: 'Det här behöver webbläsaren',
    en: 'What the browser needs',
  },
  tlsSignInNeedsModule: {
    fi: 'OpenSC on asennettu tietokoneelle. Se kertoo selaimelle, miten korttia käytetään.',
    sv: 'OpenSC är installerat på datorn. Det berättar för webbläsaren hur kortet används.',
    en: 'OpenSC is installed on the computer. It tells the browser how the card is used.',
  },
  tlsSignInNeedsFirefox: {
    fi: 'Firefox: avaa asetuksista Tietosuoja ja turvallisuus, Turvalaitteet, ja lataa OpenSC:n PKCS#11-moduuli.',
    sv: 'Firefox: öppna Sekretess och säkerhet och Säkerhetsenheter i inställningarna och läs in OpenSC:s PKCS#11-modul.',
    en: 'Firefox: open Privacy & Security in the settings, then Security Devices, and load the PKCS#11 module of OpenSC.',
  },
  tlsSignInNeedsChrome: {
    fi: 'Chrome, Chromium ja Edge: Linuxissa riittää komento pkcs11-register, Windowsissa OpenSC:n asennus.',
    sv: 'Chrome, Chromium och Edge: i Linux räcker kommandot pkcs11-register, i Windows installationen av OpenSC.',
    en: 'Chrome, Chromium and Edge: on Linux the command pkcs11-register is enough, on Windows the installation of OpenSC.',
  },
  tlsSignInRemembers: {
    fi: 'Selain muistaa valitun varmenteen, kunnes suljet sen kaikki ikkunat. Tee niin, kun lopetat, ja ota kortti lukijasta.',
    sv: 'Webbläsaren minns det valda certifikatet tills du stänger alla dess fönster. Gör det när du slutar och ta ut kortet ur läsaren.',
    en: 'The browser remembers the chosen certificate until you close all its windows. Do that when you have finished, and take the card out of the reader.',
  },
  tlsSignInUnfinished: {
    fi: 'Kirjautuminen jäi kesken',
    sv: 'Inloggningen slutfördes inte',
    en: 'The sign-in was not finished',
  },
  tlsSignInUnfinishedHelp: {
    fi: 'Jos selain näytti virhesivun, kortti ei ollut lukijassa, perustunnusluku (PIN1) oli väärä tai lukittu, valinta keskeytettiin, tai selain ei löydä korttia. Sulje selaimen kaikki ikkunat ja yritä uudelleen, tai kirjaudu kortinlukijaohjelmistolla.',
    sv: 'Om webbläsaren visade en felsida fanns kortet inte i läsaren, baskoden (PIN1) var fel eller låst, valet avbröts eller så hittar webbläsaren inte kortet. Stäng alla fönster i webbläsaren och försök igen, eller logga in med kortläsarprogrammet.',
    en: 'If the browser showed an error page, the card was not in the reader, the basic PIN (PIN1) was wrong or locked, the choice was cancelled, or the browser does not find the card. Close all browser windows and try again, or sign in with the reader software.',
  },
  againHeading: {
    fi: 'Vahvista henkilöllisyytesi',
    sv: 'Bekräfta din identitet',
    en: 'Confirm your identity',
  },
  again: {
    fi: 'Tätä varten sinun pitää kirjautua uudelleen. Sen jälkeen pääset takaisin samalle sivulle.',
    sv: 'För detta måste du logga in på nytt. Sedan kommer du tillbaka till samma sida.',
    en: 'For this you have to sign in again. After that you return to the same page.',
  },
  withoutSignIn: {
    fi: 'Etkö voi kirjautua?',
    sv: 'Kan du inte logga in?',
    en: 'Can’t you sign in?',
  },
  refusedWhy: {
    fi: 'Onko kortti evätty sinulta, tai onko sinulla kysyttävää? Viestistä voi näkyä, että olet tunnistautunut.',
    sv: 'Har du nekats ett kort, eller har du frågor? Meddelandet kan visa att du har identifierat dig.',
    en: 'Were you refused a card, or do you have a question? The message can show that you have identified yourself.',
  },
  moreHelp: {
    fi: 'Ohjeet kortin käyttöön',
    sv: 'Anvisningar för kortet',
    en: 'Help with using the card',
  },
  endedHeading: {
    fi: 'Kirjaudu jatkaaksesi',
    sv: 'Logga in för att fortsätta',
    en: 'Sign in to continue',
  },
  ended: {
    fi: 'Sivu vaatii kirjautumisen. Kirjautumisen jälkeen pääset takaisin samalle sivulle.',
    sv: 'Sidan kräver inloggning. Efter inloggningen kommer du tillbaka till samma sida.',
    en: 'This page requires sign-in. After signing in you return to the same page.',
  },

  endedHere: {
    fi: 'Istunto on päättynyt. Kirjaudu uudelleen, niin jatkat siitä, mihin jäit. Kirjoittamasi tiedot ovat tallessa.',
    sv: 'Sessionen har avslutats. Logga in på nytt, så fortsätter du där du var. Det du har skrivit finns kvar.',
    en: 'The session has ended. Sign in again to continue where you were. What you typed is kept.',
  },

  cardNotValid: {
    fi: 'Kortti, jolla kirjauduit, ei ole enää voimassa',
    sv: 'Kortet som du loggade in med gäller inte längre',
    en: 'The card with which you signed in is no longer valid',
  },
  cardNotValidHelp: {
    fi: 'Siksi istunto päättyi. Kirjaudu muulla tavalla. Jos kortin pitäisi olla voimassa, kysy sen myöntäjältä.',
    sv: 'Därför avslutades sessionen. Logga in på ett annat sätt. Om kortet borde gälla, fråga den som har utfärdat det.',
    en: 'That is why the session ended. Sign in in another way. If the card should be valid, ask its issuer.',
  },
  cardNotConfirmed: {
    fi: 'Kortin voimassaoloa ei voitu tarkistaa',
    sv: 'Kortets giltighet kunde inte kontrolleras',
    en: 'Whether the card is valid could not be checked',
  },
  cardNotConfirmedHelp: {
    fi: 'Siksi istunto päättyi: kortin myöntäjän sulkupalvelu ei vastaa. Yritä hetken kuluttua uudelleen tai kirjaudu muulla tavalla.',
    sv: 'Därför avslutades sessionen: spärrtjänsten hos den som utfärdat kortet svarar inte. Försök på nytt om en stund eller logga in på ett annat sätt.',
    en: 'That is why the session ended: the revocation service of the card’s issuer does not respond. Try again in a moment, or sign in in another way.',
  },

  lockedHeading: {
    fi: 'Palvelupiste on lukittu',
    sv: 'Servicedisken är låst',
    en: 'The desk is locked',
  },
  locked: {
    fi: 'Korttisi ei ole enää lukijassa. Aseta sama kortti lukijaan ja kirjaudu sillä, niin jatkat siitä, mihin jäit. Kirjoittamasi tiedot ovat tallessa.',
    sv: 'Ditt kort finns inte längre i läsaren. Sätt in samma kort och logga in med det, så fortsätter du där du var. Det du har skrivit finns kvar.',
    en: 'Your card is no longer in the reader. Put the same card in and sign in with it to continue where you were. What you typed is kept.',
  },

  looking: {
    fi: 'Etsitään kortinlukijaohjelmistoa ja korttia…',
    sv: 'Söker kortläsarprogrammet och kortet…',
    en: 'Looking for the reader software and the card…',
  },
  notRunning: {
    fi: 'Kortinlukijaohjelmisto ei ole käynnissä',
    sv: 'Kortläsarprogrammet är inte igång',
    en: 'The reader software is not running',
  },
  notRunningHelp: {
    fi: 'Käynnistä kortinlukijaohjelmisto tällä tietokoneella: avaa se käyttöjärjestelmän ohjelmavalikosta. Sivu jatkaa itse, kun ohjelma vastaa.',
    sv: 'Starta kortläsarprogrammet på den här datorn: öppna det i operativsystemets programmeny. Sidan fortsätter själv när programmet svarar.',
    en: 'Start the reader software on this computer: open it from the programs menu. The page continues by itself when the software answers.',
  },
  browserRefuses: {
    fi: 'Selain ei päästä sivua kortinlukijaohjelmistoon',
    sv: 'Webbläsaren släpper inte sidan till kortläsarprogrammet',
    en: 'The browser keeps this page from the reader software',
  },
  browserRefusesHelp: {
    fi: 'Napsauta osoiterivin alussa olevaa kuvaketta, avaa sivuston asetukset ja salli paikallisen verkon tai tämän laitteen sovellusten käyttö. Lataa sivu sitten uudelleen. Jos asetusta ei voi muuttaa, kysy työpaikkasi IT-tuesta.',
    sv: 'Klicka på ikonen i början av adressfältet, öppna webbplatsens inställningar och tillåt lokalt nätverk eller appar på denna enhet. Ladda sedan om sidan. Om inställningen inte går att ändra, fråga arbetsplatsens it-stöd.',
    en: 'Click the icon at the start of the address bar, open the site settings and allow the local network or apps on this device. Then load the page again. If that can’t be changed, ask the IT support of your workplace.',
  },
  noCard: {
    fi: 'Lukijassa ei ole korttia',
    sv: 'Det finns inget kort i läsaren',
    en: 'There is no card in the reader',
  },
  noCardHelp: {
    fi: 'Aseta kortti lukijaan siru edellä. Sivu jatkaa itse, kun kortti on lukijassa.',
    sv: 'Sätt in kortet i läsaren med chipet först. Sidan fortsätter själv när kortet är i läsaren.',
    en: 'Put the card into the reader, chip first. The page continues by itself when the card is in.',
  },
  pinRequestedForSignIn: {
    fi: 'Anna perustunnusluku kortinlukijaohjelmiston ikkunassa',
    sv: 'Ange baskoden i kortläsarprogrammets fönster',
    en: 'Enter the basic PIN in the window of the reader software',
  },
  pinRequestedForSignature: {
    fi: 'Anna allekirjoitustunnusluku kortinlukijaohjelmiston ikkunassa',
    sv: 'Ange signaturkoden i kortläsarprogrammets fönster',
    en: 'Enter the signature PIN in the window of the reader software',
  },
  pinRequestedHelp: {
    fi: 'Kortinlukijaohjelmisto avautuu uuteen ikkunaan. Tarkista, että siinä näkyy tämän palvelun osoite.',
    sv: 'Kortläsarprogrammet öppnas i ett nytt fönster. Kontrollera att det visar den här tjänstens adress.',
    en: 'The reader software opens in a new window. Check that it shows the address of this service.',
  },
  checking: {
    fi: 'Tarkistetaan korttia…',
    sv: 'Kortet kontrolleras…',
    en: 'Checking the card…',
  },
  cancelled: {
    fi: 'Tunnuslukua ei saatu',
    sv: 'Koden gavs inte',
    en: 'The PIN was not given',
  },
  cancelledHelp: {
    fi: 'Mitään ei lähetetty. Voit yrittää uudelleen. Jos tunnusluku on lukkiutunut, avaa se kortinlukijaohjelmistossa aktivointitunnusluvulla.',
    sv: 'Ingenting skickades. Du kan försöka igen. Om koden är låst öppnar du den i kortläsarprogrammet med aktiveringskoden.',
    en: 'Nothing was sent. You can try again. If the PIN is locked, unlock it in the reader software with the activation code.',
  },
  siteRefused: {
    fi: 'Kortinlukijaohjelmisto ei hyväksynyt pyyntöä',
    sv: 'Kortläsarprogrammet godkände inte begäran',
    en: 'The reader software did not accept the request',
  },
  siteRefusedHelp: {
    fi: 'Syy on kortinlukijaohjelmiston viestissä. Korjaa se ja yritä uudelleen.',
    sv: 'Orsaken står i kortläsarprogrammets meddelande. Åtgärda den och försök igen.',
    en: 'The reason is in the message of the reader software. Correct it and try again.',
  },
  cardRefused: {
    fi: 'Kortilla ei voi kirjautua eikä allekirjoittaa',
    sv: 'Det går inte att logga in eller underteckna med kortet',
    en: 'The card can’t be used to sign in or to sign',
  },
  cardRefusedHelp: {
    fi: 'Jos sinulla on toinen kortti, laita se lukijaan. Uuden kortin voit tilata Suomi.fi-tunnistuksella tai rekisteröintipisteessä.',
    sv: 'Om du har ett annat kort, sätt in det i läsaren. Ett nytt kort beställer du med Suomi.fi-identifikation eller på ett registreringsställe.',
    en: 'If you have another card, put it into the reader. You can order a new one with Suomi.fi e-Identification, or at a registration point.',
  },
  versionTooOld: {
    fi: 'Ei onnistu: päivitä kortinlukijaohjelmisto',
    sv: 'Det går inte: uppdatera kortläsarprogrammet',
    en: 'Not possible: update the reader software',
  },
  versionTooOldHelp: {
    fi: 'Kortinlukijaohjelmisto on liian vanha kirjautumiseen ja allekirjoittamiseen. Asenna uudempi versio tai pyydä sitä työpaikkasi IT-tuesta.',
    sv: 'Kortläsarprogrammet är för gammalt för inloggning och underskrift. Installera en nyare version eller be it-stödet på din arbetsplats om den.',
    en: 'The reader software is too old to sign in and sign with. Install a newer version, or ask the IT support of your workplace for it.',
  },
  notSupported: {
    fi: 'Kortti tai kortinlukijaohjelmisto ei tue tätä allekirjoitusta',
    sv: 'Kortet eller kortläsarprogrammet stöder inte den här underskriften',
    en: 'The card or the reader software does not support this signature',
  },
  notSupportedHelp: {
    fi: 'Päivitä kortinlukijaohjelmisto ja tarkista, että lukijassa on ammattikortti.',
    sv: 'Uppdatera kortläsarprogrammet och kontrollera att kortet i läsaren är ett yrkeskort.',
    en: 'Update the reader software and check that the card in the reader is a professional card.',
  },
  readerFailed: {
    fi: 'Kortinlukijaohjelmisto ei saanut allekirjoitusta kortilta',
    sv: 'Kortläsarprogrammet fick ingen underskrift från kortet',
    en: 'The reader software got no signature from the card',
  },
  readerFailedHelp: {
    fi: 'Ota kortti lukijasta, aseta se takaisin ja yritä uudelleen.',
    sv: 'Ta ut kortet ur läsaren, sätt in det igen och försök på nytt.',
    en: 'Take the card out of the reader, put it back and try again.',
  },
  readerSaid: {
    fi: 'Kortinlukijaohjelmiston viesti: {{said}}',
    sv: 'Meddelande från kortläsarprogrammet: {{said}}',
    en: 'Message of the reader software: {{said}}',
  },
} satisfies Texts
