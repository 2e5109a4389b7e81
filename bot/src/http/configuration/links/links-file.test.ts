import { describe, expect, it } from 'vitest';
import { readLinksFile } from './links-file.ts';

const invalid = expect.objectContaining({ code: 'links-invalid' });
const row = (line: number, ehrUser: string, username: string, isMalformed = false) => ({
  line,
  ehrUser,
  username,
  isMalformed,
});

describe('a file of links', () => {
  it('is read as spreadsheets save it', () => {
    const rows = [row(2, 'Practitioner/a', 'a@x.example'), row(3, 'PractitionerRole/b', 'b@x.example')];
    for (const csv of [
      'ehr_user,username\nPractitioner/a,a@x.example\nPractitionerRole/b,b@x.example\n',
      '\uFEFFEHR user;Username\r\nPractitioner/a;a@x.example\r\nPractitionerRole/b;b@x.example',
      'username,note,ehr_user\na@x.example,x,Practitioner/a\n"b@x.example", ,"PractitionerRole/b"',
    ])
      expect(readLinksFile(csv)).toEqual(rows);
  });

  it('names the lines that are malformed', () => {
    const csv = [
      'ehr_user,username',
      'Patient/a,a@x.example',
      'Practitioner/b',
      '',
      '"Practitioner/c",c@x.example,more',
      `Practitioner/${'d'.repeat(300)},d@x.example`,
    ].join('\n');
    expect(readLinksFile(csv)).toEqual([
      row(2, 'Patient/a', 'a@x.example', true),
      row(3, 'Practitioner/b', '', true),
      row(5, 'Practitioner/c', 'c@x.example'),
      row(6, `Practitioner/${'d'.repeat(187)}`, 'd@x.example', true),
    ]);
  });

  it('is refused when it is none, and quoted never', () => {
    for (const csv of [
      '',
      'Practitioner/a,a@x.example',
      'ehr_user,ehr_user,username\n1,2,3',
      'ehr_user,username\n"Practitioner/a,Eleanor',
      `ehr_user,username\n${'Practitioner/a,a@x.example\n'.repeat(1_001)}`,
      `ehr_user,username${','.repeat(900_000)}\nPractitioner/a,a@x.example`,
    ]) {
      expect(() => readLinksFile(csv)).toThrow(invalid);
      expect(() => readLinksFile(csv)).not.toThrow('Eleanor');
    }
  });

  it('is not fooled by names of properties', () => {
    expect(readLinksFile('ehr_user,username,__proto__\nPractitioner/a,a@x.example,evil')).toEqual([
      row(2, 'Practitioner/a', 'a@x.example'),
    ]);
  });
});
