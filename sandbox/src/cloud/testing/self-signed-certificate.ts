import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A new RSA key with a certificate for it, as a subscriber of rich notifications makes one. */
export function selfSignedCertificate(): { privateKey: KeyObject; certificate: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  // RFC 5280 §4.1, with the fewest members that make a certificate.
  const sha256WithRsa = sequence(
    der(0x06, Buffer.from('2a864886f70d01010b', 'hex')),
    der(0x05, Buffer.alloc(0)),
  );
  const commonName = sequence(der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from('subscriber')));
  const name = sequence(der(0x31, commonName));
  const validity = sequence(utcTime('200101000000Z'), utcTime('491231235959Z'));
  const keyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const toBeSigned = sequence(der(0x02, Buffer.from([1])), sha256WithRsa, name, validity, name, keyInfo);
  const signature = sign('sha256', toBeSigned, privateKey);
  const certificate = sequence(
    toBeSigned,
    sha256WithRsa,
    der(0x03, Buffer.concat([Buffer.from([0]), signature])),
  );
  return { privateKey, certificate: certificate.toString('base64') };
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function utcTime(text: string): Buffer {
  return der(0x17, Buffer.from(text));
}

/** Tag, length, value: X.690 §8.1. */
function der(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}
