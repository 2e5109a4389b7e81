import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { assembleAppPackage } from '../../appPackage/app-package.ts';
import { environmentOf, provisioned, root } from './sample-environment.ts';

/** A copy of the package, for faults to be planted in. */
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(`${tmpdir()}/app-package-`);
  for (const part of ['manifest.json', 'color.png', 'outline.png', 'languages']) {
    await cp(`${root}/appPackage/${part}`, `${folder}/${part}`, { recursive: true });
  }
});

afterEach(() => rm(folder, { recursive: true }));

async function replaceIn(file: string, found: string, replacement: string): Promise<void> {
  const text = await readFile(`${folder}/${file}`, 'utf8');
  expect(text).toContain(found);
  await writeFile(`${folder}/${file}`, text.replace(found, replacement));
}

async function problems(overrides: Readonly<Record<string, string>> = {}, name = 'dev'): Promise<string> {
  const environment = await environmentOf(name, overrides);
  return (await assembleAppPackage({ folder, environment })).problems.join('\n');
}

const placeholder = (variable: string): string => `\${{${variable}}}`;

test('finds nothing in the package as it is', async () => {
  expect(await problems()).toBe('');
});

test('reports what the bundled schema forbids', async () => {
  await replaceIn('manifest.json', '"groupChat"', '"cinema"');
  expect(await problems()).toContain('/bots/0/scopes/2');
});

describe('placeholders', () => {
  test('one that no environment declares is unknown', async () => {
    await replaceIn('manifest.json', 'PRIVACY_URL', 'PRIVATE_URL');
    expect(await problems()).toBe('unknown placeholder PRIVATE_URL: not in env/.env.dev');
  });

  test('one of another tool does not reach Teams', async () => {
    await replaceIn('manifest.json', '"full": "Virtual', '"full": "{{productName}} virtual');
    expect(await problems()).toContain('unknown placeholder {{productName}}');
  });

  test('a value cannot break out of its string', async () => {
    expect(await problems({ DEVELOPER_NAME: 'A "quoted" name' })).toBe('');
  });
});

describe('permissions', () => {
  test('a name Teams does not know is caught', async () => {
    await replaceIn(
      'manifest.json',
      'OnlineMeetingParticipant.Read.Chat',
      'OnlineMeetingParticipants.Read.Chat',
    );
    expect(await problems()).toBe(
      'authorization: Teams knows no Application permission OnlineMeetingParticipants.Read.Chat for a chat',
    );
  });

  test('a delegated one is caught, since nobody is signed in where the service works', async () => {
    await replaceIn(
      'manifest.json',
      '"OnlineMeetingParticipant.Read.Chat", "type": "Application"',
      '"OnlineMeetingParticipant.Read.Chat", "type": "Delegated"',
    );
    expect(await problems()).toContain('Teams knows no Delegated permission');
  });
});

describe('addresses', () => {
  const loopback = { PUBLIC_URL: 'http://localhost:3978', PUBLIC_HOST: 'localhost:3978' };

  test('plain http is refused in a shared environment, whatever the host', async () => {
    expect(await problems(loopback)).toContain(
      'staticTabs[0].contentUrl: http://localhost:3978/tabs/ must be https',
    );
  });

  test('plain http is for loopback hosts of the local environment', async () => {
    expect(await problems(loopback, 'local.sample')).toBe('');
    const elsewhere = { PUBLIC_URL: 'http://visits.example.org' };
    expect(await problems(elsewhere, 'local.sample')).toContain('must be https');
  });

  test('a privacy page in plain http is refused', async () => {
    expect(await problems({ PRIVACY_URL: 'http://example.org/' })).toBe(
      'developer.privacyUrl: http://example.org/ must be https',
    );
  });

  test('an address that is none is refused', async () => {
    expect(await problems({ TERMS_OF_USE_URL: 'https://' })).toContain('https:// is not a URL');
  });
});

