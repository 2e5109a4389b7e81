import { describe, expect, it } from 'vitest';
import { type AllowedNetworks, addressJudge } from './address-judge.ts';

const NOTHING: AllowedNetworks = [];
const judged = (address: string, allowed: AllowedNetworks = [], hostname = 'ehr.example') =>
  addressJudge({ allowed, allowsLoopback: false })(hostname, address);

describe('in production, an EHR', () => {
  it.each([
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '192.167.255.255',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
    '2002:808:808::1',
    '64:ff9b::808:808',
  ])('may be at %s', (address) => expect(judged(address)).toBe(true));

  it.each([
    ['this host', ['0.0.0.0', '0.1.2.3', '::']],
    ['loopback', ['127.0.0.1', '127.255.255.254', '::1']],
    [
      'private networks',
      ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.255.255', 'fc00::1', 'fdff::1'],
    ],
    ['carrier-grade NAT', ['100.64.0.1', '100.127.255.255']],
    ['link-local', ['169.254.0.1', 'fe80::1', 'fe80::1%eth0', 'febf::1']],
    [
      'what clouds tell their machines',
      ['169.254.169.254', 'fd00:ec2::254', '168.63.129.16', '100.100.100.200'],
    ],
    ['several at once', ['224.0.0.1', '239.255.255.255', 'ff02::1', '255.255.255.255']],
    [
      'reserved',
      [
        '192.0.0.192',
        '192.0.2.1',
        '198.18.0.1',
        '198.51.100.1',
        '203.0.113.1',
        '240.0.0.1',
        '2001:db8::1',
        '100::1',
        '3fff::1',
      ],
    ],
    ['not assigned', ['4000::1', 'e000::1', '1::1', '::2']],
    ['deprecated', ['fec0::1', '::127.0.0.1', '::808:808', '2001:10::1', '192.88.99.1']],
    [
      'IPv4 in IPv6',
      [
        '::ffff:127.0.0.1',
        '::ffff:a00:1',
        '::ffff:169.254.169.254',
        '::ffff:0:7f00:1',
        '::ffff:168.63.129.16',
      ],
    ],
    ['6to4', ['2002:7f00:1::', '2002:a00:1::1', '2002:a9fe:a9fe::1']],
    ['NAT64', ['64:ff9b::7f00:1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::808:808']],
    ['Teredo', ['2001:0:7f00:1::f7f7:f7f7', '2001:0:808:808::80ff:fffe', '2001:0:808:808::f5ff:fffe']],
    ['ISATAP', ['2606:4700::5efe:10.0.0.1', '2606:4700::200:5efe:7f00:1']],
    ['no address', ['', 'localhost', '1.2.3.4.5', 'g::1']],
  ])('is never at %s', (_what, addresses) => {
    expect(addresses.filter((address) => judged(address))).toEqual([]);
  });
});

describe('an operator', () => {
  it('may allow a range, and no more than it', () => {
    const ranges = ['10.20.0.0/16', 'fd12:3456::/32', '192.168.7.7', 'fd99::9'];
    expect(
      ['10.20.255.1', '::ffff:10.20.0.1', 'fd12:3456:1::1', '192.168.7.7', 'fd99::9'].filter((one) =>
        judged(one, ranges),
      ),
    ).toHaveLength(5);
    expect(
      ['10.21.0.1', 'fd12:3457::1', '192.168.7.8', 'fd99::8', '127.0.0.1', '169.254.169.254'].filter((one) =>
        judged(one, ranges),
      ),
    ).toEqual([]);
  });

  it('may allow a host in the private network, by name in any case', () => {
    const hosts = ['ehr.hospital.example'];
    for (const name of ['ehr.hospital.example', 'EHR.Hospital.example', 'ehr.hospital.example.'])
      for (const address of ['10.0.0.1', '192.168.1.1', 'fd12::1', '100.64.0.1', '127.0.0.1', '8.8.8.8'])
        expect([name, address, judged(address, hosts, name)]).toEqual([name, address, true]);
    for (const name of [
      'hospital.example',
      'x.ehr.hospital.example',
      'ehr.hospital.example.evil.example',
      '10.0.0.1',
    ])
      expect([name, judged('10.0.0.1', hosts, name)]).toEqual([name, false]);
  });

  it('may allow all hosts below a name, but not the name, nor one that only ends alike', () => {
    const suffixes = ['*.hospital.example'];
    expect(judged('10.0.0.1', suffixes, 'a.b.hospital.example')).toBe(true);
    expect(judged('10.0.0.1', suffixes, 'hospital.example')).toBe(false);
    expect(judged('10.0.0.1', suffixes, 'evil-hospital.example')).toBe(false);
  });

  it('does not by a name allow what machines say about themselves; a range is taken as it is', () => {
    const hosts = ['ehr.example'];
    const metadata = [
      '169.254.169.254',
      'fd00:ec2::254',
      '100.100.100.200',
      '168.63.129.16',
      '::ffff:169.254.169.254',
      'fe80::1',
      '0.0.0.0',
      '224.0.0.1',
    ];
    expect(metadata.filter((address) => judged(address, hosts))).toEqual([]);
    expect(judged('169.254.169.254', ['169.254.169.254/32'])).toBe(true);
  });
});

it('is on loopback only while the service is', () => {
  const judge = addressJudge({ allowed: NOTHING, allowsLoopback: true });
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])
    expect([address, judge('localhost', address)]).toEqual([address, true]);
  for (const address of ['10.0.0.1', '0.0.0.0', '::', '169.254.169.254'])
    expect([address, judge('localhost', address)]).toEqual([address, false]);
});
