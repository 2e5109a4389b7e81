/** `node appPackage/build-package.ts --env dev` writes `appPackage/build/appPackage.dev.zip`, or says why not. */
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { assembleAppPackage, zipAppPackage } from './app-package.ts';
import { readEnvironment } from './environment.ts';

const { values } = parseArgs({ options: { env: { type: 'string', default: 'dev' } } });
const folder = import.meta.dirname;

const environment = await readEnvironment({
  folder: `${folder}/../env`,
  name: values.env,
  overrides: process.env,
});
const { files, problems } = await assembleAppPackage({ folder, environment });
if (files === null) {
  process.stderr.write(`The app package cannot be built:\n${problems.map((line) => `  ${line}\n`).join('')}`);
  process.exitCode = 1;
} else {
  const target = `${folder}/build/appPackage.${environment.name}.zip`;
  await mkdir(`${folder}/build`, { recursive: true });
  await writeFile(target, zipAppPackage(files));
  process.stdout.write(`${target}\n`);
}