describe('domains', () => {
  test('a tab on a host that is not a valid domain would stay blank', async () => {
    expect(await problems({ PUBLIC_HOST: 'other.example.org' })).toContain(
      'the host of https://visits.example.org/tabs/ is not among validDomains',
    );
  });

  test('a wildcard is refused', async () => {
    await replaceIn(
      'manifest.json',
      `["${placeholder('PUBLIC_HOST')}"]`,
      `["${placeholder('PUBLIC_HOST')}", "*.example.org"]`,
    );
    expect(await problems()).toContain('validDomains: *.example.org must be one host');
  });
});

describe('identity', () => {
  test('a bot of another application is refused', async () => {
    await replaceIn(
      'manifest.json',
      `"botId": "${placeholder('AAD_APP_CLIENT_ID')}"`,
      `"botId": "${provisioned.TEAMS_APP_ID}"`,
    );
    expect(await problems()).toBe(`bots: botId ${provisioned.TEAMS_APP_ID} is not webApplicationInfo.id`);
  });

  test('a resource of another host is refused', async () => {
    await replaceIn('manifest.json', `api://${placeholder('PUBLIC_HOST')}`, 'api://elsewhere.example.org');
    expect(await problems()).toContain('webApplicationInfo.resource: must be api://');
  });

  test('a manifest without the Entra application is refused', async () => {
    await replaceIn('manifest.json', '"webApplicationInfo"', '"intuneInfo": {}, "graphConnector"');
    await replaceIn(
      'manifest.json',
      `"id": "${placeholder('AAD_APP_CLIENT_ID')}",\n    "resource": "api://`,
      '"notificationUrl": "https://',
    );
    expect(await problems()).toContain('webApplicationInfo: is missing');
  });
});

describe('the bot', () => {
  test.each(['groupChat', 'team'])('without the scope %s could not be added there', async (scope) => {
    await replaceIn('manifest.json', `, "${scope}"`, '');
    expect(await problems()).toBe(`bots: scopes must hold ${scope}, or the app cannot be added there`);
  });

  test('has to be there', async () => {
    const { bots: _none, ...manifest } = JSON.parse(await readFile(`${folder}/manifest.json`, 'utf8'));
    await writeFile(`${folder}/manifest.json`, JSON.stringify(manifest));
    expect(await problems()).toBe('bots: there is none');
  });
});

describe('languages', () => {
  test('one that lacks a string is caught', async () => {
    await replaceIn('languages/zh-CN.json', '"name.full"', '"name.fuller"');
    const found = await problems();
    expect(found).toContain('languages/zh-CN.json: lacks name.full');
    expect(found).toContain('languages/zh-CN.json: only this language has name.fuller');
    expect(found).toContain('must NOT have additional properties');
  });

  test('a text too long for Teams is caught', async () => {
    await replaceIn('languages/es-ES.json', 'Consultas virtuales$', `${'muy '.repeat(10)}largo$`);
    expect(await problems()).toContain('must NOT have more than 30 characters');
  });

  test('a string of a tab that does not exist is caught', async () => {
    for (const tag of ['en-US', 'es-ES', 'zh-CN']) {
      await replaceIn(`languages/${tag}.json`, 'staticTabs[0]', 'staticTabs[1]');
    }
    expect(await problems()).toContain('languages/es-ES.json: the manifest has no staticTabs[1].name');
  });

  test('the default language says what the manifest says', async () => {
    await replaceIn('languages/en-US.json', 'Virtual visits that start', 'Visits that start');
    expect(await problems()).toBe(
      'languages/en-US.json: description.short differs from the manifest, whose language this is',
    );
  });

  test('a file that is missing is caught', async () => {
    await rm(`${folder}/languages/zh-CN.json`);
    expect(await problems()).toBe('languages/zh-CN.json: the file does not exist');
  });

  test('a language checked against another version of the schema is caught', async () => {
    await replaceIn('languages/zh-CN.json', '/v1.30/', '/v1.29/');
    expect(await problems()).toContain('$schema must be the localisation schema of version 1.30');
  });
});
