/** The installer of the reader software for Windows: the source that wixl turns into an MSI, and what it can't say. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, utimesSync } from 'node:fs'
import path from 'node:path'

const name = 'sotevarmenne-reader'
/** The same for all versions: by it Windows finds the one to replace. */
const upgradeCode = '5c1f4f0e-8f0b-5b2c-9d53-2f2b8f6d7a11'

/** A name-based UUID (RFC 9562 § 5.5), so that two builds have the same. */
export function uuidOf(text) {
  const bytes = createHash('sha1')
    .update(Buffer.from(upgradeCode.replaceAll('-', ''), 'hex'))
    .update(text)
    .digest()
    .subarray(0, 16)
  bytes[6] = (bytes[6] & 0x0f) | 0x50
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Files below the folder, by their paths with `/`, in a fixed order. */
export const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort()

/** Of all files, with their names. */
export function digestOf(folder) {
  const digest = createHash('sha256')
  for (const file of filesBelow(folder))
    digest.update(`${file}\0`).update(
      createHash('sha256')
        .update(readFileSync(path.join(folder, file)))
        .digest(),
    )
  return digest.digest('hex')
}

/** The archive in the MSI has the times of the files. */
export function setTimes(folder, epoch) {
  for (const file of filesBelow(folder)) utimesSync(path.join(folder, file), epoch, epoch)
}

/** The source for wixl: everything below the folder, for all users of the machine. */
export function installerSource({ tree, version, contents }) {
  const files = filesBelow(tree)
  const identity = `${version} ${contents}`
  return `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="${uuidOf(`product ${identity}`)}" UpgradeCode="${upgradeCode}" Name="sotevarmenne card reader"
    Version="${version}" Manufacturer="sotevarmenne" Language="1033" Codepage="65001">
    <Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine" Manufacturer="sotevarmenne"
      Description="card reader software of social and health care"/>
    <MajorUpgrade AllowSameVersionUpgrades="yes"
      DowngradeErrorMessage="A newer version of the card reader software is installed already. / Kortinlukijaohjelmasta on jo asennettu uudempi versio. / En nyare version av kortläsarprogrammet är redan installerad."/>
    <Media Id="1" Cabinet="program.cab" EmbedCab="yes"/>
    <Property Id="ARPNOMODIFY" Value="1"/>
    <Property Id="ARPNOREPAIR" Value="1"/>
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="ProgramFiles64Folder">
        <Directory Id="INSTALLDIR" Name="Sotevarmenne Reader">
${folderSource(tree, files)}
          <Component Id="Autostart" Guid="${uuidOf('autostart')}" Win64="yes">
            <RegistryValue Root="HKLM" Key="Software\\Microsoft\\Windows\\CurrentVersion\\Run" Name="SotevarmenneReader"
              Type="string" Value="&quot;[INSTALLDIR]${name}.exe&quot; &quot;[INSTALLDIR]reader.mjs&quot; run --at-session-start" KeyPath="yes"/>
          </Component>
        </Directory>
      </Directory>
      <Directory Id="ProgramMenuFolder"/>
    </Directory>
    <Feature Id="Program" Level="1">
${[...files.map((file) => idOf('Component', file)), 'Autostart'].map((id) => `      <ComponentRef Id="${id}"/>`).join('\n')}
    </Feature>
  </Product>
</Wix>
`
}

/** Directories and components below a folder of the tree. */
function folderSource(tree, files, folder = '') {
  const here = files.filter((file) => path.dirname(file) === (folder || '.'))
  const below = [
    ...new Set(
      files
        .filter((file) => folder === '' || file.startsWith(`${folder}/`))
        .map((file) => file.slice(folder === '' ? 0 : folder.length + 1))
        .filter((file) => file.includes('/'))
        .map((file) => file.split('/')[0]),
    ),
  ]
  return [
    ...here.map(
      (file) =>
        `<Component Id="${idOf('Component', file)}" Guid="${uuidOf(`file ${file}`)}" Win64="yes"><File Id="${idOf('File', file)}" Name="${escaped(path.basename(file))}" Source="${escaped(path.join(tree, file))}" KeyPath="yes">${file === `${name}.exe` ? shortcut : ''}</File></Component>`,
    ),
    ...below.map((child) => {
      const place = folder === '' ? child : `${folder}/${child}`
      return `<Directory Id="${idOf('Directory', place)}" Name="${escaped(child)}">\n${folderSource(tree, files, place)}\n</Directory>`
    }),
  ].join('\n')
}

const shortcut = `<Shortcut Id="StartMenu" Directory="ProgramMenuFolder" Name="Kortinlukija (sotevarmenne)" Arguments="&quot;[INSTALLDIR]reader.mjs&quot; open" WorkingDirectory="INSTALLDIR"/>`

const idOf = (kind, file) => `${kind}_${uuidOf(file).replaceAll('-', '')}`

const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

/**
 * What wixl has no words for: a program that runs is ended before its files are replaced or removed. Ended by
 * force: the card is reset by Windows, and the next log-on starts it again.
 */
export const installerQueries = [
  'INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ' +
    // A program in a folder (34), whose failure is no failure (64): none runs.
    `('StopProgram', ${34 + 64}, 'TARGETDIR', 'taskkill.exe /F /IM ${name}.exe')`,
  "INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('StopProgram', '', 1350)",
]

/**
 * The file with the same summary for each build: wixl writes a random package code and the time of the day.
 * Formats: Microsoft, "Summary Information Stream Property Set"; FILETIME counts 100 ns since 1601.
 */
export function withFixedSummary(msi, { code, epoch }) {
  const bytes = Buffer.from(msi)
  const uuid = /\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}/g
  const codes = summaryPlaces(bytes, uuid)
  if (codes.length !== 1)
    throw new Error(`${codes.length} package codes in the MSI, instead of one`)
  bytes.write(`{${code.toUpperCase()}}`, codes[0], 'latin1')

  let times = 0
  const fixed = (BigInt(epoch) + secondsFrom1601To1970) * 10_000_000n
  for (let place = codes[0]; place < codes[0] + 256; place += 4) {
    // VT_FILETIME
    if (bytes.readUInt32LE(place) !== 0x40) continue
    bytes.writeBigUInt64LE(fixed, place + 4)
    times += 1
  }
  if (times !== 2) throw new Error(`${times} times in the summary of the MSI, instead of two`)
  return bytes
}

const secondsFrom1601To1970 = 11_644_473_600n

/** Where the summary has its package code: after the words that name this installer's template. */
function summaryPlaces(bytes, uuid) {
  const start = bytes.indexOf('x64;1033\0', 0, 'latin1')
  if (start < 0) throw new Error('no summary in the MSI')
  const near = bytes.toString('latin1', start, start + 256)
  return [...near.matchAll(uuid)].map(({ index }) => start + index)
}
