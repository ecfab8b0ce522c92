import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { simulatedXRoad } from '#people/registers/index.ts'
import { checkMessages, readConfig } from './config.ts'

describe('the configuration', () => {
  it('has a default for everything except secrets', () => {
    const config = readConfig({ PATH: '/bin' })

    assert.equal(config.data, path.resolve('.data'))
    assert.equal(config.isDemoEnvironment, false)
    assert.equal(config.host, '127.0.0.1')
    assert.deepEqual(config.ports, {
      ...{ portal: 8080, ocsp: 8081, machines: 8443, tlsSignIn: 8445 },
      ...{ metrics: 9464, ocspMetrics: 9465, jobsMetrics: 9467, tlsSignInMetrics: 9466 },
    })
    assert.equal(config.publicUrl, 'http://localhost:8080')
    assert.equal(config.validationUrl, 'http://localhost:8081')
    assert.equal(config.productionReader, 'virtual')
    assert.equal(config.cardKeys, 'p384')
    assert.equal(config.cardLayout, 'myeid')
    assert.equal(config.databaseUrl, undefined)
    assert.equal(config.peopleKey, undefined)
    assert.equal(config.machines.tls, undefined, 'no enrolment API without its certificate')
  })

  it('opens the enrolment API when its certificate and key are set', () => {
    const files = ['ENROLMENT_API_CERTIFICATE_FILE', 'ENROLMENT_API_KEY_FILE'].map((name) => [
      `SOTEVARMENNE_${name}`,
      import.meta.filename,
    ])
    const { machines } = readConfig(Object.fromEntries(files) as NodeJS.ProcessEnv)
    assert.equal(machines.requestsPerMinute, 60_000)
    assert.match(machines.tls?.key ?? '', /opens the door/)
  })

  it('names the syslog server and the folder of the SIEM, and none by default', () => {
    const read = (more: NodeJS.ProcessEnv) =>
      readConfig({ SOTEVARMENNE_PUBLIC_URL: 'https://service.example', ...more }).siem
    assert.equal(read({}), undefined)
    assert.deepEqual(
      read({
        SOTEVARMENNE_SIEM_SYSLOG: 'siem.example:6514',
        SOTEVARMENNE_SIEM_CA_FILE: import.meta.filename,
      })?.syslog?.host,
      'siem.example',
    )
    assert.deepEqual(read({ SOTEVARMENNE_SIEM_FOLDER: '/var/log/audit' }), {
      hostName: 'service.example',
      folder: '/var/log/audit',
    })
    for (const malformed of ['siem.example', 'https://siem.example:6514', 'siem.example:'])
      assert.throws(() => read({ SOTEVARMENNE_SIEM_SYSLOG: malformed }), /must be host:port/)
    assert.throws(
      () =>
        read({
          SOTEVARMENNE_SIEM_SYSLOG: 'siem.example:6514',
          SOTEVARMENNE_SIEM_KEY_FILE: import.meta.filename,
        }),
      /must be set together/,
    )
  })

  it('names the witnesses of the audit log, by verifier key and address, and how many are enough', () => {
    const key = 'example.com/witness+d7c31744+BFGcL8kn1zQzZsV5mHwSwh3/MH7uOkeTWH1odi3JRxnu'
    const ofLog = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
    const read = (witnesses: string, quorum?: string) =>
      readConfig({
        SOTEVARMENNE_AUDIT_WITNESSES: witnesses,
        ...(quorum !== undefined && { SOTEVARMENNE_AUDIT_WITNESS_QUORUM: quorum }),
      })
    const { auditWitnesses, auditWitnessQuorum } = read(`${key} https://witness.example/w/`)
    assert.deepEqual(
      auditWitnesses.map((each) => [each.key.name, each.url]),
      [['example.com/witness', 'https://witness.example/w']],
    )
    assert.equal(auditWitnessQuorum, 1)
    assert.deepEqual(read('').auditWitnesses, [])
    for (const malformed of [`${ofLog} https://a.example`, `${key.slice(1)} https://a.example`])
      assert.throws(() => read(malformed), /no verifier key of a witness and address/)
    assert.throws(() => read(key), /the address of a witness/)
    assert.throws(() => read(`${key} http://witness.example`), /must begin with https/)
    assert.throws(() => read(`${key} https://a.example, ${key} https://b.example`), /same name/)
    assert.throws(() => read(`${key} https://a.example`, '2'), /there are 1 witnesses/)
  })

  it('offers standing DNS records only by the draft that is named, with a name for CAA records', () => {
    const read = (draft?: string, domain?: string) =>
      readConfig({
        ...(draft !== undefined && { SOTEVARMENNE_ACME_DNS_PERSIST: draft }),
        ...(domain !== undefined && { SOTEVARMENNE_ACME_CAA_DOMAIN: domain }),
      }).acme.issuerDomainName
    const draft = 'draft-ietf-acme-dns-persist-02'
    assert.equal(read(), undefined)
    assert.equal(read(undefined, 'pki.example'), undefined)
    assert.equal(read('off', 'pki.example'), undefined)
    assert.equal(read(draft, 'pki.example'), 'pki.example')
    for (const domain of [undefined, '', 'PKI.example', 'pki.example.', 'päkki.example', 'pki'])
      assert.throws(
        () => read(draft, domain),
        /ACME_DNS_PERSIST needs SOTEVARMENNE_ACME_CAA_DOMAIN/,
      )
    assert.throws(() => read('draft-ietf-acme-dns-persist-01', 'pki.example'), /ACME_DNS_PERSIST/)
  })

  it('names the layer-4 proxies that state their clients, by address or network', () => {
    const read = (addresses?: string) =>
      readConfig({ ...(addresses && { SOTEVARMENNE_PROXY_PROTOCOL_ADDRESSES: addresses }) })
    assert.equal(read().layer4Proxies('127.0.0.1'), false)
    assert.equal(read('10.0.0.0/24, 2001:db8::1').layer4Proxies('10.0.0.9'), true)
    assert.equal(read('127.0.0.1, loopback').layer4Proxies('::1'), true)
    // Anyone in a range may say that it is anybody.
    for (const wide of ['0.0.0.0/0', '0.0.0.0/1,128.0.0.0/1', '2000::/3', '::ffff:0.0.0.0/96'])
      assert.throws(() => read(wide), /PROXY_PROTOCOL_ADDRESSES: must be addresses/, wide)
  })

  it('opens no listener with a missing part, and names the part', () => {
    const input = (names: readonly string[]) => () =>
      readConfig(
        Object.fromEntries(names.map((name) => [`SOTEVARMENNE_${name}`, import.meta.filename])),
      )
    const certificate = 'TLS_SIGN_IN_CERTIFICATE_FILE'
    assert.throws(input(['ENROLMENT_API_KEY_FILE']), /its key must be set together/)
    assert.throws(input([certificate]), /its key must be set together/)
  })

  it('uses the ports in its addresses', () => {
    const { publicUrl, validationUrl, signingApi, registers, bureau } = readConfig({
      SOTEVARMENNE_PORTAL_PORT: '9080',
      SOTEVARMENNE_OCSP_PORT: '9081',
      SOTEVARMENNE_READER_PORT: '9951',
      SOTEVARMENNE_READER_TLS_PORT: '9952',
      SOTEVARMENNE_REGISTERS_PORT: '9091',
      SOTEVARMENNE_BUREAU_PORT: '9092',
    })

    assert.equal(publicUrl, 'http://localhost:9080')
    assert.equal(validationUrl, 'http://localhost:9081')
    assert.deepEqual(registers, { url: 'http://localhost:9091', xRoad: simulatedXRoad })
    assert.deepEqual(bureau, { url: 'http://localhost:9092' })
    assert.deepEqual(signingApi, { http: 'http://127.0.0.1:9951', https: 'https://127.0.0.1:9952' })
  })

  it('trusts a proxy on this machine with an https address, and none otherwise', () => {
    const https = { SOTEVARMENNE_PUBLIC_URL: 'https://cards.example' }
    assert.equal(readConfig({}).trustedProxies, undefined)
    assert.equal(readConfig(https).trustedProxies, 'loopback')
    assert.equal(
      readConfig({ ...https, SOTEVARMENNE_TRUSTED_PROXIES: '10.0.0.1, 10.1.0.0/16' })
        .trustedProxies,
      '10.0.0.1, 10.1.0.0/16',
    )
  })

  const wrong: readonly (readonly [string, string])[] = [
    ['PORTAL_PORT', '70000'],
    ['OCSP_PORT', 'eighty'],
    ['DATABASE_POOL', '0'],
    ['DEMO_ENVIRONMENT', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['PUBLIC_URL', 'cards.example'],
    ['TRUSTED_PROXIES', '10.0.0.1 or so'],
    ['POLICY_ARC', '1.2.x'],
    ['PRODUCTION_READER', 'pcsc:'],
    ['CARD_KEYS', 'rsa1024'],
    ['CARD_LAYOUT', 's4-2'],
  ]
  for (const [name, value] of wrong)
    it(`names SOTEVARMENNE_${name} when it is '${value}'`, () => {
      assert.throws(
        () => readConfig({ [`SOTEVARMENNE_${name}`]: value }),
        new RegExp(`\\n {2}SOTEVARMENNE_${name}: `),
      )
    })

  it('names an unknown setting together with all other errors', () => {
    assert.throws(
      () => readConfig({ SOTEVARMENNE_DATABASE_URI: 'postgres:', SOTEVARMENNE_CARD_KEYS: 'p256' }),
      /unknown setting SOTEVARMENNE_DATABASE_URI; did you mean SOTEVARMENNE_DATABASE_URL\?\n {2}SOTEVARMENNE_CARD_KEYS: /,
    )
  })

  it('names all errors at once', () => {
    assert.throws(
      () => readConfig({ SOTEVARMENNE_PORTAL_PORT: '-1', SOTEVARMENNE_CARD_KEYS: 'p256' }),
      /SOTEVARMENNE_PORTAL_PORT: [^]*SOTEVARMENNE_CARD_KEYS: /,
    )
  })

  it('reads secrets from the configured files', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'config-'))
    const file = path.join(directory, 'people-key')
    await writeFile(file, 'correct horse battery\n')

    const config = readConfig({ SOTEVARMENNE_PEOPLE_KEY_FILE: file })

    assert.equal(config.peopleKey, 'correct horse battery')
    await rm(directory, { recursive: true })
  })

  it('refuses to send the password of a directory unencrypted', () => {
    const password = { SOTEVARMENNE_LDAP_PASSWORD: 'a password' }
    const at = (url: string, more = {}) =>
      readConfig({ SOTEVARMENNE_LDAP_URL: url, ...password, ...more }).directory
    for (const url of ['ldap://ldap.example.fi', 'ldap://192.0.2.1:389', 'ldap://127.example.fi'])
      assert.throws(() => at(url), /password would be sent unencrypted.*ldaps:\/\/.*START_TLS/, url)
    for (const url of ['ldap://localhost', 'ldap://127.0.0.1:389', 'ldap://[::1]'])
      assert.equal(at(url)?.url, url)
    assert.equal(at('ldaps://ldap.example.fi')?.startTls, false)
    assert.equal(at('ldap://ldap.example.fi', { SOTEVARMENNE_LDAP_START_TLS: '1' })?.startTls, true)
    // Processes that do not write to the directory have only its address.
    assert.ok(readConfig({ SOTEVARMENNE_LDAP_URL: 'ldap://ldap.example.fi' }).directory)
  })

  const inXRoad = {
    SOTEVARMENNE_X_ROAD_CLIENT: 'FI/GOV/0245437-2/cards',
    SOTEVARMENNE_RIGHTS_REGISTER_SERVICE: 'FI/GOV/0000000-0/rights/v1',
    SOTEVARMENNE_POPULATION_REGISTER_USER: 'cards',
    SOTEVARMENNE_POPULATION_REGISTER_PASSWORD_FILE: import.meta.filename,
  }

  it('calls the registers through X-Road as its own subsystem, and says which settings are missing', () => {
    const url = { SOTEVARMENNE_REGISTERS_URL: 'https://security-server.example' }
    const { xRoad } = readConfig({ ...inXRoad, ...url }).registers
    assert.equal(xRoad.client, 'FI/GOV/0245437-2/cards')
    assert.equal(xRoad.populationService, 'FI/GOV/0245437-2/VTJmutpa/VTJmutpa')
    for (const missing of Object.keys(inXRoad)) {
      const others = Object.entries(inXRoad).filter(([name]) => name !== missing)
      assert.throws(
        () => readConfig({ ...Object.fromEntries(others), ...url }),
        /security server in X-Road, and needs …_X_ROAD_CLIENT/,
      )
    }
    assert.throws(
      () => readConfig({ ...inXRoad, ...url, SOTEVARMENNE_X_ROAD_CLIENT: 'FI/GOV/a b' }),
      /X_ROAD_CLIENT/,
    )
  })

  const othersSettings = [
    ...['REGISTERS_URL', 'CODE_SERVER_URL', 'BUSINESS_REGISTER_URL', 'SIGNING_REGISTER_URL'],
    ...['BUREAU_URL', 'INVOICE_OPERATOR_URL', 'TIME_STAMPS_URL', 'PUBLIC_URL', 'OTLP_URL'],
  ]
  for (const name of othersSettings)
    it(`refuses SOTEVARMENNE_${name} over plain http to another machine`, () => {
      const at = (url: string) => () => readConfig({ ...inXRoad, [`SOTEVARMENNE_${name}`]: url })
      for (const url of [
        ...['http://others.example', 'http://192.0.2.1/api', 'http://127.example.fi'],
        ...['ftp://localhost', 'http://localhost.example', 'http://[::2]'],
      ])
        assert.throws(at(url), new RegExp(`SOTEVARMENNE_${name}: `), url)
      for (const url of ['https://others.example/api', 'http://localhost:1', 'http://[::1]:1'])
        assert.doesNotThrow(at(url), url)
    })

  it('refuses a demo environment with a public address', () => {
    const at = (url: string) => () =>
      readConfig({ SOTEVARMENNE_DEMO_ENVIRONMENT: '1', SOTEVARMENNE_PUBLIC_URL: url })
    assert.throws(at('https://cards.example'), /demo environment.*only for this machine/)
    for (const url of ['http://localhost:8080', 'https://service.localhost:8443'])
      assert.doesNotThrow(at(url))
  })

  it('refuses to believe proxies of a wide range', () => {
    const from = (list: string) => () => readConfig({ SOTEVARMENNE_TRUSTED_PROXIES: list })
    for (const list of [
      ...['0.0.0.0/0', '::/0', '10.0.0.0/8', '0.0.0.0/15', '2001:db8::/32', '10.0.0.1, 0.0.0.0/0'],
      ...['10.0.0.0/255.0.0.0', '::ffff:0.0.0.0/96', '0:0:0:0:0:ffff:0:0/96', 'uniquelocal'],
      ...['10.0.0.0/33', '10.0.0.0/16/16', 'proxy.example', '', '10.0.0.1,'],
    ])
      assert.throws(from(list), /SOTEVARMENNE_TRUSTED_PROXIES: /, list)
    for (const list of ['loopback', '10.0.0.1', '10.1.0.0/16, 2001:db8:1::/48', '::1, linklocal'])
      assert.equal(from(list)().trustedProxies, list)
  })

  it('refuses a database on another machine whose server is not verified', () => {
    const at = (url: string) => () => readConfig({ SOTEVARMENNE_DATABASE_URL: url })
    const remote = 'postgresql://service@db.example/sotevarmenne'
    for (const url of [
      ...[remote, `${remote}?sslmode=disable`, `${remote}?sslmode=no-verify`],
      ...[`${remote}?sslmode=require`, `${remote}?sslmode=prefer`, `${remote}?ssl=true`],
      `${remote}?uselibpqcompat=true&sslmode=require`,
      `${remote}?sslmode=verify-full&sslmode=disable`,
      'postgresql://service@/sotevarmenne?host=192.0.2.1',
    ])
      assert.throws(at(url), /SOTEVARMENNE_DATABASE_URL: .*sslmode=verify-full/, url)
    const several = 'postgresql://one:5432,two:5432/db?target_session_attrs=read-write'
    assert.throws(at(several), /SOTEVARMENNE_DATABASE_URL: must be one address/)
    for (const url of [
      ...[`${remote}?sslmode=verify-full`, 'postgresql://service@127.0.0.1:5432/sotevarmenne'],
      'postgresql://service@/sotevarmenne?host=/run/postgresql',
      ...['postgresql://service@localhost/sotevarmenne', 'socket:/run/postgresql?db=sotevarmenne'],
    ])
      assert.equal(at(url)().databaseUrl, url)
  })

  it('shows its own certificate to another system only over https', () => {
    const file = import.meta.filename
    const files = {
      SOTEVARMENNE_REGISTERS_CERTIFICATE_FILE: file,
      SOTEVARMENNE_REGISTERS_KEY_FILE: file,
      SOTEVARMENNE_REGISTERS_CA_FILE: file,
    }
    const { registers } = readConfig({
      ...{ ...files, ...inXRoad, SOTEVARMENNE_REGISTERS_URL: 'https://registers.example' },
    })
    assert.deepEqual(Object.keys(registers.tls ?? {}), ['cert', 'key', 'ca'])
    assert.throws(() => readConfig(files), /REGISTERS_URL must begin with https/)
    const { SOTEVARMENNE_REGISTERS_KEY_FILE: _, ...withoutKey } = files
    assert.throws(() => readConfig(withoutKey), /must be set together/)
  })

  it('publishes holders’ certificates only for products that are named', () => {
    const named = (names: string) =>
      readConfig({ SOTEVARMENNE_LDAP_URL: 'ldap://localhost', SOTEVARMENNE_LDAP_PRODUCTS: names })
    assert.deepEqual(
      readConfig({ SOTEVARMENNE_LDAP_URL: 'ldap://localhost' }).directory?.products,
      [],
    )
    assert.deepEqual(named('professional-card').directory?.products, ['professional-card'])
    const others = ['staff-card', 'actor-card', 'spare-card']
    assert.deepEqual(named(others.join(', ')).directory?.products, others)
    assert.throws(() => named('professional-card,toString'), /LDAP_PRODUCTS/)
  })

  it('enables Suomi.fi sign-in when its issuer and our key are set, and never unencrypted', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'config-'))
    const key = path.join(directory, 'suomi-fi.key')
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    await writeFile(key, pair.privateKey.export({ format: 'pem', type: 'pkcs8' }))
    const at = (issuer: string, file = key, more = {}) =>
      readConfig({
        SOTEVARMENNE_SUOMI_FI_ISSUER: issuer,
        SOTEVARMENNE_SUOMI_FI_CLIENT_KEY_FILE: file,
        ...more,
      }).suomiFi

    assert.equal(readConfig({}).suomiFi, undefined)
    const input = at('https://suomi-fi.example')
    assert.deepEqual(
      [...(input?.levels ?? [])],
      [
        ['http://ftn.ficora.fi/2017/loa2', 'substantial'],
        ['http://ftn.ficora.fi/2017/loa3', 'high'],
      ],
    )
    assert.ok(at('http://localhost:8095'))
    // The signer believes it only by pinned keys.
    assert.equal(input?.confirmsRenewals, false)
    const pinned = at('https://suomi-fi.example', key, {
      SOTEVARMENNE_SUOMI_FI_KEYS_FILE: path.join(directory, 'keys.json'),
    })
    assert.equal(pinned?.confirmsRenewals, true)
    assert.throws(() => at('http://suomi-fi.example'), /SUOMI_FI_ISSUER: .*https/)
    assert.throws(() => at('https://suomi-fi.example', path.join(directory, 'none')), /ENOENT/)
    const { suomiFi } = readConfig({ SOTEVARMENNE_DEMO_ENVIRONMENT: '1' })
    assert.equal(suomiFi?.issuer, 'http://localhost:8095')
    assert.equal(suomiFi.confirmsRenewals, true)
    await rm(directory, { recursive: true })
  })

  it('connects to Suomi.fi Messages with all of its settings, on paper only with those of printing and a sender', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'config-'))
    const file = path.join(directory, 'password')
    await writeFile(file, 'secret\n')
    const settings = {
      SOTEVARMENNE_SUOMI_FI_MESSAGES_URL: 'https://api.messages.suomi.fi',
      SOTEVARMENNE_SUOMI_FI_MESSAGES_USER: 'user',
      SOTEVARMENNE_SUOMI_FI_MESSAGES_PASSWORD_FILE: file,
      SOTEVARMENNE_SUOMI_FI_MESSAGES_SERVICE_ID: 'cards',
    }
    assert.equal(readConfig({}).suomiFiMessages, undefined)
    assert.deepEqual(readConfig(settings).suomiFiMessages, {
      ...{ url: 'https://api.messages.suomi.fi', user: 'user', password: 'secret' },
      serviceId: 'cards',
    })
    const { SOTEVARMENNE_SUOMI_FI_MESSAGES_USER: _, ...withoutUser } = settings
    assert.throws(() => readConfig(withoutUser), /SUOMI_FI_MESSAGES_URL needs …_USER/)
    // For the figures that web shows: it has no password.
    const ofWeb = readConfig({
      SOTEVARMENNE_SUOMI_FI_MESSAGES_URL: 'https://api.messages.suomi.fi',
    })
    assert.deepEqual(
      [ofWeb.messagesUrl, ofWeb.suomiFiMessages],
      ['https://api.messages.suomi.fi', undefined],
    )
    assert.throws(() => {
      checkMessages(ofWeb)
    }, /SUOMI_FI_MESSAGES_URL needs …_USER/)
    for (const complete of [readConfig(settings), readConfig({})])
      assert.doesNotThrow(() => {
        checkMessages(complete)
      })
    assert.equal(readConfig({}).messagesUrl, undefined)
    assert.throws(
      () => readConfig({ ...settings, SOTEVARMENNE_POSTI_USER: 'posti' }),
      /letters by Suomi\.fi Messages need/,
    )
    assert.throws(
      () => readConfig({ ...settings, SOTEVARMENNE_SUOMI_FI_MESSAGES_URL: 'http://api.example' }),
      /https/,
    )
    const demo = readConfig({ SOTEVARMENNE_DEMO_ENVIRONMENT: '1' }).suomiFiMessages
    assert.equal(demo?.url, 'http://localhost:8101')
    assert.ok(demo.printing)
    await rm(directory, { recursive: true })
  })
})
