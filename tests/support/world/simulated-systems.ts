import { writeFile } from 'node:fs/promises'
import path from 'node:path'

/** The settings of an installation whose registers, and card and letter bureau, are those of the sandbox. */
export async function simulatedSystems(
  data: string,
  ports: Readonly<Record<'REGISTERS' | 'BUREAU', number>>,
): Promise<Readonly<Record<string, string>>> {
  const passwordFile = path.join(data, 'population-register-password')
  await writeFile(passwordFile, 'sotevarmenne\n', { mode: 0o600 })
  const registers = `http://localhost:${String(ports.REGISTERS)}`
  return {
    SOTEVARMENNE_REGISTERS_URL: registers,
    SOTEVARMENNE_X_ROAD_CLIENT: 'FI-TEST/GOV/0245437-2/sotevarmenne',
    SOTEVARMENNE_POPULATION_REGISTER_SERVICE: 'FI-TEST/GOV/0245437-2/VTJmutpa/VTJmutpa',
    SOTEVARMENNE_POPULATION_REGISTER_USER: 'sotevarmenne',
    SOTEVARMENNE_POPULATION_REGISTER_PASSWORD_FILE: passwordFile,
    SOTEVARMENNE_RIGHTS_REGISTER_SERVICE: 'FI-TEST/GOV/0000000-0/Terhikki/rights',
    SOTEVARMENNE_CODE_SERVER_URL: `${registers}/codeserver`,
    SOTEVARMENNE_INTERMEDIARIES_LIST: '2.999.6.1',
    SOTEVARMENNE_BUSINESS_REGISTER_URL: `${registers}/opendata-ytj-api/v3`,
    SOTEVARMENNE_SIGNING_REGISTER_URL: registers,
    SOTEVARMENNE_BUREAU_URL: `http://localhost:${String(ports.BUREAU)}`,
  }
}
