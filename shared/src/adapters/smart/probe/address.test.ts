import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { environmentOf } from './address-environment.ts';
import {
  HOST,
  honestNames,
  type MisbehavingEhr,
  startMisbehavingEhr,
} from './misbehaving-ehr.test-support.ts';
import { isSameSite } from './same-site.ts';

let ehr: MisbehavingEhr;
beforeAll(async () => {
  ehr = await startMisbehavingEhr();
});
afterAll(() => ehr.close());
beforeEach(() => ehr.behave());

const at = (fhirBaseUrl: string, subject = {}) => ehr.probe({ subject: { fhirBaseUrl, ...subject } });

describe('an address', () => {
  it.each([
    ['', 'address-malformed'],
    ['fhir.riverside.example/R4', 'address-malformed'],
    ['https://', 'address-malformed'],
    ['https://fhir riverside/R4', 'address-malformed'],
    ['https:\\\\fhir.riverside.example\\R4', 'address-malformed'],
    ['https://256.256.256.256/R4', 'address-malformed'],
    ['mailto:ehr@riverside.example', 'address-malformed'],
    [`http://${HOST}/R4`, 'address-not-https'],
    ['http://127.0.0.1/R4', 'address-not-https'],
    ['ftp://fhir.riverside.example/R4', 'address-not-https'],
    [`https://user:secret@${HOST}/R4`, 'address-has-credentials'],
    [`https://user@${HOST}/R4`, 'address-has-credentials'],
    [`https://${HOST}/R4?tenant=1`, 'address-has-query'],
    [`https://${HOST}/R4#x`, 'address-has-query'],
    [`https://${HOST}/R4?`, 'address-has-query'],
    ['https://fhri.riverside.example/R4', 'address-unknown-host'],
    ['https://localhost.riverside.example/R4', 'address-private'],
    ['https://10.0.0.1/R4', 'address-private'],
    ['https://0x7f.2/R4', 'address-private'],
    ['https://2852039166/latest', 'address-private'],
    ['https://[::ffff:169.254.169.254]/R4', 'address-private'],
    ['https://[fd00:ec2::254]/R4', 'address-private'],
    ['https://both.riverside.example/R4', 'address-private'],
  ])('"%s" is refused as %s, and nothing is called', async (fhirBaseUrl, finding) => {
    const names: Readonly<Record<string, readonly string[]>> = {
      'localhost.riverside.example': ['127.0.0.2'],
      'both.riverside.example': ['8.8.8.8', '127.0.0.2'],
    };
    const { results, told, of, authority } = await ehr.probe({
      subject: { fhirBaseUrl },
      resolve: (hostname) => names[hostname] ?? honestNames(hostname),
    });
    expect(of('address')[0]).toBe(`failed ${finding}`);
    expect(results.slice(1).map(({ outcome, finding: found }) => [outcome, found])).toEqual(
      Array.from({ length: 10 }, () => ['skipped', null]),
    );
    expect([authority, told, ehr.connections()]).toEqual([null, results, 0]);
    expect(JSON.stringify(results)).not.toContain('secret');
  });

  it('is a duplicate however it is written, within its environment', async () => {
    const other = (environment: 'testing' | 'production', fhirBaseUrl: string) => ({
      others: [{ name: 'Epic, old', environment, fhirBaseUrl }],
    });
    const same = `https://FHIR.Riverside.example:${ehr.port}/R4/`;
    expect((await at(`${ehr.url}/R4`, other('testing', same))).of('address')).toEqual([
      'failed address-duplicate',
      { host: `${HOST}:${ehr.port}`, name: 'Epic, old' },
    ]);
    for (const others of [other('production', same), other('testing', `${ehr.url}/r4`)])
      expect((await at(`${ehr.url}/R4`, others)).of('address')[0]).toBe('fine address-fine');
  });

  it('that looks like another environment is warned of, and goes on', async () => {
    const probed = await at(`${ehr.url}/interconnect-tst/R4`, { environment: 'production' });
    expect(probed.of('address')).toEqual([
      'warning address-looks-like-testing',
      { host: `${HOST}:${ehr.port}`, word: 'tst' },
    ]);
    expect(probed.of('reachable')[0]).toBe('failed answers-with-error');
    const { of } = await at(`${ehr.url}/interconnect-prd/R4`, { environment: 'testing' });
    expect(of('address')[0]).toBe('warning address-looks-like-production');
    const { of: right } = await at(`${ehr.url}/interconnect-prd/R4`, { environment: 'production' });
    expect(right('address')[0]).toBe('fine address-fine');
  });

  it('that stands for nothing is of an unknown host', async () => {
    const { of } = await ehr.probe({ resolve: () => [] });
    expect(of('address')[0]).toBe('failed address-unknown-host');
  });

  it('whose name leads inside once it has been looked at is not connected to', async () => {
    const answers = [['127.0.0.1'], ['127.0.0.2']];
    const { of } = await ehr.probe({ resolve: () => answers.shift() ?? ['127.0.0.2'] });
    expect(of('address')[0]).toBe('fine address-fine');
    expect(of('reachable')[0]).toBe('failed unreachable');
    expect(ehr.connections()).toBe(0);
  });
});

describe('the environment an address speaks of', () => {
  it.each([
    ['https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4', 'testing'],
    ['https://fhir-ehr-code.cerner.com/r4/ec2458f2', 'testing'],
    ['https://fhir-ehr.cerner.com/r4/ec2458f2', 'production'],
    ['https://test.riverside.example/fhir', 'testing'],
    ['https://epictest2.riverside.example/fhir', 'testing'],
    ['https://riverside.example/interconnect-np/api/FHIR/R4', 'testing'],
    ['https://riverside.example/FHIR-NPRD/api', 'testing'],
    ['https://fhir.non-prod.riverside.example/', 'testing'],
    ['https://fhir-nonprod.riverside.example/', 'testing'],
    ['https://riverside.example/Interconnect-POC/', 'testing'],
    ['https://riverside.example/ocurprd-oauth/api', 'production'],
    ['https://epicproxy-prd.riverside.example/', 'production'],
    ['https://fhir.riverside.example/latest/R4', null],
    ['https://contestants.example/products/R4', null],
    ['https://fhir.riverside.example/api/FHIR/R4', null],
  ])('%s is %s', (url, environment) => {
    expect(environmentOf(new URL(url))?.environment ?? null).toBe(environment);
  });
});

describe('two hosts', () => {
  it.each([
    ['fhir.riverside.example', 'FHIR.riverside.example.'],
    ['fhir.riverside.example', 'login.riverside.example'],
    ['fhir-ehr.cerner.com', 'authorization.cerner.com'],
    ['riverside.example', 'a.b.riverside.example'],
    ['a.trust.nhs.uk', 'b.trust.nhs.uk'],
    ['localhost', 'localhost'],
    ['10.0.0.1', '10.0.0.1'],
  ])('%s and %s are of one site', (left, right) => expect(isSameSite(left, right)).toBe(true));

  it.each([
    ['riverside.example', 'riverside.example.evil.example'],
    ['riverside.example', 'evilriverside.example'],
    ['one.nhs.uk', 'other.nhs.uk'],
    ['one.co.uk', 'other.co.uk'],
    ['one.gob.mx', 'other.gob.mx'],
    ['one.k12.or.us', 'other.k12.or.us'],
    ['riverside.azurewebsites.net', 'other.azurewebsites.net'],
    ['hospital', 'other'],
    ['10.0.0.1', '11.0.0.1'],
    ['[fd00::1]', '[fd00::2]'],
  ])('%s and %s are not', (left, right) => expect(isSameSite(left, right)).toBe(false));
});
