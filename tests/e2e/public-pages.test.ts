import { checkPublicPages } from './public-pages.ts'

checkPublicPages('fi')
// Every page of these is looked at in the long tests (`languages.long.test.ts`).
checkPublicPages('sv', 'briefly')
checkPublicPages('en', 'briefly')
